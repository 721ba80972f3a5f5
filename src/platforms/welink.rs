//! `WeLink`.

use std::sync::{Arc, Mutex, PoisonError};

use chat::ChatPlatform;
use chat_welink::{Fresh, Settings, WeLink};
use rand::RngExt;
use rand::rngs::StdRng;

use crate::clock::Clock;

/// Builds the adapter.
pub(super) fn build(
    settings: &Settings,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<Arc<dyn ChatPlatform>> {
    let client = chat_welink::http::client()?;
    let now = Arc::new(move || clock.now());
    Ok(Arc::new(WeLink::new(settings.clone(), client, now, fresh_bytes())?))
}

/// Chance for uuids and nonces, seeded by the operating system.
fn fresh_bytes() -> Fresh {
    let generator: Mutex<StdRng> = Mutex::new(rand::make_rng());
    Arc::new(move || generator.lock().unwrap_or_else(PoisonError::into_inner).random())
}
