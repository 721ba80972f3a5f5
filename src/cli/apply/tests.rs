use chrono::{DateTime, Utc};

use super::*;
use crate::clock::ManualClock;
use crate::domain::escalation::on_call::current_on_call;
use crate::domain::escalation::overrides::Override;
use crate::store::directory::{kind, put};

const EXAMPLE: &str = include_str!("../../../deploy/directory.example.toml");
const CONFIG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/watchbell.example.toml");

/// A directory read against the shipped plans and the example configuration.
fn directory(text: &str) -> Directory {
    let config = Config::load_with(Some(CONFIG.as_ref()), []).unwrap();
    let offered = offered::offered(&Plans::load(None, None).unwrap(), &config);
    directory_file::read("directory.toml", text, &offered)
        .unwrap_or_else(|no| panic!("{}", no.render(false)))
}

/// A Wednesday, 10:00 in Beijing.
fn now() -> DateTime<Utc> {
    DateTime::parse_from_rfc3339("2026-03-11T02:00:00Z").unwrap().to_utc()
}

async fn open(folder: &tempfile::TempDir) -> Store {
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    Store::open(&url, &TaskTracker::new()).await.unwrap()
}

async fn told(store: &Store, text: &str, consent: Consent) -> String {
    let told = ended(store, text, consent, false).await.0;
    told.replace("No process is running that has to take it up.\n", "")
}

/// What is told, and the exit code.
async fn ended(store: &Store, text: &str, consent: Consent, as_json: bool) -> (String, ExitCode) {
    let mut out = Vec::new();
    let declared = directory(text);
    let name = "directory.toml".to_owned();
    let file = applied_file(&DirectoryText { name, text: text.to_owned() });
    let task = Task {
        declared: &declared,
        warnings: &[],
        consent,
        as_json,
        by: "mei@office".to_owned(),
        files: vec![file],
        patience: TimeDelta::zero(),
    };
    let clock = ManualClock::starting_at(now());
    let code = apply(store, task, &clock, &mut out).await.unwrap();
    (String::from_utf8(out).unwrap(), code)
}

#[tokio::test]
async fn a_second_run_finds_nothing_to_change() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    insta::assert_snapshot!(told(&store, EXAMPLE, Consent::Given).await, @"
    + customer alpine-rail
    + customer harbour-bank
    + group alpine-rail-main
    + group harbour-bank-main
    + group oncall-room
    + person dora-keller
    + person li-na
    + person mei-lan
    + person qian-example
    + person sam-miller
    + person urs-example
    + person zhang-qiang
    + rotation managers
    + rotation primary
    + policy standard
    + duty manager
    16 added, 0 changed, 0 removed.
    Applied.
    ");
    let version = store.reload_directory().await.unwrap().version;
    assert_eq!(told(&store, EXAMPLE, Consent::Given).await, "Nothing to change.\n");
    let stored = store.reload_directory().await.unwrap();
    assert_eq!(stored.version, version);
    assert_eq!(stored.customers, directory(EXAMPLE).customers);
    assert_eq!(stored.duty_manager, directory(EXAMPLE).duty_manager);
}

#[tokio::test]
async fn a_dry_run_shows_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    assert!(told(&store, EXAMPLE, Consent::Refused).await.ends_with("this was a dry run.\n"));
    assert!(store.directory_documents().await.unwrap().is_empty());
}

#[tokio::test]
async fn changes_are_told_by_field_and_covers_are_kept_and_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    told(&store, EXAMPLE, Consent::Given).await;
    let cover = Override {
        rotation: "primary".into(),
        person: "sam-miller".into(),
        from: DateTime::UNIX_EPOCH,
        until: DateTime::UNIX_EPOCH,
        replaces: None,
        by: "dora-keller".into(),
        made_at: DateTime::UNIX_EPOCH,
        reason: "a day off".to_owned(),
    };
    let kept = put(kind::OVERRIDE, "cover-1", &cover).unwrap();
    store.commit(Commit { directory: vec![kept], ..Commit::default() }).await.unwrap();
    let sam = EXAMPLE.find("[people.sam-miller]").unwrap();
    let dora = EXAMPLE.find("[people.dora-keller]").unwrap();
    let without_sam =
        format!("{}{}", &EXAMPLE[..sam], &EXAMPLE[dora..]).replace(", \"sam-miller\"]", "]");
    let changed = without_sam.replace("until = 2026-12-31", "until = 2027-12-31");
    insta::assert_snapshot!(told(&store, &changed, Consent::Given).await, @"
    ~ customer harbour-bank
        contract.until: 2026-12-31 → 2027-12-31
    - person sam-miller
    ~ rotation primary
        layers 1.people: [zhang-qiang, sam-miller] → [zhang-qiang]
    0 added, 2 changed, 1 removed.
    rotation primary, on call before: Sam Miller (example) until 2026-03-16 09:00 Asia/Shanghai, next Zhang Qiang (example)
    rotation primary, on call after: Zhang Qiang (example)
    ! person sam-miller is removed, but 1 override(s) made in chat name it
    Applied.
    ");
    assert_eq!(store.reload_directory().await.unwrap().overrides, [cover]);
}

