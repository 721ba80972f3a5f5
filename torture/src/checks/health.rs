//! The health page as an oracle: it is never "up" while nothing has been saved for half a minute.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use reqwest::Client;
use tokio_util::sync::CancellationToken;

use crate::faults::Period;
use crate::patience::pause;

const BETWEEN_LOOKS: Duration = Duration::from_millis(500);
/// So long may the page be wrong.
const TOLERATED: Duration = Duration::from_secs(30);

/// What the page of one instance said, and when.
#[derive(Clone, Default)]
pub(crate) struct HealthLog(Arc<Mutex<Vec<(Instant, u16)>>>);

impl HealthLog {
    /// Looks at the page until told to stop. No answer is no "up".
    pub(crate) async fn watch(self, address: SocketAddr, client: Client, stop: CancellationToken) {
        let page = format!("http://{address}/health");
        while !stop.is_cancelled() {
            let asked = client.get(&page).timeout(Duration::from_secs(5)).send().await;
            if let Ok(response) = asked {
                let seen = (Instant::now(), response.status().as_u16());
                self.0.lock().unwrap_or_else(PoisonError::into_inner).push(seen);
            }
            pause(BETWEEN_LOOKS).await;
        }
    }

    /// The times at which the page said "up" while the instance had saved nothing for too long.
    pub(crate) fn violations(&self, instance: usize, faults: &[Period]) -> Vec<String> {
        let looks = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let is_wrong = |at: Instant| {
            let mut outages = faults.iter().filter(|period| period.fault.stops_saving(instance));
            outages.find(|outage| at > outage.from + TOLERATED && at < outage.until)
        };
        looks
            .into_iter()
            .filter(|(_, status)| *status == 200)
            .filter_map(|(at, _)| is_wrong(at).map(|outage| at - outage.from))
            .map(|after| {
                format!(
                    "instance {instance} says that it is healthy, {} s after it could save nothing",
                    after.as_secs()
                )
            })
            .take(1)
            .collect()
    }
}
