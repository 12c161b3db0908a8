//! The rooms of this process: opened, moved, announced and closed.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, Weak};
use std::time::Duration;

use sextant_api::error::ApiError;
use sextant_api::room::{RoomAddress, RoomAnnouncement, RoomKeeper, SeatKey};
use sextant_api::screen::ChangeNotice;
use sextant_domain::id::WorkshopId;
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, oneshot};

use crate::address::{Addresses, TrustedProxies};
use crate::beat::beat;
use crate::enter::Desk;
use crate::entrance::{self, Entrance};
use crate::guard::{Announced, Announcement};
use crate::limits::{self, Elapsed, Places};
use crate::pages::Assets;
use crate::room::{Found, Room, Spot};
use crate::seat_core::SeatCore;
use crate::seat_pages::SeatPages;
use crate::seat_router::{SeatDoor, seat_router};
use crate::secret::JoinCode;
use crate::serve::{Crowd, serve_rooms};

/// How often the computer's addresses are looked at while a room is open (F26, F36).
const LOOK: Duration = Duration::from_secs(3);
/// How long the end of the app may wait for phones to be told, in all a second.
const FAREWELL_STEPS: u32 = 50;
const FAREWELL_STEP: Duration = Duration::from_millis(20);
/// Questions about unknown seats that wait for the core at a time, of all sockets (T10).
const QUESTIONS: usize = 8;
/// People at the door for whom the core is asked at a time. Each takes a thread, and the threads are
/// the facilitator's too (T10).
const AT_THE_DOOR: usize = 8;

/// What rooms are made of.
pub struct Options {
    /// Asks the core.
    pub core: Arc<dyn SeatCore>,
    /// The built pages.
    pub assets: Arc<dyn Assets>,
    /// Where sockets are served.
    pub runtime: Handle,
    /// How phones get in.
    pub entrance: Entrance,
    /// Whose word about an address is taken.
    pub trusted: TrustedProxies,
    /// Lists this computer's addresses.
    pub addresses: Addresses,
    /// A steady clock.
    pub elapsed: Elapsed,
    /// Live sockets in all; [`limits::SOCKETS`] unless somebody measures.
    pub sockets: usize,
}

/// Keeps the rooms of this process. Whoever drops it closes them.
pub struct Rooms(Arc<Hall>);

/// What the routers share.
pub(crate) struct Hall {
    pub(crate) core: Arc<dyn SeatCore>,
    pub(crate) desk: Desk,
    pub(crate) sockets: Places,
    pub(crate) questions: Semaphore,
    pub(crate) at_the_door: Semaphore,
    pub(crate) trusted: TrustedProxies,
    pages: Arc<SeatPages>,
    connections: Places,
    addresses: Addresses,
    runtime: Handle,
    lan_port: Option<u16>,
    kept: Mutex<Kept>,
    news: Mutex<Vec<News>>,
    /// For the routers: they must not keep the rooms alive.
    me: Weak<Hall>,
}

/// Hears that a room is announced somewhere else, or that another phone has reached it.
pub type News = Box<dyn Fn(WorkshopId) + Send + Sync>;

#[derive(Default)]
struct Kept {
    rooms: BTreeMap<WorkshopId, Arc<Room>>,
    listening: Vec<Listening>,
    /// The listener that stays, and the names it has.
    fixed: Option<Vec<Announcement>>,
    ended: bool,
}

/// A listener and what it answers to.
struct Listening {
    address: std::net::SocketAddr,
    announced: Arc<RwLock<Announced>>,
    /// Dropped with it, and then it ends.
    _stop: oneshot::Sender<()>,
}

