//! `WeLink`.

use std::sync::Arc;

use chat::ChatPlatform;
use chat_welink::{Settings, WeLink};

use super::fresh::fresh;
use crate::clock::Clock;

/// Builds the adapter.
pub(super) fn build(
    settings: &Settings,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<Arc<dyn ChatPlatform>> {
    let client = chat_welink::http::client()?;
    let now = Arc::new(move || clock.now());
    Ok(Arc::new(WeLink::new(settings.clone(), client, now, fresh())?))
}
