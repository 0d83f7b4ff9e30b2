//! The counter's values and rules.
//!
//! Everything here is pure: time, chance and identity enter as arguments (I10),
//! so that the same rule runs in the browser, on the server and in the
//! simulator. A new rule of law belongs in dated data first (I9); what stays in
//! code is the shape of the rule, never its figures.

#![forbid(unsafe_code)]

pub mod calendar;
pub mod cash;
pub mod catalogue;
pub mod civil;
pub mod deadline;
pub mod dossier;
pub mod fact;
pub mod fee;
pub mod form;
pub mod hybrid;
pub mod id;
pub mod instant;
pub mod officer;
pub mod print;
pub mod register;
pub mod review;
pub mod search;
pub mod service;
pub mod text;
pub mod visit;
