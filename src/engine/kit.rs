//! A store in a temporary folder, a chat platform in memory, a clock that does not run, and an
//! engine on them.

use std::sync::Arc;
use std::time::Duration;

use chat::{ChatPlatform, Message, MessageKind, RateLimit};
use chrono::{DateTime, TimeDelta, Utc};
use memory_simulator::{MemoryPlatform, SentMessage};
use tokio_util::task::TaskTracker;

use super::{Engine, EngineDeps, WakeSignals, retention};
use crate::actions::{Actions, Random, SeededRandom, destination_of};
use crate::clock::{Clock, ManualClock};
use crate::domain::directory::{
    ContactMethod, Destination, Directory, Group, GroupKind, Languages, Person, Role, Roster, Side,
};
use crate::domain::escalation::target::Duty;
use crate::domain::incident::{ActContext, Actor, ContractRef, Incident, Opening, Report};
use crate::domain::notice::{Intent, Notice, OutOfContractReason, PageReason, Priority, Recipient};
use crate::domain::timer::{TimerChange, TimerKind};
use crate::ids::{IncidentNumber, PersonId};
use crate::outbox::delivery_context::Delivery;
use crate::outbox::renderer::Renderer;
use crate::plans::Plans;
use crate::store::directory::{kind, put};
use crate::store::{About, Commit, Fence, IncidentChange, NewMessage, Outcome, Partition, Store};

pub(crate) struct Rig {
    pub(crate) store: Store,
    pub(crate) platform: Arc<MemoryPlatform>,
    /// Another platform, called `annex`.
    pub(crate) annex: Arc<MemoryPlatform>,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) engine: Arc<Engine>,
    pub(crate) random: Arc<SeededRandom>,
    pub(crate) wake: Arc<WakeSignals>,
    _folder: tempfile::TempDir,
}

/// Dora is the duty manager: first by direct message, then in the staff room `ops`. Lee has only a
/// direct message. The customer's room is `acme`.
impl Rig {
    pub(crate) async fn new() -> Self {
        Self::with(MemoryPlatform::poorest).await
    }

    /// With the limit of a `DingTalk` robot: the 21st message in a minute mutes it for ten minutes.
    pub(crate) async fn limited() -> Self {
        let rate =
            RateLimit { count: 20, per: Duration::from_mins(1), mute: Duration::from_mins(10) };
        Self::with(|name| MemoryPlatform::poorest(name).with_rate(rate)).await
    }

