//! S2, T2: who may ask for what, by which door, in every stage. Queries, exports, addresses and
//! subscriptions come from the lists the product itself answers by; one without a row here does not
//! compile. (Commands of the facilitator have their rows in `commands`, those of seats in `roles`.)

mod commands;
pub(crate) mod world;

use serde_json::{Value, json};
use sextant_api::door::{Caller, Method};
use sextant_api::drafts::Desk;
use sextant_api::export::ExportFormat;
use sextant_api::query::{BriefAudience, Query};
use sextant_api::route::{LibraryRoute, WorkshopRoute};
use sextant_domain::business_model::BusinessModel;
use sextant_domain::id::WorkshopId;
use sextant_domain::stage::Stage;
use sextant_room::guard::Verb;
use sextant_room::routes::{ConsoleRoute, SeatRoute};
use uuid::Uuid;

use world::{OF_B, Role, World};

/// Only the facilitator's own computer.
const HOST: &[Role] = &[Role::Host];
/// Who steers workshop A.
const STEERS: &[Role] = &[Role::Host, Role::Console, Role::Given, Role::HandedOver];
/// Who sees what a facilitator sees of it.
const SEES: &[Role] = &[Role::Host, Role::Console, Role::Given, Role::HandedOver, Role::Looking, Role::SharedLooking];
/// Where its keyboard goes round. Whoever sits there when it is handed over finishes what they do.
const PASSES: &[Role] = &[Role::Host, Role::Console, Role::Looking];
/// Who gives further consoles of it and takes them back: its own links, whoever acts.
const GIVES: &[Role] = &[Role::Host, Role::Console, Role::Looking];
/// Who may look at the wall of workshop A.
const LOOKS: &[Role] = &[
    Role::Host,
    Role::Console,
    Role::Given,
    Role::HandedOver,
    Role::Looking,
    Role::SharedLooking,
    Role::Projector,
    Role::AnyProjector,
];
/// Everybody who has a token of the console's listener.
const KNOWN: &[Role] = &[
    Role::Host,
    Role::Console,
    Role::Given,
    Role::HandedOver,
    Role::Looking,
    Role::SharedLooking,
    Role::Projector,
    Role::AnyProjector,
    Role::ConsoleOfB,
    Role::ProjectorOfB,
];

/// Who speaks as what the door of the core tells apart.
fn who_is(caller: Caller) -> &'static [Role] {
    match caller {
        Caller::Library => HOST,
        Caller::Console(_) => &[Role::Console, Role::ConsoleOfB],
        Caller::Given(_, Desk::Shared(_)) => &[Role::Given],
        Caller::Given(_, Desk::First) => &[Role::HandedOver],
        Caller::Looking(_, Desk::First) => &[Role::Looking],
        Caller::Looking(_, Desk::Shared(_)) => &[Role::SharedLooking],
        Caller::Projector(_) => &[Role::Projector, Role::AnyProjector, Role::ProjectorOfB],
        // A part of the program: no secret opens it, and nobody comes in as it.
        Caller::Links => &[],
    }
}

fn of_library(route: LibraryRoute) -> &'static [Role] {
    match route {
        LibraryRoute::Look | LibraryRoute::Send | LibraryRoute::Import => HOST,
    }
}

fn of_workshop(route: WorkshopRoute) -> &'static [Role] {
    match route {
        WorkshopRoute::Projector => LOOKS,
        WorkshopRoute::Console
        | WorkshopRoute::Consoles
        | WorkshopRoute::Ask
        | WorkshopRoute::Draft
        | WorkshopRoute::Export => SEES,
        WorkshopRoute::SendConsole | WorkshopRoute::SaveDraft => STEERS,
        WorkshopRoute::SendConsoles => GIVES,
        WorkshopRoute::SendSeat => PASSES,
    }
}

