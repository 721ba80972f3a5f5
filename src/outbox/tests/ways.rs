//! Pages through the contact methods of their people, until somebody answers.

use std::time::Duration;

use chat::SendError;
use chrono::TimeDelta;

use super::TROUBLE;
use crate::domain::directory::{ContactMethod, Destination, Person};
use crate::domain::incident::Incident;
use crate::domain::notice::Notice;
use crate::engine::kit::{Rig, page_for_dora, person};
use crate::store::Commit;
use crate::store::directory::{kind, put};

const AWAY: fn() -> SendError = || SendError::Away("HTTP 503".into());
const TIMEOUT: fn() -> SendError = || SendError::Uncertain("no answer in time".into());

/// Kim can be reached on both platforms: on `annex` first.
async fn with_kim(rig: &Rig) {
    let lee = rig.store.directory().people.values().find(|p| p.id.as_str() == "lee").cloned();
    let direct = |platform: &str| {
        let (platform, address) = (platform.to_owned(), "user:kim".to_owned());
        ContactMethod::Direct(Destination { platform, address })
    };
    let contact_methods = vec![direct("annex"), direct("fake")];
    let kim = Person { id: "kim".into(), contact_methods, ..lee.unwrap() };
    let directory = vec![put(kind::PERSON, "kim", &kim).unwrap()];
    rig.store.commit(Commit { directory, ..Commit::default() }).await.unwrap();
    rig.store.reload_directory().await.unwrap();
}

/// The page of an incident, for somebody else than Dora.
fn page_for(id: &str, incident: &Incident) -> Notice {
    Notice { to: person(id), ..page_for_dora(incident) }
}

fn pages(texts: &[String]) -> usize {
    texts.iter().filter(|text| text.contains("page INC-1 ")).count()
}

#[tokio::test]
async fn a_page_that_fails_three_times_takes_the_next_way_within_thirty_seconds() {
    let rig = Rig::new().await;
    let incident = rig.open().await;
    rig.platform.fail_next("user:dora", 99, &TROUBLE());
    rig.say(Some(incident.number), page_for_dora(&incident)).await;
    rig.advance(TimeDelta::seconds(30)).await;
    assert_eq!(rig.platform.attempts("user:dora"), 3);
    let texts = rig.texts_to("ops");
    assert_eq!(texts.len(), 1, "{texts:?}");
    assert!(texts[0].starts_with("page INC-1 "), "no copy was in the room: {texts:?}");
    assert_eq!(rig.store.dead_letters(9).await.unwrap().len(), 1, "the first way stays visible");
}

#[tokio::test]
async fn the_only_way_of_a_page_is_tried_until_the_platform_is_back() {
    for (error, longest) in [(TROUBLE(), 5), (AWAY(), 5), (TIMEOUT(), 30)] {
        let rig = Rig::new().await;
        let incident = rig.open().await;
        rig.platform.fail_next("user:lee", 999, &error);
        rig.say(Some(incident.number), page_for("lee", &incident)).await;
        rig.advance(TimeDelta::seconds(243)).await;
        let warnings = rig.texts_to("ops");
        assert_eq!(warnings.len(), 1, "people are told once: {warnings:?}");
        rig.platform.heal();
        rig.advance(TimeDelta::seconds(longest)).await;
        let texts = rig.texts_to("user:lee");
        assert_eq!(texts.len(), 1, "{texts:?}");
        let is_marked = texts[0].starts_with("(重复 repeat) page INC-1 ");
        assert_eq!(is_marked, error.may_have_arrived(), "{texts:?}");
        assert_eq!((rig.texts_to("ops").len(), rig.waiting_and_dead().await), (1, (0, 0)));
    }
}

#[tokio::test]
async fn a_page_with_ways_on_two_platforms_leaves_by_the_one_that_is_back() {
    for minutes in [1, 4] {
        for back in ["annex", "fake"] {
            let rig = Rig::new().await;
            with_kim(&rig).await;
            let incident = rig.open().await;
            rig.platform.go_away(&AWAY());
            rig.annex.go_away(&AWAY());
            rig.say(Some(incident.number), page_for("kim", &incident)).await;
            rig.advance(TimeDelta::minutes(minutes) + TimeDelta::milliseconds(700)).await;
            let platform = if back == "annex" { &rig.annex } else { &rig.platform };
            platform.come_back();
            rig.advance(TimeDelta::seconds(5)).await;
            let texts: Vec<_> =
                platform.sent_to("user:kim").into_iter().map(|sent| sent.text).collect();
            assert_eq!(texts.len(), 1, "{back} after {minutes} min: {texts:?}");
            assert!(texts[0].starts_with("page INC-1 "), "{texts:?}");
            let calls = rig.annex.attempts("user:kim") + rig.platform.attempts("user:kim");
            assert!(i64::try_from(calls).unwrap() <= minutes * 40 + 8, "{calls} calls");
        }
    }
}

