//! Who speaks, from where, and what may be seen from there.

use std::sync::Arc;

use chat::{ChatEvent, EventBody, Message, Quoted, RoomKind, ThreadRef};
use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;

use crate::actions::{Actions, Origin};
use crate::commands::wall_time::{Until, WallTime};
use crate::commands::{incident_quoted, incident_quoted_in, words_addressed};
use crate::domain::calendar::wall;
use crate::domain::directory::{
    Customer, Destination, Directory, Group, GroupKind, Languages, Person, Role, Side,
};
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::Actor;
use crate::domain::notice::{Intent, Notice, Priority, Recipient};
use crate::ids::{GroupId, IncidentNumber};
use crate::render::{Acts, Audience, RenderContext};
use crate::store::Via;

/// One event with everything known about where it came from.
#[derive(Clone)]
pub(super) struct CommandContext<'a> {
    pub(super) now: DateTime<Utc>,
    pub(super) directory: &'a Directory,
    pub(super) origin: Origin,
    /// The group in which the caller writes or, in a customer's direct chat, for which they write.
    pub(super) group: Option<&'a Group>,
    pub(super) customer: Option<&'a Customer>,
    /// The promises in force in that group.
    pub(super) entitlement: Option<Arc<Entitlement>>,
    pub(super) person: Option<&'a Person>,
    /// Whom the act is recorded under.
    pub(super) actor: Actor,
    pub(super) account: String,
    /// The thread it was said in, for the answer.
    pub(super) thread: Option<ThreadRef>,
    /// What it was said under or in answer to, the nearest first.
    pub(super) said_under: Vec<SaidUnder>,
    /// What was typed, as it may be kept; none for a pressed button.
    pub(super) words: Option<String>,
    /// The accounts that the platform names as mentioned, without the bot's.
    pub(super) mentioned: Vec<String>,
    /// The message it answers, where the platform tells which one that is.
    pub(super) quoted: Option<String>,
    /// Whether they act by a signed link, which is a right in itself.
    pub(super) by_link: bool,
    pub(super) is_direct: bool,
    /// The code of the confirmation that the act on an incident uses up.
    pub(super) confirmed: Option<String>,
    /// When the caller first asked for help, where an answer of the bot came before the command.
    pub(super) asked_at: Option<DateTime<Utc>>,
}

/// What shows which incident a message is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SaidUnder {
    /// The message that it answers.
    Quote(String),
    /// The number in the words that it quotes. Anybody can write such words, so they count as much
    /// as a number that the caller types.
    QuotedWords(IncidentNumber),
    /// The thread that it is in.
    Thread(String),
}

