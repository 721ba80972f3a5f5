//! How an escalation by the customer stands.

use chat::Line;

use crate::domain::incident::{Escalation, ResponsePromise};
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::time;

/// The state of the escalation, in one or two lines; nothing if there is none.
pub(in crate::render) fn lines(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let Some(escalation) = &view.incident.escalation else { return Vec::new() };
    let mut lines = vec![stands(view, language, escalation)];
    let is_provisional =
        matches!(&escalation.promise, ResponsePromise::Due { provisional: true, .. });
    lines.extend(
        (is_provisional
            && escalation.is_pending()
            && view.tells_escalation_time(escalation.urgent))
        .then(|| language.line("promise-provisional", &[])),
    );
    lines
}

pub(in crate::render) fn stands(
    view: &IncidentView<'_>,
    language: Language,
    escalation: &Escalation,
) -> Line {
    let time = view.context.clock(language);
    if let Some(given) = &escalation.answered {
        let words = [
            ("name", view.context.name(&given.by).into()),
            ("at", time.at(given.at).into()),
            ("verdict", verdict(view, language, escalation).into()),
        ];
        return language.line("escalation-given", &words);
    }
    if let Some(ended_at) = escalation.ended_at {
        return language.line("escalation-ended", &[("at", time.at(ended_at).into())]);
    }
    let asked_at = time.at(escalation.asked_at);
    let due = escalation.due_at().filter(|_| view.tells_escalation_time(escalation.urgent));
    match due {
        Some(due) if due > view.context.now => language.line(
            "escalation-due",
            &[("asked", asked_at.into()), ("deadline", time.before(due).into())],
        ),
        Some(due) => {
            let over = time::length(language, view.context.now - due);
            let words =
                [("asked", asked_at.into()), ("at", time.at(due).into()), ("over", over.into())];
            language.line("escalation-over", &words)
        }
        None => language.line("escalation-without-clock", &[("asked", asked_at.into())]),
    }
}

/// In time means before the due instant (`sla-semantics`, rule 5).
pub(in crate::render) fn verdict(
    view: &IncidentView<'_>,
    language: Language,
    escalation: &Escalation,
) -> String {
    let given = escalation.answered.as_ref();
    let due = escalation.due_at().filter(|_| view.tells_escalation_time(escalation.urgent));
    match due.zip(given) {
        Some((due, given)) if given.at < due => language.say("verdict-in-time", &[]),
        Some((due, _)) => {
            language.say("verdict-late", &[("due", view.context.clock(language).at(due).into())])
        }
        None => language.say("escalation-no-time", &[]),
    }
}

/// What is on the board while a response is due.
pub(in crate::render) fn mark(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let escalation =
        view.incident.escalation.as_ref().filter(|escalation| escalation.is_pending())?;
    Some(
        language.line(
            if escalation.urgent { "board-escalated-urgent" } else { "board-escalated" },
            &[],
        ),
    )
}
