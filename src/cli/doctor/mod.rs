//! `watchbell doctor`: what an operator should put right before a night finds it.
//!
//! It reads and asks, and changes nothing. A fault is something that keeps messages from coming in
//! or going out, or a night without anybody on call; a warning is something that will become one.

mod alarm;
mod database;
mod directory;
mod finding;
mod platforms;

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use super::config::ConfigFile;
use super::plan_problems;
use super::runtime::block_on;
use crate::clock::{Clock, SystemClock};
use crate::plans::Plans;
use finding::{Finding, Grade};

/// Check what the bot depends on: database, platforms, people, rotations, calendars, contracts, and
/// the alarm.
#[derive(Debug, clap::Args)]
pub(super) struct DoctorArguments {
    /// One JSON object a line.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    config: ConfigFile,
}

/// Exits with 1 if there is a fault.
pub(super) fn run(
    arguments: &DoctorArguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let Some(config) = arguments.config.load(err)? else { return Ok(ExitCode::FAILURE) };
    let plans = match Plans::load(config.plans.dir.as_deref(), config.calendars.dir.as_deref()) {
        Ok(plans) => plans,
        Err(errors) => {
            plan_problems::report(&errors, err)?;
            return Ok(ExitCode::FAILURE);
        }
    };
    // There is one where a test has installed it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let mut findings = block_on(async {
        let mut findings = platforms::findings(&config, &clock).await?;
        findings.extend(database::findings(&config, &plans, clock.now()).await);
        findings.extend(alarm::findings(&config).await);
        anyhow::Ok(findings)
    })??;
    findings.sort_by_key(|finding| finding.grade);
    for finding in &findings {
        arguments.show(finding, out)?;
    }
    let has_fault = findings.iter().any(|finding| finding.grade == Grade::Fault);
    Ok(if has_fault { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

impl DoctorArguments {
    fn show(&self, finding: &Finding, out: &mut dyn Write) -> anyhow::Result<()> {
        let Finding { grade, subject, what } = finding;
        if self.json {
            writeln!(out, "{}", serde_json::to_string(finding)?)?;
            return Ok(());
        }
        let grade = match grade {
            Grade::Fault => "FAULT  ",
            Grade::Warning => "warning",
            Grade::Ok => "ok     ",
        };
        writeln!(out, "{grade}  {subject}: {what}")?;
        Ok(())
    }
}
