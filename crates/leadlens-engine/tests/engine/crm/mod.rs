//! Simulated CRMs, written from what their documents say: each loads its own export, refuses what the real one refuses and applies all files of
//! a merge plan. Afterwards it holds every person once, with the values of the list of people.

mod bad_input;
mod cases;
mod dynamics;
mod hubspot;
mod marketo;
mod refusals;
mod salesforce;
mod simulation;
