//! How many incidents may be opened within a minute by one account, in one room and by one signed
//! link, before a yes is asked for. Kept in memory: a restart forgets the counts and nothing else.
//!
//! Whoever opens more than that is a script, or somebody who reports one outage piece by piece. Each
//! opening pages people, so that the pages of one customer would delay those of the others.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use super::context::CommandContext;
use crate::domain::directory::Destination;
use crate::domain::recent::is_within;
use crate::render::held_reports::Reached;

const WINDOW: TimeDelta = TimeDelta::minutes(1);
/// A full memory is swept, but not more often than this.
const BETWEEN_SWEEPS: TimeDelta = TimeDelta::seconds(1);
/// Counts that are kept before those that ended are removed.
const MANY: usize = 10_000;

/// How many openings within any minute need no yes. Zero stands for any number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpeningsAMinute {
    /// By one account, in all rooms together. The vendor's own people are not counted: in a storm
    /// they open for several customers.
    pub by_account: usize,
    /// In one room, by everybody; and by one link, whatever names are given there.
    pub in_room: usize,
}

impl Default for OpeningsAMinute {
    /// Nobody types more than five reports a minute who has read what the first one said. A storm
    /// in which twelve people each report what they see passes.
    fn default() -> Self {
        Self { by_account: 5, in_room: 12 }
    }
}

/// Whether an incident may be opened now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Admission {
    Opens,
    /// A yes is needed.
    Held(OverLimit),
}

/// Why a report is held, and who hears of it now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OverLimit {
    pub(super) reached: Reached,
    /// How many were opened within the last minute.
    pub(super) opened: usize,
    /// Whether the caller is to be asked: once a minute.
    pub(super) asks: bool,
    /// Whether the duty manager is to be told: once a minute for each room.
    pub(super) tells: bool,
}

/// Whose openings are counted together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Scope {
    Account { platform: String, account: String },
    Room(Destination),
    Link(Destination),
}

/// See the module.
#[derive(Debug, Default)]
pub(super) struct OpeningLimits {
    most: OpeningsAMinute,
    counts: Mutex<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    /// When incidents were opened, and by which events: a second delivery is not counted.
    opened: HashMap<Scope, VecDeque<(DateTime<Utc>, String)>>,
    /// When an account was last asked in a room, and about which event; without an account, when the
    /// duty manager was told.
    asked: HashMap<(Destination, String), (DateTime<Utc>, String)>,
    swept_at: DateTime<Utc>,
}

impl OpeningLimits {
    pub(super) fn new(most: OpeningsAMinute) -> Self {
        Self { most, counts: Mutex::default() }
    }

    /// Whether the caller may open an incident now; counts it if so.
    pub(super) fn admit(&self, context: &CommandContext<'_>) -> Admission {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.admit(&self.scopes(context), context)
    }

    /// What is counted for this caller, with the most of each.
    fn scopes(&self, context: &CommandContext<'_>) -> Vec<(Scope, Reached, usize)> {
        let room = context.group.map_or(&context.origin.room, |group| &group.room).clone();
        let place = if context.by_link {
            (Scope::Link(room), Reached::Link, self.most.in_room)
        } else {
            (Scope::Room(room), Reached::Room, self.most.in_room)
        };
        let account = Scope::Account {
            platform: context.origin.platform.clone(),
            account: context.account.clone(),
        };
        let own = (account, Reached::Account, self.most.by_account);
        let own = (!context.is_support()).then_some(own);
        own.into_iter().chain([place]).filter(|(.., most)| *most > 0).collect()
    }
}

impl Counts {
    fn admit(
        &mut self,
        scopes: &[(Scope, Reached, usize)],
        context: &CommandContext<'_>,
    ) -> Admission {
        let (now, event) = (context.now, &context.origin.event_id);
        self.sweep(now);
        let full = scopes.iter().find_map(|(scope, reached, most)| {
            let opened = self.opened.get(scope)?;
            let is_second_copy = opened.iter().any(|(_, id)| id == event);
            let count = opened.iter().filter(|(at, _)| is_recent(*at, now)).count();
            (count >= *most && !is_second_copy).then_some((*reached, count))
        });
        if let Some((reached, opened)) = full {
            let asks = self.is_first_for(&context.account, context);
            let tells = self.is_first_for("", context);
            return Admission::Held(OverLimit { reached, opened, asks, tells });
        }
        for (scope, ..) in scopes {
            let opened = self.opened.entry(scope.clone()).or_default();
            if !opened.iter().any(|(_, id)| id == event) {
                opened.push_back((now, event.clone()));
            }
            opened.retain(|(at, _)| is_recent(*at, now));
        }
        Admission::Opens
    }

    /// Whether nothing was said to an account about this room within the last minute; notes that it
    /// is now. No account stands for the duty manager. A second delivery of the event that it was
    /// about counts as the first.
    fn is_first_for(&mut self, account: &str, context: &CommandContext<'_>) -> bool {
        let key = (context.origin.room.clone(), account.to_owned());
        let event = &context.origin.event_id;
        let was_asked = self.asked.get(&key);
        if was_asked.is_some_and(|(at, about)| is_recent(*at, context.now) && about != event) {
            return false;
        }
        self.asked.insert(key, (context.now, event.clone()));
        true
    }

    fn sweep(&mut self, now: DateTime<Utc>) {
        let is_full = self.opened.len().max(self.asked.len()) >= MANY;
        if is_full && (now - self.swept_at).abs() >= BETWEEN_SWEEPS {
            self.opened.retain(|_, opened| opened.iter().any(|(at, _)| is_recent(*at, now)));
            self.asked.retain(|_, (at, _)| is_recent(*at, now));
            self.swept_at = now;
        }
    }
}

fn is_recent(at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    is_within(at, now, WINDOW)
}
