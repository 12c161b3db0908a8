//! Sentences that are goals or ratios instead of counts.

use super::super::Pitfall;
use super::super::rule::{Rule, Setting};

pub(super) const RULES: &[Rule] = &[
    Rule {
        pitfall: Pitfall::TimeBoundGoal,
        setting: Setting::Always,
        triggers: &[
            "^ raise/increase/grow/double/triple/quadruple/halve/reach/hit/get/cut/reduce/lift/boost/improve/win/achieve/bring/have/lower/drive/expand/move/add/push/make",
        ],
        needs: &[
            "by ~3 january/february/march/april/may/june/july/august/september/october/november/december",
            "this/next quarter/year/half",
            "by/before/until/till ~1 spring/summer/autumn/fall/winter",
            "by/before/until/till/in ~4 q1/q2/q3/q4/h1/h2/eoy",
            "by/before ~4 year/quarter ?end",
            "within # months/quarters",
            "by/before/until/in ~3 202*/203*",
            "by ?at ?least # %",
            "by ?at ?least # percent",
            "# %",
            "from # ~2 to #",
        ],
        unless: &[],
        cleared_by: &[],
    },
    Rule {
        pitfall: Pitfall::TimeBoundGoal,
        setting: Setting::Always,
        triggers: DEADLINES,
        needs: &[
            "^ ?at ?least #",
            "^ by/until/before ~5 #",
            "up/down ~1 #",
            "from # ~2 to #",
            "by # %",
            "by # percent",
        ],
        unless: &[],
        cleared_by: &[],
    },
    Rule {
        pitfall: Pitfall::TimeBoundGoal,
        setting: Setting::Always,
        triggers: &["^ ?our ?the goal/target/objective/okr", "^ key result"],
        needs: &[],
        unless: &[],
        cleared_by: &[],
    },
    Rule {
        pitfall: Pitfall::RatioTrap,
        setting: Setting::Always,
        triggers: &[
            "share/proportion/fraction/percentage/percent/% of",
            "percentage",
            "ratio/ratios",
            "rate/rates",
            "average/mean/median ~2 number/count/time/length/value/revenue",
            "^ ?the average/mean/median",
            "per ?paying/active/paid user/customer/account/team/person/seat/member/visit/session/order/workspace/company/shop/household/employee/buyer/seller/agent/rep/engineer/developer/driver/listing/site/clinic/subscriber/project/head",
            "conversion*",
            "how many ~2 out of #/all/the",
            "divided by",
            "churn",
            "^ retention",
            "day/week/month/daily/weekly/monthly/quarterly/yearly/customer/user retention",
            "utilisation/utilization",
            "dau mau",
            "arpu/arppu",
        ],
        needs: &[],
        unless: &[
            "heart/interest/exchange/flat/tax/day/hourly/pulse rate*",
            "rate/rates a/an/the/their/its/it/them/us/our/your/each/every",
            "rate limit*",
            "loan*/borrower*/mortgage*/lender*",
            "least/than/above/over/with # ?% of",
            "least/than/above/over # %",
            "car share",
            "average sized",
        ],
        cleared_by: &[],
    },
];

/// The date or quarter at which a goal ends.
const DEADLINES: &[&str] = &[
    "by/before/until/till ~3 january/february/march/april/may/june/july/august/september/october/november/december",
    "by/before/until/till/in ~4 q1/q2/q3/q4/h1/h2/eoy/christmas",
    "by/before/until/till ~1 spring/summer/autumn/fall/winter",
    "by/before/until/till ~4 year/quarter/month/half ?end",
    "by/before/until/till/in ~3 2020/202*/203*",
    "this/next quarter/year/half",
    "within/in ?the ?next # months/quarters/weeks",
];
