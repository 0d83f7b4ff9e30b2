//! One page for each address.
//!
//! A page reads the [`crate::counter::Counter`], asks its host, and leaves the
//! looks to components. Its parts live in a folder of its name.

mod address;
mod appointment;
mod books;
mod bulk;
mod cases;
mod cash;
mod dossier;
mod dossiers;
mod hand_over;
mod home;
mod national;
mod new_dossier;
mod not_found;
mod print;
mod procedure;
mod procedures;
mod reconciliation;
mod review;
mod seal;
mod sync;
mod tracking;
mod typed;
mod visits;

use address::{
    dossier_address, form_address, print_address, procedure_address, redraft_address,
    search_address,
};

pub use books::{BookPage, BooksPage};
pub use cash::CashPage;
pub use dossier::DossierPage;
pub use dossiers::DossiersPage;
pub use hand_over::HandOverPage;
pub use home::HomePage;
pub use new_dossier::{NewDossierPage, RedraftPage};
pub use not_found::NotFoundPage;
pub use print::PrintPage;
pub use procedure::ProcedurePage;
pub use procedures::ProceduresPage;
pub use reconciliation::ReconciliationPage;
pub use review::ReviewPage;
pub use seal::{SealPage, StatusPage};
pub use sync::SyncPage;
pub use tracking::TrackingPage;
pub use visits::VisitsPage;