/// Who a question answers, and from which stage on.
fn of_query(query: &Query) -> (&'static [Role], Stage) {
    match query {
        Query::FocusCell { .. }
        | Query::RoomAddresses
        | Query::WhoSteered
        | Query::PitfallGuide
        | Query::Crosswalk
        | Query::Brief { .. } => (SEES, Stage::SetUp),
        // Locked until writing has ended (R36).
        Query::Examples { .. } => (SEES, Stage::Clarify),
    }
}

/// One question of each kind, as a chain: the next one after this.
fn query_after(query: Option<&Query>, focus: Query) -> Option<Query> {
    match query {
        None => Some(focus),
        Some(Query::FocusCell { .. }) => Some(Query::Examples { model: BusinessModel::Saas }),
        Some(Query::Examples { .. }) => Some(Query::RoomAddresses),
        Some(Query::RoomAddresses) => Some(Query::WhoSteered),
        Some(Query::WhoSteered) => Some(Query::PitfallGuide),
        Some(Query::PitfallGuide) => Some(Query::Crosswalk),
        Some(Query::Crosswalk) => Some(Query::Brief { audience: BriefAudience::Wide }),
        Some(Query::Brief { audience: BriefAudience::Wide }) => Some(Query::Brief { audience: BriefAudience::Team }),
        Some(Query::Brief { audience: BriefAudience::Team }) => None,
    }
}

/// Who gets a file.
fn of_export(format: ExportFormat) -> &'static [Role] {
    match format {
        ExportFormat::Pdf
        | ExportFormat::Html
        | ExportFormat::Markdown
        | ExportFormat::Json
        | ExportFormat::Sextant
        | ExportFormat::BallotFile
        | ExportFormat::BallotSheets => SEES,
    }
}

/// What the console's listener answers beside the core.
fn of_console(route: ConsoleRoute) -> &'static [Role] {
    match route {
        // A token is no key: it opens no session.
        ConsoleRoute::Session => &[],
        ConsoleRoute::Watch => KNOWN,
        // By the rows above.
        ConsoleRoute::Core => &[],
        ConsoleRoute::Page => &Role::ALL,
    }
}

/// What the listener of phones answers.
fn of_phones(route: SeatRoute) -> &'static [Role] {
    match route {
        SeatRoute::Socket => &[Role::Seat, Role::SeatOfB],
        SeatRoute::Enter => &[Role::AtTheDoor],
        // Nobody here has a pass.
        SeatRoute::Join => &[],
        SeatRoute::Reach | SeatRoute::Page => &Role::ALL,
    }
}

/// Cells that were looked at.
#[derive(Default)]
struct Count {
    open: usize,
    closed: usize,
}

impl Count {
    /// Insists on one cell: what is closed is refused, and nobody gets a word of a workshop that is
    /// not theirs.
    fn cell(&mut self, world: &World, role: Role, open: &[Role], what: &str, status: u16, text: &str) {
        // A body says what came in; the head holds nothing of anybody's.
        if open.contains(&role) {
            self.open += 1;
            assert!(![401, 403].contains(&status) && status != 0, "{what}: {role:?} is refused with {status}: {text}");
        } else {
            self.closed += 1;
            // Whoever facilitates too is known, and told why this is not for them.
            let told = SEES.contains(&role) && status == 409;
            assert!(told || [401, 403, 404, 410].contains(&status), "{what}: {role:?} gets {status}: {text}");
        }
        self.words(world, role, open.contains(&role), what, text);
    }

    fn words(&self, world: &World, role: Role, open: bool, what: &str, text: &str) {
        let holds_b = text.contains(OF_B) || text.contains(&world.b.to_string());
        let may_b = match role {
            // The library shows both; what is asked of workshop A never holds B.
            Role::Host => what.starts_with("library"),
            Role::SeatOfB => what.starts_with("socket"),
            Role::Console
            | Role::Given
            | Role::HandedOver
            | Role::Looking
            | Role::SharedLooking
            | Role::Projector
            | Role::AnyProjector
            | Role::Seat
            | Role::Removed
            | Role::Waiting
            | Role::ConsoleOfB
            | Role::ProjectorOfB
            | Role::AtTheDoor
            | Role::Nobody => false,
        };
        assert!(may_b || !holds_b, "{what}: {role:?} reads of workshop B: {text}");
        let holds_a =
            text.contains("Slotwell") || text.contains("Where we are going") || text.contains(&world.laptop.id);
        let may_a = open && role != Role::SeatOfB;
        assert!(may_a || !holds_a, "{what}: {role:?} reads of workshop A: {text}");
    }
}

