//! `GET /api/v1/dossiers/{id}/papers/{form}`: a paper of a dossier as PDF, for whoever
//! wants a file rather than a printer.

use super::{Problem, session};
use crate::papers::{self, Around, DrawError, PaperError, Wanted};
use crate::state::AppState;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HOST};
use axum::response::IntoResponse;
use domain::catalogue::{ProcedureCard, ProcedureCode, Reach};
use domain::form::{COPIES_MAX, Form, Paper};
use domain::id::DossierId;
use serde::Deserialize;
use storage::Access;
use sync::codec::from_cbor;
use uuid::Uuid;

/// How it is printed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Choice {
    #[serde(default)]
    paper: Paper,
    #[serde(default = "one")]
    copies: u32,
    /// How often it was printed before: the device may know more than has come here.
    before: Option<u32>,
}

fn one() -> u32 {
    1
}

/// Draws the paper.
pub(super) async fn pdf(
    State(state): State<AppState>,
    Path((id, form)): Path<(String, String)>,
    choice: Result<Query<Choice>, QueryRejection>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    let (unit, _) = session::current(&state, &headers).await?;
    let Query(choice) = choice.map_err(|error| Problem::Malformed(error.body_text()))?;
    if !(1..=COPIES_MAX).contains(&choice.copies) {
        let told = format!("copies are 1 to {COPIES_MAX}");
        return Err(Problem::Impossible(told));
    }
    let wanted = Wanted {
        form: Form::from_key(&form).ok_or(Problem::NotFound)?,
        paper: choice.paper,
        copies: choice.copies,
        before: choice.before,
    };
    let id = DossierId(Uuid::parse_str(&id).map_err(|_| Problem::NotFound)?);
    // Before anything is read: what waits holds nothing.
    let _place = state.drawing.try_acquire().map_err(|_| Problem::Busy)?;
    let mut tx = state.storage.begin(Access::Read).await?;
    let units = tx.units().await?.into_iter();
    let unit = units.into_iter().find(|it| it.id == unit);
    let unit = unit.ok_or(Problem::NotFound)?;
    let found = tx.dossiers(&unit.id, &[id], &[]).await?;
    let dossier = found.into_values().next().ok_or(Problem::NotFound)?;
    let snapshot = state.snapshot();
    let site = site(&snapshot.local.forms.site, &state, &headers);
    let around = Around {
        forms: &snapshot.local.forms,
        site: &site,
        reach: reach(&snapshot.cards.plain, &dossier.received.procedure.code)?,
        key: &state.key,
        now: (state.clock)(),
    };
    let html = papers::html(&mut *tx, &unit, &dossier, &wanted, &around).await?;
    // A browser takes its time; the database is not held for it.
    drop(tx);
    let pdf = state.browser.pdf(&html).await?;
    let name = format!(
        "attachment; filename=\"{}-{}.pdf\"",
        wanted.form.key(),
        dossier.received.code
    );
    let headers = [
        (CONTENT_TYPE, "application/pdf".to_owned()),
        (CONTENT_DISPOSITION, name),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, pdf))
}

/// Where a citizen's phone finds the status page: the public address, or else the one that
/// the officer's browser asked, as on papers that it prints itself.
fn site(public: &str, state: &AppState, headers: &HeaderMap) -> String {
    if !public.is_empty() {
        return public.to_owned();
    }
    let scheme = if state.secure_cookies {
        "https"
    } else {
        "http"
    };
    let asked = headers.get(HOST).and_then(|host| host.to_str().ok());
    let of_host = |sign: char| sign.is_ascii_alphanumeric() || ".-:[]".contains(sign);
    match asked.filter(|host| host.chars().all(of_host)) {
        Some(host) => format!("{scheme}://{host}"),
        None => String::new(),
    }
}

/// How far a procedure goes without a network, as devices are told.
fn reach(cards: &[u8], code: &ProcedureCode) -> Result<Option<Reach>, Problem> {
    let cards: Vec<ProcedureCard> = from_cbor(cards).map_err(anyhow::Error::from)?;
    let card = cards.into_iter().find(|card| card.code == *code);
    Ok(card.and_then(|card| Some(card.offline?.reach)))
}

impl From<PaperError> for Problem {
    fn from(error: PaperError) -> Self {
        match error {
            PaperError::NotYet | PaperError::NoTemplate | PaperError::OtherPaper => {
                Self::Impossible(error.to_string())
            }
            PaperError::Internal(error) => Self::Internal(error),
        }
    }
}

impl From<DrawError> for Problem {
    fn from(error: DrawError) -> Self {
        match error {
            DrawError::NoBrowser(_) => Self::NoBrowser,
            DrawError::Endless(_) | DrawError::Failed { .. } | DrawError::Between(_) => {
                Self::Internal(error.into())
            }
        }
    }
}
