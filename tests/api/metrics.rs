//! What Prometheus reads.

use crate::harness::{Device, Server, reply};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use server::metrics;

#[tokio::test]
async fn figures_tell_what_happened_and_what_waits() {
    let server = Server::start().await;
    let mut lan = Device::sign_in(&server, "lan", 1).await;
    let (first, missing, waits) = (lan.receive(1), lan.receive(2), lan.receive(3));
    lan.exchange(&server, 0, &[&first, &waits]).await;
    server.post_exchange(vec![]).await;
    let request = Request::get("/metrics").body(Body::empty()).unwrap();
    let metrics = metrics::router(server.state.clone());
    let reply = reply(metrics, request).await;
    assert_eq!(reply.status, StatusCode::OK);
    let text = String::from_utf8(reply.body).unwrap();
    let unit = &lan.unit;
    for line in [
        "khongcho_envelopes_total{ruling=\"accepted\"} 1".to_owned(),
        "khongcho_envelopes_total{ruling=\"held\"} 1".to_owned(),
        "khongcho_news_total 1".to_owned(),
        "khongcho_requests_total{method=\"POST\",route=\"/api/v1/exchange\",status=\"400\",problem=\"malformed\"} 1".to_owned(),
        "khongcho_request_seconds_count{route=\"/api/v1/exchange\"} 2".to_owned(),
        "khongcho_desk_free 512".to_owned(),
        "khongcho_hint_listeners 0".to_owned(),
        format!("khongcho_stream_head{{unit=\"{unit}\"}} 1"),
        format!("khongcho_held{{unit=\"{unit}\"}} 1"),
    ] {
        assert!(text.lines().any(|found| found == line), "{line} in {text}");
    }
    assert!(text.ends_with("# EOF\n"));
    lan.exchange(&server, 0, &[&missing]).await;
    let outside = server.get("/metrics").await;
    assert_eq!(
        outside.status,
        StatusCode::NOT_FOUND,
        "not where devices ask"
    );
}
