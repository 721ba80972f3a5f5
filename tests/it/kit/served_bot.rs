//! The bot as `serve` puts it together, listening on a port, beside a `DingTalk` on another.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use chat::ChatPlatform;
use chat_dingtalk::DingTalk;
use chrono::{DateTime, TimeDelta, Utc};
use dingtalk_simulator::{Callback, DingTalkSimulator, Route, Setup, Utterance};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use watchbell::actions::SeededRandom;
use watchbell::app::{Bot, BotDeps};
use watchbell::clock::{Clock, ManualClock};
use watchbell::handlers::OpeningsAMinute;
use watchbell::ids::GroupId;
use watchbell::links::Links;
use watchbell::web::{self, Limits, Web};

use super::bot::tuesday;
use super::{Database, people};

const DIRECTORY: &str = include_str!("served_bot.toml");

pub(crate) struct ServedBot {
    pub(crate) bot: Bot,
    pub(crate) dingtalk: DingTalkSimulator,
    /// What makes the page on which the tea merchant's people open incidents.
    pub(crate) links: Arc<Links>,
    clock: Arc<ManualClock>,
    client: reqwest::Client,
    base: String,
    messages: AtomicU32,
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl ServedBot {
    pub(crate) async fn opens(database: &Database) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let clock = Arc::new(ManualClock::starting_at(tuesday()));
        let now = reading(&clock);
        let dingtalk = DingTalkSimulator::start(Setup::default(), Arc::clone(&now)).await.unwrap();
        let client = chat_dingtalk::http::client().unwrap();
        let settings = dingtalk.settings("dingtalk").unwrap();
        let platform = Arc::new(DingTalk::new(settings, client.clone(), now).unwrap());
        let bot = Bot::assemble(BotDeps {
            database: database.url.clone(),
            plans: people::shipped_plans(),
            platforms: vec![platform as Arc<dyn ChatPlatform>],
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            random: Arc::new(SeededRandom::from_seed(7)),
            kept: TimeDelta::days(90),
            openings: OpeningsAMinute::default(),
            links: None,
        })
        .await
        .unwrap();
        people::declare(&bot.actions.store, &bot.actions.plans, DIRECTORY, "dingtalk").await;
        let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let key = "a key for tests, which nobody uses".into();
        let links = Arc::new(Links::new(&base, key, TimeDelta::hours(2), [].into()));
        tasks.spawn(web::serve(
            listener,
            router(&bot, &links),
            web::ConnectionLimits::default(),
            stop.clone(),
        ));
        Self { bot, dingtalk, links, clock, client, base, messages: AtomicU32::new(0), stop, tasks }
    }

    /// Somebody writes to the bot, in a group or alone; the platform calls back, and all that
    /// follows happens.
    pub(crate) async fn says(&self, conversation: Option<&str>, staff: &str, text: &str) {
        let callback = self.callback(conversation, staff, text);
        assert_eq!(self.post(callback).await, 200);
    }

    /// What the platform would post for it, signed now.
    pub(crate) fn callback(&self, conversation: Option<&str>, staff: &str, text: &str) -> Callback {
        let id = format!("message-{}", self.messages.fetch_add(1, Ordering::Relaxed));
        let (staff, nick) = (Some(staff), "（虚构）");
        let utterance =
            Utterance { id: &id, conversation, staff, nick, text, ..Utterance::default() };
        self.dingtalk.callback_at(utterance, self.clock.now())
    }

    /// Opens the page on which incidents of a group are opened, or sends its form; the status and
    /// what is on the page then.
    pub(crate) async fn on_the_page(&self, group: &str, form: &[(&str, &str)]) -> (u16, String) {
        let link = self.links.to_open(&GroupId::new(group));
        let request =
            if form.is_empty() { self.client.get(link) } else { self.client.post(link).form(form) };
        let answer = request.send().await.unwrap();
        let seen = (answer.status().as_u16(), answer.text().await.unwrap());
        self.bot.settle().await.unwrap();
        seen
    }

