//! The built-in sample plays through the same commands a person sends, to its very end.

use sextant_api::sample::sample_file;

#[test]
fn the_sample_plays_to_its_end_and_is_the_same_each_time() {
    let once = sample_file().expect("every rule lets the script pass");
    let again = sample_file().expect("every rule lets the script pass");
    assert_eq!(once, again, "fixed clock and ids leave the same file");
    let text = String::from_utf8(once).expect("a workshop file is text");
    for words in ["\"chosen\"", "Weekly active accounts that booked 5+ meetings", "\"value\": 412.0"] {
        assert!(text.contains(words), "{words} is missing");
    }
    assert!(!text.contains("participantId\": \"") || !text.contains("ballotTies\": [\n"), "no tie leaves the folder");
}
