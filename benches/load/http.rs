//! The whole road: a signed callback in, verified, parsed, decided, durable, answered.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use dingtalk_simulator::{DingTalkSimulator, Setup};
use tokio::runtime::Runtime;
use watchbell::clock::{Clock, SystemClock};

use crate::callbacks::{CONNECTIONS, at_full_speed, at_rate, openings};
use crate::figures::{Table, micros_each, rate};
use crate::kit::program::{Home, Program};
use crate::process::Process;
use crate::{Size, TOWN, ledger};

const STARTS: usize = 5;
const AIM_AT_A_HUNDRED: &str = "p99 below 5 ms";

pub(crate) fn measure(runtime: &Runtime, folder: &Path, size: Size, table: &mut Table) {
    let fake = start_fake(runtime);
    let home = Home::furnish(&binary(), folder, TOWN, &fake.base());
    home.apply_directory();
    measure_starts(&home, table);
    let program = home.start();
    home.wait_until_ready();
    let process = Process(program.0.id());
    let idle = format!("{:.1} MB", process.resident_megabytes());
    table.row(format!("idle memory, {} groups", TOWN.groups), idle, "below 30 MB");
    let mut sent = 0;
    for (per_second, aim) in [(100, AIM_AT_A_HUNDRED), (500, "")] {
        let requests = openings(&fake, sent, steady_count(per_second, size.steady));
        let spread = at_rate(home.address, &requests, per_second);
        table.row(format!("answered, at {per_second} a second"), spread.to_string(), aim);
        sent += requests.len();
    }
    sent += measure_full_speed(&home, &fake, process, (sent, size.count), table);
    drop::<Program>(program);
    runtime.block_on(ledger::check(&home.database, sent, table));
}

fn measure_full_speed(
    home: &Home,
    fake: &DingTalkSimulator,
    process: Process,
    (from, count): (usize, usize),
    table: &mut Table,
) -> usize {
    let requests = openings(fake, from, count);
    let (ours, theirs, started_at) = (Process::this().cpu(), process.cpu(), Instant::now());
    let spread = at_full_speed(home.address, &requests);
    let took = started_at.elapsed();
    let (ours, theirs) = (Process::this().cpu_since(ours), process.cpu_since(theirs));
    let speed = format!("{:.0}/s, {spread}", rate(count, took));
    table.row(format!("durable incidents, {CONNECTIONS} connections"), speed, "8,000/s");
    table.row(
        "processor time for each",
        format!("{:.0} µs", micros_each(theirs, count)),
        "below 150 µs",
    );
    table.row("the generator's own for each", format!("{:.0} µs", micros_each(ours, count)), "");
    table.row("memory afterwards", format!("{:.1} MB", process.resident_megabytes()), "");
    count
}

fn measure_starts(home: &Home, table: &mut Table) {
    let mut longest = Duration::ZERO;
    for _ in 0..STARTS {
        let started_at = Instant::now();
        let _program = home.start();
        home.wait_until_ready();
        longest = longest.max(started_at.elapsed());
    }
    let figure = format!("{longest:.0?}, the longest of {STARTS}");
    table.row(format!("start until healthy, {} groups", TOWN.groups), figure, "below 200 ms");
}

/// The program that was built with this benchmark, or the one that `WATCHBELL_BENCH_BINARY` names.
pub(crate) fn binary() -> PathBuf {
    std::env::var_os("WATCHBELL_BENCH_BINARY")
        .map_or_else(|| env!("CARGO_BIN_EXE_watchbell").into(), PathBuf::from)
}

/// A `DingTalk` on loopback that takes what the program says.
pub(crate) fn start_fake(runtime: &Runtime) -> DingTalkSimulator {
    runtime
        .block_on(DingTalkSimulator::start(Setup::default(), Arc::new(|| SystemClock.now())))
        .unwrap()
}

fn steady_count(per_second: u32, length: Duration) -> usize {
    usize::try_from(u64::from(per_second) * length.as_secs()).unwrap()
}
