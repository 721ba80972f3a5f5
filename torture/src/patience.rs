//! Waiting for other processes, which no clock of ours moves. The only place that sleeps.

use std::time::{Duration, Instant};

use anyhow::bail;

/// How often somebody looks; each look costs another process a request.
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

/// What `ask` gives once it gives something; an error that names `what` when it does not within
/// `patience`.
pub(crate) async fn until<T>(
    what: &str,
    patience: Duration,
    mut ask: impl AsyncFnMut() -> Option<T>,
) -> anyhow::Result<T> {
    let started_at = Instant::now();
    loop {
        if let Some(given) = ask().await {
            return Ok(given);
        }
        if started_at.elapsed() >= patience {
            bail!("{what}: not within {} s", patience.as_secs());
        }
        pause(BETWEEN_LOOKS).await;
    }
}

/// Lets time go by.
#[expect(clippy::disallowed_methods, reason = "the time of other processes cannot be injected")]
pub(crate) async fn pause(time: Duration) {
    tokio::time::sleep(time).await;
}
