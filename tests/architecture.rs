//! Which room may look at which, and the rules with an "only" in them, read from the source itself.
//!
//! The compiler keeps the crates apart; inside the root crate nothing but this test does. The table
//! follows the section "Arrows" of the design: a room of `src/` that is missing from it fails, and
//! so does an import that its row does not list. Tests beside the code (`#[cfg(test)] mod …`,
//! `tests.rs`) may look anywhere.

#![expect(clippy::unwrap_used, reason = "what a test needs and does not get fails the test")]

#[path = "architecture/circles.rs"]
mod circles;
#[path = "architecture/source.rs"]
mod source;

use std::collections::BTreeSet;

use circles::Modules;
use source::{Source, adapter_manifests, rust_files_below};

/// A room of `src/` and the rooms it may import besides itself.
struct Room {
    name: &'static str,
    imports: &'static [&'static str],
}

const fn room(name: &'static str, imports: &'static [&'static str]) -> Room {
    Room { name, imports }
}

/// Also the crate `chat` counts as a room here.
const ROOMS: &[Room] = &[
    room("ids", &[]),
    room("clock", &[]),
    room("boundary", &[]),
    room("host", &[]),
    room("telemetry", &[]),
    room("shutdown", &[]),
    // Rules about texts alone.
    room("redaction", &[]),
    // A reply is kept as the message that its reader gets; the domain knows no more of the contract.
    room("domain", &["ids", "chat"]),
    // Between a text and what it says.
    room("toml_file", &["domain", "chat"]),
    room("plan_file", &["domain", "ids", "toml_file"]),
    room("plans", &["domain", "ids", "plan_file", "toml_file"]),
    room("config", &["domain", "links", "chat", "ids"]),
    // It says what a file changes in the words of the store.
    room("directory_file", &["domain", "store", "ids", "toml_file"]),
    room("intake", &["domain", "ids"]),
    // One door for everything that comes in.
    room("inbox", &["chat", "worker"]),
    room("links", &["domain", "chat", "ids"]),
    room("store", &["domain", "ids", "boundary"]),
    room("actions", &["domain", "store", "ids", "plans"]),
    room("reports", &["domain", "store", "ids"]),
    // The grammar table is where help and the answers to mistakes come from.
    room("commands", &["domain", "ids"]),
    room("render", &["commands", "domain", "redaction", "chat", "ids"]),
    room(
        "handlers",
        &["commands", "actions", "domain", "store", "render", "redaction", "links", "chat", "ids"],
    ),
    // The contract of a background worker, and the only place that waits.
    room("worker", &["store"]),
    // Which part of the work this instance does.
    room("partitions", &["domain", "store"]),
    room("wake", &["actions", "outbox", "store"]),
    room(
        "outbox",
        &[
            "actions",
            "domain",
            "store",
            "render",
            "redaction",
            "links",
            "chat",
            "boundary",
            "clock",
            "ids",
            "partitions",
            "wake",
            "worker",
        ],
    ),
    room(
        "engine",
        &[
            "actions",
            "domain",
            "store",
            "reports",
            "chat",
            "clock",
            "host",
            "ids",
            "outbox",
            "partitions",
            "wake",
            "worker",
        ],
    ),
    room(
        "web",
        &[
            "actions", "commands", "domain", "store", "intake", "reports", "render", "links",
            "chat", "clock", "engine", "ids", "inbox", "worker",
        ],
    ),
    // The second way: it judges by what the engine has found, and tells it without the outbox.
    room("alarm", &["chat", "clock", "domain", "engine", "host", "render", "store", "worker"]),
    room("platforms", &["config", "chat", "clock"]),
    room("app", EVERYTHING),
    room("cli", EVERYTHING),
    room("main", EVERYTHING),
    room("lib", EVERYTHING),
];
const EVERYTHING: &[&str] = &["*"];

/// Something that may be written in a few places only.
struct Only {
    what: &'static [&'static str],
    /// Paths below `src/`; one that ends in `/` stands for everything below it.
    places: &'static [&'static str],
    rule: &'static str,
}

const ONLY: &[Only] = &[
    Only { what: &["sqlx"], places: &["store/"], rule: "all SQL lives in `store`" },
    Only {
        what: &["platform.send(", "platform.edit("],
        places: &["outbox/", "alarm/"],
        rule: "all speech leaves by the outbox, but for the alarm that the outbox is stuck",
    },
    Only {
        what: &["reqwest", "chat::http"],
        places: &["alarm/"],
        rule: "calls over HTTP are the adapters', but for the alarm's webhook and heartbeat",
    },
    Only {
        what: &[
            "chat_dingtalk",
            "chat_discord",
            "chat_sandbox",
            "chat_wecom",
            "chat_welink",
            "chat_mail",
        ],
        places: &["platforms/", "config/platform.rs", "cli/sandbox.rs", "cli/sandbox/"],
        rule: "the rooms know the chat contract; only the wiring and the list of settings name adapter crates",
    },
    Only {
        what: &[
            "dingtalk_simulator",
            "discord_simulator",
            "memory_simulator",
            "simulator::",
            "wecom_simulator",
            "welink_simulator",
        ],
        places: &["cli/simulate.rs"],
        rule: "production code knows no simulator",
    },
    Only {
        what: &["Utc::now", "Local::now", "SystemTime::now"],
        places: &["clock.rs"],
        rule: "all time enters by the Clock",
    },
    Only {
        what: &["time::sleep", "thread::sleep", "sleep_until("],
        places: &["worker.rs"],
        rule: "waiting is done in one place",
    },
];

/// What the domain must do without, to stay pure.
const NOT_IN_DOMAIN: &[&str] =
    &["async", "serde_json", "sqlx", "tokio", "rand::", "std::fs", "std::env", "toml"];

