//! One page for each address.

mod dossier;
mod dossiers;
mod home;
mod new_dossier;
mod not_found;
mod procedure;
mod procedures;
mod sync;

pub use dossier::DossierPage;
pub use dossiers::DossiersPage;
pub use home::HomePage;
pub use new_dossier::NewDossierPage;
pub use not_found::NotFoundPage;
pub use procedure::ProcedurePage;
pub use procedures::ProceduresPage;
pub use sync::SyncPage;
