//! The stream of changes.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use sextant_api::screen::ChangeNotice;
use sextant_domain::id::WorkshopId;
use sextant_room::session::Scope;

use crate::server::{A, B, Server, echo};

struct Watching {
    reader: BufReader<TcpStream>,
}

impl Watching {
    fn start(server: &Server, scope: Scope) -> Self {
        let token = server.token(scope);
        let mut stream = server.connect();
        let request =
            format!("GET /api/watch HTTP/1.1\r\nHost: {}\r\nX-Sextant-Token: {token}\r\n\r\n", server.address);
        stream.write_all(request.as_bytes()).expect("the request");
        let mut watching = Self { reader: BufReader::new(stream) };
        let head: Vec<String> = std::iter::from_fn(|| watching.line().filter(|line| !line.is_empty())).collect();
        assert!(head[0].contains("200"), "{head:?}");
        assert!(head.iter().any(|line| line == "content-type: text/event-stream"), "{head:?}");
        assert_eq!(watching.next(|line| line.starts_with(':')), ": watching");
        watching
    }

    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let length = self.reader.read_line(&mut line).expect("the stream goes on");
        (length > 0).then(|| line.trim_end().to_owned())
    }

    fn next(&mut self, wanted: impl Fn(&str) -> bool) -> String {
        loop {
            let line = self.line().expect("the stream goes on");
            if wanted(&line) {
                return line;
            }
        }
    }

    fn change(&mut self) -> String {
        self.next(|line| line.starts_with("data: "))
    }
}

fn tell(server: &Server, workshop_id: Option<WorkshopId>, revision: u64) {
    server.hub.tell(ChangeNotice { workshop_id, revision });
}

#[test]
fn a_change_reaches_whoever_may_hear_it_and_nobody_else() {
    let server = Server::start(echo());
    let mut library = Watching::start(&server, Scope::Library);
    let mut console = Watching::start(&server, Scope::Console(A));
    let mut projector = Watching::start(&server, Scope::AnyProjector);
    assert_eq!(server.hub.watching(), 3);
    tell(&server, None, 0);
    tell(&server, Some(B), 4);
    tell(&server, Some(A), 7);
    let of = |workshop: WorkshopId, revision: u64| {
        format!("data: {{\"workshopId\":\"{workshop}\",\"revision\":{revision}}}")
    };
    assert_eq!(console.change(), of(A, 7), "the console of A hears of A first");
    let heard: Vec<String> = (0..3).map(|_| library.change()).collect();
    assert!(heard.contains(&"data: {\"workshopId\":null,\"revision\":0}".to_owned()), "{heard:?}");
    assert!(heard.contains(&of(A, 7)) && heard.contains(&of(B, 4)), "{heard:?}");
    let mut shown = vec![projector.change(), projector.change()];
    shown.sort();
    assert_eq!(shown, [of(A, 7), of(B, 4)]);
}

#[test]
fn many_changes_make_few_notices_and_the_last_one_is_among_them() {
    let server = Server::start(echo());
    let mut console = Watching::start(&server, Scope::Console(A));
    let began = Instant::now();
    let mut notices = 0_u32;
    let told = std::thread::scope(|scope| {
        let hub = &server.hub;
        let telling = scope.spawn(move || {
            for revision in 1..=2_000 {
                hub.tell(ChangeNotice { workshop_id: Some(A), revision });
                if revision % 4 == 0 {
                    std::thread::yield_now();
                }
            }
        });
        loop {
            notices += 1;
            if console.change().ends_with("\"revision\":2000}") {
                break;
            }
        }
        telling.join()
    });
    told.expect("all were told");
    let most = began.elapsed().as_millis() / 100 + 2;
    assert!(u128::from(notices) <= most, "{notices} notices, at most {most} in this time");
}

#[test]
fn a_page_that_leaves_is_forgotten_and_a_stop_ends_the_stream() {
    let mut server = Server::start(echo());
    let mut staying = Watching::start(&server, Scope::Console(A));
    drop(Watching::start(&server, Scope::Console(A)));
    // The next writes find the connection gone.
    let began = Instant::now();
    while server.hub.watching() > 1 && began.elapsed() < Duration::from_secs(10) {
        tell(&server, Some(A), 1);
        staying.change();
    }
    assert_eq!(server.hub.watching(), 1);
    server.stop();
    while staying.line().is_some() {}
}
