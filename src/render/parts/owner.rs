//! Who owns an incident, and who did something to it for which reason.

use chat::Line;

use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::phrase::{Word, shortened, typed};

/// As much of a solution as is shown with the question.
const SOLUTION: usize = 300;

pub(in crate::render) fn owner(view: &IncidentView<'_>, language: Language) -> Line {
    match &view.incident.owner {
        Some(owner) => language.line("receipt-owner", &[("name", view.context.name(owner).into())]),
        None => language.line("owner-none", &[]),
    }
}

/// A sentence about what somebody did, with the reason if one was given.
pub(in crate::render) fn with_reason(
    language: Language,
    key: &str,
    by: &str,
    reason: &str,
) -> Line {
    let by: Word<'_> = if by.is_empty() { language.say("the-bot", &[]).into() } else { typed(by) };
    if reason.trim().is_empty() {
        return language.line(&format!("{key}-without-reason"), &[("name", by)]);
    }
    language.line(key, &[("name", by), ("reason", typed(shortened(reason, SOLUTION)))])
}