impl Rooms {
    /// No room is open yet.
    ///
    /// # Errors
    /// When the listener that was handed over has no address.
    pub fn new(options: Options) -> std::io::Result<Self> {
        let hall = Arc::new_cyclic(|me| Hall {
            me: me.clone(),
            core: options.core,
            desk: Desk::new(options.elapsed),
            sockets: Places::new(limits::SOCKETS_FROM_ONE, options.sockets),
            questions: Semaphore::new(QUESTIONS),
            at_the_door: Semaphore::new(AT_THE_DOOR),
            trusted: options.trusted,
            pages: Arc::new(SeatPages::new(options.assets)),
            connections: Places::new(limits::CONNECTIONS_FROM_ONE, limits::CONNECTIONS),
            addresses: options.addresses,
            runtime: options.runtime,
            lan_port: match &options.entrance {
                Entrance::Lan { port } => Some(*port),
                Entrance::Fixed { .. } => None,
            },
            kept: Mutex::default(),
            news: Mutex::default(),
        });
        if let Entrance::Fixed { listener, announced } = options.entrance {
            let mut kept = hall.kept();
            kept.fixed = Some(announced);
            hall.listen(&mut kept, listener)?;
        }
        hall.runtime.spawn(look_around(Arc::downgrade(&hall)));
        Ok(Self(hall))
    }

    /// For the core. It holds no room open by itself.
    pub fn keeper(&self) -> Arc<dyn RoomKeeper> {
        Arc::new(Keeper(Arc::downgrade(&self.0)))
    }

    /// Passes on that a workshop changed.
    pub fn tell(&self, notice: ChangeNotice) {
        self.0.tell(notice);
    }

    /// Passes changes on without keeping the rooms.
    pub fn teller(&self) -> impl Fn(ChangeNotice) + Send + Sync + use<> {
        let hall = Arc::downgrade(&self.0);
        move |notice| {
            if let Some(hall) = hall.upgrade() {
                hall.tell(notice);
            }
        }
    }

    /// Calls back when an announcement has changed by itself (F36).
    pub fn on_news(&self, news: News) {
        self.0.news.lock().unwrap_or_else(PoisonError::into_inner).push(news);
    }

    /// Where rooms are reached while none is open: only when the listener stays. On the computer's
    /// network nothing is listened on, and nothing begins to be by asking.
    pub fn entrance(&self) -> Option<String> {
        if self.0.lan_port.is_some() {
            return None;
        }
        self.0.spot_on_the_fixed_listener(&mut self.0.kept(), None).ok().map(|spot| spot.origin)
    }

    /// Closes every room and waits a moment until all phones have been told. Blocks.
    pub fn end(self) {
        let hall = self.0.clone();
        drop(self);
        for _ in 0..FAREWELL_STEPS {
            if hall.sockets.taken() == 0 {
                return;
            }
            std::thread::sleep(FAREWELL_STEP);
        }
    }

    /// Looks whether the computer's addresses have changed. Asked for every few seconds anyway.
    pub fn look_around(&self) {
        self.0.look_around();
    }

    /// Sockets that are connected now.
    pub fn connected(&self) -> usize {
        self.0.sockets.taken()
    }
}

impl Drop for Rooms {
    fn drop(&mut self) {
        let mut kept = self.0.kept();
        kept.ended = true;
        kept.rooms.values().for_each(|room| room.audience.close());
        kept.rooms.clear();
        kept.listening.clear();
    }
}

/// Looks around until the rooms are gone.
async fn look_around(hall: Weak<Hall>) {
    loop {
        tokio::time::sleep(LOOK).await;
        let Some(hall) = hall.upgrade() else { return };
        // Asking the system may take a moment.
        if tokio::task::spawn_blocking(move || hall.look_around()).await.is_err() {
            tracing::error!("looking at the addresses ended in a panic");
        }
    }
}

impl Hall {
    /// Every open room.
    pub(crate) fn rooms(&self) -> Vec<Arc<Room>> {
        self.kept().rooms.values().cloned().collect()
    }

    /// Says that an announcement has changed.
    pub(crate) fn announce(&self, workshop: WorkshopId) {
        self.news.lock().unwrap_or_else(PoisonError::into_inner).iter().for_each(|news| news(workshop));
    }

