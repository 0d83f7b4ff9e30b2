//! Is it there, can it work.

use super::Problem;
use crate::state::AppState;
use axum::extract::State;
use storage::Access;

/// The process answers.
pub(super) async fn alive() -> &'static str {
    "ok\n"
}

/// The database answers too.
pub(super) async fn ready(State(state): State<AppState>) -> Result<&'static str, Problem> {
    state.storage.begin(Access::Read).await?.units().await?;
    Ok("ready\n")
}
