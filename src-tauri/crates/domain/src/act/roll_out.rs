//! RollOut: where teams connect, and when the star is looked at again.

use crate::cadence::Cadence;
use crate::id::TeamId;
use crate::refusal::Refusal;
use crate::text::Line;
use crate::workshop::Workshop;

impl Workshop {
    /// Sets the rhythms and the rules for change (R102, R103).
    ///
    /// # Errors
    /// [`Refusal::Dates`] when the yearly date comes before the next review.
    pub fn set_cadence(&mut self, cadence: Cadence) -> Result<(), Refusal> {
        if let (Some(next), Some(yearly)) = (cadence.next_review, cadence.yearly_review)
            && yearly < next
        {
            return Err(Refusal::Dates { what: "The yearly check lies before the next review." });
        }
        self.cadence.put(cadence);
        Ok(())
    }

    /// Writes down where a team connects to the star (R92).
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn state_team(&mut self, id: TeamId, statement: Line) -> Result<(), Refusal> {
        self.teams.get_mut(&(id,)).ok_or(Refusal::NotFound { what: "team" })?.statement = statement;
        Ok(())
    }
}
