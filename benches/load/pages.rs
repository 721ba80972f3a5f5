//! Very many pages at one instant, as after an outage of a whole region: when the last one has been
//! handed to its platform, and what a customer who reports meanwhile notices.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::SqliteConnection;
use tokio::runtime::Runtime;
use watchbell::clock::{Clock, SystemClock};

use crate::callbacks::opening;
use crate::figures::{Spread, Table};
use crate::http::{binary, start_fake};
use crate::kit::many_customers::ManyCustomers;
use crate::kit::program::Home;
use crate::kit::wire::Wire;
use crate::process::Process;
use crate::{Size, TOWN, ledger, sample, timers};

/// As many engineers as customers: no platform takes thousands of messages for one person at once.
const VENDOR: ManyCustomers = ManyCustomers { groups: TOWN.groups, engineers: TOWN.groups };
/// From the last commit to the instant: the program has to start.
const HEAD_START: TimeDelta = TimeDelta::seconds(5);
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);
const BETWEEN_REPORTS: Duration = Duration::from_millis(200);
/// The keys of the reports of those who write meanwhile; no page has them.
const FIRST_REPORT: usize = 10_000_000;

pub(crate) fn measure(runtime: &Runtime, folder: &Path, size: Size, table: &mut Table) {
    let fake = start_fake(runtime);
    let home = Home::furnish(&binary(), folder, VENDOR, &fake.base());
    home.apply_directory();
    let due_at = runtime.block_on(fill(&home, size.open_incidents));
    let program = home.start();
    home.wait_until_ready();
    let process = Process(program.0.id());
    let cpu = process.cpu();
    let over = AtomicBool::new(false);
    let report = |key| opening(&fake, key);
    let (took, reports) = thread::scope(|scope| {
        let reports = scope.spawn(|| reports_until(&over, &home, due_at, report));
        let took = runtime.block_on(until_handed_over(&home, due_at));
        over.store(true, Ordering::Relaxed);
        (took, reports.join().unwrap())
    });
    let busy = process.cpu_since(cpu);
    let [fired, handed_over] = took.map(|took| format!("{took:.1?}"));
    let what = format!("{} pages at one instant", size.open_incidents);
    let figure =
        format!("fired after {fired}, handed over after {handed_over}; processor time {busy:.1?}");
    table.row(what, figure, "20 s");
    let what = format!("{} reports meanwhile", reports.count());
    table.row(what, reports.to_string(), "longest below 1 s");
}

async fn fill(home: &Home, count: usize) -> DateTime<Utc> {
    let (url, started_at) = (ledger::url(home), SystemClock.now());
    // Filling takes a while; how long is measured with a hundredth of it.
    timers::fill_store(&url, (0..count / 100).map(|key| sample::waiting_for_page(key, far())))
        .await;
    let due_at = SystemClock.now() + (SystemClock.now() - started_at) * 150 + HEAD_START;
    let rest = (count / 100..count).map(|key| sample::waiting_for_page(key, due_at));
    timers::fill_store(&url, rest).await;
    due_at
}

fn far() -> DateTime<Utc> {
    SystemClock.now() + TimeDelta::hours(12)
}

/// How long after the instant everything had fired, and every page had left.
async fn until_handed_over(home: &Home, due_at: DateTime<Utc>) -> [Duration; 2] {
    let mut db = ledger::open(&home.database).await;
    std::thread::sleep((due_at - SystemClock.now()).to_std().unwrap_or_default());
    let since = || (SystemClock.now() - due_at).to_std().unwrap_or_default();
    while ledger::timers_due_by(&mut db, due_at).await > 0 {
        std::thread::sleep(BETWEEN_LOOKS);
    }
    let fired = since();
    while pages_waiting(&mut db).await {
        std::thread::sleep(BETWEEN_LOOKS);
    }
    [fired, since()]
}

async fn pages_waiting(db: &mut SqliteConnection) -> bool {
    let question = "SELECT EXISTS (SELECT 1 FROM outbox WHERE priority = 0)";
    sqlx::query_scalar(question).fetch_one(db).await.unwrap()
}

/// What somebody waits who reports something new, from the instant on.
fn reports_until(
    over: &AtomicBool,
    home: &Home,
    due_at: DateTime<Utc>,
    report: impl Fn(usize) -> Vec<u8>,
) -> Spread {
    thread::sleep((due_at - SystemClock.now()).to_std().unwrap_or_default());
    let mut wire = Wire::open(home.address).unwrap();
    let mut times = Vec::new();
    while !over.load(Ordering::Relaxed) {
        let request = report(FIRST_REPORT + times.len());
        let asked_at = Instant::now();
        assert_eq!(wire.ask(&request).unwrap(), 200, "a callback was not taken");
        times.push(asked_at.elapsed());
        thread::sleep(BETWEEN_REPORTS);
    }
    Spread::of(times)
}
