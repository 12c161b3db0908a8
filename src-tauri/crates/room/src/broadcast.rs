//! Who sits in a room, and how each hears what is new: whole views, never more often than ten
//! times a second, and the newest only.
//!
//! A view replaces the one before, so a socket that does not read costs one view and no queue,
//! and when it reads again it is in step at once (F48). What all seats show is one text that all
//! sockets share; what one seat shows is made once, when it has changed.

use std::collections::{HashMap, VecDeque};
use std::hash::{BuildHasher as _, RandomState};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::ws::Utf8Bytes;
use sextant_api::SeatAnswer;
use sextant_api::room::{SeatKey, SeatScreens};
use sextant_domain::id::CommandId;
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::limits::Pace;
use crate::seat_wire::{self, Standing, Why};

/// Commands of one seat that wait for the disk, or to show what they did. A page sends the next when it
/// has an answer or a whole list after a reconnection; more than this is no page of ours (T10).
const WAITING: usize = crate::limits::MESSAGES;

/// Everybody who is connected to one room.
#[derive(Default)]
pub(crate) struct Audience {
    kept: Mutex<Kept>,
    /// Something is to be done.
    news: Notify,
    /// Of the newest views that came.
    revision: AtomicU64,
    hasher: RandomState,
}

#[derive(Default)]
struct Kept {
    seats: HashMap<SeatKey, Arc<Mailbox>>,
    /// Of whoever sits here, and of whoever left and is not forgotten yet.
    of_seats: HashMap<SeatKey, Arc<OfSeat>>,
    /// The record changed since views were asked for.
    changed: bool,
    /// Who came since; only their views are asked for when nothing changed.
    newcomers: Vec<SeatKey>,
    /// Who sits here is not what the core was told last.
    moved: bool,
    /// What all show, as it was sent last.
    room: Option<Shared>,
    closed: bool,
}

/// One view for everybody.
struct Shared {
    /// The same for views that differ in nothing that is news (T1).
    key: u64,
    frame: Utf8Bytes,
    /// Counts the views that were news, so that a mailbox knows which one it had.
    number: u64,
}

/// What one socket is to send next.
#[derive(Default)]
pub(crate) struct Mailbox {
    post: Mutex<Post>,
    news: Notify,
    /// What the sockets of one seat share.
    shared: Arc<OfSeat>,
}

/// What the sockets of one seat share, one after the other.
#[derive(Default)]
struct OfSeat {
    /// Held while a command goes to the core.
    turn: Mutex<()>,
    /// Commands that wait for the disk or to be shown. Who is put out for too many and comes back has
    /// not less (T10).
    waiting: AtomicUsize,
    /// What was said lately: neither is anything of that forgotten (T10).
    pace: Mutex<Pace>,
}

impl OfSeat {
    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Default)]
struct Post {
    answers: VecDeque<Utf8Bytes>,
    own: Option<Utf8Bytes>,
    room: Option<Utf8Bytes>,
    end: Option<Why>,
    /// Of the own view sent last. With a secret key, so that nobody can write two alike.
    own_print: Option<u64>,
    room_number: u64,
    standing: Standing,
}

/// What a socket sends now.
pub(crate) struct Mail {
    /// In this order.
    pub(crate) frames: Vec<Utf8Bytes>,
    /// And then it ends.
    pub(crate) end: Option<Why>,
}

impl Audience {
    /// The record changed.
    pub(crate) fn tell(&self) {
        self.kept().changed = true;
        self.news.notify_one();
    }

    /// Waits until something is to be done.
    pub(crate) async fn called(&self) {
        self.news.notified().await;
    }

    /// Ends every socket.
    pub(crate) fn close(&self) {
        let mut kept = self.kept();
        kept.closed = true;
        for mailbox in kept.seats.values() {
            mailbox.end(Why::RoomClosed);
        }
        kept.seats.clear();
        drop(kept);
        self.news.notify_one();
    }

    /// Whether the room is over.
    pub(crate) fn is_closed(&self) -> bool {
        self.kept().closed
    }