    /// The open room to which this seat belongs, or why there is none.
    ///
    /// # Errors
    /// When the core could not be asked: a page forgets a seat that nobody knows, so a core that
    /// cannot read must not look like one that has read (F47).
    pub(crate) async fn room_of(self: &Arc<Self>, key: &SeatKey) -> Result<Found, ApiError> {
        let rooms = self.rooms();
        // While no room is open nobody's secret is wrong: it may be opened again (F47).
        if rooms.is_empty() {
            return Ok(Found::Closed);
        }
        if let Some(room) = rooms.iter().find(|room| room.knows(key)) {
            return Ok(Found::Open(room.clone()));
        }
        let broken = || ApiError::internal("look for a seat", "the core did not say whether it knows a seat");
        let _turn = self.questions.acquire().await.map_err(|_| broken())?;
        let (core, key) = (self.core.clone(), key.clone());
        let asked = tokio::task::spawn_blocking(move || {
            let mut unread = Ok(());
            for room in rooms {
                match core.knows(room.workshop, &key) {
                    Ok(true) => {
                        room.remember(key);
                        return Ok(Found::Open(room));
                    }
                    Ok(false) => {}
                    Err(error) => unread = Err(error),
                }
            }
            unread?;
            Ok(if core.knows_somewhere(&key)? { Found::Closed } else { Found::Nobody })
        });
        asked.await.unwrap_or_else(|_| Err(broken()))
    }

    fn tell(&self, notice: ChangeNotice) {
        let kept = self.kept();
        if let Some(room) = notice.workshop_id.and_then(|id| kept.rooms.get(&id)) {
            room.audience.tell();
        }
    }

    fn open(&self, workshop: WorkshopId, wanted: Option<IpAddr>) -> Result<RoomAnnouncement, ApiError> {
        let mut kept = self.kept();
        if kept.ended {
            return Err(entrance::no_network());
        }
        let stays = wanted.is_none().then(|| kept.rooms.get(&workshop)).flatten().map(|room| room.spot());
        let spot = match stays.filter(|spot| self.is_there(spot)) {
            Some(spot) => spot,
            None => self.spot(&mut kept, wanted)?,
        };
        let room = match kept.rooms.get(&workshop) {
            Some(room) => {
                room.move_to(spot)?;
                room.clone()
            }
            None => {
                let room = Arc::new(Room::open(workshop, spot, free_code(&kept))?);
                self.runtime.spawn(beat(room.audience.clone(), self.core.clone(), workshop));
                kept.rooms.insert(workshop, room.clone());
                tracing::info!(%workshop, "a room was opened");
                room
            }
        };
        self.stop_unused(&mut kept);
        Ok(room.announcement())
    }

    fn close(&self, workshop: WorkshopId) {
        let mut kept = self.kept();
        if let Some(room) = kept.rooms.remove(&workshop) {
            room.audience.close();
            self.stop_unused(&mut kept);
            tracing::info!(%workshop, "a room was closed");
        }
    }

    fn is_there(&self, spot: &Spot) -> bool {
        spot.address.is_none_or(|address| (self.addresses)().iter().any(|found| found.address == address))
    }

    /// Where a room is to be announced; listens there when nothing does.
    fn spot(&self, kept: &mut Kept, wanted: Option<IpAddr>) -> Result<Spot, ApiError> {
        let Some(port) = self.lan_port else { return self.spot_on_the_fixed_listener(kept, wanted) };
        let addresses = (self.addresses)();
        // Rooms share a listener unless somebody asks for another address.
        let shared = kept.listening.iter().map(|listening| listening.address.ip());
        let shared = shared.into_iter().find(|used| addresses.iter().any(|found| found.address == *used));
        let found = entrance::choose(&addresses, wanted.or(shared))?;
        if let Some(listening) = kept.listening.iter().find(|listening| listening.address.ip() == found.address) {
            return Ok(entrance::spot_on(found, listening.address.port()));
        }
        let _tasks = self.runtime.enter();
        let bound = entrance::bind((found.address, port).into()).and_then(|listener| self.listen(kept, listener));
        let address = bound.map_err(|error| entrance::cannot_listen(&error))?;
        Ok(entrance::spot_on(found, address.port()))
    }

    fn spot_on_the_fixed_listener(&self, kept: &mut Kept, wanted: Option<IpAddr>) -> Result<Spot, ApiError> {
        if let Some(name) = kept.fixed.as_ref().and_then(|names| names.first()) {
            return Ok(entrance::spot_named(name));
        }
        let Some(listening) = kept.listening.first() else { return Err(entrance::no_network()) };
        let address = listening.address;
        if !address.ip().is_unspecified() {
            let interface = String::new();
            return Ok(Spot { origin: format!("http://{address}"), interface, address: None });
        }
        let addresses = (self.addresses)();
        *write(&listening.announced) = everywhere(&addresses, address.port());
        Ok(entrance::spot_on(entrance::choose(&addresses, wanted)?, address.port()))
    }

