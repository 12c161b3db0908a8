//! Who a sentence speaks of: one person in a team product (R28), or only one
//! side of a marketplace (R29).

use super::phrase::{Span, Words, is_one_of};
use super::{PitfallContext, SidesGiven};
use crate::business_model::{BusinessModel, CountedUnit};

const INDIVIDUALS: &str = "user/users/person/people/member/members/individual/individuals/\
    employee/employees/manager/managers/editor/editors/designer/designers/writer/writers/\
    contributor/contributors/colleague/colleagues/admin/admins/developer/developers/engineer/\
    engineers/viewer/viewers/guest/guests/author/authors/student/students/professionals/\
    collaborator/collaborators/participant/participants/attendee/attendees/everyone/anyone/everybody/\
    somebody/someone/assignee/assignees/owner/owners/reviewer/reviewers/dau/mau/wau";
const GROUPS: &str = "team/teams/account/accounts/company/companies/workspace/workspaces/\
    project/projects/department/departments/squad/squads/organisation*/organization*/group/\
    groups/firm/firms/agency/agencies/document/documents/board/boards/plan/plans/customer/customers/\
    crew/crews/family/families/couple/couples/household/households/class/classes/committee/\
    committees/band/bands/club/clubs/clinic/clinics/office/offices/pair/pairs";

/// Where the counted noun is over and its description begins.
const HEAD_ENDS: &str = "that/which/where/whose/with/by/in/for";

/// The person counted, when the product is made for people working together.
pub(super) fn lone_individual(words: &Words<'_>, context: &PitfallContext) -> Option<Span> {
    if context.model != Some(BusinessModel::Collaboration) {
        return None;
    }
    let head = words.iter().take_while(|word| !is_one_of(word, HEAD_ENDS)).count();
    let named = words.iter().position(|word| is_one_of(word, INDIVIDUALS));
    match context.counted_unit {
        Some(CountedUnit::User) => Some(one_word(named.unwrap_or(0))),
        Some(CountedUnit::Account | CountedUnit::Team | CountedUnit::Order) => None,
        Some(CountedUnit::Other) | None => {
            // "Who" after any noun speaks of persons, whatever their trade is called.
            let somebody = words.iter().position(|word| word == "who").filter(|who| *who < head);
            let position =
                named.filter(|position| *position < head).or_else(|| somebody.and_then(|who| who.checked_sub(1)))?;
            let group_first = words.iter().take(position + 1).any(|word| is_one_of(word, GROUPS));
            let counted_together = words.contains(&format!("# ?or ?more {INDIVIDUALS}"));
            (!group_first && !counted_together).then_some(one_word(position))
        }
    }
}

fn one_word(position: usize) -> Span {
    Span { start: position, end: position + 1 }
}

const DEMAND: &str = "buyer*/guest*/rider*/customer*/client*/shopper*/company/companies/employer*/\
    renter*/tenant*/patient*/pupil*/student*/passenger*/diner*/parent*/borrower*/traveller*/\
    recruiter*/learner*/owner/owners/homeowner*/visitor*/reader*/fan/fans";
const SUPPLY: &str = "seller*/host/hosts/driver*/freelancer*/tutor/tutors/builder*/courier*/\
    landlord*/restaurant*/shop/shops/merchant*/craftsman/craftsmen/teacher*/candidate*/creator*/\
    provider*/lender*/doctor*/supplier*/farmer*/sitter*/maker*/vendor*/mentor*/cleaner*/coach/coaches/\
    artist*/musician*/chef/chefs/expert/experts/carrier*/agency/agencies/plumber*/walker*";

/// The words that speak of a single side, when the product lives from two.
///
/// A sentence that names somebody from both sides has said enough; "completed
/// transactions" has not, because it leaves open what each side gets.
pub(super) fn one_side(words: &Words<'_>, context: &PitfallContext) -> Option<Span> {
    if context.model != Some(BusinessModel::Marketplace) {
        return None;
    }
    match context.sides {
        SidesGiven::Both => None,
        SidesGiven::Neither | SidesGiven::One => {
            let demand = words.iter().position(|word| is_one_of(word, DEMAND));
            let supply = words.iter().position(|word| is_one_of(word, SUPPLY));
            match (demand, supply) {
                (Some(_), Some(_)) => None,
                (Some(position), None) | (None, Some(position)) => Some(one_word(position)),
                (None, None) => Some(Span { start: 0, end: words.iter().count() }),
            }
        }
    }
}
