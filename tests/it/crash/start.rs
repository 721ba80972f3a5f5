//! Processes that start on one file: one of them serves, and what it claimed is free when it dies.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::kit::many_customers::ManyCustomers;
use crate::kit::polling::wait_for;
use crate::kit::program::{Home, Program, free_address};
use tokio::runtime::Runtime;

use super::evidence::Evidence;

const TOWN: ManyCustomers = ManyCustomers { groups: 1, engineers: 1 };
const SETTLED_WITHIN: Duration = Duration::from_mins(1);
/// Nobody listens there, and nobody is asked before something is to be said.
const NO_PLATFORM: &str = "http://127.0.0.1:9/";

#[test]
fn two_that_start_together_on_a_new_file_make_one_schema() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::furnish(Path::new(super::BINARY), folder.path(), TOWN, NO_PLATFORM);
    let paired = Home {
        address: free_address(),
        configuration: home.configuration.with_extension("beside.toml"),
        ..home.clone()
    }
    .with_configuration(NO_PLATFORM);
    let mut programs = [home.start(), paired.start()];
    for (home, program) in [&home, &paired].into_iter().zip(&mut programs) {
        // One of them may refuse; it may not hang.
        wait_for("well, or ended", SETTLED_WITHIN, || {
            (home.answers() || has_ended(program)).then_some(())
        });
    }
    assert!(home.answers() != paired.answers(), "one of the two serves, and no more");
    let runtime = Runtime::new().unwrap();
    let mut evidence = Evidence::open(&runtime, &home.database);
    let failed = evidence.count("SELECT COUNT(*) FROM _sqlx_migrations WHERE NOT success");
    let counters = evidence.count("SELECT COUNT(*) FROM counters WHERE name = 'incident'");
    assert_eq!((failed, counters), (0, 1));
}

#[test]
fn a_second_one_is_refused_with_a_sentence_and_may_serve_when_the_first_was_killed() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::furnish(Path::new(super::BINARY), folder.path(), TOWN, NO_PLATFORM);
    let paired = Home {
        address: free_address(),
        configuration: home.configuration.with_extension("beside.toml"),
        ..home.clone()
    }
    .with_configuration(NO_PLATFORM);
    let first = home.start();
    home.wait_until_ready();

    let (succeeded, said) = serve_to_the_end(&paired);
    assert!(!succeeded, "{said}");
    for words in ["watchbell.db", "another `watchbell serve` works on it", "PostgreSQL"] {
        assert!(said.contains(words), "{said}");
    }
    assert!(home.answers(), "the first one goes on");
    home.apply_directory();

    drop(first);
    let _second = paired.start();
    paired.wait_until_ready();
}

fn has_ended(program: &mut Program) -> bool {
    matches!(program.0.try_wait(), Ok(Some(_)))
}

/// Runs the program until it ends by itself; gives back whether it was content, and what it said
/// about that.
fn serve_to_the_end(home: &Home) -> (bool, String) {
    let mut serve = Command::new(&home.binary);
    serve.arg("serve").arg("--config").arg(&home.configuration).stdin(Stdio::null());
    let output = serve.output().unwrap();
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}
