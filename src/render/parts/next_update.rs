//! When the customer gets the next update.

use chat::Line;

use crate::render::context::IncidentView;
use crate::render::lang::Language;

pub(in crate::render) fn next_update(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let next = view.incident.updates.next_at?;
    let at = view.context.clock(language).at(next);
    Some(language.line("next-update", &[("at", at.into())]))
}
