//! The address of a meeting, such as a bridge or a video call.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The longest address that fits into a message beside the news.
const LONGEST: usize = 300;

/// A web address of plain characters: it cannot forge markup, and nothing is left out of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MeetingLink(String);

/// What was written is no web address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a web address")]
pub struct NoMeetingLink;

impl MeetingLink {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for MeetingLink {
    type Err = NoMeetingLink;

    fn from_str(typed: &str) -> Result<Self, NoMeetingLink> {
        let typed = typed.trim_matches(['<', '>', ' ', '。', '，']);
        let behind = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://"));
        let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
        let host = behind.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&+,;=%".contains(c);
        let is_link =
            host.contains('.') && host.chars().all(is_host) && typed.chars().all(is_plain);
        (is_link && typed.len() <= LONGEST).then(|| Self(typed.to_owned())).ok_or(NoMeetingLink)
    }
}

impl TryFrom<String> for MeetingLink {
    type Error = NoMeetingLink;

    fn try_from(typed: String) -> Result<Self, NoMeetingLink> {
        typed.parse()
    }
}

impl From<MeetingLink> for String {
    fn from(link: MeetingLink) -> Self {
        link.0
    }
}

impl fmt::Display for MeetingLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_web_addresses_are_meeting_links() {
        for typed in [
            "https://meet.vendor.example/128",
            "<https://vendor.example/j/9?tab=1>",
            "http://10.0.0.7:8443/room",
        ] {
            assert!(typed.parse::<MeetingLink>().is_ok(), "{typed}");
        }
        for typed in [
            "",
            "meet.vendor.example/128",
            "javascript:alert(1)",
            "https://vendor",
            "https://vendor.example/ now",
            "https://vendor.example/[x](y)",
            "https://eve.example@vendor.example/",
            "https://vendor.example/?pwd=[已隐去 hidden]",
        ] {
            assert!(typed.parse::<MeetingLink>().is_err(), "{typed}");
        }
    }
}
