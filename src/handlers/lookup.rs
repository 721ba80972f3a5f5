//! Which incident is meant, and which person.

use chrono::TimeDelta;

use super::Handlers;
use super::context::{CommandContext, SaidUnder, View};
use super::outcome::Stopped;
use super::recent_commands::Guessed;
use super::reply::Reply;
use crate::commands::command::{PersonName, Target};
use crate::domain::directory::{Customer, Person, Side};
use crate::domain::incident::Incident;
use crate::ids::IncidentNumber;

/// A page older than this is not meant by a bare "got it".
const RECENT_PAGES: TimeDelta = TimeDelta::hours(24);
/// How many incidents are named when one has to be chosen, or looked through for the caller's own.
const CHOICES: i64 = 10;

impl Handlers {
    /// The incident of a number; without one, that of the quoted message or of the thread, or the
    /// only open one in view. What belongs to somebody else reads as what does not exist.
    pub(super) async fn find(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
    ) -> Result<Incident, Stopped> {
        match number {
            Some(number) => {
                self.in_view(context, number).await?.ok_or(Reply::NotFound { number }.into())
            }
            None => match self.spoken_under(context).await? {
                Some(incident) => Ok(incident),
                None => self.only_open(context).await,
            },
        }
    }

    /// The incident of the message that is quoted, else of the thread that is written in. Of
    /// messages only those of this very room are looked at, and the incident must be one that can
    /// be seen from here.
    pub(super) async fn spoken_under(
        &self,
        context: &CommandContext<'_>,
    ) -> Result<Option<Incident>, Stopped> {
        for under in &context.said_under {
            if let Some(seen) = self.seen_under(context, under).await? {
                return Ok(Some(seen));
            }
        }
        Ok(None)
    }

    pub(super) async fn seen_under(
        &self,
        context: &CommandContext<'_>,
        under: &SaidUnder,
    ) -> Result<Option<Incident>, Stopped> {
        let number = match under {
            SaidUnder::QuotedWords(number) => Some(*number),
            SaidUnder::Quote(reference) | SaidUnder::Thread(reference) => {
                self.actions.store.spoken_of(&context.origin.room, reference).await?
            }
        };
        match number {
            Some(number) => self.in_view(context, number).await,
            None => Ok(None),
        }
    }

    pub(super) async fn in_view(
        &self,
        context: &CommandContext<'_>,
        number: IncidentNumber,
    ) -> Result<Option<Incident>, Stopped> {
        let store = &self.actions.store;
        Ok(match context.view() {
            View::EveryCustomer => store.incident(number).await?,
            View::Group(group) => self.followed_in(context, group, number).await?,
            View::OutOfContract(room) => store.incident_in(room, number).await?,
        })
    }

    async fn only_open(&self, context: &CommandContext<'_>) -> Result<Incident, Stopped> {
        let mut open = match context.view() {
            View::EveryCustomer => self.unanswered_of(context).await?,
            View::Group(group) => self.open_followed_in(context, group, CHOICES).await?,
            View::OutOfContract(room) => {
                self.actions.store.open_incidents_in(room, CHOICES).await?
            }
        };
        match open.len() {
            0 => Err(Reply::NothingOpen.into()),
            1 => Ok(open.remove(0)),
            _ => Err(Reply::Ambiguous { incidents: open }.into()),
        }
    }

    /// The newest open incidents of the group that the caller writes in; none anywhere else.
    pub(super) async fn open_in_group(
        &self,
        context: &CommandContext<'_>,
    ) -> Result<Vec<Incident>, Stopped> {
        match context.view() {
            View::Group(group) => self.open_followed_in(context, group, CHOICES).await,
            View::EveryCustomer | View::OutOfContract(_) => Ok(Vec::new()),
        }
    }

    /// Open incidents for which the caller was paged recently.
    pub(super) async fn unanswered_of(
        &self,
        context: &CommandContext<'_>,
    ) -> Result<Vec<Incident>, Stopped> {
        let Some(person) = context.person else { return Ok(Vec::new()) };
        let mut paged =
            self.actions.store.paged_since(&person.id, context.now - RECENT_PAGES).await?;
        paged.retain(|incident| !incident.state.is_closed());
        let unanswered: Vec<_> = paged
            .iter()
            .filter(|incident| incident.awaits_answer_from(&person.id))
            .cloned()
            .collect();
        Ok(if unanswered.is_empty() { paged } else { unanswered })
    }

