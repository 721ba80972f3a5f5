//! The levels of a plan with what each promises.

use chat::Line;
use chrono::{DateTime, Utc};

use super::coverage;
use super::lang::Tongue;
use crate::domain::customer::{AgreedTarget, Entitlement};
use crate::domain::plan::{Every, Promise, Severity};

/// One line for each level offered on this channel, the most urgent first.
pub(super) fn table(terms: &Entitlement, tongue: Tongue, now: DateTime<Utc>) -> Vec<Line> {
    let levels = terms.plan.severities_on(&terms.tier, &terms.channel);
    levels.into_iter().map(|level| line(terms, tongue, level, now)).collect()
}

fn line(terms: &Entitlement, tongue: Tongue, level: &Severity, now: DateTime<Utc>) -> Line {
    let rank = level.rank_on(&terms.channel).unwrap_or_default();
    let words = [
        ("rank", i64::from(rank).into()),
        ("name", tongue.pick(&level.names.zh, &level.names.en).as_str().into()),
        ("promise", promise(terms, tongue, level, now).into()),
    ];
    tongue.line("level-line", &words)
}

fn promise(terms: &Entitlement, tongue: Tongue, level: &Severity, now: DateTime<Utc>) -> String {
    if let Some(agreed) = terms.agreed.iter().find(|target| target.severity == level.id) {
        return agreed_in_words(terms, tongue, agreed, now);
    }
    match terms.plan.promise(&terms.tier, &terms.channel, &level.id) {
        Promise::Target(target) => {
            let length = coverage::amount(tongue, target.amount);
            within(tongue, length, coverage::hours(tongue, terms, &target.coverage, now))
        }
        Promise::BestEffort { coverage } => {
            let hours = coverage::hours(tongue, terms, coverage, now);
            tongue.say("level-best-effort", &[("hours", hours.into())])
        }
        Promise::Periodic { every: Every::Month } => tongue.say("level-monthly", &[]),
        Promise::Periodic { every: Every::Agreed } => tongue.say("level-periodic", &[]),
        Promise::Contract { .. } => tongue.say("level-by-contract", &[]),
        Promise::None | Promise::NotOffered => tongue.say("level-no-time", &[]),
    }
}

fn agreed_in_words(terms: &Entitlement, tongue: Tongue, agreed: &AgreedTarget, now: DateTime<Utc>) -> String {
    let length = super::moment::length(tongue, chrono::TimeDelta::minutes(agreed.minutes));
    within(tongue, length, coverage::hours(tongue, terms, &agreed.coverage, now))
}

fn within(tongue: Tongue, length: String, hours: String) -> String {
    tongue.say("level-within", &[("length", length.into()), ("hours", hours.into())])
}
