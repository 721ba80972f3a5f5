//! Files of the operator.

use std::collections::BTreeSet;
use std::io::Write as _;

use watchbell::config::Config;
use watchbell::directory_file::{self, Offered};
use watchbell::plan_file;

/// A configuration that must be read.
const EXAMPLE: &[u8] = include_bytes!("../../watchbell.example.toml");

/// One that has something wrong in every section, and secrets.
const ODD: &[u8] = include_bytes!("../corpus/configuration/odd.toml");

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

/// What the program ships is read. A configuration that is refused says why; the texts of the corpus show no secret
/// that stands in them. A changed one may have its secret where none belongs.
pub(crate) fn configuration(bytes: &[u8]) {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    if let Err(refused) = Config::load_with(Some(file.path()), []) {
        let told = refused.to_string();
        assert!(bytes != EXAMPLE && !told.is_empty(), "{told}");
        assert!(bytes != ODD || !told.contains("Tr0ub4dor"), "{told}");
    } else {
        assert!(bytes != ODD, "an odd configuration was read");
    }
}
