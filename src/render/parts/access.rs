//! Whether support may enter the customer's system.

use chat::Line;

use crate::domain::incident::{Actor, IncidentState};
use crate::ids::SeverityId;
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::phrase::Word;
use crate::render::time;

/// Asks for access where the plan wants it and nobody has answered; tells what becomes of the level
/// without.
pub(in crate::render) fn asked_for(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let is_open =
        matches!(view.incident.state, IncidentState::Open | IncidentState::Acknowledged { .. });
    if !is_open || view.incident.special_handling.access.is_some() {
        return None;
    }
    if !view.incident.needs_access(view.context.entitlement) {
        return None;
    }
    if !view.context.is_for_customer() {
        return Some(language.line("access-awaited", &[]));
    }
    let number = view.short_number();
    Some(match falls_to(view) {
        Some(to) => {
            let words = [
                ("number", number.into()),
                ("level", super::severity::level(view, language, to).into()),
            ];
            language.line("access-please-or-falls", &words)
        }
        None => language.line("access-please", &[("number", number.into())]),
    })
}

pub(in crate::render) fn falls_to<'a>(view: &IncidentView<'a>) -> Option<&'a SeverityId> {
    view.context.entitlement?.severity_without_access(view.incident.severity.as_ref()?)
}

/// What was answered, by whom and when; that nothing was, where the plan wants an answer.
pub(in crate::render) fn stands(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let Some(access) = &view.incident.special_handling.access else {
        return asked_for(view, language);
    };
    let key = if access.granted { "access-stands-granted" } else { "access-stands-refused" };
    let words = [
        ("name", who(view, language, &access.by)),
        ("at", view.context.clock(language).at(access.at).into()),
    ];
    Some(language.line(key, &words))
}

/// Who said it; of the support side, that it was recorded for the customer.
pub(in crate::render) fn who<'a>(
    view: &IncidentView<'a>,
    language: Language,
    by: &'a Actor,
) -> Word<'a> {
    let name = view.actor(language, by);
    if by.is_support() {
        language.line("access-recorded-by", &[("name", name)]).into()
    } else {
        name
    }
}

/// The plan's rule of access that applies, where it stands, and how long an answer is waited for.
pub(in crate::render) fn rule(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let terms = view.context.entitlement?;
    let rule = terms.access_needed_for(view.incident.severity.as_ref()?)?;
    let source = super::source::of(language, &rule.provenance);
    let Some(to) = falls_to(view) else {
        return Some(language.line("why-access", &[("source", source.into())]));
    };
    let words = [
        ("source", source.into()),
        ("level", super::severity::level(view, language, to).into()),
        ("length", time::length(language, rule.answer_within).into()),
    ];
    Some(language.line("why-access-or-falls", &words))
}
