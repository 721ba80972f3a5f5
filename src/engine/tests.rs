//! The workers running by themselves, and what they tell operators.

use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::kit::{Rig, answer, page_for_dora, person, staff_room, start};
use super::lease::{Lease, Right};
use super::status::{Audit, WorkerStatus};
use crate::clock::{Clock, SystemClock};
use crate::domain::notice::Priority;
use crate::domain::timer::TimerKind;

/// Waits in steps of real time until `holds`, at most ten seconds.
async fn eventually(mut holds: impl FnMut() -> bool) -> Duration {
    let begun = std::time::Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(10), "it never came true");
        crate::worker::at_most(Duration::from_millis(5), std::future::pending::<()>()).await;
    }
    begun.elapsed()
}

#[tokio::test]
async fn a_poked_notice_leaves_at_once_and_shutdown_gives_the_lease_back() {
    let rig = Rig::new().await;
    let (tasks, shutdown) = (TaskTracker::new(), CancellationToken::new());
    rig.engine.clone().run(&tasks, shutdown.clone());
    rig.say(None, answer(staff_room(), Priority::Page, "first")).await;
    let waited = eventually(|| rig.texts_to("ops") == ["first"]).await;
    assert!(waited < Duration::from_secs(1), "{waited:?}");

    let all = [
        "auditor",
        "directory",
        "due_times",
        "groups",
        "outbox",
        "retention",
        "save_check",
        "timers",
    ];
    eventually(|| rig.engine.status().workers.into_keys().eq(all)).await;
    let status = rig.engine.status();
    let is_alive = |worker: &WorkerStatus| {
        worker.error.is_none() && rig.clock.now() - worker.seen_at <= TimeDelta::minutes(2)
    };
    assert!(status.workers.values().all(is_alive), "{status:?}");
    assert!(status.audit.as_ref().is_none_or(Audit::is_sound), "{status:?}");

    shutdown.cancel();
    tasks.close();
    tasks.wait().await;
    let other = Lease::new(rig.store.clone(), "another".into());
    assert!(matches!(other.hold(rig.clock.now()).await.unwrap(), Right::Held { .. }));
}

#[tokio::test]
async fn a_timer_fires_at_its_instant_though_nobody_pokes_then() {
    let rig = Rig::new().await;
    let incident = rig.open().await;
    let due_at = SystemClock.now() + TimeDelta::milliseconds(400);
    rig.set_timer(incident.number, TimerKind::Escalation, due_at).await;
    let engine = rig.engine_by(Arc::new(SystemClock));
    let (tasks, shutdown) = (TaskTracker::new(), CancellationToken::new());
    engine.run(&tasks, shutdown.clone());

    eventually(|| rig.sent_to("user:dora").len() == 1).await;
    let late = SystemClock.now() - due_at;
    assert!((TimeDelta::zero()..TimeDelta::seconds(1)).contains(&late), "{late}");
    shutdown.cancel();
}

#[tokio::test]
async fn a_clock_that_was_moved_by_hand_is_noticed_when_it_rings() {
    let rig = Rig::new().await;
    let (tasks, shutdown) = (TaskTracker::new(), CancellationToken::new());
    rig.engine.clone().run(&tasks, shutdown.clone());
    rig.open().await;
    rig.clock.advance(TimeDelta::minutes(5));
    rig.wake.outbox.notify_one();
    rig.wake.timers.notify_one();
    let waited = eventually(|| rig.sent_to("user:dora").len() == 1).await;
    assert!(waited < Duration::from_secs(1), "{waited:?}");
    shutdown.cancel();
}

#[tokio::test]
async fn the_lease_has_one_holder_and_a_frozen_one_must_ask_again() {
    let rig = Rig::new().await;
    let (mine, theirs) =
        (Lease::new(rig.store.clone(), "a".into()), Lease::new(rig.store.clone(), "b".into()));
    let at = |seconds: i64| start() + TimeDelta::seconds(seconds);
    assert_eq!(mine.hold(at(0)).await.unwrap(), Right::Held { term: 1 });
    assert_eq!(theirs.hold(at(0)).await.unwrap(), Right::Elsewhere);
    assert_eq!(mine.hold(at(5)).await.unwrap(), Right::Held { term: 1 });
    assert_eq!(theirs.hold(at(14)).await.unwrap(), Right::Elsewhere);
    assert_eq!(
        theirs.hold(at(15)).await.unwrap(),
        Right::Held { term: 2 },
        "within 15 s of the freeze"
    );
    assert_eq!(mine.hold(at(16)).await.unwrap(), Right::Elsewhere);
}

#[tokio::test]
async fn the_auditor_tells_what_should_have_left() {
    let rig = Rig::new().await;
    let incident = rig.open().await;
    rig.say(Some(incident.number), page_for_dora(&incident)).await;
    let audit = rig.engine.auditor.audit(start() + TimeDelta::minutes(2)).await.unwrap();
    assert!(audit.is_sound());
    let audit = rig.engine.auditor.audit(start() + TimeDelta::seconds(331)).await.unwrap();
    assert_eq!((audit.overdue_timers, audit.stuck_pages), (1, 1));
    rig.clock.advance(TimeDelta::seconds(331));
    rig.tick().await;
    assert!(rig.engine.auditor.audit(rig.clock.now()).await.unwrap().is_sound());
}

#[tokio::test]
async fn old_messages_are_forgotten_and_dead_letters_stay() {
    let rig = Rig::new().await;
    rig.platform.fail_next("user:lee", 1, &chat::SendError::gone("gone"));
    rig.say(None, answer(person("lee"), Priority::Page, "page")).await;
    rig.tick().await;
    let month_later = start() + TimeDelta::days(31);
    let worker: Arc<dyn crate::worker::Worker> = rig.engine.retention.clone();
    worker.tick(month_later).await.unwrap();
    assert_eq!(rig.store.dead_letters(9).await.unwrap().len(), 1);
}