/// Whose incidents can be seen from where the caller writes.
pub(super) enum View<'a> {
    /// Those of one customer's group, and those that are followed there.
    Group(&'a Group),
    /// Those of every customer: a staff room, or a staff member's direct chat.
    EveryCustomer,
    /// Those opened in a room that nobody declared.
    OutOfContract(&'a Destination),
}

impl<'a> CommandContext<'a> {
    pub(super) fn of(
        actions: &Actions,
        directory: &'a Directory,
        event: &ChatEvent,
        reply_in_response: &[String],
        now: DateTime<Utc>,
    ) -> Self {
        let room =
            Destination { platform: event.platform.clone(), address: event.room.address.clone() };
        let known = directory.person_behind(&event.platform, &event.sender.account);
        let is_direct = event.room.kind == RoomKind::Direct;
        let group =
            directory.group_in(&room).or_else(|| known.and_then(|p| own_group(directory, p)));
        let customer = group.and_then(|group| directory.customer_of(group));
        let entitlement = customer.zip(group).and_then(|(customer, group)| {
            customer
                .contract
                .is_in_force(now.with_timezone(&customer.zone).date_naive())
                .then_some(())?;
            actions.entitlement(directory, customer, &group.channel)
        });
        let person = known.filter(|person| is_welcome(person, group));
        let answers_itself = reply_in_response.contains(&event.platform);
        Self {
            now,
            directory,
            origin: Origin {
                platform: event.platform.clone(),
                event_id: event.id.clone(),
                reply_to: event
                    .reply_to
                    .as_ref()
                    .and_then(|reply| serde_json::to_string(reply).ok()),
                room,
                account: event.sender.account.clone(),
                via: match event.body {
                    EventBody::Action { .. } => Via::Button,
                    _ => Via::Message,
                },
                answers_itself,
                extra: None,
            },
            group,
            customer,
            entitlement,
            person,
            actor: actor(person, event),
            account: event.sender.account.clone(),
            thread: thread_of(event).cloned(),
            said_under: said_under(event, group.map_or("", |group| group.bot_name.as_str())),
            words: words_of(event),
            mentioned: mentioned_in(event),
            quoted: quoted(event),
            by_link: false,
            is_direct,
            confirmed: None,
            asked_at: None,
        }
    }

    /// The context of somebody who acts by a signed link. Whoever does so reads the answer on the
    /// link's page; what was done in a group is said in the group as well.
    #[must_use]
    pub(super) fn by_link(mut self) -> Self {
        self.by_link = true;
        self.origin.via = Via::Link;
        self.origin.answers_itself = self.is_direct;
        self
    }

    /// Whose incidents the caller may see from here.
    pub(super) fn view(&self) -> View<'_> {
        match self.group {
            Some(group) if group.customer().is_some() => View::Group(group),
            Some(_) if self.is_support() => View::EveryCustomer,
            None if self.is_direct && self.is_support() => View::EveryCustomer,
            _ => View::OutOfContract(&self.origin.room),
        }
    }

    /// The group in which the message was typed; none in a direct chat.
    pub(super) fn spoken_in(&self) -> Option<&GroupId> {
        self.directory.group_in(&self.origin.room).map(|group| &group.id)
    }

    /// The other groups of the customer in whose group the caller speaks, in the order of their
    /// ids.
    pub(super) fn sibling_groups(&self, own: &Group) -> Vec<&'a Group> {
        let is_sibling = |group: &&Group| {
            group.id != own.id && own.customer().is_some() && group.customer() == own.customer()
        };
        let mut siblings: Vec<&Group> = self.directory.groups.values().filter(is_sibling).collect();
        siblings.sort_by(|a, b| a.id.cmp(&b.id));
        siblings
    }

    pub(super) fn is_support(&self) -> bool {
        self.actor.is_support()
    }

    /// Somebody in a customer's group who is not in the directory counts as a customer.
    pub(super) fn role(&self) -> Role {
        self.person.map_or(Role::Customer, |person| person.role)
    }

    /// Whether somebody whom the directory does not know writes to the bot alone.
    pub(super) fn is_unknown_alone(&self) -> bool {
        self.is_direct && self.group.is_none() && self.person.is_none()
    }

    /// Whether customers read this room.
    pub(super) fn is_in_customers_room(&self) -> bool {
        !self.is_direct && !matches!(self.group.map(|group| &group.kind), Some(GroupKind::Staff))
    }

    pub(super) fn bot_name(&self) -> &str {
        self.group.map_or("", |group| group.bot_name.as_str())
    }

    /// What was typed, without the ways of addressing the bot.
    pub(super) fn said(&self) -> String {
        let typed = self.words.as_deref().unwrap_or_default();
        words_addressed(typed, self.bot_name(), true).unwrap_or_default()
    }

    pub(super) fn language(&self) -> Languages {
        let own = self.person.map(|person| person.language);
        let of_group = self.group.map(|group| group.language);
        let language = if self.is_direct { own.or(of_group) } else { of_group.or(own) };
        // Nothing is known of an undeclared room, so the bot writes both languages there.
        language.unwrap_or(Languages::Both)
    }

    /// The zone in which the caller's wall times are meant.
    pub(super) fn zone(&self) -> Tz {
        self.customer.map_or(chrono_tz::Asia::Shanghai, |customer| customer.zone)
    }

    /// The instant a wall time means here; none when there is no such time.
    pub(super) fn instant(&self, time: WallTime, zone: Tz) -> Option<DateTime<Utc>> {
        next_instant(time, zone, self.now)
    }

    /// The instant at which something ends that begins at `from`. A time without a day of its own
    /// is the next one after the beginning.
    pub(super) fn end(&self, until: Until, from: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
        match until {
            Until::Minutes(minutes) => Some(from + chrono::TimeDelta::minutes(minutes.into())),
            Until::Time(time) if time.follows_beginning() => next_instant(time, zone, from),
            Until::Time(time) => self.instant(time, zone),
        }
    }

    /// The context in which sentences for the caller are rendered.
    pub(super) fn render_context<'s>(
        &'s self,
        entitlement: Option<&'s Entitlement>,
        incident: Option<&'s crate::domain::incident::Incident>,
    ) -> RenderContext<'s> {
        let side = self.side_of_audience();
        let audience = Audience {
            language: self.language(),
            platform: &self.origin.platform,
            side,
            // A reply in the platform's own response has no message reference, so no card can be
            // updated later.
            keeps_cards: false,
            reader: self.person,
            group: self.spoken_in(),
            // Nothing can be typed on a link's page; the links are in the group.
            acts: if self.by_link { Acts::ByLinks } else { Acts::ByWords },
        };
        RenderContext { now: self.now, directory: self.directory, entitlement, incident, audience }
    }

    /// A message as the reply to the caller, in the room of the command; for the caller alone if
    /// that is wanted and the platform can do it.
    pub(super) fn answer(&self, message: &Message, private: bool) -> Notice {
        let message = Message { thread: self.thread.clone(), ..message.clone() };
        Notice {
            to: Recipient::Room(self.origin.room.clone()),
            priority: Priority::Reply,
            intent: Intent::Answer {
                message: Box::new(message),
                only_for: private.then(|| self.account.clone()),
            },
        }
    }

    /// Which side reads along where the caller speaks.
    pub(super) fn side_of_audience(&self) -> Side {
        if self.is_in_customers_room() { Side::Customer } else { self.side_of_reader() }
    }

    fn side_of_reader(&self) -> Side {
        if self.is_support() { Side::Support } else { Side::Customer }
    }
}

