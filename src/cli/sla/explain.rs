//! One due time in words, window by window.

use std::fmt::Write;

use anyhow::Context;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;

use super::words::{self, say};
use crate::domain::calendar::{CoverageCalendar, DayKind, Due, Window};
use crate::domain::names::Language;
use crate::domain::plan::{
    Cell, Channel, Plan, PlanCoverage, Promise, Severity, Target, TierTerms,
};
use crate::ids::CoverageId;
use crate::plans::Plans;

/// Windows told one by one; a longer target is told by its first ones.
const MOST_WINDOWS: usize = 40;

/// What was asked.
pub(super) struct Question<'q> {
    pub(super) plan: &'q Plan,
    pub(super) tier: &'q str,
    pub(super) severity: &'q str,
    pub(super) channel: &'q str,
    pub(super) zone: Tz,
    pub(super) opened: DateTime<Utc>,
}

struct Found<'q> {
    tier: &'q TierTerms,
    severity: &'q Severity,
    channel: &'q Channel,
    cell: &'q Cell,
}

impl<'q> Question<'q> {
    fn find(&self) -> anyhow::Result<Found<'q>> {
        let plan = self.plan;
        let list = |ids: Vec<&str>| ids.join(", ");
        let tier = plan.tier(&self.tier.into()).with_context(|| {
            let known = plan.tiers.iter().map(|tier| tier.id.as_str()).collect();
            format!("{} has no tier `{}`; there are {}", plan.id, self.tier, list(known))
        })?;
        let channel = plan.channel(&self.channel.into()).with_context(|| {
            let known = plan.channels.iter().map(|channel| channel.id.as_str()).collect();
            format!("{} has no channel `{}`; there are {}", plan.id, self.channel, list(known))
        })?;
        let unknown = || format!("{} has no severity `{}`", plan.id, self.severity);
        let severity = plan.severity(&self.severity.into()).with_context(unknown)?;
        let cell = plan.cell(self.tier, self.channel, self.severity).with_context(unknown)?;
        Ok(Found { tier, severity, channel, cell })
    }
}

/// Explains a due time, or says what may be expected if there is none (`sla-semantics`, rule 10).
pub(super) fn explain(
    plans: &Plans,
    question: &Question<'_>,
    language: Language,
) -> anyhow::Result<String> {
    let found = question.find()?;
    let names =
        [&question.plan.names, &found.tier.names, &found.severity.names, &found.channel.names];
    let mut text = names.map(|names| names.in_language(language)).join(" · ");
    text.push('\n');
    match &found.cell.promise {
        Promise::Target(target) => explain_target(plans, question, target, language, &mut text)?,
        promise => writeln!(text, "{}", expectation(question, &found, promise, language))?,
    }
    let provenance = &found.cell.provenance;
    for (label, entry) in [
        (say(language, "出处", "source"), &provenance.source),
        (say(language, "假定", "assumed"), &provenance.assumed),
    ] {
        if let Some(entry) = entry {
            writeln!(text, "{label}: {entry}")?;
        }
    }
    Ok(text)
}

fn explain_target(
    plans: &Plans,
    question: &Question<'_>,
    target: &Target,
    language: Language,
    text: &mut String,
) -> anyhow::Result<()> {
    let missing = || format!("{} has no coverage `{}`", question.plan.id, target.coverage);
    let coverage = question.plan.coverage(&target.coverage).with_context(missing)?;
    let calendar =
        plans.calendar(question.plan, &target.coverage, question.zone).with_context(missing)?;
    let due = calendar.due_at(question.opened, target.seconds);
    writeln!(text, "{}", promise_line(target, coverage, &calendar, language))?;
    writeln!(text, "{}", opening_line(question, &calendar, language))?;
    window_lines(question, &calendar, due, language, text)?;
    let (zone, at) = (calendar.zone(), words::instant(language, calendar.zone(), due.at));
    let utc = due.at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true);
    match language {
        Language::Zh => writeln!(text, "须在 {at}（{zone}，即 {utc}）之前响应；到点即为超时。")?,
        Language::En => {
            writeln!(text, "Due before {at} ({zone}), {utc}; at that instant it is late.")?;
        }
    }
    if due.provisional {
        let zh = "暂定：该时间涉及尚未公布节假日的年份，仅按每周时段计算。";
        let en = "Provisional: it reaches into a year whose holidays are not published; \
                  only the weekly windows were used.";
        writeln!(text, "{}", say(language, zh, en))?;
    }
    Ok(())
}

