//! Phones in the room: they reach this computer over its own network, while a room is open.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context as _;
use sextant_api::Api;
use sextant_api::screen::ChangeNotice;
use sextant_room::address::{TrustedProxies, of_this_computer};
use sextant_room::entrance::{Entrance, USUAL_PORT};
use sextant_room::limits;
use sextant_room::pages::Assets;
use sextant_room::rooms::{Options, Rooms};
use sextant_room::threads::Threads;
use tauri::{AppHandle, AssetResolver, Manager as _, Wry};

use crate::watch;

/// The rooms of this process with the threads they run on, until it ends.
#[derive(Default)]
pub(crate) struct Phones(Mutex<Option<(Rooms, Threads)>>);

/// The pages the windows are made of; the room hands out a phone's page and nothing else (T2).
struct BundledPages(AssetResolver<Wry>);

impl Assets for BundledPages {
    fn file(&self, name: &str) -> Option<Cow<'static, [u8]>> {
        self.0.get(name.to_owned()).map(|asset| asset.bytes.into())
    }
}

/// Lets the core open rooms. Until it does, nothing is listened on.
pub(crate) fn let_rooms_open(app: &AppHandle, api: &Api) -> anyhow::Result<()> {
    let threads = Threads::start().context("the program cannot start its threads; close other programs")?;
    let rooms = Rooms::new(Options {
        core: Arc::new(api.clone()),
        assets: Arc::new(BundledPages(app.asset_resolver())),
        runtime: threads.handle(),
        entrance: Entrance::Lan { port: USUAL_PORT },
        trusted: TrustedProxies::default(),
        addresses: Box::new(of_this_computer),
        elapsed: limits::steady(),
        sockets: limits::SOCKETS,
    })
    .context("rooms cannot be prepared")?;
    api.set_room_keeper(rooms.keeper());
    api.subscribe(Box::new(rooms.teller()));
    let windows = app.clone();
    // The record is as it was, so there is no new revision; windows only look again (F36).
    rooms.on_news(Box::new(move |workshop| {
        watch::announce(&windows, ChangeNotice { workshop_id: Some(workshop), revision: 0 });
    }));
    app.manage(Phones(Mutex::new(Some((rooms, threads)))));
    Ok(())
}

/// Tells every phone that the rooms are over.
pub(crate) fn close_rooms(app: &AppHandle) {
    let Some(phones) = app.try_state::<Phones>() else { return };
    let rooms = phones.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some((rooms, _threads)) = rooms {
        rooms.end();
    }
}
