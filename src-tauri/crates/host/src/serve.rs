//! Serving: the listener, the addresses to open, and an orderly end.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, anyhow, bail};
use clap::Args;
use sextant_api::Api;
use sextant_api::clock::{Clock, SystemClock};
use sextant_api::door::Door;
use sextant_domain::id::WorkshopId;
use sextant_room::console::{Console, console_router};
use sextant_room::entrance::bind;
use sextant_room::guard::{Announced, Announcement};
use sextant_room::session::Sessions;
use sextant_room::threads::Threads;
use sextant_room::watch::Hub;
use tokio::net::TcpListener;

use crate::links::{self, Links};
use crate::logging;
use crate::pages::BuiltPages;
use crate::phones::Phones;
use crate::place::{self, Place};

/// The core's calls block, so each takes a thread while it lasts.
const CALLS_AT_ONCE: usize = 32;
/// How often the core is asked whether a backup is due.
const ASKED_EVERY: Duration = Duration::from_secs(60);

/// Answers browsers.
#[derive(Args)]
pub(crate) struct Serve {
    /// The folder of the library; without it SEXTANT_DATA, or else the app's own folder.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Where to listen. When the port is taken, the next free one is used.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:7117")]
    listen: SocketAddr,
    /// Another address under which browsers reach the console, such as https://console.example.org
    /// behind a proxy. A workshop is handed over to other devices under it.
    #[arg(long, value_name = "URL")]
    announce: Vec<String>,
    /// Also make links that open this one workshop and nothing else; may be repeated.
    #[arg(long, value_name = "ID", value_parser = links::workshop)]
    workshop: Vec<WorkshopId>,
    #[command(flatten)]
    phones: Phones,
    /// Say where to go as one line of JSON.
    #[arg(long)]
    json: bool,
}

/// Serves until Ctrl-C or SIGTERM.
pub(crate) fn serve(serve: &Serve) -> anyhow::Result<()> {
    let place = Place::find(serve.data.clone())?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock::default());
    let api = place::open(&place, clock.clone())?;
    for workshop in &serve.workshop {
        api.projector(*workshop)
            .map_err(|error| place::said(&error))
            .with_context(|| format!("{workshop} has no link"))?;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(CALLS_AT_ONCE)
        .enable_all()
        .build()
        .context("the program cannot start its threads; close other programs")?;
    let threads = Threads::start().context("the program cannot start its threads; close other programs")?;
    let hub = Arc::new(Hub::default());
    let notified = hub.clone();
    api.subscribe(Box::new(move |notice| notified.tell(notice)));
    let door = Door::new(api.clone());
    let sessions = Arc::new(Sessions::timed(Box::new(move || clock.monotonic())));
    runtime.block_on(async {
        let listener = listen(serve.listen)?;
        let listen = listener.local_addr().context("the listener has no address")?;
        let announcements = announcements(listen, &serve.announce)?;
        let open = announcements.first().map(|first| first.origin().to_owned()).unwrap_or_default();
        let router = console_router(Console {
            door: Arc::new(move |caller, request| door.handle(caller, request)),
            hub: hub.clone(),
            assets: Arc::new(BuiltPages),
            announced: Announced::new(announcements),
            sessions: sessions.clone(),
            preview_style_hash: Some(sextant_api::style_hash()),
        });
        let rooms = serve.phones.rooms(&api, &hub, &threads)?;
        let opened = serve.phones.open(&rooms, &serve.workshop)?;
        // Asked for before the address is printed, so that whoever reads it may stop the host.
        let ended = stop_asked()?;
        // Only now: whoever is refused before gets one line and no log.
        logging::start(logging::WHILE_SERVING);
        links::admit_earlier(&place.data, &sessions);
        links::keep_given(&place.data, &sessions);
        let links = Links::issue(&open, rooms.entrance(), &sessions, &serve.workshop, opened);
        links::remember(&place.data, &sessions);
        if serve.json { links.say_in_json(listen, &place.data) } else { links.say(&place.data) }?;
        tracing::info!(%listen, "serving");
        api.keep_rehearsals_going()?;
        let backups = tokio::spawn(back_up_now_and_then(api));
        let stop = async move {
            ended.await;
            tracing::info!("stopping");
            // Streams of changes and sockets never end by themselves.
            hub.close();
            if tokio::task::spawn_blocking(move || rooms.end()).await.is_err() {
                tracing::error!("closing the rooms ended in a panic");
            }
        };
        sextant_room::serve::serve(listener, router, stop).await;
        backups.abort();
        anyhow::Ok(())
    })
}

/// The core knows when a backup is due; it has to be asked.
async fn back_up_now_and_then(api: Api) {
    let mut minutes = tokio::time::interval(ASKED_EVERY);
    loop {
        minutes.tick().await;
        let api = api.clone();
        if tokio::task::spawn_blocking(move || api.tick()).await.is_err() {
            tracing::error!("a backup ended in a panic");
        }
    }
}

fn listen(wanted: SocketAddr) -> anyhow::Result<TcpListener> {
    bind(wanted).map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => {
            let port = wanted.port();
            anyhow!("the ports from {port} on are all taken; name another one with --listen")
        }
        _ => anyhow!(error).context(format!("{wanted} cannot be listened on; name another address with --listen")),
    })
}

/// The addresses that are answered: the one listened on, and those that were named.
fn announcements(listen: SocketAddr, named: &[String]) -> anyhow::Result<Vec<Announcement>> {
    let mut addresses = Vec::new();
    if !listen.ip().is_unspecified() {
        let own = format!("http://{listen}");
        addresses.push(Announcement::parse(&own).context("the listener's address is no address")?);
    }
    for name in named {
        let Some(address) = Announcement::parse(name) else {
            bail!("`{name}` is no address of a host; write it like http://192.168.1.20:7117")
        };
        addresses.push(address);
    }
    if addresses.is_empty() {
        let port = listen.port();
        bail!(
            "{listen} is every address of this machine; say which one is opened, with --announce http://ADDRESS:{port}"
        );
    }
    Ok(addresses)
}

/// Waits for Ctrl-C or, where there is such a thing, SIGTERM.
#[cfg(unix)]
fn stop_asked() -> anyhow::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let told = "the program cannot listen for its end";
    let mut interrupt = signal(SignalKind::interrupt()).context(told)?;
    let mut terminate = signal(SignalKind::terminate()).context(told)?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn stop_asked() -> anyhow::Result<impl Future<Output = ()>> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
