//! The least that an incident can be, and the commits that open and change it.

use chat::{Message, MessageKind};
use chrono::{DateTime, TimeDelta, Utc};
use watchbell::domain::directory::{Destination, Languages};
use watchbell::domain::incident::{
    ActHash, Actor, ContractRef, Duplicates, Ending, Fact, Feedback, Incident, IncidentState,
    NoClock, Paging, RequiredInfo, Response, ResponsePromise, SpecialHandling, TimelineEntry,
    Updates, Visibility,
};
use watchbell::domain::notice::{Intent, Notice, Priority, Recipient};
use watchbell::domain::timer::Timers;
use watchbell::ids::IncidentNumber;
use watchbell::store::{
    About, Commit, Event, IncidentChange, NewMessage, Outcome, RecordedReply, Store,
};

use super::at;

/// When everything in these tests begins.
pub(crate) fn start() -> DateTime<Utc> {
    at("2026-03-02T01:00:00.123Z")
}

/// `minutes` after [`start`].
pub(crate) fn later(minutes: i64) -> DateTime<Utc> {
    start() + TimeDelta::minutes(minutes)
}

/// The room of a customer of the tests.
pub(crate) fn room(name: &str) -> Destination {
    Destination { platform: "fake".to_owned(), address: name.to_owned() }
}

/// An incident of the customer whose room this is. Different `key`s are different incidents.
pub(crate) fn incident(key: u128, room_name: &str) -> Incident {
    Incident {
        number: IncidentNumber(0),
        version: 1,
        contract_ref: ContractRef::Contract {
            customer: room_name.into(),
            plan: "daocloud".into(),
            plan_version: "1".to_owned(),
            tier: "vip".into(),
            channel: "im".into(),
        },
        room: room(room_name),
        group: None,
        mirrors: Vec::new(),
        subscribers: Vec::new(),
        language: Languages::Zh,
        zone: chrono_tz::Asia::Shanghai,
        severity: Some("core_production_down".into()),
        other_level: None,
        rank: 1,
        title: format!("payments fail ({key})"),
        reporter: Actor::Guest { account: "u-1".to_owned(), name: "Wen Xiaohe".to_owned() },
        opened_at: start(),
        state: IncidentState::Open,
        owner: None,
        response: Response {
            promise: ResponsePromise::NoClock { why: NoClock::None },
            given: None,
            missed: None,
        },
        paging: Paging::default(),
        updates: Updates::default(),
        silenced_until: None,
        handoff: None,
        ending: Ending::default(),
        timers: Timers::default(),
        last_seq: 1,
        chain: ActHash::default(),
        escalation: None,
        credits: Vec::new(),
        express: None,
        special_handling: SpecialHandling::default(),
        required_info: RequiredInfo::default(),
        duplicates: Duplicates::default(),
        feedback: Feedback::default(),
        escorts: Vec::new(),
    }
}

/// What opening an incident commits: the incident and the first line of its timeline.
pub(crate) fn opening(incident: &Incident) -> Commit {
    Commit {
        entries: vec![entry(1, &incident.title)],
        incident: IncidentChange::Insert(Box::new(incident.clone())),
        ..Commit::default()
    }
}

/// A commit that writes a later state of an incident, with no other effect.
pub(crate) fn change(incident: &Incident) -> Commit {
    Commit { incident: IncidentChange::Update(Box::new(incident.clone())), ..Commit::default() }
}

/// Opens an incident; gives it back as the next act would load it.
pub(crate) async fn open(store: &Store, key: u128, room_name: &str) -> Incident {
    written(&store.commit(opening(&incident(key, room_name))).await.unwrap())
}

/// The incident that a commit wrote, as it is now.
pub(crate) fn written(outcome: &Outcome) -> Incident {
    match outcome {
        Outcome::Done { incident: Some(incident) } => Incident::clone(incident),
        other => panic!("no incident in {other:?}"),
    }
}

/// The incident as it is stored.
pub(crate) async fn stored(store: &Store, incident: &Incident) -> Incident {
    store.incident(incident.number).await.unwrap().unwrap()
}

pub(crate) fn entry(seq: i64, text: &str) -> TimelineEntry {
    TimelineEntry {
        seq,
        at: later(seq),
        actor: Actor::Bot,
        visibility: Visibility::Customer,
        fact: Fact::Noted { text: text.to_owned() },
    }
}

/// An inbound event that has been answered on the platform's own response.
pub(crate) fn event(id: &str, reply: &str) -> Event {
    Event {
        platform: "fake".to_owned(),
        event_id: id.to_owned(),
        at: start(),
        reply: Some(notice(reply)),
    }
}

/// What a second copy of such an event gets.
pub(crate) fn recorded(incident: Option<i64>, reply: &str) -> RecordedReply {
    RecordedReply { incident: incident.map(IncidentNumber), notice: notice(reply) }
}

/// Words that need no incident.
pub(crate) fn notice(words: &str) -> Notice {
    Notice {
        to: Recipient::Room(room("lakeside")),
        priority: Priority::Reply,
        intent: Intent::Answer {
            message: Box::new(Message::new(MessageKind::Reply, words)),
            only_for: None,
        },
    }
}

/// Words that wait since [`start`] for a room.
pub(crate) fn words(words: &str, room_name: &str) -> NewMessage {
    NewMessage {
        about: About::Nothing,
        destination: room(room_name),
        contact_method: 0,
        notice: notice(words),
        reply_to: None,
        may_have_arrived: false,
        arrived_by: 0,
        follows_reply: false,
        created_at: start(),
        due_at: start(),
    }
}
