//! The catalogue of procedures: what the law publishes, dated.
//!
//! One code is known from several sources, each a *layer* with its own versions:
//! the portal's full record ([`Record`]), a row of the national list
//! ([`ListRow`]) and the commune's facts ([`Facts`]). Layers are stored as
//! [`StoredLayer`]s and never overwritten; [`plan`] says what an import changes.
//! [`Procedure`] is what they say together on a given day, and
//! [`CatalogueList`] with its [`ProcedureCard`]s is what a device carries.
//!
//! A new source is a new [`LayerKind`], its type, and its place in
//! [`Procedure::merge`].

mod code;
mod day;
mod document;
mod facts;
mod layer;
mod list;
mod offline;
mod open;
mod procedure;
mod quantity;
mod record;
mod snapshot;

pub use code::ProcedureCode;
pub use day::serde_day;
pub use day::{day_of_millis, format_day, parse_day};
pub use document::with_kinds;
pub use facts::{Checklist, Facts, Paper};
pub use layer::{Change, Incoming, LayerKind, LayerVersion, StoredLayer, plan};
pub use list::ListRow;
pub use offline::{Offline, OfflineRule, Reach, offline};
pub use open::{ChannelKind, FeeKind, Level, State, TimeUnit};
pub use procedure::{Layer, Origin, Procedure};
pub use quantity::{Limit, Quantity};
pub use record::{
    Agencies, AgencyRole, Attachment, Case, Channel, Component, ComponentGroup, Decision, Fee,
    Flags, Named, OnlineLevel, Record, Returning, ServiceGroup, Step,
};
pub use snapshot::{CatalogueList, CatalogueRow, LimitText, ProcedureCard};
