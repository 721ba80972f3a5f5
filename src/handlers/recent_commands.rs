//! What is kept in memory for a moment: commands just done, so that a hasty second message does not
//! repeat them, offers just made, so that "1" means something, and wrong codes, so that
//! guesses are few. A restart may lose all of it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use super::context::CommandContext;
use super::offer::Offer;
use crate::commands::command::Command;
use crate::commands::grammar;
use crate::commands::verb::Verb;
use crate::domain::directory::Destination;
use crate::domain::incident::Incident;
use crate::domain::notice::{Intent, Notice};
use crate::domain::recent::is_within;

/// The same command by the same person within this time is one act.
pub(super) const MOMENT: TimeDelta = TimeDelta::seconds(60);
/// How long "1" answers an offer.
const OFFERED: TimeDelta = TimeDelta::minutes(10);
/// Somebody who sends several pictures is told once within this time that the bot cannot read them.
const TOLD: TimeDelta = TimeDelta::minutes(5);
/// So many wrong codes within this time, and an account has to wait.
const GUESSES: usize = 5;
const GUESSED: TimeDelta = TimeDelta::minutes(15);
/// How often a full memory is swept. Each sweep costs as much as there are entries.
const BETWEEN_SWEEPS: TimeDelta = TimeDelta::seconds(1);
/// The most entries kept; the oldest are dropped first.
const MOST: usize = 10_000;

/// Who asked, from where.
type Asker = (String, String, String);
/// A platform, and an account there.
type Account = (String, String);
/// What was offered last, and when.
type Offered = (DateTime<Utc>, Offer);

/// When each account last typed wrong codes of each kind.
type Guesses = HashMap<(Account, Guessed), Vec<DateTime<Utc>>>;

/// Which kind of code was guessed. Whoever mistypes one kind may still use the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Guessed {
    /// The code that joins two accounts, or a mailbox.
    Account,
    /// The code of a page.
    Page,
}

#[derive(Default)]
pub(super) struct RecentCommands {
    /// By asker and the command as data.
    acts: Mutex<Acts>,
    offers: Mutex<HashMap<Asker, Offered>>,
    /// When an account last typed codes that there are not.
    guesses: Mutex<Guesses>,
    /// When an account was last told that something could not be read, and about which event.
    told: Mutex<HashMap<Account, (DateTime<Utc>, String)>>,
    /// When it was last noted that a message of a room came.
    received: Mutex<HashMap<Destination, DateTime<Utc>>>,
}

#[derive(Default)]
struct Acts {
    known: HashMap<(Asker, String), Remembered>,
    swept_at: DateTime<Utc>,
}

/// An act of a moment ago.
#[derive(Clone)]
pub(super) struct Remembered {
    pub(super) at: DateTime<Utc>,
    pub(super) answer: Intent,
    pub(super) incident: Arc<Incident>,
}

impl RecentCommands {
    /// What the same person did with the same command here a moment ago.
    pub(super) fn find(
        &self,
        context: &CommandContext<'_>,
        command: &Command,
    ) -> Option<Remembered> {
        if !changes_state(command) {
            return None;
        }
        let acts = self.acts.lock().unwrap_or_else(PoisonError::into_inner);
        let known = acts.known.get(&(asker(context), as_data(command)))?;
        is_within(known.at, context.now, MOMENT).then(|| known.clone())
    }

    pub(super) fn remember(
        &self,
        context: &CommandContext<'_>,
        command: &Command,
        incident: &Arc<Incident>,
        answer: &Notice,
    ) {
        if !changes_state(command) {
            return;
        }
        let mut acts = self.acts.lock().unwrap_or_else(PoisonError::into_inner);
        if acts.known.len() >= MOST && (context.now - acts.swept_at).abs() >= BETWEEN_SWEEPS {
            acts.known.retain(|_, known| is_within(known.at, context.now, MOMENT));
            acts.swept_at = context.now;
        }
        if acts.known.len() < MOST {
            let known = Remembered {
                at: context.now,
                answer: answer.intent.clone(),
                incident: Arc::clone(incident),
            };
            acts.known.insert((asker(context), as_data(command)), known);
        }
    }

