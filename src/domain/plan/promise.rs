//! What a plan promises for one severity on one channel of one tier.

use std::fmt;

use crate::domain::names::Names;
use crate::ids::CoverageId;

/// The promise of a first response. Only a [`Target`] is a clock (`sla-semantics`, rule 10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Promise {
    /// A response within a time.
    Target(Target),
    /// The plan names the severity and promises no time.
    None,
    /// As soon as can be, inside the coverage.
    BestEffort {
        /// The hours in which the effort is made.
        coverage: CoverageId,
    },
    /// Talked through at intervals rather than answered one by one.
    Periodic { every: Every },
    /// Whatever the customer's own contract says.
    Contract {
        /// The hours a contract may choose from.
        coverages: Vec<CoverageId>,
    },
    /// The tier does not have it on this channel.
    NotOffered,
}

/// A response time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// As the document puts it.
    pub amount: Amount,
    /// The same in seconds of coverage time; a business day is one window long.
    pub seconds: i64,
    /// The coverage it is counted in.
    pub coverage: CoverageId,
    /// What the customer must have bought in addition to the tier.
    pub needs: Option<Names>,
}

/// A number of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    pub amount: u32,
    pub unit: Unit,
}

/// The units documents promise in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Minutes,
    Hours,
    /// Ordinary working-day windows (`sla-semantics`, rule 4).
    BusinessDays,
}

/// How often something is reviewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    Month,
    /// At intervals agreed with the customer.
    Agreed,
}

impl Amount {
    /// Reads `30 minutes`, `1 hour`, `2 business days`.
    pub fn parse(text: &str) -> Option<Self> {
        let (amount, unit) = text.trim().split_once(' ')?;
        let unit = match unit.trim() {
            "minute" | "minutes" => Unit::Minutes,
            "hour" | "hours" => Unit::Hours,
            "business day" | "business days" => Unit::BusinessDays,
            _ => return None,
        };
        let amount = amount.parse().ok().filter(|amount| *amount > 0)?;
        Some(Self { amount, unit })
    }

    /// The length in seconds of coverage time.
    pub fn seconds(self, business_day_seconds: i64) -> i64 {
        let unit = match self.unit {
            Unit::Minutes => 60,
            Unit::Hours => 3600,
            Unit::BusinessDays => business_day_seconds,
        };
        i64::from(self.amount) * unit
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Minutes => "minute",
            Unit::Hours => "hour",
            Unit::BusinessDays => "business day",
        };
        let plural = if self.amount == 1 { "" } else { "s" };
        write!(f, "{} {unit}{plural}", self.amount)
    }
}

impl Unit {
    /// The word used in data: `minutes`, `hours`, `business_days`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::BusinessDays => "business_days",
        }
    }
}

impl Promise {
    /// The word used in data: `target`, `none`, `best_effort`, `periodic`, `contract`,
    /// `not_offered`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Target(_) => "target",
            Self::None => "none",
            Self::BestEffort { .. } => "best_effort",
            Self::Periodic { .. } => "periodic",
            Self::Contract { .. } => "contract",
            Self::NotOffered => "not_offered",
        }
    }

    /// Whether a customer may open such an incident on the channel.
    pub fn is_offered(&self) -> bool {
        !matches!(self, Self::NotOffered)
    }

    /// The response time, if the promise is one.
    pub fn target(&self) -> Option<&Target> {
        let Self::Target(target) = self else { return None };
        Some(target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_documents_put_them() {
        let business_day = 9 * 3600;
        for (text, seconds) in [
            ("30 minutes", Some(1800)),
            ("1 hour", Some(3600)),
            ("2 business days", Some(2 * business_day)),
            ("0 minutes", None),
            ("-1 hours", None),
            ("soon", None),
            ("2 days", None),
        ] {
            let amount = Amount::parse(text);
            assert_eq!(amount.map(|amount| amount.seconds(business_day)), seconds, "{text}");
            assert!(amount.is_none_or(|amount| amount.to_string() == text), "{text}");
        }
    }
}
