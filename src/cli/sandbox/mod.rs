//! `watchbell sandbox`: the whole bot in a browser page, with no account anywhere.

mod kept_clock;
mod played;
mod view;
mod world;

use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use chat::ChatPlatform;
use chat_sandbox::{SandboxOptions, SandboxPlatform, World};
use chrono::{DateTime, TimeDelta, Utc};
use tokio::net::TcpListener;
use tokio::sync::Mutex;

use super::apply;
use super::arguments::PlanFiles;
use crate::actions::{Random, SeededRandom};
use crate::app::{Bot, BotDeps};
use crate::clock::{Clock, SystemClock};
use crate::handlers::OpeningsAMinute;
use crate::plans::Plans;
use crate::telemetry::logging::{self, Lines};
use crate::{shutdown, web};
use kept_clock::KeptClock;
use played::Played;
use world::SandboxWorld;

/// How long open requests may take to end.
const GRACE: Duration = Duration::from_secs(5);
/// Nobody cleans a sandbox up.
const KEPT: TimeDelta = TimeDelta::days(3650);

/// Try everything in the browser, with fictitious customers, their groups, and a clock to move.
#[derive(Debug, clap::Args)]
pub(super) struct SandboxArguments {
    /// The address of the page. An address other than loopback lets others in without a password.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Play with the customers, people and rotations of this directory, a file or a folder of
    /// files, instead of made-up ones. Every group and phone is on the page; nothing is sent to a chat platform.
    #[arg(long, value_name = "PATH")]
    directory: Option<PathBuf>,
    /// Keep all data in this directory: chats, incidents, the clock, and the file of --directory.
    /// By default the sandbox deletes them at the end.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// A manual clock that you move, or the machine's real clock.
    #[arg(long, value_enum, default_value_t = ClockChoice::Manual)]
    clock: ClockChoice,
    /// Where a manual clock starts; with --data, not before the instant at which it stood last.
    #[arg(long, value_name = "TIME", default_value = "2026-03-10T08:30:00Z")]
    start: DateTime<Utc>,
    #[command(flatten)]
    files: PlanFiles,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum ClockChoice {
    Real,
    Manual,
}

/// Serves the page until told to stop.
pub(super) fn run(
    arguments: &SandboxArguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let Some(plans) = arguments.files.load(err)? else { return Ok(ExitCode::FAILURE) };
    if let Some(data) = &arguments.data {
        std::fs::create_dir_all(data)
            .with_context(|| format!("{} cannot be made", data.display()))?;
    }
    let (own, data) = (arguments.directory.as_deref(), arguments.data.as_deref());
    let Some(played) = Played::load(own, data, &plans, err)? else {
        return Ok(ExitCode::FAILURE);
    };
    logging::start(Lines::Text, "warn")?;
    if !arguments.listen.ip().is_loopback() {
        writeln!(
            err,
            "{} is not a loopback address: anybody who can reach it can act as anybody here.",
            arguments.listen
        )?;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve(arguments, plans, played, out))?;
    Ok(ExitCode::SUCCESS)
}

async fn serve(
    arguments: &SandboxArguments,
    plans: Plans,
    played: Played,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let scratch = tempfile::tempdir().context("cannot create a temporary directory")?;
    let data = arguments.data.as_deref().unwrap_or(scratch.path());
    let whom = whom(&played);
    let world = build(arguments, plans, played, data).await?;
    let listener = TcpListener::bind(arguments.listen)
        .await
        .with_context(|| format!("cannot listen on {}", arguments.listen))?;
    writeln!(out, "The sandbox is open at http://{}/", listener.local_addr()?)?;
    writeln!(out, "{whom}")?;
    out.flush()?;
    let router =
        chat_sandbox::router(Arc::clone(&world.platform), Arc::clone(&world) as Arc<dyn World>);
    let stop = world.bot.shutdown.stop_inbound.clone();
    let served = world.bot.shutdown.inbound.spawn(web::serve(
        listener,
        router,
        web::ConnectionLimits::default(),
        stop,
    ));
    tokio::select! {
        signal = shutdown::told_to_stop() => drop(signal?),
        ended = served => ended.context("the HTTP server stopped")?.context("the HTTP server stopped")?,
    }
    // An open page listens for ever; it would hold up the stop.
    world.platform.end_streams();
    world.bot.shutdown.run(GRACE).await;
    world.bot.actions.store.close().await;
    Ok(())
}

/// One line about whom the sandbox plays with.
fn whom(played: &Played) -> String {
    let Played { name, directory, .. } = played;
    let (customers, groups, people) =
        (directory.customers.len(), directory.groups.len(), directory.people.len());
    let note = if played.is_own() { "Nothing is sent to them." } else { "All are made up." };
    format!("It plays with {name}: {customers} customers, {groups} groups, {people} people. {note}")
}

async fn build(
    arguments: &SandboxArguments,
    plans: Plans,
    played: Played,
    data: &Path,
) -> anyhow::Result<Arc<SandboxWorld>> {
    let manual = (arguments.clock == ClockChoice::Manual)
        .then(|| KeptClock::open(arguments.start, arguments.data.as_deref()))
        .transpose()?;
    let clock: Arc<dyn Clock> = match &manual {
        Some(manual) => manual.clock.clone(),
        None => Arc::new(SystemClock),
    };
    let random: Arc<dyn Random> = Arc::new(SeededRandom::from_system());
    let now = Arc::clone(&clock);
    let platform = Arc::new(SandboxPlatform::open(SandboxOptions {
        now: Arc::new(move || now.now()),
        seed: random.id(clock.now()).as_u64_pair().1,
        data_dir: arguments.data.clone(),
    })?);
    let bot = Bot::assemble(BotDeps {
        database: format!("sqlite:{}", data.join("sandbox.db").display()),
        plans: Arc::new(plans),
        platforms: vec![Arc::clone(&platform) as Arc<dyn ChatPlatform>],
        clock,
        random,
        kept: KEPT,
        openings: OpeningsAMinute::default(),
        links: None,
    })
    .await?;
    apply::apply_embedded(&bot.actions.store, &played.name, &played.directory).await?;
    if manual.is_none() {
        bot.start_engine();
    }
    Ok(Arc::new(SandboxWorld {
        bot: Arc::new(bot),
        platform,
        looks: played.looks,
        clock: manual,
        turn: Mutex::default(),
    }))
}