    /// Serves phones on this listener until it is forgotten.
    fn listen(&self, kept: &mut Kept, listener: tokio::net::TcpListener) -> std::io::Result<std::net::SocketAddr> {
        let address = listener.local_addr()?;
        let announced = match &kept.fixed {
            Some(names) if !names.is_empty() => {
                let own = Announcement::parse(&format!("http://{address}"));
                Announced::new(names.iter().cloned().chain(own).collect())
            }
            Some(_) | None if address.ip().is_unspecified() => everywhere(&(self.addresses)(), address.port()),
            Some(_) | None => Announced::new(Announcement::parse(&format!("http://{address}")).into_iter().collect()),
        };
        let announced = Arc::new(RwLock::new(announced));
        let (stop, stopped) = oneshot::channel();
        kept.listening.push(Listening { address, announced: announced.clone(), _stop: stop });
        let router = seat_router(SeatDoor { hall: self.me.clone(), announced, pages: self.pages.clone() });
        let crowd = Crowd { places: self.connections.clone(), trusted: self.trusted.clone() };
        self.runtime.spawn(async move {
            let stop = async {
                let _ = stopped.await;
            };
            serve_rooms(listener, router, crowd, stop).await;
        });
        Ok(address)
    }

    /// On a local network nothing is listened on for no room.
    fn stop_unused(&self, kept: &mut Kept) {
        if self.lan_port.is_some() {
            let used: Vec<_> = kept.rooms.values().filter_map(|room| room.spot().address).collect();
            kept.listening.retain(|listening| used.contains(&listening.address.ip()));
        }
    }

    fn look_around(&self) {
        let mut kept = self.kept();
        let lost: Vec<_> = kept.rooms.values().filter(|room| !self.is_there(&room.spot())).cloned().collect();
        let mut moved = Vec::new();
        for room in lost {
            // Without any network the room stays where it was: often the same address comes back.
            if let Ok(spot) = self.spot(&mut kept, None)
                && room.move_to(spot).is_ok()
            {
                moved.push(room.workshop);
            }
        }
        if !moved.is_empty() {
            self.stop_unused(&mut kept);
        }
        drop(kept);
        for workshop in moved {
            tracing::info!(%workshop, "a room is announced at another address");
            self.announce(workshop);
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A code that no open room has.
fn free_code(kept: &Kept) -> JoinCode {
    loop {
        let code = JoinCode::random();
        if !kept.rooms.values().any(|room| room.has_code(&code.mark())) {
            return code;
        }
    }
}

/// Every address of this computer, for a listener on all of them.
fn everywhere(addresses: &[RoomAddress], port: u16) -> Announced {
    let origins = addresses.iter().map(|found| entrance::spot_on(found, port).origin);
    Announced::new(origins.filter_map(|origin| Announcement::parse(&origin)).collect())
}

fn write(announced: &RwLock<Announced>) -> std::sync::RwLockWriteGuard<'_, Announced> {
    announced.write().unwrap_or_else(PoisonError::into_inner)
}

/// The rooms as the core asks for them.
struct Keeper(Weak<Hall>);

impl RoomKeeper for Keeper {
    fn addresses(&self) -> Vec<RoomAddress> {
        self.0.upgrade().map_or_else(Vec::new, |hall| (hall.addresses)())
    }

    fn open(&self, workshop: WorkshopId, address: Option<IpAddr>) -> Result<RoomAnnouncement, ApiError> {
        self.0.upgrade().ok_or_else(entrance::no_network)?.open(workshop, address)
    }

    fn close(&self, workshop: WorkshopId) {
        if let Some(hall) = self.0.upgrade() {
            hall.close(workshop);
        }
    }

    fn announcement(&self, workshop: WorkshopId) -> Option<RoomAnnouncement> {
        let hall = self.0.upgrade()?;
        let room = hall.kept().rooms.get(&workshop)?.clone();
        Some(room.announcement())
    }
}
