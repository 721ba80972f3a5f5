//! What `/health` and `/metrics` say.

use super::*;

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
      "database": {
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
    *running.pulse.0.lock().unwrap() = Some(running.clock.now());
    let (status, report) = running.health().await;
    assert_eq!((status, &report["engine"]["age_seconds"]), (200, &0.into()));
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
}

#[tokio::test]
async fn a_platform_in_trouble_degrades_health_and_is_not_asked_again_at_once() {
    let running = Running::start().await;
    *running.platform.health.lock().unwrap() = Health::Down("credentials refused".to_owned());
    let (status, report) = running.health().await;
    assert_eq!((status, &report["status"]), (200, &"degraded".into()));
    assert_eq!(report["platforms"]["tiny"]["detail"], "credentials refused");
    running.health().await;
    assert_eq!(running.platform.asked.load(Ordering::SeqCst), 1);
    running.clock.advance(TimeDelta::seconds(30));
    *running.pulse.0.lock().unwrap() = Some(running.clock.now());
    running.health().await;
    assert_eq!(running.platform.asked.load(Ordering::SeqCst), 2);
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
