//! Tortures the bot: real processes, both databases, every platform, faults composed at random from
//! a seed, and a model of what everybody must have been told in the end.
//!
//! `cargo run --release -p torture -- --seed N --minutes M`. Exit code 1 tells that a promise was
//! broken; what was, and where the logs are, is printed.

#![expect(clippy::print_stdout, reason = "the report is what this program is for")]

mod bot;
mod checks;
mod deployment;
mod faults;
mod hold;
mod machine;
mod patience;
mod people;
mod performance;
mod plan;
mod report;
mod round;
mod story;
mod visit;
mod watcher;
mod world;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::anyhow;
use clap::{Parser, ValueEnum};
use tokio::task::LocalSet;

use deployment::Kind;
use plan::Plan;
use report::Report;

/// How long faults begin in one round. What was begun is then played to its end.
const ROUND: Duration = Duration::from_secs(40);

#[derive(Debug, Parser)]
#[command(name = "torture", about)]
struct Arguments {
    /// What everything is drawn from: the same number makes the same rounds.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// No round begins later than this.
    #[arg(long, default_value_t = 3)]
    minutes: u64,
    /// The databases and instances to use, one after the other.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [On::Sqlite, On::Pair])]
    on: Vec<On>,
    /// Instead of random faults: die at every N-th boundary of a story, once at each.
    #[arg(long, value_name = "N")]
    boundaries: Option<u64>,
    /// Make only faults of these kinds, named as in the report, such as `standby promoted`.
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    only: Vec<String>,
    /// Print the rounds without playing them.
    #[arg(long)]
    plan: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum On {
    /// One instance on SQLite.
    Sqlite,
    /// One instance on PostgreSQL.
    Postgres,
    /// Two instances on one PostgreSQL.
    Pair,
}

impl On {
    fn kind(self) -> Kind {
        match self {
            Self::Sqlite => Kind::Sqlite,
            Self::Postgres => Kind::Postgres { instances: 1 },
            Self::Pair => Kind::Postgres { instances: 2 },
        }
    }
}

fn main() -> anyhow::Result<ExitCode> {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some("bot") {
        return bot::run(&arguments.collect::<Vec<_>>());
    }
    let arguments = Arguments::parse();
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| anyhow!("a TLS provider was installed twice"))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    // Stories wait in one thread; what they talk to has threads of its own.
    runtime.block_on(LocalSet::new().run_until(torture(&arguments)))
}

/// Plays rounds until the time is up, at least one on each database.
async fn torture(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (began_at, mut report) = (Instant::now(), Report::default());
    if let Some(step) = arguments.boundaries {
        for on in &arguments.on {
            report.add(visit::play(arguments.seed, on.kind(), step.max(1)).await?);
        }
        println!("{report}");
        return Ok(report.exit_code());
    }
    let length = Duration::from_secs(60 * arguments.minutes);
    for (round, on) in arguments.on.iter().cycle().enumerate() {
        let is_complete = round >= arguments.on.len();
        if is_complete && (arguments.plan || began_at.elapsed() + ROUND > length) {
            break;
        }
        let seed = arguments.seed + round as u64;
        let plan = Plan::draw(seed, on.kind(), ROUND, &arguments.only)?;
        println!("round {}: {plan}", round + 1);
        if !arguments.plan {
            report.add(round::play(&plan).await?);
        }
    }
    println!("{report}");
    Ok(report.exit_code())
}
