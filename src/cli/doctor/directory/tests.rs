use super::*;
use crate::cli::apply::offered::offered;
use crate::directory_file;

const EXAMPLE: &str = include_str!("../../../../deploy/directory.example.toml");
const CONFIG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/watchbell.example.toml");

/// What the doctor says about the example when one thing in it is written otherwise, on a day.
fn told(from: &str, to: &str, on: &str) -> Vec<String> {
    assert!(EXAMPLE.contains(from), "the example no longer says {from}");
    let config = Config::load_with(Some(CONFIG.as_ref()), []).unwrap();
    let plans = Plans::load(None, None).unwrap();
    let text = EXAMPLE.replacen(from, to, 1);
    let directory = directory_file::read("directory.toml", &text, &offered(&plans, &config));
    let directory = directory.unwrap_or_else(|no| panic!("{}", no.render(false)));
    let findings = findings(&directory, &config, &plans, on.parse().unwrap());
    let line = |it: Finding| format!("{:?} {}: {}", it.grade, it.subject, it.what);
    findings.into_iter().map(line).collect()
}

const A_GOOD_DAY: &str = "2026-04-15T02:00:00Z";

#[test]
fn a_sound_directory_is_told_in_one_line() {
    assert_eq!(
        told("", "", A_GOOD_DAY),
        ["Ok directory: 2 customers and 7 people, nothing to put right"]
    );
}

#[test]
fn each_thing_that_will_fail_a_night_is_told() {
    for (from, to, on, expected) in [
        (
            r#"contact_methods = ["direct:dingtalk:user:example-miller", "staff:oncall-room"]"#,
            r#"contact_methods = ["direct:dingtalk:user:example-miller"]"#,
            A_GOOD_DAY,
            "Warning people: on call with one contact method, so nothing reaches them while that platform is away: sam-miller",
        ),
        (
            "until = 2027-03-31",
            "until = 2026-05-01",
            A_GOOD_DAY,
            "Warning customer alpine-rail: the contract ends on 2026-05-01, in 16 days",
        ),
        (
            "until = 2027-03-31",
            "until = 2026-04-10",
            A_GOOD_DAY,
            "Warning customer alpine-rail: the contract ended on 2026-04-10",
        ),
        (
            "",
            "",
            "2026-11-15T02:00:00Z",
            "Warning calendar cn: the public holidays of 2027 are not known, so due times in that year are provisional; add them to the calendars directory",
        ),
    ] {
        let told = told(from, to, on);
        assert!(told.iter().any(|line| line == expected), "{to}: {told:#?}");
    }
}

#[test]
fn a_turn_without_anybody_is_told_with_who_is_paged_instead() {
    let layer = "handover.weekly = { weekday = \"mon\", at = \"09:00\" }, starting = 2026-01-05 },";
    let by_day = "handover.weekly = { weekday = \"mon\", at = \"09:00\" }, starting = 2026-01-05, limited_to = [{ weekdays = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"], from = \"00:00\", to = \"00:00\" }] },";
    let with_fallback = told(layer, by_day, A_GOOD_DAY);
    insta::assert_snapshot!(with_fallback.join("\n"), @"
    Warning rotation primary: nobody is on call from Sat 2026-04-18 00:00 until Mon 2026-04-20 00:00 (Asia/Shanghai); dora-keller is paged instead
    Warning rotation primary: nobody is on call from Sat 2026-04-25 00:00 until Mon 2026-04-27 00:00 (Asia/Shanghai); dora-keller is paged instead
    ");
    let from = "fallback = \"dora-keller\"\nlayers = [\n  { people = [\"zhang-qiang\", \"sam-miller\"], handover.weekly = { weekday = \"mon\", at = \"09:00\" }, starting = 2026-01-05 },";
    let to = from.replace("fallback = \"dora-keller\"\n", "").replace(layer, by_day);
    let without = told(from, &to, A_GOOD_DAY);
    assert!(without.iter().all(|line| line.starts_with("Fault rotation primary")), "{without:#?}");
    assert!(without[0].ends_with("and there is no fallback"), "{without:#?}");
}
