//! What a pitfall rule is made of, and when the rest of a sentence clears it.

use super::Pitfall;
use super::phrase::{Span, Words, is_one_of};
use crate::business_model::BusinessModel;

/// One rule: triggers that raise the pitfall, and what makes them harmless.
pub(super) struct Rule {
    pub(super) pitfall: Pitfall,
    pub(super) setting: Setting,
    /// Any of these raises the pitfall …
    pub(super) triggers: &'static [&'static str],
    /// … provided one of these is there too (when the list is not empty) …
    pub(super) needs: &'static [&'static str],
    /// … and none of these is anywhere in the sentence …
    pub(super) unless: &'static [&'static str],
    /// … and the words around the trigger do not clear it.
    pub(super) cleared_by: &'static [Clearing],
}

/// The business models for which a rule holds.
pub(super) enum Setting {
    Always,
    Only(BusinessModel),
    Except(BusinessModel),
}

/// A reason, found around the trigger, why the sentence is harmless.
pub(super) enum Clearing {
    /// A clause after the trigger says what value came of it.
    ValueClause,
    /// The word after the trigger says that it went well for somebody.
    WentWell,
    /// Something beyond being active is named after the trigger.
    ActionNamed,
    /// The money is earned by the customer, not by the company.
    CustomersMoney,
    /// The work is done by a customer, not by the company.
    CustomersWork,
}

impl Rule {
    /// The words that raise this rule's pitfall, if they do.
    pub(super) fn find(&self, words: &Words<'_>, model: Option<BusinessModel>) -> Option<Span> {
        let in_force = match self.setting {
            Setting::Always => true,
            Setting::Only(only) => model == Some(only),
            Setting::Except(except) => model != Some(except),
        };
        if !in_force || words.contains_any(self.unless) || (!self.needs.is_empty() && !words.contains_any(self.needs)) {
            return None;
        }
        self.triggers
            .iter()
            .flat_map(|trigger| words.find_all(trigger))
            .find(|span| !self.cleared_by.iter().any(|clearing| clearing.holds(words, *span)))
    }
}

impl Clearing {
    fn holds(&self, words: &Words<'_>, trigger: Span) -> bool {
        match self {
            Clearing::ValueClause => has_value_clause(words, trigger),
            Clearing::WentWell => words.get(trigger.end).is_some_and(is_value_word),
            Clearing::ActionNamed => names_an_action(words, trigger),
            Clearing::CustomersMoney => is_customers_money(words, trigger),
            Clearing::CustomersWork => is_customers_work(words, trigger),
        }
    }
}

const RELATIVE: &str = "who/that/which/whose/whom/where";
const AUXILIARY: &str = "is/are/was/were/be/been/has/have/had/then/later/also/actually/really/already/they/we";
/// Verbs that say where somebody came from or that something began: no value yet.
const HOLLOW: &str = "start*/began/begin*/originat*/clicked/\
    creat*/generated/added/acquir*/gain*/opened/viewed/deliver*/received/collected/captured/\
    need*/based/uploaded/registered/posted/sign*/live/recorded/served/tracked/\
    attributed/verified/connected/installed/invited/configured/activated/onboarded";
/// Verbs of arriving, which are hollow when only the way in follows.
const ARRIVAL: &str = "came/come/comes/coming/arriv*/join*/enter*";
const WAY_IN: &str = "from/via/through/by/per/each/every/this/last/since/in/on";
/// Verbs that name something a customer got out of it.
const VALUE: &str = "buy/buys/bought/pay/pays/paid/book/books/booked/order/orders/ordered/\
    finish*/complete/completes/completed/completing/get/gets/got/hold/holds/held/keep/keeps/kept/reach*/ship/ships/shipped/\
    stay/stays/stayed/return/returns/returned/won/win/wins/sold/sell/sells/hire*/solv*/resolv*/\
    fix/fixed/file/files/filed/pass/passed/met/meet/meets/reply/replied/made/make/makes/sent/\
    publish*/found/used/renew*/reorder*/rebook*/led/become/became/turned/ended/taken/done";

fn is_value_word(word: &str) -> bool {
    is_one_of(word, VALUE) || (word.ends_with("ed") && !is_one_of(word, HOLLOW))
}

/// "Listings *that were rented*", "… *and held five meetings*".
fn has_value_clause(words: &Words<'_>, trigger: Span) -> bool {
    let mut position = trigger.end;
    while let Some(word) = words.get(position) {
        position += 1;
        let opens_clause = is_one_of(word, RELATIVE);
        if !opens_clause && word != "and" {
            continue;
        }
        let mut rest = words.from(position).skip_while(|next| is_one_of(next, AUXILIARY));
        let Some(verb) = rest.next() else { break };
        let only_arrives = is_one_of(verb, ARRIVAL) && rest.next().is_none_or(|next| is_one_of(next, WAY_IN));
        let says_value = if opens_clause { !only_arrives && !is_one_of(verb, HOLLOW) } else { is_value_word(verb) };
        if says_value {
            return true;
        }
    }
    false
}

/// Words that add nothing to "active": periods, channels, plans, fillers.
const FILLER: &str = "per/each/every/a/an/the/of/on/in/at/to/for/by/and/or/across/our/we/who/that/\
    are/is/was/were/day*/daily/week*/month*/quarter*/year*/last/past/this/next/web/mobile/app/\
    apps/desktop/phone*/platform/product/service/site/website/tool/software/plan/plans/paid/\
    paying/free/total/number/count/end/user/users/customer*/account*/team*/people/#/all/any/\
    at/least/once/twice/time*/regularly/often/active/worldwide/globally/overall/region*/country";

fn names_an_action(words: &Words<'_>, trigger: Span) -> bool {
    words.from(trigger.end).any(|word| !is_one_of(word, FILLER))
}

const EARNER: &str = "seller*/creator*/host/hosts/merchant*/driver*/farmer*/artist*/household*/\
    freelancer*/musician*/shopkeeper*/trader*/landlord*/tutor*/publisher*/author*/charit*/client*";

fn is_customers_money(words: &Words<'_>, trigger: Span) -> bool {
    let before: Vec<&str> = words.iter().take(trigger.start).collect();
    let after = || words.from(trigger.end).take(4);
    let ours = before.iter().any(|word| is_one_of(word, "our/us/we/bring*/generat*"));
    let in_clause = before.iter().any(|word| is_one_of(word, RELATIVE) || *word == "their");
    let earner_before = before.last().is_some_and(|word| is_one_of(word, EARNER));
    let earner_after = after().any(|word| word == "by") && after().any(|word| is_one_of(word, EARNER));
    !ours && (in_clause || earner_before || earner_after)
}

const COLLEAGUES: &str = "our/we/us/support/engineer*/growth/sales/marketing/agent*/staff/team/\
    desk/squad/developer*/designer*/product";
const DATES: &str = "#/the/end/january/february/march/april/may/june/july/august/september/\
    october/november/december/monday/tuesday/wednesday/thursday/friday/q1/q2/q3/q4";

fn is_customers_work(words: &Words<'_>, trigger: Span) -> bool {
    let clause_before = words.iter().take(trigger.start).any(|word| is_one_of(word, RELATIVE));
    let actor: Vec<&str> = words.from(trigger.end).skip_while(|word| *word != "by").skip(1).take(3).collect();
    let outside_actor = actor.first().is_some_and(|word| !is_one_of(word, DATES))
        && !actor.iter().any(|word| is_one_of(word, COLLEAGUES));
    clause_before || outside_actor
}
