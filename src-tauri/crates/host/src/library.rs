//! Workshop files in and out of the library, and whether the library is whole.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use serde_json::{Value, json};
use sextant_api::clock::{Clock as _, SystemClock};
use sextant_api::door::{Caller, Door, DoorBody, DoorInput, DoorReply, DoorRequest, Method};
use sextant_api::error::ApiError;
use sextant_api::files::Overwrite;

use crate::files;
use crate::logging;
use crate::place::{self, Place};

/// Takes a workshop file into the library and says under which id.
pub(crate) fn import(file: &Path, data: Option<PathBuf>) -> anyhow::Result<()> {
    logging::start(logging::FOR_ONE_TASK);
    let bytes = files::read(file)?;
    let door = Door::new(place::open_now(&Place::find(data)?)?);
    let id = take_in(&door, bytes).with_context(|| format!("{} was not imported", file.display()))?;
    writeln!(std::io::stdout(), "Imported as {id}")?;
    Ok(())
}

/// Writes a workshop of the library to a file.
pub(crate) fn export(id: &str, out: &Path, overwrite: Overwrite, data: Option<PathBuf>) -> anyhow::Result<()> {
    logging::start(logging::FOR_ONE_TASK);
    let door = Door::new(place::open_now(&Place::find(data)?)?);
    let made = render(&door, id, &json!({ "format": "sextant", "audience": "team", "paper": "a4" }))
        .with_context(|| format!("the workshop {id} was not exported"))?;
    files::write(out, &made.bytes, overwrite)
}

/// Looks whether the library is whole; says what it found.
pub(crate) fn doctor(data: Option<PathBuf>) -> anyhow::Result<()> {
    logging::start(logging::FOR_ONE_TASK);
    let place = Place::find(data)?;
    let shown = place.data.display();
    if !place.data.is_dir() {
        bail!("there is no library in {shown}; name its folder with --data");
    }
    let found = sextant_api::doctor::examine(&place.data, SystemClock::default().now())
        .map_err(|error| place::said(&error))
        .with_context(|| format!("the library in {shown} was not examined"))?;
    let mut out = std::io::stdout().lock();
    for line in &found.lines {
        writeln!(out, "{line}")?;
    }
    if !found.healthy {
        bail!("the library in {shown} is not whole; the lines above say where, and a backup can be restored");
    }
    writeln!(out, "The library in {shown} is whole.")?;
    Ok(())
}

/// Sends a workshop file through the door; answers with its id.
pub(crate) fn take_in(door: &Door, bytes: Vec<u8>) -> anyhow::Result<String> {
    let reply = post(door, "/api/import", DoorInput::Bytes(bytes))?;
    workshop_of(&reply)
}

/// The workshop that a reply of the library names.
pub(crate) fn workshop_of(reply: &Value) -> anyhow::Result<String> {
    reply["workshopId"].as_str().map(str::to_owned).context("the library named no workshop; run `sextant-host doctor`")
}

/// A file the core made.
pub(crate) struct Made {
    pub(crate) file_name: String,
    pub(crate) bytes: Vec<u8>,
}

/// Asks for an export of a workshop.
pub(crate) fn render(door: &Door, id: &str, request: &Value) -> anyhow::Result<Made> {
    let path = format!("/api/workshops/{id}/export");
    match send(door, &path, DoorInput::Json(request.clone()))?.body {
        DoorBody::Bytes { file_name, bytes, .. } => Ok(Made { file_name, bytes }),
        DoorBody::Json(_) => bail!("the core answered with no file; this is a mistake of the program"),
    }
}

/// Sends something to the library; answers with what it says.
pub(crate) fn post(door: &Door, path: &str, body: DoorInput) -> anyhow::Result<Value> {
    match send(door, path, body)?.body {
        DoorBody::Json(value) => Ok(value),
        DoorBody::Bytes { .. } => bail!("the core answered with a file; this is a mistake of the program"),
    }
}

fn send(door: &Door, path: &str, body: DoorInput) -> anyhow::Result<DoorReply> {
    let reply = door.handle(Caller::Library, DoorRequest { method: Method::Post, path: path.to_owned(), body });
    if reply.status < 400 {
        return Ok(reply);
    }
    match reply.body {
        DoorBody::Json(refused) => match serde_json::from_value::<ApiError>(refused) {
            Ok(error) => Err(place::said(&error)),
            Err(_) => bail!("the core refused without a reason; this is a mistake of the program"),
        },
        DoorBody::Bytes { .. } => bail!("the core refused without a reason; this is a mistake of the program"),
    }
}
