//! Random histories: whatever people do and however late timers fire, the clocks stored are the
//! clocks that the timeline gives, and the timers are set for exactly them.

use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::domain::directory::Destination;
use crate::domain::incident::kit::{Story, beijing, customer, escort, escorted, staff};
use crate::domain::incident::{Outcome, Refused};
use crate::domain::ledger::credit::{LedgerEntry, standing};
use crate::domain::timer::TimerKind;
use crate::ids::CreditNumber;

mod special_handling;

#[derive(Debug, Clone)]
enum Step {
    Act(Act),
    /// Time passes; timers fire when they are due.
    Wait(i64),
    /// Time passes and no timer fires until the end of it.
    Outage(i64),
    /// A timer fires that was not due: nothing may come of it.
    FalseAlarm(usize),
    /// The directory file is changed: other escorts are booked.
    Rebook(usize),
}

#[derive(Debug, Clone)]
enum Act {
    Acknowledge(usize),
    Assign(usize, usize),
    Offer(usize, usize),
    Update(usize),
    Say(usize),
    CustomerSays,
    Note,
    Every(i64),
    Next(i64),
    Grade(usize),
    Escalate(bool),
    TakeOver,
    ManagerSays,
    Credit(CreditState),
    PageByHand(usize),
    PassOn,
    Silence(i64),
    Solve(usize),
    Confirm,
    Reject,
    Reopen,
    Close,
    Subscribe(usize),
    Unsubscribe(usize),
    Bounce(usize),
    Ask(usize, Option<i64>),
    Resume(usize),
    SpecialHandling(special_handling::Act),
}

const STAFF: [&str; 4] = ["zhang-qiang", "chen-jing", "wu-hao", "li-na"];
const MAILBOXES: [&str; 3] = ["wang@bank.example", "desk@bank.example", "eve@evil.example"];
const SEVERITIES: [&str; 5] = ["l1", "l2", "l3", "l4", "l5"];
const ESCORTED_SEVERITIES: [&str; 5] = [
    "core_production_down",
    "production_down",
    "production_degraded",
    "system_degraded",
    "guidance",
];
/// No escort, one of the day of the opening, and some of later days.
const ESCORTS: [&[(&str, &str)]; 4] = [
    &[],
    &[("2026-09-29", "2026-09-30"), ("2026-10-02", "2026-10-04")],
    &[("2026-09-30", "2026-10-01")],
    &[("2026-10-01", "2026-10-08")],
];
const SWISS_SEVERITIES: [&str; 5] = ["sev1", "sev1", "sev2", "sev3", "sev4"];

fn acts() -> impl Strategy<Value = Act> {
    let who = || 0..STAFF.len();
    prop_oneof![
        1 => who().prop_map(Act::Acknowledge),
        1 => (who(), who()).prop_map(|(by, to)| Act::Assign(by, to)),
        1 => (who(), who()).prop_map(|(by, to)| Act::Offer(by, to)),
        1 => who().prop_map(Act::Update),
        1 => who().prop_map(Act::Say),
        1 => Just(Act::CustomerSays),
        1 => Just(Act::Note),
        1 => (0..600_i64).prop_map(Act::Every),
        1 => (0..600_i64).prop_map(Act::Next),
        3 => (0..SEVERITIES.len()).prop_map(Act::Grade),
        2 => any::<bool>().prop_map(Act::Escalate),
        1 => Just(Act::TakeOver),
        1 => Just(Act::ManagerSays),
        1 => (1..CreditState::ALL.len()).prop_map(|state| Act::Credit(CreditState::ALL[state])),
        1 => who().prop_map(Act::PageByHand),
        1 => Just(Act::PassOn),
        1 => (0..300_i64).prop_map(Act::Silence),
        2 => who().prop_map(Act::Solve),
        1 => Just(Act::Confirm),
        2 => Just(Act::Reject),
        3 => Just(Act::Reopen),
        1 => Just(Act::Close),
        1 => (0..MAILBOXES.len()).prop_map(Act::Subscribe),
        1 => (0..MAILBOXES.len()).prop_map(Act::Unsubscribe),
        1 => (0..MAILBOXES.len()).prop_map(Act::Bounce),
        3 => (who(), proptest::option::of(0..30_000_i64)).prop_map(|(by, until)| Act::Ask(by, until)),
        1 => who().prop_map(Act::Resume),
        6 => special_handling::acts().prop_map(Act::SpecialHandling),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => acts().prop_map(Step::Act),
        3 => (0..400_i64).prop_map(Step::Wait),
        1 => (0..2000_i64).prop_map(Step::Outage),
        1 => (2000..11_000_i64).prop_map(Step::Wait),
        1 => (2000..20_000_i64).prop_map(Step::Outage),
        1 => (0..TimerKind::ALL.len()).prop_map(Step::FalseAlarm),
        1 => (0..ESCORTS.len()).prop_map(Step::Rebook),
    ];
    proptest::collection::vec(step, 0..40)
}

