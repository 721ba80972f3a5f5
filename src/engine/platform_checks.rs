//! The health of the platforms. Each is asked at most twice a minute, however often somebody looks.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chat::{Capabilities, ChatPlatform, Health};
use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Mutex;

use super::verdict::Platform;
use crate::clock::Clock;
use crate::outbox::sends::Sends;

/// How long an answer of a platform is good for.
const ASK_AGAIN_AFTER: TimeDelta = TimeDelta::seconds(30);
/// How long a platform may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// What the platforms said, by name, and when they were asked.
pub type Answers = (DateTime<Utc>, BTreeMap<String, Answer>);

/// What a platform said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub health: Health,
    /// Since when it has said nothing else than that it is down.
    pub down_since: Option<DateTime<Utc>>,
}

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
        let before = last.take().map(|(_, answers)| answers).unwrap_or_default();
        let answers = futures::future::join_all(asked).await.into_iter();
        let answers: BTreeMap<_, _> =
            answers.map(|(name, health)| answer(&before, name, health, now)).collect();
        *last = Some((now, answers.clone()));
        (now, answers)
    }

    /// The same beside what this process has sent to them.
    pub async fn platforms(
        &self,
        sends: &BTreeMap<String, Sends>,
    ) -> (DateTime<Utc>, BTreeMap<String, Platform>) {
        let (asked_at, answers) = self.answers().await;
        let platform = |(name, Answer { health, down_since }): (String, Answer)| {
            let sends = sends.get(&name).copied().unwrap_or_default();
            let is_chat = !self.known(&name).is_some_and(|known| known.sends_email());
            (name, Platform { is_chat, sends, health, down_since })
        };
        (asked_at, answers.into_iter().map(platform).collect())
    }

    /// What a platform can do at one of its addresses; none where no platform has this name.
    pub fn capabilities(&self, platform: &str, address: &str) -> Option<Capabilities> {
        Some(self.known(platform)?.capabilities_at(address).clone())
    }

    /// The names under which people see the bot on a platform, as far as that is known.
    pub fn shown_names(&self, platform: &str) -> Vec<String> {
        self.known(platform).map(|known| known.shown_names()).unwrap_or_default()
    }

    fn known(&self, platform: &str) -> Option<&Arc<dyn ChatPlatform>> {
        self.platforms.iter().find(|known| known.name() == platform)
    }
}

fn answer(
    before: &BTreeMap<String, Answer>,
    name: String,
    health: Health,
    now: DateTime<Utc>,
) -> (String, Answer) {
    let is_down = matches!(health, Health::Down(_));
    let down_before = before.get(&name).and_then(|before| before.down_since);
    let down_since = is_down.then(|| down_before.unwrap_or(now));
    (name, Answer { health, down_since })
}

pub(super) async fn ask(platform: &dyn ChatPlatform) -> (String, Health) {
    let health = tokio::time::timeout(PATIENCE, platform.check()).await;
    let silent = |_elapsed| Health::Down(format!("no answer within {} s", PATIENCE.as_secs()));
    (platform.name().to_owned(), health.unwrap_or_else(silent))
}
