//! After a restore from a backup: what each person reads, and what the record says.

use std::path::Path;

use chat::MessageKind;
use chrono::TimeDelta;
use clap::Parser;
use watchbell::cli::{self, Cli};
use watchbell::domain::incident::IncidentState;
use watchbell::store::Deed;
use watchbell::store::backup::{BackupError, back_up, restore};

use crate::kit::bot::{Chat, TestBot, minutes};
use crate::kit::many_customers::configuration_alone;
use crate::kit::posts::{Post, assert_says};
use crate::kit::program::free_address;
use crate::kit::{Database, Engine};

const RESTORED: &str = "数据库已从备份恢复";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_open_is_paged_again_and_the_staff_reads_what_may_be_missing() {
    let database = Database::fresh(Engine::Sqlite).await;
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    let mut bot = TestBot::on(&database, Chat::Rich).await;
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    let paged = first_paged(&bot);
    let code = bot.code_for(&paged);
    bot.advance(minutes(1)).await;
    back_up(&database.url, &copy, "mei@office", bot.now()).await.unwrap();

    // What the backup does not know.
    bot.advance(minutes(1)).await;
    bot.whispers(&paged, &format!("收到 {code}")).await;
    bot.says("zhou-min", "daocloud", "报障 一级 登录全部失败").await;
    bot.advance(minutes(1)).await;
    assert!(matches!(bot.incident(1).await.state, IncidentState::Acknowledged { .. }));
    bot.bot.actions.store.close().await;
    let restored_at = bot.now();
    let restored = restore(&database.url, &copy, "mei@office", restored_at).await.unwrap();
    assert_eq!(restored.taken_at, restored_at - minutes(2));
    assert!(restored.before.unwrap().exists(), "what was there is kept");

    bot.restart().await;
    bot.bot.reconcile_restore().await.unwrap();
    bot.bot.settle().await.unwrap();
    let since = |room: &str| -> Vec<Post> {
        bot.posts_in(room).into_iter().filter(|post| post.at >= restored_at).collect()
    };
    let again = since(&paged).into_iter().find(|post| post.text.contains(RESTORED));
    let again = again.unwrap_or_else(|| panic!("no page again: {:?}", since(&paged)));
    assert_eq!(again.kind, MessageKind::Page);
    assert_says(&again.text, &["repeat", &code, "INC-1"]);
    let told: Vec<Post> = bot
        .posts()
        .into_iter()
        .filter(|post| post.kind == MessageKind::Warning && post.text.contains(RESTORED))
        .collect();
    assert!(told.len() >= 2, "a staff room and the duty manager: {told:?}");
    assert_says(&told[0].text, &["2026-03-10 08:31:00", "2026-03-10 08:33:00", "INC-1"]);
    let customers = since("daocloud");
    assert!(customers.iter().all(|post| !post.text.contains("备份")), "{customers:?}");

    bot.whispers(&paged, &format!("收到 {code}")).await;
    assert!(matches!(bot.incident(1).await.state, IncidentState::Acknowledged { .. }));
    let shown = bot.says("zhou-min", "daocloud", "报障 一级 登录全部失败").await;
    assert_says(&shown, &["INC-2"]);

    // It is done once.
    let before = bot.posts().len();
    bot.restart().await;
    bot.bot.reconcile_restore().await.unwrap();
    bot.bot.settle().await.unwrap();
    assert_eq!(bot.posts().len(), before);
    the_record_tells_of_it(&bot, &database, folder.path()).await;
    bot.finish().await;
    database.remove().await;
}

/// A copy that somebody put into its place by hand is noticed as well.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_that_came_by_hand_is_noticed_at_the_next_start() {
    let database = Database::fresh(Engine::Sqlite).await;
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    let mut bot = TestBot::on(&database, Chat::Poorest).await;
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    let paged = first_paged(&bot);
    back_up(&database.url, &copy, "mei@office", bot.now()).await.unwrap();
    bot.bot.actions.store.close().await;
    let place = database.url.trim_start_matches("sqlite:");
    for ending in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{place}{ending}"));
    }
    std::fs::copy(&copy, place).unwrap();
    bot.clock.advance(TimeDelta::seconds(30));
    bot.restart().await;
    let had = bot.pages_to(&paged).len();
    bot.bot.reconcile_restore().await.unwrap();
    bot.bot.settle().await.unwrap();
    assert_eq!(bot.pages_to(&paged).len(), had + 1);
    assert_says(&bot.pages_to(&paged).pop().unwrap().text, &["repeat", RESTORED]);
    bot.finish().await;
    database.remove().await;
}

