//! An incident of the most urgent rank as opening it leaves it: what the bare loop and the store
//! are given.

use chrono::{DateTime, TimeDelta, Utc};
use watchbell::clock::{Clock, SystemClock};
use watchbell::domain::directory::{Destination, Languages, Side};
use watchbell::domain::escalation::step_due::PendingStep;
use watchbell::domain::escalation::timing::Position;
use watchbell::domain::incident::{
    ActHash, Actor, ContractRef, Duplicates, Fact, Feedback, Incident, IncidentState, OpenPage,
    Paging, RequiredInfo, Response, ResponsePromise, SpecialHandling, TimelineEntry, Updates,
    Visibility,
};
use watchbell::domain::notice::{Intent, Notice, PageReason, Priority, Recipient};
use watchbell::domain::timer::{TimerChange, TimerKind, Timers};
use watchbell::ids::IncidentNumber;
use watchbell::store::{About, Commit, Event, IncidentChange, NewMessage, PageCode};

use crate::TOWN;
use crate::kit::many_customers::conversation;

/// What opening the `key`th incident commits.
pub(crate) fn opening(key: usize) -> Commit {
    let now = SystemClock.now();
    let mut incident = incident(key, now);
    incident.timers.apply(&timers(now));
    Commit {
        event: Some(Event {
            platform: "dingtalk".to_owned(),
            event_id: format!("msgLOAD{key:08}=="),
            at: now,
            // The receipt goes to the session's own address, so it waits in the outbox.
            reply: None,
        }),
        entries: entries(&incident, now),
        page_codes: vec![PageCode {
            person: "engineer-0".into(),
            code: "4711".to_owned(),
            at: now,
        }],
        outbox: outbox(&incident, now),
        incident: IncidentChange::Insert(Box::new(incident)),
        ..Commit::default()
    }
}

/// An incident that has been open for a while, whose next status update is promised for `slot`.
pub(crate) fn waiting_for_slot(key: usize, slot: DateTime<Utc>) -> Commit {
    let now = SystemClock.now();
    let mut incident = incident(key, now);
    incident.updates.next_at = Some(slot);
    let far = |kind| TimerChange::Set { kind, due_at: minutes(now, 12 * 60) };
    incident.timers.apply(&[
        TimerChange::Set { kind: TimerKind::StatusUpdate, due_at: slot },
        far(TimerKind::Escalation),
        far(TimerKind::ResponseDue),
    ]);
    Commit {
        entries: entries(&incident, now),
        incident: IncidentChange::Insert(Box::new(incident)),
        ..Commit::default()
    }
}

/// An incident for which the first step of its policy leaves at `due_at`.
pub(crate) fn waiting_for_page(key: usize, due_at: DateTime<Utc>) -> Commit {
    let now = SystemClock.now();
    let mut incident = incident(key, now);
    incident.paging = Paging {
        running_since: Some(due_at),
        pending: Some(PendingStep { position: Position::FIRST, due_at }),
        ..Paging::default()
    };
    incident.timers.apply(&[TimerChange::Set { kind: TimerKind::Escalation, due_at }]);
    Commit {
        entries: entries(&incident, now),
        incident: IncidentChange::Insert(Box::new(incident)),
        ..Commit::default()
    }
}

const SESSION: &str = r#"{"webhook":"https://oapi.dingtalk.com/robot/sendBySession?session=0123456789abcdef","expires_at":"2026-03-02T02:30:00Z","room":"group:cidTOWN0000=="}"#;

