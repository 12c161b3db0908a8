//! Define: every field of the definition, one by one.

use super::{NewId, required, room_for};
use crate::definition::{
    Baseline, Definition, DefinitionField, Denominator, Exclusion, ExclusionDecision, ExclusionKind, MeasurementWindow,
    Target,
};
use crate::id::ExclusionId;
use crate::input_tree::Operation;
use crate::refusal::Refusal;
use crate::stage::Stage;
use crate::text::{Line, Name, Paragraph};
use crate::workshop::Workshop;

impl Workshop {
    /// The definition in force.
    pub fn definition(&self) -> Option<&Definition> {
        self.definitions.iter().next_back()
    }

    /// Answers one text field. Short fields take a sentence, the rationale and the worked example
    /// several.
    ///
    /// # Errors
    /// [`Refusal::NoStar`]; [`Refusal::OutOfRange`] when a short field gets more than it takes.
    pub fn answer_definition(&mut self, field: DefinitionField, text: Paragraph) -> Result<(), Refusal> {
        let line = |text: &Paragraph| {
            Line::new(text.as_str()).map_err(|_| Refusal::OutOfRange {
                what: "The number of characters",
                low: 0,
                high: Line::LIMIT as i64,
                field: "text",
            })
        };
        let name = |text: &Paragraph| {
            Name::new(text.as_str()).map_err(|_| Refusal::OutOfRange {
                what: "The number of characters",
                low: 0,
                high: Name::LIMIT as i64,
                field: "text",
            })
        };
        let definition = self.definition_mut()?;
        match field {
            DefinitionField::Unit => definition.unit = line(&text)?,
            DefinitionField::Event => definition.event = line(&text)?,
            DefinitionField::QualifyingRule => definition.qualifying_rule = line(&text)?,
            DefinitionField::DenominatorText => definition.denominator_text = line(&text)?,
            DefinitionField::TimeZone => definition.window.time_zone = name(&text)?,
            DefinitionField::DataSource => definition.data_source = line(&text)?,
            DefinitionField::Delay => definition.delay = line(&text)?,
            DefinitionField::Rationale => definition.rationale = text,
            DefinitionField::WorkedExample => definition.worked_example = text,
            DefinitionField::Owner => definition.owner = name(&text)?,
        }
        self.changed_in(Stage::Define, "The definition changed.");
        Ok(())
    }

    /// Says whether the number is divided by something (R69).
    ///
    /// # Errors
    /// [`Refusal::NoStar`].
    pub fn set_denominator(&mut self, denominator: Option<Denominator>) -> Result<(), Refusal> {
        self.definition_mut()?.denominator = denominator;
        self.changed_in(Stage::Define, "The definition changed.");
        Ok(())
    }

    /// Says how the inputs that add up exactly make up the star itself.
    ///
    /// # Errors
    /// [`Refusal::NoStar`].
    pub fn set_star_operation(&mut self, operation: Operation) -> Result<(), Refusal> {
        self.definition_mut()?.star_operation = operation;
        self.changed_in(Stage::Decompose, "The input tree changed.");
        Ok(())
    }

    /// Sets the measurement window (R70).
    ///
    /// # Errors
    /// [`Refusal::NoStar`]; [`Refusal::OutOfRange`] outside 1 to 366 units.
    pub fn set_window(&mut self, window: MeasurementWindow) -> Result<(), Refusal> {
        if window.window_length.is_some_and(|length| !(1..=366).contains(&length)) {
            return Err(Refusal::OutOfRange { what: "The window", low: 1, high: 366, field: "windowLength" });
        }
        self.definition_mut()?.window = window;
        self.changed_in(Stage::Define, "The definition changed.");
        Ok(())
    }

    /// Adds something to be decided by name (R71).
    ///
    /// # Errors
    /// [`Refusal::Empty`] for another kind without words; [`Refusal::ListFull`].
    pub fn add_exclusion(&mut self, kind: ExclusionKind, detail: Line, new_id: NewId<'_>) -> Result<(), Refusal> {
        if kind == ExclusionKind::Other {
            required(&detail, "What is left out", "detail")?;
        }
        room_for(self.exclusions.len(), 40, "exclusions")?;
        self.exclusions.put(Exclusion { id: ExclusionId(new_id()), kind, detail, decision: None });
        self.changed_in(Stage::Define, "The definition changed.");
        Ok(())
    }

    /// Decides one exclusion.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn decide_exclusion(
        &mut self,
        id: ExclusionId,
        decision: Option<ExclusionDecision>,
        detail: Line,
    ) -> Result<(), Refusal> {
        let exclusion = self.exclusions.get_mut(&(id,)).ok_or(Refusal::NotFound { what: "exclusion" })?;
        exclusion.decision = decision;
        exclusion.detail = detail;
        self.changed_in(Stage::Define, "The definition changed.");
        Ok(())
    }

    /// Takes an exclusion off the list.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn remove_exclusion(&mut self, id: ExclusionId) -> Result<(), Refusal> {
        self.exclusions.remove(&(id,)).ok_or(Refusal::NotFound { what: "exclusion" })?;
        self.changed_in(Stage::Define, "The definition changed.");
        Ok(())
    }

    /// Sets the first value, or the day of the first reading (R73).
    ///
    /// # Errors
    /// [`Refusal::Dates`] when the range does not hold the value or a number is not finite.
    pub fn set_baseline(&mut self, baseline: Baseline) -> Result<(), Refusal> {
        let numbers = [baseline.value, baseline.low, baseline.high];
        if numbers.iter().flatten().any(|n| !n.is_finite()) {
            return Err(Refusal::Dates { what: "A value must be a finite number." });
        }
        if let (Some(low), Some(high)) = (baseline.low, baseline.high)
            && low > high
        {
            return Err(Refusal::Dates { what: "The lowest value lies above the highest." });
        }
        if self.baseline.get(&()) != Some(&baseline) {
            self.baseline.put(baseline);
            self.changed_in(Stage::Define, "The first value changed.");
        }
        Ok(())
    }

    /// Sets the wanted value. Never part of the definition (R74).
    ///
    /// # Errors
    /// [`Refusal::Dates`] for a number that is not finite.
    pub fn set_target(&mut self, target: Target) -> Result<(), Refusal> {
        if target.value.is_some_and(|v| !v.is_finite()) {
            return Err(Refusal::Dates { what: "A value must be a finite number." });
        }
        self.target.put(target);
        Ok(())
    }

    /// Puts the usual six exclusions on an empty list, so that each is answered by name.
    /// Their ids are fixed: they are the same six in every workshop.
    pub(crate) fn begin_exclusions(&mut self) {
        if !self.exclusions.is_empty() {
            return;
        }
        for (place, kind) in ExclusionKind::ALL.iter().enumerate() {
            match kind {
                ExclusionKind::Staff
                | ExclusionKind::TestAccounts
                | ExclusionKind::Bots
                | ExclusionKind::Refunds
                | ExclusionKind::Trials
                | ExclusionKind::Imported => {
                    let id = ExclusionId(uuid::Uuid::from_u128(0x5e0a_0000 + place as u128));
                    self.exclusions.put(Exclusion { id, kind: *kind, detail: Line::default(), decision: None });
                }
                ExclusionKind::Other => {}
            }
        }
    }

    fn definition_mut(&mut self) -> Result<&mut Definition, Refusal> {
        let version = self.definition().map(|d| d.version).ok_or(Refusal::NoStar)?;
        self.definitions.get_mut(&(version,)).ok_or(Refusal::NoStar)
    }
}
