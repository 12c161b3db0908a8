use std::net::{IpAddr, Ipv4Addr};

use sextant_domain::id::WorkshopId;
use uuid::Uuid;

use super::{Greeting, Scope, Sessions, TOKENS_KEPT};
use crate::guard::Verb;
use sextant_api::door::Caller;

const A: WorkshopId = WorkshopId(Uuid::from_u128(0xa));
const B: WorkshopId = WorkshopId(Uuid::from_u128(0xb));
const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

fn path(workshop: WorkshopId, rest: &str) -> String {
    format!("/api/workshops/{workshop}/{rest}")
}

#[test]
fn a_scope_speaks_only_for_its_own_workshop() {
    let console = Scope::Console(A);
    assert_eq!(console.caller(Verb::Post, &path(A, "console")), Some(Caller::Console(A)));
    assert_eq!(console.caller(Verb::Get, &path(B, "console")), None);
    assert_eq!(console.caller(Verb::Get, "/api/library"), None);
    assert_eq!(console.caller(Verb::Post, "/api/import"), None);
    let projector = Scope::Projector(A);
    assert_eq!(projector.caller(Verb::Get, &path(A, "projector")), Some(Caller::Projector(A)));
    assert_eq!(projector.caller(Verb::Get, &path(B, "projector")), None);
    assert_eq!(projector.caller(Verb::Get, &path(A, "console")), None, "a projector only shows");
    assert_eq!(projector.caller(Verb::Post, &path(A, "projector")), None, "a projector changes nothing");
    assert_eq!(Scope::AnyProjector.caller(Verb::Get, &path(B, "projector")), Some(Caller::Projector(B)));
    assert_eq!(Scope::AnyProjector.caller(Verb::Get, &path(B, "drafts/x")), None);
    assert_eq!(Scope::AnyProjector.caller(Verb::Get, "/api/library"), None);
}

#[test]
fn a_workshop_has_one_spelling() {
    let id = WorkshopId(Uuid::from_u128(0xabcdef));
    let spelled = id.to_string();
    let console = Scope::Console(id);
    for other in [
        spelled.to_uppercase(),
        spelled.replace('-', ""),
        format!("{{{spelled}}}"),
        spelled.replace('a', "%61"),
        format!("{spelled}/.."),
        format!("x/../{spelled}"),
    ] {
        let path = format!("/api/workshops/{other}/console");
        let answered = console.caller(Verb::Get, &path);
        // A dot segment stays part of the rest, which the core does not know.
        assert!(answered.is_none() || other.ends_with(".."), "{path}");
    }
}

#[test]
fn a_token_opens_what_its_secret_opened_and_secrets_are_no_tokens() {
    let sessions = Sessions::default();
    let key = sessions.issue(Scope::Console(A));
    let Greeting::Welcome { token, scope } = sessions.greet(key.reveal(), HERE) else {
        panic!("the secret was just made");
    };
    assert_eq!(scope, Scope::Console(A));
    assert_eq!(sessions.scope_of(token.reveal()), Some(Scope::Console(A)));
    assert_eq!(sessions.scope_of(key.reveal()), None, "a link's secret is exchanged, not used");
    assert!(matches!(sessions.greet(token.reveal(), HERE), Greeting::Wrong), "a token makes no tokens");
    assert_eq!(token.reveal().len(), 64, "256 bits");
    assert_eq!(format!("{token:?}"), "Secret", "logs show nothing of it");
}

#[test]
fn the_oldest_token_makes_room() {
    let sessions = Sessions::default();
    let key = sessions.issue(Scope::Library);
    let tokens: Vec<String> = (0..=TOKENS_KEPT)
        .map(|_| match sessions.greet(key.reveal(), HERE) {
            Greeting::Welcome { token, .. } => token.reveal().to_owned(),
            other => panic!("a right secret is always let in, not {other:?}"),
        })
        .collect();
    assert_eq!(sessions.scope_of(&tokens[0]), None);
    assert!(tokens[1..].iter().all(|token| sessions.scope_of(token).is_some()));
}

#[test]
fn a_page_hears_only_of_what_it_may_ask_for() {
    assert!(Scope::Library.may_hear(None) && Scope::Library.may_hear(Some(A)));
    assert!(Scope::Console(A).may_hear(Some(A)));
    assert!(!Scope::Console(A).may_hear(Some(B)) && !Scope::Console(A).may_hear(None));
    assert!(!Scope::Projector(A).may_hear(Some(B)) && !Scope::Projector(A).may_hear(None));
    assert!(Scope::AnyProjector.may_hear(Some(B)) && !Scope::AnyProjector.may_hear(None));
}

#[test]
fn a_secret_of_an_earlier_process_opens_by_its_hash_alone() {
    let (before, after) = (Sessions::default(), Sessions::default());
    let key = before.issue(Scope::Console(A));
    let written = serde_json::to_string(&before.openings()).expect("JSON");
    assert!(!written.contains(key.reveal()));
    after.admit(serde_json::from_str(&written).expect("JSON"));
    assert!(matches!(after.greet(key.reveal(), HERE), Greeting::Welcome { scope: Scope::Console(A), .. }));
    assert!(matches!(after.greet(&written, HERE), Greeting::Wrong), "what is written down opens nothing");
}
