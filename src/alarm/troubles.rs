//! What is wrong, by the facts that other workers have found. Pure.

use std::mem::{Discriminant, discriminant};

use chrono::{DateTime, TimeDelta, Utc};

use crate::engine::save_check::Saving;
use crate::engine::status::EngineStatus;
use crate::engine::verdict::{self, Platform};
use crate::render::alarm::{Trouble, TroubleKind};

/// How long nothing may be saved or sent, a vital worker may be without a success, and the auditor
/// may fail.
const PATIENCE: TimeDelta = TimeDelta::seconds(60);
/// How old an audit may be: it is done every minute and takes a moment.
const AUDIT_GOOD_FOR: TimeDelta = TimeDelta::seconds(90);
/// Work is told to be missing when that was seen for so long: a clock that was set forward, or a
/// machine that slept, makes everything look late for a moment. The auditor needs its whole minute.
const SEEN_FOR: TimeDelta = TimeDelta::seconds(10);
const AUDIT_SEEN_FOR: TimeDelta = TimeDelta::seconds(65);
/// An alarm is over when nothing was wrong for so long.
const CALM: TimeDelta = TimeDelta::seconds(60);

/// What is known.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    pub(super) status: EngineStatus,
    pub(super) saving: Saving,
    pub(super) platforms: Vec<Platform>,
    /// When the process began.
    pub(super) started_at: DateTime<Utc>,
}

/// What looks wrong at `now`.
pub(super) fn found(facts: &Facts, now: DateTime<Utc>) -> Vec<Trouble> {
    let mut found = Vec::new();
    let mut note = |kind, since| found.push(Trouble { kind, since });
    let is_long_ago = |since: &DateTime<Utc>| now - *since >= PATIENCE;
    if let Some(since) = facts.saving.failing_since.filter(is_long_ago) {
        note(TroubleKind::NotSaving, since);
    }
    let nothing_sent_since = verdict::nothing_sent_since(&facts.platforms, now);
    if let Some(since) = nothing_sent_since.filter(is_long_ago) {
        note(TroubleKind::NotSending, since);
    }
    let (worker, idle_since) = verdict::slowest(&facts.status, facts.started_at);
    if is_long_ago(&idle_since) {
        note(TroubleKind::EngineStopped { worker }, idle_since);
    }
    if now - audited_at(facts) > AUDIT_GOOD_FOR {
        note(TroubleKind::AuditMissing, audited_at(facts));
    }
    if let Some(audit) = facts.status.audit.as_ref().filter(|audit| !audit.is_sound()) {
        let (timers, pages) = (audit.overdue_timers, audit.stuck_pages);
        note(TroubleKind::WorkOverdue { timers, pages }, audit.at);
    }
    found
}

/// Whether the last audit was done lately and found nothing.
pub(super) fn is_audited(facts: &Facts, now: DateTime<Utc>) -> bool {
    let audit = facts.status.audit.as_ref();
    audit.is_some_and(|audit| audit.is_sound() && now - audit.at <= AUDIT_GOOD_FOR)
}

fn audited_at(facts: &Facts) -> DateTime<Utc> {
    facts.status.audit.as_ref().map_or(facts.started_at, |audit| audit.at)
}

/// What is to be told now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct State {
    /// Since when something has been wrong; none while all is well, and has been for a while.
    pub(super) since: Option<DateTime<Utc>>,
    pub(super) troubles: Vec<Trouble>,
}

impl State {
    pub(super) fn is_raised(&self) -> bool {
        self.since.is_some()
    }
}

/// The course of an alarm.
#[derive(Debug, Default)]
pub(super) struct Course {
    /// What looks wrong, and since when it has been seen without a break.
    seen: Vec<(Trouble, DateTime<Utc>)>,
    raised_since: Option<DateTime<Utc>>,
    calm_since: Option<DateTime<Utc>>,
}

impl Course {
    /// Takes note of what was found at `now`, and gives back what is to be told.
    pub(super) fn note(&mut self, found: &[Trouble], now: DateTime<Utc>) -> State {
        let before = std::mem::take(&mut self.seen);
        let known = |kind: Discriminant<TroubleKind>| {
            before.iter().find(|(trouble, _)| discriminant(&trouble.kind) == kind)
        };
        for trouble in found {
            let (since, seen_at) = known(discriminant(&trouble.kind))
                .map_or((trouble.since, now), |(known, seen_at)| (known.since, *seen_at));
            let trouble = Trouble { since: since.min(trouble.since), ..trouble.clone() };
            self.seen.push((trouble, seen_at));
        }
        let is_sure = |(trouble, seen_at): &&(Trouble, DateTime<Utc>)| {
            now - *seen_at >= seen_for(&trouble.kind)
        };
        let troubles: Vec<Trouble> =
            self.seen.iter().filter(is_sure).map(|(trouble, _)| trouble.clone()).collect();
        self.raise_or_end(&troubles, now);
        State { since: self.raised_since, troubles }
    }

    fn raise_or_end(&mut self, troubles: &[Trouble], now: DateTime<Utc>) {
        if let Some(since) = troubles.iter().map(|trouble| trouble.since).min() {
            self.raised_since.get_or_insert(since);
            self.calm_since = None;
        } else if now - *self.calm_since.get_or_insert(now) >= CALM {
            self.raised_since = None;
        }
    }
}

fn seen_for(kind: &TroubleKind) -> TimeDelta {
    match kind {
        TroubleKind::EngineStopped { .. } => SEEN_FOR,
        TroubleKind::AuditMissing => AUDIT_SEEN_FOR,
        TroubleKind::NotSaving | TroubleKind::NotSending | TroubleKind::WorkOverdue { .. } => {
            TimeDelta::zero()
        }
    }
}

#[cfg(test)]
mod tests;