fn method(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Post => "POST",
    }
}

fn verb(verb: Verb) -> &'static str {
    match verb {
        Verb::Get => "GET",
        Verb::Post => "POST",
    }
}

/// What is sent where a row does not say: nothing that any address takes, so that an open one changes
/// nothing, and a closed one has to refuse before it looks.
fn nonsense() -> Value {
    json!({ "id": "00000000-0000-4000-8000-000000000001", "command": { "type": "no_such_command" } })
}

fn focus(world: &World) -> Query {
    let candidate = world.laptop.screen()["view"]["candidates"][0]["candidate"]["id"].clone();
    let id = candidate.as_str().unwrap_or("00000000-0000-4000-8000-00000000000c");
    let query = json!({ "type": "focus_cell", "place": { "candidateId": id, "criterion": "actionable" } });
    serde_json::from_value(query).expect("a question")
}

fn console_cells(world: &World, role: Role, count: &mut Count) {
    let ask = |way: Method, path: &str, body: &Value| world.console(role, method(way), path, body);
    for route in LibraryRoute::ALL {
        let (way, path) = route.address();
        let heard = ask(way, path, &nonsense());
        count.cell(world, role, of_library(*route), &format!("library {route:?}"), heard.status, &heard.text);
    }
    for route in WorkshopRoute::ALL {
        let path = route.of(world.a, "frame.job");
        // What only looks is refused by what it asks, so it asks for something that there is.
        let looks = *route == WorkshopRoute::SendConsole && !STEERS.contains(&role);
        let command =
            if looks { json!({ "id": Uuid::nil(), "command": { "type": "start_timer" } }) } else { nonsense() };
        let heard = ask(route.address().0, &path, &command);
        count.cell(world, role, of_workshop(*route), &format!("{route:?}"), heard.status, &heard.text);
    }
    for route in ConsoleRoute::ALL {
        let Some((way, path)) = route.address() else { continue };
        let heard = world.console(role, verb(way), path, &json!({ "key": world.key(role) }));
        count.cell(world, role, of_console(*route), &format!("{route:?}"), heard.status, &heard.text);
    }
    let page = world.console(role, "GET", "/console.html", &Value::Null);
    count.cell(world, role, of_console(ConsoleRoute::Page), "a page", page.status, &page.text);
}

fn question_cells(world: &World, stage: Stage, role: Role, count: &mut Count) {
    let path = WorkshopRoute::Ask.of(world.a, "");
    let mut query = query_after(None, focus(world));
    while let Some(asked) = query {
        let (open, from) = of_query(&asked);
        let heard = world.console(role, "POST", &path, &json!({ "query": asked }));
        count.cell(world, role, open, &format!("{asked:?} in {stage:?}"), heard.status, &heard.text);
        if open.contains(&role) {
            let answered = heard.status == 200;
            assert_eq!(answered, stage >= from, "{asked:?} in {stage:?} for {role:?}: {}", heard.text);
        }
        query = query_after(Some(&asked), asked);
    }
    for format in ExportFormat::ALL {
        for audience in [BriefAudience::Wide, BriefAudience::Team] {
            let request = json!({ "format": format, "audience": audience, "paper": "a4" });
            let heard = world.console(role, "POST", &WorkshopRoute::Export.of(world.a, ""), &request);
            let what = format!("{format:?} for {audience:?} in {stage:?}");
            count.cell(world, role, of_export(*format), &what, heard.status, &heard.text);
        }
    }
}

