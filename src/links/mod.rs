//! Signed links, for platforms whose buttons open pages. Pure: nothing is stored, nothing is read.
//!
//! A link to act says in which room, by which account if it went to one person, what (the key of
//! the button), and until when; the seal covers all of it. That it is used once is not seen here:
//! its use is remembered under [`Links::mark`], by whoever carries it out. A link to open an
//! incident says only for which group. It lives until the group's edition is raised, so that one
//! that leaked can be made worthless.
//!
//! A link is a right in itself: whoever holds it may do that one thing. So links that act for a
//! person go to that person alone, and links in a group do only what every member of it may.

mod token;

use std::collections::BTreeMap;

use chat::Message;
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretString};

use crate::domain::directory::Destination;
use crate::domain::names::Names;
use crate::ids::GroupId;
use token::Purpose;

/// The shortest key, in bytes: as long as what HMAC-SHA256 makes of it.
pub const SHORTEST_KEY_BYTES: usize = 32;

/// The part of the address under which links that act are answered.
pub const ACT_PATH: &str = "act";
/// The same for links behind which something is read.
pub const READ_PATH: &str = "read";
/// The key of such a link begins with this.
pub const READ_KEY: &str = "read:";
/// The same for links that open an incident.
pub const OPEN_PATH: &str = "open";

/// Makes links and reads them.
#[derive(Debug)]
pub struct Links {
    public_url: String,
    key: SecretString,
    life: TimeDelta,
    editions: BTreeMap<GroupId, u32>,
}

/// What a link asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// Where it was sent to.
    pub room: Destination,
    /// The account of the one person it was sent to; none for a link in a group.
    pub account: Option<String>,
    /// The key of the button.
    pub key: String,
    /// The instant (UTC) from which it is worth nothing.
    pub expires_at: DateTime<Utc>,
}

/// Why a link is worth nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkRefusal {
    /// It was not made here, or was changed.
    #[error("unknown link")]
    Unknown,
    /// It was good once.
    #[error("the link has expired")]
    Expired(Act),
}

/// What came of an act by link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Acted {
    /// It was done now; what there is to say.
    Done(Box<Message>),
    /// It waits for a yes, which the page has a button for.
    Asked { code: String, message: Box<Message> },
    /// It was done before, by this very link.
    Before,
    /// It was not done; why.
    Refused(Box<Message>),
}

/// What the page of a link is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The incident's number, as people say it.
    pub number: String,
    pub title: String,
    /// The question of the plan that the link answers or leaves out.
    pub question: Option<Names>,
}

/// What the page for opening asks for in a room.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// Whose support it is, as the plan calls it; none without a contract in force.
    pub vendor: Option<Names>,
    /// The levels an incident can have, the most urgent first.
    pub levels: Vec<Level>,
    /// What the plan wants to know about the impact, if it does.
    pub impact: Option<Question>,
}

/// Something that the plan wants a report to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What is written in front of the answer, before a colon.
    pub label: String,
    pub question: Names,
}

/// A level that an incident can be opened with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// What is typed for it in chat.
    pub word: String,
    /// Its name in the plan.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// What the plan understands by it.
    pub means: Option<Names>,
}

impl Links {
    /// `public_url` has no slash at its end; `life` is how long a link to act is good. A group that
    /// `editions` does not name has edition 1.
    pub fn new(
        public_url: impl Into<String>,
        key: SecretString,
        life: TimeDelta,
        editions: BTreeMap<GroupId, u32>,
    ) -> Self {
        Self { public_url: public_url.into(), key, life, editions }
    }

    /// The address that does what a button does: in a room, or for the one person who reads there.
    /// None when a part of it cannot be written in a link.
    pub fn to_act(
        &self,
        room: &Destination,
        account: Option<&str>,
        key: &str,
        now: DateTime<Utc>,
    ) -> Option<String> {
        let parts = [room.platform.as_str(), &room.address, key, account.unwrap_or_default()];
        if parts.iter().any(|part| part.contains('\n')) {
            return None;
        }
        let expires = u32::try_from((now + self.life).timestamp()).ok()?;
        let mut says = expires.to_be_bytes().to_vec();
        says.extend_from_slice(parts.join("\n").as_bytes());
        let path = if key.starts_with(READ_KEY) { READ_PATH } else { ACT_PATH };
        Some(self.address(path, &token::seal(self.key(), Purpose::Act, &says)))
    }

    /// What a link asks for at `now`.
    pub fn read_act(&self, text: &str, now: DateTime<Utc>) -> Result<Act, LinkRefusal> {
        let says = token::unseal(self.key(), Purpose::Act, text);
        let act = says.as_deref().and_then(act_in).ok_or(LinkRefusal::Unknown)?;
        if now < act.expires_at { Ok(act) } else { Err(LinkRefusal::Expired(act)) }
    }

    /// The address of the page on which an incident is opened for a group.
    pub fn to_open(&self, group: &GroupId) -> String {
        let mut says = self.edition_of(group).to_be_bytes().to_vec();
        says.extend_from_slice(group.as_str().as_bytes());
        self.address(OPEN_PATH, &token::seal(self.key(), Purpose::Open, &says))
    }

    /// The group of such an address; none for an edition that is no longer the group's.
    pub fn read_open(&self, text: &str) -> Option<GroupId> {
        let says = token::unseal(self.key(), Purpose::Open, text)?;
        let (edition, group) = says.split_first_chunk()?;
        let group = GroupId::new(std::str::from_utf8(group).ok()?);
        (u32::from_be_bytes(*edition) == self.edition_of(&group)).then_some(group)
    }

    /// The id under which the use of a link is remembered.
    pub fn mark(&self, text: &str) -> String {
        format!("link:{}", token::digest(self.key(), Purpose::Mark, text))
    }

    /// The account of somebody who typed a name: the same for the same name, and never one that a
    /// platform vouches for.
    pub fn guest(&self, name: &str) -> String {
        format!("link:{}", token::digest(self.key(), Purpose::Guest, name))
    }

    fn edition_of(&self, group: &GroupId) -> u32 {
        self.editions.get(group).copied().unwrap_or(1)
    }

    fn address(&self, path: &str, token: &str) -> String {
        format!("{}/{path}/{token}", self.public_url)
    }

    fn key(&self) -> &[u8] {
        self.key.expose_secret().as_bytes()
    }
}

fn act_in(says: &[u8]) -> Option<Act> {
    let (expires, parts) = says.split_first_chunk()?;
    let parts: Vec<&str> = std::str::from_utf8(parts).ok()?.split('\n').collect();
    let [platform, address, key, account] = parts.as_slice() else { return None };
    Some(Act {
        room: Destination { platform: (*platform).to_owned(), address: (*address).to_owned() },
        account: (!account.is_empty()).then(|| (*account).to_owned()),
        key: (*key).to_owned(),
        expires_at: DateTime::from_timestamp(u32::from_be_bytes(*expires).into(), 0)?,
    })
}

#[cfg(test)]
mod tests;
