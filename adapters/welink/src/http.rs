//! The HTTP side of `WeLink`.

use std::time::Duration;

use chat::http::{self, Vendor};

/// Who errors name.
pub(crate) const VENDOR: Vendor = Vendor::new("WeLink");

/// A client as this adapter needs it; see [`http::client`].
pub fn client() -> Result<reqwest::Client, reqwest::Error> {
    http::client(Duration::from_secs(10))
}
