//! News by mail through a real mail server: from the words in the group to what the mailbox holds.

#[expect(dead_code, reason = "the tests of the adapter ask the server for more")]
#[path = "../../adapters/mail/src/tests/server.rs"]
mod server;

use std::sync::Arc;

use chat::ChatPlatform;
use chat_mail::{Mail, Settings, Tls};
use chrono::{TimeDelta, Utc};
use memory_simulator::MemoryPlatform;
use watchbell::actions::SeededRandom;
use watchbell::app::{Bot, BotDeps};
use watchbell::clock::{Clock, ManualClock};
use watchbell::config::AlarmConfig;
use watchbell::handlers::OpeningsAMinute;
use watchbell::store::{Commit, directory};

use crate::kit::bot::tuesday;
use crate::kit::posts::assert_says;
use crate::kit::{Database, Engine, people};
use server::Server;

/// Starts the server.
const SERVER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/adapters/mail/tests/server/start.sh");

const ZHOU: &str = "zhou-min@lantern.example";

/// A bot whose mail goes to a real server.
struct PostOffice {
    bot: Bot,
    chat: Arc<MemoryPlatform>,
    clock: Arc<ManualClock>,
    server: Server,
}

impl PostOffice {
    async fn opens(database: &Database) -> Self {
        let (server, clock) = (Server::open(), Arc::new(ManualClock::starting_at(tuesday())));
        let chat = Arc::new(MemoryPlatform::poorest(people::PLATFORM).with_now(reading(&clock)));
        let from = "Watchbell <watchbell@vendor.example>".parse().unwrap();
        let settings = Settings {
            port: server.port,
            tls: Tls::None,
            ..Settings::new("mail", "127.0.0.1", from)
        };
        let mail = Arc::new(Mail::new(settings, Arc::new(reading(&clock))).unwrap());
        let bot = Bot::assemble(BotDeps {
            database: database.url.clone(),
            plans: people::shipped_plans(),
            platforms: vec![Arc::clone(&chat) as Arc<dyn ChatPlatform>, mail],
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            random: Arc::new(SeededRandom::from_seed(7)),
            kept: TimeDelta::days(90),
            openings: OpeningsAMinute::default(),
            links: None,
        })
        .await
        .unwrap();
        people::introduce(&bot.actions.store, &bot.actions.plans).await;
        let bot_server = Self { bot, chat, clock, server };
        bot_server.give_zhou_a_mailbox().await;
        bot_server
    }

    async fn give_zhou_a_mailbox(&self) {
        let store = &self.bot.actions.store;
        let mut zhou = store.directory().people["zhou-min"].clone();
        zhou.email = Some(ZHOU.parse().unwrap());
        let document = directory::put(directory::kind::PERSON, "zhou-min", &zhou).unwrap();
        store.commit(Commit { directory: vec![document], ..Commit::default() }).await.unwrap();
        store.reload_directory().await.unwrap();
    }

    async fn says(&self, who: &str, text: &str) {
        let event = self.chat.says("daocloud", who, text);
        self.bot.handlers.handle(event, self.clock.now()).await.unwrap();
        self.bot.settle().await.unwrap();
    }

    async fn advance(&self, by: TimeDelta) {
        self.bot.advance_to(&self.clock, self.clock.now() + by).await.unwrap();
    }

    /// The texts in the mailbox.
    fn mailbox(&self) -> Vec<String> {
        self.server.emails().iter().map(server::Taken::text).collect()
    }

    async fn closes(self, database: Database) {
        self.bot.actions.store.close().await;
        database.remove().await;
    }
}

