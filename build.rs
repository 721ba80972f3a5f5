//! Tells the program which commit it was built from, for `watchbell --version`.
//!
//! Only in release builds: a developer's build would otherwise be made anew after each commit.

use std::process::Command;

fn main() {
    println!("cargo::rerun-if-env-changed=WATCHBELL_COMMIT");
    let is_release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    // An image is built without the history; whoever builds it may name the commit.
    let named = std::env::var("WATCHBELL_COMMIT").ok().filter(|commit| !commit.is_empty());
    let commit = named.or_else(|| is_release.then(commit).flatten());
    let version = env!("CARGO_PKG_VERSION");
    let version =
        commit.map_or_else(|| version.to_owned(), |commit| format!("{version} ({commit})"));
    println!("cargo::rustc-env=WATCHBELL_VERSION={version}");
}

/// The commit of the checkout; none outside of one.
fn commit() -> Option<String> {
    println!("cargo::rerun-if-changed=.git/logs/HEAD");
    let output = Command::new("git").args(["rev-parse", "--short=12", "HEAD"]).output().ok()?;
    let commit = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !commit.is_empty()).then_some(commit)
}