fn phone_cells(world: &World, role: Role, count: &mut Count) {
    for route in SeatRoute::ALL {
        let open = of_phones(*route);
        let what = format!("socket and door of phones: {route:?}");
        let Some((way, path)) = route.address() else {
            let heard = world.phones(role, "GET", "/seat.html", &Value::Null);
            count.cell(world, role, open, &what, heard.status, &heard.text);
            continue;
        };
        if *route == SeatRoute::Socket {
            let said = world.socket(role);
            let sits = said.contains(r#"{"type":"room""#);
            assert_eq!(sits, open.contains(&role), "{role:?} at a seat's socket: {said}");
            let told = ["\"why\":\"unknown\"", "\"why\":\"removed\"", "\"kind\":\"waiting\""];
            assert!(sits || told.iter().any(|why| said.contains(why)), "{role:?}: {said}");
            count.words(world, role, sits, &what, &said);
            *(if sits { &mut count.open } else { &mut count.closed }) += 1;
            continue;
        }
        let key = world.key(role);
        let person = json!({ "name": "Somebody", "discipline": "product", "watch": false });
        let heard = world.phones(role, verb(way), path, &json!({ "secret": key, "pass": key, "request": person }));
        count.cell(world, role, open, &what, heard.status, &heard.text);
    }
}

#[test]
fn s2_t2_who_may_ask_for_what_by_every_door_in_every_stage() {
    let mut count = Count::default();
    for stage in Stage::ALL {
        let mut world = World::at(*stage);
        let before = world.laptop.record();
        let (after, all): (Vec<Role>, Vec<Role>) = Role::ALL.into_iter().partition(|role| role.is_of_a_hand_over());
        let mut look = |world: &World, role: Role| {
            console_cells(world, role, &mut count);
            question_cells(world, *stage, role, &mut count);
            phone_cells(world, role, &mut count);
        };
        all.into_iter().for_each(|role| look(&world, role));
        world.hand_over();
        after.into_iter().for_each(|role| look(&world, role));
        assert_eq!(world.laptop.record(), before, "nothing that was asked has changed anything");
    }
    let Count { open, closed } = count;
    println!("S2: {closed} cells refused, {open} open");
    assert!(closed > 2_500 && open > 800, "{closed} and {open}");
}

/// A caller that the core tells apart, and nobody here speaks as, would be in no cell.
#[test]
fn s2_every_caller_of_the_door_is_somebody_in_the_matrix() {
    let (id, desk) = (WorkshopId(Uuid::nil()), Desk::Shared(Uuid::nil()));
    let callers = [
        Caller::Library,
        Caller::Console(id),
        Caller::Given(id, desk),
        Caller::Given(id, Desk::First),
        Caller::Looking(id, Desk::First),
        Caller::Looking(id, desk),
        Caller::Projector(id),
        Caller::Links,
    ];
    let mut speak: Vec<Role> = callers.into_iter().flat_map(who_is).copied().collect();
    let mut known = KNOWN.to_vec();
    speak.sort_unstable();
    known.sort_unstable();
    assert_eq!(speak, known);
}

/// Whoever asks for an address of workshop B with what opens A, and the other way round, is refused.
#[test]
fn t2_what_opens_one_workshop_opens_no_address_of_another() {
    let world = World::at(Stage::Score);
    for route in WorkshopRoute::ALL {
        for role in [Role::Console, Role::Projector, Role::Seat, Role::AtTheDoor, Role::Nobody] {
            let heard = world.console(role, method(route.address().0), &route.of(world.b, "frame.job"), &nonsense());
            assert!([401, 403].contains(&heard.status), "{route:?} for {role:?}: {}", heard.text);
            assert!(!heard.text.contains(OF_B), "{route:?} for {role:?}: {}", heard.text);
        }
        for role in [Role::ConsoleOfB, Role::ProjectorOfB] {
            let open =
                of_workshop(*route).contains(&if role == Role::ConsoleOfB { Role::Console } else { Role::Projector });
            let heard = world.console(role, method(route.address().0), &route.of(world.b, "frame.job"), &nonsense());
            assert_eq!(![401, 403].contains(&heard.status), open, "{route:?} for {role:?}: {}", heard.text);
        }
    }
}
