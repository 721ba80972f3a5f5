//! The words of an explanation in both languages.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::domain::calendar::{Coverage, CoverageHours, weekday_text};
use crate::domain::names::Language;
use crate::domain::plan::{Amount, Every, Unit};

/// One of two wordings.
pub(super) fn say<'w>(language: Language, zh: &'w str, en: &'w str) -> &'w str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

/// `Sat 2026-02-14 09:00:00` in the zone.
pub(super) fn instant(language: Language, zone: Tz, at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&zone);
    format!("{} {}", date(language, local.date_naive()), local.format("%H:%M:%S"))
}

/// `Sat 2026-02-14`.
pub(super) fn date(language: Language, date: NaiveDate) -> String {
    format!("{} {date}", weekday_text(date.weekday(), language))
}

/// `3 h 5 min 20 s`, leaving out what is nothing.
pub(super) fn length(language: Language, seconds: i64) -> String {
    let parts = [
        (seconds / 3600, say(language, "小时", " h")),
        (seconds / 60 % 60, say(language, "分钟", " min")),
        (seconds % 60, say(language, "秒", " s")),
    ];
    let told: Vec<_> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, unit)| format!("{n}{unit}")).collect();
    match told.as_slice() {
        [] => say(language, "0秒", "0 s").to_owned(),
        told => told.join(say(language, "", " ")),
    }
}

/// `2 business days`.
pub(super) fn amount(language: Language, amount: Amount) -> String {
    let zh = match amount.unit {
        Unit::Minutes => "分钟",
        Unit::Hours => "小时",
        Unit::BusinessDays => "个工作日",
    };
    match language {
        Language::Zh => format!("{} {zh}", amount.amount),
        Language::En => amount.to_string(),
    }
}

/// The hours of a coverage.
pub(super) fn hours(language: Language, coverage: &Coverage) -> String {
    match &coverage.hours {
        CoverageHours::Always => say(language, "全天候", "around the clock").to_owned(),
        CoverageHours::Weekly(hours) => hours.text(language),
    }
}

/// How often something is reviewed.
pub(super) fn every(language: Language, every: Every) -> &'static str {
    match every {
        Every::Month => say(language, "每月探讨一次", "it is reviewed once a month"),
        Every::Agreed => say(language, "按约定定期探讨", "it is reviewed at agreed intervals"),
    }
}
