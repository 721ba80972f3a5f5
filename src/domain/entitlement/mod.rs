//! What a customer may expect now: the plan and tier of the contract in force, with the contract's
//! own figures, on one channel and in the customer's zone.

mod closing_windows;
mod contacts;
mod escorts;
mod paging;
mod provisional;
mod special_handling;
mod ungraded;

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::domain::calendar::CoverageCalendar;
use crate::domain::directory::{AgreedTarget, Escort};
use crate::domain::plan::{
    EscalationTerms, Every, ExpressTerms, Plan, Promise, Role, Severity, TierTerms,
};
use crate::domain::sla::{self, NoClock, ResponseClock, ResponsePromise, WarningPoint};
use crate::ids::{ChannelId, CoverageId, SeverityId, TierId};

/// The promises in force for one customer on one channel. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Entitlement {
    pub plan: Arc<Plan>,
    pub tier: TierId,
    pub channel: ChannelId,
    /// The customer's zone.
    pub zone: Tz,
    /// Targets that this contract fixes.
    pub agreed: Vec<AgreedTarget>,
    /// The plan's coverages, compiled for the customer's zone.
    pub calendars: Arc<HashMap<CoverageId, CoverageCalendar>>,
    /// The booked escorts, those that are over included.
    pub escorts: Vec<Escort>,
}

impl Entitlement {
    /// What is promised as the first response to a severity, counted from an instant, when no
    /// escort counts.
    pub(super) fn ordinary_promise(
        &self,
        severity: &SeverityId,
        from: DateTime<Utc>,
    ) -> ResponsePromise {
        if let Some(agreed) = self.agreed.iter().find(|target| target.severity == *severity) {
            return self.due(agreed.minutes * 60, &agreed.coverage, from);
        }
        if let Some(express) = self.express_as(severity) {
            return self.due(express.target.seconds, &express.target.coverage, from);
        }
        match self.plan.promise(&self.tier, &self.channel, severity) {
            Promise::Target(target) => self.due(target.seconds, &target.coverage, from),
            Promise::None => no_clock(NoClock::None),
            Promise::BestEffort { .. } => no_clock(NoClock::BestEffort),
            Promise::Periodic { every } => no_clock(NoClock::Periodic { every: word_of(*every) }),
            Promise::Contract { .. } => no_clock(NoClock::Contract),
            Promise::NotOffered => no_clock(NoClock::NotOffered),
        }
    }

    fn due(
        &self,
        target_seconds: i64,
        coverage: &CoverageId,
        from: DateTime<Utc>,
    ) -> ResponsePromise {
        let Some(calendar) = self.calendars.get(coverage) else {
            return no_clock(NoClock::Contract);
        };
        let due = calendar.due_at(from, target_seconds);
        ResponsePromise::Due {
            at: due.at,
            provisional: due.provisional,
            target_seconds,
            coverage: coverage.clone(),
            counted_from: from,
            by_escort: false,
        }
    }

    /// What is promised as the answer to an escalation, counted from an instant.
    pub fn escalation_promise(&self, urgent: bool, from: DateTime<Utc>) -> ResponsePromise {
        match self.escalation_terms(urgent) {
            Some(answer) => self.due(answer.seconds, &answer.coverage, from),
            None => no_clock(NoClock::None),
        }
    }

    /// The plan's own words on the answer to an escalation.
    pub fn escalation_terms(&self, urgent: bool) -> Option<&EscalationTerms> {
        self.plan.behaviour.escalation.iter().find(|answer| answer.urgent == urgent)
    }

    /// Whether the plan's document promises an answer to an escalation; otherwise its time is our
    /// own rule.
    pub fn promises_escalation_answer(&self, urgent: bool) -> bool {
        self.escalation_terms(urgent).is_some_and(|answer| !answer.provenance.is_house_rule())
    }

    /// When the hours are open in which a regular escalation is answered: the instant itself while
    /// they are.
    pub fn escalation_opening(&self, from: DateTime<Utc>) -> DateTime<Utc> {
        let coverage = self.escalation_terms(false).map(|answer| &answer.coverage);
        let calendar = coverage.and_then(|coverage| self.calendars.get(coverage));
        calendar.and_then(|calendar| calendar.next_opening(from)).unwrap_or(from)
    }

