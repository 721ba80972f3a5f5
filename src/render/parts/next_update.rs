//! When the customer gets the next update, and what is suggested to them instead.

use chat::Line;
use chrono::TimeDelta;

use crate::domain::incident::ProposedCadence;
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::time;

pub(in crate::render) fn next_update(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let next = view.incident.updates.next_at?;
    let at = view.context.clock(language).at(next);
    Some(language.line("next-update", &[("at", at.into())]))
}

/// That rarer updates wait for the customer's agreement.
pub(in crate::render) fn waits_for_agreement(
    view: &IncidentView<'_>,
    language: Language,
) -> Option<Line> {
    let proposed = view.incident.updates.proposal_at(view.context.now)?;
    let what = suggestion(view, language, proposed);
    let words = [("what", what.into()), ("number", view.short_number().into())];
    Some(language.line(&view.context.how("cadence-waits"), &words))
}

/// What is suggested, in words: `every 4 h`, `the next one at 15:30`.
pub(in crate::render) fn suggestion(
    view: &IncidentView<'_>,
    language: Language,
    proposed: ProposedCadence,
) -> String {
    match proposed {
        ProposedCadence::Every { seconds } => {
            let every = time::length(language, TimeDelta::seconds(seconds));
            language.say("cadence-what-every", &[("every", every.into())])
        }
        ProposedCadence::Next { at } => {
            let at = view.context.clock(language).at(at);
            language.say("cadence-what-next", &[("at", at.into())])
        }
    }
}