    /// Somebody sits down; who sat there with the same secret is told and leaves (F45).
    ///
    /// # Errors
    /// Nobody sits down in a closed room, nor while it rests from what they said too fast (T10).
    pub(crate) fn sit(self: &Arc<Self>, key: SeatKey) -> Result<Seat, Why> {
        let now = Instant::now();
        let mut kept = self.kept();
        if kept.closed {
            return Err(Why::RoomClosed);
        }
        kept.of_seats.retain(|_, one| Arc::strong_count(one) > 1 || one.pace().remembers(now));
        let shared = kept.of_seats.entry(key.clone()).or_default().clone();
        if shared.pace().is_over(now) {
            return Err(Why::Flood);
        }
        let mailbox = Arc::new(Mailbox { shared, ..Mailbox::default() });
        match kept.seats.insert(key.clone(), mailbox.clone()) {
            Some(earlier) => earlier.end(Why::Elsewhere),
            None => kept.moved = true,
        }
        kept.newcomers.push(key.clone());
        drop(kept);
        self.news.notify_one();
        Ok(Seat { audience: self.clone(), key, mailbox })
    }

    /// Whose views are to be asked for now: everybody's after a change, else the newcomers'.
    pub(crate) fn take_asking(&self) -> Vec<SeatKey> {
        let mut kept = self.kept();
        let newcomers = std::mem::take(&mut kept.newcomers);
        if std::mem::take(&mut kept.changed) {
            kept.seats.keys().cloned().collect()
        } else {
            newcomers.into_iter().filter(|key| kept.seats.contains_key(key)).collect()
        }
    }

    /// Whether views are to be asked for.
    pub(crate) fn has_work(&self) -> bool {
        let kept = self.kept();
        !kept.seats.is_empty() && (kept.changed || !kept.newcomers.is_empty())
    }

    /// Whether the core has yet to hear who is here.
    pub(crate) fn has_moved(&self) -> bool {
        self.kept().moved
    }

    /// Who is here, for the core.
    pub(crate) fn present(&self) -> Vec<SeatKey> {
        let mut kept = self.kept();
        kept.moved = false;
        let mut keys: Vec<_> = kept.seats.keys().cloned().collect();
        // The order in which people came is nobody's business (T1).
        keys.sort();
        keys
    }

    /// Puts new views into the mailboxes of whoever shows something else.
    pub(crate) fn deliver(&self, asked: &[SeatKey], screens: &SeatScreens) {
        let mut kept = self.kept();
        self.revision.store(screens.revision, Ordering::Relaxed);
        let before = kept.room.as_ref();
        let news = before.is_none_or(|sent| sent.key != screens.room_key);
        let number = before.map_or(0, |sent| sent.number) + u64::from(news);
        // Also when it is no news: whoever comes now is to see how far the clock has run.
        let frame = seat_wire::room(screens.revision, &screens.room);
        kept.room = Some(Shared { key: screens.room_key, frame, number });
        let shared = kept.room.as_ref();
        // Both halves at once, so that they leave in one write (P6).
        for (key, view) in &screens.own {
            if let Some(mailbox) = kept.seats.get(key) {
                self.put(mailbox, None, Some(view), shared);
            }
        }
        if screens.own.len() < asked.len() {
            for key in asked.iter().filter(|key| !screens.own.iter().any(|(known, _)| known == *key)) {
                if let Some(mailbox) = kept.seats.get(key) {
                    mailbox.end(Why::Unknown);
                }
            }
        }
        // A beat of newcomers may bring something that everybody has yet to hear.
        if news && asked.len() < kept.seats.len() {
            kept.seats.values().for_each(|mailbox| self.put(mailbox, None, None, shared));
        }
    }

    fn put(&self, mailbox: &Mailbox, answer: Option<Utf8Bytes>, view: Option<&str>, shared: Option<&Shared>) {
        let mut post = mailbox.post();
        let mut news = answer.is_some();
        post.answers.extend(answer);
        if let Some(view) = view {
            let print = self.hasher.hash_one(view);
            if post.own_print != Some(print) {
                post.own_print = Some(print);
                post.own = Some(seat_wire::own(self.revision.load(Ordering::Relaxed), view));
                news = true;
            }
            post.standing = seat_wire::standing(view);
            if post.standing == Standing::Removed {
                post.end.get_or_insert(Why::Removed);
                news = true;
            }
        }
        // Own comes first, and only whoever sits sees the room (T5).
        let sits = post.standing == Standing::Seated;
        if let Some(shared) = shared.filter(|shared| sits && post.room_number != shared.number) {
            post.room_number = shared.number;
            post.room = Some(shared.frame.clone());
            news = true;
        }
        drop(post);
        if news {
            mailbox.news.notify_one();
        }
    }

