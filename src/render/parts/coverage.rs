//! When a clock runs, and how long a target is, in words.

use chrono::{DateTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;

use crate::domain::calendar::{Coverage, CoverageHours, DayWindow, WeeklyHours, clock_text};
use crate::domain::entitlement::Entitlement;
use crate::domain::plan::{Amount, Promise};
use crate::ids::{CoverageId, SeverityId};
use crate::render::lang::Language;
use crate::render::{time, zone};

const WEEK: [(Weekday, &str, &str); 7] = [
    (Weekday::Mon, "周一", "Mon"),
    (Weekday::Tue, "周二", "Tue"),
    (Weekday::Wed, "周三", "Wed"),
    (Weekday::Thu, "周四", "Thu"),
    (Weekday::Fri, "周五", "Fri"),
    (Weekday::Sat, "周六", "Sat"),
    (Weekday::Sun, "周日", "Sun"),
];

/// A coverage of the plan in words: `7x24`, `Mon-Fri 09:00-18:00 (Beijing time, public holidays
/// observed)`.
pub(in crate::render) fn hours(
    language: Language,
    terms: &Entitlement,
    id: &CoverageId,
    now: DateTime<Utc>,
) -> String {
    match terms.plan.coverage(id) {
        Some(coverage) => in_words(language, &coverage.rule, terms.zone, now),
        None => id.to_string(),
    }
}

fn in_words(language: Language, rule: &Coverage, customer: Tz, now: DateTime<Utc>) -> String {
    let CoverageHours::Weekly(hours) = &rule.hours else {
        return language.say("coverage-always", &[]);
    };
    let key = if rule.holidays.is_some() { "coverage-hours-holidays" } else { "coverage-hours" };
    let zone = zone::name(language, rule.zone_for(customer), now);
    language.say(key, &[("hours", weekly(language, hours).into()), ("zone", zone.into())])
}

/// Weekdays with equal windows are taken together.
fn weekly(language: Language, hours: &WeeklyHours) -> String {
    let stretches = WEEK.chunk_by(|(one, ..), (next, ..)| hours.on(*one) == hours.on(*next));
    let told = stretches.filter_map(|days| {
        let windows = hours.on(days.first()?.0);
        let day = |(_, zh, en): &(Weekday, &'static str, &'static str)| language.pick(*zh, *en);
        let named = match days {
            [only] => day(only).to_owned(),
            [first, .., last] => format!("{}{}{}", day(first), language.pick("至", "-"), day(last)),
            [] => return None,
        };
        (!windows.is_empty()).then(|| format!("{named} {}", windows_text(windows)))
    });
    language.join(&told.collect::<Vec<_>>())
}

fn windows_text(windows: &[DayWindow]) -> String {
    let text =
        |window: &DayWindow| format!("{}-{}", clock_text(window.from), clock_text(window.to));
    windows.iter().map(text).collect::<Vec<_>>().join(" ")
}

/// The length of a target as the plan puts it (`2 个工作日`), else in hours and minutes.
pub(in crate::render) fn target(
    language: Language,
    terms: &Entitlement,
    severity: Option<&SeverityId>,
    seconds: i64,
) -> String {
    let promised =
        severity.map(|severity| terms.plan.promise(&terms.tier, &terms.channel, severity));
    match promised {
        Some(Promise::Target(target)) if target.seconds == seconds => {
            amount(language, target.amount)
        }
        _ => time::length(language, TimeDelta::seconds(seconds)),
    }
}

/// An amount in the unit of the document.
pub(in crate::render) fn amount(language: Language, amount: Amount) -> String {
    let key = format!("amount-{}", amount.unit.key());
    language.say(&key, &[("count", i64::from(amount.amount).into())])
}
