//! Two processes that start at the same moment on one new file.

use std::path::Path;
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
    assert!(home.answers() || paired.answers(), "neither of the two came up");
    let runtime = Runtime::new().unwrap();
    let mut evidence = Evidence::open(&runtime, &home.database);
    let failed = evidence.count("SELECT COUNT(*) FROM _sqlx_migrations WHERE NOT success");
    let counters = evidence.count("SELECT COUNT(*) FROM counters WHERE name = 'incident'");
    assert_eq!((failed, counters), (0, 1));
}

fn has_ended(program: &mut Program) -> bool {
    matches!(program.0.try_wait(), Ok(Some(_)))
}
