//! The whole bot on a database of its own, with a clock that does not run and a chat platform in
//! memory.
//!
//! People speak with [`TestBot::says`] and [`TestBot::whispers`]; time passes with
//! [`TestBot::advance`]; what can be read is in [`posts`](super::posts). A journey ends with
//! [`TestBot::finish`], which fails when something that was due is left lying.

use std::sync::{Arc, Mutex};

use chat::{ChatEvent, ChatPlatform, EventBody, Room, RoomKind};
use chrono::{DateTime, TimeDelta, Utc};
use memory_simulator::MemoryPlatform;
use watchbell::actions::SeededRandom;
use watchbell::app::{Bot, BotDeps};
use watchbell::clock::{Clock, ManualClock};
use watchbell::domain::incident::{Fact, Incident, TimelineEntry};
use watchbell::handlers::OpeningsAMinute;
use watchbell::ids::IncidentNumber;
use watchbell::plans::Plans;

use super::posts::Journal;
use super::{Database, at, end_leases, people};

/// When the journeys begin: a Tuesday, 16:30 in Beijing and 09:30 in Zurich, so that all desks are
/// staffed.
pub(crate) fn tuesday() -> DateTime<Utc> {
    at("2026-03-10T08:30:00Z")
}

pub(crate) fn minutes(count: i64) -> TimeDelta {
    TimeDelta::minutes(count)
}

/// What the chat platform can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chat {
    /// Text in, text out, 500 characters.
    Poorest,
    /// Everything, answers on its own response included.
    Rich,
    /// Everything else: receives over a connection of its own, answers by messages.
    Gateway,
}

/// The bot, its clock and its chat platform.
pub(crate) struct TestBot {
    pub(crate) bot: Bot,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) platform: Arc<MemoryPlatform>,
    /// Another platform, on which nobody of the cast is known.
    pub(crate) annex: Arc<MemoryPlatform>,
    /// Mailboxes.
    pub(crate) mail: Arc<MemoryPlatform>,
    pub(crate) plans: Arc<Plans>,
    pub(super) journal: Mutex<Journal>,
    database: String,
    random: Arc<SeededRandom>,
    openings: OpeningsAMinute,
}

impl TestBot {
    /// A bot that knows the cast, on an empty database, on [`tuesday`].
    pub(crate) async fn on(database: &Database, chat: Chat) -> Self {
        Self::starting_at(database, chat, tuesday()).await
    }

    /// The same at another instant.
    pub(crate) async fn starting_at(database: &Database, chat: Chat, start: DateTime<Utc>) -> Self {
        let clock = Arc::new(ManualClock::starting_at(start));
        let now = Arc::clone(&clock);
        let open = |name: &str| {
            let now = Arc::clone(&now);
            let platform = match chat {
                Chat::Poorest => MemoryPlatform::poorest(name),
                Chat::Rich => MemoryPlatform::rich(name),
                Chat::Gateway => MemoryPlatform::lively(name).with_gateway(),
            };
            Arc::new(platform.with_now(move || now.now()))
        };
        let (platform, annex) = (open(people::PLATFORM), open(people::ANNEX));
        let by_clock = Arc::clone(&clock);
        let mail = MemoryPlatform::of_mailboxes(people::MAIL).with_now(move || by_clock.now());
        let mail = Arc::new(mail);
        let (plans, random) = (people::shipped_plans(), Arc::new(SeededRandom::from_seed(7)));
        let openings = OpeningsAMinute::default();
        let platforms = [&platform, &annex, &mail];
        let bot = assemble(&database.url, &plans, platforms, &clock, &random, openings).await;
        people::introduce(&bot.actions.store, &plans).await;
        let (database, journal) = (database.url.clone(), Mutex::default());
        Self { bot, clock, platform, annex, mail, plans, journal, database, random, openings }
    }

    /// Ends the process without a word and starts it again on the same database, when its time is
    /// over.
    pub(crate) async fn restart(&mut self) {
        self.bot.actions.store.close().await;
        end_leases(&self.database).await;
        let platforms = [&self.platform, &self.annex, &self.mail];
        let (clock, random) = (&self.clock, &self.random);
        self.bot =
            assemble(&self.database, &self.plans, platforms, clock, random, self.openings).await;
    }

