//! What the operator meets on the command line: the real program, started wrongly and rightly.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::crash::BINARY;
use crate::kit::many_customers::{ManyCustomers, configuration_alone};
use crate::kit::program::{Home, free_address};

const NOBODY: &str = "http://127.0.0.1:1";
const VENDOR: ManyCustomers = ManyCustomers { groups: 1, engineers: 1 };

#[test]
fn a_server_without_a_platform_says_so_and_stops() {
    let folder = tempfile::tempdir().unwrap();
    let configuration = folder.path().join("watchbell.toml");
    let text = configuration_alone(&folder.path().join("new.db"), free_address());
    std::fs::write(&configuration, text).unwrap();
    let ended = run(&["serve"], &configuration);
    assert!(!ended.status.success());
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(said.contains("no chat platform is configured"), "{said}");
    assert!(said.contains("[platforms.dingtalk]"), "{said}");
}

#[test]
fn a_database_that_cannot_be_opened_is_named_without_its_password() {
    for (url, named) in [
        ("sqlite:/nowhere/at/all/bot.db", "/nowhere/at/all/bot.db"),
        ("postgres://bot:hunter2@127.0.0.1:1/support", "127.0.0.1:1/support"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::furnish(Path::new(BINARY), folder.path(), VENDOR, NOBODY);
        let configuration = std::fs::read_to_string(&home.configuration).unwrap();
        let ours = format!("sqlite:{}", home.database.display());
        std::fs::write(&home.configuration, configuration.replace(&ours, url)).unwrap();
        let ended = run(&["serve"], &home.configuration);
        let said = String::from_utf8(ended.stderr).unwrap();
        assert!(!ended.status.success());
        assert!(said.contains(named) && said.contains("cannot be opened"), "{said}");
        assert!(!said.contains("hunter2"), "{said}");
    }
}

#[test]
fn looking_into_a_database_that_is_not_there_makes_none() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::furnish(Path::new(BINARY), folder.path(), VENDOR, NOBODY);
    for question in [
        ["transcript", "export", "--incident", "INC-1", "--format", "json"].as_slice(),
        &["links", "open", "--group", "group-0"],
    ] {
        let ended = run(question, &home.configuration);
        let said = String::from_utf8(ended.stderr).unwrap();
        assert!(!ended.status.success());
        assert!(said.contains("there is no such file"), "{said}");
        assert!(said.contains(home.database.to_str().unwrap()), "{said}");
    }
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().flatten().collect();
    assert_eq!(left.len(), 2, "only the two files that were written: {left:?}");
}

#[test]
fn a_hang_up_ends_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::furnish(Path::new(BINARY), folder.path(), VENDOR, NOBODY);
    home.apply_directory();
    let mut program = home.start();
    home.wait_until_ready();
    for _ in 0..2 {
        let sent = Command::new("kill").args(["-HUP", &program.0.id().to_string()]).status();
        assert!(sent.unwrap().success());
        assert!(home.answers());
    }
    assert_eq!(program.0.try_wait().unwrap(), None);
}

#[test]
fn health_is_asked_of_the_bot_that_runs_with_the_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::furnish(Path::new(BINARY), folder.path(), VENDOR, NOBODY);
    let nobody = run(&["health", "--ready"], &home.configuration);
    let said = String::from_utf8(nobody.stderr).unwrap();
    assert!(!nobody.status.success());
    assert!(said.contains("No bot answers at 127.0.0.1"), "{said}");
    home.apply_directory();
    let _program = home.start();
    home.wait_until_ready();
    let page = |question: &[&str]| -> serde_json::Value {
        serde_json::from_slice(&run(question, &home.configuration).stdout).unwrap()
    };
    let ready = run(&["health", "--ready"], &home.configuration);
    assert!(ready.status.success(), "{ready:?}");
    assert_eq!(page(&["health", "--ready"])["database"]["responds"], true);
    assert!(page(&["health", "--live"]).get("database").is_none());
    assert_eq!(page(&["health"])["platforms"].as_object().unwrap().len(), 1);
}

/// The arguments, and what is told where there is no terminal.
#[test]
fn without_a_terminal_nothing_is_applied_unless_told() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::furnish(Path::new(BINARY), folder.path(), VENDOR, NOBODY);
    let path = home.directory.to_str().unwrap();
    for (arguments, code, told) in [
        (["apply", path].as_slice(), 1, "Add --yes to apply"),
        (&["apply", path, "--json"], 2, "--dry-run"),
        (&["apply", path, "--dry-run"], 3, "Nothing was applied: this was a dry run."),
        (&["apply", path, "--dry-run", "--json"], 3, "\"would_change\":true"),
        (&["directory", "history"], 0, "Nothing was applied yet."),
        (&["apply", path, "--yes", "--by", "mei"], 0, "No process is running"),
        (&["apply", path, "--dry-run", "--json"], 0, "\"would_change\":false"),
        (&["directory", "history", "--changes"], 0, "+ customer"),
        (&["directory", "history"], 0, "  mei@"),
        (&["directory", "history", "--json"], 0, "directory.toml"),
    ] {
        let ended = run(arguments, &home.configuration);
        let said = [ended.stdout, ended.stderr].map(|said| String::from_utf8(said).unwrap());
        assert_eq!(ended.status.code(), Some(code), "{arguments:?}: {said:?}");
        assert!(said.concat().contains(told), "{arguments:?}: {said:?}");
    }
}

