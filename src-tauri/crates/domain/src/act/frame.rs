//! Frame: the agreed lines.

use super::{NewId, reason_given, required, room_for};
use crate::business_model::BusinessModel;
use crate::decision::{Waiver, WaiverRule};
use crate::frame::{CoreUser, FrameQuestion, Game, Maturity};
use crate::id::{CandidateId, CoreUserId, WaiverId};
use crate::refusal::Refusal;
use crate::stage::Stage;
use crate::text::{Line, Name};
use crate::time::At;
use crate::workshop::Workshop;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A group of core users to be added or changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NewCoreUser {
    /// Who they are.
    pub name: Name,
    /// Why this place.
    pub reason: Line,
}

impl Workshop {
    /// Agrees on one line of the frame.
    ///
    /// # Errors
    /// None at present; the line is limited by its type.
    pub fn answer_frame(&mut self, question: FrameQuestion, text: Line) -> Result<(), Refusal> {
        if self.frame().answer(question) == &text {
            return Ok(());
        }
        *self.frame_mut().answer_mut(question) = text;
        let because = format!("“{}” changed in Frame.", question.label());
        self.changed_in(Stage::Frame, &because);
        Ok(())
    }

    /// Chooses the business model. Selects examples and warnings only (R19).
    pub fn set_business_model(&mut self, model: Option<BusinessModel>) {
        self.frame_mut().business_model = model;
    }

    /// Chooses the game. Selects examples and warnings only (R19).
    pub fn set_game(&mut self, game: Option<Game>) {
        self.frame_mut().game = game;
    }

    /// Chooses how far the product is (R18).
    pub fn set_maturity(&mut self, maturity: Option<Maturity>) {
        self.frame_mut().maturity = maturity;
    }

    /// Adds a group of core users at the end of the ranking.
    ///
    /// # Errors
    /// [`Refusal::Empty`], [`Refusal::ListFull`].
    pub fn add_core_user(&mut self, new: NewCoreUser, new_id: NewId<'_>) -> Result<CoreUserId, Refusal> {
        required(&new.name, "The group", "name")?;
        room_for(self.core_users.len(), 12, "groups of users")?;
        let id = CoreUserId(new_id());
        let rank = u32::try_from(self.core_users.len()).unwrap_or(u32::MAX) + 1;
        self.core_users.put(CoreUser { id, name: new.name, rank, reason: new.reason });
        self.changed_in(Stage::Frame, "The core users changed in Frame.");
        Ok(id)
    }

    /// Changes a group.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Empty`].
    pub fn edit_core_user(&mut self, id: CoreUserId, new: NewCoreUser) -> Result<(), Refusal> {
        required(&new.name, "The group", "name")?;
        let user = self.core_users.get_mut(&(id,)).ok_or(Refusal::NotFound { what: "group" })?;
        user.name = new.name;
        user.reason = new.reason;
        self.changed_in(Stage::Frame, "The core users changed in Frame.");
        Ok(())
    }

    /// Moves a group to a rank; 1 is first. The others close ranks.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn rank_core_user(&mut self, id: CoreUserId, rank: u32) -> Result<(), Refusal> {
        if !self.core_users.contains(&(id,)) {
            return Err(Refusal::NotFound { what: "group" });
        }
        let mut order = self.core_users_in_rank().iter().map(|u| u.id).filter(|u| *u != id).collect::<Vec<_>>();
        let place = (rank.max(1) as usize - 1).min(order.len());
        order.insert(place, id);
        self.renumber_core_users(&order);
        self.changed_in(Stage::Frame, "The core users changed in Frame.");
        Ok(())
    }

    /// Takes a group out.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn remove_core_user(&mut self, id: CoreUserId) -> Result<(), Refusal> {
        self.core_users.remove(&(id,)).ok_or(Refusal::NotFound { what: "group" })?;
        let order = self.core_users_in_rank().iter().map(|u| u.id).collect::<Vec<_>>();
        self.renumber_core_users(&order);
        self.changed_in(Stage::Frame, "The core users changed in Frame.");
        Ok(())
    }

    /// The groups, first one first.
    pub fn core_users_in_rank(&self) -> Vec<&CoreUser> {
        let mut users: Vec<_> = self.core_users.iter().collect();
        users.sort_by_key(|u| u.rank);
        users
    }

    /// Passes a rule with a reason. A second waiver of the same thing replaces the first.
    ///
    /// # Errors
    /// [`Refusal::ReasonMissing`]; [`Refusal::Sealed`], [`Refusal::NotFound`] for a candidate that
    /// is not to be seen yet or not there.
    pub fn waive(
        &mut self,
        rule: WaiverRule,
        candidate_id: Option<CandidateId>,
        detail: Line,
        reason: Line,
        now: At,
        new_id: NewId<'_>,
    ) -> Result<(), Refusal> {
        reason_given(&reason)?;
        if let Some(id) = candidate_id {
            self.revealed_candidate(id)?;
        }
        room_for(self.waivers.len(), 2000, "waivers")?;
        // Changes of the weights and former rejections all stay; elsewhere the last reason stands.
        let all_stay = matches!(rule, WaiverRule::Weights | WaiverRule::BroughtBack);
        self.waivers.retain(|w| all_stay || !(w.rule == rule && w.candidate_id == candidate_id && w.detail == detail));
        self.waivers.put(Waiver { id: WaiverId(new_id()), rule, candidate_id, detail, reason, waived_at: now });
        Ok(())
    }

    /// Takes a waiver back.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn withdraw_waiver(&mut self, id: WaiverId) -> Result<(), Refusal> {
        self.waivers.remove(&(id,)).map(|_| ()).ok_or(Refusal::NotFound { what: "waiver" })
    }

    /// The reason with which a rule was passed, if it was.
    pub fn waiver(&self, rule: WaiverRule, candidate_id: Option<CandidateId>, detail: &str) -> Option<&Waiver> {
        self.waivers.iter().find(|w| w.rule == rule && w.candidate_id == candidate_id && w.detail.as_str() == detail)
    }

    fn renumber_core_users(&mut self, order: &[CoreUserId]) {
        for (place, id) in order.iter().enumerate() {
            if let Some(user) = self.core_users.get_mut(&(*id,)) {
                user.rank = u32::try_from(place).unwrap_or(u32::MAX - 1) + 1;
            }
        }
    }
}
