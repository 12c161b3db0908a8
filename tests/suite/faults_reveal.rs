//! F54: the process ends at the reveal, as when a lid is closed or the battery is empty. The store
//! has decided first: after reopening everybody sees the marks, or nobody does.
//!
//! A second process reveals under `strace`, which kills it at the k-th system call of a kind, for
//! each k until the reveal is through.

use crate::support::phone::{Phone, everybody};
use crate::support::play::{PEOPLE, Play};
use crate::support::{Laptop, folder};
use serde_json::{Value, json};
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::Command;

const FOLDER: &str = "SEXTANT_TEST_REVEAL_IN";
const WORKSHOP: &str = "SEXTANT_TEST_REVEAL_OF";
const SIGKILL: i32 = 9;

/// Everything that could tell a mark: the record, the facilitator's scores, the room's wall, and what
/// each phone shows, what all share and its own.
type Shown = (Value, Value, Value, Vec<(String, String)>);

fn shown(folder: &Path, id: &str) -> Shown {
    let laptop = Laptop::after(folder, id);
    let phones = (1..=PEOPLE.len() as u64).map(|place| Phone::new(place).screens(&laptop)).collect();
    (laptop.record(), laptop.view()["score"].clone(), laptop.projector(), phones)
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, target).expect("a copy");
        }
    }
}

/// A laptop on which everybody has handed in and the round is closed: the next step is the reveal.
fn ready(folder: &Path) -> String {
    let mut laptop = Laptop::new();
    let play = Play { channel: "own_device", ..Play::default() };
    play.to(&laptop, "score");
    laptop.send(json!({ "type": "open_round", "scope": "all" }));
    for (seat, phone) in everybody(&laptop).iter().enumerate() {
        phone.send(&laptop, phone.ballot(&laptop, |cell| ((play.mark)(seat, cell), String::new())));
    }
    laptop.send(json!({ "type": "close_round", "note": "" }));
    laptop.stop();
    copy(&laptop.data(), &folder.join("data"));
    laptop.id.clone()
}

/// What a killed process did: it was killed, or it got through and said so.
fn reveal_under(inject: &str, folder: &Path, id: &str) -> (bool, bool) {
    let me = std::env::current_exe().expect("this program has a path");
    let output = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "-e", inject])
        .arg(me)
        .args(["--exact", "--ignored", "--nocapture", "faults_reveal::reveals_where_it_is_told"])
        .env(FOLDER, folder)
        .env(WORKSHOP, id)
        .output()
        .expect("this test needs strace: apt-get install strace");
    let said = String::from_utf8_lossy(&output.stdout).contains("acknowledged");
    (output.status.signal() == Some(SIGKILL), said)
}

#[test]
#[ignore = "the process that the test below kills"]
fn reveals_where_it_is_told() {
    let (Some(folder), Some(id)) = (std::env::var_os(FOLDER), std::env::var_os(WORKSHOP)) else { return };
    let laptop = Laptop::after(Path::new(&folder), &id.to_string_lossy());
    laptop.send(json!({ "type": "reveal_round" }));
    println!("acknowledged");
}

#[test]
fn f54_a_process_killed_at_the_reveal_shows_it_to_everybody_or_nobody() {
    let start = folder();
    let id = ready(start.path());
    let hidden = shown(start.path(), &id);
    let through = folder();
    copy(start.path(), through.path());
    Laptop::after(through.path(), &id).send(json!({ "type": "reveal_round" }));
    let revealed = shown(through.path(), &id);
    assert_ne!(hidden.2, revealed.2, "the wall shows the reveal");
    assert!(hidden.3.iter().zip(&revealed.3).all(|(before, after)| before != after), "and so does each phone");
    let (mut nobody, mut everybody) = (0, 0);
    for call in ["pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "write"] {
        for k in 1.. {
            let one = folder();
            copy(start.path(), one.path());
            let (killed, said) = reveal_under(&format!("inject={call}:signal=KILL:when={k}"), one.path(), &id);
            let after = shown(one.path(), &id);
            assert!(after == hidden || after == revealed, "{call} {k}: some see what others do not");
            assert!(after == revealed || !said, "{call} {k}: an acknowledged reveal is gone");
            if after == revealed {
                everybody += 1
            } else {
                nobody += 1
            }
            if !killed {
                assert!(said, "{call} {k}: neither killed nor through");
                break;
            }
        }
    }
    println!("F54: {} runs: nobody saw it after {nobody}, everybody after {everybody}", nobody + everybody);
    assert!(nobody > 3 && everybody > 3, "the deaths must lie on both sides of the commit");
}
