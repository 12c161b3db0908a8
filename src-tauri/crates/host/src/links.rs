//! The links that open this host. Each carries its secret behind the `#`, which no browser sends.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::Path;

use serde_json::{Value, json};
use sextant_domain::id::WorkshopId;
use sextant_room::session::{Scope, Sessions};

/// Where to go.
pub(crate) struct Links {
    /// The whole library.
    console: String,
    /// The projector of any workshop, with a place for its id.
    projector: String,
    workshops: Vec<OneWorkshop>,
}

/// Links that open one workshop and nothing else (T2).
struct OneWorkshop {
    id: WorkshopId,
    console: String,
    projector: String,
}

/// Reads the id of a workshop.
pub(crate) fn workshop(text: &str) -> Result<WorkshopId, String> {
    serde_json::from_value(json!(text)).map_err(|_| "it is no id of a workshop".to_owned())
}

impl Links {
    /// Makes a secret for each link.
    pub(crate) fn issue(origin: &str, sessions: &Sessions, workshops: &[WorkshopId]) -> Self {
        let link = |page: &str, scope: Scope| {
            let key = sessions.issue(scope);
            format!("{origin}/{page}.html#k={}", key.reveal())
        };
        let one = |id: &WorkshopId| OneWorkshop {
            id: *id,
            console: format!("{}&w={id}", link("console", Scope::Console(*id))),
            projector: format!("{}&w={id}", link("projector", Scope::Projector(*id))),
        };
        Self {
            console: link("console", Scope::Library),
            projector: format!("{}&w={{workshop}}", link("projector", Scope::AnyProjector)),
            workshops: workshops.iter().map(one).collect(),
        }
    }

    /// For a person.
    pub(crate) fn say(&self, data: &Path) -> io::Result<()> {
        let mut out = io::stdout().lock();
        writeln!(out, "Console    {}", self.console)?;
        writeln!(out, "Projector  {}", self.projector)?;
        writeln!(out, "           (the console opens it; elsewhere put the workshop's id in place of {{workshop}})")?;
        for OneWorkshop { id, console, projector } in &self.workshops {
            writeln!(out, "Only workshop {id}")?;
            writeln!(out, "Console    {console}")?;
            writeln!(out, "Projector  {projector}")?;
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
            .map(|one| json!({ "id": one.id, "console": one.console, "projector": one.projector }))
            .collect();
        let line = json!({
            "console": self.console,
            "projector": self.projector,
            "workshops": workshops,
            "listen": listen.to_string(),
            "data": data.display().to_string(),
        });
        let mut out = io::stdout().lock();
        writeln!(out, "{line}")?;
        out.flush()
    }
}