#[test]
fn only_a_clear_yes_is_a_yes() {
    for (typed, yes) in
        [("y\n", true), ("YES\n", true), ("\n", false), ("", false), ("yep\n", false)]
    {
        assert_eq!(says_yes(&mut typed.as_bytes(), &mut Vec::new()).unwrap(), yes, "{typed:?}");
    }
}

#[tokio::test]
async fn a_pack_that_grows_is_told_by_its_count() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    let bought = "plan = \"alibabacloud\"\ntier = \"enterprise\"\n";
    let daocloud = EXAMPLE.find("plan = \"daocloud\"").unwrap();
    let end = daocloud + EXAMPLE[daocloud..].find("from =").unwrap();
    let with = |packs: &str| {
        let text = format!("{}{bought}{}", &EXAMPLE[..daocloud], &EXAMPLE[end..]);
        text.replacen(
            "policy = \"standard\"",
            &format!("policy = \"standard\"\nexpress_packs = [{packs}]"),
            1,
        )
    };
    let first = "{ count = 20, from = 2026-01-01, until = 2026-12-31 }";
    told(&store, &with(first), Consent::Given).await;
    let more = format!(
        "{}, {{ count = 5, from = 2026-06-01, until = 2026-06-30 }}",
        first.replace("20,", "30,")
    );
    insta::assert_snapshot!(told(&store, &with(&more), Consent::Given).await, @"
    ~ customer harbour-bank
        express_packs 1.count: 20 → 30
        express_packs 2.count: now 5
        express_packs 2.from: now 2026-06-01
        express_packs 2.until: now 2026-06-30
    0 added, 1 changed, 0 removed.
    Applied.
    ");
}

#[tokio::test]
async fn a_change_of_an_emergency_group_is_told_as_one_list() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    told(&store, EXAMPLE, Consent::Given).await;
    let changed = EXAMPLE.replace("\"oncall:primary\", \"person:li-na\"", "\"oncall:primary\"");
    let told = told(&store, &changed, Consent::Given).await;
    assert!(told.contains("experts: [oncall:primary, person:li-na] → [oncall:primary]"), "{told}");
}

