//! Where phones can reach this computer, and whom a request comes from.

use std::net::{IpAddr, Ipv6Addr};

use axum::http::HeaderMap;
use if_addrs::Interface;
use sextant_api::room::RoomAddress;

/// How the names of interfaces begin that lead to containers, machines inside this one, or
/// tunnels: phones in the room are not on them (F35).
const ELSEWHERE: [&str; 19] = [
    "docker",
    "br-",
    "veth",
    "virbr",
    "vmnet",
    "vboxnet",
    "vethernet",
    "lxc",
    "lxd",
    "cni",
    "podman",
    "tun",
    "tap",
    "utun",
    "wg",
    "tailscale",
    "zt",
    "ppp",
    "ipsec",
];

/// Lists the addresses under which phones may reach this computer, likely ones first.
pub type Addresses = Box<dyn Fn() -> Vec<RoomAddress> + Send + Sync>;

/// The addresses of this computer as the system tells them (F34, F35).
pub fn of_this_computer() -> Vec<RoomAddress> {
    match if_addrs::get_if_addrs() {
        Ok(interfaces) => usable(&interfaces),
        Err(error) => {
            tracing::warn!(kind = ?error.kind(), "the system does not tell its addresses");
            Vec::new()
        }
    }
}

fn usable(interfaces: &[Interface]) -> Vec<RoomAddress> {
    let mut addresses: Vec<RoomAddress> = interfaces
        .iter()
        .filter(|interface| !interface.is_loopback() && !interface.ip().is_unspecified())
        // An address that a computer gave itself for want of a network, and one that is valid
        // beside a scope only: no phone can be sent there by a QR code.
        .filter(|interface| !interface.is_link_local())
        .map(|interface| RoomAddress {
            interface: interface.name.clone(),
            address: interface.ip(),
            likely: !interface.is_p2p() && leads_to_the_room(&interface.name) && is_private(interface.ip()),
        })
        .collect();
    addresses.sort_by_key(|found| (!found.likely, found.address.is_ipv6(), found.interface.clone(), found.address));
    addresses.dedup();
    addresses
}

fn leads_to_the_room(interface: &str) -> bool {
    let name = interface.to_ascii_lowercase();
    !ELSEWHERE.iter().any(|beginning| name.starts_with(beginning))
}

fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_private(),
        // Phones and laptop in one network hold unique local or global addresses of it.
        IpAddr::V6(address) => address.is_unique_local() || (address.segments()[0] & 0xe000) == 0x2000,
    }
}

/// A range of addresses, such as `10.0.0.0/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Range {
    first: IpAddr,
    bits: u32,
}

impl Range {
    fn parse(text: &str) -> Option<Self> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text, None),
        };
        let first: IpAddr = address.trim().parse().ok()?;
        let most = if first.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Some(most), |bits| bits.trim().parse().ok())?;
        (bits <= most).then_some(Self { first, bits })
    }

    fn holds(&self, address: IpAddr) -> bool {
        match (self.first, address) {
            (IpAddr::V4(first), IpAddr::V4(address)) => {
                let apart = u32::from(first) ^ u32::from(address);
                apart.leading_zeros() >= self.bits
            }
            (IpAddr::V6(first), IpAddr::V6(address)) => {
                (u128::from(first) ^ u128::from(address)).leading_zeros() >= self.bits
            }
            (IpAddr::V4(_), IpAddr::V6(_)) | (IpAddr::V6(_), IpAddr::V4(_)) => false,
        }
    }
}

/// The proxies whose word about an address is taken (T5).
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Vec<Range>);

impl TrustedProxies {
    /// Reads ranges such as `127.0.0.1/32`; nothing when one of them is none.
    pub fn parse(ranges: &[String]) -> Option<Self> {
        ranges.iter().map(|range| Range::parse(range)).collect::<Option<Vec<_>>>().map(Self)
    }

    /// Whether this is one of them.
    pub fn hold(&self, address: IpAddr) -> bool {
        self.0.iter().any(|range| range.holds(address))
    }

    /// Whom a request comes from.
    ///
    /// A header that anybody can write counts only when a trusted proxy sent the request, and
    /// then from its end: what stands further to the front was written by whoever asked.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let peer = peer.to_canonical();
        if !self.hold(peer) {
            return peer;
        }
        let mut nearest = peer;
        for line in headers.get_all("x-forwarded-for").iter().rev() {
            let Ok(line) = line.to_str() else { return nearest };
            for hop in line.rsplit(',') {
                let Some(hop) = read_hop(hop) else { return nearest };
                nearest = hop;
                if !self.hold(hop) {
                    return hop;
                }
            }
        }
        nearest
    }
}

/// Some proxies add the port, or write IPv6 in brackets.
fn read_hop(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    if let Ok(address) = text.parse::<IpAddr>() {
        return Some(address.to_canonical());
    }
    if let Ok(pair) = text.parse::<std::net::SocketAddr>() {
        return Some(pair.ip().to_canonical());
    }
    let inside = text.strip_prefix('[')?.strip_suffix(']')?;
    inside.parse::<Ipv6Addr>().ok().map(|address| IpAddr::V6(address).to_canonical())
}

#[cfg(test)]
mod tests;
