//! News by mail: to whom, about what, until when.

use std::sync::Arc;

use crate::domain::directory::{Destination, Role};
use crate::domain::incident::kit::{Story, customer, staff};
use crate::domain::incident::{Fact, Outcome, Refused, Visibility};
use crate::domain::notice::{Intent, Recipient};

fn mailbox(address: &str) -> Destination {
    Destination { platform: "mail".to_owned(), address: address.to_owned() }
}

fn wang() -> Destination {
    mailbox("wang@bank.example")
}

fn subscribed(severity: &str) -> Story {
    let mut story = Story::opened(severity, "2026-03-04 10:00");
    story.act(|i, s| i.subscribe(s, &customer(), wang())).unwrap();
    story
}

/// The words for the mailbox in what the last act said.
fn mailed(story: &Story) -> Vec<&'static str> {
    let words =
        story.notices.iter().filter(|(_, notice)| notice.to == Recipient::Subscriber(wang()));
    words.map(|(_, notice)| word_of(&notice.intent)).collect()
}

fn word_of(intent: &Intent) -> &'static str {
    match intent {
        Intent::Subscribed { .. } => "subscribed",
        Intent::StatusUpdate { text: Some(_), .. } => "update",
        Intent::StatusUpdate { text: None, .. } => "holding update",
        Intent::SeverityChanged { .. } => "level",
        Intent::ConsentAsked => "solution",
        Intent::InformationAsked { .. } => "asked",
        Intent::QuestionReminder => "reminder",
        Intent::Resumed { .. } => "goes on",
        Intent::Closed => "closed",
        Intent::Reopened { .. } => "reopened",
        _ => "something else",
    }
}

#[test]
fn a_mailbox_hears_of_the_course_of_things_and_of_nothing_else() {
    let mut story = subscribed("l2");
    assert_eq!(mailed(&story), ["subscribed"]);
    let words = || "words".to_owned();
    story.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
    assert_eq!(mailed(&story), [""; 0]);
    story.act(|i, _| Ok(i.note(&staff("zhang-qiang"), words()))).unwrap();
    assert_eq!(mailed(&story), [""; 0]);
    story.act(|i, s| i.say(s, &staff("zhang-qiang"), words())).unwrap();
    assert_eq!(mailed(&story), [""; 0]);
    story.act(|i, s| i.update(s, &staff("zhang-qiang"), words())).unwrap();
    assert_eq!(mailed(&story), ["update"]);
    story.act(|i, s| i.ask_customer(s, &staff("zhang-qiang"), words(), None)).unwrap();
    assert_eq!(mailed(&story), ["asked"]);
    story.act(|i, s| i.resume(s, &staff("zhang-qiang"))).unwrap();
    assert_eq!(mailed(&story), ["goes on"]);
    story.act(|i, s| i.change_severity(s, &customer(), "l1".into(), words())).unwrap();
    assert_eq!(mailed(&story), ["level"]);
    story.wait(60);
    assert_eq!(mailed(&story), ["holding update"]);
    story.act(|i, s| i.solve(s, &staff("zhang-qiang"), words())).unwrap();
    assert_eq!(mailed(&story), ["solution"]);
    story.act(|i, s| i.confirm(s, &customer())).unwrap();
    assert_eq!(mailed(&story), ["closed"]);
    story.act(|i, s| i.reopen(s, &customer(), words())).unwrap();
    assert_eq!(mailed(&story), ["reopened"]);
}

#[test]
fn who_subscribed_is_in_the_timeline_for_both_sides() {
    let mut story = subscribed("l2");
    story.act(|i, _| i.unsubscribe(&customer(), &wang())).unwrap();
    let facts: Vec<_> =
        story.timeline.iter().rev().take(2).map(|entry| (&entry.fact, entry.visibility)).collect();
    let ended = Fact::Unsubscribed { mail: wang(), bounced: false };
    let both = Visibility::Customer;
    assert_eq!(facts, [(&ended, both), (&Fact::Subscribed { mail: wang() }, both)]);
    assert!(story.incident.subscribers.is_empty());
}

#[test]
fn only_a_mailbox_of_the_customer_gets_the_news() {
    let mut story = Story::opened("l2", "2026-03-04 10:00");
    for address in
        ["eve@evil.example", "wang@bank.example.evil.example", "wang@mail.bank.example", "wang"]
    {
        let refused = story.act(|i, s| i.subscribe(s, &customer(), mailbox(address)));
        assert_eq!(refused, Err(Refused::NotTheirMailbox { address: address.to_owned() }));
    }
    let mut outside = Story::opened_outside_contract("2026-03-04 10:00");
    let refused = outside.act(|i, s| i.subscribe(s, &customer(), wang()));
    assert_eq!(refused, Err(Refused::NoNewsByMail { rank: 3 }), "no plan offers it");
}

