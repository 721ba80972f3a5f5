//! A decision: everything that follows from one act, to be committed together or not at all.

use chrono::{DateTime, Utc};

use super::incident::{Actor, Fact, Visibility};
use super::ledger::credit::LedgerEntry;
use super::ledger::express::Movement;
use super::notice::{Intent, Notice, Priority, Recipient};
use super::timer::{TimerChange, TimerKind};

/// What follows from an act. The facts carry no sequence number yet; the incident numbers them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decision {
    pub facts: Vec<(Actor, Visibility, Fact)>,
    pub timers: Vec<TimerChange>,
    pub notices: Vec<Notice>,
    pub credits: Vec<LedgerEntry>,
    /// What it does to the customer's account of express tickets.
    pub express: Option<Movement>,
}

impl Decision {
    /// Records a fact that both sides may read.
    pub fn record(&mut self, actor: &Actor, fact: Fact) {
        self.facts.push((actor.clone(), Visibility::Customer, fact));
    }

    /// Records a fact for the support side alone.
    pub fn record_inside(&mut self, actor: &Actor, fact: Fact) {
        self.facts.push((actor.clone(), Visibility::Internal, fact));
    }

    /// Sets the timer of a kind, replacing what it was set to.
    pub fn set(&mut self, kind: TimerKind, due_at: DateTime<Utc>) {
        self.drop_change_of(kind);
        self.timers.push(TimerChange::Set { kind, due_at });
    }

    /// Clears the timer of a kind.
    pub fn clear(&mut self, kind: TimerKind) {
        self.drop_change_of(kind);
        self.timers.push(TimerChange::Clear(kind));
    }

    /// Sets or clears, as the instant is given or not.
    pub fn set_or_clear(&mut self, kind: TimerKind, due_at: Option<DateTime<Utc>>) {
        match due_at {
            Some(due_at) => self.set(kind, due_at),
            None => self.clear(kind),
        }
    }

    /// Adds a notice. The same notice for the same reader is added once, with the more urgent
    /// priority, because a room can be addressed both as a staff room and as a mirror.
    pub fn say(&mut self, to: Recipient, priority: Priority, intent: Intent) {
        match self.notices.iter_mut().find(|said| said.to == to && said.intent == intent) {
            Some(said) => said.priority = said.priority.min(priority),
            None => self.notices.push(Notice { to, priority, intent }),
        }
    }

    /// Adds what follows from a later decision on the same incident, at the same instant.
    pub fn append(&mut self, later: Self) {
        self.facts.extend(later.facts);
        for change in later.timers {
            match change {
                TimerChange::Set { kind, due_at } => self.set(kind, due_at),
                TimerChange::Clear(kind) => self.clear(kind),
            }
        }
        self.notices.extend(later.notices);
        self.credits.extend(later.credits);
        self.express = later.express.or(self.express.take());
    }

    fn drop_change_of(&mut self, kind: TimerKind) {
        self.timers.retain(|change| match change {
            TimerChange::Set { kind: other, .. } | TimerChange::Clear(other) => *other != kind,
        });
    }
}
