//! The real program, killed again and again at random moments while people write and messages
//! leave.
//!
//! What was answered is done, once; what was promised arrives; what had to be said again says that
//! it is a repeat. `WATCHBELL_CRASH_KILLS` and `WATCHBELL_CRASH_SEED` ask for more kills and other
//! moments.

mod evidence;
mod start;
mod writers;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use dingtalk_simulator::{DingTalkSimulator, Setup};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tokio::runtime::Runtime;
use watchbell::clock::{Clock, SystemClock};

use crate::kit::many_customers::ManyCustomers;
use crate::kit::polling::{run_out, wait_for};
use crate::kit::program::Home;
use evidence::Evidence;
use writers::Writers;

pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_watchbell");
const TOWN: ManyCustomers = ManyCustomers { groups: 24, engineers: 24 };
/// A kill comes after so many more requests, either way, at most.
const MOST_REQUESTS_BETWEEN: usize = 12;
/// Or when nothing has been asked for so long.
const LULL: Duration = Duration::from_millis(300);
/// And then this much later at most, so that it hits every step of a request.
const LONGEST_JITTER_MICROS: u64 = 4_000;
/// Claims of a killed process end when the next one starts; the rest is for a slow machine.
const LEAVES_WITHIN: Duration = Duration::from_secs(50);

#[test]
fn kills_lose_nothing_that_was_answered_and_repeats_say_so() {
    let runtime = Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let fake = runtime
        .block_on(DingTalkSimulator::start(Setup::default(), Arc::new(|| SystemClock.now())))
        .unwrap();
    let home = Home::furnish(Path::new(BINARY), folder.path(), TOWN, &fake.base());
    home.apply_directory();
    let kills = asked("WATCHBELL_CRASH_KILLS", 12);
    let mut evidence = Evidence::open(&runtime, &home.database).watch();
    let mut rng = StdRng::seed_from_u64(asked("WATCHBELL_CRASH_SEED", 128));

    let writers = Writers::start(&home, &fake, TOWN);
    for _ in 0..kills {
        live_and_die(&home, &fake, &writers, &mut rng);
    }
    let program = home.start();
    let stories = writers.finish();
    wait_for("an outbox with nothing left to say", LEAVES_WITHIN, || {
        (evidence.count("SELECT COUNT(*) FROM outbox") == 0).then_some(())
    });
    drop(program);

    for story in &stories {
        evidence.holds_once(*story);
    }
    evidence.numbers_are_whole(stories.len());
    let deliveries = fake.deliveries();
    evidence.everything_promised_arrived(&deliveries);
    let repeats = evidence.repeats_are_marked(&deliveries, kills);
    nothing_is_said_again(&home, &fake, deliveries.len());
    println!(
        "{kills} kills survived, 0 of {} answers lost, {repeats} repeats, all marked",
        stories.len() * 5
    );
}

/// One life of the program, from its start to SIGKILL at a random moment.
fn live_and_die(home: &Home, fake: &DingTalkSimulator, writers: &Writers, rng: &mut StdRng) {
    let program = home.start();
    let requests = || writers.attempts() + fake.requests();
    let enough = requests() + rng.random_range(1..=MOST_REQUESTS_BETWEEN);
    run_out(LULL, || requests() >= enough);
    run_out(Duration::from_micros(rng.random_range(0..LONGEST_JITTER_MICROS)), || false);
    drop(program);
}

/// Everything is recorded as sent, so another start has nothing to say.
fn nothing_is_said_again(home: &Home, fake: &DingTalkSimulator, said: usize) {
    let _program = home.start();
    home.wait_until_ready();
    run_out(LULL, || fake.deliveries().len() > said);
    assert_eq!(fake.deliveries().len(), said, "what was recorded as sent was said again");
}

fn asked(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().map_or(otherwise, |value| value.parse().unwrap())
}
