//! Whether support may enter the customer's system.

use chat::Line;

use crate::domain::incident::{Actor, IncidentState};
use crate::ids::SeverityId;
use crate::render::context::IncidentContext;
use crate::render::lang::Language;
use crate::render::phrase::Word;

/// Asks for access where the plan wants it and nobody has answered; tells what becomes of the level without.
pub(in crate::render) fn asked_for(case: &IncidentContext<'_>, language: Language) -> Option<Line> {
    let is_open =
        matches!(case.incident.state, IncidentState::Open | IncidentState::Acknowledged { .. });
    if !is_open || case.incident.measures.access.is_some() {
        return None;
    }
    if !case.incident.needs_access(case.context.entitlement) {
        return None;
    }
    if !case.context.is_for_customer() {
        return Some(language.line("access-awaited", &[]));
    }
    let number = case.short_number();
    Some(match falls_to(case) {
        Some(to) => {
            let words = [
                ("number", number.into()),
                ("level", super::severity::level(case, language, to).into()),
            ];
            language.line("access-please-or-falls", &words)
        }
        None => language.line("access-please", &[("number", number.into())]),
    })
}

pub(in crate::render) fn falls_to<'a>(case: &IncidentContext<'a>) -> Option<&'a SeverityId> {
    case.context.entitlement?.severity_without_access(case.incident.severity.as_ref()?)
}

/// What was answered, by whom and when; that nothing was, where the plan wants an answer.
pub(in crate::render) fn stands(case: &IncidentContext<'_>, language: Language) -> Option<Line> {
    let Some(access) = &case.incident.measures.access else { return asked_for(case, language) };
    let key = if access.granted { "access-stands-granted" } else { "access-stands-refused" };
    let words = [
        ("name", who(case, language, &access.by)),
        ("at", case.context.clock(language).at(access.at).into()),
    ];
    Some(language.line(key, &words))
}

/// Who said it; of the support side, that it was recorded for the customer.
pub(in crate::render) fn who<'a>(
    case: &IncidentContext<'a>,
    language: Language,
    by: &'a Actor,
) -> Word<'a> {
    let name = case.actor(language, by);
    if by.is_support() {
        language.line("access-recorded-by", &[("name", name)]).into()
    } else {
        name
    }
}
