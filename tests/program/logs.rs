//! T1, T3: what people write alone, and every secret, stays out of the log of a host that logs all
//! it can: at the level that shows each message of the libraries below it too.

use std::fs::File;
use std::path::Path;

use serde_json::json;

use crate::host::{self, Home};
use crate::room::{console, prepare};
use crate::serving::Serving;
use crate::wire::{self, address};

fn canary(place: usize) -> String {
    format!("heron{place}nest")
}

/// What a log holds that it may not, by name.
fn found(log: &Path, kept: &[(&str, String)]) -> Vec<String> {
    let log = std::fs::read_to_string(log).expect("the log");
    assert!(log.contains("DEBUG"), "the log says more than it does by itself: {log}");
    kept.iter().filter(|(_, text)| log.contains(text.as_str())).map(|(what, _)| (*what).to_owned()).collect()
}

#[test]
fn t1_t3_at_its_most_talkative_the_log_holds_nothing_that_people_wrote_and_no_secret() {
    let home = Home::new();
    let log = home.path("log");
    let mut line =
        home.at(&host::binary(), &["serve", "--listen", "127.0.0.1:0", "--json", "--join-listen", "127.0.0.1:0"]);
    line.env("SEXTANT_LOG", "trace");
    let mut serving = Serving::logged(line, File::create(&log).expect("a file").into());
    let room = prepare(&mut serving);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("threads");
    let mut kept =
        vec![("the room's secret", room.secret.clone()), ("the console's token", serving.token().to_owned())];
    runtime.block_on(async {
        let seat = wire::join(&room, address(1), &canary(1)).await.expect("a seat");
        assert!(
            wire::says(
                &room,
                address(1),
                &seat,
                "answer_frame_alone",
                json!({ "question": "value_moment", "text": canary(2) })
            )
            .await
        );
        // Refusals quote nothing either.
        assert!(!wire::says(&room, address(1), &seat, "add_value_action", json!({ "text": canary(3) })).await);
        assert!(!wire::says(&room, address(1), &seat, "no_such_command", json!({ "text": canary(4) })).await);
        wire::post(&room, address(2), "/api/enter", &json!({ "secret": canary(5) })).await.expect("an answer");
        kept.push(("a seat's secret", seat));
    });
    serving.send(&console(), &json!({ "type": "answer_frame", "question": "job", "text": canary(6) }));
    serving.stop();
    kept.extend((1..7).map(|place| ("what somebody wrote", canary(place))));
    assert_eq!(found(&log, &kept), Vec::<String>::new());
    let mut text = std::fs::read(&log).expect("the log");
    text.extend_from_slice(canary(2).as_bytes());
    std::fs::write(&log, text).expect("the log with a word too many");
    assert_eq!(found(&log, &kept), ["what somebody wrote"], "the search finds it");
}