/// The new list of people; whether a cover keeps the turn under way; who is on call afterwards.
#[tokio::test]
async fn a_changed_list_keeps_the_turn_under_way_and_shows_who_is_on_call() {
    for (people, is_kept, on_call) in [
        (r#"["zhang-qiang", "li-na", "sam-miller"]"#, true, "sam-miller"),
        (r#"["sam-miller", "zhang-qiang"]"#, true, "sam-miller"),
        (r#"["li-na", "sam-miller"]"#, false, "sam-miller"),
        (r#"["zhang-qiang", "li-na"]"#, false, "li-na"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let store = open(&folder).await;
        told(&store, EXAMPLE, Consent::Given).await;
        let changed = EXAMPLE.replace(r#"["zhang-qiang", "sam-miller"]"#, people);
        let said = told(&store, &changed, Consent::Given).await;
        let before = "rotation primary, on call before: Sam Miller";
        assert!(said.contains(before), "{people}: {said}");
        assert!(said.contains("rotation primary, on call after: "), "{people}: {said}");
        let stored = store.reload_directory().await.unwrap();
        assert_eq!(stored.overrides.len(), usize::from(is_kept), "{people}: {said}");
        let primary = stored.rotations.iter().find(|rotation| rotation.id.as_str() == "primary");
        let now_on_call = current_on_call(primary.unwrap(), &stored.overrides, now());
        assert_eq!(now_on_call.person, Some(on_call.into()), "{people}");
        let again = told(&store, &changed, Consent::Given).await;
        assert_eq!(again, "Nothing to change.\n", "{people}");
    }
}

#[tokio::test]
async fn a_group_of_a_tier_without_chat_needs_an_agreement() {
    for (tier, agreed, warns) in [
        ("extended_sla", "", true),
        ("default", "", true),
        ("default", "agreed_channels = [\"im\"]", false),
        ("dedicated", "", false),
    ] {
        let tier = format!("tier = \"{tier}\"\n{agreed}");
        let mut text = EXAMPLE.replace("tier = \"dedicated\"", &tier);
        if !tier.contains("dedicated") {
            text = text
                .lines()
                .filter(|line| !line.contains("targets = [{"))
                .collect::<Vec<_>>()
                .join("\n");
        }
        let config = Config::load_with(Some(CONFIG.as_ref()), []).unwrap();
        let offered = offered::offered(&Plans::load(None, None).unwrap(), &config);
        let declared = directory(&text);
        let warnings = warnings::of_groups_without_agreement(&declared, &offered);
        assert_eq!(!warnings.is_empty(), warns, "{tier}: {warnings:?}");
        assert!(warnings.iter().all(|it| it.contains("agreed_channels = [\"im\"]")));
    }
}

#[tokio::test]
async fn a_dry_run_says_by_its_exit_code_whether_it_would_change_something() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    let would_change = ExitCode::from(WOULD_CHANGE);
    let (told, code) = ended(&store, EXAMPLE, Consent::Refused, true).await;
    assert_eq!(code, would_change);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!((&told["would_change"], &told["added"]), (&true.into(), &16.into()));
    ended(&store, EXAMPLE, Consent::Given, false).await;
    for (text, expected, fields) in [
        (EXAMPLE.to_owned(), ExitCode::SUCCESS, None),
        (
            EXAMPLE.replace("until = 2026-12-31", "until = 2027-12-31"),
            would_change,
            Some(serde_json::json!([
                { "path": "contract.until", "was": "2026-12-31", "is": "2027-12-31" }
            ])),
        ),
        (
            EXAMPLE.replace("language = \"both\"", "language = \"zh\""),
            would_change,
            Some(serde_json::json!([{ "path": "language", "was": "both", "is": "zh" }])),
        ),
    ] {
        let (told, code) = ended(&store, &text, Consent::Refused, true).await;
        assert_eq!(code, expected, "{told}");
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        assert_eq!(told["changes"].get(0).map(|change| change["fields"].clone()), fields);
        let (_, code) = ended(&store, &text, Consent::Refused, false).await;
        assert_eq!(code, expected, "the same without --json");
    }
}

#[tokio::test]
async fn who_applied_which_file_when_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder).await;
    ended(&store, EXAMPLE, Consent::Given, false).await;
    ended(&store, EXAMPLE, Consent::Given, false).await;
    ended(&store, EXAMPLE, Consent::Refused, false).await;
    let renewed = EXAMPLE.replace("until = 2026-12-31", "until = 2027-12-31");
    ended(&store, &renewed, Consent::Given, false).await;
    let history = store.directory_history(9).await.unwrap();
    let [last, first] = history.as_slice() else { panic!("{history:?}") };
    assert_eq!((first.what.added, last.what.changed, last.at), (16, 1, now()));
    assert_eq!((last.what.by.as_str(), last.version), ("mei@office", first.version + 1));
    assert_eq!(last.what.files[0].path, "directory.toml");
    assert_ne!(last.what.files[0].digest, first.what.files[0].digest);
    assert!(last.what.changes[0].contains("contract.until: 2026-12-31 → 2027-12-31"));
}

/// How a process behaves that serves meanwhile; what is told of it; the exit code.
#[tokio::test]
async fn a_process_that_has_not_taken_the_directory_up_is_named() {
    for (reports_new, seen_ago, told, code) in [
        (true, 0, "The running process works with it.", 0),
        (false, 5, "! host-a, process 7 has not taken it up within 0 s", 4),
        (false, 29, "it still works with version 0, not with 1", 4),
        (false, 31, "No process is running", 0),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let (store, served) = (open(&folder).await, open(&folder).await);
        let seen = now() - TimeDelta::seconds(seen_ago);
        served.report_process("host-a, process 7", seen).await.unwrap();
        if reports_new {
            ended(&store, EXAMPLE, Consent::Given, false).await;
            served.reload_directory().await.unwrap();
            served.report_process("host-a, process 7", seen).await.unwrap();
        }
        let (said, ended) = ended(&store, EXAMPLE, Consent::Given, false).await;
        assert!(said.contains(told), "{said}");
        assert_eq!(ended, ExitCode::from(code), "{said}");
    }
}

#[test]
fn a_bot_name_that_people_do_not_see_is_told() {
    let mut declared = directory(EXAMPLE);
    for group in declared.groups.values_mut() {
        group.room.platform = "wecom".to_owned();
    }
    let warned = |shown: Option<&str>| {
        let mut text = wecom_simulator::configuration("127.0.0.1:9".parse().unwrap());
        if let Some(shown) = shown {
            let named = format!("[platforms.wecom.robot]\ndisplay_name = \"{shown}\"\n");
            text = text.replace("[platforms.wecom.robot]\n", &named);
        }
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("watchbell.toml");
        std::fs::write(&file, text).unwrap();
        warnings::of_bot_names(&declared, &Config::load_with(Some(&file), []).unwrap())
    };
    insta::assert_snapshot!(warned(Some("值班助手"))[0], @r#"group alpine-rail-main: bot_name is "watchbell", but the settings of wecom say that people see "值班助手" there"#);
    assert_eq!(warned(Some("值班助手")).len(), declared.groups.len());
    for shown in [Some("watchbell"), Some(" Watchbell "), None] {
        assert_eq!(warned(shown), Vec::<String>::new(), "{shown:?}");
    }
}
