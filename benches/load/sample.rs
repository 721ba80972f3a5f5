//! An incident of the most urgent rank as opening it leaves it: what the bare loop and the store are given.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;
use watchbell::clock::{Clock, SystemClock};
use watchbell::domain::directory::{Destination, Languages, Side};
use watchbell::domain::incident::{
    Actor, ContractRef, Duplicates, Fact, Feedback, Incident, IncidentState, Measures, OpenPage,
    Paging, RequiredInfo, Response, ResponsePromise, TimelineEntry, Updates, Visibility,
};
use watchbell::domain::timer::{TimerChange, TimerKind};
use watchbell::ids::{IncidentId, IncidentNumber};
use watchbell::store::{Commit, IncidentChange, OutboxRow, Seen};

use crate::TOWN;
use crate::kit::town::conversation;

/// What opening the `key`th incident commits.
pub(crate) fn opening(key: usize) -> Commit {
    let now = SystemClock.now();
    let incident = incident(key, now);
    Commit {
        seen: Some(Seen {
            platform: "dingtalk".to_owned(),
            event_id: format!("msgLOAD{key:08}=="),
            at: now,
            answer: Some(format!(r#"{{"incident":"{}","notice":{RECEIPT}}}"#, incident.id.0)),
        }),
        entries: entries(&incident, now),
        timers: timers(now),
        pages: vec![("engineer-0".into(), "4711".to_owned(), now)],
        outbox: outbox(&incident, key, now),
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
    Commit {
        entries: entries(&incident, now),
        timers: vec![
            TimerChange::Set { kind: TimerKind::StatusUpdate, due_at: slot },
            far(TimerKind::Escalation),
            far(TimerKind::ResponseDue),
        ],
        incident: IncidentChange::Insert(Box::new(incident)),
        ..Commit::default()
    }
}

const RECEIPT: &str = r#"{"to":{"group":"group-0"},"priority":"reply","intent":{"say":"receipt"}}"#;
const SESSION: &str = r#"{"webhook":"https://oapi.dingtalk.com/robot/sendBySession?session=0123456789abcdef","expires_at":"2026-03-02T02:30:00Z","room":"group:cidTOWN0000=="}"#;

fn incident(key: usize, now: DateTime<Utc>) -> Incident {
    let group = key % TOWN.groups;
    let address = format!("group:{}", conversation(group));
    Incident {
        id: IncidentId(id(key, 0)),
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
        measures: Measures::default(),
        language: Languages::Zh,
        zone: chrono_tz::Asia::Shanghai,
        severity: Some("l1".into()),
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
        last_seq: 4,
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
    let opened =
        Fact::Opened { severity: incident.severity.clone(), title: incident.title.clone() };
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

fn outbox(incident: &Incident, key: usize, now: DateTime<Utc>) -> Vec<OutboxRow> {
    let reason = r#"{"target":"oncall:primary","step":1,"steps":3,"attempt":1}"#;
    let page = format!(r#"{{"say":"page","code":"4711","reason":{reason}}}"#);
    let row = |number, priority, destination: &str, intent: &str| OutboxRow {
        id: id(key, number).to_string(),
        incident_id: Some(incident.id.0.to_string()),
        destination: destination.to_owned(),
        priority,
        recipient: r#"{"person":"engineer-0"}"#.to_owned(),
        way: 0,
        intent: intent.to_owned(),
        reply_to: (number == 1).then(|| SESSION.to_owned()),
        created_at: now,
        due_at: now,
    };
    vec![
        row(1, 1, &incident.room.to_string(), r#"{"say":"receipt"}"#),
        row(2, 4, "dingtalk:robot:oncall", r#"{"say":"opened_inside"}"#),
        row(3, 2, "dingtalk:user:staff-dora", r#"{"say":"tell_at_once","role":"duty_manager"}"#),
        row(4, 0, "dingtalk:user:staff-engineer-0", &page),
    ]
}

fn minutes(after: DateTime<Utc>, minutes: i64) -> DateTime<Utc> {
    after + TimeDelta::minutes(minutes)
}

/// Ordered by time as the real ones are: their first part grows, the rest is scattered.
fn id(key: usize, number: u64) -> Uuid {
    let scattered = (key as u64 * 8 + number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    uuid::Builder::from_unix_timestamp_millis(
        1_772_413_200_000 + key as u64 / 8,
        &ten_bytes(scattered, number),
    )
    .into_uuid()
}

fn ten_bytes(scattered: u64, number: u64) -> [u8; 10] {
    let mut bytes = [0; 10];
    bytes[..8].copy_from_slice(&scattered.to_be_bytes());
    bytes[8..].copy_from_slice(&number.to_be_bytes()[6..]);
    bytes
}