fn promise_line(
    target: &Target,
    coverage: &PlanCoverage,
    calendar: &CoverageCalendar,
    language: Language,
) -> String {
    let amount = words::amount(language, target.amount);
    let length = words::length(language, target.seconds);
    let (id, hours) = (&coverage.id, words::hours(language, &coverage.rule));
    let holidays = calendar.holidays().map(|holidays| holidays.names.in_language(language));
    let holidays = holidays.map(|names| format!("; {names}")).unwrap_or_default();
    let zone = calendar.zone();
    match language {
        Language::Zh => {
            format!("承诺: {amount}内首次响应，即 {id}（{hours}; {zone}{holidays}）内的 {length}。")
        }
        Language::En => {
            format!(
                "Promise: a first response within {amount}, {length} of {id} ({hours}; {zone}{holidays})."
            )
        }
    }
}

fn opening_line(
    question: &Question<'_>,
    calendar: &CoverageCalendar,
    language: Language,
) -> String {
    let (zone, opened) =
        (calendar.zone(), words::instant(language, calendar.zone(), question.opened));
    let start = calendar.next_opening(question.opened).filter(|start| *start > question.opened);
    let start = start.map(|start| words::instant(language, zone, start));
    match (language, start) {
        (Language::Zh, None) => format!("开单: {opened}，在服务时间内，立即计时。"),
        (Language::Zh, Some(start)) => format!("开单: {opened}，在服务时间外，自 {start} 起计时。"),
        (Language::En, None) => {
            format!("Opened: {opened}, inside coverage; the clock starts at once.")
        }
        (Language::En, Some(start)) => {
            format!("Opened: {opened}, outside coverage; the clock starts {start}.")
        }
    }
}

fn window_lines(
    question: &Question<'_>,
    calendar: &CoverageCalendar,
    due: Due,
    language: Language,
    text: &mut String,
) -> anyhow::Result<()> {
    let zone = calendar.zone();
    let local_date = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
    let (mut used, mut told_until) = (0, local_date(question.opened));
    for (n, window) in calendar.windows(question.opened, due.at).enumerate() {
        if n == MOST_WINDOWS {
            writeln!(text, "  …")?;
            break;
        }
        let day = local_date(window.opens_at);
        for line in closed_lines(calendar, told_until, day, language) {
            writeln!(text, "{line}")?;
        }
        used += (window.closes_at - window.opens_at).num_seconds();
        writeln!(text, "{}", window_line(calendar, window, used, language))?;
        told_until = local_date(window.closes_at);
    }
    Ok(())
}

fn window_line(
    calendar: &CoverageCalendar,
    window: Window,
    used: i64,
    language: Language,
) -> String {
    let zone = calendar.zone();
    let opens = words::instant(language, zone, window.opens_at);
    let closes = window.closes_at.with_timezone(&zone).format("%H:%M:%S");
    let counts = words::length(language, (window.closes_at - window.opens_at).num_seconds());
    let used = words::length(language, used);
    let day = window.opens_at.with_timezone(&zone).date_naive();
    let is_make_up =
        calendar.holidays().is_some_and(|holidays| holidays.kind_of(day) == DayKind::MakeUp);
    let mark =
        if is_make_up { say(language, "（调休上班）", " (make-up working day)") } else { "" };
    match language {
        Language::Zh => format!("  {opens}–{closes}{mark}: 计 {counts}，累计 {used}"),
        Language::En => format!("  {opens}–{closes}{mark}: counts {counts}, {used} so far"),
    }
}

