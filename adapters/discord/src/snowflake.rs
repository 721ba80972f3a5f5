//! Discord's ids: 64-bit numbers, sent as text, which hold the instant they were made.

use chrono::{DateTime, Utc};
use serde_json::Value;

/// Milliseconds from 1970 to the instant from which Discord counts (Discord documentation,
/// `reference`).
const EPOCH_MS: u64 = 1_420_070_400_000;

/// An id that was looked at: digits only, so it can appear in a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Snowflake(String);

impl Snowflake {
    /// Takes the digits of an id; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let is_id =
            (1..=20).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        is_id.then(|| Self(text.to_owned()))
    }

    /// The id in a field of a JSON object.
    pub fn of(object: &Value, field: &str) -> Option<Self> {
        Self::parse(object.get(field)?.as_str()?)
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// When it was made, by Discord's clock.
    pub fn made_at(&self) -> DateTime<Utc> {
        let millis = self.0.parse::<u64>().map_or(0, |number| (number >> 22) + EPOCH_MS);
        DateTime::from_timestamp_millis(millis.cast_signed()).unwrap_or_default()
    }

    /// An id made at `at`, the `serial`th of that millisecond.
    pub fn at(at: DateTime<Utc>, serial: u64) -> Self {
        let millis = at.timestamp_millis().cast_unsigned().saturating_sub(EPOCH_MS);
        Self(((millis << 22) | (serial & 0x3F_FFFF)).to_string())
    }
}

impl std::fmt::Display for Snowflake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_make_an_id() {
        for odd in ["", "-1", "+1", "1/2", "１", " 1", "123456789012345678901"] {
            assert_eq!(Snowflake::parse(odd), None, "{odd:?}");
        }
        assert_eq!(Snowflake::parse("3001").unwrap().as_str(), "3001");
    }

    #[test]
    fn an_id_tells_when_it_was_made() {
        // The example of Discord's documentation.
        let made_at = Snowflake::parse("175928847299117063").unwrap().made_at();
        assert_eq!(made_at.timestamp_millis(), 1_462_015_105_796);
        assert_eq!(Snowflake::at(made_at, 3).made_at(), made_at);
    }
}
