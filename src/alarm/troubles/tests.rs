use std::collections::BTreeMap;

use chat::{Health, SendError};

use super::*;
use crate::engine::status::{Audit, WorkerStatus};
use crate::outbox::sends::Sends;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

/// Everything was well at this second.
fn well(second: i64) -> Facts {
    let worker = WorkerStatus {
        seen_at: at(second),
        succeeded_at: Some(at(second)),
        failing_since: None,
        is_standby: false,
        error: None,
    };
    let workers = verdict::VITAL.map(|name| (name, worker.clone()));
    let audit = Some(Audit { at: at(second), overdue_timers: 0, stuck_pages: 0 });
    let status = EngineStatus { workers: BTreeMap::from(workers), audit, ..Default::default() };
    let saving = Saving { saved_at: Some(at(second)), failing_since: None };
    Facts { status, saving, platforms: Vec::new(), started_at: at(0) }
}

fn kinds(found: &[Trouble]) -> Vec<&'static str> {
    found.iter().map(|trouble| <&str>::from(&trouble.kind)).collect()
}

#[test]
fn what_lasts_longer_than_a_minute_is_found() {
    assert_eq!(kinds(&found(&well(100), at(159))), [""; 0]);
    let mut facts = Facts { ..well(130) };
    facts.saving.failing_since = Some(at(100));
    let mut sends = Sends::default();
    sends.note(Err(&SendError::Away("HTTP 503".into())), at(100));
    let health = Health::Up;
    facts.platforms = vec![Platform { is_chat: true, sends, health, down_since: None }];
    assert_eq!(kinds(&found(&facts, at(159))), [""; 0]);
    assert_eq!(kinds(&found(&facts, at(160))), ["not_saving", "not_sending"]);
    assert_eq!(found(&facts, at(160))[0].since, at(100));
}

#[test]
fn an_auditor_or_a_worker_that_stopped_is_found_and_so_is_what_an_audit_says() {
    let late = found(&well(100), at(191));
    assert_eq!(kinds(&late), ["engine_stopped", "audit_missing"]);
    assert_eq!((late[0].since, late[1].since), (at(100), at(100)));
    let mut facts = well(100);
    facts.status.audit = None;
    assert_eq!(kinds(&found(&facts, at(91))), ["audit_missing"], "none since the process began");
    assert!(!is_audited(&facts, at(91)));
    facts.status.audit = Some(Audit { at: at(100), overdue_timers: 0, stuck_pages: 3 });
    let overdue = found(&facts, at(101));
    assert_eq!(overdue[0].kind, TroubleKind::WorkOverdue { timers: 0, pages: 3 });
    assert!(!is_audited(&facts, at(101)));
    assert!(is_audited(&well(100), at(190)) && !is_audited(&well(100), at(191)));
}

fn trouble(kind: TroubleKind, since: i64) -> Trouble {
    Trouble { kind, since: at(since) }
}

#[test]
fn a_clock_that_jumps_raises_nothing() {
    let mut course = Course::default();
    let jumped = || found(&well(100), at(3700));
    assert_eq!(kinds(&jumped()), ["engine_stopped", "audit_missing"]);
    assert_eq!(course.note(&jumped(), at(3700)), State::default());
    let worked = [trouble(TroubleKind::AuditMissing, 100)];
    for second in (3705..3765).step_by(5) {
        assert_eq!(course.note(&worked, at(second)), State::default(), "{second}");
    }
    assert_eq!(course.note(&[], at(3760)), State::default(), "the next audit was done");
}

#[test]
fn what_stays_missing_is_raised_and_is_over_when_all_was_well_for_a_minute() {
    let mut course = Course::default();
    let missing = [trouble(TroubleKind::AuditMissing, 100)];
    course.note(&missing, at(200));
    assert_eq!(course.note(&missing, at(264)), State::default());
    let raised = State { since: Some(at(100)), troubles: missing.to_vec() };
    assert_eq!(course.note(&missing, at(265)), raised);
    let calm = State { since: Some(at(100)), troubles: Vec::new() };
    assert_eq!(course.note(&[], at(300)), calm);
    assert_eq!(course.note(&[], at(359)), calm);
    assert_eq!(course.note(&[], at(360)), State::default());
}

#[test]
fn trouble_that_comes_and_goes_is_one_alarm() {
    let mut course = Course::default();
    let full = [trouble(TroubleKind::NotSaving, 10)];
    assert!(course.note(&full, at(70)).is_raised());
    for second in (80..600).step_by(40) {
        assert_eq!(course.note(&[], at(second)).since, Some(at(10)), "{second}");
        let again = [trouble(TroubleKind::NotSaving, second + 10)];
        assert_eq!(course.note(&again, at(second + 20)).since, Some(at(10)), "{second}");
    }
}

#[test]
fn work_that_stays_overdue_counts_from_the_first_audit_that_found_it() {
    let mut course = Course::default();
    let overdue = |timers, since| trouble(TroubleKind::WorkOverdue { timers, pages: 0 }, since);
    course.note(&[overdue(1, 60)], at(61));
    let state = course.note(&[overdue(4, 120)], at(121));
    assert_eq!(state.troubles, [overdue(4, 60)]);
}