#[test]
fn a_folder_is_one_directory_in_the_order_of_its_names() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::furnish(Path::new(BINARY), folder.path(), VENDOR, NOBODY);
    let whole = std::fs::read_to_string(&home.directory).unwrap();
    let parts = folder.path().join("directory.d");
    std::fs::create_dir(&parts).unwrap();
    let nothing = run(&["apply", parts.to_str().unwrap(), "--yes"], &home.configuration);
    let said = String::from_utf8(nothing.stderr).unwrap();
    assert!(said.contains("has no files whose names end in .toml"), "{said}");
    std::fs::write(parts.join("10-all.toml"), whole).unwrap();
    std::fs::write(parts.join("notes.txt"), "not TOML [").unwrap();
    let applied = run(&["apply", parts.to_str().unwrap(), "--yes"], &home.configuration);
    assert!(applied.status.success(), "{applied:?}");
    let id = "[people.mei-lan]\nname = \"Mei\"\n";
    std::fs::write(parts.join("20-more.toml"), id).unwrap();
    std::fs::write(parts.join("30-more.toml"), id).unwrap();
    let refused = run(&["apply", parts.to_str().unwrap(), "--yes"], &home.configuration);
    let said = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(1), "{said}");
    assert!(said.contains("people.mei-lan is declared in"), "{said}");
    assert!(said.contains("20-more.toml and in"), "{said}");
}

#[test]
fn apply_returns_when_the_running_process_works_with_the_directory() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::furnish(Path::new(BINARY), folder.path(), VENDOR, NOBODY);
    home.apply_directory();
    let _program = home.start();
    home.wait_until_ready();
    let path = home.directory.to_str().unwrap();
    let text = std::fs::read_to_string(&home.directory).unwrap();
    for until in ["2098-12-31", "2099-12-30", "2099-12-29"] {
        let last_day = text.lines().find(|line| line.starts_with("until = ")).unwrap();
        std::fs::write(path, text.replace(last_day, &format!("until = {until}"))).unwrap();
        let applied = run(&["apply", path, "--yes"], &home.configuration);
        let said = String::from_utf8(applied.stdout).unwrap();
        assert!(applied.status.success(), "{said}");
        assert!(said.ends_with("Applied.\nThe running process works with it.\n"), "{said}");
    }
}

#[test]
fn the_version_is_told() {
    let told = Command::new(BINARY).arg("--version").output().unwrap();
    let told = String::from_utf8(told.stdout).unwrap();
    let version = concat!("watchbell ", env!("CARGO_PKG_VERSION"));
    assert!(told.starts_with(version), "{told}");
}

fn run(question: &[&str], configuration: &Path) -> Output {
    let mut command = Command::new(BINARY);
    command.args(question).arg("--config").arg(configuration).stdin(Stdio::null());
    command.output().unwrap()
}

#[test]
fn the_doctor_names_what_keeps_messages_from_leaving() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::furnish(Path::new(BINARY), folder.path(), VENDOR, NOBODY);
    let ended = run(&["doctor"], &home.configuration);
    let said = String::from_utf8(ended.stdout).unwrap();
    assert!(!ended.status.success());
    assert!(said.contains("FAULT    database: "), "{said}");
    assert!(said.contains("there is no such file"), "{said}");

    home.apply_directory();
    let ended = run(&["doctor"], &home.configuration);
    let said = String::from_utf8(ended.stdout).unwrap();
    assert!(!ended.status.success(), "nobody answers there");
    assert!(said.starts_with("FAULT    platform dingtalk: "), "faults come first: {said}");
    assert!(said.contains("ok       database: it opens"), "{said}");
    assert!(!said.contains("fake-app-secret"), "{said}");
    assert!(said.contains("warning  alarm: nobody is told by a second way"), "{said}");
    assert!(said.contains("warning  heartbeat: no monitor notices"), "{said}");

    let ended = run(&["doctor", "--json"], &home.configuration);
    for line in String::from_utf8(ended.stdout).unwrap().lines() {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(finding["grade"].is_string() && finding["what"].is_string(), "{line}");
    }
}

#[test]
fn the_doctor_tries_the_second_way_without_using_or_showing_it() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::furnish(Path::new(BINARY), folder.path(), VENDOR, NOBODY);
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let alarm = format!(
        "\n[alarm]\nwebhook_url = \"http://{address}/hook/S3CR3T\"\nheartbeat_url = \"{NOBODY}/beat/K3Y\"\n"
    );
    let configuration = std::fs::read_to_string(&home.configuration).unwrap();
    std::fs::write(&home.configuration, configuration + &alarm).unwrap();
    let said = String::from_utf8(run(&["doctor"], &home.configuration).stdout).unwrap();
    let reached = format!("ok       alarm webhook: {address} accepts connections");
    assert!(said.contains(&reached), "{said}");
    assert!(said.contains("FAULT    heartbeat: 127.0.0.1:1 cannot be reached"), "{said}");
    for secret in ["S3CR3T", "K3Y"] {
        assert!(!said.contains(secret), "{said}");
    }
    let (mut stream, _) = listener.accept().unwrap();
    let mut sent = Vec::new();
    std::io::Read::read_to_end(&mut stream, &mut sent).unwrap();
    assert_eq!(sent, [0; 0], "a request would have been an alarm");
}