fn stories() -> impl Strategy<Value = Story> {
    let opened = |severity: &'static str| Story::opened(severity, "2026-09-30 16:00");
    prop_oneof![
        5 => (0..SEVERITIES.len()).prop_map(move |severity| opened(SEVERITIES[severity])),
        4 => (0..SWISS_SEVERITIES.len()).prop_map(|severity| {
            Story::opened_in_switzerland(SWISS_SEVERITIES[severity], "2026-09-30 15:30")
        }),
        4 => (0..ESCORTED_SEVERITIES.len(), 0..ESCORTS.len()).prop_map(|(severity, booked)| {
            let terms = Entitlement { escorts: escorts(booked), ..escorted("2026-01-01", "2026-01-01") };
            Story::opened_under(terms, ESCORTED_SEVERITIES[severity], beijing("2026-09-30 20:00"))
        }),
        1 => Just(()).prop_map(|()| Story::opened_without_severity("2026-09-30 20:00")),
        1 => Just(()).prop_map(|()| Story::opened_outside_contract("2026-09-30 16:00")),
    ]
}

fn escorts(booked: usize) -> Vec<Escort> {
    ESCORTS[booked].iter().map(|(from, until)| escort(from, until)).collect()
}

#[expect(clippy::too_many_lines, reason = "one table of acts")]
fn carry_out(story: &mut Story, act: &Act) -> Result<(), Refused> {
    if let Act::SpecialHandling(act) = act {
        return special_handling::carry_out(story, act);
    }
    let (now, text) = (story.now, "words".to_owned());
    let by = |who: &usize| staff(STAFF[*who]);
    let person = |who: &usize| PersonId::from(STAFF[*who]);
    let minutes = |minutes: &i64| TimeDelta::minutes(*minutes);
    let mail = |which: &usize| mailbox(MAILBOXES[*which]);
    let severities = match story.terms.as_ref().map(|terms| terms.plan.id.as_str()) {
        Some("zitadel") => SWISS_SEVERITIES,
        Some("isoftstone") => ESCORTED_SEVERITIES,
        _ => SEVERITIES,
    };
    story.act(|incident, context| match act {
        Act::Acknowledge(who) => incident.acknowledge(context, &by(who)),
        Act::Assign(who, to) => incident.assign(context, &by(who), person(to)),
        Act::Offer(who, to) => incident.offer_handoff(context, &by(who), person(to), text),
        Act::Update(who) => incident.update(context, &by(who), text),
        Act::Say(who) => incident.say(context, &by(who), text),
        Act::CustomerSays => incident.say(context, &customer(), text),
        Act::Note => Ok(incident.note(&staff("li-na"), text)),
        Act::Every(every) => incident.agree_on_cadence(context, &staff("li-na"), minutes(every)),
        Act::Next(next) => incident.agree_on_next(context, &staff("li-na"), now + minutes(next)),
        Act::Grade(to) => {
            incident.change_severity(context, &customer(), severities[*to].into(), text)
        }
        Act::Escalate(urgent) => incident.escalate(context, &customer(), *urgent, text),
        Act::TakeOver => incident.take_over(context, &staff("zhao-min")),
        Act::ManagerSays => incident.say(context, &staff("zhao-min"), text),
        Act::Credit(state) => {
            let number = incident.credits.last().map_or(CreditNumber(1), |credit| credit.number);
            match state {
                CreditState::Refused => {
                    incident.refuse_credit(context, &staff("zhao-min"), number, text)
                }
                CreditState::Reversed => {
                    incident.reverse_credit(context, &staff("zhao-min"), number, text)
                }
                _ => incident.approve_credit(context, &staff("zhao-min"), number),
            }
        }
        Act::PageByHand(who) => incident.page_by_hand(context, &staff("li-na"), &person(who)),
        Act::PassOn => incident.pass_on(context, &staff("li-na")),
        Act::Silence(until) => {
            incident.silence(context, &staff("zhao-min"), now + minutes(until), text)
        }
        Act::Solve(who) => incident.solve(context, &by(who), text),
        Act::Confirm => incident.confirm(context, &customer()),
        Act::Reject => incident.reject(context, &customer(), text),
        Act::Reopen => incident.reopen(context, &customer(), text),
        Act::Ask(who, until) => {
            let wanted_by = until.map(|until| now + TimeDelta::minutes(until));
            incident.ask_customer(context, &by(who), text, wanted_by)
        }
        Act::Resume(who) => incident.resume(context, &by(who)),
        Act::Close => incident.close_as(context, &staff("zhao-min"), Outcome::Cancelled, text),
        Act::Subscribe(which) => incident.subscribe(context, &customer(), mail(which)),
        Act::Unsubscribe(which) => incident.unsubscribe(&customer(), &mail(which)),
        Act::Bounce(which) => Ok(incident.lose_subscriber(&mail(which))),
        Act::SpecialHandling(_) => unreachable!("carried out before"),
    })
}

