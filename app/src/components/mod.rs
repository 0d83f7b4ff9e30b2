//! Parts of pages: values in, events out.
//!
//! A component knows the texts and the values it is given; only those of the
//! frame (header, sign-in, update banner) ask the host.

mod account;
mod count_field;
mod dossier_row;
mod due_badge;
mod empty;
mod fact;
mod frame;
mod gate;
mod highlight;
mod icon;
mod language_switch;
mod loading;
mod main_nav;
mod obstacle;
mod offline_note;
mod page_title;
mod print_head;
mod procedure_row;
mod qr_code;
mod saved_notice;
mod search_box;
mod sign_in;
mod site_header;
mod stage_badge;
mod sync_state;
mod text_field;
mod update_banner;

pub use account::Account;
pub use count_field::CountField;
pub use dossier_row::DossierItem;
pub use due_badge::DueBadge;
pub use empty::Empty;
pub use fact::Fact;
pub use frame::Frame;
pub use gate::OfficersOnly;
pub use highlight::Highlight;
pub use icon::{Icon, Shape};
pub use language_switch::LanguageSwitch;
pub use loading::Loading;
pub use main_nav::MainNav;
pub use obstacle::ObstacleNotice;
pub use offline_note::OfflineNote;
pub use page_title::PageTitle;
pub use print_head::PrintHead;
pub use procedure_row::ProcedureItem;
pub use qr_code::QrCode;
pub use qr_code::drawing as qr_drawing;
pub use saved_notice::SavedNotice;
pub use search_box::SearchBox;
pub use sign_in::SignIn;
pub use site_header::SiteHeader;
pub use stage_badge::StageBadge;
pub use sync_state::{StateTone, StateWords, SyncState, state_words};
pub use text_field::TextField;
pub use update_banner::UpdateBanner;