/// The days between two windows on which nothing counts, neighbours with the same reason taken
/// together.
fn closed_lines(
    calendar: &CoverageCalendar,
    from: NaiveDate,
    to: NaiveDate,
    language: Language,
) -> Vec<String> {
    let mut stretches: Vec<(NaiveDate, NaiveDate, String)> = Vec::new();
    for day in from.iter_days().take_while(|day| *day < to) {
        if calendar.is_always_open() || !calendar.windows_on(day).is_empty() {
            continue;
        }
        let holiday = calendar.holidays().and_then(|holidays| holidays.holiday_on(day));
        let weekend = say(language, "非工作日", "no working day");
        let reason = holiday.map_or(weekend, |names| names.in_language(language));
        match stretches.last_mut() {
            Some((_, last, known))
                if *known == reason && last.num_days_from_ce() + 1 == day.num_days_from_ce() =>
            {
                *last = day;
            }
            _ => stretches.push((day, day, reason.to_owned())),
        }
    }
    stretches
        .into_iter()
        .map(|(first, last, reason)| closed_line(first, last, &reason, language))
        .collect()
}

fn closed_line(first: NaiveDate, last: NaiveDate, reason: &str, language: Language) -> String {
    let (from, to) = (words::date(language, first), words::date(language, last));
    let days = if first == last { from } else { format!("{from} – {to}") };
    match language {
        Language::Zh => format!("  {days}: 不计时（{reason}）"),
        Language::En => format!("  {days}: does not count ({reason})"),
    }
}

/// What a customer may expect from a promise that is no clock.
fn expectation(
    question: &Question<'_>,
    found: &Found<'_>,
    promise: &Promise,
    language: Language,
) -> String {
    let plan = question.plan;
    let hours =
        |id| plan.coverage(id).map(|known| words::hours(language, &known.rule)).unwrap_or_default();
    match promise {
        Promise::Target(target) => words::amount(language, target.amount),
        Promise::None => say(
            language,
            "计划未对该级别承诺响应时间。",
            "The plan promises no response time for this severity.",
        )
        .to_owned(),
        Promise::BestEffort { coverage } => match language {
            Language::Zh => format!("在 {} 内尽力响应，不承诺时间。", hours(coverage)),
            Language::En => {
                format!("Answered as soon as possible in {}; no time is promised.", hours(coverage))
            }
        },
        Promise::Periodic { every } => {
            let every = words::every(language, *every);
            format!(
                "{}{every}{}",
                say(language, "不计响应时间：", "No response clock: "),
                say(language, "。", ".")
            )
        }
        Promise::Contract { coverages } => {
            let ids: Vec<_> = coverages.iter().map(CoverageId::as_str).collect();
            let ids = ids.join(" | ");
            match language {
                Language::Zh => format!("以客户自己的合同为准（{ids}）。"),
                Language::En => {
                    format!("The customer's own contract decides, counted in one of {ids}.")
                }
            }
        }
        Promise::NotOffered => not_offered(plan, found, language),
    }
}

fn not_offered(plan: &Plan, found: &Found<'_>, language: Language) -> String {
    let serving = plan.channels_serving(&found.tier.id, &found.severity.id);
    let serving: Vec<_> =
        serving.into_iter().map(|channel| channel.names.in_language(language)).collect();
    let serving = if serving.is_empty() {
        say(language, "无", "none").to_owned()
    } else {
        serving.join(", ")
    };
    match language {
        Language::Zh => format!("该等级在此渠道不提供该级别；可用渠道: {serving}。"),
        Language::En => {
            format!(
                "The tier does not offer this severity on this channel; channels that serve it: {serving}."
            )
        }
    }
}