fn take(story: &mut Story, step: &Step) {
    match step {
        Step::Act(act) => {
            let before = story.clone();
            match carry_out(story, act) {
                Ok(()) => assert_changes_are_recorded(&before, story),
                Err(_) => assert_eq!(before.incident, story.incident),
            }
        }
        Step::Wait(minutes) => story.wait(*minutes),
        Step::Outage(minutes) => story.outage_until(story.now + TimeDelta::minutes(*minutes)),
        Step::Rebook(booked) => {
            if let Some(terms) = &mut story.terms {
                terms.escorts = escorts(*booked);
            }
        }
        Step::FalseAlarm(kind) => assert_false_alarm_is_harmless(story, TimerKind::ALL[*kind]),
    }
}

fn assert_changes_are_recorded(before: &Story, after: &Story) {
    let is_recorded = after.timeline.len() > before.timeline.len();
    let clocks = |story: &Story| Clocks::of(&story.incident, story.terms.as_ref());
    assert!(is_recorded || clocks(before) == clocks(after), "changed without a fact");
}

fn assert_false_alarm_is_harmless(story: &mut Story, kind: TimerKind) {
    // These say again what is true: the share that has passed, the slot that comes. The store lets
    // no false one through, and nothing but words follows from them.
    let only_speaks = matches!(
        kind,
        TimerKind::ResponseWarning | TimerKind::AskForUpdate | TimerKind::AnswerWarning
    );
    if only_speaks || story.timer(kind).is_some_and(|due_at| due_at <= story.now) {
        return;
    }
    let before = story.clone();
    story.fire(kind);
    assert_eq!(before.incident, story.incident, "{kind:?}");
    assert_eq!(before.timeline, story.timeline, "{kind:?}");
    assert_eq!(before.timers, story.timers, "{kind:?}");
    assert_eq!(before.notices.len(), story.notices.len(), "{kind:?}");
}

fn mailbox(address: &str) -> Destination {
    Destination { platform: "mail".to_owned(), address: address.to_owned() }
}

/// Whoever gets the news, as it follows from the timeline.
fn subscribers(timeline: &[TimelineEntry]) -> Vec<Destination> {
    let mut subscribers = Vec::new();
    for entry in timeline {
        match &entry.fact {
            Fact::Subscribed { mail } => subscribers.push(mail.clone()),
            Fact::Unsubscribed { mail, .. } => subscribers.retain(|known| known != mail),
            _ => {}
        }
    }
    subscribers
}

fn assert_promises_hold(story: &Story) {
    let incident = &story.incident;
    let stored = Clocks::of(incident, story.terms.as_ref());
    assert_eq!(Clocks::rebuilt(&story.timeline, story.terms.as_ref()), Some(stored));
    assert_eq!(subscribers(&story.timeline), incident.subscribers);
    assert_credits_add_up(story);
    assert_closings_have_a_reason(story);
    if incident.state.is_closed() {
        assert_eq!(story.timers, std::collections::BTreeMap::new(), "closed, and a timer is set");
        return;
    }
    assert_eq!(story.timer(TimerKind::ResponseDue), incident.watched_due());
    assert_eq!(story.timer(TimerKind::AnswerDue), incident.watched_answer_due());
    assert_eq!(story.timer(TimerKind::AnswerPage), incident.paging.for_escalation.next_at);
    let owes_answer = incident.escalation.as_ref().is_some_and(Escalation::is_pending);
    assert_eq!(
        story.timer(TimerKind::AnswerPage).is_some(),
        owes_answer,
        "{:?}",
        incident.escalation
    );
    assert_eq!(story.timer(TimerKind::StatusUpdate), incident.updates.next_at);
    assert_eq!(story.timer(TimerKind::SilenceEnds), incident.silenced_until);
    assert_question_ends(story);
    assert_eq!(story.timer(TimerKind::ShiftEnds).is_some(), incident.ending.shift.is_some());
    assert_eq!(story.timer(TimerKind::Arrival), special_handling::looked_for_at(incident));
    assert_eq!(story.timer(TimerKind::ExpertsCall), special_handling::experts_called_at(incident));
    let is_paging = incident.state == IncidentState::Open && incident.silenced_until.is_none();
    assert_eq!(story.timer(TimerKind::Escalation).is_some(), is_paging, "{:?}", incident.state);
    let numbers: Vec<i64> = story.timeline.iter().map(|entry| entry.seq).collect();
    assert_eq!(numbers, (1..=incident.last_seq).collect::<Vec<_>>());
}