#[expect(clippy::too_many_lines, reason = "one line for each field")]
fn incident(key: usize, now: DateTime<Utc>) -> Incident {
    let group = key % TOWN.groups;
    let address = format!("group:{}", conversation(group));
    Incident {
        number: IncidentNumber(0),
        version: 0,
        contract_ref: ContractRef::Contract {
            customer: format!("customer-{group}").as_str().into(),
            plan: "daocloud".into(),
            plan_version: "0123456789abcdef".to_owned(),
            tier: "professional".into(),
            channel: "im".into(),
        },
        room: Destination { platform: "dingtalk".to_owned(), address },
        group: Some(format!("group-{group}").as_str().into()),
        mirrors: Vec::new(),
        subscribers: Vec::new(),
        special_handling: SpecialHandling::default(),
        language: Languages::Zh,
        zone: chrono_tz::Asia::Shanghai,
        severity: Some("l1".into()),
        other_level: None,
        rank: 1,
        title: format!("支付返回 500, 订单 {key} 无法完成"),
        reporter: Actor::Person {
            id: format!("person-{group}").as_str().into(),
            name: format!("Person {group}"),
            side: Side::Customer,
        },
        opened_at: now,
        state: IncidentState::Open,
        owner: None,
        response: Response { promise: promise(now), given: None, missed: None },
        paging: Paging {
            running_since: Some(now),
            pending: None,
            open: vec![OpenPage {
                person: "engineer-0".into(),
                code: "4711".to_owned(),
                at: now,
                attempt: 1,
                by_hand: None,
            }],
            ..Paging::default()
        },
        updates: Updates {
            every_seconds: Some(3600),
            next_at: Some(minutes(now, 60)),
            ..Updates::default()
        },
        silenced_until: None,
        handoff: None,
        ending: watchbell::domain::incident::Ending::default(),
        timers: Timers::default(),
        last_seq: 4,
        chain: ActHash::default(),
        escalation: None,
        credits: Vec::new(),
        express: None,
        required_info: RequiredInfo::default(),
        duplicates: Duplicates::default(),
        feedback: Feedback::default(),
        escorts: Vec::new(),
    }
}

fn promise(now: DateTime<Utc>) -> ResponsePromise {
    ResponsePromise::Due {
        at: minutes(now, 10),
        provisional: false,
        target_seconds: 600,
        coverage: "24x7".into(),
        counted_from: now,
        by_escort: false,
    }
}

fn entries(incident: &Incident, at: DateTime<Utc>) -> Vec<TimelineEntry> {
    let opened = Fact::Opened {
        severity: incident.severity.clone(),
        title: incident.title.clone(),
        asked_at: None,
    };
    let told = Fact::Told { person: "dora".into() };
    let planned = Fact::PagingPlanned { starts_at: at };
    let paged =
        Fact::Paged { person: "engineer-0".into(), code: "4711".to_owned(), cycle: 1, step: 1 };
    let inside = |seq, fact| TimelineEntry {
        seq,
        at,
        actor: Actor::Bot,
        visibility: Visibility::Internal,
        fact,
    };
    let first = TimelineEntry {
        seq: 1,
        at,
        actor: incident.reporter.clone(),
        visibility: Visibility::Customer,
        fact: opened,
    };
    vec![first, inside(2, told), inside(3, planned), inside(4, paged)]
}

fn timers(now: DateTime<Utc>) -> Vec<TimerChange> {
    let set = |kind, after| TimerChange::Set { kind, due_at: minutes(now, after) };
    vec![
        set(TimerKind::ResponseDue, 10),
        set(TimerKind::ResponseWarning, 4),
        set(TimerKind::StatusUpdate, 60),
        set(TimerKind::AskForUpdate, 50),
        set(TimerKind::Escalation, 5),
    ]
}

fn outbox(incident: &Incident, now: DateTime<Utc>) -> Vec<NewMessage> {
    let message = |destination: Destination, priority, to, intent| NewMessage {
        about: About::ThisIncident,
        destination,
        contact_method: 0,
        notice: Notice { to, priority, intent },
        reply_to: (priority == Priority::Reply).then(|| SESSION.to_owned()),
        may_have_arrived: false,
        arrived_by: 0,
        follows_reply: false,
        created_at: now,
        due_at: now,
    };
    let at = |address: &str| Destination {
        platform: "dingtalk".to_owned(),
        address: address.to_owned(),
    };
    let to_group = |id: &str| Recipient::Group(id.into());
    let to_person = |id: &str| Recipient::Person(id.into());
    let own = incident.group.clone().map_or(to_group("house"), Recipient::Group);
    let reason = PageReason { target: "oncall:primary".to_owned(), step: 1, steps: 3, attempt: 1 };
    let page = Intent::Page { code: "4711".to_owned(), reason };
    let told = Intent::TellAtOnce { role: "duty_manager".to_owned() };
    vec![
        message(incident.room.clone(), Priority::Reply, own, Intent::Receipt),
        message(at("robot:oncall"), Priority::Low, to_group("house"), Intent::OpenedInside),
        message(at("user:staff-dora"), Priority::Warning, to_person("dora"), told),
        message(at("user:staff-engineer-0"), Priority::Page, to_person("engineer-0"), page),
    ]
}

fn minutes(after: DateTime<Utc>, minutes: i64) -> DateTime<Utc> {
    after + TimeDelta::minutes(minutes)
}