fn reading(clock: &Arc<ManualClock>) -> impl Fn() -> chrono::DateTime<Utc> + Send + Sync + 'static {
    let clock = Arc::clone(clock);
    move || clock.now()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_mailbox_holds_the_course_of_an_incident_as_one_thread() {
    let database = Database::fresh(Engine::Sqlite).await;
    let bot_server = PostOffice::opens(&database).await;
    bot_server.says("zhou-min", "报障 二级 查询很慢").await;
    bot_server.says("zhou-min", "订阅 #1").await;
    bot_server.says("zhang-qiang", "进展 #1 正在加索引").await;
    bot_server.says("zhang-qiang", "方案 #1 已加索引").await;
    bot_server.says("zhou-min", "同意关闭 #1").await;
    let emails = bot_server.server.emails();
    assert_eq!(emails.len(), 4);
    for (email, words) in emails.iter().zip(["已订阅", "正在加索引", "已加索引", "closed"])
    {
        assert_eq!(
            (email.to.as_slice(), email.header("References")),
            (&[ZHOU.to_owned()][..], emails[0].header("References"))
        );
        assert!(email.subject().contains("[INC-1]"), "{}", email.subject());
        assert_says(&email.text(), &[words, "退订 #1"]);
    }
    bot_server.closes(database).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_server_puts_off_or_forgets_to_answer_arrives_with_one_id() {
    let database = Database::fresh(Engine::Sqlite).await;
    let bot_server = PostOffice::opens(&database).await;
    bot_server.says("zhou-min", "报障 二级 查询很慢").await;
    bot_server.says("zhou-min", "订阅 #1").await;
    bot_server.server.refuse_next("recipient", 451, "4.7.1 Greylisted");
    bot_server.server.break_next("drop before answer");
    bot_server.says("zhang-qiang", "进展 #1 正在加索引").await;
    bot_server.advance(TimeDelta::minutes(10)).await;
    let news: Vec<_> = bot_server
        .server
        .emails()
        .into_iter()
        .filter(|email| email.text().contains("正在加索引"))
        .collect();
    assert_eq!(news.len(), 2, "the lost answer brought a second copy, which says so");
    assert_eq!(news[0].header("Message-ID"), news[1].header("Message-ID"));
    assert!(news[1].subject().contains("repeat"), "{}", news[1].subject());
    bot_server.closes(database).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bounce_ends_the_news_and_is_told_in_the_group() {
    let database = Database::fresh(Engine::Sqlite).await;
    let bot_server = PostOffice::opens(&database).await;
    bot_server.says("zhou-min", "报障 二级 查询很慢").await;
    bot_server.says("zhou-min", "订阅 #1").await;
    bot_server.server.refuse_next("recipient", 550, "5.1.1 no such user");
    bot_server.says("zhang-qiang", "进展 #1 正在加索引").await;
    bot_server.says("zhang-qiang", "进展 #1 已加索引").await;
    let told: Vec<_> = bot_server
        .chat
        .sent_to("daocloud")
        .into_iter()
        .filter(|post| post.text.contains("不存在"))
        .collect();
    assert_eq!(told.len(), 1);
    assert!(!bot_server.mailbox().iter().any(|email| email.contains("已加索引")));
    bot_server.closes(database).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_alarm_reaches_the_operators_mailbox_without_outbox_and_database() {
    let database = Database::fresh(Engine::Sqlite).await;
    let bot_server = PostOffice::opens(&database).await;
    let _ = rustls::crypto::ring::default_provider().install_default();
    let email = vec!["ops@vendor.example".to_owned()];
    let alarm = bot_server.bot.alarm(&AlarmConfig { email, ..AlarmConfig::default() }).unwrap();
    bot_server.bot.actions.store.close().await;
    for seconds in [120, 70] {
        bot_server.clock.advance(TimeDelta::seconds(seconds));
        alarm.look(bot_server.clock.now()).await;
    }
    let email = bot_server.server.email();
    assert_eq!(email.to, ["ops@vendor.example"]);
    assert!(email.subject().starts_with("Watchbell 告警："), "{}", email.subject());
    assert!(email.text().contains("The auditor could not check since"), "{}", email.text());
    bot_server.closes(database).await;
}
