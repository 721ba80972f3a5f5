//! Many open incidents: what the engine costs while nothing is due, and how late timers fire.
//!
//! The store is filled through its own commits. Lateness is read from the timeline: a holding
//! update names the slot it was promised for and carries the instant at which it was made.

use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use futures::StreamExt as _;
use tokio::runtime::Runtime;
use tokio_util::task::TaskTracker;
use watchbell::clock::{Clock, SystemClock};
use watchbell::domain::incident::Fact;
use watchbell::store::{Commit, Store};

use crate::figures::{Spread, Table};
use crate::http::{binary, start_fake};
use crate::kit::program::Home;
use crate::process::Process;
use crate::{Size, TOWN, ledger, sample};

/// Between the last commit and the first due timer, in addition to the idle time: the program has
/// to start.
const HEAD_START: TimeDelta = TimeDelta::seconds(8);
const FAR_AWAY: TimeDelta = TimeDelta::hours(12);
const SETTLES_WITHIN: Duration = Duration::from_secs(3);
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);
/// Between the last timer of the first wave and the second wave.
const GAP: TimeDelta = TimeDelta::seconds(5);
const AIM: &str = "p99 below 1 s";

pub(crate) fn measure(runtime: &Runtime, folder: &Path, size: Size, table: &mut Table) {
    let fake = start_fake(runtime);
    let home = Home::furnish(&binary(), folder, TOWN, &fake.base());
    home.apply_directory();
    let [first_at, burst_at] = runtime.block_on(fill(&home, size));
    let program = home.start();
    home.wait_until_ready();
    let process = Process(program.0.id());
    measure_idling(process, size, table);
    let waves = [
        ("one after the other", (first_at, burst_at - GAP)),
        ("at one instant", (burst_at, burst_at)),
    ];
    for (what, wave) in waves {
        let cpu = process.cpu();
        let spread = runtime.block_on(lateness(&home, wave));
        let spent = process.cpu_since(cpu);
        let figure = format!("{spread}; processor time {spent:.0?}");
        table.row(format!("lateness of {} timers, {what}", spread.count()), figure, AIM);
    }
}

/// Gives back the instants at which the first timer and the burst are due.
async fn fill(home: &Home, size: Size) -> [DateTime<Utc>; 2] {
    let url = ledger::url(home);
    let quiet = size.open_incidents - 2 * size.timers;
    let far = SystemClock.now() + FAR_AWAY;
    fill_store(&url, (0..quiet).map(|key| sample::waiting_for_slot(key, far))).await;
    let first_at = SystemClock.now() + HEAD_START + TimeDelta::from_std(size.idle).unwrap();
    let within = TimeDelta::from_std(size.timers_within).unwrap();
    let burst_at = first_at + within + GAP;
    let spread = (0..size.timers).map(|index| first_at + share(within, index, size.timers));
    let slots = spread.chain(std::iter::repeat_n(burst_at, size.timers));
    let slots = (quiet..).zip(slots);
    fill_store(&url, slots.map(|(key, slot)| sample::waiting_for_slot(key, slot))).await;
    [first_at, burst_at]
}

/// To the millisecond, as the store keeps instants.
fn share(whole: TimeDelta, index: usize, of: usize) -> TimeDelta {
    let part =
        i64::try_from(index).unwrap() * whole.num_milliseconds() / i64::try_from(of).unwrap();
    TimeDelta::milliseconds(part)
}

/// Commits to the database of a program that does not run yet.
pub(crate) async fn fill_store(url: &str, commits: impl Iterator<Item = Commit>) {
    let store = Store::open(url, &TaskTracker::new()).await.unwrap();
    let each = |commit| async { drop(store.commit(commit).await.unwrap()) };
    futures::stream::iter(commits).for_each_concurrent(256, each).await;
    store.close().await;
}

fn measure_idling(process: Process, size: Size, table: &mut Table) {
    // What the start left to do is not idling.
    std::thread::sleep(SETTLES_WITHIN);
    let before = process.exact_cpu();
    let watched_at = Instant::now();
    std::thread::sleep(size.idle.saturating_sub(SETTLES_WITHIN));
    let spent = process.exact_cpu().saturating_sub(before);
    let share = 100.0 * spent.as_secs_f64() / watched_at.elapsed().as_secs_f64();
    let what = format!("idle, {} open incidents", size.open_incidents);
    let figure = format!("{spent:.1?} in {:.0?}: {share:.3} % of a core", watched_at.elapsed());
    table.row(what, figure, "none that can be measured");
    let memory = format!("{:.1} MB", process.resident_megabytes());
    table.row("memory meanwhile", memory, "");
}

/// How late the timers due from one instant until another fired, once all have.
async fn lateness(home: &Home, (from, until): (DateTime<Utc>, DateTime<Utc>)) -> Spread {
    let mut db = ledger::open(&home.database).await;
    let left = (until - SystemClock.now()).to_std().unwrap_or_default();
    std::thread::sleep(left);
    while ledger::timers_due_by(&mut db, until).await > 0 {
        std::thread::sleep(BETWEEN_LOOKS);
    }
    let held =
        ledger::facts_since(&mut db, from).await.into_iter().filter_map(|(at, fact)| match fact {
            Fact::HoldingUpdate { slot, .. } if from <= slot && slot <= until => Some(at - slot),
            _ => None,
        });
    Spread::of(held.map(|late| late.to_std().unwrap()).collect())
}
