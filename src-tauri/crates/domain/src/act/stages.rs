//! Moving along the rail: advance, go back, skip, return, confirm.

use super::contribute::FrameSilence;
use super::reason_given;
use crate::exit_check::exit_check;
use crate::refusal::Refusal;
use crate::stage::{Sitting, Stage, StageStatus, StageTime, Timer};
use crate::text::Line;
use crate::time::At;
use crate::workshop::Workshop;

/// What leaving a stage set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageExit {
    /// Nothing but the move.
    Plain,
    /// Writing ended: everything written is shown at once. Undo never crosses this.
    CandidatesRevealed,
    /// Answers to the frame that nobody had seen are shown. Undo never crosses this.
    AnswersShown,
}

impl Workshop {
    /// Leaves the present stage for the next one. With a note, even though its exit check does
    /// not hold.
    ///
    /// # Errors
    /// [`Refusal::ExitCheck`] lists what is missing when there is no note;
    /// [`Refusal::RoundOpen`] while people score.
    pub fn advance(&mut self, note: &Line, now: At) -> Result<StageExit, Refusal> {
        let stage = self.stage();
        self.no_round_running()?;
        let missing: Vec<String> =
            exit_check(self, stage).into_iter().filter(|c| !c.holds).map(|c| c.text.to_owned()).collect();
        if !missing.is_empty() && note.is_empty() {
            return Err(Refusal::ExitCheck { stage, missing });
        }
        let record = self.stage_record_mut(stage);
        record.status = StageStatus::Done;
        record.close_note = if missing.is_empty() { Line::default() } else { note.clone() };
        record.check_again = false;
        record.check_again_because = Line::default();
        Ok(self.enter_next(stage, now))
    }

    /// Passes over the present stage with a reason.
    ///
    /// # Errors
    /// [`Refusal::ReasonMissing`]; [`Refusal::CannotSkip`] for SetUp, Write and Choose, without
    /// which nothing could follow; [`Refusal::RoundOpen`] while people score.
    pub fn skip_stage(&mut self, reason: &Line, now: At) -> Result<StageExit, Refusal> {
        let stage = self.stage();
        self.no_round_running()?;
        match stage {
            Stage::SetUp | Stage::Write | Stage::Choose | Stage::RollOut => {
                return Err(Refusal::CannotSkip { stage });
            }
            Stage::Frame
            | Stage::Clarify
            | Stage::Challenge
            | Stage::Score
            | Stage::Validate
            | Stage::Define
            | Stage::Decompose => {}
        }
        reason_given(reason)?;
        let record = self.stage_record_mut(stage);
        record.status = StageStatus::Skipped;
        record.skip_reason = reason.clone();
        Ok(self.enter_next(stage, now))
    }

    /// Takes the team to a stage it has already reached. Later work is kept.
    ///
    /// # Errors
    /// [`Refusal::NotReached`] for a stage nobody has entered; [`Refusal::RoundOpen`].
    pub fn go_to_stage(&mut self, stage: Stage, now: At) -> Result<StageExit, Refusal> {
        self.no_round_running()?;
        if self.stage_record(stage).status == StageStatus::NotStarted {
            return Err(Refusal::NotReached { stage });
        }
        Ok(self.enter(stage, now))
    }

    /// Says that a stage marked "check again" still holds as it is.
    ///
    /// # Errors
    /// [`Refusal::NotReached`] for a stage nobody has entered.
    pub fn confirm_stage(&mut self, stage: Stage) -> Result<(), Refusal> {
        let record = self.stage_record_mut(stage);
        if record.status == StageStatus::NotStarted {
            return Err(Refusal::NotReached { stage });
        }
        record.check_again = false;
        record.check_again_because = Line::default();
        Ok(())
    }

    /// Adds time spent in a stage.
    pub fn spend(&mut self, stage: Stage, seconds: u32) {
        let used_seconds = self.used_seconds(stage).saturating_add(seconds);
        self.stage_times.put(StageTime { stage, used_seconds });
    }

    /// Seconds spent in a stage so far.
    pub fn used_seconds(&self, stage: Stage) -> u32 {
        self.stage_times.get(&(stage,)).map_or(0, |t| t.used_seconds)
    }

    /// Sets the time box.
    pub fn set_timer(&mut self, timer: Timer) {
        self.timer.put(timer);
    }

    /// Ends the present sitting, with what is still open, and begins the next one.
    ///
    /// # Errors
    /// [`Refusal::RoundOpen`] while people score.
    pub fn begin_sitting(&mut self, open_question: &Line, now: At) -> Result<(), Refusal> {
        self.no_round_running()?;
        let number = self.sittings.iter().next_back().map_or(0, |s| s.number);
        if let Some(sitting) = self.sittings.get_mut(&(number,)) {
            sitting.closed_at = Some(now);
            sitting.note = open_question.clone();
        }
        self.sittings.put(Sitting { number: number + 1, opened_at: now, closed_at: None, note: Line::default() });
        Ok(())
    }

    /// Marks every finished stage after `stage` as "check again": something it stood on changed.
    pub(crate) fn changed_in(&mut self, stage: Stage, because: &str) {
        let because = Line::new(because).unwrap_or_default();
        for later in Stage::ALL.iter().filter(|later| **later > stage) {
            let record = self.stage_record(*later);
            if record.status == StageStatus::Done {
                let record = self.stage_record_mut(*later);
                record.check_again = true;
                record.check_again_because = because.clone();
            }
        }
    }

    fn enter_next(&mut self, from: Stage, now: At) -> StageExit {
        let Some(next) = from.next() else { return StageExit::Plain };
        let reveal = from == Stage::Write && !self.candidates_revealed();
        let exit = self.enter(next, now);
        if reveal {
            self.reveal_candidates();
            return StageExit::CandidatesRevealed;
        }
        exit
    }

    fn enter(&mut self, stage: Stage, now: At) -> StageExit {
        let leaves_frame = self.stage() == Stage::Frame && stage != Stage::Frame;
        let silence = if leaves_frame { self.end_frame_silence() } else { FrameSilence::WasEmpty };
        self.head_mut().stage = stage;
        let record = self.stage_record_mut(stage);
        if record.entered_at.is_none() {
            record.entered_at = Some(now);
        }
        if record.status == StageStatus::NotStarted || record.status == StageStatus::Skipped {
            record.status = StageStatus::Open;
            record.skip_reason = Line::default();
        }
        match silence {
            FrameSilence::Ended => StageExit::AnswersShown,
            FrameSilence::WasEmpty => StageExit::Plain,
        }
    }
}
