//! What `/health` and `/metrics` say.

use super::*;
use crate::engine::status::Audit;

#[tokio::test]
async fn callbacks_are_counted_by_what_became_of_them() {
    let running = Running::start().await;
    for (key, body) in [("right", "help"), ("right", "sticker"), ("right", "the database is away")]
    {
        running.call("/hooks/tiny", key, body).await;
    }
    let page = running.metrics().await;
    for line in [
        r#"watchbell_events_received_total{via="webhook",platform="tiny"} 1"#,
        r#"watchbell_events_ignored_total{via="webhook",platform="tiny"} 1"#,
        r#"watchbell_events_not_saved_total{via="webhook",platform="tiny"} 1"#,
    ] {
        assert!(page.contains(line), "{line} is not in\n{page}");
    }
}

#[tokio::test]
async fn whoever_can_reach_the_hooks_cannot_read_the_metrics() {
    let running = Running::start().await;
    for path in ["/metrics", "/metrics/", "/hooks/../metrics", "//metrics"] {
        assert_eq!(running.get(path).await.status().as_u16(), 404, "{path}");
    }
    let page = running.metrics().await;
    assert!(page.lines().any(|line| line.starts_with("# TYPE watchbell")), "{page}");
}

#[tokio::test]
async fn health_tells_process_database_engine_and_platforms_apart() {
    let running = Running::start().await;
    running.clock.advance(TimeDelta::seconds(5));
    let (status, report) = running.health().await;
    assert_eq!(status, 200);
    insta::assert_json_snapshot!(report, @r#"
    {
      "audit": {
        "status": "unknown"
      },
      "database": {
        "last_saved_at": "2026-01-01T00:00:05Z",
        "responds": true,
        "status": "up"
      },
      "engine": {
        "age_seconds": 5,
        "last_tick_at": null,
        "status": "up"
      },
      "platforms": {
        "tiny": {
          "asked_at": "2026-01-01T00:00:05Z",
          "status": "up"
        }
      },
      "process": {
        "started_at": "2026-01-01T00:00:00Z",
        "status": "up",
        "uptime_seconds": 5,
        "version": "0.1.0"
      },
      "sending": {
        "status": "up"
      },
      "status": "up"
    }
    "#);
}

#[tokio::test]
async fn an_engine_that_stalls_is_down_and_one_that_ticks_is_up_again() {
    let running = Running::start().await;
    running.clock.advance(TimeDelta::seconds(31));
    let (status, report) = running.health().await;
    assert_eq!(
        (status, &report["status"], &report["engine"]["age_seconds"]),
        (503, &"down".into(), &31.into())
    );
    running.pulse.ticks(running.clock.now());
    let (status, report) = running.health().await;
    assert_eq!((status, &report["engine"]["age_seconds"]), (200, &0.into()));
}

#[tokio::test]
async fn ticks_that_fail_are_no_pulse_and_other_workers_do_not_hide_them() {
    let running = Running::start().await;
    let begun = running.clock.now();
    running.pulse.ticks(begun);
    running.clock.advance(TimeDelta::seconds(31));
    let now = running.clock.now();
    running.pulse.note("timers", worker(now, Some(now)));
    running.pulse.note("directory", worker(now, Some(now)));
    running.pulse.note("outbox", worker(now, Some(begun)));
    let (status, report) = running.health().await;
    assert_eq!((status, &report["engine"]["age_seconds"]), (503, &31.into()));
    insta::assert_json_snapshot!(report["engine"]["workers"], @r#"
    {
      "directory": {
        "last_success_at": "2026-01-01T00:00:31Z",
        "status": "up"
      },
      "outbox": {
        "failing_since": "2026-01-01T00:00:31Z",
        "last_success_at": "2026-01-01T00:00:00Z",
        "status": "down"
      },
      "timers": {
        "last_success_at": "2026-01-01T00:00:31Z",
        "status": "up"
      }
    }
    "#);
    let is_standby = WorkerStatus { is_standby: true, ..worker(now, Some(now)) };
    running.pulse.note("outbox", is_standby);
    assert_eq!(running.health().await.0, 200, "another process sends");
    running.pulse.note("retention", worker(now, None));
    let (status, report) = running.health().await;
    assert_eq!(
        (status, &report["engine"]["workers"]["retention"]["status"]),
        (200, &"down".into())
    );
}

#[tokio::test]
async fn a_database_that_is_away_makes_health_fail() {
    let running = Running::start().await;
    running.store.close().await;
    let (status, report) = running.health().await;
    assert_eq!(
        (status, &report["database"]["status"], &report["engine"]["status"]),
        (503, &"down".into(), &"up".into())
    );
    assert_eq!(running.get("/health/ready").await.status().as_u16(), 503);
    assert_eq!(
        running.get("/health/live").await.status().as_u16(),
        200,
        "a new start helps nobody"
    );
}

#[tokio::test]
async fn a_full_disk_makes_the_program_unready_until_there_is_room_and_no_new_start_is_asked_for() {
    let running = Running::start().await;
    let statuses = async || {
        let mut statuses = Vec::new();
        for page in ["/health", "/health/ready", "/health/live"] {
            statuses.push(running.get(page).await.status().as_u16());
        }
        statuses
    };
    assert_eq!(statuses().await, [200, 200, 200]);
    running.store.forbid_growth(true).await;
    running.clock.advance(TimeDelta::seconds(20));
    assert_eq!(statuses().await, [503, 503, 200]);
    let (_, report) = running.health().await;
    assert_eq!(report["database"]["responds"], true, "it can be read");
    assert_eq!(report["database"]["not_saving_since"], "2026-01-01T00:00:20Z");
    running.store.forbid_growth(false).await;
    running.clock.advance(TimeDelta::seconds(1));
    assert_eq!(statuses().await, [200, 200, 200]);
}

#[tokio::test]
async fn a_worker_whose_tick_never_ends_asks_for_a_new_start_while_the_database_answers() {
    let running = Running::start().await;
    running.pulse.ticks(running.clock.now());
    running.clock.advance(TimeDelta::seconds(91));
    running.pulse.note("timers", worker(running.clock.now(), None));
    let page = running.get("/health/live").await;
    assert_eq!(page.status().as_u16(), 503);
    assert_eq!(page.text().await.unwrap(), r#"{"status":"down","stuck":"outbox"}"#);
    running.store.close().await;
    assert_eq!(
        running.get("/health/live").await.status().as_u16(),
        200,
        "it waits for the database"
    );
}

#[tokio::test]
async fn a_platform_that_says_it_is_down_degrades_health_and_is_not_asked_again_at_once() {
    let running = Running::start().await;
    *running.platform.health.lock().unwrap() = Health::Down("credentials refused".to_owned());
    let (status, report) = running.health().await;
    assert_eq!((status, &report["status"]), (200, &"degraded".into()));
    assert_eq!(report["platforms"]["tiny"]["detail"], "credentials refused");
    running.health().await;
    assert_eq!(running.platform.asked.load(Ordering::SeqCst), 1);
    running.clock.advance(TimeDelta::seconds(30));
    running.pulse.ticks(running.clock.now());
    let (status, report) = running.health().await;
    assert_eq!(running.platform.asked.load(Ordering::SeqCst), 2);
    assert_eq!((status, &report["sending"]["status"]), (503, &"down".into()), "it is the only one");
}

#[tokio::test]
async fn a_platform_that_takes_nothing_makes_health_fail_whatever_it_says() {
    let running = Running::start().await;
    running.pulse.sends(Ok(()), running.clock.now());
    let away = SendError::Away("HTTP 503".to_owned());
    for (seconds, status, word) in [(5, 200, "up"), (10, 200, "degraded"), (10, 503, "down")] {
        running.clock.advance(TimeDelta::seconds(seconds));
        running.pulse.sends(Err(&away), running.clock.now());
        let (told, report) = running.health().await;
        assert_eq!((told, &report["status"]), (status, &word.into()), "{report}");
    }
    let (_, report) = running.health().await;
    insta::assert_json_snapshot!((&report["sending"], &report["platforms"]), @r#"
    [
      {
        "last_sent_at": "2026-01-01T00:00:00Z",
        "nothing_sent_since": "2026-01-01T00:00:05Z",
        "status": "down"
      },
      {
        "tiny": {
          "asked_at": "2026-01-01T00:00:05Z",
          "detail": "no message could be sent",
          "failing_since": "2026-01-01T00:00:05Z",
          "last_sent_at": "2026-01-01T00:00:00Z",
          "status": "down"
        }
      }
    ]
    "#);
    assert_eq!(running.get("/health/ready").await.status().as_u16(), 200, "callbacks are saved");
    running.pulse.sends(Ok(()), running.clock.now());
    assert_eq!(running.health().await.0, 200);
    let refused = SendError::refused("too long");
    running.pulse.sends(Err(&refused), running.clock.now());
    running.clock.advance(TimeDelta::seconds(25));
    running.pulse.ticks(running.clock.now());
    assert_eq!(running.health().await.1["status"], "up", "one message was at fault");
}

#[tokio::test]
async fn overdue_work_degrades_health() {
    let running = Running::start().await;
    let at = running.clock.now();
    let audit = Audit { at, overdue_timers: 2, stuck_pages: 0 };
    running.pulse.0.lock().unwrap().audit = Some(audit);
    let (status, report) = running.health().await;
    assert_eq!((status, &report["status"]), (200, &"degraded".into()));
    assert_eq!(report["audit"]["overdue_timers"], 2);
}

#[tokio::test]
async fn a_platform_whose_connection_is_in_trouble_is_down_at_once_and_up_again_when_it_is_held() {
    let running = Running::start().await;
    running.health().await;
    *running.gateways.0.lock().unwrap() = Some("refused by the platform".to_owned());
    let (status, report) = running.health().await;
    assert_eq!((status, &report["status"]), (200, &"degraded".into()));
    assert_eq!(report["platforms"]["tiny"]["detail"], "refused by the platform");
    *running.gateways.0.lock().unwrap() = None;
    assert_eq!(running.health().await.1["platforms"]["tiny"]["status"], "up");
}
