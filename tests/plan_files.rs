//! What an operator gets to read about a plan file of their own.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of a test binary are not seen as tests by the lint"
)]

use std::path::Path;
use std::process::{Command, Output};

const SOUND: &str = include_str!("../plans/isoftstone.toml");

fn watchbell(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_watchbell"));
    command.env_remove("WATCHBELL_PLANS").env_remove("WATCHBELL_CALENDARS");
    command.args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn write(directory: &Path, name: &str, text: &str) {
    std::fs::write(directory.join(name), text).unwrap();
}

#[test]
fn the_shipped_plans_are_sound_and_their_assumptions_listed() {
    let output = watchbell(&["plans", "check"]);
    assert!(output.status.success());
    let told = text(&output.stdout);
    assert!(
        told.contains("assumed in coverage cn_5x8: the document says 5x8 without hours"),
        "{told}"
    );
    assert!(told.contains("5 plans and 2 calendars are valid"), "{told}");
}

#[test]
fn every_problem_of_an_own_plan_is_told_at_once_with_its_line() {
    let directory = tempfile::tempdir().unwrap();
    let broken = SOUND
        .replacen("within = \"30 minutes\"", "within = \"half an hour\"", 1)
        .replacen("zone = \"customer\"", "zone = \"Asia/Shangai\"", 1)
        .replacen("aliases = []", "alias = []", 1)
        .replacen("severities = \"guidance\"", "severities = \"guidence\"", 1)
        .replacen("source = \"plan: 5.1 支持方式\"", "source = \"pln: 5.1\"", 1);
    write(directory.path(), "isoftstone.toml", &broken);
    let output = watchbell(&["plans", "check", "--plans", directory.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let told = text(&output.stderr);
    let line = |wanted: &str| 1 + broken.lines().position(|line| line.contains(wanted)).unwrap();
    for (message, at) in [
        ("this is not a duration", line("half an hour")),
        ("no zone is named `Asia/Shangai`", line("Shangai")),
        ("unknown key `alias`", line("alias = []")),
        ("no severity is named `guidence`", line("guidence")),
        ("a source is `document: section`", line("pln: 5.1")),
    ] {
        let (_, after) = told.split_once(message).unwrap_or_else(|| panic!("{message} in {told}"));
        assert!(
            after.contains(&format!("isoftstone.toml:{at}:")),
            "{message} at line {at} in {after}"
        );
    }
    // The unreadable row mentions its cells all the same; only the misspelt severity leaves some
    // unsaid.
    assert!(!told.contains("nothing is promised for production_down"), "{told}");
}

#[test]
fn a_promise_nobody_wrote_is_a_problem_and_so_is_one_written_twice() {
    let directory = tempfile::tempdir().unwrap();
    let row = SOUND.split("[[promise]]").nth(1).unwrap().split("[[").next().unwrap();
    write(directory.path(), "twice.toml", &format!("{SOUND}\n[[promise]]{row}"));
    write(directory.path(), "unsaid.toml", &SOUND.replacen(&format!("[[promise]]{row}"), "", 1));
    let output = watchbell(&["plans", "check", "--plans", directory.path().to_str().unwrap()]);
    let told = text(&output.stderr);
    assert!(
        told.contains("a second promise for `production_down` on `hotline` in `basic`"),
        "{told}"
    );
    assert!(told.contains("nothing is promised for production_down on hotline in basic"), "{told}");
}

#[test]
fn the_rules_of_closing_are_read_and_rank_1_cannot_be_parked() {
    let output = watchbell(&["plans", "show", "daocloud"]);
    let told = text(&output.stdout);
    for line in [
        "closing: consent within 5 business days (cn_5x8), reopened for 30 days, kept for 2 years",
        "closing: information within 7 days from rank 3 on",
        "closing: information within 14 days from rank 4 on",
    ] {
        assert!(told.contains(line), "{line} in {told}");
    }
    let directory = tempfile::tempdir().unwrap();
    let broken = SOUND.replacen("rank = 2\ndays = 3", "rank = 1\ndays = 0", 1);
    write(directory.path(), "isoftstone.toml", &broken);
    let output = watchbell(&["plans", "check", "--plans", directory.path().to_str().unwrap()]);
    let told = text(&output.stderr);
    assert!(told.contains("an incident of rank 1 is never parked"), "{told}");
    assert!(told.contains("this number must be between 1 and 366"), "{told}");
}

#[test]
fn an_own_plan_replaces_the_shipped_one_of_the_same_id_without_a_rebuild() {
    let directory = tempfile::tempdir().unwrap();
    write(
        directory.path(),
        "own.toml",
        &SOUND.replace("within = \"10 minutes\"", "within = \"5 minutes\""),
    );
    let ask = [
        "sla",
        "due",
        "--plan",
        "isoftstone",
        "--tier",
        "vip",
        "--severity",
        "核心生产系统不可用",
        "--channel",
        "hotline",
        "--at",
        "2026-03-02T10:00:00+08:00",
        "--plans",
    ];
    let output = watchbell(&[&ask[..], &[directory.path().to_str().unwrap()]].concat());
    let told = text(&output.stdout);
    assert!(told.contains("2026-03-02T02:05:00Z"), "{told} {}", text(&output.stderr));
}

#[test]
fn an_own_calendar_replaces_the_shipped_one() {
    let directory = tempfile::tempdir().unwrap();
    let calendar = "id = 'cn'\nnames = { zh = '自定', en = 'own days' }\n[[year]]\nyear = 2026\nsource = 'house'\n\
         holidays = [{ names = { zh = '厂休', en = 'Works holiday' }, from = 2026-03-03 }]";
    write(directory.path(), "own.toml", calendar);
    let ask = [
        "sla",
        "due",
        "--plan",
        "isoftstone",
        "--tier",
        "vip",
        "--severity",
        "guidance",
        "--channel",
        "im",
        "--at",
        "2026-03-02T10:00:00+08:00",
        "--calendars",
    ];
    let output = watchbell(&[&ask[..], &[directory.path().to_str().unwrap()]].concat());
    let told = text(&output.stdout);
    assert!(told.contains("Tue 2026-03-03: does not count (Works holiday)"), "{told}");
    assert!(told.contains("2026-03-04T09:00:00Z"), "{told}");
}

#[test]
fn a_special_rule_that_does_not_hold_together_is_told_with_its_line() {
    const ACCESS: &str = include_str!("../plans/daocloud.toml");
    let directory = tempfile::tempdir().unwrap();
    let broken = ACCESS
        .replacen(
            "without = { from = \"l1\", to = \"l2\" }",
            "without = { from = \"l2\", to = \"l1\" }",
            1,
        )
        .replacen(
            "coverage = \"cn_5x8\"\nsource = \"policy: 请求服务; 覆盖时间\"",
            "coverage = \"cn\"\nwithn = \"2 hours\"\nsource = \"policy: 请求服务\"",
            1,
        );
    let broken = broken
        + "\n[[lowering]]\nwhen = \"better\"\nfrom = \"l1\"\nto = \"l9\"\n[[war_room]]\ntiers = \"vip\"\nchannels = \"im\"\n";
    write(directory.path(), "daocloud.toml", &broken);
    let output = watchbell(&["plans", "check", "--plans", directory.path().to_str().unwrap()]);
    let told = text(&output.stderr);
    for message in [
        "`l1` is not less urgent than `l2`",
        "no coverage is named `cn`",
        "unknown key `withn`",
        "`when` is `restored` or `workaround`",
        "no severity is named `l9`",
        "no tier is named `vip`",
        "`severities` is missing",
        "the emergency group has no source",
    ] {
        assert!(told.contains(message), "{message} in {told}");
    }
}

#[test]
fn a_plan_is_shown_with_its_special_handling() {
    let shown = |plan: &str| {
        let output = watchbell(&["plans", "show", plan]);
        text(&output.stdout).to_owned()
    };
    let daocloud = shown("daocloud");
    assert!(
        daocloud.contains("without it Production disaster becomes Severe impact"),
        "{daocloud}"
    );
    assert_eq!(
        daocloud
            .matches("on site for Production disaster, Severe impact: no time promised")
            .count(),
        2
    );
    assert_eq!(
        shown("alibabacloud").matches("emergency group paged at once for Business down").count(),
        2
    );
    assert!(
        shown("zitadel")
            .contains("becomes Standard support request when restored or there is a workaround")
    );
    let isoftstone = shown("isoftstone");
    assert!(!isoftstone.contains("on site"));
    for line in [
        "  during an escort: within 10 minutes (24x7)",
        "  emergency group paged at once during an escort for Core production system down, Production system down",
    ] {
        assert_eq!(isoftstone.matches(line).count(), 2, "{line} in {isoftstone}");
    }
}

#[test]
fn what_a_request_carries_has_a_source_a_severity_and_a_name_of_its_own() {
    let directory = tempfile::tempdir().unwrap();
    let item = "[[required_information]]\nid = \"blast\"\nnames = { zh = \"影响\", en = \"blast\" }\n\
         question = { zh = \"?\", en = \"?\" }\nseverities = \"panic\"\n";
    let broken = format!("{SOUND}\n{item}");
    write(directory.path(), "isoftstone.toml", &broken);
    let output = watchbell(&["plans", "check", "--plans", directory.path().to_str().unwrap()]);
    let told = text(&output.stderr);
    for problem in [
        "two items of required information are named `影响`",
        "no severity is named `panic`",
        "required_information blast has no source",
    ] {
        assert!(told.contains(problem), "{problem} in {told}");
    }
}

#[test]
fn a_plan_that_was_cut_off_is_refused_though_nothing_in_the_rest_is_wrong() {
    let directory = tempfile::tempdir().unwrap();
    write(directory.path(), "own.toml", include_str!("corpus/plan_file/cut_off.toml"));
    let output = watchbell(&["plans", "check", "--plans", directory.path().to_str().unwrap()]);
    let told = text(&output.stderr);
    assert!(!output.status.success());
    for part in ["coverage", "channel", "severity", "tier"] {
        assert!(told.contains(&format!("the plan has no {part}")), "{told}");
    }
}
