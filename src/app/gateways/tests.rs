use std::sync::Mutex;

use async_trait::async_trait;
use chat::{ChatEvent, ConnectError, EventBody, EventOutcome, NotSaved};
use chrono::{DateTime, Utc};
use memory_simulator::MemoryPlatform;
use metrics_exporter_prometheus::PrometheusBuilder;
use tokio::sync::Notify;
use tokio::time::Instant;

use super::*;
use crate::actions::SeededRandom;
use crate::clock::ManualClock;
use crate::shutdown::Drained;
use crate::worker::at_most;

const LIMIT: Duration = Duration::from_secs(3);
const PATIENCE: Duration = Duration::from_secs(20);

/// Does what the words of the event say.
#[derive(Default)]
struct Handlers {
    handled: Mutex<Vec<String>>,
    /// Rung when "wait" has come in, and what it waits for.
    waiting: Notify,
    go_on: Notify,
}

#[async_trait]
impl EventHandler for Handlers {
    async fn handle(
        &self,
        event: ChatEvent,
        _now: DateTime<Utc>,
    ) -> Result<EventOutcome, NotSaved> {
        let EventBody::Message { text, .. } = event.body else {
            return Ok(EventOutcome::default());
        };
        match text.as_str() {
            "the database is away" => return Err(NotSaved("away".to_owned())),
            "fail" => std::panic::resume_unwind(Box::new("as the test asks")),
            "hang" => std::future::pending().await,
            "wait" => {
                self.waiting.notify_one();
                self.go_on.notified().await;
            }
            _ => {}
        }
        self.handled.lock().unwrap().push(text);
        Ok(EventOutcome { private: true, ..EventOutcome::default() })
    }
}

/// Says what the test wants.
struct Right(Mutex<Option<bool>>);

#[async_trait]
impl RightToConnect for Right {
    async fn is_here(&self) -> Option<bool> {
        *self.0.lock().unwrap()
    }
}

struct Rig {
    platform: Arc<MemoryPlatform>,
    handlers: Arc<Handlers>,
    right: Arc<Right>,
    clock: Arc<ManualClock>,
    gateways: Gateways,
    shutdown: Shutdown,
}

impl Rig {
    fn starts(platform: MemoryPlatform) -> Self {
        Self::starts_with(platform, Some(true))
    }

    fn starts_with(platform: MemoryPlatform, right: Option<bool>) -> Self {
        let right = Arc::new(Right(Mutex::new(right)));
        let (platform, handlers) = (Arc::new(platform), Arc::<Handlers>::default());
        let clock = Arc::new(ManualClock::starting_at(DateTime::UNIX_EPOCH));
        let platforms = vec![platform.clone() as Arc<dyn ChatPlatform>];
        let random = Arc::new(SeededRandom::from_seed(7));
        let gateways =
            Gateways::new(platforms, handlers.clone(), right.clone(), clock.clone(), random);
        let shutdown = Shutdown::default();
        gateways.start(&shutdown, LIMIT);
        Self { platform, handlers, right, clock, gateways, shutdown }
    }

    fn connected() -> Self {
        Self::starts(MemoryPlatform::lively("fake").with_gateway())
    }

    async fn brings(&self, text: &str) -> Option<Result<EventOutcome, NotSaved>> {
        self.platform.brings(self.platform.says("room", "kim", text)).await
    }

    async fn loses(&self, why: &str) {
        let gone = self.platform.connection_gone();
        self.platform.ends_connection(Err(ConnectError::Lost(why.to_owned())));
        gone.await.unwrap();
    }
}

fn not_saved(why: &str) -> Result<EventOutcome, NotSaved> {
    Err(NotSaved(why.to_owned()))
}

#[tokio::test(start_paused = true)]
async fn what_a_gateway_brings_is_heard_and_answered() {
    let rig = Rig::connected();
    let outcome = rig.brings("hello").await.unwrap().unwrap();
    assert!(outcome.private);
    assert_eq!(*rig.handlers.handled.lock().unwrap(), ["hello"]);
    assert_eq!(rig.gateways.trouble("fake"), None);
    assert_eq!(rig.shutdown.run(PATIENCE).await, Drained::Whole);
}

#[tokio::test(start_paused = true)]
async fn a_platform_without_a_gateway_is_left_alone() {
    let rig = Rig::starts(MemoryPlatform::lively("fake"));
    rig.shutdown.inbound.close();
    rig.shutdown.inbound.wait().await;
    assert_eq!(rig.gateways.trouble("fake"), None);
}

