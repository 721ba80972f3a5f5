//! How long a policy waits: a fixed time, or a share of the time promised for the first response.

use std::fmt;
use std::str::FromStr;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A wait. Written `"90s"`, `"5m"`, `"1h"` or `"40%"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Delay {
    /// This long, in whole seconds.
    Absolute(TimeDelta),
    /// This percentage, 0 to 100, of the time between the start of paging and the response's due
    /// instant.
    ShareOfTarget(u8),
}

/// Why a text is not a delay.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DelayError {
    /// Neither form fits.
    #[error(r#""{0}" is neither a time such as "90s", "5m" or "1h" nor a share of the target such as "40%""#)]
    Unreadable(String),
    /// A step after the due instant would come too late to save it.
    #[error(r#""{0}" is more than the whole target"#)]
    MoreThanTheTarget(String),
}

impl Delay {
    /// The wait when `target` is what there is to share. Cut to milliseconds, as stored instants
    /// are.
    pub fn of(self, target: TimeDelta) -> TimeDelta {
        match self {
            Self::Absolute(wait) => wait,
            Self::ShareOfTarget(percent) => {
                let hundredfold = target.num_milliseconds().saturating_mul(i64::from(percent));
                TimeDelta::milliseconds(hundredfold / 100)
            }
        }
    }

    /// Whether this is longer than the other for every target; `None` when that depends on the
    /// target.
    pub fn is_longer_than(self, other: Self) -> Option<bool> {
        match (self, other) {
            (Self::Absolute(this), Self::Absolute(other)) => Some(this > other),
            (Self::ShareOfTarget(this), Self::ShareOfTarget(other)) => Some(this > other),
            (Self::Absolute(_), Self::ShareOfTarget(_))
            | (Self::ShareOfTarget(_), Self::Absolute(_)) => None,
        }
    }

    /// Whether there is no wait at all.
    pub fn is_none(self) -> bool {
        matches!(self, Self::ShareOfTarget(0)) || self == Self::Absolute(TimeDelta::zero())
    }
}

impl FromStr for Delay {
    type Err = DelayError;

    fn from_str(text: &str) -> Result<Self, DelayError> {
        let unreadable = || DelayError::Unreadable(text.to_owned());
        let unit = text.chars().next_back().ok_or_else(unreadable)?;
        let digits =
            text.strip_suffix(unit).filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
        let count: u32 = digits.and_then(|digits| digits.parse().ok()).ok_or_else(unreadable)?;
        let seconds = |each: i64| Self::Absolute(TimeDelta::seconds(i64::from(count) * each));
        match unit {
            's' => Ok(seconds(1)),
            'm' => Ok(seconds(60)),
            'h' => Ok(seconds(3600)),
            '%' => match u8::try_from(count) {
                Ok(percent @ 0..=100) => Ok(Self::ShareOfTarget(percent)),
                _ => Err(DelayError::MoreThanTheTarget(text.to_owned())),
            },
            _ => Err(unreadable()),
        }
    }
}

impl fmt::Display for Delay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = match self {
            Self::ShareOfTarget(percent) => return write!(f, "{percent}%"),
            Self::Absolute(wait) => wait.num_seconds(),
        };
        match (seconds % 3600, seconds % 60) {
            (0, _) if seconds > 0 => write!(f, "{}h", seconds / 3600),
            (_, 0) => write!(f, "{}m", seconds / 60),
            _ => write!(f, "{seconds}s"),
        }
    }
}

impl TryFrom<String> for Delay {
    type Error = DelayError;

    fn try_from(text: String) -> Result<Self, DelayError> {
        text.parse()
    }
}

impl From<Delay> for String {
    fn from(delay: Delay) -> Self {
        delay.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delay_is_written_as_it_was_read() {
        for (text, delay) in [
            ("0m", Delay::Absolute(TimeDelta::zero())),
            ("90s", Delay::Absolute(TimeDelta::seconds(90))),
            ("5m", Delay::Absolute(TimeDelta::minutes(5))),
            ("1h", Delay::Absolute(TimeDelta::hours(1))),
            ("0%", Delay::ShareOfTarget(0)),
            ("100%", Delay::ShareOfTarget(100)),
        ] {
            assert_eq!(text.parse(), Ok(delay));
            assert_eq!(delay.to_string(), text);
        }
        assert_eq!("120m".parse::<Delay>().unwrap().to_string(), "2h");
    }

    #[test]
    fn what_is_not_a_delay_is_refused() {
        for text in ["", "5", "m", "%", "-5m", "+5m", "5 m", "5d", "1h30m", "五分", "99999999999m"]
        {
            assert_eq!(text.parse::<Delay>(), Err(DelayError::Unreadable(text.to_owned())));
        }
        for text in ["101%", "300%"] {
            assert_eq!(text.parse::<Delay>(), Err(DelayError::MoreThanTheTarget(text.to_owned())));
        }
    }

    #[test]
    fn a_share_is_cut_to_milliseconds() {
        let third = Delay::ShareOfTarget(33);
        assert_eq!(third.of(TimeDelta::milliseconds(1001)), TimeDelta::milliseconds(330));
        assert_eq!(third.of(TimeDelta::minutes(10)), TimeDelta::seconds(198));
    }
}
