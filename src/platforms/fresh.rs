//! Bytes that differ each time: salts, nonces, ids.

use std::sync::{Arc, Mutex, PoisonError};

use rand::RngExt;
use rand::distr::{Distribution, StandardUniform};
use rand::rngs::StdRng;

/// Draws them. They decide nothing that a test would want to repeat, so this is not the `Random`,
/// which this room may not see.
#[expect(clippy::disallowed_methods, reason = "what only has to differ needs no repetition")]
pub(super) fn fresh<T>() -> Arc<dyn Fn() -> T + Send + Sync>
where
    StandardUniform: Distribution<T>,
{
    let generator: Mutex<StdRng> = Mutex::new(rand::make_rng());
    Arc::new(move || generator.lock().unwrap_or_else(PoisonError::into_inner).random())
}