#[test]
fn a_mailbox_declared_for_somebody_else_is_not_the_customers_whatever_its_domain() {
    let mut story = Story::opened("l2", "2026-03-04 10:00");
    let person = crate::domain::directory::Person {
        id: "eve".into(),
        name: "eve".to_owned(),
        role: Role::Engineer,
        customer: None,
        language: crate::domain::directory::Languages::En,
        zone: None,
        accounts: Vec::new(),
        contact_methods: Vec::new(),
        email: Some("Wang@BANK.example".parse().unwrap()),
    };
    story.directory.people.insert("eve".into(), person.clone());
    let refused = story.act(|i, s| i.subscribe(s, &customer(), wang()));
    assert!(matches!(refused, Err(Refused::NotTheirMailbox { .. })));
    let theirs = crate::domain::directory::Person {
        role: Role::Customer,
        customer: Some("huadong-bank".into()),
        ..person
    };
    story.directory.people.insert("eve".into(), theirs);
    story.act(|i, s| i.subscribe(s, &customer(), wang())).unwrap();
}

#[test]
fn the_plan_says_for_which_levels() {
    let mut story = Story::opened("l4", "2026-03-04 10:00");
    let terms = story.terms.as_mut().unwrap();
    Arc::make_mut(&mut terms.plan).behaviour.mail.ranks = Some(vec![2, 3]);
    let refused = story.act(|i, s| i.subscribe(s, &customer(), wang()));
    assert_eq!(refused, Err(Refused::NoNewsByMail { rank: 4 }));
    story.act(|i, s| i.change_severity(s, &customer(), "l3".into(), String::new())).unwrap();
    story.act(|i, s| i.subscribe(s, &customer(), wang())).unwrap();
    story.act(|i, s| i.change_severity(s, &customer(), "l4".into(), String::new())).unwrap();
    assert_eq!(mailed(&story), ["level"], "what was begun goes on");
}

#[test]
fn a_mailbox_follows_once_and_not_too_many_do() {
    let mut story = subscribed("l2");
    let again = story.act(|i, s| i.subscribe(s, &customer(), mailbox("WANG@bank.example")));
    assert!(matches!(again, Err(Refused::SubscribedBefore { .. })));
    for number in 1..20 {
        let another = mailbox(&format!("desk-{number}@bank.example"));
        story.act(|i, s| i.subscribe(s, &customer(), another)).unwrap();
    }
    let one_more = story.act(|i, s| i.subscribe(s, &customer(), mailbox("late@bank.example")));
    assert_eq!(one_more, Err(Refused::TooManySubscribers { at_most: 20 }));
}

#[test]
fn a_mailbox_that_does_not_exist_is_lost_once() {
    let mut story = subscribed("l2");
    story.act(|i, _| Ok(i.lose_subscriber(&wang()))).unwrap();
    assert_eq!(
        story.told(|intent| matches!(intent, Intent::Unsubscribed { by: None, .. })),
        ["room bank"]
    );
    story.act(|i, _| Ok(i.lose_subscriber(&wang()))).unwrap();
    assert!(story.notices.is_empty());
    let refused = story.act(|i, _| i.unsubscribe(&customer(), &wang()));
    assert!(matches!(refused, Err(Refused::NotSubscribed { .. })));
}

#[test]
fn after_closing_nobody_begins_and_anybody_may_end() {
    let mut story = subscribed("l2");
    story.act(|i, s| i.solve(s, &staff("zhang-qiang"), "done".to_owned())).unwrap();
    story.act(|i, s| i.confirm(s, &customer())).unwrap();
    let late = story.act(|i, s| i.subscribe(s, &customer(), mailbox("late@bank.example")));
    assert!(matches!(late, Err(Refused::Closed { .. })));
    story.act(|i, _| i.unsubscribe(&customer(), &wang())).unwrap();
    story.act(|i, s| i.reopen(s, &customer(), "again".to_owned())).unwrap();
    assert_eq!(mailed(&story), [""; 0]);
}

#[test]
fn whoever_is_no_longer_the_customers_is_dropped() {
    let mut story = subscribed("l2");
    assert_eq!(story.incident.clone().without_strangers(&story.directory), story.incident);
    story.directory.customers.get_mut("huadong-bank").unwrap().mail_domains.clear();
    assert!(story.incident.clone().without_strangers(&story.directory).subscribers.is_empty());
}

#[test]
fn when_the_years_are_over_no_mailbox_is_left() {
    let mut story = subscribed("l2");
    story.act(|i, s| i.close_as(s, &staff("zhao-min"), Outcome::Cancelled, String::new())).unwrap();
    let left = serde_json::to_string(&story.incident.clone().anonymised()).unwrap();
    let facts: Vec<_> = story.timeline.iter().map(|entry| entry.clone().anonymised()).collect();
    let left = left + &serde_json::to_string(&facts).unwrap();
    assert!(!left.contains("wang@"), "{left}");
}
