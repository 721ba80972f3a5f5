//! The floor under every figure: how long the disk takes to make a page durable.

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use crate::figures::{Spread, Table};

/// Beside the build, because `/tmp` may be memory.
pub(crate) const FOLDER: &str = env!("CARGO_TARGET_TMPDIR");
const PAGE: [u8; 4096] = [7; 4096];

pub(crate) fn measure(folder: &Path, count: usize, table: &mut Table) {
    let mut file = File::create(folder.join("fdatasync")).unwrap();
    let times = (0..count).map(|_| {
        file.write_all(&PAGE).unwrap();
        let asked_at = Instant::now();
        file.sync_data().unwrap();
        asked_at.elapsed()
    });
    let spread = Spread::of(times.collect());
    table.row(
        "disk: fdatasync of 4 KiB",
        format!("p50 {:?}, p99 {:?}", spread.p(50), spread.p(99)),
        "",
    );
}
