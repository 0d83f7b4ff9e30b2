//! Pages, assets and what stands around them.

use crate::harness::Server;
use axum::http::StatusCode;
use sync::chain::Hash;

#[tokio::test]
async fn the_worker_knows_its_build_and_what_to_keep() {
    let server = Server::start().await;
    let reply = server.get("/sw.js").await;
    let text = String::from_utf8(reply.body).unwrap();
    let build = &server.state.site.build;
    assert_eq!(reply.headers["cache-control"], "no-cache");
    assert_eq!(reply.headers["x-khongcho-build"], build.as_str());
    assert!(text.contains(&format!("\"{build}\"")), "{text}");
    assert!(
        text.contains(&format!("[\"/_shell\",\"/assets/{build}/boot.js\"]")),
        "{text}"
    );
}

#[tokio::test]
async fn an_asset_is_for_ever_under_its_build_only() {
    let server = Server::start().await;
    let reply = server
        .get(&format!("/assets/{}/boot.js", server.state.site.build))
        .await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(
        reply.headers["cache-control"]
            .to_str()
            .unwrap()
            .contains("immutable")
    );
    assert_eq!(
        server.get("/assets/0123456789abcdef/boot.js").await.status,
        StatusCode::NOT_FOUND
    );
    let outside = format!("/assets/{}/..%2Fserver.key", server.state.site.build);
    assert_eq!(server.get(&outside).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn pages_carry_a_policy_and_the_shell_is_empty() {
    let server = Server::start().await;
    for path in [
        "/",
        "/thu-tuc",
        "/thu-tuc/2.000815",
        "/ho-so",
        "/ho-so/moi?thu-tuc=2.000815",
        "/dong-bo",
    ] {
        let reply = server.get(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        let policy = reply.headers["content-security-policy"].to_str().unwrap();
        assert!(
            policy.contains("object-src 'none'") && !policy.contains("script-src 'unsafe"),
            "{policy}"
        );
        assert!(
            String::from_utf8(reply.body)
                .unwrap()
                .contains("data-start=\"hydrate\""),
            "{path}"
        );
    }
    let shell = String::from_utf8(server.get("/_shell").await.body).unwrap();
    assert!(shell.contains("data-start=\"mount\""), "{shell}");
    assert!(
        !shell.contains("<main"),
        "the browser fills the body: {shell}"
    );
}

#[tokio::test]
async fn an_unknown_address_says_so_with_a_page() {
    let server = Server::start().await;
    let reply = server.get("/khong-co-trang-nay").await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    let page = String::from_utf8(reply.body).unwrap();
    assert!(page.contains("data-start=\"hydrate\""), "{page}");
    assert!(reply.headers.contains_key("content-security-policy"));
}

#[tokio::test]
async fn the_catalogue_is_named_by_its_hash() {
    let server = Server::start().await;
    let manifest = server.get("/api/v1/catalogue").await.json();
    for part in ["list", "cards", "calendar", "forms", "review"] {
        let hash = manifest[part]["hash"].as_str().unwrap();
        let reply = server.get(&format!("/api/v1/catalogue/{hash}")).await;
        assert_eq!(Hash::of(&reply.body).to_string(), hash);
    }
    assert_eq!(
        server.get("/api/v1/catalogue/00").await.problem(),
        "not-found"
    );
    assert_eq!(server.get("/api/v1/nichts").await.problem(), "not-found");
}
