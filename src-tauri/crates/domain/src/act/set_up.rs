//! SetUp: what the workshop is about, who is in it, how it is held.

use super::{NewId, required, room_for};
use crate::head::{BallotChannel, Path, Privacy, Scope};
use crate::id::{ParticipantId, TeamId};
use crate::participant::{Discipline, Participant, ParticipantRole, Role, Team};
use crate::refusal::Refusal;
use crate::text::{Line, Name};
use crate::workshop::Workshop;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Most people a workshop takes.
pub const MOST_PARTICIPANTS: usize = 300;

/// The answers of SetUp that are saved together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetUpAnswers {
    /// Title of the workshop.
    pub title: Name,
    /// How wide it looks.
    pub scope: Scope,
    /// Name of the company, product or area.
    pub scope_name: Name,
    /// The star above, if there is one.
    pub parent_star: Line,
    /// Express or standard.
    pub path: Path,
    /// One person or a tiny team.
    pub solo: bool,
    /// What happens to ties.
    pub privacy: Option<Privacy>,
    /// How ballots come in.
    pub ballot_channel: Option<BallotChannel>,
    /// Whether the lobby may show names.
    pub names_in_lobby: bool,
}

/// A person to be added or changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NewParticipant {
    /// Name or alias.
    pub name: Name,
    /// What they do.
    pub discipline: Discipline,
    /// What they may do here.
    pub roles: Vec<Role>,
}

impl Workshop {
    /// Saves the answers of SetUp.
    ///
    /// # Errors
    /// [`Refusal::Empty`] without a title; [`Refusal::RoundOpen`] when privacy or channel would
    /// change under an open round; [`Refusal::HandsOrBallots`] when counting hands would begin or
    /// end after a round.
    pub fn answer_set_up(&mut self, answers: SetUpAnswers) -> Result<(), Refusal> {
        required(&answers.title, "The title", "title")?;
        let head = self.head();
        let rules_change = head.privacy != answers.privacy || head.solo != answers.solo;
        if rules_change && !self.rounds.is_empty() {
            return Err(Refusal::RoundOpen);
        }
        if head.ballot_channel != answers.ballot_channel {
            // A count of hands and single ballots cannot be compared or added up across rounds.
            let hands = Some(BallotChannel::HandTally);
            if (head.ballot_channel == hands || answers.ballot_channel == hands) && !self.rounds.is_empty() {
                return Err(Refusal::HandsOrBallots);
            }
            self.no_round_running()?;
        }
        let head = self.head_mut();
        head.title = answers.title;
        head.scope = answers.scope;
        head.scope_name = answers.scope_name;
        head.parent_star = answers.parent_star;
        head.path = answers.path;
        head.solo = answers.solo;
        head.privacy = answers.privacy;
        head.ballot_channel = answers.ballot_channel;
        head.names_in_lobby = answers.names_in_lobby;
        Ok(())
    }

    /// Adds a person, and a team for their discipline when it is the first of its kind.
    ///
    /// # Errors
    /// [`Refusal::Empty`] without a name; [`Refusal::ListFull`].
    pub fn add_participant(&mut self, new: NewParticipant, new_id: NewId<'_>) -> Result<ParticipantId, Refusal> {
        required(&new.name, "The name", "name")?;
        room_for(self.participants.len(), MOST_PARTICIPANTS, "people")?;
        let id = ParticipantId(new_id());
        let position = self.participants.iter().map(|p| p.position + 1).max().unwrap_or(0);
        let first_of_discipline = !self.participants.iter().any(|p| p.discipline == new.discipline);
        self.participants.put(Participant {
            id,
            name: new.name,
            discipline: new.discipline,
            attending: true,
            position,
            at_table: None,
        });
        self.set_roles(id, &new.roles);
        let team_name = Name::new(new.discipline.label()).unwrap_or_default();
        if first_of_discipline && !self.teams.iter().any(|t| t.name == team_name) {
            self.put_team(TeamId(new_id()), team_name);
        }
        Ok(id)
    }

    /// Changes a person.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Empty`].
    pub fn edit_participant(&mut self, id: ParticipantId, new: NewParticipant) -> Result<(), Refusal> {
        required(&new.name, "The name", "name")?;
        let person = self.participants.get_mut(&(id,)).ok_or(Refusal::NotFound { what: "person" })?;
        person.name = new.name;
        person.discipline = new.discipline;
        self.set_roles(id, &new.roles);
        Ok(())
    }

