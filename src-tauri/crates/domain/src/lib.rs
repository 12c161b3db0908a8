//! The rules of a North Star workshop: nouns and laws, no I/O, no clock, no randomness.
//!
//! Read in this order: the nouns (each a flat row of the record), the record itself, what may
//! be done stage by stage ([`act`]), what must hold before a stage is left ([`exit_check`]),
//! what the ballots say ([`scoring`]), and what each surface receives ([`view`]).
#![doc = include_str!("../GLOSSARY.md")]

pub mod id;
pub mod leaves;
pub mod table;
pub mod text;
pub mod time;

pub mod ballot;
pub mod business_model;
pub mod cadence;
pub mod candidate;
pub mod challenge;
pub mod contribution;
pub mod criterion;
pub mod decision;
pub mod definition;
pub mod evidence;
pub mod example;
pub mod frame;
pub mod frame_words;
pub mod guardrail;
pub mod head;
pub mod input_tree;
pub mod participant;
pub mod pitfall;
pub mod stage;

pub mod act;
pub mod exit_check;
mod from_outside;
pub mod refusal;
pub mod workshop;

pub mod movement;
pub mod robustness;
pub mod scoring;
pub mod seating;
pub mod table_device;
pub mod talk;
pub mod tally;

pub mod view;
