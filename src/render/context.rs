//! The render context: what a sentence may use, and who will read it.

use std::borrow::Cow;

use chat::{Line, Mention, Message, MessageKind, Span};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::block::{self, Block};
use super::lang::{Language, Languages};
use super::phrase::{self, Word, typed};
use super::time::Clock;
use crate::domain::directory::{Customer, Directory, Person, Roster, Side};
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::{Actor, Incident, OpenQuestion};
use crate::ids::{GroupId, PersonId, RotationId};

/// What a sentence may use.
#[derive(Debug, Clone, Copy)]
pub struct RenderContext<'a> {
    pub now: DateTime<Utc>,
    pub directory: &'a Directory,
    /// The promises in force for the customer; none outside every contract.
    pub entitlement: Option<&'a Entitlement>,
    /// The incident that is spoken of, as it is now.
    pub incident: Option<&'a Incident>,
    pub audience: Audience<'a>,
}

/// Who will read it.
#[derive(Debug, Clone, Copy)]
pub struct Audience<'a> {
    pub language: Languages,
    /// The platform the message goes to; mentions need an account there.
    pub platform: &'a str,
    /// Which side reads the room.
    pub side: Side,
    /// Whether a card can be changed there later; only such a card has buttons.
    pub keeps_cards: bool,
    /// The one person it is for, where it is for one.
    pub reader: Option<&'a Person>,
    /// The group it is read in, where the directory knows one.
    pub group: Option<&'a GroupId>,
    pub acts: Acts,
}

/// How whoever reads along can act on an incident.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Acts {
    /// By commands that they type.
    #[default]
    ByWords,
    /// By links in the messages only, because the platform delivers nothing that is typed there.
    ByLinks,
    /// By either.
    ByEither,
}

/// A render context with an incident in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct IncidentView<'a> {
    pub(super) context: &'a RenderContext<'a>,
    pub(super) incident: &'a Incident,
}

impl<'a> RenderContext<'a> {
    /// The zone in which instants are told: the customer's.
    pub fn zone(&self) -> Tz {
        let incident = self.incident.map(|incident| incident.zone);
        incident.or_else(|| self.entitlement.map(|terms| terms.zone)).unwrap_or(chrono_tz::UTC)
    }

