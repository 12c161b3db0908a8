//! One open room: its secret and code, where it is announced, and who sits in it.

use std::collections::{BTreeSet, HashSet};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sextant_api::error::ApiError;
use sextant_api::room::{RoomAnnouncement, SeatKey};
use sextant_domain::id::WorkshopId;

use crate::broadcast::Audience;
use crate::qr;
use crate::secret::{JoinCode, Mark, Secret};

/// Addresses that are counted on the self-test page; a flood is not news (T10).
const REACHED: usize = 1_000;

/// Where phones are sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    /// As a browser writes it, such as `http://192.168.1.20:7040`.
    pub(crate) origin: String,
    /// Of which network; empty when a name was announced.
    pub(crate) interface: String,
    /// The computer's own address, when that is what is announced.
    pub(crate) address: Option<IpAddr>,
}

/// What a seat's secret opens.
pub(crate) enum Found {
    /// This room.
    Open(Arc<Room>),
    /// A room that is closed now, beside others that may be open (F91).
    Closed,
    /// Nothing at all.
    Nobody,
}

/// A room, from its opening to its end. Another opening makes another room, with another secret
/// and another code (F91).
pub(crate) struct Room {
    pub(crate) workshop: WorkshopId,
    pub(crate) audience: Arc<Audience>,
    secret: Secret,
    code: JoinCode,
    secret_mark: Mark,
    code_mark: Mark,
    kept: Mutex<Kept>,
}

struct Kept {
    spot: Spot,
    announcement: RoomAnnouncement,
    reached: BTreeSet<IpAddr>,
    /// Seats the core has vouched for since the room was opened.
    known: HashSet<SeatKey>,
}

impl Room {
    /// A room for this workshop, announced here. `code` is one that no other room has.
    pub(crate) fn open(workshop: WorkshopId, spot: Spot, code: JoinCode) -> Result<Self, ApiError> {
        let secret = Secret::short();
        let announcement = announcement(&spot, &secret, &code)?;
        let kept = Kept { spot, announcement, reached: BTreeSet::new(), known: HashSet::new() };
        let (secret_mark, code_mark) = (Mark::of(secret.reveal()), code.mark());
        let audience = Arc::new(Audience::default());
        Ok(Self { workshop, audience, secret, code, secret_mark, code_mark, kept: Mutex::new(kept) })
    }

    /// Announces it somewhere else; whoever sits in it stays.
    pub(crate) fn move_to(&self, spot: Spot) -> Result<(), ApiError> {
        let announcement = announcement(&spot, &self.secret, &self.code)?;
        let mut kept = self.kept();
        (kept.spot, kept.announcement) = (spot, announcement);
        // Whoever reached the old address may not reach the new one.
        kept.reached.clear();
        Ok(())
    }

    pub(crate) fn spot(&self) -> Spot {
        self.kept().spot.clone()
    }

    pub(crate) fn announcement(&self) -> RoomAnnouncement {
        let kept = self.kept();
        let reached = u32::try_from(kept.reached.len()).unwrap_or(u32::MAX);
        RoomAnnouncement { reached, ..kept.announcement.clone() }
    }

    /// Whether this is the secret of its QR code.
    pub(crate) fn has_secret(&self, mark: &Mark) -> bool {
        self.secret_mark.fits(mark)
    }

    /// Whether this is the code that is typed.
    pub(crate) fn has_code(&self, mark: &Mark) -> bool {
        self.code_mark.fits(mark)
    }

    /// Somebody has opened the self-test page. `true` when that is news.
    pub(crate) fn reach(&self, from: IpAddr) -> bool {
        let mut kept = self.kept();
        kept.reached.len() < REACHED && kept.reached.insert(from)
    }

    pub(crate) fn knows(&self, key: &SeatKey) -> bool {
        self.kept().known.contains(key)
    }

    pub(crate) fn remember(&self, key: SeatKey) {
        self.kept().known.insert(key);
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.audience.is_closed()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn announcement(spot: &Spot, secret: &Secret, code: &JoinCode) -> Result<RoomAnnouncement, ApiError> {
    // Behind the `#`, which no browser sends anywhere (T5).
    let link = format!("{}/#{}", spot.origin, secret.reveal());
    let modules = qr::modules(&link).ok_or_else(|| {
        let hint = "Start the host with a shorter --public-url.";
        ApiError::invalid("open the room", "The address is too long for a QR code.", hint)
    })?;
    Ok(RoomAnnouncement {
        link,
        modules,
        short_address: spot.origin.split_once("://").map_or(&*spot.origin, |(_, pair)| pair).to_owned(),
        code: code.spoken(),
        interface: spot.interface.clone(),
        encrypted: spot.origin.starts_with("https://"),
        reached: 0,
    })
}
