//! How phones reach this host: the listener of rooms, and the addresses it is announced under.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use clap::Args;
use sextant_api::Api;
use sextant_api::room::RoomAnnouncement;
use sextant_api::screen::ChangeNotice;
use sextant_domain::id::WorkshopId;
use sextant_room::address::{TrustedProxies, of_this_computer};
use sextant_room::entrance::{Entrance, USUAL_PORT, bind};
use sextant_room::guard::Announcement;
use sextant_room::limits;
use sextant_room::rooms::{Options, Rooms};
use sextant_room::threads::Threads;
use sextant_room::watch::Hub;

use crate::pages::BuiltPages;
use crate::place;

/// How phones get in. Without any of these, rooms open on this computer's network, one port for
/// all of them, and nothing is listened on while none is open.
#[derive(Args)]
pub(crate) struct Phones {
    /// Where phones are answered, for as long as the host runs, such as 0.0.0.0:7040. When the
    /// port is taken, the next free one is used. At 127.0.0.1 only this computer can join: for trying
    /// things out.
    #[arg(long, value_name = "ADDRESS:PORT")]
    join_listen: Option<SocketAddr>,
    /// An address under which phones reach that listener; the first is shown. May be repeated.
    #[arg(long, value_name = "URL", requires = "join_listen")]
    join_announce: Vec<String>,
    /// The address phones use on the internet, behind a proxy with encryption, such as
    /// https://star.example.org. Phones are then answered on 127.0.0.1:7040 for that proxy.
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// A proxy whose X-Forwarded-For is believed, such as 127.0.0.1/32. May be repeated.
    #[arg(long, value_name = "CIDR")]
    trusted_proxy: Vec<String>,
    /// Open a room at once for each --workshop.
    #[arg(long, requires = "workshop")]
    open_room: bool,
}

impl Phones {
    /// Makes the rooms and hands them to the core. Whoever drops them closes them.
    pub(crate) fn rooms(&self, api: &Api, hub: &Arc<Hub>, threads: &Threads) -> anyhow::Result<Rooms> {
        let Some(trusted) = TrustedProxies::parse(&self.trusted_proxy) else {
            bail!("--trusted-proxy takes a range of addresses, such as 127.0.0.1/32")
        };
        // A listener belongs to the threads among which it was bound.
        let runtime = threads.handle();
        let _tasks = runtime.enter();
        let rooms = Rooms::new(Options {
            core: Arc::new(api.clone()),
            assets: Arc::new(BuiltPages),
            runtime: runtime.clone(),
            entrance: self.entrance()?,
            trusted,
            addresses: Box::new(of_this_computer),
            elapsed: limits::steady(),
            sockets: limits::SOCKETS,
        })
        .context("the listener for phones has no address")?;
        api.set_room_keeper(rooms.keeper());
        api.subscribe(Box::new(rooms.teller()));
        let hub = hub.clone();
        // The record is as it was, so there is no new revision; pages only look again (F36).
        rooms.on_news(Box::new(move |workshop| hub.tell(ChangeNotice { workshop_id: Some(workshop), revision: 0 })));
        Ok(rooms)
    }

    /// Opens the rooms that were asked for on the line.
    pub(crate) fn open(
        &self,
        rooms: &Rooms,
        workshops: &[WorkshopId],
    ) -> anyhow::Result<Vec<Option<RoomAnnouncement>>> {
        let keeper = rooms.keeper();
        let open = |workshop: &WorkshopId| {
            let opened = self.open_room.then(|| keeper.open(*workshop, None)).transpose();
            opened.map_err(|error| place::said(&error))
        };
        workshops.iter().map(open).collect()
    }

    fn entrance(&self) -> anyhow::Result<Entrance> {
        let for_the_proxy = self.public_url.as_ref().map(|_| (IpAddr::V4(Ipv4Addr::LOCALHOST), USUAL_PORT).into());
        let Some(wanted) = self.join_listen.or(for_the_proxy) else { return Ok(Entrance::Lan { port: USUAL_PORT }) };
        let announced = self.public_url.iter().chain(&self.join_announce).map(|name| {
            Announcement::parse(name)
                .with_context(|| format!("`{name}` is no address of a host; write it like https://star.example.org"))
        });
        let announced = announced.collect::<anyhow::Result<Vec<_>>>()?;
        if wanted.ip().is_loopback() && announced.is_empty() {
            eprintln!(
                "No phone can reach {wanted}: only this computer can join. Leave --join-listen out for this \
                 computer's network, or name a public address with --public-url."
            );
        }
        let listener = bind(wanted).with_context(|| {
            format!("{wanted} cannot be listened on for phones; name another address with --join-listen")
        })?;
        Ok(Entrance::Fixed { listener, announced })
    }
}
