//! Hints that a unit's stream has grown, as server-sent events. A hint says how far, where
//! that is known: whoever is there already, as the device that sent it, asks for nothing.

use super::{Problem, session};
use crate::state::AppState;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, StreamExt, stream};
use std::convert::Infallible;
use std::time::Duration;
use sync::ruling::Position;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;

/// Shorter than the patience of mobile networks with a silent connection.
const KEEP_ALIVE: Duration = Duration::from_secs(20);

/// How soon a browser looks for a server that went away.
const RECONNECT: Duration = Duration::from_secs(3);

/// The hints for the session's unit, until the client leaves or the server stops.
pub(super) async fn hints(
    State(state): State<AppState>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let (unit, _) = session::current(&state, &headers).await?;
    let hints = BroadcastStream::new(state.hints.subscribe()).filter_map(move |hint| {
        let head = match hint {
            Ok(hint) => (hint.unit == unit).then_some(hint.head),
            // Having fallen behind is a hint in itself.
            Err(BroadcastStreamRecvError::Lagged(_)) => Some(None),
        };
        // Browsers pass over an event without data, so it always says something.
        let data = |head: Option<Position>| head.map_or_else(|| "more".into(), |at| at.to_string());
        let news = |head| Ok(Event::default().event("news").data(data(head)));
        std::future::ready(head.map(news))
    });
    let first = Event::default().retry(RECONNECT).comment("hello");
    let mut closing = state.closing.subscribe();
    let stopping = async move { drop(closing.wait_for(|closing| *closing).await) };
    let listening = state.metrics.listener();
    let hints = stream::once(std::future::ready(Ok(first)))
        .chain(hints)
        .take_until(stopping)
        .inspect(move |_| {
            let _counted = &listening;
        });
    Ok(Sse::new(hints).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}
