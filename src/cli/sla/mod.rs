//! `watchbell sla due`: one question explained in words, or many as JSON lines.

mod explain;
mod jsonl;
mod words;

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::{Context, bail};
use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;

use super::arguments::{LanguageArgument, PlanFiles};
use crate::commands::vocabulary::severity_words;
use crate::domain::calendar::wall;
use crate::domain::plan::Plan;
use crate::plans::Plans;

#[derive(Debug, clap::Args)]
pub(super) struct SlaArguments {
    #[command(subcommand)]
    command: SlaCommand,
    #[command(flatten)]
    files: PlanFiles,
}

#[derive(Debug, clap::Subcommand)]
enum SlaCommand {
    /// When a first response is due.
    Due(DueArguments),
}

#[derive(Debug, clap::Args)]
struct DueArguments {
    /// Read one JSON question per line from standard input and answer each with one line of JSON.
    #[arg(long, conflicts_with_all = ["plan", "tier", "severity", "channel", "at", "zone"])]
    jsonl: bool,
    /// The id of the plan.
    #[arg(long, required_unless_present = "jsonl")]
    plan: Option<String>,
    /// The id of the tier.
    #[arg(long, required_unless_present = "jsonl")]
    tier: Option<String>,
    /// The id of the severity, or any of its names.
    #[arg(long, required_unless_present = "jsonl")]
    severity: Option<String>,
    /// The id of the channel.
    #[arg(long, required_unless_present = "jsonl")]
    channel: Option<String>,
    /// When the incident was opened: `2026-02-13T18:07:30+08:00`, or `2026-02-13 18:07` in the
    /// zone.
    #[arg(long, required_unless_present = "jsonl")]
    at: Option<String>,
    /// The customer's zone, such as `Asia/Shanghai`; the plan's home zone by default.
    #[arg(long)]
    zone: Option<Tz>,
    /// The language of the explanation.
    #[arg(long, value_enum, default_value = "en")]
    lang: LanguageArgument,
}

pub(super) fn run(
    arguments: &SlaArguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let Some(plans) = arguments.files.load(err)? else { return Ok(ExitCode::FAILURE) };
    let SlaCommand::Due(due) = &arguments.command;
    if due.jsonl {
        jsonl::answer_all(&plans, &mut io::stdin().lock(), out)?;
        return Ok(ExitCode::SUCCESS);
    }
    match explained(&plans, due) {
        Ok(text) => out.write_all(text.as_bytes())?,
        Err(error) => {
            writeln!(err, "{error:#}")?;
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn explained(plans: &Plans, due: &DueArguments) -> anyhow::Result<String> {
    let given = |argument: &Option<String>| argument.clone().unwrap_or_default();
    let (plan, tier, channel) = (given(&due.plan), given(&due.tier), given(&due.channel));
    let plan = plans.plan(&plan).with_context(|| format!("no plan is called `{plan}`"))?;
    let severity = severity_id(plan, &tier, &channel, &given(&due.severity))?;
    let zone = due.zone.unwrap_or(plan.home_zone);
    let opened = parse_instant(&given(&due.at), zone)?;
    let question = explain::Question {
        plan,
        tier: &tier,
        severity: &severity,
        channel: &channel,
        zone,
        opened,
    };
    explain::explain(plans, &question, due.lang.into())
}

/// The id of a severity from any of its words, as in a chat; the ones offered on the channel first.
fn severity_id(plan: &Plan, tier: &str, channel: &str, word: &str) -> anyhow::Result<String> {
    let words = severity_words(plan, &tier.into(), &channel.into());
    let known: Vec<_> = plan.severities.iter().map(|severity| severity.id.as_str()).collect();
    let unknown =
        || format!("{} has no severity `{word}`; there are {}", plan.id, known.join(", "));
    Ok(words.id_of(word).with_context(unknown)?.to_string())
}

fn parse_instant(text: &str, zone: Tz) -> anyhow::Result<DateTime<Utc>> {
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        return Ok(instant.to_utc());
    }
    let text = text.replace('T', " ");
    for format in ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"] {
        if let Ok(wall) = NaiveDateTime::parse_from_str(&text, format) {
            return Ok(wall::opening_at(zone, wall));
        }
    }
    bail!("`{text}` is not a time; write 2026-02-13T18:07:30+08:00 or 2026-02-13 18:07")
}
