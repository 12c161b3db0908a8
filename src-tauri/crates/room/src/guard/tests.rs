use super::Announcement;

#[test]
fn an_address_is_read_as_browsers_write_it() {
    for (typed, origin) in [
        ("http://127.0.0.1:7117", "http://127.0.0.1:7117"),
        ("http://[::1]:7117/", "http://[::1]:7117"),
        ("https://Star.Example.org", "https://star.example.org"),
        ("https://star.example.org:443", "https://star.example.org"),
        ("http://star.example.org:443", "http://star.example.org:443"),
        ("http://star.example.org:80/", "http://star.example.org"),
    ] {
        let read = Announcement::parse(typed).map(|address| address.origin().to_owned());
        assert_eq!(read.as_deref(), Some(origin), "{typed}");
    }
}

#[test]
fn what_is_no_address_is_not_announced() {
    for typed in [
        "",
        "127.0.0.1:7117",
        "ftp://127.0.0.1",
        "http://",
        "http://:7117",
        "http://a:b",
        "http://a:70000",
        "http://a/path",
        "http://me@a",
        "http://a b",
        "http://[::1]x:1",
    ] {
        assert_eq!(Announcement::parse(typed), None, "{typed}");
    }
}