    /// From now on anybody may open any number of incidents without a yes.
    pub(crate) async fn lift_opening_limits(&mut self) {
        self.openings = OpeningsAMinute { by_account: 0, in_room: 0 };
        self.restart().await;
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Somebody writes to the bot in a group; gives back what can be read there because of it.
    pub(crate) async fn says(&self, who: &str, group: &str, text: &str) -> String {
        self.handle(self.platform.says(group, who, text)).await
    }

    /// Somebody writes to the bot alone; gives back what they read because of it.
    pub(crate) async fn whispers(&self, who: &str, text: &str) -> String {
        let event = self.platform.says(who, who, text);
        self.handle(in_direct_chat(event)).await
    }

    /// Somebody writes in a group of the other platform.
    pub(crate) async fn says_in_annex(&self, who: &str, group: &str, text: &str) -> String {
        self.handle(self.annex.says(group, who, text)).await
    }

    /// Somebody writes to the bot alone on the other platform.
    pub(crate) async fn whispers_in_annex(&self, who: &str, text: &str) -> String {
        let event = self.annex.says(who, who, text);
        self.handle(in_direct_chat(event)).await
    }

    /// Somebody presses a button under a page in their direct chat.
    pub(crate) async fn presses(&self, who: &str, key: &str) -> String {
        let event =
            self.platform.event(who, who, EventBody::Action { key: key.to_owned(), message: None });
        self.handle(in_direct_chat(event)).await
    }

    /// An event arrives, and everything happens that follows from it at once.
    pub(crate) async fn handle(&self, event: ChatEvent) -> String {
        let room = event.room.address.clone();
        let before = self.posts_in(&room).len();
        self.deliver(event).await;
        self.bot.settle().await.unwrap();
        let after = self.posts_in(&room).split_off(before);
        after.into_iter().map(|post| post.text).collect::<Vec<_>>().join("\n---\n")
    }

    /// An event arrives; the outbox stays as it is.
    pub(crate) async fn deliver(&self, event: ChatEvent) {
        let room = event.room.address.clone();
        let outcome = self.bot.handlers.handle(event.clone(), self.now()).await.unwrap();
        if let Some(answer) = &outcome.reply {
            let platform =
                if event.platform == people::ANNEX { &self.annex } else { &self.platform };
            let shown = platform.respond(Some(&event), &outcome);
            self.note_answer(&room, answer, String::from_utf8(shown.body).unwrap());
        }
    }

    /// Time passes; everything happens at its own instant.
    pub(crate) async fn advance(&self, by: TimeDelta) {
        self.advance_to(self.now() + by).await;
    }

    pub(crate) async fn advance_to(&self, goal: DateTime<Utc>) {
        self.bot.advance_to(&self.clock, goal).await.unwrap();
    }

    /// The incident of a number, as the support side sees it.
    pub(crate) async fn incident(&self, number: i64) -> Incident {
        let found = self.bot.actions.store.incident(IncidentNumber(number)).await;
        found.unwrap().unwrap_or_else(|| panic!("there is no incident {number}"))
    }

    pub(crate) async fn timeline(&self, number: i64) -> Vec<TimelineEntry> {
        let incident = self.incident(number).await;
        self.bot.actions.store.timeline_of(incident.number).await.unwrap()
    }

    /// The instants at which something of a kind was recorded.
    pub(crate) async fn instants_of(
        &self,
        number: i64,
        is: fn(&Fact) -> bool,
    ) -> Vec<DateTime<Utc>> {
        let timeline = self.timeline(number).await;
        timeline.into_iter().filter(|entry| is(&entry.fact)).map(|entry| entry.at).collect()
    }

    /// Nothing that is due now may be left, and nothing may have been undeliverable.
    pub(crate) async fn finish(self) {
        let dead = self.bot.actions.store.dead_letters(10).await.unwrap();
        assert!(dead.is_empty(), "{dead:?}");
        self.finish_with_dead_letters().await;
    }

    /// The same where a way was closed on purpose.
    pub(crate) async fn finish_with_dead_letters(self) {
        let next_due = self.bot.engine.next_due(self.now()).await.unwrap();
        assert!(
            next_due.is_none_or(|due_at| due_at > self.now()),
            "due at {next_due:?} and not done"
        );
        self.bot.actions.store.close().await;
    }
}

async fn assemble(
    database: &str,
    plans: &Arc<Plans>,
    platforms: [&Arc<MemoryPlatform>; 3],
    clock: &Arc<ManualClock>,
    random: &Arc<SeededRandom>,
    openings: OpeningsAMinute,
) -> Bot {
    let deps = BotDeps {
        database: database.to_owned(),
        plans: Arc::clone(plans),
        platforms: platforms.map(|platform| Arc::clone(platform) as Arc<dyn ChatPlatform>).to_vec(),
        clock: Arc::clone(clock) as Arc<dyn Clock>,
        random: Arc::clone(random) as Arc<_>,
        kept: TimeDelta::days(90),
        openings,
        links: None,
    };
    Bot::assemble(deps).await.unwrap()
}

/// The same words said to the bot alone.
pub(crate) fn in_direct_chat(event: ChatEvent) -> ChatEvent {
    let room = Room { kind: RoomKind::Direct, ..event.room.clone() };
    ChatEvent { room, ..event }
}