    pub(super) fn view(&'a self) -> Option<IncidentView<'a>> {
        self.incident.map(|incident| IncidentView { context: self, incident })
    }

    pub(super) fn clock(&self, language: Language) -> Clock {
        Clock { language, zone: self.zone(), now: self.now }
    }

    /// The name of a person; the id when the directory no longer has them, and a dash where names
    /// were removed.
    pub(super) fn name<'n>(&'n self, id: &'n PersonId) -> &'n str {
        if id.as_str().is_empty() {
            return "—";
        }
        self.directory.people.get(id).map_or(id.as_str(), |person| person.name.as_str())
    }

    /// What a rotation is called; its id where it has no name, or is no longer declared.
    pub(super) fn rotation<'n>(&'n self, language: Language, id: &'n RotationId) -> &'n str {
        self.directory.rotation(id).map_or(id.as_str(), |rotation| rotation.called(language))
    }

    /// The name of a group that this audience may know: a customer learns of no staff room, and of
    /// no other customer's group.
    pub(super) fn room<'n>(&'n self, id: &GroupId) -> Option<&'n str> {
        let group = self.directory.groups.get(id)?;
        let customer = self.incident.and_then(|incident| incident.contract_ref.customer());
        let may_hear =
            !self.is_for_customer() || (customer.is_some() && group.customer() == customer);
        may_hear.then_some(group.name.as_str())
    }

    /// A person mentioned by the means of the platform, if they have an account there.
    pub(super) fn call(&self, id: &PersonId) -> Line {
        let person = self.directory.people.get(id);
        let account = person.and_then(|person| person.account_on(self.audience.platform));
        let Some(account) = account else { return Line::text(self.name(id)) };
        let mention = Mention { account: account.to_owned(), display: self.name(id).to_owned() };
        Line(vec![Span::Mention(mention)])
    }

    /// Whether everything read here is one customer's: their group, or any room of theirs.
    pub(super) fn is_of_one_customer(&self) -> bool {
        let group = self.audience.group.and_then(|id| self.directory.groups.get(id));
        self.is_for_customer() || group.is_some_and(|group| group.customer().is_some())
    }

    /// The key of a sentence for where it is read: one group, or all that the reader may see.
    pub(super) fn place(&self, key: &str) -> String {
        let suffix = if self.is_of_one_customer() { "" } else { "-of-yours" };
        format!("{key}{suffix}")
    }

    /// Several people by name.
    pub(super) fn names<'n>(
        &self,
        language: Language,
        people: impl IntoIterator<Item = &'n PersonId>,
    ) -> String {
        let names: Vec<String> = people.into_iter().map(|id| self.name(id).to_owned()).collect();
        language.join(&names)
    }

    /// The key of a sentence that says what to do. Where nothing typed comes in it mentions the
    /// links instead.
    pub(super) fn how<'k>(&self, key: &'k str) -> Cow<'k, str> {
        match self.audience.acts {
            Acts::ByWords | Acts::ByEither => Cow::Borrowed(key),
            Acts::ByLinks => Cow::Owned(format!("{key}-by-link")),
        }
    }

    /// Whether messages to these customers carry links.
    pub(super) fn has_links(&self) -> bool {
        self.is_for_customer() && self.audience.acts != Acts::ByWords
    }

    pub(super) fn is_for_customer(&self) -> bool {
        self.audience.side == Side::Customer
    }

    /// A message of one block in each language of the audience.
    pub(super) fn write(&self, kind: MessageKind, block: impl Fn(Language) -> Block) -> Message {
        let mut message = block::message(kind, self.audience.language, block);
        message.incident = self.incident.map(|incident| incident.number.to_string());
        if message.lines.iter().any(phrase::has_lines) {
            message.lines = message.lines.into_iter().flat_map(phrase::in_lines).collect();
        }
        message
    }

    /// A reply without the headline of an incident.
    pub(super) fn reply(&self, block: impl Fn(Language) -> Block) -> Message {
        self.write(MessageKind::Reply, block)
    }
}

impl<'a> IncidentView<'a> {
    pub(super) fn customer(&self) -> Option<&'a Customer> {
        let id = self.incident.contract_ref.customer()?;
        self.context.directory.customers.get(id)
    }

    pub(super) fn customer_name(&self, language: Language) -> Cow<'a, str> {
        match self.customer() {
            Some(customer) => Cow::Borrowed(customer.name.as_str()),
            None => Cow::Owned(language.say("unknown-customer", &[])),
        }
    }

    pub(super) fn roster(&self) -> Roster<'a> {
        self.roster_at(self.context.now)
    }

    /// The people as they are at an instant.
    pub(super) fn roster_at(&self, at: DateTime<Utc>) -> Roster<'a> {
        let terms = self.context.entitlement;
        Roster {
            directory: self.context.directory,
            customer: self.customer(),
            tam_in_coverage: terms.is_none_or(|terms| terms.tam_is_in_coverage(at)),
        }
    }

    /// A person of the directory by name; anybody else under the name the platform showed.
    pub(super) fn actor(&self, language: Language, actor: &'a Actor) -> Word<'a> {
        match actor {
            Actor::Person { id, .. } => self.context.name(id).into(),
            Actor::Guest { name, .. } => typed(name.as_str()),
            Actor::Bot => language.say("the-bot", &[]).into(),
        }
    }

    /// Whether the incident is closed by itself when the customer never answers this.
    pub(super) fn closes_unanswered(&self, question: &OpenQuestion) -> bool {
        let (parks, rank) = (question.parks(), self.incident.rank);
        self.context.entitlement.is_some_and(|terms| terms.closes_unanswered(parks, rank))
    }

    /// Whether the reader may be told the time for the answer to an escalation: the support side
    /// always, a customer where the plan's document promises it.
    pub(super) fn tells_escalation_time(&self, urgent: bool) -> bool {
        let terms = self.context.entitlement;
        !self.context.is_for_customer()
            || terms.is_some_and(|terms| terms.promises_escalation_answer(urgent))
    }

    /// `#128`, as people type it.
    pub(super) fn short_number(&self) -> String {
        format!("#{}", self.incident.number.0)
    }
}
