//! Sentences about special handling: access, severities that support sets, on-site visits, the
//! emergency group.

mod access;
mod experts;
mod onsite;
mod refused;
mod regrading;

use chat::{Line, Message};

use super::context::IncidentView;
use super::lang::Language;
use super::phrase::{Word, shortened, typed};
use super::{headline, news};
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::HandlingFact;
use crate::domain::notice::HandlingNotice;
use crate::ids::SeverityId;

pub(super) use refused::refused;

/// As much of a person's words as one line of a timeline holds.
const WORDS: usize = 160;

/// What is told about special handling.
pub(super) fn said(handling: &HandlingNotice, view: &IncidentView<'_>) -> Message {
    match handling {
        HandlingNotice::AccessAnswered { by, granted, words } => {
            access::answered(view, by, *granted, words)
        }
        HandlingNotice::DowngradeProposed { to, by, words } => {
            access::downgrade_proposed(view, to, by, words)
        }
        HandlingNotice::LoweredWithoutAccess { from, to, by, refused_by, refused_at, words } => {
            access::lowered(view, (from, to, by), (refused_by, *refused_at, words))
        }
        HandlingNotice::Regraded { from, to, by, reason, is_final } => {
            regrading::regraded(view, (from.as_ref(), to), (by, reason), *is_final)
        }
        HandlingNotice::LoweringProposed { to } => regrading::lowering_proposed(view, to),
        HandlingNotice::SentOut { person, expected_at, by } => {
            onsite::sent_out(view, person, *expected_at, by)
        }
        HandlingNotice::Arrived { person } => onsite::arrived(view, person),
        HandlingNotice::ArrivalLate { person, at, is_promised } => {
            onsite::late(view, person, *at, *is_promised)
        }
        HandlingNotice::ExpertsCalled { by } => experts::called(view, by),
        HandlingNotice::ExpertJoined { person } => experts::joined(view, person),
        HandlingNotice::ExpertsMissing => experts::missing(view),
    }
}

/// What the card of an incident says about them.
pub(super) fn in_receipt(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let lines = [
        access::asked_for(view, language),
        onsite::line(view, language),
        experts::line(view, language),
    ];
    lines.into_iter().flatten().collect()
}

/// What `show` says about them: more than the card.
pub(super) fn in_show(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let lines = [
        access::stands(view, language),
        onsite::line(view, language),
        experts::stand(view, language),
    ];
    lines.into_iter().flatten().collect()
}

/// What `why` says about them: the clock on the way to the site.
pub(super) fn in_why(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    onsite::why(view, language)
}

/// What the support plan says about them: for which levels there is somebody to send, and a group
/// to call.
pub(super) fn in_plan(terms: &Entitlement, language: Language) -> Vec<Line> {
    let line = |key: &str, levels: Vec<&SeverityId>| {
        let level = |id| headline::short_level(language, terms.rank(id).unwrap_or_default());
        let levels: Vec<String> = levels.into_iter().map(level).collect();
        (!levels.is_empty())
            .then(|| language.line(key, &[("levels", language.join(&levels).into())]))
    };
    let lines = [
        line("plan-access", terms.access_severities()),
        line("plan-onsite", terms.onsite_severities()),
        line("plan-experts", terms.expert_severities()),
    ];
    lines.into_iter().flatten().collect()
}

/// What the timeline says about one.
pub(super) fn fact(view: &IncidentView<'_>, language: Language, taken: &HandlingFact) -> Line {
    let at = |at| Word::from(view.context.clock(language).bare(at));
    let name = |id| Word::from(view.context.name(id).to_owned());
    let text = |text: &'_ str| typed(shortened(text, WORDS).into_owned());
    let level = |id: &SeverityId| Word::from(news::level(view, language, id));
    match taken {
        HandlingFact::AccessAnswered { granted, by_customer, words } => {
            let key = match (granted, by_customer) {
                (true, true) => "fact-access-granted",
                (true, false) => "fact-access-granted-recorded",
                (false, true) => "fact-access-refused",
                (false, false) => "fact-access-refused-recorded",
            };
            language.line(key, &[("text", text(words))])
        }
        HandlingFact::LoweredWithoutAccess { refused_by, refused_at, words, .. } => {
            let words = [
                ("name", access::who(view, language, refused_by)),
                ("at", at(*refused_at)),
                ("text", text(words)),
            ];
            language.line("fact-lowered-without-access", &words)
        }
        HandlingFact::Ruled { severity, reason } => {
            language.line("fact-ruled", &[("level", level(severity)), ("text", text(reason))])
        }
        HandlingFact::LoweringProposed { to } => {
            language.line("fact-lowering-proposed", &[("level", level(to))])
        }
        HandlingFact::SentOut { person, expected_at } => {
            language.line("fact-sent-out", &[("name", name(person)), ("at", at(*expected_at))])
        }
        HandlingFact::Arrived { person } => {
            language.line("fact-arrived", &[("name", name(person))])
        }
        HandlingFact::ArrivalOverdue { expected_at } => {
            language.line("fact-arrival-overdue", &[("at", at(*expected_at))])
        }
        HandlingFact::ArrivalMissed { due_at } => {
            language.line("fact-arrival-missed", &[("at", at(*due_at))])
        }
        HandlingFact::ExpertsCalled { people } => {
            language.line("fact-experts-called", &[("count", experts::count(people.len()))])
        }
        HandlingFact::ExpertJoined { .. } => language.line("fact-expert-joined", &[]),
        HandlingFact::ExpertsCalledAgain { call } => {
            language.line("fact-experts-called-again", &[("call", (*call).into())])
        }
    }
}

/// The level as people type it: `L1`.
fn typed_level(view: &IncidentView<'_>, severity: &SeverityId) -> String {
    let rank = view.context.entitlement.and_then(|terms| terms.rank(severity));
    format!("L{}", rank.unwrap_or(view.incident.rank))
}
