//! The in-memory backend and the contract that every backend passes.

#[expect(
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    reason = "a story fails or panics when the backend breaks the contract"
)]
mod administration;
#[expect(
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    reason = "a story fails or panics when the backend breaks the contract"
)]
mod attachment_stories;
#[expect(
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    reason = "a story fails or panics when the backend breaks the contract"
)]
mod baseline_stories;
#[expect(
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    reason = "a story fails or panics when the backend breaks the contract"
)]
mod cash_stories;
#[expect(
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    reason = "a story fails or panics when the backend breaks the contract"
)]
mod contract;
#[expect(
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    reason = "a story fails or panics when the backend breaks the contract"
)]
mod ledger_stories;
#[expect(
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    reason = "a story fails or panics when the backend breaks the contract"
)]
mod likeness_stories;
#[expect(
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    reason = "a story fails or panics when the backend breaks the contract"
)]
mod limit_stories;
mod memory;
#[expect(
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    reason = "a pen fails when the backend breaks the contract"
)]
mod pen;
#[expect(
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    reason = "a story fails or panics when the backend breaks the contract"
)]
mod review_stories;
#[expect(
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    reason = "a story fails or panics when the backend breaks the contract"
)]
mod visit_stories;

pub use administration::*;
pub use attachment_stories::*;
pub use baseline_stories::*;
pub use cash_stories::*;
pub use contract::*;
pub use ledger_stories::*;
pub use likeness_stories::*;
pub use limit_stories::*;
pub use memory::Memory;
pub use pen::{EVERYTHING, Pen, dossier, policy, received, registrar, supervisor};
pub use review_stories::*;
pub use visit_stories::*;
