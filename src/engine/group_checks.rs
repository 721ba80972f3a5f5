//! Looks daily at the declared groups: whether their messages arrive, and whether people see the bot
//! under the name that the directory has. What is wrong is in the log and on `/health`.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use chat::ChatPlatform;
use chrono::{DateTime, TimeDelta, Utc};

use super::platform_checks;
use super::status::StatusRegistry;
use crate::domain::directory::{Directory, Group};
use crate::ids::GroupId;
use crate::store::{Store, StoreError};
use crate::worker::{Tick, Worker};

const EVERY: Duration = Duration::from_hours(1);
/// The same trouble is told once a day.
const TELL_AGAIN_AFTER: TimeDelta = TimeDelta::hours(24);

/// The worker that looks at the groups.
pub struct GroupChecks {
    store: Store,
    platforms: Vec<Arc<dyn ChatPlatform>>,
    status: Arc<StatusRegistry>,
    told: Mutex<BTreeMap<(GroupId, Trouble), DateTime<Utc>>>,
}

/// What can be wrong with a group.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// No message of it has ever come.
    Silent,
    /// People see the bot there under these names, and not under that of the directory.
    OtherName(Vec<String>),
}

impl GroupChecks {
    pub(super) fn new(
        store: Store,
        platforms: Vec<Arc<dyn ChatPlatform>>,
        status: Arc<StatusRegistry>,
    ) -> Self {
        Self { store, platforms, status, told: Mutex::default() }
    }

    /// What is wrong at `now`. Messages are expected from the first look on.
    pub async fn troubles(
        &self,
        now: DateTime<Utc>,
    ) -> Result<Vec<(GroupId, Trouble)>, StoreError> {
        let directory = self.store.directory();
        for group in directory.groups.values().filter(|group| self.receives(group)) {
            self.store.expect_messages_from(&group.room, now).await?;
        }
        let silent = self.store.silent_groups(now).await?.into_iter();
        let mut troubles: Vec<_> = silent.map(|group| (group, Trouble::Silent)).collect();
        troubles.extend(self.other_names(&directory));
        troubles.sort();
        Ok(troubles)
    }

    fn receives(&self, group: &Group) -> bool {
        let platform = self.platform(&group.room.platform);
        platform.is_some_and(|known| known.capabilities_at(&group.room.address).receives)
    }

    fn other_names(&self, directory: &Directory) -> Vec<(GroupId, Trouble)> {
        let differing = |group: &Group| {
            let shown = self.platform(&group.room.platform)?.shown_names();
            (!group.is_bot_shown_as(&shown)).then(|| (group.id.clone(), Trouble::OtherName(shown)))
        };
        directory.groups.values().filter_map(differing).collect()
    }

    fn platform(&self, name: &str) -> Option<&Arc<dyn ChatPlatform>> {
        self.platforms.iter().find(|platform| platform.name() == name)
    }

    /// A platform that has not said yet what the bot is called there is asked.
    async fn ask_for_names(&self) {
        let unasked = self.platforms.iter().filter(|platform| platform.shown_names().is_empty());
        futures::future::join_all(unasked.map(|platform| platform_checks::ask(platform.as_ref())))
            .await;
    }

    /// Those that were not told within a day; notes that they are told now.
    fn untold(
        &self,
        troubles: &[(GroupId, Trouble)],
        now: DateTime<Utc>,
    ) -> Vec<(GroupId, Trouble)> {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.retain(|trouble, at| troubles.contains(trouble) && now - *at < TELL_AGAIN_AFTER);
        let untold: Vec<_> =
            troubles.iter().filter(|trouble| !told.contains_key(trouble)).cloned().collect();
        told.extend(untold.iter().map(|trouble| (trouble.clone(), now)));
        untold
    }
}

#[async_trait]
impl Worker for GroupChecks {
    fn name(&self) -> &'static str {
        "groups"
    }

    fn period(&self) -> Duration {
        EVERY
    }

    async fn tick(self: Arc<Self>, now: DateTime<Utc>) -> Result<Tick, StoreError> {
        self.ask_for_names().await;
        let troubles = self.troubles(now).await?;
        for (group, trouble) in self.untold(&troubles, now) {
            match trouble {
                Trouble::Silent => tracing::warn!(
                    %group,
                    "no message of this group has ever come: add the bot, see whether its platform \
                     lets it into this group, or pin the page of `watchbell links open --group`"
                ),
                Trouble::OtherName(shown) => tracing::warn!(
                    %group,
                    shown = shown.join(", "),
                    "people see the bot under another name; correct bot_name in the directory file"
                ),
            }
        }
        let silent = troubles.into_iter().filter(|(_, trouble)| *trouble == Trouble::Silent);
        self.status.silent(silent.map(|(group, _)| group).collect());
        Ok(Tick::default())
    }
}
