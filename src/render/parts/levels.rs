//! The levels of a plan with what each promises.

use chat::Line;
use chrono::{DateTime, TimeDelta, Utc};

use super::coverage;
use crate::domain::entitlement::Entitlement;
use crate::domain::plan::{Every, Promise, Severity, Target};
use crate::render::lang::Language;
use crate::render::time;

/// What a level promises: the words, and the hours in which it is counted if there are such.
struct Told {
    words: String,
    hours: Option<String>,
}

/// One line for each level offered on this channel, the most urgent first. Hours that all levels
/// share are told once, on a line of their own.
pub(in crate::render) fn table(
    terms: &Entitlement,
    language: Language,
    now: DateTime<Utc>,
) -> Vec<Line> {
    table_of(&terms.plan.severities_on(&terms.tier, &terms.channel), terms, language, now)
}

/// The same, each with the number that chooses it in a reply.
pub(in crate::render) fn numbered(
    terms: &Entitlement,
    language: Language,
    now: DateTime<Utc>,
) -> Vec<Line> {
    let numbered = terms.ordinary_severities().into_iter().map(|level| {
        let words = promise(terms, language, level, now).words;
        let line = row("level-numbered", terms, language, level, words);
        match meaning(level, language) {
            Some(meaning) => language
                .line("level-defined", &[("line", line.into()), ("meaning", meaning.into())]),
            None => line,
        }
    });
    numbered.collect()
}

/// What each level offered on this channel means, for whoever has to choose one.
pub(in crate::render) fn definitions(terms: &Entitlement, language: Language) -> Vec<Line> {
    let levels = terms.plan.severities_on(&terms.tier, &terms.channel);
    let line = |level: &&Severity| {
        let meaning = meaning(level, language);
        let meaning = meaning.map_or_else(|| language.say("level-undefined", &[]), str::to_owned);
        row("level-line", terms, language, level, meaning)
    };
    levels.iter().map(line).collect()
}

fn meaning(level: &Severity, language: Language) -> Option<&str> {
    level.means.as_ref().map(|means| language.pick(&means.zh, &means.en).as_str())
}

/// The same without the level of express tickets, which costs one.
pub(in crate::render) fn table_without_express(
    terms: &Entitlement,
    language: Language,
    now: DateTime<Utc>,
) -> Vec<Line> {
    table_of(&terms.ordinary_severities(), terms, language, now)
}

fn table_of(
    levels: &[&Severity],
    terms: &Entitlement,
    language: Language,
    now: DateTime<Utc>,
) -> Vec<Line> {
    let told: Vec<Told> = levels.iter().map(|level| promise(terms, language, level, now)).collect();
    let shared = told.first().and_then(|first| first.hours.clone());
    let shared = shared.filter(|hours| told.iter().all(|told| told.hours.as_ref() == Some(hours)));
    let rows = levels.iter().zip(told);
    let mut lines: Vec<Line> =
        rows.map(|(level, told)| line(terms, language, level, told, shared.is_some())).collect();
    lines.extend(
        shared.map(|hours| language.line("level-shared-hours", &[("hours", hours.into())])),
    );
    lines
}

fn line(
    terms: &Entitlement,
    language: Language,
    level: &Severity,
    told: Told,
    hours_are_shared: bool,
) -> Line {
    let promise = match told.hours.filter(|_| !hours_are_shared) {
        Some(hours) => format!("{}{}{hours}", told.words, language.pick("，", ", ")),
        None => told.words,
    };
    row("level-line", terms, language, level, promise)
}

/// A level with its rank, its name and what it promises.
fn row(
    sentence: &str,
    terms: &Entitlement,
    language: Language,
    level: &Severity,
    promise: String,
) -> Line {
    let rank = level.rank_on(&terms.channel).unwrap_or_default();
    let words = [
        ("rank", i64::from(rank).into()),
        ("name", language.pick(&level.names.zh, &level.names.en).as_str().into()),
        ("promise", promise.into()),
    ];
    language.line(sentence, &words)
}

fn promise(terms: &Entitlement, language: Language, level: &Severity, now: DateTime<Utc>) -> Told {
    let within = |length: String| language.say("level-within", &[("length", length.into())]);
    let hours = |coverage| Some(coverage::hours(language, terms, coverage, now));
    let plain = |key: &str| Told { words: language.say(key, &[]), hours: None };
    if let Some(agreed) = terms.agreed.iter().find(|target| target.severity == level.id) {
        let length = time::length(language, TimeDelta::minutes(agreed.minutes));
        return Told { words: within(length), hours: hours(&agreed.coverage) };
    }
    match terms.plan.promise(&terms.tier, &terms.channel, &level.id) {
        Promise::Target(target) => {
            let length = coverage::amount(language, target.amount);
            let words = with_condition(terms, language, level, target, within(length));
            Told { words, hours: hours(&target.coverage) }
        }
        Promise::BestEffort { coverage } => {
            Told { words: language.say("level-best-effort", &[]), hours: hours(coverage) }
        }
        Promise::Periodic { every: Every::Month } => plain("level-monthly"),
        Promise::Periodic { every: Every::Agreed } => plain("level-periodic"),
        Promise::Contract { .. } => plain("level-by-contract"),
        Promise::None | Promise::NotOffered => plain("level-no-time"),
    }
}

/// What the customer must have bought for it, or how often the level has it in a month.
fn with_condition(
    terms: &Entitlement,
    language: Language,
    level: &Severity,
    target: &Target,
    promise: String,
) -> String {
    if let Some(needs) = &target.needs {
        let needs = language.pick(&needs.zh, &needs.en).as_str();
        return language
            .say("level-needs", &[("promise", promise.into()), ("needs", needs.into())]);
    }
    let express = terms.express_as(&level.id);
    match express.map_or(0, |express| express.included_in(&terms.tier)) {
        0 => promise,
        count => {
            let words = [("promise", promise.into()), ("count", i64::from(count).into())];
            language.say("level-included", &words)
        }
    }
}
