//! What each act makes of each state.

use chrono::TimeDelta;

use crate::domain::incident::kit::{Story, customer, staff};
use crate::domain::incident::{ActContext, Changed, Incident, Outcome, Refused};

type Act = fn(Incident, &mut ActContext<'_>) -> Result<Changed, Refused>;

fn words() -> String {
    "words".to_owned()
}

const ACTS: [(&str, Act); 25] = [
    ("acknowledge", |i, s| i.acknowledge(s, &staff("chen-jing"))),
    ("assign", |i, s| i.assign(s, &staff("li-na"), "chen-jing".into())),
    ("assign to the one who has it", |i, s| i.assign(s, &staff("li-na"), "zhang-qiang".into())),
    ("hand over", |i, s| i.offer_handoff(s, &staff("zhang-qiang"), "chen-jing".into(), words())),
    ("hand over to oneself", |i, s| i.offer_handoff(s, &staff("li-na"), "li-na".into(), words())),
    ("update", |i, s| i.update(s, &staff("chen-jing"), words())),
    ("say (support)", |i, s| i.say(s, &staff("chen-jing"), words())),
    ("say (customer)", |i, s| i.say(s, &customer(), words())),
    ("note", |i, _| Ok(i.note(&staff("chen-jing"), words()))),
    ("every 30m", |i, s| i.agree_on_cadence(s, &staff("li-na"), TimeDelta::minutes(30))),
    ("next in 20m", |i, s| i.agree_on_next(s, &staff("li-na"), s.now + TimeDelta::minutes(20))),
    ("next, in the past", |i, s| i.agree_on_next(s, &staff("li-na"), s.now)),
    ("change severity", |i, s| i.change_severity(s, &customer(), "l1".into(), words())),
    ("escalate", |i, s| i.escalate(s, &customer(), true, words())),
    ("take over (nothing escalated)", |i, s| i.take_over(s, &staff("zhao-min"))),
    ("page by hand", |i, s| i.page_by_hand(s, &staff("li-na"), &"wu-hao".into())),
    ("pass on", |i, s| i.pass_on(s, &staff("zhang-qiang"))),
    ("silence for 2h", |i, s| {
        i.silence(s, &staff("zhao-min"), s.now + TimeDelta::hours(2), words())
    }),
    ("solve", |i, s| i.solve(s, &staff("chen-jing"), words())),
    ("confirm", |i, s| i.confirm(s, &customer())),
    ("reject", |i, s| i.reject(s, &customer(), words())),
    ("reopen", |i, s| i.reopen(s, &customer(), words())),
    ("wait", |i, s| i.ask_customer(s, &staff("chen-jing"), words(), None)),
    ("wait until, in the past", |i, s| {
        i.ask_customer(s, &staff("chen-jing"), words(), Some(s.now))
    }),
    ("resume", |i, s| i.resume(s, &staff("chen-jing"))),
];

/// An incident of rank 2 in each state, an hour after it was opened.
fn states() -> [(&'static str, Story); 5] {
    let mut open = Story::opened("l2", "2026-03-04 10:00");
    open.wait(60);
    let mut acknowledged = open.clone();
    acknowledged.act(|i, s| i.acknowledge(s, &staff("zhang-qiang"))).unwrap();
    let mut resolved = acknowledged.clone();
    resolved.act(|i, s| i.solve(s, &staff("zhang-qiang"), words())).unwrap();
    let mut closed = resolved.clone();
    closed.act(|i, s| i.confirm(s, &customer())).unwrap();
    let mut waiting = acknowledged.clone();
    waiting.act(|i, s| i.ask_customer(s, &staff("zhang-qiang"), words(), None)).unwrap();
    [
        ("open", open),
        ("acknowledged", acknowledged),
        ("waiting", waiting),
        ("resolved", resolved),
        ("closed", closed),
    ]
}

fn outcome(story: &Story, act: Act) -> String {
    let mut story = story.clone();
    match story.act(act) {
        Ok(()) if story.incident.is_parked() => "waiting".to_owned(),
        Ok(()) => story.incident.state.word().to_owned(),
        Err(refused) => format!("({})", in_short(&refused)),
    }
}

fn in_short(refused: &Refused) -> &'static str {
    match refused {
        Refused::AlreadyTaken { .. } => "already taken",
        Refused::Closed { .. } => "closed",
        Refused::SolutionOffered { .. } => "solution offered",
        Refused::NoSolutionOffered => "no solution",
        Refused::NotClosed => "not closed",
        Refused::SameSeverity => "same severity",
        Refused::NobodyIsPaged => "nobody is paged",
        Refused::SilenceTooLong { .. } => "too long",
        Refused::NotInTheFuture => "not in the future",
        Refused::SamePerson => "same person",
        Refused::FollowedThere { .. } => "followed there",
        Refused::NotFollowedThere { .. } => "not followed there",
        Refused::NotTheirRoom { .. } => "not their room",
        Refused::NoNewsByMail { .. } => "no news by mail",
        Refused::NotTheirMailbox { .. } => "not their mailbox",
        Refused::SubscribedBefore { .. } => "subscribed before",
        Refused::NotSubscribed { .. } => "not subscribed",
        Refused::TooManySubscribers { .. } => "too many subscribers",
        Refused::NotEscalated => "not escalated",
        Refused::EscalationTaken { .. } => "escalation taken",
        Refused::NoSuchCredit { .. } => "no such credit",
        Refused::CreditStandsOtherwise { .. } => "credit stands otherwise",
        Refused::Waiting { .. } => "waiting",
        Refused::NotWaiting => "not waiting",
        Refused::TooLateToReopen { .. } => "too late",
        Refused::SpecialHandling(_) => "special handling refused",
        Refused::NothingAsked => "nothing asked",
        Refused::SameIncident => "same incident",
        Refused::OriginalClosed { .. } => "original closed",
        Refused::NotOverYet => "not over yet",
        Refused::RatingSettled { .. } => "rating settled",
        Refused::AskedBefore { .. } => "asked before",
        Refused::NotTheirReport => "not their report",
    }
}

fn row(cells: &[String]) -> String {
    let (first, rest) = cells.split_first().unwrap();
    let rest: Vec<String> = rest.iter().map(|cell| format!("{cell:<20}")).collect();
    format!("{first:<29} {}", rest.join(" ")).trim_end().to_owned()
}

#[test]
fn every_act_in_every_state() {
    let states = states();
    let head: Vec<String> = ["act"]
        .into_iter()
        .chain(states.iter().map(|(name, _)| *name))
        .map(str::to_owned)
        .collect();
    let close: Act = |i, s| i.close_as(s, &staff("zhao-min"), Outcome::Cancelled, words());
    let acts = ACTS.into_iter().chain([("close as", close)]);
    let cells = |(name, act): (&str, Act)| {
        let outcomes = states.iter().map(|(_, story)| outcome(story, act));
        row(&[name.to_owned()].into_iter().chain(outcomes).collect::<Vec<_>>())
    };
    let table: Vec<String> = [row(&head)].into_iter().chain(acts.map(cells)).collect();
    insta::assert_snapshot!(table.join("\n"), @"
    act                           open                 acknowledged         waiting              resolved             closed
    acknowledge                   acknowledged         (already taken)      (already taken)      (solution offered)   (closed)
    assign                        open                 acknowledged         waiting              resolved             (closed)
    assign to the one who has it  open                 (already taken)      (already taken)      resolved             (closed)
    hand over                     open                 acknowledged         waiting              (solution offered)   (closed)
    hand over to oneself          (same person)        (same person)        (same person)        (solution offered)   (closed)
    update                        acknowledged         acknowledged         waiting              resolved             (closed)
    say (support)                 open                 acknowledged         waiting              resolved             (closed)
    say (customer)                open                 acknowledged         acknowledged         resolved             (closed)
    note                          open                 acknowledged         waiting              resolved             closed
    every 30m                     open                 acknowledged         (waiting)            (solution offered)   (closed)
    next in 20m                   open                 acknowledged         (waiting)            (solution offered)   (closed)
    next, in the past             (not in the future)  (not in the future)  (waiting)            (solution offered)   (closed)
    change severity               open                 acknowledged         acknowledged         resolved             (closed)
    escalate                      open                 acknowledged         acknowledged         resolved             (closed)
    take over (nothing escalated) (not escalated)      (not escalated)      (not escalated)      (not escalated)      (closed)
    page by hand                  open                 acknowledged         waiting              resolved             (closed)
    pass on                       open                 (nobody is paged)    (nobody is paged)    (nobody is paged)    (nobody is paged)
    silence for 2h                open                 (nobody is paged)    (nobody is paged)    (nobody is paged)    (closed)
    solve                         resolved             resolved             resolved             resolved             (closed)
    confirm                       (no solution)        (no solution)        (no solution)        closed               (closed)
    reject                        (no solution)        (no solution)        (no solution)        acknowledged         (closed)
    reopen                        (not closed)         (not closed)         (not closed)         (not closed)         open
    wait                          waiting              waiting              waiting              (solution offered)   (closed)
    wait until, in the past       (not in the future)  (not in the future)  (not in the future)  (solution offered)   (closed)
    resume                        (not waiting)        (not waiting)        acknowledged         (solution offered)   (closed)
    close as                      closed               closed               closed               closed               (closed)
    ");
}
