//! Keeps other sites' pages from speaking in the sandbox, and the sandbox's own page from being
//! misused.
//!
//! There is no login, so a browser that can reach the port is the only key. A foreign page must not
//! use it: neither by a request across origins, nor by a name of its own that resolves to loopback.

use std::net::IpAddr;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::error::ApiError;

/// Only our own files; no inline script, no frame around us, nothing sent elsewhere.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const SECURITY_HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

pub(super) async fn add_security_headers(mut response: Response) -> Response {
    for (name, value) in SECURITY_HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

pub(super) async fn same_site_only(request: Request, next: Next) -> Response {
    let host = text(request.headers(), &header::HOST).unwrap_or_default();
    if !is_local_name(host_name(host)) {
        let sentence = "The sandbox answers to addresses, to localhost and to names without a dot, so that \
            no foreign name can be pointed at it. Open it by its address.";
        return ApiError::forbidden("wrong_host", sentence).into_response();
    }
    if request.method() != Method::GET && is_foreign(request.headers(), host) {
        let sentence = "Only the sandbox's own page may send this.";
        return ApiError::forbidden("wrong_site", sentence).into_response();
    }
    next.run(request).await
}

/// Whether a browser says that another site's page sends this. Programs send neither header.
fn is_foreign(headers: &HeaderMap, host: &str) -> bool {
    let from_elsewhere = text(headers, &HeaderName::from_static("sec-fetch-site"))
        .is_some_and(|site| !matches!(site, "same-origin" | "none"));
    let other_origin = headers.contains_key(header::ORIGIN)
        && text(headers, &header::ORIGIN)
            .and_then(|origin| origin.split_once("://"))
            .is_none_or(|(_, it)| it != host);
    from_elsewhere || other_origin
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// The host without its port.
fn host_name(host: &str) -> &str {
    match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) => address,
        None => host.split_once(':').map_or(host, |(name, _)| name),
    }
}

/// A name without a dot is never resolved by a stranger's name server. An absent one comes from no
/// browser.
fn is_local_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.parse::<IpAddr>().is_ok() || !name.contains('.') || name.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_no_stranger_can_point_at_us_are_local() {
        for host in [
            "127.0.0.1:8080",
            "[::1]:8080",
            "localhost",
            "LOCALHOST:1",
            "sandbox:8080",
            "a.localhost",
            "",
        ] {
            assert!(is_local_name(host_name(host)), "{host}");
        }
        for host in [
            "evil.example",
            "evil.example:8080",
            "127.0.0.1.evil.example",
            "localhost.evil.example",
        ] {
            assert!(!is_local_name(host_name(host)), "{host}");
        }
    }

    #[test]
    fn a_browser_on_another_site_is_foreign() {
        let with = |name: HeaderName, value: &'static str| {
            HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
        };
        let host = "127.0.0.1:8080";
        assert!(!is_foreign(&HeaderMap::new(), host));
        assert!(!is_foreign(&with(header::ORIGIN, "http://127.0.0.1:8080"), host));
        for origin in ["http://127.0.0.1:9090", "http://evil.example", "null"] {
            assert!(is_foreign(&with(header::ORIGIN, origin), host), "{origin}");
        }
        let site = HeaderName::from_static("sec-fetch-site");
        assert!(!is_foreign(&with(site.clone(), "same-origin"), host));
        assert!(is_foreign(&with(site, "cross-site"), host));
    }
}
