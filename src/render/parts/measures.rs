//! What cards, `show`, `why`, the plan and the timeline say of measures beside the response.

use chat::Line;

use super::headline;
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::MeasureTaken;
use crate::ids::SeverityId;
use crate::render::context::IncidentContext;
use crate::render::lang::Language;
use crate::render::phrase::{Word, shortened, typed};

/// As much of a person's words as one line of a timeline holds.
const WORDS: usize = 160;

/// What the card of an incident says of them.
pub(in crate::render) fn in_receipt(case: &IncidentContext<'_>, language: Language) -> Vec<Line> {
    let lines = [
        super::access::asked_for(case, language),
        super::onsite::line(case, language),
        super::experts::line(case, language),
    ];
    lines.into_iter().flatten().collect()
}

/// What `show` says of them: more than the card.
pub(in crate::render) fn in_show(case: &IncidentContext<'_>, language: Language) -> Vec<Line> {
    let lines = [
        super::access::stands(case, language),
        super::onsite::line(case, language),
        super::experts::stand(case, language),
    ];
    lines.into_iter().flatten().collect()
}

/// What `why` says of them: the clock on the way to the site.
pub(in crate::render) fn in_why(case: &IncidentContext<'_>, language: Language) -> Vec<Line> {
    super::onsite::why(case, language)
}

/// What the support plan says of them: for which levels there is somebody to send, and a group to call.
pub(in crate::render) fn in_plan(terms: &Entitlement, language: Language) -> Vec<Line> {
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

/// What the timeline says of one.
pub(in crate::render) fn fact(
    case: &IncidentContext<'_>,
    language: Language,
    taken: &MeasureTaken,
) -> Line {
    let at = |at| Word::from(case.context.clock(language).bare(at));
    let name = |id| Word::from(case.context.name(id).to_owned());
    let text = |text: &'_ str| typed(shortened(text, WORDS).into_owned());
    let level = |id: &SeverityId| Word::from(super::severity::level(case, language, id));
    match taken {
        MeasureTaken::AccessAnswered { granted, by_customer, words } => {
            let key = match (granted, by_customer) {
                (true, true) => "fact-access-granted",
                (true, false) => "fact-access-granted-recorded",
                (false, true) => "fact-access-refused",
                (false, false) => "fact-access-refused-recorded",
            };
            language.line(key, &[("text", text(words))])
        }
        MeasureTaken::LoweredWithoutAccess { refused_by, refused_at, words, .. } => {
            let words = [
                ("name", super::access::who(case, language, refused_by)),
                ("at", at(*refused_at)),
                ("text", text(words)),
            ];
            language.line("fact-lowered-without-access", &words)
        }
        MeasureTaken::Ruled { severity, reason } => {
            language.line("fact-ruled", &[("level", level(severity)), ("text", text(reason))])
        }
        MeasureTaken::LoweringProposed { to } => {
            language.line("fact-lowering-proposed", &[("level", level(to))])
        }
        MeasureTaken::SentOut { person, expected_at } => {
            language.line("fact-sent-out", &[("name", name(person)), ("at", at(*expected_at))])
        }
        MeasureTaken::Arrived { person } => {
            language.line("fact-arrived", &[("name", name(person))])
        }
        MeasureTaken::ArrivalOverdue { expected_at } => {
            language.line("fact-arrival-overdue", &[("at", at(*expected_at))])
        }
        MeasureTaken::ArrivalMissed { due_at } => {
            language.line("fact-arrival-missed", &[("at", at(*due_at))])
        }
        MeasureTaken::ExpertsCalled { people } => {
            language.line("fact-experts-called", &[("count", super::experts::count(people.len()))])
        }
        MeasureTaken::ExpertJoined { .. } => language.line("fact-expert-joined", &[]),
        MeasureTaken::ExpertsCalledAgain { call } => {
            language.line("fact-experts-called-again", &[("call", (*call).into())])
        }
    }
}
