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

use crate::console::Peer;

/// Open connections at a time. A browser opens six, and later ones wait in the system's queue.
const CONNECTIONS: usize = 256;
/// How long the head of a request may take. It also ends connections that nobody uses.
const HEAD: Duration = Duration::from_secs(30);
const HEADERS: usize = 64;
/// Holds the largest head; a body is read in pieces of this size.
const BUFFER: usize = 16 * 1024;
/// What is still being answered when the server stops gets this long.
const FAREWELL: Duration = Duration::from_secs(5);
/// After a failure to accept, for example when there are no more file handles.
const BREATH: Duration = Duration::from_millis(100);

/// Answers on `listener` until `stop`, then finishes what is under way.
///
/// HTTP/1.1 only: there is no code for any other version in the program.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let (stopping, stopped) = watch::channel(());
    tokio::pin!(stop);
    loop {
        let place = tokio::select! {
            () = &mut stop => break,
            place = places.clone().acquire_owned() => place.expect("the semaphore is never closed"),
        };
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(kind = ?error.kind(), "a connection could not be accepted");
                sleep(BREATH).await;
                continue;
            }
        };
        let (router, stopped) = (router.clone(), stopped.clone());
        tokio::spawn(async move {
            // A page that left in the middle of an answer is nothing to report.
            let _ = connection(stream, Peer(peer), router, stopped).await;
            drop(place);
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
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_headers(HEADERS)
        .max_buf_size(BUFFER)
        .serve_connection(TokioIo::new(stream), service);
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
