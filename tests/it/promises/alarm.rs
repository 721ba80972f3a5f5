//! Promise 17: what should have left and did not is told by another way, and the sign of life stays
//! out meanwhile.

use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use watchbell::alarm::Alarm;
use watchbell::config::AlarmConfig;
use watchbell::web::{self, ConnectionLimits};

use crate::kit::bot::minutes;
use crate::kit::served_bot::ServedBot;
use crate::kit::{Database, Engine};

const GROUP: &str = "cidTEA==";

/// What operators have elsewhere: a webhook, and a monitor that waits for signs of life.
struct Elsewhere {
    base: String,
    seen: Arc<Seen>,
    stop: CancellationToken,
    tasks: TaskTracker,
}

#[derive(Default)]
struct Seen {
    requests: Mutex<Vec<(String, String)>>,
    /// What everybody is answered instead of 200.
    refuses_with: AtomicU16,
}

impl Elsewhere {
    async fn opens() -> Self {
        let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
        let seen = Arc::<Seen>::default();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(take).with_state(Arc::clone(&seen));
        tasks.spawn(web::serve(listener, router, ConnectionLimits::default(), stop.clone()));
        Self { base, seen, stop, tasks }
    }

    fn config(&self) -> AlarmConfig {
        AlarmConfig {
            webhook_url: Some(format!("{}/hook/S3CR3T", self.base).into()),
            heartbeat_url: Some(format!("{}/beat/K3Y", self.base).into()),
            ..AlarmConfig::default()
        }
    }

    fn bodies(&self, path: &str) -> Vec<String> {
        let requests = self.seen.requests.lock().unwrap();
        requests.iter().filter(|(seen, _)| seen == path).map(|(_, body)| body.clone()).collect()
    }

    /// What happened, and the kinds of trouble, for each message.
    fn told(&self) -> Vec<(String, Vec<String>)> {
        let told = |body: &String| {
            let body: Value = serde_json::from_str(body).unwrap();
            let troubles = body["troubles"].as_array().unwrap().iter();
            let kinds = troubles.map(|trouble| trouble["kind"].as_str().unwrap().to_owned());
            (body["event"].as_str().unwrap().to_owned(), kinds.collect())
        };
        self.bodies("/hook/S3CR3T").iter().map(told).collect()
    }

    fn heartbeats(&self) -> usize {
        self.bodies("/beat/K3Y").len()
    }

    async fn closes(self) {
        self.stop.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }
}

async fn take(State(seen): State<Arc<Seen>>, request: Request) -> StatusCode {
    let path = request.uri().path().to_owned();
    let body = axum::body::to_bytes(request.into_body(), 64 * 1024).await.unwrap();
    seen.requests.lock().unwrap().push((path, String::from_utf8(body.to_vec()).unwrap()));
    StatusCode::from_u16(seen.refuses_with.load(Ordering::Relaxed)).unwrap_or(StatusCode::OK)
}

fn told(event: &str, kinds: &[&str]) -> (String, Vec<String>) {
    (event.to_owned(), kinds.iter().map(|kind| (*kind).to_owned()).collect())
}

/// Time goes by without work, the auditor looks, and then the alarm does.
async fn looks_after(bot_server: &ServedBot, alarm: &Alarm, by: TimeDelta) {
    let now = bot_server.sleeps(by);
    bot_server.bot.engine.audit(now).await.unwrap();
    alarm.look(now).await;
}

/// The same with everything done that is due.
async fn works_after(bot_server: &ServedBot, alarm: &Alarm, by: TimeDelta) {
    bot_server.advance(by).await;
    looks_after(bot_server, alarm, TimeDelta::zero()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn overdue_work_is_told_by_another_way_again_and_when_it_is_over() {
    let (database, elsewhere) = (Database::fresh(Engine::Sqlite).await, Elsewhere::opens().await);
    let bot_server = ServedBot::opens(&database).await;
    let alarm = bot_server.bot.alarm(&elsewhere.config()).unwrap();
    bot_server.says(Some(GROUP), "staff-shen", "报障 一级 首页打不开").await;
    for (seconds, heartbeats) in [(0, 1), (30, 1), (30, 2)] {
        works_after(&bot_server, &alarm, TimeDelta::seconds(seconds)).await;
        assert_eq!(elsewhere.heartbeats(), heartbeats);
    }
    assert_eq!(elsewhere.told(), []);

    elsewhere.seen.refuses_with.store(503, Ordering::Relaxed);
    looks_after(&bot_server, &alarm, minutes(20)).await;
    elsewhere.seen.refuses_with.store(200, Ordering::Relaxed);
    looks_after(&bot_server, &alarm, TimeDelta::seconds(5)).await;
    let first = told("raised", &["work_overdue"]);
    assert_eq!(elsewhere.told(), std::slice::from_ref(&first), "not at once again");
    looks_after(&bot_server, &alarm, TimeDelta::seconds(10)).await;
    let both = told("raised", &["engine_stopped", "work_overdue"]);
    assert_eq!(elsewhere.told(), [first.clone(), both.clone()], "now it was taken");
    looks_after(&bot_server, &alarm, minutes(14)).await;
    assert_eq!(elsewhere.told().len(), 2);
    looks_after(&bot_server, &alarm, minutes(1)).await;
    let reminder = told("reminder", &["engine_stopped", "work_overdue"]);
    assert_eq!(elsewhere.told(), [first, both, reminder]);
    assert_eq!(elsewhere.heartbeats(), 2, "nobody is told that all is well");

    works_after(&bot_server, &alarm, TimeDelta::seconds(1)).await;
    assert_eq!((elsewhere.heartbeats(), elsewhere.told().len()), (3, 3));
    works_after(&bot_server, &alarm, minutes(1)).await;
    assert_eq!(elsewhere.told().last(), Some(&told("over", &[])));
    works_after(&bot_server, &alarm, minutes(1)).await;
    assert_eq!((elsewhere.heartbeats(), elsewhere.told().len()), (5, 4));

    let last: Value = serde_json::from_str(&elsewhere.bodies("/hook/S3CR3T")[2]).unwrap();
    assert!(last["troubles"][1]["overdue_timers"].as_i64() > Some(0), "{last}");
    for (language, words) in [("zh", "告警"), ("en", "still needs an operator")] {
        assert!(last["text"].as_str().unwrap().contains(words), "{language}: {last}");
    }
    assert!(!last.to_string().contains("首页"), "no word of a customer: {last}");
    bot_server.closes().await;
    elsewhere.closes().await;
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_gone_stops_the_heartbeat_and_is_told_without_it() {
    let (database, elsewhere) = (Database::fresh(Engine::Sqlite).await, Elsewhere::opens().await);
    let bot_server = ServedBot::opens(&database).await;
    let alarm = bot_server.bot.alarm(&elsewhere.config()).unwrap();
    works_after(&bot_server, &alarm, TimeDelta::zero()).await;
    assert_eq!(elsewhere.heartbeats(), 1);
    bot_server.bot.actions.store.close().await;
    let check = bot_server.bot.engine.save_check();
    for seconds in [0, 60, 35, 65] {
        let now = bot_server.sleeps(TimeDelta::seconds(seconds));
        assert!(bot_server.bot.engine.audit(now).await.is_err());
        check.look(now).await;
        alarm.look(now).await;
    }
    let kinds = ["not_saving", "engine_stopped", "audit_missing"];
    assert_eq!(elsewhere.told().last(), Some(&told("raised", &kinds)));
    assert_eq!(elsewhere.heartbeats(), 1);
    bot_server.closes().await;
    elsewhere.closes().await;
    database.remove().await;
}
