//! Activity of any kind, and single controls.

use super::super::Pitfall;
use super::super::rule::{Clearing, Rule, Setting};

pub(super) const RULES: &[Rule] = &[
    Rule {
        pitfall: Pitfall::TooBroad,
        setting: Setting::Always,
        triggers: &[
            "active ?paid/paying/free/new/end/registered user*/account*/customer*/team*/companies/company/member*/people/shops/subscriber*/workspaces/organisation*/organization*",
            "engaged/regular/recurring/returning/unique/retained user*/customer*/account*/member*/people",
            "active daily/weekly/monthly user*/customer*/account*/team*/member*",
            "is/are/was/were active",
            "people/user*/customer*/account*/member*/companies active",
            "come/comes/came/coming back",
            "user*/customer*/account*/people who/that return/returns/returned",
            "user/app/product/platform/overall usage/engagement/activity/stickiness",
            "^ usage/engagement/activity/stickiness/interactions",
            "use/uses/using us",
            "mau/dau/wau",
            "log/logs/logged/logging in/on",
            "login/logins",
            "open/opens/opened/opening the/our app/product/site/website",
            "use/uses/used/using the/our app/product/site/website/platform/service/tool/software",
            "^ ?number ?of ?the ?total/overall ?daily/weekly/monthly ?total ?unique/returning/repeat user*/customer*/people",
            "user/customer count",
        ],
        needs: &[],
        unless: &[],
        cleared_by: &[Clearing::ActionNamed],
    },
    Rule {
        pitfall: Pitfall::TooNarrow,
        setting: Setting::Always,
        triggers: &[
            "click/clicks/clicked/clicking",
            "tap/taps/tapped/tapping on",
            "tap/taps/tapped/tapping the ~2 button*/icon*/toggle*/tab/tabs/menu*/banner*/link*/widget*/tile*",
            "hover*",
            "swipe/swipes/swiped/swiping",
            "scroll/scrolled/scrolling",
            "scrolls on/down/per/of/through/to",
            "button press*",
            "press/presses/pressed/pressing ~2 button*/key",
            "toggles",
            "checkbox* ?is/are/was/were ticked/checked/unticked",
            "select/selects/selected/selecting the ~2 dropdown*/menu*/tab/checkbox*/radio",
            "button*/icon*/menu*/banner*/tooltip*/dropdown*/checkbox*/carousel*/widget*/dialog*/tab is/are/was ?being opened/clicked/used/pressed/toggled/focused/shown",
            "open/opens/opened/opening the ~1 menu*/tab/tooltip*/dropdown*/dialog*/widget*",
            "uses/use/usage/opens of ?the/our ~2 button*/icon*/menu*/toggle*/dropdown*/shortcut*/widget*/filter*/picker*/slider*/switch/tab/feature/panel/sidebar",
            "search box/field/bar",
        ],
        needs: &[],
        unless: &[
            "one/single click/tap",
            "click and collect",
            "without ~2 click*/tap*",
            "fewer/less clicks",
            "within ~6 button",
        ],
        cleared_by: &[Clearing::ValueClause],
    },
];
