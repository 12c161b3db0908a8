use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use axum::http::{HeaderMap, HeaderValue};
use if_addrs::{IfAddr, IfOperStatus, Ifv4Addr, Ifv6Addr, Interface};

use super::{TrustedProxies, of_this_computer, usable};

fn interface(name: &str, address: &str) -> Interface {
    let addr = match address.parse().expect("an address") {
        IpAddr::V4(ip) => IfAddr::V4(Ifv4Addr { ip, netmask: Ipv4Addr::UNSPECIFIED, prefixlen: 0, broadcast: None }),
        IpAddr::V6(ip) => IfAddr::V6(Ifv6Addr { ip, netmask: Ipv6Addr::UNSPECIFIED, prefixlen: 0, broadcast: None }),
    };
    Interface { name: name.to_owned(), addr, index: None, oper_status: IfOperStatus::Up, is_p2p: name == "wwan0" }
}

fn listed(interfaces: &[(&str, &str)]) -> Vec<(String, bool)> {
    let interfaces: Vec<_> = interfaces.iter().map(|(name, address)| interface(name, address)).collect();
    usable(&interfaces).into_iter().map(|found| (found.address.to_string(), found.likely)).collect()
}

#[test]
fn f35_the_network_of_the_room_comes_before_tunnels_and_bridges() {
    let found = listed(&[
        ("lo", "127.0.0.1"),
        ("docker0", "172.17.0.1"),
        ("tun0", "10.8.0.2"),
        ("wlan0", "192.168.1.20"),
        ("wlan0", "fe80::1"),
        ("wlan0", "2001:db8::20"),
        ("eth0", "10.1.2.3"),
        ("wwan0", "10.200.0.7"),
        ("eth1", "8.8.4.4"),
    ]);
    let expected = [
        ("10.1.2.3", true),
        ("192.168.1.20", true),
        ("2001:db8::20", true),
        ("172.17.0.1", false),
        ("8.8.4.4", false),
        ("10.8.0.2", false),
        ("10.200.0.7", false),
    ];
    let expected: Vec<_> = expected.iter().map(|(address, likely)| ((*address).to_owned(), *likely)).collect();
    assert_eq!(found, expected);
}

#[test]
fn f34_loopback_and_addresses_without_a_network_are_not_offered() {
    assert!(listed(&[("lo", "127.0.0.1"), ("lo", "::1"), ("eth0", "169.254.7.7"), ("eth0", "fe80::2")]).is_empty());
    assert!(of_this_computer().iter().all(|found| !found.address.is_loopback()));
}

#[test]
fn f35_a_network_of_ipv6_only_is_offered() {
    assert_eq!(listed(&[("wlan0", "fd00::7")]), [("fd00::7".to_owned(), true)]);
}

fn proxies(ranges: &[&str]) -> TrustedProxies {
    let ranges: Vec<_> = ranges.iter().map(|range| (*range).to_owned()).collect();
    TrustedProxies::parse(&ranges).expect("ranges")
}

#[test]
fn t5_only_a_trusted_proxy_may_say_whom_a_request_comes_from() {
    let local = ["127.0.0.1/32", "10.0.0.0/8", "fd00::/8"];
    for (ranges, peer, forwarded, client) in [
        (&[][..], "127.0.0.1", &["1.2.3.4"][..], "127.0.0.1"),
        (&local, "127.0.0.1", &["1.2.3.4"], "1.2.3.4"),
        (&local, "127.0.0.2", &["1.2.3.4"], "127.0.0.2"),
        (&local, "::ffff:127.0.0.1", &["1.2.3.4"], "1.2.3.4"),
        (&local, "127.0.0.1", &[], "127.0.0.1"),
        // The front is what the asker wrote.
        (&local, "127.0.0.1", &["9.9.9.9, 1.2.3.4"], "1.2.3.4"),
        (&local, "127.0.0.1", &["9.9.9.9", "1.2.3.4"], "1.2.3.4"),
        (&local, "127.0.0.1", &["1.2.3.4, 10.0.0.7"], "1.2.3.4"),
        (&local, "127.0.0.1", &["1.2.3.4", "10.0.0.7, 10.0.0.8"], "1.2.3.4"),
        (&local, "127.0.0.1", &["10.0.0.7"], "10.0.0.7"),
        (&local, "127.0.0.1", &["1.2.3.4, nonsense"], "127.0.0.1"),
        (&local, "127.0.0.1", &["nonsense, 1.2.3.4"], "1.2.3.4"),
        (&local, "127.0.0.1", &["1.2.3.4:5678"], "1.2.3.4"),
        (&local, "fd00::1", &["[2001:db8::1]:443"], "2001:db8::1"),
        (&local, "fd00::1", &["[2001:db8::1]"], "2001:db8::1"),
        (&local, "fd00::1", &["::ffff:1.2.3.4"], "1.2.3.4"),
    ] {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(line));
        }
        let found = proxies(ranges).client(peer.parse().expect("an address"), &headers);
        assert_eq!(found.to_string(), client, "{peer} {forwarded:?}");
    }
}

#[test]
fn what_is_no_range_is_not_trusted() {
    for text in ["", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "::/129", "example.org", "10.0.0.0/8/8"] {
        assert!(TrustedProxies::parse(&[text.to_owned()]).is_none(), "{text}");
    }
    assert!(proxies(&["0.0.0.0/0"]).hold(IpAddr::from([1, 2, 3, 4])));
    assert!(!proxies(&["0.0.0.0/0"]).hold("::1".parse().expect("an address")));
    assert!(!proxies(&[]).hold(IpAddr::from([127, 0, 0, 1])));
}
