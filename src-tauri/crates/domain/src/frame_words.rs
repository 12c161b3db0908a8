//! Words in Frame answers that say nothing yet (R13) or too early (R17).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::pitfall::{Pitfall, PitfallContext, Words, check_pitfalls, is_one_of};

/// A word that stands for everybody and therefore for nobody (R13).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EmptyWord {
    /// The word as it was typed.
    pub word: String,
}

impl EmptyWord {
    /// What is asked when the audience is only an empty word.
    pub fn question(&self) -> String {
        format!("“{}” could be anybody. Name one group, and what sets it apart from the others.", self.word)
    }
}

const EMPTY: &str = "user/users/customer/customers/client/clients/everyone/everybody/anyone/anybody/\
    people/person/persons/consumer/consumers/company/companies/business/businesses/organisation*/\
    organization*/audience/public/market/stakeholders/humans/individuals/member/members/subscribers/\
    account/accounts/team/teams/buyers/visitors/all/humanity/mankind/folks/persona/personas/demographic";
/// Words that qualify nothing when they stand beside an empty word.
const FILLER: &str = "a/an/the/our/your/their/my/all/every/each/any/and/or/of/in/on/for/with/to/\
    end/new/active/potential/existing/current/paying/paid/regular/typical/different/various/many/\
    most/other/general/target/real/kind/kinds/sort/sorts/types/type/world/app/product/platform/\
    service/website/site/tool/software/who/that/use/uses/using/it/us/we/have/need/needs/want/wants/\
    interested/else/is/are/be/could/can/will/whole/entire/large/small/basically/really/simply/just/\
    whoever/worldwide/everywhere/possible/core/main/primary/first/both/as/well/b2b/b2c/grow/out/there";

/// The empty word, when a description of the core user holds nothing else.
pub fn empty_words(text: &str) -> Option<EmptyWord> {
    let words = Words::of(text);
    let says_something = words.iter().any(|word| !is_one_of(word, EMPTY) && !is_one_of(word, FILLER));
    if says_something {
        return None;
    }
    let position = words.iter().position(|word| is_one_of(word, EMPTY) && word != "all");
    let position = position.or_else(|| words.iter().position(|word| is_one_of(word, EMPTY)))?;
    Some(EmptyWord { word: words.original_word(position) })
}

/// Whether a value moment describes a step before the value (R17): such an
/// answer belongs in the input tree.
pub fn sounds_like_setup(text: &str) -> bool {
    let words = Words::of(text);
    let says_it_is_over = words.contains_any(&[
        "after/without/once/before ~3 sign*/onboard*/regist*/connect*/set/creat*/install*/invit*/import*/verif*",
    ]);
    let only_arrives = words.contains_any(&[
        "sign/signs/signed/signing up",
        "signup*",
        "regist* ?for ?the/our app/account/product $",
        "regist* $",
        "registration ?is complete*",
        "download*/install* ~2 app",
        "log/logs/logged/logging in ~2 first/time",
        "creat*/open/opens/opened ~3 account",
        "set/sets/setting up ~4 account*/profile*/workspace*/team*/store/shop/dashboard*/project*/system",
        "setup ~2 done/complete*/finished",
        "finish*/complet* ~3 setup/configuration/wizard/checklist/tour/survey",
        "fill*/complet* ~3 profile",
        "configur*",
        "start/starts/started ~3 trial",
        "accept*/agree* ~3 terms/invit*",
        "sign/signs/log/logs in $",
        "login/logins",
        "first sign in",
        "home screen",
        "empty dashboard/screen/page/board",
        "settings page/screen",
        "code/script/snippet/software/app/plugin/extension/agent ?is/are/was ?up ?and installed/configured",
        "add/adds/added/adding ~2 colleague*/teammate*/coworker*",
        "add/adds/added/adding ~2 team members",
        "account ?is/has/was ?been ready/active/activated/approved/created/verified/confirmed",
        "credentials/activation",
        "connect*/link/links/linked ~4 account*",
        "is/are/was/were set up",
        "open/opens/opened ~2 app ~3 first",
        "enter/enters/entered/add/adds/added ~2 card",
        "pick/picks/picked/choose/chooses/chose/select* ~1 plan",
        "import* ~3 contacts/data/history/customers/products",
        "welcome email/mail/message/screen",
        "grant*/give/gives ~2 access/permission*",
        "set/sets ~1 password",
        "confirm*/verif* ~3 email/mail/phone/identity/address",
    ]);
    let is_setup = only_arrives
        || check_pitfalls(text, &PitfallContext::default()).iter().any(|finding| finding.pitfall == Pitfall::Setup);
    is_setup && !says_it_is_over
}
