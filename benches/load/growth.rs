//! Whether a command costs more the more incidents are stored: opening, acknowledging and firing at
//! a thousand, a hundred thousand and a million closed incidents, on both engines.
//!
//! The history is made of a few hundred real journeys, multiplied with SQL. `PostgreSQL` is
//! measured when `WATCHBELL_BENCH_POSTGRES` holds the URL of an empty database on it.

use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use dingtalk_simulator::DingTalkSimulator;
use tokio::runtime::Runtime;
use watchbell::clock::{Clock, SystemClock};

use crate::callbacks::{at_full_speed, openings, said};
use crate::figures::{Table, micros_each};
use crate::history::{Database, History};
use crate::http::{binary, start_fake};
use crate::kit::many_customers::engineer;
use crate::kit::program::{Home, Program};
use crate::process::Process;
use crate::{TOWN, journeys, sample, timers};

/// How many closed incidents there are.
const HISTORIES: [usize; 3] = [1_000, 100_000, 1_000_000];
/// How many of each kind are measured.
const EACH: usize = 3_000;
/// Before they are measured, as many make the caches what they are in the long run.
const WARM_UP: usize = 1_000;
/// From the last commit to the instant of the timers.
const HEAD_START: TimeDelta = TimeDelta::seconds(10);
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);
/// The keys of the incidents that wait for a timer; no callback has them.
const FIRST_WAITING: usize = 20_000_000;

/// Processor time of the program for each, in microseconds.
#[derive(Debug, Clone, Copy)]
struct Costs {
    opening: f64,
    acknowledging: f64,
    firing: f64,
    /// On disk, for each incident of the history.
    bytes: u64,
}

pub(crate) fn measure(runtime: &Runtime, folder: &Path, largest: usize, table: &mut Table) {
    let fake = start_fake(runtime);
    for database in Database::all() {
        let mut first = None;
        for history in HISTORIES.into_iter().filter(|history| *history <= largest) {
            let folder = folder.join(format!("{}-{history}", database.name()));
            std::fs::create_dir(&folder).unwrap();
            let costs = measure_one(runtime, &folder, &database, history, &fake);
            let first = *first.get_or_insert(costs);
            show(table, &format!("{}, {history} closed", database.name()), costs, first);
        }
    }
}

fn show(table: &mut Table, what: &str, costs: Costs, first: Costs) {
    let of = |cost: f64, first: f64| format!("{cost:.0} µs ({:.2} ×)", cost / first);
    let figure = format!(
        "opening {}, ack {}, firing {}",
        of(costs.opening, first.opening),
        of(costs.acknowledging, first.acknowledging),
        of(costs.firing, first.firing),
    );
    table.row(what, figure, "within 1.3 ×");
    table.row(format!("{what}: on disk"), format!("{} bytes each", costs.bytes), "");
}

fn measure_one(
    runtime: &Runtime,
    folder: &Path,
    database: &Database,
    history: usize,
    fake: &DingTalkSimulator,
) -> Costs {
    let home = Home::furnish(&binary(), folder, TOWN, &fake.base());
    let mut past = runtime.block_on(History::start(database, &home));
    let program = home.start();
    home.wait_until_ready();
    let _ = journeys::all_journeys(&home, fake, 1);
    drop::<Program>(program);
    let bytes = runtime.block_on(past.multiply_to(TOWN.groups, history, folder));
    let due_at = SystemClock.now() + HEAD_START;
    let waiting =
        (FIRST_WAITING..FIRST_WAITING + EACH).map(|key| sample::waiting_for_slot(key, due_at));
    runtime.block_on(timers::fill_store(&past.url, waiting));
    let program = home.start();
    home.wait_until_ready();
    let process = Process(program.0.id());
    let firing = runtime.block_on(firing(&mut past, process, due_at));
    at_full_speed(home.address, &openings(fake, 0, WARM_UP));
    let opening = cost(process, || at_full_speed(home.address, &openings(fake, WARM_UP, EACH)));
    let newest = runtime.block_on(past.newest(EACH));
    let acks: Vec<_> = newest.into_iter().map(|incident| ack(fake, incident)).collect();
    let acknowledging = cost(process, || at_full_speed(home.address, &acks));
    let acknowledged = runtime.block_on(past.acknowledged_of_newest(EACH));
    assert_eq!(acknowledged, EACH, "an incident was not acknowledged");
    drop::<Program>(program);
    Costs { opening, acknowledging, firing, bytes }
}

/// Processor time for each of what is done.
fn cost<T>(process: Process, act: impl FnOnce() -> T) -> f64 {
    let before = process.cpu();
    let _ = act();
    micros_each(process.cpu_since(before), EACH)
}

async fn firing(past: &mut History, process: Process, due_at: DateTime<Utc>) -> f64 {
    std::thread::sleep((due_at - SystemClock.now()).to_std().unwrap_or_default());
    let (before, started_at) = (process.cpu(), Instant::now());
    while past.timers_due_by(due_at).await > 0 {
        assert!(started_at.elapsed() < Duration::from_mins(10), "timers did not fire");
        std::thread::sleep(BETWEEN_LOOKS);
    }
    micros_each(process.cpu_since(before), EACH)
}

fn ack(fake: &DingTalkSimulator, (number, group): (i64, usize)) -> Vec<u8> {
    let (id, text) = (format!("msgACK{number:08}=="), format!("认领 #{number}"));
    said(fake, &id, group, &engineer(group % TOWN.engineers), &text)
}
