//! Every parser of bytes from outside gets what no honest sender writes: the texts kept in
//! `tests/corpus`, changed at random, and bytes without any sense. None may panic, and none may accept
//! what it must not.
//!
//! A run is the same each time. `WATCHBELL_FUZZ_RUNS` says how many changed texts each target gets;
//! `WATCHBELL_FUZZ_SEED` begins elsewhere. A text that breaks a target is kept in `target/fuzz`; put it
//! into the corpus with what mends it.

#![expect(clippy::unwrap_used, reason = "what a test needs and does not get fails the test")]

#[path = "fuzz/callbacks.rs"]
mod callbacks;
#[path = "fuzz/files.rs"]
mod files;
#[path = "fuzz/frames.rs"]
mod frames;
#[path = "fuzz/links.rs"]
mod links;
#[path = "fuzz/mutation.rs"]
mod mutation;
#[path = "fuzz/words.rs"]
mod words;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use mutation::Mutator;

/// Changed texts for each target in a usual run.
const RUNS: u64 = 400;
const SEED: u64 = 7;

/// A parser of bytes from outside. It panics where it accepts what it must not.
type Target = fn(&[u8]);

/// Runs a target on its corpus, on changes of that, and on bytes without sense.
fn run(name: &str, target: Target) {
    let corpus = corpus_of(name);
    assert!(!corpus.is_empty(), "there is no corpus for {name}");
    for text in &corpus {
        tried(name, target, text);
    }
    let mut mutator = Mutator::new(set("WATCHBELL_FUZZ_SEED", SEED), name);
    for _ in 0..set("WATCHBELL_FUZZ_RUNS", RUNS) {
        let text = mutator.changed(&corpus);
        tried(name, target, &text);
    }
}

fn tried(name: &str, target: Target, text: &[u8]) {
    if catch_unwind(AssertUnwindSafe(|| target(text))).is_err() {
        let kept = kept(name, text);
        panic!("{name} breaks on {}: {}", kept.display(), String::from_utf8_lossy(text));
    }
}

fn kept(name: &str, text: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz").join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{:016x}", mutation::hash(text)));
    std::fs::write(&path, text).unwrap();
    path
}

/// The texts of a target, in the order of their names; those that the program ships belong to it.
fn corpus_of(name: &str) -> Vec<Vec<u8>> {
    let kept = format!("tests/corpus/{name}");
    let shipped: &[&str] = match name {
        "plan_file" => &["plans"],
        "calendar_file" => &["calendars"],
        "configuration" => &["watchbell.example.toml", "config.default.toml"],
        _ => &[],
    };
    let mut paths = Vec::new();
    for place in [kept.as_str()].into_iter().chain(shipped.iter().copied()) {
        let place = Path::new(env!("CARGO_MANIFEST_DIR")).join(place);
        if place.is_file() {
            paths.push(place);
            continue;
        }
        let entries = std::fs::read_dir(&place);
        let entries = entries.unwrap_or_else(|error| panic!("{}: {error}", place.display()));
        paths.extend(entries.map(|entry| entry.unwrap().path()));
    }
    paths.retain(|path| path.extension().is_none_or(|ending| ending != "md"));
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

fn set(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().map_or(usual, |value| value.parse().unwrap())
}

macro_rules! targets {
    ($($name:ident: $target:path),+ $(,)?) => {
        $(#[test] fn $name() { run(stringify!($name), $target); })+

        /// A folder of the corpus that no target reads would look kept and be worth nothing.
        #[test]
        fn every_folder_of_the_corpus_is_a_targets() {
            let targets = [$(stringify!($name)),+];
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
            for entry in std::fs::read_dir(folder).unwrap() {
                let name = entry.unwrap().file_name().into_string().unwrap();
                assert!(targets.contains(&name.as_str()), "{name} is no target");
            }
        }
    };
}

targets! {
    dingtalk_body: callbacks::dingtalk_body,
    dingtalk_request: callbacks::dingtalk_request,
    wecom_message: callbacks::wecom_message,
    wecom_request: callbacks::wecom_request,
    wecom_xml: callbacks::wecom_xml,
    discord_body: callbacks::discord_body,
    discord_request: callbacks::discord_request,
    welink_relay_body: callbacks::welink_relay_body,
    welink_relay_request: callbacks::welink_relay_request,
    welink_tenant_body: callbacks::welink_tenant_body,
    welink_tenant_request: callbacks::welink_tenant_request,
    dingtalk_frame: frames::dingtalk_frame,
    wecom_frame: frames::wecom_frame,
    discord_frame: frames::discord_frame,
    configuration: files::configuration,
    command: words::command,
    plan_file: files::plan,
    calendar_file: files::calendar,
    directory_file: files::directory,
    signed_link: links::signed_link,
}
