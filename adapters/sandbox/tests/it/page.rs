//! The page's files: all there, sent with the headers that protect them, and free of markup from
//! text.

use axum::body::Body;
use axum::http::Request;

use crate::kit::{Sandbox, text};

async fn file(sandbox: &Sandbox, path: &str) -> String {
    let response = sandbox.call(Request::get(path).body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), 200, "{path}");
    let policy = response.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("unsafe"),
        "{path}: {policy}"
    );
    assert_eq!(response.headers()["x-content-type-options"], "nosniff", "{path}");
    text(response).await
}

/// What separates `from` and the next double quote, at each place.
fn quoted<'a>(content: &'a str, from: &str) -> Vec<&'a str> {
    content.split(from).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[tokio::test]
async fn every_file_the_page_names_is_served() {
    let sandbox = Sandbox::new();
    let html = file(&sandbox, "/").await;
    let mut waiting: Vec<String> =
        quoted(&html, "\"/assets/").iter().map(|name| format!("/assets/{name}")).collect();
    let mut served = Vec::new();
    while let Some(path) = waiting.pop() {
        if served.contains(&path) {
            continue;
        }
        let content = file(&sandbox, &path).await;
        waiting.extend(quoted(&content, "from \"./").iter().map(|name| format!("/assets/{name}")));
        served.push(path);
    }
    assert!(served.len() > 15, "{served:?}");
}

#[tokio::test]
async fn no_script_turns_text_into_markup_and_none_stands_in_the_page() {
    let sandbox = Sandbox::new();
    let html = file(&sandbox, "/").await;
    assert!(!html.contains("onclick") && !html.contains(" style="), "inline code or style");
    assert_eq!(
        html.matches("<script").count(),
        html.matches("<script type=\"module\" src=").count()
    );
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/page")).unwrap() {
        let path = entry.unwrap().path();
        let content = std::fs::read_to_string(&path).unwrap();
        for banned in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("] {
            assert!(!content.contains(banned), "{banned} in {}", path.display());
        }
    }
}
