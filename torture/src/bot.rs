//! This program as the bot: the same commands, with a clock that can be put wrong and a death at a
//! chosen boundary.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use clap::Parser;
use watchbell::boundary;
use watchbell::cli::{self, Cli};
use watchbell::clock::{Clock, SystemClock};

/// Names the file that holds by how many milliseconds the clock is wrong.
pub(crate) const CLOCK_FILE: &str = "TORTURE_CLOCK_FILE";
/// The boundary at which the process ends, counted from its start.
pub(crate) const DIE_AT: &str = "TORTURE_DIE_AT";

const LOOK_AT_CLOCK: Duration = Duration::from_millis(50);

/// Runs one of the bot's commands.
pub(crate) fn run(arguments: &[String]) -> anyhow::Result<ExitCode> {
    let cli = Cli::try_parse_from(["watchbell".to_owned()].iter().chain(arguments))?;
    die_at_boundary();
    cli::run_by(clock(), cli, &mut std::io::stdout(), &mut std::io::stderr())
}

/// The machine's clock, put wrong by what a file says.
struct WrongClock(Arc<AtomicI64>);

impl Clock for WrongClock {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() + TimeDelta::milliseconds(self.0.load(Ordering::Relaxed))
    }
}

fn clock() -> Arc<dyn Clock> {
    let Some(file) = std::env::var_os(CLOCK_FILE).map(PathBuf::from) else {
        return Arc::new(SystemClock);
    };
    let wrong_by = Arc::new(AtomicI64::new(0));
    let clock = WrongClock(Arc::clone(&wrong_by));
    thread::spawn(move || {
        loop {
            let written = std::fs::read_to_string(&file).ok();
            if let Some(milliseconds) = written.and_then(|text| text.trim().parse().ok()) {
                wrong_by.store(milliseconds, Ordering::Relaxed);
            }
            thread::sleep(LOOK_AT_CLOCK);
        }
    });
    Arc::new(clock)
}

/// Ends the process at the boundary that the environment names, as a power cut would.
fn die_at_boundary() {
    let Some(at) = std::env::var(DIE_AT).ok().and_then(|number| number.parse::<u64>().ok()) else {
        return;
    };
    let reached = AtomicU64::new(0);
    boundary::watch(move |_| {
        if reached.fetch_add(1, Ordering::SeqCst) + 1 == at {
            std::process::abort();
        }
    });
}
