//! Precision and recall of the pitfall rules and of the Frame word checks,
//! counted on labelled sentences and printed (`cargo test -p sextant-domain
//! --test pitfalls -- --nocapture`).

use std::collections::{BTreeMap, BTreeSet};

use sextant_domain::business_model::{BusinessModel, CountedUnit};
use sextant_domain::frame_words::{empty_words, sounds_like_setup};
use sextant_domain::pitfall::{Pitfall, PitfallContext, SidesGiven, check_pitfalls};

const SENTENCES: &str = include_str!("data/pitfall_sentences.txt");
const EMPTY_WORDS: &str = include_str!("data/empty_words.txt");
const VALUE_MOMENTS: &str = include_str!("data/value_moments.txt");
const WANTED: f64 = 0.9;
/// Sentences of the tuned part that the rules are known to judge otherwise than people.
const KNOWN_SLIPS: [&str; 2] =
    ["Number of AI chats per user group each week", "Growers and kitchens that traded every week"];

struct Labelled {
    part: &'static str,
    context: PitfallContext,
    expected: BTreeSet<Pitfall>,
    sentence: &'static str,
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('|').map(str::trim).collect())
}

/// Reads a name the way the workshop file spells it.
fn named<T: serde::de::DeserializeOwned>(name: &str) -> Option<T> {
    (name != "-")
        .then(|| serde_json::from_value(name.into()).unwrap_or_else(|error| panic!("{name} in the table: {error}")))
}

fn sentences() -> Vec<Labelled> {
    rows(SENTENCES)
        .map(|row| {
            let [part, context, expected, sentence] = row[..] else {
                panic!("a row has four columns: {row:?}");
            };
            let mut context = context.split('/').chain(["-"; 3]);
            let mut next = || context.next().unwrap_or("-");
            Labelled {
                part,
                context: PitfallContext {
                    model: named::<BusinessModel>(next()),
                    counted_unit: named::<CountedUnit>(next()),
                    sides: named::<SidesGiven>(next()).unwrap_or_default(),
                },
                expected: expected.split(',').filter_map(|name| named(name.trim())).collect(),
                sentence,
            }
        })
        .collect()
}

#[derive(Default, Clone, Copy)]
struct Count {
    right: u32,
    false_alarm: u32,
    missed: u32,
}

impl Count {
    fn add(&mut self, expected: bool, found: bool) {
        self.right += u32::from(expected && found);
        self.false_alarm += u32::from(!expected && found);
        self.missed += u32::from(expected && !found);
    }

    fn precision(self) -> f64 {
        share(self.right, self.right + self.false_alarm)
    }

    fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }
}

/// An empty group counts as nothing right, so that a pitfall without sentences fails.
fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) }
}

fn count(part: Option<&str>, tell: impl Fn(&Labelled, &BTreeSet<Pitfall>)) -> BTreeMap<Pitfall, Count> {
    let mut counts: BTreeMap<Pitfall, Count> = BTreeMap::new();
    for row in sentences().iter().filter(|row| part.is_none_or(|part| row.part == part)) {
        let found: BTreeSet<Pitfall> =
            check_pitfalls(row.sentence, &row.context).iter().map(|finding| finding.pitfall).collect();
        tell(row, &found);
        for pitfall in Pitfall::all() {
            counts.entry(pitfall).or_default().add(row.expected.contains(&pitfall), found.contains(&pitfall));
        }
    }
    counts
}

fn print_table(title: &str, counts: &BTreeMap<Pitfall, Count>) {
    println!("\n{title:<34} right  false  missed  precision  recall");
    for (pitfall, count) in counts {
        println!(
            "{:<34} {:>5}  {:>5}  {:>6}  {:>9.3}  {:>6.3}",
            pitfall.label(),
            count.right,
            count.false_alarm,
            count.missed,
            count.precision(),
            count.recall()
        );
    }
}

#[test]
fn every_pitfall_is_found_precisely_and_completely() {
    let show_slips = |row: &Labelled, found: &BTreeSet<Pitfall>| {
        if *found != row.expected {
            println!("{}: {:?} expected {:?}, found {found:?}", row.part, row.sentence, row.expected);
        }
    };
    let all = count(None, show_slips);
    print_table("all sentences", &all);
    print_table("tuned sentences", &count(Some("tuned"), |_, _| ()));
    print_table("held-out sentences", &count(Some("held"), |_, _| ()));
    for (pitfall, count) in &all {
        assert!(count.precision() >= WANTED, "{pitfall:?}: precision {:.3}", count.precision());
        assert!(count.recall() >= WANTED, "{pitfall:?}: recall {:.3}", count.recall());
    }
}

