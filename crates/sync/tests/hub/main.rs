//! The endpoint as a function of its calls: tablets come with changes, and what they get is right.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod budget;
mod check;
mod conflicts;
mod funnel;
mod joining;
mod joins;
mod kit;
mod laws;
mod lists;
mod moves;
mod orders;
mod ordinary;
mod past;
mod people;
mod photos;
mod private;
mod pushes;
mod restore;
mod rights;
mod services;
