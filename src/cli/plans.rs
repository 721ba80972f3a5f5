//! `watchbell plans check | list | show`.

mod special_handling;

use std::io::Write;
use std::process::ExitCode;

use super::arguments::{LanguageArgument, PlanFiles};
use crate::domain::calendar::CoverageHours;
use crate::domain::names::Language;
use crate::domain::plan::{
    ChatPlatforms, ClosingTerms, ContactPurpose, Every, Plan, Promise, Severity, TierTerms,
};
use crate::ids::CoverageId;
use crate::plans::Plans;

#[derive(Debug, clap::Args)]
pub(super) struct PlansArguments {
    #[command(subcommand)]
    command: PlansCommand,
    #[command(flatten)]
    files: PlanFiles,
}

#[derive(Debug, clap::Subcommand)]
enum PlansCommand {
    /// List all problems of plans and calendars, and the assumed figures.
    Check,
    /// List the plans.
    List,
    /// Show one plan, or one tier of it.
    Show {
        /// The id of the plan.
        plan: String,
        /// The id of the tier; all tiers by default.
        #[arg(long)]
        tier: Option<String>,
        /// The language of names.
        #[arg(long, value_enum, default_value = "en")]
        lang: LanguageArgument,
    },
}

pub(super) fn run(
    arguments: &PlansArguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let Some(plans) = arguments.files.load(err)? else { return Ok(ExitCode::FAILURE) };
    match &arguments.command {
        PlansCommand::Check => check(&plans, out)?,
        PlansCommand::List => list(&plans, out)?,
        PlansCommand::Show { plan, tier, lang } => {
            return show(&plans, plan, tier.as_deref(), (*lang).into(), out, err);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn check(plans: &Plans, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut assumptions = 0;
    for loaded in plans.plans() {
        for assumption in &loaded.item.assumptions {
            let line = line_of(&loaded.file.text, assumption.span.start);
            let (path, entry, text) = (&loaded.file.path, &assumption.entry, &assumption.text);
            writeln!(out, "{path}:{line}: assumed in {entry}: {text}")?;
            assumptions += 1;
        }
    }
    let (plan_count, calendar_count) = (plans.plans().count(), plans.holiday_calendars().count());
    writeln!(
        out,
        "{plan_count} plans and {calendar_count} calendars are valid; {assumptions} figures are assumed"
    )?;
    Ok(())
}

fn line_of(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|byte| *byte == b'\n').count()
}

fn list(plans: &Plans, out: &mut dyn Write) -> anyhow::Result<()> {
    for loaded in plans.plans() {
        let plan = &loaded.item;
        let tiers: Vec<_> = plan.tiers.iter().map(|tier| tier.id.as_str()).collect();
        let (id, edition, names) = (plan.id.as_str(), &plan.version.edition, &plan.names);
        writeln!(
            out,
            "{id:<14} {edition:<12} {} | {}  [{}]",
            names.zh,
            names.en,
            tiers.join(", ")
        )?;
    }
    Ok(())
}

fn show(
    plans: &Plans,
    id: &str,
    tier: Option<&str>,
    language: Language,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let Some(plan) = plans.plan(id) else {
        let known: Vec<_> = plans.plans().map(|loaded| loaded.item.id.as_str()).collect();
        writeln!(err, "no plan is called `{id}`; there are {}", known.join(", "))?;
        return Ok(ExitCode::FAILURE);
    };
    let tiers: Vec<_> = plan
        .tiers
        .iter()
        .filter(|known| tier.is_none_or(|wanted| known.id.as_str() == wanted))
        .collect();
    if tiers.is_empty() {
        let known: Vec<_> = plan.tiers.iter().map(|tier| tier.id.as_str()).collect();
        writeln!(err, "{id} has no tier of that name; there are {}", known.join(", "))?;
        return Ok(ExitCode::FAILURE);
    }
    show_plan(plan, language, out)?;
    for tier in tiers {
        show_tier(plan, tier, language, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn show_plan(plan: &Plan, language: Language, out: &mut dyn Write) -> anyhow::Result<()> {
    let version = &plan.version;
    writeln!(out, "{} ({})", plan.names.in_language(language), plan.id)?;
    writeln!(
        out,
        "edition {}, file {}, home zone {}",
        version.edition, version.fingerprint, plan.home_zone
    )?;
    for document in &plan.documents {
        writeln!(out, "document {}: {}, {}", document.key, document.title, document.edition)?;
    }
    for coverage in &plan.coverages {
        let hours = match &coverage.rule.hours {
            CoverageHours::Always => "every instant".to_owned(),
            CoverageHours::Weekly(hours) => hours.text(language),
        };
        let holidays = coverage.rule.holidays.as_deref().unwrap_or("none");
        writeln!(out, "coverage {}: {hours}, holidays {holidays}", coverage.id)?;
    }
    if let Some(support) = &plan.support {
        if let Some(languages) = &support.languages {
            writeln!(out, "support languages: {}", languages.in_language(language))?;
        }
        if let Some(address) = &support.status_page {
            writeln!(out, "status page: {address}")?;
        }
    }
    for note in &plan.notes {
        writeln!(out, "note: {}", note.text.in_language(language))?;
    }
    plan.behaviour.closing.as_ref().map_or(Ok(()), |closing| show_closing(closing, out))?;
    special_handling::of_plan(plan, language, out)
}

fn show_closing(closing: &ClosingTerms, out: &mut dyn Write) -> anyhow::Result<()> {
    let (within, coverage) = (closing.consent_within, &closing.coverage);
    let (days, years) = (closing.reopen_days, closing.years_kept);
    writeln!(
        out,
        "closing: consent within {within} ({coverage}), reopened for {days} days, kept for {years} years"
    )?;
    if !closing.closes_unanswered(&closing.provenance) {
        writeln!(out, "closing: without consent the duty manager decides")?;
    }
    for window in &closing.information {
        writeln!(
            out,
            "closing: information within {} days from rank {} on",
            window.days, window.rank
        )?;
    }
    Ok(())
}

fn show_tier(
    plan: &Plan,
    tier: &TierTerms,
    language: Language,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    writeln!(out, "\n{} ({})", tier.names.in_language(language), tier.id)?;
    match &tier.platforms {
        ChatPlatforms::Any => writeln!(out, "  chat platforms: any")?,
        ChatPlatforms::Only(names) if names.is_empty() => {
            writeln!(out, "  chat platforms: none, unless a contract agrees on a group")?;
        }
        ChatPlatforms::Only(names) => writeln!(out, "  chat platforms: {}", names.join(", "))?,
    }
    if let Some(tam) = &tier.tam {
        writeln!(out, "  technical account manager: {}", tam.coverage)?;
    }
    if let Some(price) = &tier.price {
        writeln!(out, "  price: {}", price.text.in_language(language))?;
    }
    for contact in &tier.contacts {
        let names = contact.names.in_language(language);
        let purpose = purpose_text(&contact.purpose);
        writeln!(out, "  {names}: {} ({}){purpose}", contact.address, contact.coverage)?;
    }
    let lacks: Vec<_> = tier.not_offered.iter().map(|names| names.in_language(language)).collect();
    if !lacks.is_empty() {
        writeln!(out, "  not offered: {}", lacks.join("; "))?;
    }
    if let Some(escort) = &tier.during_escort {
        let target = &escort.target;
        writeln!(out, "  during an escort: within {} ({})", target.amount, target.coverage)?;
    }
    special_handling::of_tier(plan, tier, language, out)?;
    for channel in &plan.channels {
        let severities = plan.severities_on(&tier.id, &channel.id);
        if severities.is_empty() {
            continue;
        }
        writeln!(
            out,
            "  {} ({}, {})",
            channel.names.in_language(language),
            channel.id,
            channel.coverage
        )?;
        for severity in severities {
            let promise = promise_text(plan.promise(&tier.id, &channel.id, &severity.id), language);
            let included = included_text(plan, tier, severity);
            let rank = severity.rank_on(&channel.id).unwrap_or_default();
            let names = severity.names.in_language(language);
            writeln!(out, "    {rank}. {names} ({}): {promise}{included}", severity.id)?;
        }
    }
    Ok(())
}

fn purpose_text(purpose: &ContactPurpose) -> String {
    match purpose {
        ContactPurpose::Requests => String::new(),
        ContactPurpose::Escalation => ", for escalations".to_owned(),
        ContactPurpose::Subject(words) => format!(", for titles with: {}", words.join(", ")),
    }
}

fn included_text(plan: &Plan, tier: &TierTerms, severity: &Severity) -> String {
    let express = plan.express.as_ref().filter(|express| express.severity == severity.id);
    match express.map_or(0, |express| express.included_in(&tier.id)) {
        0 => String::new(),
        count => format!(", {count} a month included"),
    }
}

fn promise_text(promise: &Promise, language: Language) -> String {
    match promise {
        Promise::Target(target) => {
            let needs = target.needs.as_ref().map(|needs| needs.in_language(language));
            let needs = needs.map(|needs| format!(", needs {needs}")).unwrap_or_default();
            format!("within {} ({}){needs}", target.amount, target.coverage)
        }
        Promise::None => "no promised time".to_owned(),
        Promise::BestEffort { coverage } => format!("best effort ({coverage})"),
        Promise::Periodic { every: Every::Month } => "reviewed once a month".to_owned(),
        Promise::Periodic { every: Every::Agreed } => "reviewed at agreed intervals".to_owned(),
        Promise::Contract { coverages } => {
            let coverages: Vec<_> = coverages.iter().map(CoverageId::as_str).collect();
            format!("by contract ({})", coverages.join(" | "))
        }
        Promise::NotOffered => "not offered".to_owned(),
    }
}
