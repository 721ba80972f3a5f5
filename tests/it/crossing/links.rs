//! The pages of the web: a link opens what it was made for, and nothing of another customer.

use watchbell::domain::directory::Destination;
use watchbell::domain::incident::{Incident, TimelineEntry};
use watchbell::ids::{GroupId, IncidentNumber};

use crate::kit::bot::tuesday;
use crate::kit::welink::{DeafOffice, Page};
use crate::kit::{Database, on_both_engines};

on_both_engines! {
    a_link_in_anothers_room_finds_no_incident_of_ours,
    a_link_is_good_for_its_own_page_and_its_own_room,
    the_pages_for_operators_name_no_incident,
}

/// The key of every button that mentions an incident by its number.
const KEYS: [&str; 9] = [
    "ack:INC-N",
    "confirm:INC-N",
    "reject:INC-N",
    "escalate:INC-N",
    "answer:INC-N:impact",
    "skip:INC-N:impact",
    "say:INC-N",
    "rate:INC-N",
    "read:INC-N",
];

async fn office_with_an_incident(database: &Database) -> DeafOffice {
    let bot_server = DeafOffice::opens(database).await;
    assert_eq!(bot_server.reports("form-1", "首页打不开", "李雷（虚构）").await.status, 200);
    bot_server
}

async fn kept(bot_server: &DeafOffice) -> (Incident, Vec<TimelineEntry>) {
    let store = &bot_server.bot.actions.store;
    let incident = store.incident(IncidentNumber(1)).await.unwrap().unwrap();
    let timeline = store.timeline_of(incident.number).await.unwrap();
    (incident, timeline)
}

fn room(address: &str) -> Destination {
    Destination { platform: "welink".to_owned(), address: address.to_owned() }
}

fn without_number(page: &Page) -> (u16, String) {
    let text = page.text.replace("INC-4711", "INC-N").replace("INC-1", "INC-N");
    (page.status, text.replace("#4711", "#N").replace("#1", "#N"))
}

/// A link of the coffee roaster that mentions an incident by its number: in their group, and to one
/// of them alone.
async fn a_link_in_anothers_room_finds_no_incident_of_ours(database: &Database) {
    let bot_server = office_with_an_incident(database).await;
    let before = kept(&bot_server).await;
    for (address, account) in [("robot:bank", None), ("user:ben@demo", Some("ben@demo"))] {
        for act in KEYS {
            let link = |number: i64| {
                let key = act.replace("-N", &format!("-{number}"));
                bot_server.links.to_act(&room(address), account, &key, tuesday()).unwrap()
            };
            for seen in [bot_server.looks_at(&link(1)).await, bot_server.previews(&link(1)).await] {
                assert!(!seen.text.contains("首页打不开"), "{}", seen.text);
            }
            let looked = bot_server.looks_at(&link(4711)).await;
            assert_eq!(
                without_number(&bot_server.looks_at(&link(1)).await),
                without_number(&looked)
            );
            let form = [("name", "本（虚构）"), ("words", "咖啡机停了"), ("score", "5")];
            let sent = bot_server.sends(&link(4711), &form).await;
            assert_eq!(
                without_number(&bot_server.sends(&link(1), &form).await),
                without_number(&sent),
                "{act}"
            );
        }
    }
    assert_eq!(kept(&bot_server).await, before);
    bot_server.closes().await;
}

/// What a link says is sealed: it cannot be brought to another page, nor be changed to mean another
/// room.
async fn a_link_is_good_for_its_own_page_and_its_own_room(database: &Database) {
    let bot_server = office_with_an_incident(database).await;
    let ours =
        bot_server.links.to_act(&room("robot:tea"), None, "escalate:INC-1", tuesday()).unwrap();
    let theirs = bot_server.links.to_open(&GroupId::new("coffee"));
    let before = kept(&bot_server).await;
    let fields =
        [("once", "form-2"), ("level", "L1"), ("title", "咖啡机停了"), ("name", "本（虚构）")];
    for link in [
        ours.replace("/act/", "/open/"),
        theirs.replace("/open/", "/act/"),
        spliced(&theirs, &ours),
    ] {
        for page in [bot_server.looks_at(&link).await, bot_server.sends(&link, &fields).await] {
            assert_eq!(page.status, 404, "{}", page.text);
        }
    }
    let opened = bot_server.sends(&theirs, &fields).await;
    assert_eq!(opened.status, 200);
    let store = &bot_server.bot.actions.store;
    let coffee = store.incident(IncidentNumber(2)).await.unwrap().unwrap();
    assert_eq!(coffee.contract_ref.customer().map(ToString::to_string).as_deref(), Some("coffee"));
    assert!(bot_server.in_group().iter().all(|delivery| !delivery.text.contains("咖啡机")));
    assert_eq!(kept(&bot_server).await, before);
    bot_server.closes().await;
}

/// The head of one link with the end of another.
fn spliced(link: &str, other: &str) -> String {
    let (head, token) = link.rsplit_once('/').unwrap();
    let other = other.rsplit_once('/').unwrap().1;
    let half = token.len() / 2;
    format!("{head}/{}{}", &token[..half], &other[other.len() - half..])
}

async fn the_pages_for_operators_name_no_incident(database: &Database) {
    let bot_server = office_with_an_incident(database).await;
    let pinned = bot_server.pinned_link();
    let base = pinned.split("/open/").next().unwrap();
    for path in ["health", "metrics", "links.css"] {
        let page = bot_server.looks_at(&format!("{base}/{path}")).await;
        assert_eq!(page.status, 200, "{path}");
        for secret in ["首页打不开", "李雷", "虚构茶行", "tea"] {
            assert!(!page.text.contains(secret), "{path} tells {secret}:\n{}", page.text);
        }
    }
    bot_server.closes().await;
}
