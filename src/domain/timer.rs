//! Timers: what should happen to an incident at an instant.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What a timer is for. An incident has at most one timer of each kind, so setting one replaces it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum TimerKind {
    /// The next step of the escalation policy leaves.
    Escalation,
    /// The next share of the response target is reached.
    ResponseWarning,
    /// The response is due.
    ResponseDue,
    /// The owner is asked for a text for the coming slot.
    AskForUpdate,
    /// The promised status update is due.
    StatusUpdate,
    /// A silence ends.
    SilenceEnds,
    /// The next share of the time for the answer to an escalation is reached.
    AnswerWarning,
    /// The answer to an escalation is due.
    AnswerDue,
    /// The management is paged again for an escalation.
    AnswerPage,
    /// The customer is reminded of what they were asked.
    QuestionReminder,
    /// The window for the customer's answer ends.
    QuestionEnds,
    /// The shift of the owner of a rank 1 incident ends.
    ShiftEnds,
    /// Somebody was expected at the customer's site, or promised there.
    Arrival,
    /// Experts who have not answered are called again.
    ExpertsCall,
    /// Somebody who was called by hand and has not answered is called again.
    CallByHand,
    /// The customer was to answer about access by now.
    AccessAnswer,
}

impl TimerKind {
    /// All kinds.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The word in logs and metrics.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A change to the timers of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimerChange {
    Set { kind: TimerKind, due_at: DateTime<Utc> },
    Clear(TimerKind),
}

/// The timers of an incident. They are part of it, so that a change of the incident and of its
/// timers is one write.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timers(#[serde(with = "by_milliseconds")] BTreeMap<TimerKind, DateTime<Utc>>);

/// Instants of timers as milliseconds since 1970: an incident is written with every act, and text
/// costs ten times as much to write and to read.
mod by_milliseconds {
    use std::collections::BTreeMap;

    use chrono::{DateTime, Utc};
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    use super::TimerKind;

    pub(super) fn serialize<S: Serializer>(
        timers: &BTreeMap<TimerKind, DateTime<Utc>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_map(timers.iter().map(|(kind, at)| (kind, at.timestamp_millis())))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<TimerKind, DateTime<Utc>>, D::Error> {
        let stored = BTreeMap::<TimerKind, i64>::deserialize(deserializer)?;
        let instant = |millis| DateTime::from_timestamp_millis(millis);
        let timers = stored.into_iter().map(|(kind, millis)| {
            instant(millis).map(|at| (kind, at)).ok_or_else(|| D::Error::custom("no such instant"))
        });
        timers.collect()
    }
}

impl Timers {
    /// When the next one is due.
    pub fn next_at(&self) -> Option<DateTime<Utc>> {
        self.0.values().min().copied()
    }

    /// The one that is due first at `now`, if any is.
    pub fn first_due(&self, now: DateTime<Utc>) -> Option<(TimerKind, DateTime<Utc>)> {
        let due = self.0.iter().filter(|(_, due_at)| **due_at <= now);
        due.min_by_key(|(kind, due_at)| (**due_at, **kind)).map(|(kind, due_at)| (*kind, *due_at))
    }

    /// All that are set, by kind.
    pub fn iter(&self) -> impl Iterator<Item = (TimerKind, DateTime<Utc>)> {
        self.0.iter().map(|(kind, due_at)| (*kind, *due_at))
    }

    /// Makes changes, in their order.
    pub fn apply(&mut self, changes: &[TimerChange]) {
        for change in changes {
            match change {
                TimerChange::Set { kind, due_at } => drop(self.0.insert(*kind, *due_at)),
                TimerChange::Clear(kind) => drop(self.0.remove(kind)),
            }
        }
    }
}