    /// Keeps what the caller may answer with a number. A second cry does not move the first.
    pub(super) fn keep_offer(&self, context: &CommandContext<'_>, offer: Offer) {
        let cried_at = self.cried_at(context).filter(|_| matches!(offer, Offer::Report { .. }));
        let mut known = self.offers.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.retain(|_, (at, _)| is_within(*at, context.now, OFFERED));
        }
        known.insert(asker(context), (cried_at.unwrap_or(context.now), offer));
    }

    /// What waits for a number, and since when.
    pub(super) fn offer(&self, context: &CommandContext<'_>) -> Option<Offered> {
        let known = self.offers.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&asker(context)).filter(|(at, _)| is_within(*at, context.now, OFFERED)).cloned()
    }

    pub(super) fn forget_offer(&self, context: &CommandContext<'_>) {
        let mut known = self.offers.lock().unwrap_or_else(PoisonError::into_inner);
        known.remove(&asker(context));
    }

    /// When the caller described trouble and nothing was opened yet.
    pub(super) fn cried_at(&self, context: &CommandContext<'_>) -> Option<DateTime<Utc>> {
        self.offer(context)
            .filter(|(_, offer)| matches!(offer, Offer::Report { .. }))
            .map(|(at, _)| at)
    }
}

/// What the bot cannot read.
impl RecentCommands {
    /// Whether the caller may be told now that something could not be read; notes that they are. A
    /// second delivery of the same event may be answered again.
    pub(super) fn may_tell_of_attachment(&self, context: &CommandContext<'_>) -> bool {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.len() >= MOST {
            told.retain(|_, (at, _)| is_within(*at, context.now, TOLD));
        }
        let event = &context.origin.event_id;
        let was_told = told.get(&account(context));
        if was_told.is_some_and(|(at, by)| is_within(*at, context.now, TOLD) && by != event) {
            return false;
        }
        told.insert(account(context), (context.now, event.clone()));
        true
    }
}

/// Rooms whose messages arrive.
impl RecentCommands {
    /// Whether no message of the caller's room was noted within a day; notes this one.
    pub(super) fn is_first_today(&self, context: &CommandContext<'_>) -> bool {
        let mut received = self.received.lock().unwrap_or_else(PoisonError::into_inner);
        let room = &context.origin.room;
        if received.get(room).is_some_and(|at| is_within(*at, context.now, TimeDelta::days(1))) {
            return false;
        }
        received.insert(room.clone(), context.now);
        true
    }
}

/// Codes to link accounts.
impl RecentCommands {
    /// Whether an account has typed so many wrong codes that it has to wait. Losing the count gains
    /// nobody anything: there are too many codes.
    pub(super) fn has_guessed_too_often(
        &self,
        context: &CommandContext<'_>,
        what: Guessed,
    ) -> bool {
        let guesses = self.guesses.lock().unwrap_or_else(PoisonError::into_inner);
        let own = guesses.get(&(account(context), what)).map(Vec::as_slice).unwrap_or_default();
        own.iter().filter(|at| is_within(**at, context.now, GUESSED)).count() >= GUESSES
    }

    pub(super) fn remember_guess(&self, context: &CommandContext<'_>, what: Guessed) {
        let mut guesses = self.guesses.lock().unwrap_or_else(PoisonError::into_inner);
        if guesses.len() >= MOST {
            guesses.retain(|_, own| own.iter().any(|at| is_within(*at, context.now, GUESSED)));
        }
        let own = guesses.entry((account(context), what)).or_default();
        own.retain(|at| is_within(*at, context.now, GUESSED));
        if own.len() < GUESSES {
            own.push(context.now);
        }
    }
}

fn account(context: &CommandContext<'_>) -> Account {
    (context.origin.platform.clone(), context.account.clone())
}

fn asker(context: &CommandContext<'_>) -> Asker {
    (context.origin.platform.clone(), context.origin.room.address.clone(), context.account.clone())
}

fn as_data(command: &Command) -> String {
    serde_json::to_string(command).unwrap_or_default()
}

fn changes_state(command: &Command) -> bool {
    // `skip` is exempt: people skip one question after the other with the same text.
    command.verb().is_some_and(|verb| verb != Verb::Skip && grammar::of(verb).changes_state)
}