    /// The incident behind a page's code, an incident number, or four digits that may be either.
    pub(super) async fn find_target(
        &self,
        context: &CommandContext<'_>,
        target: Option<Target>,
    ) -> Result<Incident, Stopped> {
        match target {
            // All of them are asked about first: `all_pages.rs`.
            None | Some(Target::All) => self.find(context, None).await,
            Some(Target::Incident(number)) => self.find(context, Some(number)).await,
            Some(Target::Page(code)) => match self.paged(context, code.0).await? {
                Some(incident) => Ok(incident),
                None => Err(self.no_such_page(context, code.0).await?),
            },
            Some(Target::PageOrIncident(digits)) => {
                if let Some(incident) = self.paged(context, digits).await? {
                    return Ok(incident);
                }
                match self.in_view(context, IncidentNumber(digits.into())).await? {
                    Some(incident) => Ok(incident),
                    None => Err(self.no_such_page(context, digits).await?),
                }
            }
        }
    }

    /// Why a code finds nothing: it was sent to a colleague, or to nobody. Only people of the
    /// support side who may see the incident from here learn which one it is about, and only while
    /// they do not try one after the other. The right code always works.
    async fn no_such_page(
        &self,
        context: &CommandContext<'_>,
        digits: u32,
    ) -> Result<Stopped, Stopped> {
        let code = format!("{digits:04}");
        metrics::counter!("watchbell_page_codes_unknown_total").increment(1);
        let is_guessing = self.recent.has_guessed_too_often(context, Guessed::Page);
        self.recent.remember_guess(context, Guessed::Page);
        if is_guessing || !context.is_support() {
            return Ok(Reply::PageNotFound { code }.into());
        }
        let people = context.directory.people.values();
        for colleague in people.filter(|person| person.role.side() == Side::Support) {
            let Some(incident) = self.actions.store.paged(&colleague.id, &code).await? else {
                continue;
            };
            let number = incident.number;
            if !incident.state.is_closed() && self.in_view(context, number).await?.is_some() {
                return Ok(Reply::PageOfAnother { code, incident: number }.into());
            }
        }
        Ok(Reply::PageNotFound { code }.into())
    }

    /// The incident of a page to the caller. The page went to this person, so they may see it; in a
    /// customer's room it is found only if it is visible there, because the customer reads the
    /// reply too.
    async fn paged(
        &self,
        context: &CommandContext<'_>,
        digits: u32,
    ) -> Result<Option<Incident>, Stopped> {
        let Some(person) = context.person else { return Ok(None) };
        let paged = self.actions.store.paged(&person.id, &format!("{digits:04}")).await?;
        match paged {
            Some(incident) if context.is_in_customers_room() => {
                self.in_view(context, incident.number).await
            }
            other => Ok(other),
        }
    }
}

/// A member of the support side by name, id or account, as typed after an `@`.
pub(super) fn staff_named<'a>(
    context: &CommandContext<'a>,
    name: &PersonName,
) -> Result<&'a Person, Reply> {
    person_named(context, name, |person| person.role.side() == Side::Support)
}

/// A person of either side, by name, id or account.
pub(super) fn anybody_named<'a>(
    context: &CommandContext<'a>,
    name: &PersonName,
) -> Result<&'a Person, Reply> {
    person_named(context, name, |_| true)
}

/// A person of one customer, by name, id or account.
pub(super) fn customers_person_named<'a>(
    context: &CommandContext<'a>,
    customer: &Customer,
    name: &PersonName,
) -> Result<&'a Person, Reply> {
    person_named(context, name, |person| person.customer.as_ref() == Some(&customer.id))
}

fn person_named<'a>(
    context: &CommandContext<'a>,
    name: &PersonName,
    may_be_meant: impl Fn(&Person) -> bool,
) -> Result<&'a Person, Reply> {
    let typed = name.0.trim();
    let is_meant = |person: &&Person| {
        may_be_meant(person)
            && (person.id.as_str().eq_ignore_ascii_case(typed)
                || person.name.eq_ignore_ascii_case(typed)
                || person.account_on(&context.origin.platform) == Some(typed))
    };
    let mut meant: Vec<&Person> = context.directory.people.values().filter(is_meant).collect();
    meant.sort_by(|a, b| a.id.cmp(&b.id));
    match meant.as_slice() {
        [person] => Ok(person),
        _ => Err(Reply::UnknownPerson { name: typed.to_owned() }),
    }
}