    /// How many are connected.
    #[cfg(test)]
    pub(crate) fn count(&self) -> usize {
        self.kept().seats.len()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Mailbox {
    fn end(&self, why: Why) {
        self.post().end.get_or_insert(why);
        self.news.notify_one();
    }

    /// Takes what there is.
    fn take(&self) -> Option<Mail> {
        let mut post = self.post();
        let answers = std::mem::take(&mut post.answers);
        let (own, room, end) = (post.own.take(), post.room.take(), post.end);
        drop(post);
        let frames: Vec<_> = answers.into_iter().chain(own).chain(room).collect();
        (!frames.is_empty() || end.is_some()).then_some(Mail { frames, end })
    }

    fn post(&self) -> MutexGuard<'_, Post> {
        self.post.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One connected socket. Whoever drops it has left.
pub(crate) struct Seat {
    audience: Arc<Audience>,
    key: SeatKey,
    mailbox: Arc<Mailbox>,
}

impl Seat {
    /// Whose it is.
    pub(crate) fn key(&self) -> &SeatKey {
        &self.key
    }

    /// Waits for something to send. Nothing is lost when the waiting is given up.
    pub(crate) async fn mail(&self) -> Mail {
        loop {
            if let Some(mail) = self.mailbox.take() {
                return mail;
            }
            self.mailbox.news.notified().await;
        }
    }

    /// Does `send` if this is still the seat's one socket, with what hears the answer. One at a
    /// time for a seat, so that nothing an earlier socket still held overtakes what a later one
    /// sent (F41). Nothing of the room is held meanwhile: the core may answer, or tell of a
    /// change, before `send` is back.
    ///
    /// `false` when so much waits already that this is no page of ours.
    pub(crate) fn send(&self, send: impl FnOnce(AnswerTo)) -> bool {
        let shared = &self.mailbox.shared;
        let _turn = shared.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if self.mailbox.post().end.is_some() {
            // Its page is told in a moment.
            return true;
        }
        if shared.waiting.load(Ordering::Relaxed) >= WAITING {
            return false;
        }
        shared.waiting.fetch_add(1, Ordering::Relaxed);
        send(AnswerTo { audience: self.audience.clone(), mailbox: self.mailbox.clone() });
        true
    }

    /// Counts a message; `false` when it is one too many.
    pub(crate) fn may_say(&self, now: Instant) -> bool {
        self.mailbox.shared.pace().allows(now)
    }

    /// Says something without asking the core.
    pub(crate) fn say(&self, frame: Utf8Bytes) {
        self.mailbox.post().answers.push_back(frame);
        self.mailbox.news.notify_one();
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut kept = self.audience.kept();
        if kept.seats.get(&self.key).is_some_and(|current| Arc::ptr_eq(current, &self.mailbox)) {
            kept.seats.remove(&self.key);
            kept.moved = true;
            drop(kept);
            self.audience.news.notify_one();
        }
    }
}

/// Where the answer to a command goes.
pub(crate) struct AnswerTo {
    audience: Arc<Audience>,
    mailbox: Arc<Mailbox>,
}

impl Drop for AnswerTo {
    /// Shown, refused, or never to be: the core has ended.
    fn drop(&mut self) {
        self.mailbox.shared.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

impl AnswerTo {
    /// Hands the outcome over, or what the seat shows since.
    pub(crate) fn answer(&self, id: CommandId, answer: SeatAnswer) {
        let (outcome, view) = match answer {
            SeatAnswer::Kept => (Some(seat_wire::outcome(id, None)), None),
            SeatAnswer::Refused(error) => (Some(seat_wire::outcome(id, Some(&error))), None),
            SeatAnswer::Shows(view) => (None, Some(view)),
        };
        self.audience.put(&self.mailbox, outcome, view.as_deref(), None);
    }
}

#[cfg(test)]
mod tests;