const LONGEST_FILE: usize = 450;

fn fail_on(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}

fn row_of(name: &str) -> Option<&'static Room> {
    ROOMS.iter().find(|room| room.name == name)
}

#[test]
fn every_room_stands_in_the_table() {
    let rooms: BTreeSet<String> =
        Source::all_of_root().iter().map(|source| source.room().to_owned()).collect();
    assert!(rooms.contains("domain"), "the source was not found");
    let missing: Vec<_> = rooms.iter().filter(|name| row_of(name).is_none()).cloned().collect();
    assert!(
        missing.is_empty(),
        "say in tests/architecture.rs what these rooms may import: {missing:?}"
    );
}

#[test]
fn rooms_import_what_their_row_allows() {
    let mut problems = Vec::new();
    for source in Source::all_of_root() {
        let Some(row) = row_of(source.room()) else { continue };
        for (line, import) in source.imports() {
            let listed = row.imports == EVERYTHING || row.imports.contains(&import.as_str());
            let is_room = row_of(&import).is_some() || import == "chat";
            if is_room && !listed && import != row.name {
                let may = row.imports.join(", ");
                problems.push(format!(
                    "{}:{line}: `{}` must not import `{import}`; it may import: {may}",
                    source.path, row.name
                ));
            }
        }
    }
    fail_on(&problems);
}

#[test]
fn what_only_one_place_may_do_is_done_nowhere_else() {
    let mut problems = Vec::new();
    for source in Source::all_of_root() {
        for only in ONLY.iter().filter(|only| !source.is_in(only.places)) {
            for (line, what) in source.mentions(only.what) {
                problems.push(format!("{}:{line}: `{what}`: {}", source.path, only.rule));
            }
        }
    }
    fail_on(&problems);
}

#[test]
fn the_domain_is_pure() {
    let mut problems = Vec::new();
    for source in Source::all_of_root().iter().filter(|source| source.room() == "domain") {
        for (line, what) in source.mentions(NOT_IN_DOMAIN) {
            problems.push(format!("{}:{line}: `{what}`: the domain is pure", source.path));
        }
    }
    fail_on(&problems);
}

#[test]
fn the_domain_knows_of_the_chat_contract_what_a_message_is() {
    let mut problems = Vec::new();
    for source in Source::all_of_root().iter().filter(|source| source.room() == "domain") {
        let imports = source.imports().into_iter().filter(|(_, import)| import == "chat");
        let is_message = source.code().matches("chat::").count()
            == source.code().matches("chat::Message;").count();
        problems.extend(imports.filter(|_| !is_message).map(|(line, _)| {
            format!("{}:{line}: the domain knows `chat::Message` and no more", source.path)
        }));
    }
    fail_on(&problems);
}

#[test]
fn files_do_not_use_each_other_in_circles() {
    let sources = Source::all_of_root();
    let circles = Modules::of(&sources).circles();
    let problems: Vec<_> = circles.iter().map(|circle| circle.join(" ")).collect();
    fail_on(&problems);
}

#[test]
fn adapters_depend_on_the_chat_contract_and_on_nothing_else_of_ours() {
    let crates = adapter_manifests();
    let ours: Vec<&str> = crates.iter().map(|(name, _)| name.as_str()).collect();
    assert!(ours.contains(&"chat"), "the adapters were not found");
    let mut problems = Vec::new();
    for (name, dependencies) in &crates {
        let allowed = allowed_for(name);
        let forbidden = |dependency: &&String| match dependency.as_str() {
            "watchbell" | "sqlx" => true,
            "tokio" => name == "chat",
            other => ours.contains(&other) && !allowed.iter().any(|allowed| allowed == other),
        };
        for dependency in dependencies.iter().filter(forbidden) {
            problems.push(format!("the crate {name} must not depend on {dependency}"));
        }
        for missing in allowed.iter().filter(|allowed| !dependencies.contains(allowed)) {
            problems.push(format!("the crate {name} does not depend on {missing}"));
        }
    }
    fail_on(&problems);
}

/// The crates of ours that a crate below `adapters/` depends on. A simulator reads names and limits
/// from its own adapter; nothing else depends on a simulator, except tests and the root package.
fn allowed_for(name: &str) -> Vec<String> {
    match name.strip_suffix("-simulator") {
        _ if name == "chat" => vec![],
        Some("memory") => vec!["chat".to_owned(), "simulator".to_owned()],
        Some(platform) => {
            vec!["chat".to_owned(), "simulator".to_owned(), format!("chat-{platform}")]
        }
        None => vec!["chat".to_owned()],
    }
}

#[test]
fn no_production_file_is_too_long_and_no_lint_is_silenced() {
    let mut problems = Vec::new();
    for source in rust_files_below(&["src", "adapters"]) {
        let length = source.production_lines();
        if length > LONGEST_FILE {
            problems.push(format!("{}: {length} lines; {LONGEST_FILE} is the limit", source.path));
        }
        for (line, what) in source.mentions(&["#[allow(", "#![allow("]) {
            problems
                .push(format!("{}:{line}: `{what}`: write #[expect] with a reason", source.path));
        }
    }
    fail_on(&problems);
}

#[test]
fn every_dependency_has_a_line_with_its_reason() {
    let manifest: toml::Table = source::read("Cargo.toml").parse().unwrap();
    let named = manifest["workspace"]["dependencies"].as_table().unwrap();
    let page = source::read("docs/dependencies.md");
    let missing: Vec<_> = named
        .iter()
        .filter(|(_, value)| value.get("path").is_none())
        .filter(|(name, _)| !page.contains(&format!("| `{name}` |")))
        .map(|(name, _)| name)
        .collect();
    assert!(
        missing.is_empty(),
        "docs/dependencies.md does not say why these are needed: {missing:?}"
    );
}
