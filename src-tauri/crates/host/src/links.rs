//! The links that open this host. Each carries its secret behind the `#`, which no browser sends.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};
use sextant_api::files::Overwrite;
use sextant_api::room::RoomAnnouncement;
use sextant_domain::id::WorkshopId;
use sextant_room::session::{Scope, Sessions};

/// Holds the hashes of the newest secrets, beside the library they open.
const REMEMBERED: &str = "host-links.json";
/// How many. An older link has to be replaced by the one printed last.
const MOST_REMEMBERED: usize = 24;

/// Lets pages that are open go on after a restart: what they wait to send is not lost (F10).
///
/// Only hashes are written down, so the file opens nothing.
pub(crate) fn admit_earlier(data: &Path, sessions: &Sessions) {
    // Without the file, or with a damaged one, pages are opened again by the new link.
    let text = std::fs::read(data.join(REMEMBERED)).unwrap_or_default();
    sessions.admit(serde_json::from_slice(&text).unwrap_or_default());
}

/// Writes down which secrets are let in now.
pub(crate) fn remember(data: &Path, sessions: &Sessions) {
    let openings = sessions.openings();
    let newest = &openings[openings.len().saturating_sub(MOST_REMEMBERED)..];
    let text = serde_json::to_vec(newest).expect("hashes and scopes are always JSON");
    if let Err(error) = sextant_api::files::write(&data.join(REMEMBERED), &text, Overwrite::Replace) {
        tracing::warn!(code = ?error.code, "the links will not survive a restart");
    }
}

/// Holds the consoles that were given away, hashes only.
const GIVEN: &str = "host-consoles.json";

/// Lets consoles that were handed over go on after a restart, and writes down what becomes of
/// them from now on (F10).
pub(crate) fn keep_given(data: &Path, sessions: &Arc<Sessions>) {
    let file = data.join(GIVEN);
    // Without the file, or with a damaged one, a console is handed over by a new link.
    let text = std::fs::read(&file).unwrap_or_default();
    sessions.admit_consoles(serde_json::from_slice(&text).unwrap_or_default());
    let kept = Arc::downgrade(sessions);
    let writing = Arc::new(Mutex::new(()));
    sessions.on_given(Box::new(move || {
        let (kept, file, writing) = (kept.clone(), file.clone(), writing.clone());
        // Writing waits for the disk, and whoever calls here answers pages.
        tokio::task::spawn_blocking(move || {
            // One after the other, so that what was read last is written last.
            let _turn = writing.lock().unwrap_or_else(PoisonError::into_inner);
            let Some(sessions) = kept.upgrade() else { return };
            let text = serde_json::to_vec(&sessions.taken_consoles()).expect("hashes and names are always JSON");
            if let Err(error) = sextant_api::files::write(&file, &text, Overwrite::Replace) {
                tracing::warn!(code = ?error.code, "consoles that were given will not survive a restart");
            }
        });
    }));
}

/// Where to go.
pub(crate) struct Links {
    /// The whole library.
    console: String,
    /// The projector of any workshop, with a place for its id.
    projector: String,
    /// Where phones are answered, when that is known before a room is open.
    join: Option<String>,
    workshops: Vec<OneWorkshop>,
}

/// Links that open one workshop and nothing else (T2).
struct OneWorkshop {
    id: WorkshopId,
    console: String,
    projector: String,
    room: Option<RoomAnnouncement>,
}

/// Reads the id of a workshop.
pub(crate) fn workshop(text: &str) -> Result<WorkshopId, String> {
    serde_json::from_value(json!(text)).map_err(|_| "it is no id of a workshop".to_owned())
}

impl Links {
    /// Makes a secret for each link. `rooms` are those of the workshops, in the same order.
    pub(crate) fn issue(
        origin: &str,
        join: Option<String>,
        sessions: &Sessions,
        workshops: &[WorkshopId],
        rooms: Vec<Option<RoomAnnouncement>>,
    ) -> Self {
        let link = |page: &str, scope: Scope| {
            let key = sessions.issue(scope);
            format!("{origin}/{page}.html#k={}", key.reveal())
        };
        let one = |(id, room): (&WorkshopId, Option<RoomAnnouncement>)| OneWorkshop {
            id: *id,
            room,
            console: format!("{}&w={id}", link("console", Scope::Console(*id))),
            projector: format!("{}&w={id}", link("projector", Scope::Projector(*id))),
        };
        Self {
            console: link("console", Scope::Library),
            projector: format!("{}&w={{workshop}}", link("projector", Scope::AnyProjector)),
            join,
            workshops: workshops.iter().zip(rooms).map(one).collect(),
        }
    }

    /// For a person.
    pub(crate) fn say(&self, data: &Path) -> io::Result<()> {
        let mut out = io::stdout().lock();
        writeln!(out, "Console    {}", self.console)?;
        writeln!(out, "Projector  {}", self.projector)?;
        writeln!(out, "           (the console opens it; elsewhere put the workshop's id in place of {{workshop}})")?;
        for OneWorkshop { id, console, projector, room } in &self.workshops {
            writeln!(out, "Only workshop {id}")?;
            writeln!(out, "Console    {console}")?;
            writeln!(out, "Projector  {projector}")?;
            if let Some(room) = room {
                writeln!(out, "Phones     {}", room.link)?;
                writeln!(out, "           or {} with the code {}", room.short_address, room.code)?;
            }
        }
        if let Some(join) = &self.join {
            writeln!(out, "Rooms      {join} (open a room in the console)")?;
        }
        writeln!(out, "Library    {}", data.display())?;
        writeln!(out, "Whoever has these links can use them. Stop with Ctrl-C.")?;
        out.flush()
    }

    /// For a script: one line.
    pub(crate) fn say_in_json(&self, listen: SocketAddr, data: &Path) -> io::Result<()> {
        let workshops: Vec<Value> = self
            .workshops
            .iter()
            .map(|one| {
                let room = one.room.as_ref().map(|room| json!({ "link": room.link, "code": room.code }));
                json!({ "id": one.id, "console": one.console, "projector": one.projector, "room": room })
            })
            .collect();
        let line = json!({
            "console": self.console,
            "projector": self.projector,
            "join": self.join,
            "workshops": workshops,
            "listen": listen.to_string(),
            "data": data.display().to_string(),
        });
        let mut out = io::stdout().lock();
        writeln!(out, "{line}")?;
        out.flush()
    }
}