/// A share of nine in ten leaves room for a rule that stops working; the tuned part leaves none.
#[test]
fn the_sentences_the_rules_were_tuned_on_are_judged_as_labelled_but_for_the_known_slips() {
    for row in sentences().iter().filter(|row| row.part == "tuned") {
        let findings = check_pitfalls(row.sentence, &row.context);
        let found: BTreeSet<Pitfall> = findings.iter().map(|finding| finding.pitfall).collect();
        let slips = found != row.expected;
        assert_eq!(slips, KNOWN_SLIPS.contains(&row.sentence), "{:?}: found {found:?}", row.sentence);
    }
}

/// One slip among seven sentences already falls below nine in ten, so the
/// held-out part is judged with all its pitfalls together.
#[test]
fn sentences_the_rules_never_saw_are_judged_as_well_as_the_others() {
    let mut together = Count::default();
    for count in count(Some("held"), |_, _| ()).values() {
        together.right += count.right;
        together.false_alarm += count.false_alarm;
        together.missed += count.missed;
    }
    println!("held out, together: precision {:.3}, recall {:.3}", together.precision(), together.recall());
    assert!(together.precision() >= WANTED);
    assert!(together.recall() >= WANTED);
}

#[test]
fn the_sentences_are_many_and_at_least_half_are_harmless() {
    let all = sentences();
    let harmless = all.iter().filter(|row| row.expected.is_empty()).count();
    let held = all.iter().filter(|row| row.part == "held").count();
    println!("{} sentences, {harmless} harmless, {held} held out", all.len());
    assert!(all.len() >= 240, "issue 2 asks for 200 and more");
    assert!(harmless * 2 >= all.len(), "half of them are harmless look-alikes");
    assert!(held >= 200, "enough sentences were not looked at while tuning");
    assert!(all.iter().all(|row| ["tuned", "held"].contains(&row.part)));
}

#[test]
fn no_sentence_is_counted_twice() {
    let mut seen = BTreeSet::new();
    for row in sentences() {
        let context = format!("{:?}", row.context);
        assert!(seen.insert((row.sentence.to_lowercase(), context)), "{} is there twice", row.sentence);
    }
}

#[test]
fn a_finding_always_quotes_words_of_its_sentence() {
    for row in sentences() {
        for finding in check_pitfalls(row.sentence, &row.context) {
            assert!(!finding.matched.is_empty(), "{:?} quotes nothing", row.sentence);
            assert!(row.sentence.contains(&finding.matched), "{:?} is not in the sentence", finding.matched);
        }
    }
}

#[test]
fn every_pitfall_says_why_asks_and_proposes_and_cites_its_requirement() {
    for pitfall in Pitfall::all() {
        for text in [pitfall.reason(), pitfall.question(), pitfall.ask_for()] {
            let lower = text.to_lowercase();
            assert!(!text.contains('!'), "{text}");
            assert!(!lower.contains("prove") && !lower.contains(" cause"), "{text}");
        }
        assert!(pitfall.question().ends_with('?'), "{}", pitfall.question());
        assert!(pitfall.requirement().starts_with('R'));
    }
}

fn count_yes_no(table: &'static str, yes: &str, check: impl Fn(&str) -> bool) -> Count {
    let mut count = Count::default();
    for row in rows(table) {
        let [label, text] = row[..] else { panic!("a row has two columns: {row:?}") };
        let found = check(text);
        if found != (label == yes) {
            println!("{text:?} is labelled {label}");
        }
        count.add(label == yes, found);
    }
    println!("{yes}: precision {:.3}, recall {:.3}", count.precision(), count.recall());
    count
}

#[test]
fn empty_words_are_challenged_and_named_groups_are_not() {
    let count = count_yes_no(EMPTY_WORDS, "challenged", |text| empty_words(text).is_some());
    assert!(count.precision() >= WANTED && count.recall() >= WANTED);
}

#[test]
fn setup_moments_are_told_from_value_moments() {
    let count = count_yes_no(VALUE_MOMENTS, "setup", sounds_like_setup);
    assert!(count.precision() >= WANTED && count.recall() >= WANTED);
}

#[test]
fn a_blank_answer_is_neither_empty_words_nor_setup() {
    assert!(empty_words("   ").is_none(), "blankness is told at the field, not here");
    assert!(!sounds_like_setup(""));
}
