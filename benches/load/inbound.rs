//! Every way into the program beside `DingTalk`'s callbacks: the same incidents, opened by each of
//! them.
//!
//! Each way gets a program, a database and a platform of its own, and the same number of callbacks,
//! so that only the way differs: how it is verified, opened, read, and how the answer is sealed.
//! The last column compares with the first way of the same run.

use std::path::Path;
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;

use crate::callbacks::{at_full_speed, at_rate};
use crate::figures::{Spread, Table, micros_each, rate};
use crate::http::binary;
use crate::kit::many_customers::configuration_alone;
use crate::kit::program::Home;
use crate::platforms::{WayIn, all};
use crate::process::Process;
use crate::{Size, TOWN, ledger};

const STEADY: u32 = 100;

/// So many incidents are more than the platforms let a bot say; each time it has to wait would be a
/// line.
const QUIETLY: &str = "[log]\nlevel = \"error\"\n";

/// What one way took.
struct Measured {
    per_second: f64,
    steady: Duration,
    full: Duration,
}

pub(crate) fn measure(runtime: &Runtime, folder: &Path, size: Size, table: &mut Table) {
    let mut first = None;
    for way in all(runtime) {
        let folder = folder.join(way.name.replace(' ', "-"));
        std::fs::create_dir(&folder).unwrap();
        let measured = measure_one(runtime, &folder, &way, size, table);
        let first = first.get_or_insert(Measured { ..measured });
        table.row(format!("{}: beside the first way", way.name), compared(&measured, first), "");
    }
}

fn measure_one(
    runtime: &Runtime,
    folder: &Path,
    way: &WayIn,
    size: Size,
    table: &mut Table,
) -> Measured {
    let home = furnish(folder, way);
    let program = home.start();
    home.wait_until_ready();
    let process = Process(program.0.id());
    let steady_count = usize::try_from(size.steady.as_secs() * u64::from(STEADY)).unwrap();
    let steady = at_rate(home.address, &way.openings(0, steady_count), STEADY);
    let requests = way.openings(steady_count, size.count);
    let (cpu, started_at) = (process.cpu(), Instant::now());
    let full = at_full_speed(home.address, &requests);
    let (took, cpu) = (started_at.elapsed(), process.cpu_since(cpu));
    drop(program);
    runtime.block_on(ledger::check_incidents(&home.database, steady_count + size.count));
    let per_second = rate(size.count, took);
    let busy = micros_each(cpu, size.count);
    show(
        table,
        way.name,
        &steady,
        format!("{per_second:.0}/s, {full}; {busy:.0} µs processor time each"),
    );
    Measured { per_second, steady: steady.p(99), full: full.p(99) }
}

fn show(table: &mut Table, name: &str, steady: &Spread, full: String) {
    table.row(format!("{name}: at {STEADY} a second"), steady.to_string(), "");
    table.row(format!("{name}: at full speed"), full, "");
}

fn compared(measured: &Measured, first: &Measured) -> String {
    let times = |one: Duration, other: Duration| one.as_secs_f64() / other.as_secs_f64();
    format!(
        "{:.2} × as many a second; p99 {:.2} × at {STEADY} a second, {:.2} × at full speed",
        measured.per_second / first.per_second,
        times(measured.steady, first.steady),
        times(measured.full, first.full),
    )
}

fn furnish(folder: &Path, way: &WayIn) -> Home {
    let home = Home::empty(&binary(), folder);
    std::fs::write(&home.directory, TOWN.directory(way.streets)).unwrap();
    let configuration = configuration_alone(&home.database, home.address) + QUIETLY + &way.section;
    std::fs::write(&home.configuration, configuration).unwrap();
    home.apply_directory();
    home
}
