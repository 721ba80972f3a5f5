//! When the customer hears of it next.

use chat::Line;

use crate::render::context::IncidentContext;
use crate::render::lang::Language;

pub(in crate::render) fn next_update(
    case: &IncidentContext<'_>,
    language: Language,
) -> Option<Line> {
    let next = case.incident.updates.next_at?;
    let at = case.context.clock(language).at(next);
    Some(language.line("next-update", &[("at", at.into())]))
}
