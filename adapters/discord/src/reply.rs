//! The token of an interaction as a way to answer, for fifteen minutes.
//!
//! It is remembered together with the room it came from, so that a private answer never lands in
//! another one, and with the application, so that the bot never writes in another bot's name.

use chat::ReplyAddress;
use chrono::{DateTime, TimeDelta, Utc};

use crate::settings::Settings;
use crate::snowflake::Snowflake;

/// How long Discord takes answers to an interaction.
pub const LIFE: TimeDelta = TimeDelta::minutes(15);

/// A token so young may not be known to Discord yet: our deferral is still on its way.
const YOUNG: TimeDelta = TimeDelta::seconds(10);

/// Longest token we believe. Discord's are below 250 characters; a table of them is held in memory.
const LONGEST_TOKEN: usize = 512;

/// An interaction that can still be answered.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    /// The address of the room it came from.
    pub(crate) room: String,
    pub(crate) token: Token,
    /// Whether Discord may not have taken our first answer yet.
    pub(crate) is_young: bool,
}

/// The token of an interaction: whoever has it can answer in the bot's name, so it has no `Debug`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Token(String);

impl Token {
    /// Takes a token that can appear in a path and lead nowhere else.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let fits = (1..=LONGEST_TOKEN).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_=".contains(&byte));
        fits.then(|| Self(text.to_owned()))
    }

    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

/// The way to answer an interaction that arrived at `now`.
pub(crate) fn address(
    room: &str,
    application: &Snowflake,
    token: &Token,
    now: DateTime<Utc>,
) -> ReplyAddress {
    ReplyAddress::new(format!("{room} {application} {}", token.reveal()), now + LIFE)
}

/// The interaction behind a reply address, if it is open and of this application.
pub(crate) fn open(reply: &ReplyAddress, settings: &Settings, now: DateTime<Utc>) -> Option<Reply> {
    let mut parts = reply.reveal().splitn(3, ' ');
    let (room, application, token) = (parts.next()?, parts.next()?, parts.next()?);
    let token = Token::parse(token)?;
    let is_ours = application == settings.application.as_str();
    let age = now - (reply.expires_at - LIFE);
    (is_ours && reply.is_open(now)).then(|| Reply {
        room: room.to_owned(),
        token,
        is_young: age < YOUNG,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use discord_simulator::SmallMenu;

    #[test]
    fn a_token_is_taken_for_a_quarter_of_an_hour_and_for_this_application() {
        let application = Snowflake::parse("7001").unwrap();
        let settings =
            Settings::new("d", application.clone(), "T".into(), Arc::new(SmallMenu::default()))
                .unwrap();
        let (now, token) = (DateTime::UNIX_EPOCH, Token::parse("tok-1_A=").unwrap());
        let ours = address("channel:3001", &application, &token, now);
        assert!(open(&ours, &settings, now).is_some_and(|reply| reply.is_young));
        assert!(open(&ours, &settings, now + YOUNG).is_some_and(|reply| !reply.is_young));
        assert!(open(&ours, &settings, now + LIFE).is_none());
        let other = address("channel:3001", &Snowflake::parse("7002").unwrap(), &token, now);
        assert!(open(&other, &settings, now).is_none());
    }

    #[test]
    fn a_token_that_leads_elsewhere_is_none() {
        for odd in [
            "",
            "a/b",
            "../x",
            "a?b",
            "a#b",
            "http://evil.example",
            "a b",
            "a%2e",
            &"a".repeat(600),
        ] {
            assert!(Token::parse(odd).is_none(), "{odd}");
        }
    }
}
