//! A clock to move, which goes on where it stood when the sandbox ended.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use chrono::{DateTime, SecondsFormat, Utc};

use crate::clock::{Clock, ManualClock};

/// Inside the data directory: the instant at which the clock stood last.
const KEPT: &str = "clock";

/// The clock of a sandbox, and the file that remembers it.
pub(super) struct KeptClock {
    pub(super) clock: Arc<ManualClock>,
    file: Option<PathBuf>,
}

impl KeptClock {
    /// A clock standing at `start`, or where it stood when `data` was used last if that is later:
    /// what has happened there must not lie in the future.
    pub(super) fn open(start: DateTime<Utc>, data: Option<&Path>) -> anyhow::Result<Self> {
        let file = data.map(|data| data.join(KEPT));
        let kept = file.as_deref().filter(|file| file.exists()).map(read).transpose()?;
        let start = kept.map_or(start, |kept| kept.max(start));
        Ok(Self { clock: Arc::new(ManualClock::starting_at(start)), file })
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Remembers where the clock stands.
    pub(super) fn keep(&self) {
        let Some(file) = &self.file else { return };
        let now = self.now().to_rfc3339_opts(SecondsFormat::Millis, true);
        if let Err(error) = std::fs::write(file, now) {
            tracing::warn!(path = %file.display(), %error, "the sandbox's clock was not kept");
        }
    }
}

fn read(file: &Path) -> anyhow::Result<DateTime<Utc>> {
    let name = file.display();
    let text = std::fs::read_to_string(file).with_context(|| format!("{name} cannot be read"))?;
    text.trim().parse().with_context(|| format!("{name} holds no instant"))
}
