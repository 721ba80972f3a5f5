//! The health of the platforms. Each is asked at most twice a minute, however often somebody looks.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chat::{Capabilities, ChatPlatform, Health};
use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Mutex;

use crate::clock::Clock;

/// How long an answer of a platform is good for.
const ASK_AGAIN_AFTER: TimeDelta = TimeDelta::seconds(30);
/// How long a platform may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// What the platforms said, by name, and when they were asked.
pub type Answers = (DateTime<Utc>, BTreeMap<String, Health>);

/// Asks the platforms, and remembers their answers for a while.
pub struct PlatformChecks {
    platforms: Vec<Arc<dyn ChatPlatform>>,
    clock: Arc<dyn Clock>,
    last: Mutex<Option<Answers>>,
}

impl PlatformChecks {
    pub fn new(platforms: Vec<Arc<dyn ChatPlatform>>, clock: Arc<dyn Clock>) -> Self {
        Self { platforms, clock, last: Mutex::new(None) }
    }

    /// How each platform is, asked now or a moment ago.
    pub async fn answers(&self) -> Answers {
        let now = self.clock.now();
        let mut last = self.last.lock().await;
        if let Some((at, answers)) = &*last
            && now - *at < ASK_AGAIN_AFTER
        {
            return (*at, answers.clone());
        }
        let asked = self.platforms.iter().map(|platform| ask(platform.as_ref()));
        let answers: BTreeMap<_, _> = futures::future::join_all(asked).await.into_iter().collect();
        *last = Some((now, answers.clone()));
        (now, answers)
    }

    /// What a platform can do at one of its addresses; none where no platform has this name.
    pub fn capabilities(&self, platform: &str, address: &str) -> Option<Capabilities> {
        let known = self.platforms.iter().find(|known| known.name() == platform)?;
        Some(known.capabilities_at(address).clone())
    }

    /// The names under which people see the bot on a platform, as far as that is known.
    pub fn shown_names(&self, platform: &str) -> Vec<String> {
        let known = self.platforms.iter().find(|known| known.name() == platform);
        known.map(|known| known.shown_names()).unwrap_or_default()
    }
}

pub(super) async fn ask(platform: &dyn ChatPlatform) -> (String, Health) {
    let health = tokio::time::timeout(PATIENCE, platform.check()).await;
    let silent = |_elapsed| Health::Down(format!("no answer within {} s", PATIENCE.as_secs()));
    (platform.name().to_owned(), health.unwrap_or_else(silent))
}
