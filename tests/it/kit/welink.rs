//! The bot as `serve` puts it together, listening on a port, beside a `WeLink` that it can send to
//! and not receive from. People read, and open links.

use std::io::Write as _;
use std::sync::Arc;

use chat::{ChatEvent, ChatPlatform, EventBody, RawRequest, Room, RoomKind, Sender};
use chat_welink::WeLink;
use chat_welink::relay::Forwarded;
use chrono::{DateTime, TimeDelta, Utc};
use metrics_exporter_prometheus::PrometheusBuilder;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use watchbell::actions::{Random, SeededRandom};
use watchbell::app::{Bot, BotDeps};
use watchbell::clock::{Clock, ManualClock};
use watchbell::handlers::OpeningsAMinute;
use watchbell::ids::GroupId;
use watchbell::links::Links;
use watchbell::web::{self, Limits, Web};
use welink_simulator::{Delivery, Route, Setup, WeLinkSimulator};

use super::bot::tuesday;
use super::{Database, people};

const DIRECTORY: &str = include_str!("welink.toml");

const LINK_KEY: &str = "a made-up key of thirty-two bytes and more";

/// How long a link to act is good here.
pub(crate) const LINK_LIFE: TimeDelta = TimeDelta::hours(2);

pub(crate) struct DeafOffice {
    pub(crate) bot: Bot,
    pub(crate) welink: WeLinkSimulator,
    pub(crate) links: Arc<Links>,
    clock: Arc<ManualClock>,
    client: reqwest::Client,
    base: String,
    stop: CancellationToken,
    tasks: TaskTracker,
}

/// A page as somebody sees it.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) text: String,
}

impl DeafOffice {
    pub(crate) async fn opens(database: &Database) -> Self {
        Self::opens_with(database, Setup::default()).await
    }

    /// The same without a gateway of the customer's own: nothing that anybody types in a group
    /// comes in.
    pub(crate) async fn opens_without_a_gateway(database: &Database) -> Self {
        Self::opens_with(database, Setup { relay_secret: None, ..Setup::default() }).await
    }

