//! D7: the protocol between devices and the core on a network that drops, doubles, reorders and
//! parts, and a core that crashes. Every command acts exactly once, everybody ends in the same
//! state, and nobody receives what is sealed. A failure prints its seed.

use crate::support::Laptop;
use crate::support::phone::{Phone, everybody};
use crate::support::play::{Play, sentence};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::LazyLock;

/// How many seeds; many more when asked to take its time.
fn seeds() -> u64 {
    if std::env::var_os("SEXTANT_PROVE").is_some() { 20_000 } else { 500 }
}

static BEGINNINGS: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    ["write", "score"].map(|stage| {
        let laptop = Laptop::new();
        Play { channel: "own_device", ..Play::default() }.to(&laptop, stage);
        laptop.file()
    })
});

/// Whether the core knows a command again when it comes twice.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deduplication {
    On,
    /// Every delivery is taken for a new command: what a core without it would do.
    Off,
}

/// A device with what it still has to send. It sends one command after the other, and the same
/// one again until it is answered.
struct Device {
    phone: Phone,
    waiting: VecDeque<(String, Value)>,
    /// Out of reach until this beat.
    away_until: u32,
}

/// Something on its way.
#[derive(Clone)]
enum Packet {
    Command { device: usize, id: String, command: Value },
    Answer { device: usize, id: String },
}

struct Network {
    laptop: Laptop,
    devices: Vec<Device>,
    on_the_way: Vec<Packet>,
    dice: StdRng,
    beat: u32,
    deduplication: Deduplication,
}

fn secret(device: usize, place: usize) -> String {
    format!("swift{device}wing{place}end")
}

impl Network {
    fn new(seed: u64, deduplication: Deduplication) -> Self {
        let mut dice = StdRng::seed_from_u64(seed);
        let marking = seed % 2 == 1;
        let laptop = Laptop::with(&BEGINNINGS[usize::from(marking)]);
        if marking {
            laptop.send(json!({ "type": "open_round", "scope": "gates_only" }));
        }
        let phones = everybody(&laptop);
        let devices = phones.into_iter().enumerate().map(|(device, phone)| {
            let commands = (0..dice.random_range(1..4)).map(|place| {
                let reason = secret(device, place);
                let command = if marking {
                    let level = ["0", "1", "2", "3"][(device + place) % 4];
                    phone.ballot(&laptop, |_| (level, reason.clone()))
                } else {
                    json!({ "type": "add_candidate", "sentence": sentence(&reason) })
                };
                (laptop.new_id(), command)
            });
            Device { waiting: commands.collect(), phone, away_until: 0 }
        });
        let devices = devices.collect();
        Self { devices, laptop, on_the_way: Vec::new(), dice, beat: 0, deduplication }
    }

    /// Lets everything happen until every device has its answers, then lets what is late arrive.
    fn run(&mut self) {
        while self.devices.iter().any(|device| !device.waiting.is_empty()) {
            self.beat += 1;
            assert!(self.beat < 5_000, "it never ends");
            self.happens();
        }
        while !self.on_the_way.is_empty() {
            self.deliver();
        }
    }

    fn happens(&mut self) {
        match self.dice.random_range(0..100) {
            0 => {
                // The power goes: what is on its way is lost, what was acknowledged is not.
                self.laptop.reopen();
                self.on_the_way.clear();
            }
            1..4 => {
                let device = self.dice.random_range(0..self.devices.len());
                self.devices[device].away_until = self.beat + self.dice.random_range(5..40);
            }
            4..45 => self.somebody_sends(),
            45..55 if !self.on_the_way.is_empty() => {
                let place = self.dice.random_range(0..self.on_the_way.len());
                self.on_the_way.swap_remove(place);
            }
            55..65 if !self.on_the_way.is_empty() => {
                let place = self.dice.random_range(0..self.on_the_way.len());
                self.on_the_way.push(self.on_the_way[place].clone());
            }
            _ => self.deliver(),
        }
    }

    fn somebody_sends(&mut self) {
        let device = self.dice.random_range(0..self.devices.len());
        if let Some((id, command)) = self.devices[device].waiting.front().cloned() {
            self.on_the_way.push(Packet::Command { device, id, command });
        }
    }

    /// Any packet may be the next one.
    fn deliver(&mut self) {
        if self.on_the_way.is_empty() {
            return;
        }
        let place = self.dice.random_range(0..self.on_the_way.len());
        let packet = self.on_the_way.swap_remove(place);
        let (Packet::Command { device, .. } | Packet::Answer { device, .. }) = &packet;
        if self.devices[*device].away_until > self.beat {
            return;
        }
        match packet {
            Packet::Command { device, id, command } => {
                let known = match self.deduplication {
                    Deduplication::On => id.clone(),
                    Deduplication::Off => self.laptop.new_id(),
                };
                let answer = self.devices[device].phone.send_as(&self.laptop, &known, &command);
                let own = answer.unwrap_or_else(|error| panic!("a command was refused: {error}"));
                self.receives(device, &own.to_string());
                self.on_the_way.push(Packet::Answer { device, id });
            }
            Packet::Answer { device, id } => {
                let waiting = &mut self.devices[device].waiting;
                if waiting.front().is_some_and(|(first, _)| *first == id) {
                    waiting.pop_front();
                }
            }
        }
    }

    /// Nobody receives what somebody else wrote.
    fn receives(&self, device: usize, text: &str) {
        let (room, _) = self.devices[device].phone.screens(&self.laptop);
        for other in (0..self.devices.len()).filter(|other| *other != device) {
            let theirs = format!("swift{other}wing");
            assert!(!text.contains(&theirs) && !room.contains(&theirs), "a word of another reached a device");
        }
    }

    /// What is wrong in the end; nothing when everything acted once.
    fn wrong(&self, sent: &[usize]) -> Option<String> {
        let rooms: Vec<Value> = self.devices.iter().map(|d| d.phone.room(&self.laptop)).collect();
        if rooms.windows(2).any(|pair| pair[0] != pair[1]) {
            return Some("two devices show different rooms".to_owned());
        }
        for (device, count) in sent.iter().enumerate() {
            let own = self.devices[device].phone.own(&self.laptop);
            let written: Vec<&str> =
                own["candidates"].as_array().into_iter().flatten().filter_map(|c| c["text"].as_str()).collect();
            let marked = own["ballot"][0]["reason"].as_str();
            match marked {
                Some(reason) if reason != secret(device, count - 1) => {
                    return Some(format!("device {device}: an older ballot took the place of a newer one"));
                }
                None if written.len() != *count => {
                    return Some(format!("device {device}: {} candidates where {count} were sent", written.len()));
                }
                Some(_) | None => {}
            }
        }
        None
    }
}

fn outcome(seed: u64, deduplication: Deduplication) -> Option<String> {
    let mut network = Network::new(seed, deduplication);
    let sent: Vec<usize> = network.devices.iter().map(|device| device.waiting.len()).collect();
    network.run();
    network.wrong(&sent)
}

#[test]
fn d7_without_deduplication_the_simulation_fails() {
    let failed = (0..40).filter(|seed| outcome(*seed, Deduplication::Off).is_some()).count();
    assert!(failed > 20, "only {failed} of 40 seeds show that something acted twice");
}

#[test]
fn d7_every_command_acts_once_on_a_network_that_drops_doubles_reorders_and_parts() {
    let count = seeds();
    for seed in 0..count {
        if let Some(wrong) = outcome(seed, Deduplication::On) {
            panic!("seed {seed}: {wrong}");
        }
    }
    println!("D7: {count} seeds, 0 bad");
}