    pub(crate) async fn with(platform: impl FnOnce(&str) -> MemoryPlatform) -> Self {
        let clock = Arc::new(ManualClock::starting_at(start()));
        let now = Arc::clone(&clock);
        let platform = Arc::new(platform("fake").with_now(move || now.now()));
        let now = Arc::clone(&clock);
        let annex = Arc::new(MemoryPlatform::poorest("annex").with_now(move || now.now()));
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("watchbell.db").display());
        let store = Store::open(&url, &TaskTracker::new()).await.unwrap();
        declare_people(&store).await;
        let random = Arc::new(SeededRandom::from_seed(7));
        let wake = Arc::new(WakeSignals::default());
        let platforms = [&platform, &annex];
        let engine = engine_on(&store, platforms, clock.clone(), &random, &wake);
        Self { store, platform, annex, clock, engine, random, wake, _folder: folder }
    }

    /// Another engine on the same store and platform, as after a restart or in a second process.
    pub(crate) fn another_engine(&self) -> Arc<Engine> {
        engine_on(
            &self.store,
            [&self.platform, &self.annex],
            self.clock.clone(),
            &self.random,
            &Arc::new(WakeSignals::default()),
        )
    }

    /// The same engine by another clock.
    pub(crate) fn engine_by(&self, clock: Arc<dyn Clock>) -> Arc<Engine> {
        engine_on(&self.store, [&self.platform, &self.annex], clock, &self.random, &self.wake)
    }

    /// Sets a timer of an incident, beside what the domain would decide.
    pub(crate) async fn set_timer(
        &self,
        number: IncidentNumber,
        kind: TimerKind,
        due_at: DateTime<Utc>,
    ) {
        let mut incident = self.store.incident(number).await.unwrap().unwrap();
        incident.timers.apply(&[TimerChange::Set { kind, due_at }]);
        let incident = IncidentChange::Update(Box::new(incident));
        let done = self.store.commit(Commit { incident, ..Commit::default() }).await.unwrap();
        assert!(matches!(done, Outcome::Done { .. }));
    }

    /// The engine's right to send a message.
    pub(crate) async fn fence_of(&self, id: i64) -> Fence {
        let now = self.clock.now();
        self.engine.partitions.hold(now).await.unwrap();
        let waiting = self.store.waiting_messages(None).await.unwrap();
        let message = waiting.iter().find(|message| message.id == id).unwrap();
        let partition = Partition::of_destination(message.destination);
        self.engine.partitions.fence(partition, now).unwrap()
    }

    /// How many messages wait, and how many dead letters there are.
    pub(crate) async fn waiting_and_dead(&self) -> (usize, i64) {
        let waiting = self.store.waiting_messages(None).await.unwrap();
        (waiting.len(), self.store.count_dead_letters().await.unwrap())
    }

    /// Moves the clock from due instant to due instant, doing what is due at each.
    pub(crate) async fn advance(&self, by: TimeDelta) {
        let until = self.clock.now() + by;
        self.engine.tick_until_idle(self.clock.now()).await.unwrap();
        while let Some(due) =
            self.engine.next_due(self.clock.now()).await.unwrap().filter(|due| *due <= until)
        {
            assert!(due > self.clock.now(), "something due now was left undone");
            self.clock.advance_to(due);
            self.engine.tick_until_idle(due).await.unwrap();
        }
        self.clock.advance_to(until);
    }

    pub(crate) async fn tick(&self) {
        self.engine.tick_until_idle(self.clock.now()).await.unwrap();
    }

    /// Queues a notice, now; gives back the key of its row.
    pub(crate) async fn say(&self, incident: Option<IncidentNumber>, notice: Notice) -> i64 {
        self.store.queue(vec![self.message(incident, notice)]).await.unwrap();
        let waiting = self.store.waiting_messages(None).await.unwrap();
        waiting.iter().map(|message| message.id).max().unwrap()
    }

    pub(crate) fn message(&self, incident: Option<IncidentNumber>, notice: Notice) -> NewMessage {
        let now = self.clock.now();
        let directory = self.store.directory();
        let (destination, contact_method) = destination_of(&directory, &notice.to, 0).unwrap();
        NewMessage {
            about: incident.map_or(About::Nothing, About::Incident),
            destination,
            contact_method,
            notice,
            reply_to: None,
            may_have_arrived: false,
            arrived_by: 0,
            follows_reply: false,
            created_at: now,
            due_at: now,
        }
    }

    /// Opens an incident outside every contract; Dora is paged for it every five minutes. Its
    /// notices are dropped.
    pub(crate) async fn open(&self) -> Incident {
        let (mut incident, mut decision) =
            self.in_act_context(|act_context| Incident::open(opening(), act_context));
        let entries = incident.apply(&mut decision, self.clock.now());
        let change = IncidentChange::Insert(Box::new(incident));
        let commit = Commit { incident: change, entries, ..Commit::default() };
        let Outcome::Done { incident: Some(opened) } = self.store.commit(commit).await.unwrap()
        else {
            panic!("not opened")
        };
        Incident::clone(&opened)
    }

    /// Dora takes the incident.
    pub(crate) async fn acknowledge(&self, number: IncidentNumber) {
        let incident = self.store.incident(number).await.unwrap().unwrap();
        let dora = Actor::Person { id: "dora".into(), name: "Dora".into(), side: Side::Support };
        let (mut incident, mut decision) =
            self.in_act_context(|act_context| incident.acknowledge(act_context, &dora)).unwrap();
        incident.apply(&mut decision, self.clock.now());
        let change = IncidentChange::Update(Box::new(incident));
        let commit = Commit { incident: change, ..Commit::default() };
        self.store.commit(commit).await.unwrap();
    }

    fn in_act_context<T>(&self, decide: impl FnOnce(&mut ActContext<'_>) -> T) -> T {
        let directory = self.store.directory();
        decide(&mut ActContext {
            now: self.clock.now(),
            entitlement: None,
            roster: Roster { directory: &directory, customer: None, tam_in_coverage: true },
            page_code: &mut || self.random.page_code(),
        })
    }

    pub(crate) fn sent_to(&self, address: &str) -> Vec<SentMessage> {
        self.platform.sent_to(address)
    }

    pub(crate) fn texts_to(&self, address: &str) -> Vec<String> {
        self.sent_to(address).into_iter().map(|sent| sent.text).collect()
    }
}

pub(crate) fn start() -> DateTime<Utc> {
    "2026-03-02T01:00:00Z".parse().unwrap()
}

/// Seconds since the start.
pub(crate) fn second_of(sent: &SentMessage) -> f64 {
    f64::from(i32::try_from((sent.at - start()).num_milliseconds()).unwrap()) / 1000.0
}

/// The page an open incident has for Dora.
pub(crate) fn page_for_dora(incident: &Incident) -> Notice {
    let code = incident.paging.open[0].code.clone();
    let reason = PageReason { target: "duty_manager".into(), step: 1, steps: 1, attempt: 1 };
    Notice { to: person("dora"), priority: Priority::Page, intent: Intent::Page { code, reason } }
}

pub(crate) fn person(id: &str) -> Recipient {
    Recipient::Person(PersonId::new(id))
}