    async fn opens_with(database: &Database, setup: Setup) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let clock = Arc::new(ManualClock::starting_at(tuesday()));
        let welink = WeLinkSimulator::start(setup, reading(&clock)).await.unwrap();
        let client = chat_welink::http::client().unwrap();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let links = Arc::new(Links::new(&base, LINK_KEY.into(), LINK_LIFE, [].into()));
        let random = Arc::new(SeededRandom::from_seed(7));
        let bot = Bot::assemble(BotDeps {
            database: database.url.clone(),
            plans: people::shipped_plans(),
            platforms: vec![adapter(&welink, &client, &clock, &random)],
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            random,
            kept: TimeDelta::days(90),
            openings: OpeningsAMinute::default(),
            links: Some(Arc::clone(&links)),
        })
        .await
        .unwrap();
        people::declare(&bot.actions.store, &bot.actions.plans, DIRECTORY, "welink").await;
        let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
        tasks.spawn(web::serve(
            listener,
            router(&bot, &links),
            web::ConnectionLimits::default(),
            stop.clone(),
        ));
        Self { bot, welink, links, clock, client, base, stop, tasks }
    }

    /// Opens a page; nothing may follow from that.
    pub(crate) async fn looks_at(&self, link: &str) -> Page {
        self.page(self.client.get(link)).await
    }

    /// Sends the form of a page, and everything happens that follows.
    pub(crate) async fn sends(&self, link: &str, fields: &[(&str, &str)]) -> Page {
        self.page(self.client.post(link).form(fields)).await
    }

    /// What a preview asks for.
    pub(crate) async fn previews(&self, link: &str) -> Page {
        self.page(self.client.head(link)).await
    }

    /// The page on which the tea merchant's people open incidents.
    pub(crate) fn pinned_link(&self) -> String {
        self.links.to_open(&GroupId::new("tea"))
    }

    /// Somebody of the tea merchant opens an incident on the pinned page.
    pub(crate) async fn reports(&self, once: &str, title: &str, name: &str) -> Page {
        let fields = [("once", once), ("level", "L1"), ("title", title), ("name", name)];
        self.sends(&self.pinned_link(), &fields).await
    }

    /// The customer's gateway forwards a message in the group.
    pub(crate) async fn forwards(&self, id: &str, account: &str, text: &str) -> u16 {
        let message = Forwarded {
            event_id: id.into(),
            chat_id: "tea".into(),
            user_id: account.into(),
            user_name: "（虚构）".into(),
            text: text.into(),
            is_mention: true,
        };
        self.posts(self.welink.forwarded(&message, self.clock.now())).await
    }

    /// One of the staff says something, wherever the bot receives it.
    pub(crate) async fn staff_say(&self, id: &str, account: &str, text: &str) {
        let body = EventBody::Message {
            text: text.to_owned(),
            addressed: true,
            mentioned: Vec::new(),
            quoted: None,
            thread: None,
        };
        let event = ChatEvent {
            id: id.to_owned(),
            platform: "welink".to_owned(),
            room: Room { address: "robot:oncall".to_owned(), kind: RoomKind::Group, title: None },
            sender: Sender { account: account.to_owned(), display: account.to_owned() },
            body,
            reply_to: None,
            sent_at: self.clock.now(),
        };
        self.bot.handlers.handle(event, self.clock.now()).await.unwrap();
        self.bot.settle().await.unwrap();
    }

    /// Posts a request to the platform's webhook path; gives back the status.
    pub(crate) async fn posts(&self, request: RawRequest) -> u16 {
        let mut post =
            self.client.post(format!("{}/hooks/welink/{}", self.base, request.path_tail));
        for (name, value) in request.headers {
            post = post.header(name, value);
        }
        self.page(post.body(request.body)).await.status
    }

    /// A configuration that makes the same links.
    pub(crate) fn configuration(&self, database: &str) -> tempfile::NamedTempFile {
        let (mut file, base) = (tempfile::NamedTempFile::new().unwrap(), &self.base);
        let text = format!(
            "[database]\nurl = \"{database}\"\n[http]\npublic_url = \"{base}\"\n[links]\nkey = \"{LINK_KEY}\"\n"
        );
        file.write_all(text.as_bytes()).unwrap();
        file
    }

    pub(crate) async fn advance(&self, by: TimeDelta) {
        self.bot.advance_to(&self.clock, self.clock.now() + by).await.unwrap();
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub(crate) fn in_group(&self) -> Vec<Delivery> {
        self.by(&Route::Group("tea".into()))
    }

    pub(crate) fn cards_to(&self, account: &str) -> Vec<Delivery> {
        self.by(&Route::Person(account.into()))
    }

    /// The page that somebody's last card opens.
    pub(crate) fn page_of(&self, account: &str) -> String {
        let cards = self.cards_to(account);
        let opened = cards.iter().rev().find_map(|card| card.opens.clone());
        opened.unwrap_or_else(|| panic!("no card of {account} opens a page: {cards:?}"))
    }

    pub(crate) async fn closes(self) {
        assert_eq!(self.welink.refused(), Vec::<String>::new());
        self.stop.cancel();
        self.tasks.close();
        self.tasks.wait().await;
        self.bot.actions.store.close().await;
    }

    fn by(&self, route: &Route) -> Vec<Delivery> {
        self.welink.deliveries().into_iter().filter(|delivery| delivery.route == *route).collect()
    }

    async fn page(&self, request: reqwest::RequestBuilder) -> Page {
        let answer = request.send().await.unwrap();
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let text = answer.text().await.unwrap();
        self.bot.settle().await.unwrap();
        Page { status, headers, text }
    }
}

/// The link behind a label in a text.
pub(crate) fn link_in(delivery: &Delivery, label: &str) -> String {
    let line =
        delivery.text.lines().find(|line| line.starts_with(label) && line.contains("http://"));
    let line = line.unwrap_or_else(|| panic!("no link {label:?} in {}", delivery.text));
    line[line.find("http://").unwrap()..].to_owned()
}

fn adapter(
    welink: &WeLinkSimulator,
    client: &reqwest::Client,
    clock: &Arc<ManualClock>,
    random: &Arc<SeededRandom>,
) -> Arc<dyn ChatPlatform> {
    let settings = welink.settings("welink").unwrap();
    let (random, now) = (Arc::clone(random), reading(clock));
    let fresh = move || *random.id(tuesday()).as_bytes();
    Arc::new(WeLink::new(settings, client.clone(), now, Arc::new(fresh)).unwrap())
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
    let metrics = PrometheusBuilder::new().build_recorder().handle();
    let metrics = web::metrics_router(
        metrics,
        bot.engine.clone(),
        bot.engine.save_check(),
        Arc::clone(&bot.clock),
        limits,
    );
    let links = web::links::router(bot.link_pages(Arc::clone(links), limits.time), limits);
    routes.merge(metrics).merge(links)
}

fn reading(clock: &Arc<ManualClock>) -> Arc<dyn Fn() -> DateTime<Utc> + Send + Sync> {
    let clock = Arc::clone(clock);
    Arc::new(move || clock.now())
}
