//! Figures for Prometheus: what is counted as it happens, and what is looked up
//! when it is asked for.

use crate::http::ProblemKind;
use crate::state::AppState;
use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use std::time::Instant as Stopwatch;
use storage::overview::{self, AsideCounts};
use storage::{Access, StorageError};
use sync::ruling::Ruling;

const PREFIX: &str = "khongcho";
/// Seconds: from an exchange on a quiet machine to what a device gives up after.
const SECONDS: [f64; 11] = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0, 120.0,
];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    method: String,
    route: String,
    status: u16,
    /// The kind of problem, empty for none.
    problem: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RulingLabels {
    ruling: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct UnitLabels {
    unit: String,
}

/// What is counted as it happens.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    seconds: Family<RouteLabels, Histogram>,
    envelopes: Family<RulingLabels, Counter>,
    news: Counter,
    bytes_in: Counter,
    bytes_out: Counter,
    listeners: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix(PREFIX),
            requests: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(SECONDS)),
            envelopes: Family::default(),
            news: Counter::default(),
            bytes_in: Counter::default(),
            bytes_out: Counter::default(),
            listeners: Gauge::default(),
        };
        let registry = &mut metrics.registry;
        registry.register("requests", "Requests answered", metrics.requests.clone());
        registry.register(
            "request_seconds",
            "Time to an answer",
            metrics.seconds.clone(),
        );
        registry.register(
            "envelopes",
            "Envelopes by ruling",
            metrics.envelopes.clone(),
        );
        registry.register("news", "Events sent to devices", metrics.news.clone());
        registry.register(
            "exchange_in_bytes",
            "Requests unpacked",
            metrics.bytes_in.clone(),
        );
        registry.register("exchange_out_bytes", "Answers", metrics.bytes_out.clone());
        registry.register(
            "hint_listeners",
            "Open streams of hints",
            metrics.listeners.clone(),
        );
        metrics
    }
}

impl Metrics {
    /// Counts an exchange that was committed.
    pub fn exchanged(&self, rulings: &[Ruling], news: u64, bytes_in: usize, bytes_out: usize) {
        for ruling in rulings {
            let ruling = match ruling {
                Ruling::Accepted { .. } => "accepted",
                Ruling::Duplicate { .. } => "duplicate",
                Ruling::Held { .. } => "held",
                Ruling::Refused { .. } => "refused",
                Ruling::Quarantined { .. } => "quarantined",
            };
            self.envelopes.get_or_create(&RulingLabels { ruling }).inc();
        }
        self.news.inc_by(news);
        self.bytes_in.inc_by(bytes_in as u64);
        self.bytes_out.inc_by(bytes_out as u64);
    }

    /// Counts a listener for hints until the result is dropped.
    pub fn listener(&self) -> Listening {
        self.listeners.inc();
        Listening(self.listeners.clone())
    }
}

/// A listener for hints.
#[derive(Debug)]
pub struct Listening(Gauge);

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// Counts and times every request.
#[expect(
    clippy::disallowed_methods,
    reason = "how long it took, which no rule depends on"
)]
pub(crate) async fn observe(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    let begun = Stopwatch::now();
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("other", MatchedPath::as_str).to_owned();
    let method = request.method().to_string();
    let response = next.run(request).await;
    let kind = response.extensions().get::<ProblemKind>();
    let labels = RequestLabels {
        method,
        route: route.clone(),
        status: response.status().as_u16(),
        problem: kind.map_or("", |kind| kind.0),
    };
    let metrics = &state.metrics;
    metrics.requests.get_or_create(&labels).inc();
    let seconds = metrics.seconds.get_or_create(&RouteLabels { route });
    seconds.observe(begun.elapsed().as_secs_f64());
    response
}

/// What the metrics' own address answers: nothing but `/metrics`.
pub fn router(state: AppState) -> Router {
    Router::new()
        .route("/metrics", get(scrape))
        .with_state(state)
}

async fn scrape(State(state): State<AppState>) -> Response {
    match text(&state).await {
        Ok(text) => {
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(CONTENT_TYPE, kind)], text).into_response()
        }
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "metrics.failed");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

async fn text(state: &AppState) -> anyhow::Result<String> {
    let now = look(state).await?;
    let mut text = String::new();
    encode_registry(&mut text, &state.metrics.registry)?;
    encode_registry(&mut text, &now)?;
    encode_eof(&mut text)?;
    Ok(text)
}

/// The figures that are looked up.
async fn look(state: &AppState) -> Result<Registry, StorageError> {
    let mut tx = state.storage.begin(Access::Read).await?;
    let units = overview::units(&mut *tx).await?;
    let size = tx.size_bytes().await?;
    drop(tx);
    let mut registry = Registry::with_prefix(PREFIX);
    let mut one = |name: &str, help: &str, value: usize| {
        let gauge = Gauge::<i64>::default();
        gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
        registry.register(name, help, gauge);
    };
    let connections = state.storage.connections();
    one(
        "desk_free",
        "Exchanges that could begin now",
        state.desk.available_permits(),
    );
    one(
        "memory_free_kib",
        "Room for requests' bodies",
        state.memory.available_permits(),
    );
    one("database_connections", "Open connections", connections.open);
    one(
        "database_connections_idle",
        "Of them at rest",
        connections.idle,
    );
    one(
        "database_bytes",
        "Size of the database",
        usize::try_from(size).unwrap_or(usize::MAX),
    );
    let mut each = |name: &str, help: &str, value: fn(&overview::UnitOverview) -> u64| {
        let family = Family::<UnitLabels, Gauge>::default();
        for seen in &units {
            let unit = seen.unit.id.0.clone();
            let value = i64::try_from(value(seen)).unwrap_or(i64::MAX);
            family.get_or_create(&UnitLabels { unit }).set(value);
        }
        registry.register(name, help, family);
    };
    each("stream_head", "Events in the unit's stream", |seen| {
        seen.head
    });
    each("devices", "Registered devices", |seen| {
        seen.devices.len() as u64
    });
    each(
        "backlog",
        "Envelopes that waited on devices when they were last heard of",
        backlog,
    );
    each(
        "held",
        "Envelopes that wait for an earlier one or for their dossier",
        |seen| asides(seen).held,
    );
    each("refused", "Envelopes refused", |seen| asides(seen).refused);
    let contradict = "Envelopes that contradict";
    each("quarantined", contradict, |seen| asides(seen).quarantined);
    let heard = "When a device of the unit was last heard of";
    each("last_contact_ms", heard, last_contact_ms);
    Ok(registry)
}

fn last_contact_ms(unit: &overview::UnitOverview) -> u64 {
    let contacts = unit
        .devices
        .iter()
        .filter_map(|device| device.record.last_contact);
    let times = contacts.map(|contact| contact.at.0);
    times.max().map_or(0, i64::cast_unsigned)
}

fn backlog(unit: &overview::UnitOverview) -> u64 {
    let devices = unit.devices.iter();
    devices.map(|device| device.record.backlog()).sum()
}

fn asides(unit: &overview::UnitOverview) -> AsideCounts {
    let counts = unit.devices.iter().map(|device| device.asides);
    counts.fold(AsideCounts::default(), AsideCounts::plus)
}
