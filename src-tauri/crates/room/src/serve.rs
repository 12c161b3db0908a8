//! Connections: how many, how long, and how they end (T10).

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

use crate::address::TrustedProxies;
use crate::console::Peer;
use crate::last_handle::{LastHandle, is_none_left};
use crate::limits::{CONNECTIONS, Places};
use crate::seat_reply;

const HEADERS: usize = 64;
/// Holds the largest head; a body is read in pieces of this size.
const BUFFER: usize = 16 * 1024;
/// What is still being answered when the server stops gets this long.
const FAREWELL: Duration = Duration::from_secs(5);
/// After a failure to accept, for example when there are no more handles (F28).
const BREATH: Duration = Duration::from_millis(100);

/// How long connections may take.
#[derive(Clone, Copy)]
struct Manners {
    /// For the head of a request. It also ends connections that nobody uses.
    head: Duration,
    /// For everything that comes over one connection, unless it becomes a socket.
    life: Option<Duration>,
}

/// The facilitator's pages keep a stream open, and there are few of them.
const CONSOLE: Manners = Manners { head: Duration::from_secs(30), life: None };
/// Phones load a page and join; whoever is slower makes room for others (F50).
const ROOMS: Manners = Manners { head: Duration::from_secs(5), life: Some(Duration::from_secs(60)) };

/// How connections are shared out among addresses.
pub(crate) struct Crowd {
    /// One place for each connection that has not become a socket.
    pub(crate) places: Places,
    /// A proxy brings everybody, so its own address has no share.
    pub(crate) trusted: TrustedProxies,
}

/// Answers the facilitator's pages on `listener` until `stop`, then finishes what is under way.
///
/// HTTP/1.1 only: there is no code for any other version in the program.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    accept(listener, router, CONSOLE, None, stop).await;
}

/// Answers phones on `listener` until `stop`.
pub(crate) async fn serve_rooms(listener: TcpListener, router: Router, crowd: Crowd, stop: impl Future<Output = ()>) {
    accept(listener, router, ROOMS, Some(crowd), stop).await;
}

async fn accept(
    listener: TcpListener,
    router: Router,
    manners: Manners,
    crowd: Option<Crowd>,
    stop: impl Future<Output = ()>,
) {
    let all = Arc::new(Semaphore::new(CONNECTIONS));
    let (stopping, stopped) = watch::channel(());
    let told = seat_reply::full_in_bytes();
    let mut last_handle = crowd.as_ref().map(|_| LastHandle::keep());
    tokio::pin!(stop);
    loop {
        let turn = tokio::select! {
            () = &mut stop => break,
            turn = all.clone().acquire_owned() => turn.expect("the semaphore is never closed"),
        };
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(kind = ?error.kind(), "a connection could not be accepted");
                match &mut last_handle {
                    Some(last) if is_none_left(&error) => last.tell_one(&listener, &told).await,
                    Some(_) | None => {}
                }
                sleep(BREATH).await;
                continue;
            }
        };
        let from = peer.ip().to_canonical();
        let share = crowd.as_ref().filter(|crowd| !crowd.trusted.hold(from)).map(|crowd| crowd.places.take(from));
        let place = match share.transpose() {
            Ok(place) => place,
            // Without a word: an answer would cost what the limit is to save.
            Err(_) => continue,
        };
        let (router, stopped) = (router.clone(), stopped.clone());
        tokio::spawn(async move {
            let connection = connection(stream, Peer(peer), router, manners, stopped);
            // A page that left in the middle of an answer is nothing to report.
            match manners.life {
                Some(life) => drop(timeout(life, connection).await),
                None => drop(connection.await),
            }
            // The place first: whoever is let in by the turn would find none and be cut off, one of
            // three hundred who scan the code at once.
            drop(place);
            drop(turn);
        });
    }
    drop((listener, stopped));
    let _ = stopping.send(());
    // Every connection holds a receiver; when all are gone, all have ended.
    let _ = timeout(FAREWELL, stopping.closed()).await;
}

async fn connection(
    stream: TcpStream,
    peer: Peer,
    router: Router,
    manners: Manners,
    mut stopped: watch::Receiver<()>,
) -> Result<(), hyper::Error> {
    if let Err(error) = prepare(&stream) {
        tracing::debug!(kind = ?error.kind(), "a connection could not be set to send at once");
    }
    let inner = TowerToHyperService::new(router);
    let service = service_fn(move |mut request: hyper::Request<hyper::body::Incoming>| {
        request.extensions_mut().insert(peer);
        inner.call(request)
    });
    // A socket leaves this connection, and is counted elsewhere from then on.
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(manners.head)
        .max_headers(HEADERS)
        .max_buf_size(BUFFER)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    tokio::pin!(connection);
    tokio::select! {
        ended = connection.as_mut() => return ended,
        _ = stopped.changed() => connection.as_mut().graceful_shutdown(),
    }
    connection.await
}

/// Notices are small; waiting to fill a packet would only delay them.
fn prepare(stream: &TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)
}
