//! The emergency group: called, joined, missing.

use chat::{Line, Message, MessageKind};

use crate::domain::incident::Experts;
use crate::ids::PersonId;
use crate::render::block::Block;
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::parts::{self, headline};
use crate::render::phrase::Word;

/// The group was called by hand.
pub(super) fn called(view: &IncidentView<'_>, by: &str) -> Message {
    view.context.write(MessageKind::Card, |language| {
        let people = view
            .incident
            .special_handling
            .experts
            .as_ref()
            .map_or(0, |experts| experts.people.len());
        let name: Word<'_> = crate::render::phrase::typed(by);
        let words = [("name", name), ("count", parts::experts::count(people))];
        Block::new(headline::told(view, language, language.say("experts-called-lead", &[]).into()))
            .with(language.line("experts-called", &words))
            .with_all(parts::experts::stand(view, language))
    })
}

/// One of them answered.
pub(super) fn joined(view: &IncidentView<'_>, person: &PersonId) -> Message {
    view.context.write(MessageKind::Card, |language| {
        let words = [("person", view.context.name(person).into())];
        Block::new(headline::told(view, language, language.say("expert-joined-lead", &[]).into()))
            .with(language.line("expert-joined", &words))
            .with_all(parts::experts::stand(view, language))
    })
}

/// Some have not answered.
pub(super) fn missing(view: &IncidentView<'_>) -> Message {
    view.context.write(MessageKind::Warning, |language| {
        let line = view
            .incident
            .special_handling
            .experts
            .as_ref()
            .map(|experts| who_is_missing(view, language, experts));
        Block::new(headline::told(view, language, language.say("experts-missing-lead", &[]).into()))
            .with_all(line)
    })
}

fn who_is_missing(view: &IncidentView<'_>, language: Language, experts: &Experts) -> Line {
    let missing = parts::experts::names(view, language, experts.missing());
    language
        .line("experts-missing", &[("missing", missing.into()), ("calls", experts.calls.into())])
}
