//! The level of an incident, and its change.

use chat::Line;

use super::headline;
use crate::ids::SeverityId;
use crate::render::context::IncidentView;
use crate::render::lang::Language;

pub(in crate::render) fn change(
    view: &IncidentView<'_>,
    language: Language,
    from: Option<&SeverityId>,
    to: &SeverityId,
) -> Line {
    let from = match from {
        Some(from) => level(view, language, from),
        None => language.say("level-unset", &[]),
    };
    language.line(
        "severity-changed",
        &[("from", from.into()), ("to", level(view, language, to).into())],
    )
}

pub(in crate::render) fn level(
    view: &IncidentView<'_>,
    language: Language,
    severity: &SeverityId,
) -> String {
    let rank = view.context.entitlement.and_then(|terms| terms.rank(severity));
    headline::level(
        view.context.entitlement,
        language,
        severity,
        rank.unwrap_or(view.incident.rank),
    )
}

/// The level as people type it: `L1`.
pub(in crate::render) fn typed_level(view: &IncidentView<'_>, severity: &SeverityId) -> String {
    let rank = view.context.entitlement.and_then(|terms| terms.rank(severity));
    format!("L{}", rank.unwrap_or(view.incident.rank))
}
