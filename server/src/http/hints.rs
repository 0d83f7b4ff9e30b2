//! Hints that a unit's stream has grown, as server-sent events. A hint carries
//! nothing: whoever hears it asks for an exchange.

use super::{Problem, session};
use crate::state::AppState;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::{Stream, StreamExt, stream};
use std::convert::Infallible;
use std::time::Duration;
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
        // Having fallen behind is a hint in itself. Browsers pass over an event
        // without data, so it says something.
        let news = match hint {
            Ok(hinted) => hinted == unit,
            Err(BroadcastStreamRecvError::Lagged(_)) => true,
        };
        std::future::ready(news.then(|| Ok(Event::default().event("news").data("more"))))
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