fn thread_of(event: &ChatEvent) -> Option<&ThreadRef> {
    match &event.body {
        EventBody::Message { thread, .. } => thread.as_ref(),
        EventBody::Wordless { .. } | EventBody::Action { .. } | EventBody::Membership { .. } => {
            None
        }
    }
}

fn words_of(event: &ChatEvent) -> Option<String> {
    match &event.body {
        EventBody::Message { text, .. } => Some(text.clone()),
        EventBody::Wordless { .. } | EventBody::Action { .. } | EventBody::Membership { .. } => {
            None
        }
    }
}

fn mentioned_in(event: &ChatEvent) -> Vec<String> {
    match &event.body {
        EventBody::Message { mentioned, .. } => mentioned.clone(),
        EventBody::Action { .. } | EventBody::Membership { .. } | EventBody::Wordless { .. } => {
            Vec::new()
        }
    }
}

fn said_under(event: &ChatEvent, bot_name: &str) -> Vec<SaidUnder> {
    let EventBody::Message { text, quoted, thread, .. } = &event.body else { return Vec::new() };
    let quoted = quoted.as_ref().and_then(|quoted| match quoted {
        Quoted::Message(message) => Some(SaidUnder::Quote(message.0.clone())),
        Quoted::Words(words) => incident_quoted(words).map(SaidUnder::QuotedWords),
    });
    let in_front = incident_quoted_in(text, bot_name).map(SaidUnder::QuotedWords);
    let thread = thread.iter().map(|thread| SaidUnder::Thread(thread.0.clone()));
    quoted.into_iter().chain(in_front).chain(thread).collect()
}

fn quoted(event: &ChatEvent) -> Option<String> {
    match &event.body {
        EventBody::Message { quoted: Some(Quoted::Message(message)), .. } => {
            Some(message.0.clone())
        }
        _ => None,
    }
}

/// The group a customer means when they write to the bot alone.
fn own_group<'a>(directory: &'a Directory, person: &Person) -> Option<&'a Group> {
    let customer = person.customer.as_ref()?;
    let mut groups: Vec<&Group> = directory
        .groups
        .values()
        .filter(|group| group.customer() == Some(customer) && group.members.contains(&person.id))
        .collect();
    groups.sort_by(|a, b| a.id.cmp(&b.id));
    groups.first().copied()
}

/// Whether somebody known speaks with their own rights here: a customer's person only in that
/// customer's groups, a staff member where they are listed or where nobody is.
fn is_welcome(person: &Person, group: Option<&Group>) -> bool {
    let Some(group) = group else { return true };
    let is_listed = group.members.is_empty() || group.members.contains(&person.id);
    match person.role.side() {
        Side::Support => is_listed || group.customer().is_none(),
        Side::Customer => {
            group.customer().is_some() && group.customer() == person.customer.as_ref()
        }
    }
}

fn actor(person: Option<&Person>, event: &ChatEvent) -> Actor {
    match person {
        Some(person) => Actor::Person {
            id: person.id.clone(),
            name: person.name.clone(),
            side: person.role.side(),
        },
        None => Actor::Guest {
            account: event.sender.account.clone(),
            name: event.sender.display.clone(),
        },
    }
}

/// The first instant from `from` on at which a clock in the zone shows that time: in the hour that
/// is repeated when clocks go back, the next one to come.
fn next_instant(time: WallTime, zone: Tz, from: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let local: NaiveDateTime = zone.from_utc_datetime(&from.naive_utc()).naive_local();
    let walls = time.candidates(local);
    let instants = walls
        .iter()
        .flat_map(|wall| [wall::opening_at(zone, *wall), wall::closing_at(zone, *wall)]);
    let to_come = instants.filter(|at| *at >= from).min();
    to_come.or_else(|| walls.last().map(|wall| wall::opening_at(zone, *wall)))
}
