use chat::SendError;

use super::*;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

fn platform(outcomes: &[(i64, bool)]) -> Platform {
    let mut sends = Sends::default();
    let away = SendError::Away("HTTP 503".into());
    for (second, is_taken) in outcomes {
        sends.note(if *is_taken { Ok(()) } else { Err(&away) }, at(*second));
    }
    Platform { is_chat: true, sends, health: Health::Up, down_since: None }
}

fn down(since: i64) -> Platform {
    let health = Health::Down("credentials refused".into());
    Platform { health, down_since: Some(at(since)), ..platform(&[]) }
}

#[test]
fn calls_that_were_made_win_over_what_a_platform_says() {
    let failing = platform(&[(0, true), (5, false), (9, false)]);
    assert_eq!(failing.standing(at(14)), Standing::Up, "two failures in a row happen");
    assert_eq!(failing.standing(at(15)), Standing::Failing { since: at(5) });
    assert_eq!(failing.standing(at(99)), Standing::Up, "nothing was tried for long: it is asked");

    let taking = Platform { sends: platform(&[(100, true)]).sends, ..down(90) };
    assert_eq!(taking.standing(at(159)), Standing::Up);
    let why = "credentials refused".to_owned();
    assert_eq!(taking.standing(at(160)), Standing::Down { since: at(90), why });
}

#[test]
fn nothing_is_sent_when_the_only_platform_fails() {
    let away = [platform(&[(0, true), (10, false), (30, false)])];
    for (second, since) in [(10, None), (29, None), (30, Some(at(10))), (60, Some(at(10)))] {
        assert_eq!(nothing_sent_since(&away, at(second)), since, "{second}");
    }
    let back = [platform(&[(10, false), (30, false), (31, true)])];
    assert_eq!(nothing_sent_since(&back, at(31)), None);
}

#[test]
fn a_platform_that_took_something_since_vouches_for_the_whole_and_an_idle_one_does_not() {
    let away = || platform(&[(10, false), (40, false)]);
    let took_before = platform(&[(9, true)]);
    let took_since = platform(&[(11, true)]);
    let idle = platform(&[]);
    for (other, since) in [(took_before, Some(at(10))), (idle, Some(at(10))), (took_since, None)] {
        assert_eq!(nothing_sent_since(&[away(), other.clone()], at(40)), since, "{other:?}");
    }
}

#[test]
fn platforms_that_say_they_are_down_make_nothing_sent_only_together() {
    assert_eq!(nothing_sent_since(&[down(0), platform(&[])], at(300)), None);
    assert_eq!(nothing_sent_since(&[down(0), down(100)], at(119)), None);
    assert_eq!(nothing_sent_since(&[down(0), down(100)], at(120)), Some(at(100)));
    let failing = platform(&[(90, false), (110, false)]);
    assert_eq!(nothing_sent_since(&[down(0), failing], at(120)), Some(at(90)));
    assert_eq!(nothing_sent_since(&[], at(120)), None);
}

#[test]
fn a_mailbox_is_no_chat_unless_there_is_nothing_else() {
    let mail = |outcomes: &[(i64, bool)]| Platform { is_chat: false, ..platform(outcomes) };
    let away = || platform(&[(10, false), (40, false)]);
    assert_eq!(nothing_sent_since(&[away(), mail(&[(35, true)])], at(40)), Some(at(10)));
    assert_eq!(nothing_sent_since(&[mail(&[(10, false), (40, false)])], at(40)), Some(at(10)));
    let works = platform(&[(39, true)]);
    assert_eq!(nothing_sent_since(&[works, mail(&[(10, false), (40, false)])], at(40)), None);
}

#[test]
fn the_vital_worker_that_is_behind_counts_and_no_other() {
    let worker = |second: Option<i64>| WorkerStatus {
        seen_at: at(100),
        succeeded_at: second.map(at),
        failing_since: None,
        is_standby: false,
        error: None,
    };
    let mut status = EngineStatus::default();
    assert_eq!(slowest(&status, at(3)).1, at(3), "nothing has ticked yet");
    status.workers.insert("timers", worker(Some(90)));
    status.workers.insert("outbox", worker(Some(100)));
    status.workers.insert("retention", worker(Some(5)));
    assert_eq!(slowest(&status, at(3)), ("timers", at(90)));
    status.workers.insert("outbox", worker(None));
    assert_eq!(slowest(&status, at(3)), ("outbox", at(3)), "it never succeeded");
}