pub(crate) fn staff_room() -> Recipient {
    Recipient::Group("ops".into())
}

pub(crate) fn answer(to: Recipient, priority: Priority, words: &str) -> Notice {
    Notice { to, priority, intent: reply(words, None) }
}

pub(crate) fn reply(words: &str, only_for: Option<&str>) -> Intent {
    let message = Box::new(Message::new(MessageKind::Reply, words));
    Intent::Answer { message, only_for: only_for.map(str::to_owned) }
}

/// Says the intent's own name; enough to see what left.
struct Plain;

impl Renderer for Plain {
    fn notice(&self, delivery: &Delivery) -> Message {
        Message::new(MessageKind::Notice, words(delivery))
    }

    fn thread_name(&self, delivery: &Delivery) -> Option<String> {
        delivery.incident.as_ref().map(|incident| incident.number.to_string())
    }

    fn merged(&self, messages: &[Message], _: Languages) -> Message {
        let mut message = Message::new(MessageKind::Notice, format!("{} at once", messages.len()));
        message.lines = messages.iter().map(|each| each.headline.clone()).collect();
        message
    }
}

fn words(delivery: &Delivery) -> String {
    let number =
        delivery.incident.as_ref().map(|incident| incident.number.to_string()).unwrap_or_default();
    match &delivery.intent {
        Intent::Answer { message, .. } => message.plain_text(),
        Intent::Page { code, .. } => format!("page {number} {code}"),
        Intent::DeadLetter { what, address, error, .. } => {
            format!("dead {} to {address}: {error}", <&str>::from(*what))
        }
        other => {
            format!("{} {number}", serde_json::to_value(other).unwrap()["say"].as_str().unwrap())
        }
    }
}

fn engine_on(
    store: &Store,
    platforms: [&Arc<MemoryPlatform>; 2],
    clock: Arc<dyn Clock>,
    random: &Arc<SeededRandom>,
    wake: &Arc<WakeSignals>,
) -> Arc<Engine> {
    let plans = Arc::new(Plans::load(None, None).unwrap());
    Arc::new(Engine::new(EngineDeps {
        store: store.clone(),
        actions: Actions::new(store.clone(), plans, random.clone(), wake.clone()),
        platforms: platforms.map(|platform| Arc::clone(platform) as Arc<dyn ChatPlatform>).into(),
        renderer: Arc::new(Plain),
        clock,
        random: random.clone(),
        wake: wake.clone(),
        kept: retention::KEPT,
    }))
}

fn fake(address: &str) -> Destination {
    Destination { platform: "fake".into(), address: address.into() }
}

async fn declare_people(store: &Store) {
    let ops = group("ops", GroupKind::Staff);
    let acme = group("acme", GroupKind::Customer("acme".into()));
    let dora = staff(
        "dora",
        vec![ContactMethod::Direct(fake("user:dora")), ContactMethod::StaffGroup("ops".into())],
    );
    let lee = staff("lee", vec![ContactMethod::Direct(fake("user:lee"))]);
    let directory = vec![
        put(kind::GROUP, "ops", &ops).unwrap(),
        put(kind::GROUP, "acme", &acme).unwrap(),
        put(kind::PERSON, "dora", &dora).unwrap(),
        put(kind::PERSON, "lee", &lee).unwrap(),
        put(kind::DUTY_MANAGER, "duty_manager", &Duty::Person("dora".into())).unwrap(),
    ];
    store.commit(Commit { directory, ..Commit::default() }).await.unwrap();
    let directory: Arc<Directory> = store.reload_directory().await.unwrap();
    assert_eq!(directory.people.len(), 2);
}

fn group(id: &str, kind: GroupKind) -> Group {
    Group {
        id: id.into(),
        name: id.to_owned(),
        kind,
        room: fake(id),
        bot_name: "Watchbell".into(),
        language: Languages::En,
        channel: "im".into(),
        members: Vec::new(),
        mirrors: Vec::new(),
    }
}

fn staff(id: &str, contact_methods: Vec<ContactMethod>) -> Person {
    Person {
        id: id.into(),
        name: id.to_owned(),
        role: Role::DutyManager,
        customer: None,
        language: Languages::En,
        zone: None,
        accounts: Vec::new(),
        contact_methods,
        email: None,
    }
}

fn opening() -> Opening {
    Opening {
        continues: None,
        contract_ref: ContractRef::OutOfContract {
            why: OutOfContractReason::UnknownGroup,
            customer: None,
        },
        room: fake("acme"),
        group: Some("acme".into()),
        mirrors: Vec::new(),
        language: Languages::En,
        zone: chrono_tz::Asia::Shanghai,
        severity: None,
        rank: 1,
        title: "payments fail".into(),
        reporter: Actor::Guest { account: "u1".into(), name: "Kim".into() },
        express: None,
        report: Report::default(),
    }
}