/// Also where the platform recognises a second copy by its key, which the database has forgotten.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_due_before_a_restore_is_marked_as_a_possible_repeat() {
    let database = Database::fresh(Engine::Sqlite).await;
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.db");
    let mut bot = TestBot::on(&database, Chat::Rich).await;
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    back_up(&database.url, &copy, "mei@office", bot.now()).await.unwrap();
    bot.advance(minutes(20)).await;
    bot.bot.actions.store.close().await;
    let restored_at = bot.now();
    restore(&database.url, &copy, "mei@office", restored_at).await.unwrap();
    bot.restart().await;
    bot.bot.reconcile_restore().await.unwrap();
    let before = bot.all_pages().len();
    bot.bot.settle().await.unwrap();
    let pages: Vec<Post> = bot
        .posts()
        .into_iter()
        .filter(|post| post.kind == MessageKind::Page)
        .skip(before)
        .collect();
    assert!(!pages.is_empty(), "the policy goes on");
    for page in pages {
        assert_says(&page.text, &["repeat"]);
    }
    bot.advance(minutes(30)).await;
    let last = bot.posts().into_iter().rfind(|post| post.kind == MessageKind::Page);
    assert!(!last.unwrap().text.contains("repeat"), "what is due later is no repeat");
    bot.finish().await;
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_whole_or_has_another_name_and_a_sentence_says_why() {
    let database = Database::fresh(Engine::Sqlite).await;
    let folder = tempfile::tempdir().unwrap();
    let (copy, odd) = (folder.path().join("copy.db"), folder.path().join("odd.db"));
    let bot = TestBot::on(&database, Chat::Poorest).await;
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    let by = "mei@office";
    let bytes = back_up(&database.url, &copy, by, bot.now()).await.unwrap();
    assert_eq!(std::fs::metadata(&copy).unwrap().len(), bytes);
    let told = |error: BackupError| error.to_string();
    let exists = told(back_up(&database.url, &copy, by, bot.now()).await.unwrap_err());
    assert!(exists.contains("exists already"), "{exists}");
    let postgres = told(back_up("postgres://x/y", &odd, by, bot.now()).await.unwrap_err());
    assert!(postgres.contains("pg_dump"), "{postgres}");
    let nowhere = folder.path().join("no/copy.db");
    assert!(back_up(&database.url, &nowhere, by, bot.now()).await.is_err());
    bot.finish().await;

    let place = database.url.trim_start_matches("sqlite:");
    let now = crate::kit::bot::tuesday();
    let plain = told(restore(&database.url, Path::new(place), by, now).await.unwrap_err());
    assert!(plain.contains("was not made by `watchbell backup`"), "{plain}");
    let mut cut = std::fs::read(&copy).unwrap();
    cut.truncate(cut.len() / 2);
    std::fs::write(&odd, &cut).unwrap();
    let damaged = told(restore(&database.url, &odd, by, now).await.unwrap_err());
    assert!(damaged.contains("is damaged"), "{damaged}");
    let missing = told(restore(&database.url, &nowhere, by, now).await.unwrap_err());
    assert!(missing.contains("there is no file"), "{missing}");
    let tasks = tokio_util::task::TaskTracker::new();
    let serving = watchbell::store::Store::open_to_serve(&database.url, &tasks).await.unwrap();
    let served = told(restore(&database.url, &copy, by, now).await.unwrap_err());
    assert!(served.contains("another `watchbell serve` works on it"), "{served}");
    serving.close().await;
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().flatten().collect();
    assert_eq!(left.len(), 2, "nothing unfinished is left: {left:?}");
    database.remove().await;
}

async fn the_record_tells_of_it(bot: &TestBot, database: &Database, folder: &Path) {
    let store = &bot.bot.actions.store;
    let operations = store.operations(10).await.unwrap();
    let deeds: Vec<_> = operations.iter().map(|done| &done.operation.what).collect();
    assert!(
        matches!(
            deeds[..],
            [Deed::Reconciled { pages: 1.. }, Deed::Restored { .. }, Deed::BackedUp]
        ),
        "{deeds:?}"
    );
    let place = database.url.trim_start_matches("sqlite:");
    let configuration = folder.join("watchbell.toml");
    let text = configuration_alone(Path::new(place), free_address());
    std::fs::write(&configuration, text).unwrap();
    let asks = |question: &[&str]| {
        let mut words = vec!["watchbell", "audit"];
        words.extend(question);
        words.extend(["--config", configuration.to_str().unwrap()]);
        let cli = Cli::parse_from(words);
        let run = move || {
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let code = cli::run(cli, &mut out, &mut err).unwrap();
            let told = [out, err].map(|text| String::from_utf8(text).unwrap()).concat();
            (code == std::process::ExitCode::SUCCESS, told)
        };
        async { tokio::task::spawn_blocking(run).await.unwrap() }
    };
    let (is_whole, told) = asks(&["verify"]).await;
    assert!(is_whole, "{told}");
    assert!(told.ends_with("all as the bot wrote them.\n"), "{told}");
    let (_, told) = asks(&["--incident", "1", "--by", "zhou-min"]).await;
    assert_says(&told, &["2026-03-10 08:30:00 UTC  INC-1 act 1  周敏", "[zhou-min]: opened"]);
    assert_says(&told, &["(message, fake:daocloud, account zhou-min)"]);
    assert_eq!(told.lines().count(), 1, "{told}");
    let (_, told) = asks(&["--from", "2026-03-10T08:33:00Z", "--by", "mei"]).await;
    let restored = "operation 2  mei@office: restored the database from a backup of \
                    2026-03-10 08:31:00 UTC\n";
    assert_eq!(told, format!("2026-03-10 08:33:00 UTC  {restored}"));
    let (_, told) = asks(&["--jsonl", "--incident", "1", "--by", "zhou-min"]).await;
    let line: serde_json::Value = serde_json::from_str(told.lines().next().unwrap()).unwrap();
    assert_eq!(line["origin"]["via"], "message");
    assert_eq!(line["entries"][0]["fact"]["title"], "支付全部失败");
    let heads = folder.join("heads");
    std::fs::write(&heads, asks(&["heads"]).await.1).unwrap();
    let (is_whole, told) = asks(&["verify", "--heads", heads.to_str().unwrap()]).await;
    assert!(is_whole, "{told}");
}

/// Whoever got the first page, by direct message.
fn first_paged(bot: &TestBot) -> String {
    bot.all_pages().first().map(|(_, who)| who.clone()).expect("nobody was paged")
}
