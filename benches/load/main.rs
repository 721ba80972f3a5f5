//! What the real thing does under load, in one table: `cargo bench --bench load -- [--quick]
//! [--only PARTS]`.
//!
//! Parts, all by default, named with commas between: `bare`, `store`, `http`, `inbound`,
//! `journeys`, `timers`, `pages`, `growth`. `--count N` makes so many callbacks at full speed instead of the usual number. Every
//! figure that waits for the disk is beside the disk's own `fdatasync`. Everything is bounded in
//! count, speaks on loopback only, and ends only the program that it started.
#![expect(clippy::unwrap_used, reason = "a measurement that cannot be set up has nothing to say")]
#![expect(clippy::print_stdout, reason = "the figures are what this program is for")]

mod bare;
mod callbacks;
mod commits;
mod disk;
mod figures;
mod growth;
mod history;
mod http;
mod inbound;
mod journeys;
mod ledger;
mod pages;
mod platforms;
mod process;
mod sample;
mod timers;

/// What the journeys of the test suite start the program with, too.
#[path = "../../tests/it/kit"]
mod kit {
    pub(crate) mod many_customers;
    #[expect(dead_code, reason = "the rehearsals of the test suite look at longer intervals")]
    pub(crate) mod polling;
    pub(crate) mod program;
    pub(crate) mod wire;
}

use std::path::Path;
use std::time::Duration;

use tokio::runtime::Runtime;

use figures::Table;
use kit::many_customers::ManyCustomers;

/// The vendor whose bot is measured.
const TOWN: ManyCustomers = ManyCustomers { groups: 500, engineers: 10 };
const ALL_PARTS: &str = "bare,store,http,inbound,journeys,timers,pages,growth";

/// How much to measure.
#[derive(Debug, Clone, Copy)]
struct Size {
    /// Commits or callbacks at full speed.
    count: usize,
    syncs: usize,
    /// How long each steady rate is kept up.
    steady: Duration,
    open_incidents: usize,
    /// The longest history of closed incidents.
    history: usize,
    idle: Duration,
    /// Timers that fall due one after the other, and as many again at one instant.
    timers: usize,
    timers_within: Duration,
}

const FULL: Size = Size {
    count: 60_000,
    syncs: 1_000,
    steady: Duration::from_secs(20),
    open_incidents: 100_000,
    history: 1_000_000,
    idle: Duration::from_secs(30),
    timers: 2_000,
    timers_within: Duration::from_mins(1),
};
const QUICK: Size = Size {
    count: 10_000,
    syncs: 200,
    steady: Duration::from_secs(5),
    open_incidents: 10_000,
    history: 100_000,
    idle: Duration::from_secs(5),
    timers: 500,
    timers_within: Duration::from_secs(10),
};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let value_of =
        |name: &str| arguments.iter().skip_while(move |argument| *argument != name).nth(1);
    let size = if arguments.iter().any(|argument| argument == "--quick") { QUICK } else { FULL };
    let count = value_of("--count").map_or(size.count, |count| count.parse().unwrap());
    let (size, only) = (Size { count, ..size }, value_of("--only"));
    let runtime = Runtime::new().unwrap();
    let folder = tempfile::tempdir_in(disk::FOLDER).unwrap();
    let mut table = Table::default();
    disk::measure(folder.path(), size.syncs, &mut table);
    for part in only.map_or(ALL_PARTS, String::as_str).split(',') {
        let folder = folder.path().join(part);
        std::fs::create_dir(&folder).unwrap();
        measure(part, &runtime, &folder, size, &mut table);
    }
    println!("{table}");
}

fn measure(part: &str, runtime: &Runtime, folder: &Path, size: Size, table: &mut Table) {
    match part {
        "bare" => runtime.block_on(bare::measure(folder, size.count, table)),
        "store" => runtime.block_on(commits::measure(folder, size.count, table)),
        "http" => http::measure(runtime, folder, size, table),
        "inbound" => inbound::measure(runtime, folder, size, table),
        "journeys" => journeys::measure(runtime, folder, size, table),
        "timers" => timers::measure(runtime, folder, size, table),
        "growth" => growth::measure(runtime, folder, size.history, table),
        "pages" => pages::measure(runtime, folder, size, table),
        unknown => table.row(unknown, "no such part", ALL_PARTS),
    }
}