    /// The rank of a severity on this channel, 1 being the most urgent.
    pub fn rank(&self, severity: &SeverityId) -> Option<u8> {
        let on_ladder = self.plan.severity(severity).and_then(|known| known.rank_on(&self.channel));
        on_ladder.or_else(|| self.express_as(severity).map(|express| express.rank))
    }

    /// The rank of the least urgent severity that is offered on this channel.
    pub fn lowest_rank(&self) -> u8 {
        let offered = self.plan.severities_on(&self.tier, &self.channel);
        offered.last().and_then(|severity| severity.rank_on(&self.channel)).unwrap_or(1)
    }

    /// The instants, in coverage time, at which to warn. The whole of the target is no warning but
    /// a miss.
    pub fn warning_points(&self, promise: &ResponsePromise) -> Vec<WarningPoint> {
        let ResponsePromise::Due { target_seconds, coverage, counted_from, .. } = promise else {
            return Vec::new();
        };
        let Some(calendar) = self.calendars.get(coverage) else { return Vec::new() };
        let clock = ResponseClock { calendar: calendar.clone(), target_seconds: *target_seconds };
        let mut points = sla::warning_points(&clock, &self.plan.behaviour.warnings, *counted_from);
        points.retain(|point| point.percent < 100);
        points
    }

    /// The calendar in which the promise for a severity is counted.
    pub fn calendar_of(&self, severity: &SeverityId) -> Option<&CoverageCalendar> {
        let agreed = self.agreed.iter().find(|target| target.severity == *severity);
        if let (None, Some(express)) = (agreed, self.express_as(severity)) {
            return self.calendars.get(&express.target.coverage);
        }
        let coverage = match (agreed, self.plan.promise(&self.tier, &self.channel, severity)) {
            (Some(agreed), _) => &agreed.coverage,
            (None, Promise::Target(target)) => &target.coverage,
            (None, Promise::BestEffort { coverage }) => coverage,
            _ => &self.plan.channel(&self.channel)?.coverage,
        };
        self.calendars.get(coverage)
    }

    /// What an express ticket is for this customer; none where the plan or the tier has none.
    pub fn express(&self) -> Option<&ExpressTerms> {
        self.plan.express.as_ref().filter(|express| express.is_for(&self.tier))
    }

    /// The terms of express tickets, if this is their severity.
    pub fn express_as(&self, severity: &SeverityId) -> Option<&ExpressTerms> {
        self.express().filter(|express| express.severity == *severity)
    }

    /// The severities offered on this channel that cost no express ticket, the most urgent first.
    pub fn ordinary_severities(&self) -> Vec<&Severity> {
        let mut offered = self.plan.severities_on(&self.tier, &self.channel);
        offered.retain(|severity| self.express_as(&severity.id).is_none());
        offered
    }

    /// How often a customer gets updates on an incident of this rank until it is resolved.
    pub fn update_every(&self, rank: u8) -> Option<TimeDelta> {
        let cadence = self.plan.behaviour.updates_for(rank)?;
        Some(TimeDelta::minutes(i64::from(cadence.every_minutes)))
    }

    /// Who is told at once of an incident of this rank, in addition to whoever is paged.
    pub fn told_at_once(&self, rank: u8) -> &[Role] {
        if rank == 1 { &self.plan.behaviour.paging.told_at_once } else { &[] }
    }

    /// The level of the plan.
    pub fn tier_terms(&self) -> Option<&TierTerms> {
        self.plan.tier(&self.tier)
    }

    /// Whether the TAM of this level is at work. A TAM that was agreed where the level has none
    /// works always.
    pub fn tam_is_in_coverage(&self, now: DateTime<Utc>) -> bool {
        let terms = self.tier_terms().and_then(|tier| tier.tam.as_ref());
        let calendar = terms.and_then(|terms| self.calendars.get(&terms.coverage));
        calendar.is_none_or(|calendar| calendar.is_open(now))
    }
}

fn no_clock(why: NoClock) -> ResponsePromise {
    ResponsePromise::NoClock { why }
}

fn word_of(every: Every) -> String {
    match every {
        Every::Month => "month".to_owned(),
        Every::Agreed => "agreed".to_owned(),
    }
}
