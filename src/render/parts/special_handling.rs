//! What cards, `show`, `why`, the plan and the timeline say of special handling.

use chat::Line;

use super::headline;
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::HandlingFact;
use crate::ids::SeverityId;
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::phrase::{Word, shortened, typed};

/// As much of a person's words as one line of a timeline holds.
const WORDS: usize = 160;

/// What the card of an incident says about them.
pub(in crate::render) fn in_receipt(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let lines = [
        super::access::asked_for(view, language),
        super::onsite::line(view, language),
        super::experts::line(view, language),
    ];
    lines.into_iter().flatten().collect()
}

/// What `show` says about them: more than the card.
pub(in crate::render) fn in_show(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let lines = [
        super::access::stands(view, language),
        super::onsite::line(view, language),
        super::experts::stand(view, language),
    ];
    lines.into_iter().flatten().collect()
}

/// What `why` says about them: the clock on the way to the site, and the rule of access.
pub(in crate::render) fn in_why(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let onsite = super::onsite::why(view, language).into_iter();
    onsite.chain(super::access::rule(view, language)).collect()
}

/// What the support plan says about them: for which levels there is somebody to send, and a group
/// to call.
pub(in crate::render) fn in_plan(terms: &Entitlement, language: Language) -> Vec<Line> {
    let line = |key: &str, levels: Vec<&SeverityId>| {
        let level = |id| headline::short_level(language, terms.rank(id).unwrap_or_default());
        let levels: Vec<String> = levels.into_iter().map(level).collect();
        (!levels.is_empty())
            .then(|| language.line(key, &[("levels", language.join(&levels).into())]))
    };
    let lines = [
        super::regions::in_plan(terms, language),
        line("plan-access", terms.access_severities()),
        line("plan-onsite", terms.onsite_severities()),
        line("plan-experts", terms.expert_severities()),
    ];
    lines.into_iter().flatten().collect()
}

/// What the timeline says about one.
pub(in crate::render) fn fact(
    view: &IncidentView<'_>,
    language: Language,
    taken: &HandlingFact,
) -> Line {
    let at = |at| Word::from(view.context.clock(language).bare(at));
    let name = |id| Word::from(view.context.name(id).to_owned());
    let text = |text: &'_ str| typed(shortened(text, WORDS).into_owned());
    let level = |id: &SeverityId| Word::from(super::severity::level(view, language, id));
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
        HandlingFact::AccessUnanswered { to } => {
            language.line("fact-access-unanswered", &[("level", level(to))])
        }
        HandlingFact::LoweredWithoutAccess { refused_by, refused_at, words, .. } => {
            let words = [
                ("name", super::access::who(view, language, refused_by)),
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
        HandlingFact::RegionNamed { not_served: Some(region) } => {
            let region = super::regions::name(view.context.entitlement, language, region);
            language.line("fact-region-not-served", &[("region", region.into())])
        }
        HandlingFact::RegionNamed { not_served: None } => language.line("fact-region-served", &[]),
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
            language.line("fact-experts-called", &[("count", super::experts::count(people.len()))])
        }
        HandlingFact::ExpertJoined { .. } => language.line("fact-expert-joined", &[]),
        HandlingFact::ExpertsCalledAgain { call } => {
            language.line("fact-experts-called-again", &[("call", (*call).into())])
        }
    }
}
