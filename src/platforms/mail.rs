//! E-mail.

use std::sync::Arc;

use anyhow::Context as _;
use chat::ChatPlatform;
use chat_mail::{Mail, Settings};

use crate::clock::Clock;

/// Builds the adapter.
pub(super) fn build(
    settings: &Settings,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<Arc<dyn ChatPlatform>> {
    let mail = Mail::new(settings.clone(), Arc::new(move || clock.now()));
    Ok(Arc::new(mail.with_context(|| format!("platforms.{}", settings.name))?))
}
