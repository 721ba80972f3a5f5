use chrono::DateTime;

use super::*;
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

async fn open(folder: &tempfile::TempDir) -> Store {
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    Store::open(&url, &TaskTracker::new()).await.unwrap()
}

async fn told(store: &Store, text: &str, consent: Consent) -> String {
    let mut out = Vec::new();
    apply(store, &directory(text), consent, &mut out).await.unwrap();
    String::from_utf8(out).unwrap()
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