#[tokio::test(start_paused = true)]
async fn a_lost_connection_is_tried_again_after_pauses_that_grow_until_one_lasts() {
    let rig = Rig::connected();
    let mut pauses = Vec::new();
    for round in 0..8 {
        if round == 7 {
            rig.brings("still here").await.unwrap().unwrap();
            rig.clock.advance(chrono::TimeDelta::seconds(60));
        }
        rig.loses("reset by peer").await;
        let lost_at = Instant::now();
        rig.brings("hello").await.unwrap().unwrap();
        pauses.push(lost_at.elapsed().as_secs());
    }
    for (pause, (least, most)) in
        pauses.iter().zip([(1, 2), (2, 4), (4, 8), (8, 16), (16, 32), (30, 60), (30, 60), (1, 2)])
    {
        assert!((least..=most).contains(pause), "{pauses:?}");
    }
    assert_eq!(rig.platform.connections(), 9);
    assert_eq!(rig.gateways.trouble("fake"), None);
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_ends_or_fails_of_itself_is_tried_again_too() {
    let rig = Rig::connected();
    rig.platform.ends_connection(Ok(()));
    rig.brings("hello").await.unwrap().unwrap();
    rig.platform.fails_in_connection();
    rig.brings("hello again").await.unwrap().unwrap();
    assert_eq!(rig.platform.connections(), 3);
}

impl Rig {
    fn has_right(&self, right: Option<bool>) {
        *self.right.0.lock().unwrap() = right;
    }
}

#[tokio::test(start_paused = true)]
async fn a_process_without_the_right_stands_by_and_connects_when_it_has_it() {
    let rig = Rig::starts_with(MemoryPlatform::lively("fake").with_gateway(), Some(false));
    at_most(Duration::from_mins(5), std::future::pending::<()>()).await;
    assert_eq!(rig.platform.connections(), 0);
    assert!(rig.gateways.stands_by("fake"));
    assert_eq!(rig.gateways.trouble("fake"), None, "that is no trouble");
    rig.has_right(Some(true));
    let got_at = Instant::now();
    rig.brings("hello").await.unwrap().unwrap();
    assert!(got_at.elapsed() <= Duration::from_secs(1), "it asks every second");
    assert!(!rig.gateways.stands_by("fake"));
}

#[tokio::test(start_paused = true)]
async fn a_platform_without_a_gateway_waits_for_no_right_and_is_told_as_it_is() {
    let rig = Rig::starts_with(MemoryPlatform::lively("fake"), Some(false));
    rig.shutdown.inbound.close();
    rig.shutdown.inbound.wait().await;
    assert!(!rig.gateways.stands_by("fake"), "there is nothing that another process could hold");
}

#[tokio::test(start_paused = true)]
async fn a_process_that_loses_the_right_reads_on_for_a_moment_and_gives_the_connection_up() {
    let rig = Rig::connected();
    rig.brings("hello").await.unwrap().unwrap();
    let gone = rig.platform.connection_gone();
    rig.has_right(Some(false));
    at_most(Duration::from_millis(1500), std::future::pending::<()>()).await;
    rig.brings("sent to it while it was frozen").await.unwrap().unwrap();
    gone.await.unwrap();
    assert_eq!(rig.handlers.handled.lock().unwrap().len(), 2);
    at_most(Duration::from_mins(5), std::future::pending::<()>()).await;
    assert_eq!(rig.platform.connections(), 1, "it does not take it back");
    rig.has_right(Some(true));
    rig.brings("hello again").await.unwrap().unwrap();
    assert_eq!(rig.platform.connections(), 2);
}

#[tokio::test(start_paused = true)]
async fn while_the_database_is_away_a_connection_that_is_held_stays_held() {
    let rig = Rig::connected();
    rig.brings("hello").await.unwrap().unwrap();
    rig.has_right(None);
    at_most(Duration::from_mins(5), std::future::pending::<()>()).await;
    rig.brings("still heard").await.unwrap().unwrap();
    assert_eq!(rig.platform.connections(), 1);
    let other = Rig::starts_with(MemoryPlatform::lively("fake").with_gateway(), None);
    at_most(Duration::from_mins(5), std::future::pending::<()>()).await;
    assert_eq!(other.platform.connections(), 0, "and nothing is begun");
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_was_taken_over_comes_back_while_the_right_is_here() {
    let rig = Rig::connected();
    rig.brings("hello").await.unwrap().unwrap();
    let gone = rig.platform.connection_gone();
    rig.platform.ends_connection(Err(ConnectError::TakenOver("another connection".to_owned())));
    gone.await.unwrap();
    tokio::task::yield_now().await;
    insta::assert_snapshot!(rig.gateways.trouble("fake").unwrap(), @"taken over by another connection; retrying");
    rig.brings("hello again").await.unwrap().unwrap();
    assert_eq!((rig.platform.connections(), rig.gateways.trouble("fake")), (2, None));
    let gone = rig.platform.connection_gone();
    rig.has_right(Some(false));
    rig.platform.ends_connection(Err(ConnectError::TakenOver("another connection".to_owned())));
    gone.await.unwrap();
    at_most(Duration::from_mins(5), std::future::pending::<()>()).await;
    assert_eq!(rig.platform.connections(), 2, "it is somebody else's now");
    assert!(rig.gateways.stands_by("fake"));
}

#[tokio::test(start_paused = true)]
async fn health_says_while_a_connection_is_lost_that_it_is() {
    let rig = Rig::connected();
    rig.brings("hello").await.unwrap().unwrap();
    rig.loses("reset by peer").await;
    tokio::task::yield_now().await;
    let trouble = rig.gateways.trouble("fake").unwrap();
    assert_eq!(trouble, "connection lost: reset by peer; retrying");
}

#[test]
fn a_refusal_is_final_and_counted() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    metrics::with_local_recorder(&recorder, || {
        runtime.unwrap().block_on(async {
            let rig = Rig::connected();
            rig.loses("reset by peer").await;
            rig.brings("hello").await.unwrap().unwrap();
            rig.platform.ends_connection(Err(ConnectError::Refused("4004 wrong token".to_owned())));
            rig.shutdown.inbound.close();
            rig.shutdown.inbound.wait().await;
            assert_eq!(rig.platform.connections(), 2);
            insta::assert_snapshot!(
                rig.gateways.trouble("fake").unwrap(),
                @"refused by the platform: 4004 wrong token; no retry before a restart"
            );
        });
    });
    let page = recorder.handle().render();
    for line in [
        r#"watchbell_gateway_connections_total{platform="fake"} 2"#,
        r#"watchbell_gateway_connections_lost_total{platform="fake"} 1"#,
        r#"watchbell_gateway_connections_refused_total{platform="fake"} 1"#,
        r#"watchbell_events_received_total{via="gateway",platform="fake"} 1"#,
    ] {
        assert!(page.contains(line), "{line} is not in\n{page}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_fault_a_hang_and_a_database_that_is_away_leave_the_connection_standing() {
    let rig = Rig::connected();
    assert_eq!(rig.brings("fail").await, Some(not_saved("internal error")));
    assert_eq!(rig.brings("hang").await, Some(not_saved("it took too long")));
    assert_eq!(rig.brings("the database is away").await, Some(not_saved("away")));
    rig.brings("hello").await.unwrap().unwrap();
    assert_eq!(rig.platform.connections(), 1);
}

#[tokio::test(start_paused = true)]
async fn at_shutdown_what_is_under_way_is_finished_and_nothing_more_is_taken() {
    let rig = Rig::connected();
    let stopping = async {
        rig.handlers.waiting.notified().await;
        let ends = rig.shutdown.run(PATIENCE);
        let goes_on = async {
            rig.shutdown.stop_inbound.cancelled().await;
            rig.handlers.go_on.notify_one();
        };
        tokio::join!(ends, goes_on).0
    };
    let (taken, late, drained) = tokio::join!(rig.brings("wait"), rig.brings("too late"), stopping);
    assert!(taken.unwrap().is_ok());
    assert!(late.is_none() || late == Some(not_saved("the program is stopping")), "{late:?}");
    assert_eq!(drained, Drained::Whole);
    assert_eq!(*rig.handlers.handled.lock().unwrap(), ["wait"]);
}

#[tokio::test(start_paused = true)]
async fn a_pause_does_not_hold_up_the_shutdown() {
    let rig = Rig::connected();
    rig.loses("reset by peer").await;
    let told_at = Instant::now();
    assert_eq!(rig.shutdown.run(PATIENCE).await, Drained::Whole);
    assert!(told_at.elapsed() < Duration::from_millis(10));
}
