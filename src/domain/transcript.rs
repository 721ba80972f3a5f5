//! What was said in a room while an incident was open there, by people and by the bot. The choice
//! of what is kept with which incident is explained in `docs/adr/0017`.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::directory::Destination;
use super::incident::{Actor, Incident, IncidentState, Visibility};
use crate::ids::IncidentNumber;

/// What the bot says about a closed incident is kept for so long after the closing: the closing
/// note, and answers to it.
const AFTERWARDS: TimeDelta = TimeDelta::days(1);

/// One thing said, kept with one incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TranscriptLine {
    pub incident: IncidentNumber,
    /// Tells it from others: the event by which it arrived, or the message by which it was sent.
    pub id: String,
    pub at: DateTime<Utc>,
    pub room: Destination,
    pub visibility: Visibility,
    pub speaker: Actor,
    pub attribution: Attribution,
    /// Without secrets.
    pub words: String,
}

/// How it is known what something is about, the surest first.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::EnumString,
    strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Attribution {
    /// The bot's own words about the incident.
    Own,
    /// Written in the incident's thread.
    Thread,
    /// Written in answer to a message about it.
    Quote,
    /// Its number is named.
    Number,
    /// It was the only one open in the room.
    Time,
    /// Several were open in the room, and nothing says which is meant.
    Room,
}

impl Attribution {
    /// All ties.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The word that the store keeps and exports show.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The tie behind a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        word.parse().ok()
    }

    /// How words are tied to the incidents that are open where they are said, when nothing else
    /// says which is meant.
    pub fn of_room_with(open: usize) -> Self {
        if open == 1 { Self::Time } else { Self::Room }
    }
}

impl Incident {
    /// Whether what the bot says about it at this instant is kept.
    pub fn is_transcribed(&self, at: DateTime<Utc>) -> bool {
        match &self.state {
            IncidentState::Closed { at: closed_at, .. } => at < *closed_at + AFTERWARDS,
            IncidentState::Open
            | IncidentState::Acknowledged { .. }
            | IncidentState::Resolved { .. } => true,
        }
    }
}

/// The numbers of incidents named in words: `INC-128`, `#128`, also in full width; each once, in
/// their order.
pub fn numbers_named(words: &str) -> Vec<i64> {
    const MOST: usize = 3;
    let mut found = Vec::new();
    for (start, mark) in words.char_indices().filter(|(_, c)| matches!(c, '#' | '＃' | '-' | '－'))
    {
        let is_named = matches!(mark, '#' | '＃') || ends_with_inc(&words[..start]);
        let behind = &words[start + mark.len_utf8()..];
        let digits: String = behind.chars().map_while(digit).take(12).collect();
        let Some(number) = digits.parse().ok().filter(|_| is_named) else { continue };
        if found.len() < MOST && !found.contains(&number) {
            found.push(number);
        }
    }
    found
}

fn ends_with_inc(before: &str) -> bool {
    let tail: String = before.chars().rev().take(3).collect();
    tail.eq_ignore_ascii_case("cni")
}

/// The digit of a character in half or full width.
fn digit(character: char) -> Option<char> {
    match character {
        '0'..='9' => Some(character),
        '０'..='９' => char::from_u32(u32::from(character) - 0xFEE0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_as_people_write_them() {
        for (words, numbers) in [
            ("#128 又失败了", vec![128]),
            ("关于INC-7和inc-12，还有#7", vec![7, 12]),
            ("＃１２８ 好了", vec![128]),
            ("订单 128 失败，节点 a-12，#号", vec![]),
            ("#1 #2 #3 #4", vec![1, 2, 3]),
        ] {
            assert_eq!(numbers_named(words), numbers, "{words}");
        }
    }

    #[test]
    fn a_tie_is_read_back_by_its_word() {
        for attribution in Attribution::ALL.iter().copied() {
            assert_eq!(Attribution::from_word(attribution.word()), Some(attribution));
        }
        assert_eq!(Attribution::from_word("guess"), None);
    }
}