    /// Somebody answers a message that they read, or sends something else than words.
    pub(crate) async fn sends(&self, utterance: Utterance<'_>) {
        let id = format!("message-{}", self.messages.fetch_add(1, Ordering::Relaxed));
        let utterance = Utterance { id: &id, nick: "（虚构）", ..utterance };
        let callback = self.dingtalk.callback_at(utterance, self.clock.now());
        assert_eq!(self.post(callback).await, 200);
    }

    /// Posts a callback and gives back the status; all that follows happens.
    pub(crate) async fn post(&self, callback: Callback) -> u16 {
        let status = self.post_alone(callback).await;
        self.bot.settle().await.unwrap();
        status
    }

    /// Posts a callback and gives back the status; nothing follows yet.
    pub(crate) async fn post_alone(&self, (headers, body): Callback) -> u16 {
        let mut request = self.client.post(format!("{}/hooks/dingtalk", self.base)).body(body);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        request.send().await.unwrap().status().as_u16()
    }

    /// The status and the body of what an operator asks for, such as `/health`.
    pub(crate) async fn get(&self, path: &str) -> (u16, String) {
        let answer = self.client.get(format!("{}{path}", self.base)).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    pub(crate) async fn advance(&self, by: TimeDelta) {
        self.bot.advance_to(&self.clock, self.clock.now() + by).await.unwrap();
    }

    /// Time goes by, and no worker does anything.
    pub(crate) fn sleeps(&self, by: TimeDelta) -> DateTime<Utc> {
        self.clock.advance(by);
        self.clock.now()
    }

    pub(crate) fn last_in_session_of(&self, conversation: &str) -> String {
        self.last_by(&Route::Session(conversation.to_owned()))
    }

    pub(crate) fn last_in_group(&self, conversation: &str) -> String {
        self.last_by(&Route::Group(conversation.to_owned()))
    }

    pub(crate) fn last_to(&self, staff: &str) -> String {
        self.last_by(&Route::Person(staff.to_owned()))
    }

    pub(crate) fn texts_to(&self, staff: &str) -> Vec<String> {
        self.by(&Route::Person(staff.to_owned()))
    }

    /// Everything that can be read anywhere.
    pub(crate) fn texts(&self) -> Vec<String> {
        self.dingtalk.deliveries().into_iter().map(|delivery| delivery.text).collect()
    }

    pub(crate) async fn closes(self) {
        self.stop.cancel();
        self.tasks.close();
        self.tasks.wait().await;
        self.bot.actions.store.close().await;
    }

    fn last_by(&self, route: &Route) -> String {
        self.by(route)
            .pop()
            .unwrap_or_else(|| panic!("nothing by {route:?}: {:?}", self.dingtalk.deliveries()))
    }

    fn by(&self, route: &Route) -> Vec<String> {
        let deliveries = self.dingtalk.deliveries().into_iter();
        deliveries
            .filter(|delivery| delivery.route == *route)
            .map(|delivery| delivery.text)
            .collect()
    }
}

/// The program's own routes and the pages behind links.
fn router(bot: &Bot, links: &Arc<Links>) -> axum::Router {
    let limits = Limits { time: std::time::Duration::from_secs(10), body: 256 * 1024 };
    let routes = web::router(Web {
        platforms: bot.platforms.clone(),
        platform_checks: Arc::clone(&bot.platform_checks),
        handler: Arc::new(bot.handlers.clone()),
        store: bot.actions.store.clone(),
        save_check: bot.engine.save_check(),
        pulse: bot.engine.clone(),
        gateways: bot.gateways.clone(),
        clock: Arc::clone(&bot.clock),
        limits,
        stalled_after: TimeDelta::seconds(30),
        late: TaskTracker::new(),
    });
    routes.merge(web::links::router(bot.link_pages(Arc::clone(links), limits.time), limits))
}

fn reading(clock: &Arc<ManualClock>) -> Arc<dyn Fn() -> DateTime<Utc> + Send + Sync> {
    let clock = Arc::clone(clock);
    Arc::new(move || clock.now())
}