/// The window ends as the customer was told, or later where the last reminder is late.
fn assert_question_ends(story: &Story) {
    let question = story.incident.ending.question.as_ref().filter(|q| !q.is_left_to_manager);
    let (ends, reminds) =
        (story.timer(TimerKind::QuestionEnds), story.timer(TimerKind::QuestionReminder));
    let latest = |closes_at: DateTime<Utc>| reminds.map_or(closes_at, |at| at.max(closes_at));
    let is_right = match (question.map(|question| question.closes_at), ends) {
        (Some(closes_at), Some(ends)) => closes_at <= ends && ends <= latest(closes_at),
        (None, None) => true,
        _ => false,
    };
    assert!(is_right, "{question:?}, ends {ends:?}, reminds {reminds:?}");
}

/// The ledger, its totals and what the incident says about its credits are three tellings of one
/// thing.
fn assert_credits_add_up(story: &Story) {
    let customer = "huadong-bank".into();
    let of_ledger: i64 = story.ledger.iter().map(LedgerEntry::days).sum();
    let approved =
        story.incident.credits.iter().filter(|credit| credit.state == CreditState::Approved);
    let of_incident: i64 = approved.map(|credit| credit.claim.days).sum();
    assert_eq!(story.directory.credits.days_of(&customer), of_ledger);
    assert_eq!(of_incident, of_ledger);
    let told: Vec<Credit> =
        standing(&story.ledger).into_iter().map(|standing| standing.credit).collect();
    assert_eq!(told, story.incident.credits);
}
/// Promise 15: by consent, by the duty manager with a reason, or by the bot after a window that
/// really passed, and of which the customer was reminded.
fn assert_closings_have_a_reason(story: &Story) {
    let closings =
        story.timeline.iter().enumerate().filter(|(_, e)| matches!(e.fact, Fact::Closed { .. }));
    for (place, closing) in closings {
        let Fact::Closed { reason, .. } = &closing.fact else { continue };
        let before = &story.timeline[..place];
        let is_excused = match &closing.actor {
            Actor::Bot => closes_after_its_window(before, closing),
            by if by.is_support() => *by == staff("zhao-min") && !reason.is_empty(),
            by => before.last().is_some_and(|e| e.fact == Fact::Confirmed && e.actor == *by),
        };
        assert!(is_excused, "{closing:?}");
    }
}

/// The last question before it was open, its window was over, and the customer was reminded in
/// between.
fn closes_after_its_window(before: &[TimelineEntry], closing: &TimelineEntry) -> bool {
    let asks = |e: &TimelineEntry| {
        matches!(e.fact, Fact::Resolved { .. } | Fact::InformationAsked { closes_at: Some(_), .. })
    };
    let Some(asked) = before.iter().rposition(asks) else { return false };
    let ends_waiting = |e: &TimelineEntry| {
        matches!(e.fact, Fact::Resumed | Fact::Rejected { .. } | Fact::Reopened { .. })
    };
    let since = &before[asked + 1..];
    let told = since.iter().filter_map(|e| match e.fact {
        Fact::AnswerReminded { closes_at, .. } => Some(closes_at),
        _ => None,
    });
    let last_told = told.max();
    !since.iter().any(ends_waiting) && last_told.is_some_and(|closes_at| closes_at <= closing.at)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_clock_can_be_rebuilt_and_every_timer_is_set_for_it(mut story in stories(), steps in steps()) {
        assert_promises_hold(&story);
        for step in &steps {
            take(&mut story, step);
            assert_promises_hold(&story);
        }
    }
}

#[test]
fn a_timeline_without_an_opening_rebuilds_nothing() {
    let story = Story::opened("l1", "2026-03-04 10:00");
    assert_eq!(Clocks::rebuilt(&story.timeline[1..], story.terms.as_ref()), None);
    assert_eq!(Clocks::rebuilt(&[], None), None);
}
