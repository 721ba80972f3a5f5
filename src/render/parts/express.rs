//! What an express ticket was paid from.

use chat::Line;
use chrono::NaiveDate;

use crate::domain::ledger::express::Pool;
use crate::render::context::IncidentView;
use crate::render::lang::Language;

/// `2026-03 本月额度`, `加急包（自 2026-01-01）`.
pub(in crate::render) fn pool(pool: Pool, language: Language) -> String {
    match pool {
        Pool::Month { first } => {
            language.say("pool-month", &[("month", first.format("%Y-%m").to_string().into())])
        }
        Pool::Pack { from } => language.say("pool-pack", &[("from", day(from).into())]),
    }
}

pub(in crate::render) fn day(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// A movement as the timeline tells it.
pub(in crate::render) fn moved(key: &str, from: Pool, language: Language) -> Line {
    language.line(key, &[("pool", pool(from, language).into())])
}

/// What the receipt of an express ticket says as well: what it was paid with, and what is left.
pub(in crate::render) fn paid(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let spent = view.incident.express.as_ref().filter(|spent| !spent.is_given_back)?;
    let words = [("pool", pool(spent.pool, language).into()), ("left", spent.left.into())];
    Some(language.line("express-paid", &words))
}
