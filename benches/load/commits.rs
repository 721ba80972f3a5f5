//! The store alone: 64 tasks that open incidents, without HTTP, parsing and deciding.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio_util::task::TaskTracker;
use watchbell::store::{Outcome, Store};

use crate::figures::{Spread, Table, micros_each, rate};
use crate::process::Process;
use crate::sample;

/// As many as the connections of the load on the whole program.
pub(crate) const TASKS: usize = 64;

pub(crate) async fn measure(folder: &Path, count: usize, table: &mut Table) {
    let url = format!("sqlite:{}", folder.join("commits.db").display());
    let store = Store::open(&url, &TaskTracker::new()).await.unwrap();
    let (cpu, started_at) = (Process::this().cpu(), Instant::now());
    let spread = commit_all(&store, count).await;
    let (took, cpu) = (started_at.elapsed(), Process::this().cpu_since(cpu));
    let what = format!("store: commits of {TASKS} tasks");
    table.row(what, format!("{:.0}/s, each {spread}", rate(count, took)), "10,000/s");
    table.row(
        "store: processor time for each",
        format!("{:.0} µs", micros_each(cpu, count)),
        "90 µs",
    );
    store.close().await;
}

async fn commit_all(store: &Store, count: usize) -> Spread {
    let next = Arc::new(AtomicUsize::new(0));
    let mut tasks = JoinSet::new();
    for _ in 0..TASKS {
        tasks.spawn(commit_until(store.clone(), Arc::clone(&next), count));
    }
    Spread::of(tasks.join_all().await.into_iter().flatten().collect())
}

async fn commit_until(store: Store, next: Arc<AtomicUsize>, count: usize) -> Vec<Duration> {
    let mut times = Vec::new();
    loop {
        let key = next.fetch_add(1, Ordering::Relaxed);
        if key >= count {
            return times;
        }
        let commit = sample::opening(key);
        let asked_at = Instant::now();
        let outcome = store.commit(commit).await.unwrap();
        assert!(matches!(outcome, Outcome::Done { incident: Some(_) }), "{outcome:?}");
        times.push(asked_at.elapsed());
    }
}
