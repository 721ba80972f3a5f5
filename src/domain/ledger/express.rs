//! A customer's account of express tickets: what there is, what was spent, what came back.
//!
//! The account is a list of movements and nothing else; what is left follows from it, from the plan
//! and from the packs in force. Every movement has the next number of its customer, and two that
//! were decided on the same account cannot both be written: so nothing is spent twice.

use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::IncidentNumber;

/// A number of express tickets bought at once (Alibaba Cloud, 极速工单工作说明书 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    pub count: u32,
    /// The first day on which it can be spent, in the customer's zone. A pack is known by it, so
    /// that a later change of count or end keeps what was spent.
    pub from: NaiveDate,
    /// The last such day.
    pub until: NaiveDate,
}

/// What an express ticket is paid from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Pool {
    /// What the tier includes in the month that begins on this day, in the customer's zone.
    Month { first: NaiveDate },
    /// The pack that begins on this day.
    Pack { from: NaiveDate },
}

impl Pool {
    /// The word the store keeps, such as `month 2026-03-01`.
    pub fn word(self) -> String {
        match self {
            Self::Month { first } => format!("month {first}"),
            Self::Pack { from } => format!("pack {from}"),
        }
    }

    /// The pool behind a stored word.
    pub fn from_word(word: &str) -> Option<Self> {
        let (kind, day) = word.split_once(' ')?;
        let day = day.parse().ok()?;
        match kind {
            "month" => Some(Self::Month { first: day }),
            "pack" => Some(Self::Pack { from: day }),
            _ => None,
        }
    }
}

/// One ticket out of a pool, or back into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    pub pool: Pool,
    pub is_return: bool,
    /// Who spends it or causes it to come back.
    pub by: String,
}

/// A line of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// 1, 2, 3 … of this customer.
    pub seq: i64,
    pub at: DateTime<Utc>,
    pub number: IncidentNumber,
    pub pool: Pool,
    pub is_return: bool,
    /// Who spent it or caused it to come back, by the name they had then.
    pub by: String,
}

/// A pool that can be spent from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holding {
    pub pool: Pool,
    pub of: u32,
    pub spent: u32,
    /// The last day on which it can be spent, in the customer's zone.
    pub until: NaiveDate,
}

impl Holding {
    /// How many can still be spent from it.
    pub fn left(&self) -> u32 {
        self.of.saturating_sub(self.spent)
    }
}

/// What a customer has on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Balance {
    /// The month first, then the packs in force, the one that ends first before the others.
    pub holdings: Vec<Holding>,
    /// The number of the last movement; 0 when there is none.
    pub last_seq: i64,
}

impl Balance {
    /// What can be spent on `today`, a day in the customer's zone, given what the tier includes in
    /// a month.
    pub fn on(today: NaiveDate, included: u32, packs: &[Pack], account: &[Entry]) -> Self {
        let month = (included > 0).then(|| of_month(today, included));
        let mut in_force: Vec<Pack> = packs
            .iter()
            .filter(|pack| (pack.from..=pack.until).contains(&today))
            .copied()
            .collect();
        in_force.sort_by_key(|pack| (pack.until, pack.from));
        let mut holdings: Vec<Holding> =
            month.into_iter().chain(in_force.iter().map(of_pack)).collect();
        for holding in &mut holdings {
            holding.spent = spent_from(holding.pool, account);
        }
        Self { holdings, last_seq: account.last().map_or(0, |entry| entry.seq) }
    }

    /// How many are left in all.
    pub fn left(&self) -> u32 {
        self.holdings.iter().map(Holding::left).sum()
    }

    /// What the next one is paid from; none when nothing is left.
    pub fn next(&self) -> Option<&Holding> {
        self.holdings.iter().find(|holding| holding.left() > 0)
    }
}

fn of_month(today: NaiveDate, included: u32) -> Holding {
    let first = today.with_day(1).unwrap_or(today);
    let next = first.checked_add_months(Months::new(1)).and_then(|day| day.pred_opt());
    Holding { pool: Pool::Month { first }, of: included, spent: 0, until: next.unwrap_or(today) }
}

fn of_pack(pack: &Pack) -> Holding {
    Holding { pool: Pool::Pack { from: pack.from }, of: pack.count, spent: 0, until: pack.until }
}

/// What went out of a pool and has not come back.
fn spent_from(pool: Pool, account: &[Entry]) -> u32 {
    let movements = account.iter().filter(|entry| entry.pool == pool);
    movements.fold(0_u32, |spent, entry| {
        if entry.is_return { spent.saturating_sub(1) } else { spent.saturating_add(1) }
    })
}

#[cfg(test)]
mod tests;
