//! What the real thing does under load, in one table: `cargo bench --bench load -- [--quick] [--only PARTS]`.
//!
//! Parts, all by default, named with commas between: `bare`, `store`, `http`, `timers`. Every figure that
//! waits for the disk stands beside the disk's own `fdatasync`. Everything is bounded in count, speaks on
//! loopback only, and ends only the program that it started.
#![expect(clippy::unwrap_used, reason = "a measurement that cannot be set up has nothing to say")]
#![expect(clippy::print_stdout, reason = "the figures are what this program is for")]

mod bare;
mod commits;
mod disk;
mod figures;
mod process;
mod sample;

use figures::Table;

/// How much to measure.
#[derive(Debug, Clone, Copy)]
struct Size {
    /// Commits or callbacks at full speed.
    count: usize,
    syncs: usize,
}

const FULL: Size = Size { count: 60_000, syncs: 1_000 };
const QUICK: Size = Size { count: 10_000, syncs: 200 };

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let size = if arguments.iter().any(|argument| argument == "--quick") { QUICK } else { FULL };
    let only = arguments.iter().skip_while(|argument| *argument != "--only").nth(1);
    let parts: Vec<&str> = only.map_or("bare,store", |parts| parts).split(',').collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    println!("{}", runtime.block_on(measure(&parts, size)));
}

async fn measure(parts: &[&str], size: Size) -> Table {
    let folder = tempfile::tempdir_in(disk::FOLDER).unwrap();
    let mut table = Table::default();
    disk::measure(folder.path(), size.syncs, &mut table);
    for part in parts {
        match *part {
            "bare" => bare::measure(folder.path(), size.count, &mut table).await,
            "store" => commits::measure(folder.path(), size.count, &mut table).await,
            unknown => table.row(unknown, "no such part", ""),
        }
    }
    table
}
