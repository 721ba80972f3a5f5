//! The suite each adapter must pass, run against the adapter and a simulator for its platform.
//!
//! Every case ends as [`Outcome::Held`], [`Outcome::Broken`], or [`Outcome::Excluded`] where the
//! platform's own [`Capabilities`](crate::Capabilities) leave nothing to prove. Excluded cases are
//! listed, so that a wrong capability shows up in a reader's eye instead of passing in silence.

mod failing;
mod receiving;
mod sending;

use std::fmt;

use chrono::{DateTime, Utc};

use crate::platform::ChatPlatform;
use crate::reference::{Address, ReplyAddress};
use crate::webhook::RawRequest;

/// An adapter, and what can be seen and done on the other side of it.
pub trait Rig: Send + Sync {
    /// The adapter under test.
    fn platform(&self) -> &dyn ChatPlatform;
    /// The instant both sides take for the present.
    fn now(&self) -> DateTime<Utc>;
    /// A room the adapter can write to.
    fn room(&self) -> Address;
    /// An account in that room which can be mentioned.
    fn account(&self) -> String;
    /// Everything people can now read, oldest first; an edited message is there once, as edited.
    fn arrived(&self) -> Vec<Arrival>;
    /// A genuine request of the platform saying that somebody wrote `text` to the bot at `at`; the
    /// same `id` makes the same event. `None` when the platform receives no webhooks.
    fn request(&self, id: &str, text: &str, at: DateTime<Utc>) -> Option<RawRequest>;
    /// The same as [`Rig::request`], signed by somebody who does not know the secret.
    fn forged_request(&self, text: &str) -> Option<RawRequest>;
    /// The same as [`Rig::request`] without its signature.
    fn unsigned_request(&self, text: &str) -> Option<RawRequest>;
    /// A way to answer one message; `None` when the platform gives none of that kind.
    fn reply_address(&self, kind: ReplyKind) -> Option<ReplyAddress>;
    /// How often the foreign address of [`ReplyKind::Foreign`] was called.
    fn foreign_calls(&self) -> usize;
    /// Makes the next send to [`Rig::room`] fail; `false` when the platform cannot fail so.
    fn fail_next(&self, fault: Fault) -> bool;
}

/// A message as people can read it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrival {
    /// The whole text in the form the platform takes it.
    pub text: String,
    /// Whether the platform reads markup in that text.
    pub markup: bool,
    /// Accounts that were notified. An entry such as `all` stands for everybody.
    pub mentioned: Vec<String>,
    /// Keys or links of the buttons.
    pub buttons: Vec<String>,
    /// Whether it came through a [`ReplyAddress`].
    pub through_reply: bool,
}

/// Kinds of reply address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplyKind {
    /// Takes answers now.
    Open,
    /// Took answers once, by its own instant.
    Closed,
    /// Open by its instant, but points at a host which is not the platform's.
    Foreign,
}

/// Ways for a send to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Too much was sent.
    RateLimited,
    /// The platform is in trouble.
    Unavailable,
    /// The bot's credentials are not accepted, also after they were fetched again.
    CredentialsRefused,
    /// The room no longer exists.
    Gone,
}

/// How a case ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The adapter does as it should.
    Held,
    /// The capabilities leave nothing to prove; why.
    Excluded(&'static str),
    /// The adapter does something else; what.
    Broken(String),
}

/// All cases, in the order they ran.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The claim of each case and how it ended.
    pub cases: Vec<(&'static str, Outcome)>,
}

impl Report {
    /// Cases that did not hold.
    pub fn broken(&self) -> Vec<&(&'static str, Outcome)> {
        self.cases.iter().filter(|(_, outcome)| matches!(outcome, Outcome::Broken(_))).collect()
    }

    /// Claims the capabilities left out.
    pub fn excluded(&self) -> Vec<&'static str> {
        let excluded =
            self.cases.iter().filter(|(_, outcome)| matches!(outcome, Outcome::Excluded(_)));
        excluded.map(|(claim, _)| *claim).collect()
    }
}

/// How many cases hold, and all others by name.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (held, others): (Vec<_>, Vec<_>) =
            self.cases.iter().partition(|(_, outcome)| *outcome == Outcome::Held);
        write!(f, "{} cases hold", held.len())?;
        others.iter().try_for_each(|(claim, outcome)| write!(f, "\n{claim}: {outcome:?}"))
    }
}

/// Runs every case, one after the other, on one rig.
pub async fn run(rig: &dyn Rig) -> Report {
    let mut cases = receiving::cases(rig);
    cases.extend(sending::cases(rig).await);
    cases.extend(failing::cases(rig).await);
    Report { cases }
}

/// Held when `claim`, else broken with `otherwise`.
fn hold(claim: bool, otherwise: impl Into<String>) -> Outcome {
    if claim { Outcome::Held } else { Outcome::Broken(otherwise.into()) }
}
