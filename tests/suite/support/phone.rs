//! A device of a person's own, at the same door as the room's router.

use super::Laptop;
use serde_json::{Value, json};
use sextant_api::SeatAnswer;
use sextant_api::command::{Envelope, SeatCommand};
use sextant_api::error::ApiError;
use sextant_api::room::{JoinRequest, SeatKey};
use sextant_domain::id::WorkshopId;
use std::sync::{Arc, mpsc};
use uuid::Uuid;

/// A phone with the key of its seat.
#[derive(Clone)]
pub(crate) struct Phone {
    pub(crate) key: SeatKey,
}

/// The workshop's id as the core knows it.
pub(crate) fn workshop(laptop: &Laptop) -> WorkshopId {
    WorkshopId(Uuid::parse_str(&laptop.id).expect("an id"))
}

impl Phone {
    /// A device that nobody knows yet.
    pub(crate) fn new(place: u64) -> Self {
        Self { key: SeatKey(format!("{place:064x}")) }
    }

    /// Asks for a seat.
    pub(crate) fn try_join(&self, laptop: &Laptop, name: &str) -> Result<(), ApiError> {
        let request = json!({ "name": name, "discipline": "sales", "watch": false });
        let request: JoinRequest = serde_json::from_value(request).expect("a request");
        laptop.door().api().join(workshop(laptop), self.key.clone(), request)
    }

    /// Sits down as somebody.
    pub(crate) fn joined(laptop: &Laptop, place: u64, name: &str) -> Self {
        let phone = Self::new(place);
        phone.try_join(laptop, name).unwrap_or_else(|error| panic!("{name}: {error}"));
        phone
    }

    /// Sends a command without waiting for its answer: what the seat shows once it is kept, or why it is not.
    pub(crate) fn send_off(
        &self,
        laptop: &Laptop,
        command: &Value,
        done: impl FnOnce(Result<Arc<str>, ApiError>) + Send + 'static,
    ) {
        self.send_off_as(laptop, &laptop.new_id(), command, done);
    }

    fn send_off_as(
        &self,
        laptop: &Laptop,
        id: &str,
        command: &Value,
        done: impl FnOnce(Result<Arc<str>, ApiError>) + Send + 'static,
    ) {
        let mut done = Some(done);
        self.send_and_hear(laptop, id, command, move |answer| {
            let outcome = match answer {
                SeatAnswer::Kept => return,
                SeatAnswer::Refused(error) => Err(error),
                SeatAnswer::Shows(own) => Ok(own),
            };
            done.take().expect("one outcome for one command")(outcome);
        });
    }

    /// Sends a command and hears each of its answers.
    pub(crate) fn send_and_hear(
        &self,
        laptop: &Laptop,
        id: &str,
        command: &Value,
        heard: impl FnMut(SeatAnswer) + Send + 'static,
    ) {
        let envelope = json!({ "id": id, "command": command });
        let envelope: Envelope<SeatCommand> = serde_json::from_value(envelope).expect("a seat's command");
        laptop.door().api().send_from_seat(workshop(laptop), self.key.clone(), envelope, Box::new(heard));
    }

    /// Sends a command under an id of one's own.
    pub(crate) fn send_as(&self, laptop: &Laptop, id: &str, command: &Value) -> Result<Value, ApiError> {
        let (answer, answered) = mpsc::channel();
        self.send_off_as(laptop, id, command, move |result| answer.send(result).expect("the test waits"));
        let own = answered.recv().expect("every command is answered")?;
        Ok(serde_json::from_str(&own).expect("a view is JSON"))
    }

    /// Sends a command.
    pub(crate) fn try_send(&self, laptop: &Laptop, command: &Value) -> Result<Value, ApiError> {
        self.send_as(laptop, &laptop.new_id(), command)
    }

    /// Sends a command, and it is done.
    pub(crate) fn send(&self, laptop: &Laptop, command: Value) -> Value {
        self.try_send(laptop, &command).unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// What every seat shows, and what this one shows beside it, as they are sent.
    pub(crate) fn screens(&self, laptop: &Laptop) -> (String, String) {
        let (answer, answered) = mpsc::channel();
        let done = Box::new(move |result| answer.send(result).expect("the test waits"));
        laptop.door().api().seat_screens(workshop(laptop), vec![self.key.clone()], done);
        let screens = answered.recv().expect("an answer").expect("the workshop is there");
        (screens.room.to_string(), screens.own[0].1.to_string())
    }

    /// What this seat shows of its own.
    pub(crate) fn own(&self, laptop: &Laptop) -> Value {
        serde_json::from_str(&self.screens(laptop).1).expect("a view is JSON")
    }

    /// What every seat shows.
    pub(crate) fn room(&self, laptop: &Laptop) -> Value {
        serde_json::from_str(&self.screens(laptop).0).expect("a view is JSON")
    }

    /// A whole ballot for what is asked now: one mark for each cell, by its place.
    pub(crate) fn ballot(&self, laptop: &Laptop, mark: impl Fn(usize) -> (&'static str, String)) -> Value {
        let room = self.room(laptop);
        let mut scores = Vec::new();
        for candidate in room["task"]["candidates"].as_array().expect("the seat is asked to score") {
            for criterion in candidate["criteria"].as_array().expect("criteria") {
                let (level, reason) = mark(scores.len());
                scores.push(json!({
                    "candidateId": candidate["id"], "criterion": criterion, "level": level, "reason": reason,
                }));
            }
        }
        json!({ "type": "submit_ballot", "scores": scores })
    }
}

/// Everybody of the play on a phone of their own.
pub(crate) fn everybody(laptop: &Laptop) -> Vec<Phone> {
    let names = super::play::PEOPLE.iter().zip(1..);
    names.map(|(name, place)| Phone::joined(laptop, place, name)).collect()
}
