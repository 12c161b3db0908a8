//! Tells pages that something changed. What changed they ask for themselves.
//!
//! A notice names a workshop and a number, never content, so a lost one costs a page nothing but
//! time: the next one, or a reconnection, makes it read everything again.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Bytes, HttpBody};
use hyper::body::Frame;
use sextant_api::screen::ChangeNotice;
use sextant_domain::id::WorkshopId;
use tokio::sync::{Notify, mpsc};
use tokio::time::{Instant, sleep_until, timeout};

use crate::session::Scope;

/// How fast notices follow each other. A page draws no faster than it can be read.
const PACE: Duration = Duration::from_millis(100);
/// Pages give a silent connection up after three times this.
const WARMTH: Duration = Duration::from_secs(12);
/// Somebody who has not read for so long is gone.
const PATIENCE: Duration = Duration::from_secs(45);

/// Everybody who watches.
#[derive(Default)]
pub struct Hub {
    watchers: Mutex<Watchers>,
}

#[derive(Default)]
struct Watchers {
    list: Vec<Weak<Watcher>>,
    closed: bool,
}

/// One page that watches, and what it has not been told yet.
struct Watcher {
    scope: Scope,
    untold: Mutex<Untold>,
    news: Notify,
}

#[derive(Default)]
struct Untold {
    /// The newest revision of each; several changes make one notice.
    revisions: BTreeMap<Option<WorkshopId>, u64>,
    closed: bool,
}

impl Hub {
    /// Passes a notice on to everybody who may hear it. Never waits.
    pub fn tell(&self, notice: ChangeNotice) {
        for watcher in self.everybody() {
            if watcher.scope.may_hear(notice.workshop_id) {
                let mut untold = watcher.untold();
                let newest = untold.revisions.entry(notice.workshop_id).or_default();
                *newest = notice.revision.max(*newest);
                drop(untold);
                watcher.news.notify_one();
            }
        }
    }

    /// Ends every stream, so that the server can stop.
    pub fn close(&self) {
        self.watchers().closed = true;
        for watcher in self.everybody() {
            watcher.untold().closed = true;
            watcher.news.notify_one();
        }
    }

    /// Ends the streams of one scope: what it opened was taken back.
    pub(crate) fn end(&self, scope: Scope) {
        for watcher in self.everybody().into_iter().filter(|watcher| watcher.scope == scope) {
            watcher.untold().closed = true;
            watcher.news.notify_one();
        }
    }

    /// Whether a page of this scope watches now.
    pub(crate) fn watches(&self, scope: Scope) -> bool {
        self.everybody().iter().any(|watcher| watcher.scope == scope)
    }

    /// How many watch now.
    pub fn watching(&self) -> usize {
        self.everybody().len()
    }

    /// A stream of what this scope may hear, from now on.
    pub(crate) fn watch(&self, scope: Scope) -> Stream {
        let watcher = Arc::new(Watcher { scope, untold: Mutex::default(), news: Notify::new() });
        let mut watchers = self.watchers();
        watcher.untold().closed = watchers.closed;
        watchers.list.push(Arc::downgrade(&watcher));
        drop(watchers);
        let (sender, receiver) = mpsc::channel(1);
        tokio::spawn(report(watcher, sender));
        Stream { receiver }
    }

    fn everybody(&self) -> Vec<Arc<Watcher>> {
        let mut watchers = self.watchers();
        watchers.list.retain(|watcher| watcher.strong_count() > 0);
        watchers.list.iter().filter_map(Weak::upgrade).collect()
    }

    fn watchers(&self) -> MutexGuard<'_, Watchers> {
        self.watchers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watcher {
    fn untold(&self) -> MutexGuard<'_, Untold> {
        self.untold.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is to be told now; nothing when the stream is over.
    fn take(&self) -> Option<BTreeMap<Option<WorkshopId>, u64>> {
        let mut untold = self.untold();
        if untold.closed { None } else { Some(std::mem::take(&mut untold.revisions)) }
    }
}

/// Writes for one page until it leaves or stops reading.
async fn report(watcher: Arc<Watcher>, sender: mpsc::Sender<Bytes>) {
    // A first line opens the stream for pages behind a proxy that waits for one.
    let mut text = String::from(": watching\n\n");
    let mut next = Instant::now();
    loop {
        match timeout(PATIENCE, sender.send(Bytes::from(text))).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) | Err(_) => return,
        }
        sleep_until(next).await;
        let woken = tokio::select! {
            woken = timeout(WARMTH, watcher.news.notified()) => woken.is_ok(),
            () = sender.closed() => return,
        };
        let Some(revisions) = watcher.take() else { return };
        text = if woken { revisions.into_iter().map(event).collect() } else { String::new() };
        if text.is_empty() {
            text.push_str(": quiet\n\n");
        }
        next = Instant::now() + PACE;
    }
}

fn event((workshop_id, revision): (Option<WorkshopId>, u64)) -> String {
    let notice = ChangeNotice { workshop_id, revision };
    let data = serde_json::to_string(&notice).expect("an id and a number are always JSON");
    format!("event: change\ndata: {data}\n\n")
}

/// The body of an answer that goes on.
pub(crate) struct Stream {
    receiver: mpsc::Receiver<Bytes>,
}

impl HttpBody for Stream {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        self.receiver.poll_recv(context).map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
    }
}

#[cfg(test)]
mod tests;
