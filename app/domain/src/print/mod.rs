//! What is printed, on what, how often: so that a second print says that it is one.

mod form;
mod log;

pub use form::Form;
pub use log::{COPIES_MAX, Matter, Paper, PrintLog, Printing, Printout};
