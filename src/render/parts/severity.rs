//! The level of an incident, and its change.

use chat::Line;

use super::headline;
use crate::ids::SeverityId;
use crate::render::context::IncidentContext;
use crate::render::lang::Language;

pub(in crate::render) fn change(
    case: &IncidentContext<'_>,
    language: Language,
    from: Option<&SeverityId>,
    to: &SeverityId,
) -> Line {
    let from = match from {
        Some(from) => level(case, language, from),
        None => language.say("level-unset", &[]),
    };
    language.line(
        "severity-changed",
        &[("from", from.into()), ("to", level(case, language, to).into())],
    )
}

pub(in crate::render) fn level(
    case: &IncidentContext<'_>,
    language: Language,
    severity: &SeverityId,
) -> String {
    let rank = case.context.entitlement.and_then(|terms| terms.rank(severity));
    headline::level(
        case.context.entitlement,
        language,
        severity,
        rank.unwrap_or(case.incident.rank),
    )
}

/// The level as people type it: `L1`.
pub(in crate::render) fn typed_level(case: &IncidentContext<'_>, severity: &SeverityId) -> String {
    let rank = case.context.entitlement.and_then(|terms| terms.rank(severity));
    format!("L{}", rank.unwrap_or(case.incident.rank))
}
