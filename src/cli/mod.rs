//! The subcommands. Printing happens here and nowhere else, always to a writer that was handed in.
//!
//! Exit codes: 0 when all went well, 1 when something is wrong with the files or the question, 2
//! when the arguments could not be understood. `apply` has two more.

mod apply;
mod arguments;
mod audit;
mod backup;
mod config;
mod directory;
mod directory_texts;
mod doctor;
mod health;
mod links;
mod manual;
mod parse;
mod plan_problems;
mod plans;
mod runtime;
#[cfg(feature = "sandbox")]
mod sandbox;
mod serve;
#[cfg(feature = "simulators")]
mod simulate;
mod sla;
mod transcript;

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use clap::CommandFactory;

use crate::clock::{Clock, SystemClock};

/// Keeps a vendor's support promises inside the chat group.
#[derive(Debug, clap::Parser)]
#[command(name = "watchbell", version = env!("WATCHBELL_VERSION"), about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Check, list and show support plans.
    Plans(plans::PlansArguments),
    /// Compute when a response is due.
    Sla(sla::SlaArguments),
    /// Parse chat messages without acting on them.
    Parse(parse::ParseArgs),
    /// Run the bot until it is told to stop.
    Serve(serve::ServeArguments),
    /// Try everything in the browser, with fictitious customers and a clock to move.
    #[cfg(feature = "sandbox")]
    Sandbox(sandbox::SandboxArguments),
    /// Simulate a chat platform, to try a configuration without an account there.
    #[cfg(feature = "simulators")]
    Simulate(simulate::SimulateArguments),
    /// Check the configuration without starting anything.
    Config(config::ConfigArguments),
    /// Check what the bot depends on: database, platforms, people, rotations, calendars, contracts.
    Doctor(doctor::DoctorArguments),
    /// Ask the running bot how it is.
    Health(health::HealthArguments),
    /// Print signed links.
    Links(links::LinksArguments),
    /// Show what a directory file changes, and apply it.
    Apply(apply::ApplyArguments),
    /// Show who applied which directory files when.
    Directory(directory::DirectoryArguments),
    /// Copy a SQLite database to a file, while the bot works with it.
    Backup(backup::BackupArguments),
    /// Put a backup into the place of the database, while the bot does not run.
    Restore(backup::RestoreArguments),
    /// Show who did what from where, and check that nobody has changed the record.
    Audit(audit::AuditArguments),
    /// Export the transcript of an incident.
    Transcript(transcript::TranscriptArguments),
    /// Print the completions of a shell.
    Completions(manual::CompletionsArguments),
    /// Write the manual pages.
    Man(manual::ManArguments),
}

/// Runs a subcommand, writing answers to `out` and complaints to `err`.
pub fn run(cli: Cli, out: &mut dyn Write, err: &mut dyn Write) -> anyhow::Result<ExitCode> {
    run_by(Arc::new(SystemClock), cli, out, err)
}

/// The same with another clock for the bot, for a program that tries what a wrong clock does.
pub fn run_by(
    clock: Arc<dyn Clock>,
    cli: Cli,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    match cli.command {
        Command::Plans(arguments) => plans::run(&arguments, out, err),
        Command::Sla(arguments) => sla::run(&arguments, out, err),
        Command::Parse(arguments) => parse::run(&arguments, out, err),
        Command::Serve(arguments) => serve::run(&arguments, clock, err),
        #[cfg(feature = "sandbox")]
        Command::Sandbox(arguments) => sandbox::run(&arguments, out, err),
        #[cfg(feature = "simulators")]
        Command::Simulate(arguments) => simulate::run(&arguments, out, err),
        Command::Config(arguments) => config::run(&arguments, out, err),
        Command::Doctor(arguments) => doctor::run(&arguments, out, err),
        Command::Health(arguments) => health::run(&arguments, out, err),
        Command::Links(arguments) => links::run(&arguments, out, err),
        Command::Apply(arguments) => apply::run(&arguments, out, err),
        Command::Directory(arguments) => directory::run(&arguments, out, err),
        Command::Backup(arguments) => backup::run(&arguments, &*clock, out, err),
        Command::Restore(arguments) => backup::restore(&arguments, &*clock, out, err),
        Command::Audit(arguments) => audit::run(&arguments, out, err),
        Command::Transcript(arguments) => transcript::run(&arguments, out, err),
        Command::Completions(arguments) => manual::completions(&arguments, Cli::command(), out),
        Command::Man(arguments) => manual::pages(&arguments, Cli::command(), out),
    }
}
