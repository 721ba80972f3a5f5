//! Files of the operator.

use std::collections::BTreeSet;

use watchbell::directory_file::{self, Offered};
use watchbell::plan_file;

fn offered() -> Offered {
    Offered {
        plans: [("daocloud".into(), std::collections::BTreeMap::default())].into(),
        platforms: [("fake".to_owned(), "fake".to_owned())].into(),
        calendars: std::collections::BTreeMap::default(),
        reach: None,
        takes_any_platform: true,
    }
}

/// A plan that is read has an id, and one that is refused says why.
pub(crate) fn plan(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let calendars: BTreeSet<String> = ["cn".to_owned(), "ch-sg".to_owned()].into();
    match plan_file::read(&text, "fingerprint", &calendars) {
        Ok(plan) => assert!(!plan.id.as_str().is_empty() && !plan.severities.is_empty()),
        Err(problems) => assert!(!problems.is_empty()),
    }
}

pub(crate) fn calendar(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Err(problems) = plan_file::calendar::read(&text) {
        assert!(!problems.is_empty());
    }
}

/// Nobody in a directory that is read belongs to a customer that is not there, and what is refused
/// can be shown.
pub(crate) fn directory(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match directory_file::read("fuzzed.toml", &text, &offered()) {
        Ok(directory) => {
            for person in directory.people.values() {
                let customer = person.customer.as_ref();
                assert!(customer.is_none_or(|id| directory.customers.contains_key(id)));
            }
        }
        Err(refused) => assert!(!refused.render(false).is_empty()),
    }
}