#[tokio::test]
async fn only_the_way_where_a_copy_may_be_is_marked() {
    let rig = Rig::new().await;
    with_kim(&rig).await;
    let incident = rig.open().await;
    rig.annex.fail_next("user:kim", 99, &TIMEOUT());
    rig.platform.fail_next("user:kim", 5, &AWAY());
    rig.say(Some(incident.number), page_for("kim", &incident)).await;
    rig.advance(TimeDelta::minutes(2)).await;
    let texts = rig.texts_to("user:kim");
    assert_eq!(texts.len(), 1, "{texts:?}");
    assert!(texts[0].starts_with("page INC-1 "), "nothing came by this way: {texts:?}");
}

#[tokio::test]
async fn two_ways_of_a_page_take_turns_until_one_works() {
    let rig = Rig::new().await;
    let incident = rig.open().await;
    rig.platform.fail_next("user:dora", 99, &TROUBLE());
    rig.platform.fail_next("ops", 5, &TROUBLE());
    rig.say(Some(incident.number), page_for_dora(&incident)).await;
    rig.advance(TimeDelta::minutes(5)).await;
    let texts = rig.texts_to("ops");
    assert_eq!(pages(&texts), 1, "{texts:?}");
    assert!(rig.platform.attempts("user:dora") > 3, "it was taken again");
}

#[tokio::test]
async fn a_mute_way_and_one_that_is_away_are_both_watched() {
    let rig = Rig::new().await;
    let incident = rig.open().await;
    rig.platform.fail_next("user:dora", 999, &AWAY());
    rig.platform.fail_next("ops", 1, &SendError::RetryAfter(Duration::from_mins(10)));
    rig.say(Some(incident.number), page_for_dora(&incident)).await;
    rig.advance(TimeDelta::minutes(1)).await;
    rig.platform.heal();
    rig.advance(TimeDelta::seconds(5)).await;
    assert_eq!(pages(&rig.texts_to("user:dora")), 1);
}

#[tokio::test]
async fn refused_credentials_do_not_end_a_page_either() {
    let rig = Rig::new().await;
    let incident = rig.open().await;
    rig.platform.fail_next("user:lee", 2, &SendError::Unauthorized("token".into()));
    rig.say(Some(incident.number), page_for("lee", &incident)).await;
    rig.advance(TimeDelta::minutes(2)).await;
    assert_eq!(rig.sent_to("user:lee").len(), 1);
}

#[tokio::test]
async fn a_page_that_no_way_takes_ends_when_somebody_acknowledges() {
    let rig = Rig::new().await;
    let incident = rig.open().await;
    rig.platform.fail_next("user:lee", 9999, &TROUBLE());
    rig.say(Some(incident.number), page_for("lee", &incident)).await;
    rig.advance(TimeDelta::minutes(4)).await;
    let tried = rig.platform.attempts("user:lee");
    assert!((70..=90).contains(&tried), "every three seconds: {tried}");
    rig.acknowledge(incident.number).await;
    rig.advance(TimeDelta::minutes(1)).await;
    assert_eq!(rig.platform.attempts("user:lee"), tried);
    assert_eq!(rig.waiting_and_dead().await, (0, 0));
}

#[tokio::test]
async fn of_the_pages_that_gather_in_an_outage_the_newest_leaves() {
    let rig = Rig::new().await;
    let incident = rig.open().await;
    rig.platform.go_away(&AWAY());
    rig.say(Some(incident.number), page_for_dora(&incident)).await;
    rig.advance(TimeDelta::minutes(11)).await;
    let attempt = rig.store.incident(incident.number).await.unwrap().unwrap();
    let attempt = attempt.paging.open[0].attempt;
    assert!(attempt > 2, "she was paged every five minutes: {attempt}");
    let waiting = rig.store.waiting_messages(None).await.unwrap();
    let pages_waiting = waiting.iter().filter(|message| message.priority == 0).count();
    rig.platform.come_back();
    rig.advance(TimeDelta::seconds(5)).await;
    let texts = [rig.texts_to("user:dora"), rig.texts_to("ops")].concat();
    assert_eq!(pages(&texts), 1, "{pages_waiting} waited: {texts:?}");
}
