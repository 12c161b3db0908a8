//! The use cases over a real file: create, send, resend, undo, reopen.

use sextant_api::clock::{Clock, IdSource};
use sextant_api::command::{ConsoleCommand, Envelope, LibraryCommand};
use sextant_api::error::ErrorCode;
use sextant_api::screen::ConsoleScreen;
use sextant_api::{Api, ApiOptions};
use sextant_domain::frame::FrameQuestion;
use sextant_domain::id::{CommandId, WorkshopId};
use sextant_domain::text::{Line, Name};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use uuid::Uuid;

struct FixedClock;
impl Clock for FixedClock {
    fn now(&self) -> i64 {
        1_780_000_000_000
    }
    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }
}

#[derive(Default)]
struct CountedIds(AtomicU64);
impl IdSource for CountedIds {
    fn new_id(&self) -> Uuid {
        Uuid::from_u128(0x1000 + u128::from(self.0.fetch_add(1, Ordering::SeqCst)))
    }
}

fn open(dir: &Path) -> Api {
    Api::open(ApiOptions {
        data_dir: dir.to_owned(),
        clock: Arc::new(FixedClock),
        ids: Arc::new(CountedIds::default()),
        printer: None,
        known_folders: None,
    })
    .expect("a fresh folder opens")
}

fn command(n: u128, command: ConsoleCommand) -> Envelope<ConsoleCommand> {
    Envelope { id: CommandId(Uuid::from_u128(n)), command }
}

fn job(text: &str) -> ConsoleCommand {
    ConsoleCommand::AnswerFrame { question: FrameQuestion::Job, text: Line::new(text).expect("short") }
}

fn create(api: &Api) -> WorkshopId {
    let title = Name::new("Slotwell").expect("short");
    let envelope = Envelope { id: CommandId(Uuid::from_u128(1)), command: LibraryCommand::CreateWorkshop { title } };
    api.send_library(envelope).expect("a workshop can be made").workshop_id.expect("it has an id")
}

fn job_of(screen: &ConsoleScreen) -> String {
    match screen {
        ConsoleScreen::Console { view, .. } => view.frame.job.to_string(),
        ConsoleScreen::Curtain(_) | ConsoleScreen::Seat { .. } | ConsoleScreen::Elsewhere => {
            panic!("the console was expected")
        }
    }
}

#[test]
fn what_was_acknowledged_is_there_after_reopening() {
    let dir = tempfile::tempdir().expect("a folder");
    let id = {
        let api = open(dir.path());
        let id = create(&api);
        api.send_console(id, command(10, job("Get a meeting fixed"))).expect("a line can be agreed");
        id
    };
    let again = open(dir.path()).console(id).expect("the workshop opens");
    assert_eq!(job_of(&again), "Get a meeting fixed", "an acknowledged command survives");
}

#[test]
fn f40_a_resend_does_nothing_twice_and_f42_other_content_is_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    let api = open(dir.path());
    let id = create(&api);
    let first = api.send_console(id, command(10, job("one"))).expect("done");
    let resent = api.send_console(id, command(10, job("one"))).expect("done again");
    assert_eq!(job_of(&first), job_of(&resent));
    let other = api.send_console(id, command(10, job("two"))).expect_err("the id was used");
    assert_eq!(other.code, ErrorCode::Conflict);
}

#[test]
fn undo_takes_back_and_redo_does_again() {
    let dir = tempfile::tempdir().expect("a folder");
    let api = open(dir.path());
    let id = create(&api);
    api.send_console(id, command(10, job("one"))).expect("done");
    api.send_console(id, command(11, job("two"))).expect("done");
    let back = api.send_console(id, command(12, ConsoleCommand::Undo)).expect("undone");
    assert_eq!(job_of(&back), "one");
    let further = api.send_console(id, command(13, ConsoleCommand::Undo)).expect("undone");
    assert_eq!(job_of(&further), "");
    let again = api.send_console(id, command(14, ConsoleCommand::Redo)).expect("done again");
    assert_eq!(job_of(&again), "one");
}

#[test]
fn a_refusal_names_what_is_missing_and_changes_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    let api = open(dir.path());
    let id = create(&api);
    let advance = ConsoleCommand::Advance { note: Line::default() };
    let refused = api.send_console(id, command(10, advance)).expect_err("SetUp is not finished");
    assert_eq!(refused.code, ErrorCode::Refused);
    assert!(refused.message.contains("name who has the final say"), "{}", refused.message);
    for part in [&refused.doing, &refused.message, &refused.safe, &refused.hint] {
        assert!(!part.is_empty(), "an error has four parts");
    }
}
