//! The emergency group: called, joined, missing.

use chat::{Line, Message, MessageKind};

use crate::domain::incident::Experts;
use crate::ids::PersonId;
use crate::render::block::Block;
use crate::render::context::IncidentContext;
use crate::render::lang::Language;
use crate::render::parts::{self, headline};
use crate::render::phrase::Word;

/// The group was called by hand.
pub(super) fn called(case: &IncidentContext<'_>, by: &str) -> Message {
    case.context.write(MessageKind::Card, |language| {
        let people =
            case.incident.measures.experts.as_ref().map_or(0, |experts| experts.people.len());
        let name: Word<'_> = crate::render::phrase::typed(by);
        let words = [("name", name), ("count", parts::experts::count(people))];
        Block::new(headline::told(case, language, language.say("experts-called-lead", &[]).into()))
            .with(language.line("experts-called", &words))
            .with_all(parts::experts::stand(case, language))
    })
}

/// One of them answered.
pub(super) fn joined(case: &IncidentContext<'_>, person: &PersonId) -> Message {
    case.context.write(MessageKind::Card, |language| {
        let words = [("person", case.context.name(person).into())];
        Block::new(headline::told(case, language, language.say("expert-joined-lead", &[]).into()))
            .with(language.line("expert-joined", &words))
            .with_all(parts::experts::stand(case, language))
    })
}

/// Some have not answered.
pub(super) fn missing(case: &IncidentContext<'_>) -> Message {
    case.context.write(MessageKind::Warning, |language| {
        let line = case
            .incident
            .measures
            .experts
            .as_ref()
            .map(|experts| who_is_missing(case, language, experts));
        Block::new(headline::told(case, language, language.say("experts-missing-lead", &[]).into()))
            .with_all(line)
    })
}

fn who_is_missing(case: &IncidentContext<'_>, language: Language, experts: &Experts) -> Line {
    let missing = parts::experts::names(case, language, experts.missing());
    language
        .line("experts-missing", &[("missing", missing.into()), ("calls", experts.calls.into())])
}
