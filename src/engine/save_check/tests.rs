use super::*;
use crate::clock::Clock;
use crate::domain::notice::Priority;
use crate::engine::kit::{Rig, answer, staff_room};
use crate::store::Commit;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

fn acts(saved: u64, failures: u64, is_general: bool) -> Writes {
    Writes { acts: Streak { saved, failures, is_general }, ..Writes::default() }
}

fn failing_since(known: &Known) -> Option<DateTime<Utc>> {
    known.saving().failing_since
}

#[test]
fn a_failed_act_counts_until_one_is_saved() {
    let mut known = Known::default();
    known.note(acts(6, 0, false), at(0));
    assert_eq!(known.saving().saved_at, None, "nobody knows when that was");
    known.note(acts(7, 0, false), at(0));
    assert_eq!(known.saving(), Saving { saved_at: Some(at(0)), failing_since: None });
    known.note(acts(7, 1, false), at(5));
    known.note(acts(7, 3, false), at(9));
    assert_eq!(failing_since(&known), Some(at(5)));
    known.note(acts(8, 0, false), at(10));
    assert_eq!(known.saving(), Saving { saved_at: Some(at(10)), failing_since: None });
    known.note(acts(9, 2, false), at(12));
    assert_eq!(failing_since(&known), Some(at(12)), "saved and failed again between two looks");
}

#[test]
fn a_probe_ends_what_would_meet_any_write_at_once_and_other_trouble_after_half_a_minute() {
    for (is_general, second, is_over) in
        [(true, 6, true), (false, 6, false), (false, 34, false), (false, 35, true)]
    {
        let mut known = Known::default();
        known.note(acts(0, 1, is_general), at(0));
        known.note(acts(0, 2, is_general), at(5));
        known.note_probe(true, at(second));
        assert_eq!(failing_since(&known).is_none(), is_over, "{is_general} {second}");
        known.note(acts(0, 2, is_general), at(36));
        assert_eq!(failing_since(&known).is_none(), is_over, "an old failure is no new one");
    }
}

#[test]
fn probes_are_written_where_there_is_doubt_and_not_more_often_than_every_second() {
    let mut known = Known::default();
    assert!(known.needs_probe(at(0)), "nothing is known yet");
    known.note_probe(true, at(0));
    assert!(!known.needs_probe(at(14)));
    assert!(known.needs_probe(at(15)));
    known.note(acts(0, 0, false), at(1));
    known.note(acts(1, 0, false), at(15));
    assert!(!known.needs_probe(at(29)), "somebody's act is proof enough");
    known.note_probe(false, at(30));
    assert!(!known.needs_probe(at(30)));
    assert!(known.needs_probe(at(31)));
    known.note_probe(false, at(31));
    assert_eq!(failing_since(&known), Some(at(30)));
    assert!(known.needs_probe(at(0)), "the clock was set back");
}

/// With a real file that cannot grow any more.
#[tokio::test]
async fn a_full_disk_is_noticed_with_and_without_traffic_and_so_is_its_end() {
    let rig = Rig::new().await;
    let check = SaveCheck::new(rig.store.clone());
    assert_eq!(check.look(rig.clock.now()).await.failing_since, None);

    rig.store.forbid_growth(true).await;
    rig.clock.advance(TimeDelta::seconds(20));
    let full_at = rig.clock.now();
    assert_eq!(check.look(full_at).await.failing_since, Some(full_at), "nobody wrote");
    rig.clock.advance(TimeDelta::seconds(20));
    assert_eq!(check.look(rig.clock.now()).await.failing_since, Some(full_at));

    rig.store.forbid_growth(false).await;
    rig.clock.advance(TimeDelta::seconds(1));
    let saving = check.look(rig.clock.now()).await;
    assert_eq!(saving, Saving { saved_at: Some(rig.clock.now()), failing_since: None });

    rig.store.forbid_growth(true).await;
    let mut failed = false;
    for _ in 0..200 {
        let message = rig.message(None, answer(staff_room(), Priority::Reply, &"x".repeat(4000)));
        let commit = Commit { outbox: vec![message], ..Commit::default() };
        failed |= rig.store.commit(commit).await.is_err();
    }
    assert!(failed, "the file was full");
    rig.clock.advance(TimeDelta::seconds(2));
    assert!(check.look(rig.clock.now()).await.failing_since.is_some());
}

#[tokio::test]
async fn a_store_that_is_closed_saves_nothing() {
    let rig = Rig::new().await;
    let check = SaveCheck::new(rig.store.clone());
    rig.store.close().await;
    assert_eq!(check.look(rig.clock.now()).await.failing_since, Some(rig.clock.now()));
}
