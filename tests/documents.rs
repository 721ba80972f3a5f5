//! What the documentation says about the tests is true.

#![expect(clippy::unwrap_used, reason = "what a test needs and does not get fails the test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The names in backquotes of the last column of every table, where they are written as functions
/// are.
fn tests_named_in(page: &str) -> BTreeSet<String> {
    let rows = page.lines().filter(|line| line.starts_with("| "));
    let last = rows.filter_map(|row| row.trim_end_matches('|').rsplit('|').next());
    let quoted = last.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    quoted.filter(|name| name.matches('_').count() > 2).map(str::to_owned).collect()
}

/// All Rust source below a folder, as one text.
fn source_below(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            source_below(&path, text);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            text.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_test_that_holds_a_promise_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/promises.md")).unwrap();
    let mut source = String::new();
    source_below(&root.join("src"), &mut source);
    source_below(&root.join("tests"), &mut source);
    let named = tests_named_in(&page);
    assert!(named.len() > 40, "the table was not read: {named:?}");
    let missing: Vec<_> =
        named.iter().filter(|name| !source.contains(&format!("fn {name}("))).collect();
    assert!(missing.is_empty(), "docs/promises.md names tests that do not exist: {missing:#?}");
}