    /// Takes a person off the roster.
    ///
    /// # Errors
    /// [`Refusal::NotFound`]; [`Refusal::HasHandedIn`] once they have a ballot.
    pub fn remove_participant(&mut self, id: ParticipantId) -> Result<(), Refusal> {
        let person = self.participants.get(&(id,)).ok_or(Refusal::NotFound { what: "person" })?;
        let signed = self.objections.iter().any(|o| o.signed_by == Some(id));
        let decided = self.choices.iter().any(|c| c.decider_id == id);
        if signed || decided || self.round_marks.iter().any(|m| m.participant_id == id) {
            return Err(Refusal::HasHandedIn { name: person.name.to_string() });
        }
        self.participants.remove(&(id,));
        self.roles.retain(|r| r.participant_id != id);
        self.author_ties.retain(|t| t.participant_id != id);
        self.table_devices.retain(|device| device.participant_id != id);
        Ok(())
    }

    /// Says whether a person is in this sitting.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn mark_attendance(&mut self, id: ParticipantId, attending: Attendance) -> Result<(), Refusal> {
        let person = self.participants.get_mut(&(id,)).ok_or(Refusal::NotFound { what: "person" })?;
        person.attending = attending == Attendance::Here;
        Ok(())
    }

    /// Adds a team that owns inputs.
    ///
    /// # Errors
    /// [`Refusal::Empty`], [`Refusal::ListFull`].
    pub fn add_team(&mut self, name: Name, new_id: NewId<'_>) -> Result<TeamId, Refusal> {
        required(&name, "The team's name", "name")?;
        room_for(self.teams.len(), 60, "teams")?;
        let id = TeamId(new_id());
        self.put_team(id, name);
        Ok(id)
    }

    /// Takes a team out; inputs it owned lose their owner.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn remove_team(&mut self, id: TeamId) -> Result<(), Refusal> {
        self.teams.remove(&(id,)).ok_or(Refusal::NotFound { what: "team" })?;
        let owned: Vec<_> = self.input_metrics.iter().filter(|i| i.team_id == Some(id)).map(|i| i.id).collect();
        for input in owned {
            if let Some(input) = self.input_metrics.get_mut(&(input,)) {
                input.team_id = None;
            }
        }
        self.forget_in_contributions(|c| c.team_id == Some(id), |c| c.team_id = None);
        Ok(())
    }

    /// The people who score: contributors in this sitting. The facilitator abstains unless
    /// they are a contributor too.
    pub fn scorers(&self) -> impl Iterator<Item = &Participant> {
        self.participants.iter().filter(|p| p.attending && self.has_role(p.id, Role::Contributor))
    }

    /// Whether a person has a role.
    pub fn has_role(&self, id: ParticipantId, role: Role) -> bool {
        self.roles.contains(&(id, role))
    }

    /// The person who has the final say.
    pub fn decider(&self) -> Option<&Participant> {
        self.participants.iter().find(|p| self.has_role(p.id, Role::Decider))
    }

    /// Disciplines a cross-functional room should have and this one lacks (R11).
    pub fn missing_disciplines(&self) -> Vec<Discipline> {
        Discipline::EXPECTED
            .iter()
            .copied()
            .filter(|expected| !self.participants.iter().any(|p| p.discipline == *expected))
            .collect()
    }

    fn put_team(&mut self, id: TeamId, name: Name) {
        let position = self.teams.iter().map(|t| t.position + 1).max().unwrap_or(0);
        self.teams.put(Team { id, name, statement: Line::default(), no_input_because: Line::default(), position });
    }

    fn set_roles(&mut self, id: ParticipantId, roles: &[Role]) {
        self.roles.retain(|r| r.participant_id != id);
        for role in roles {
            if *role == Role::Decider {
                // One decider: naming another one takes the role from the first.
                self.roles.retain(|r| r.role != Role::Decider);
            }
            self.roles.put(ParticipantRole { participant_id: id, role: *role });
        }
    }
}

/// Whether a person is in this sitting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Attendance {
    /// In this sitting.
    Here,
    /// Not in this sitting; nobody waits for them.
    Absent,
}
