//! The emergency group: called, joined, missing.

use chat::{Line, Message, MessageKind};

use crate::domain::incident::Experts;
use crate::ids::PersonId;
use crate::render::block::Block;
use crate::render::context::IncidentView;
use crate::render::headline;
use crate::render::lang::Language;
use crate::render::phrase::Word;

/// That all of them are called, in a line.
pub(super) fn line(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let experts = view.incident.special_handling.experts.as_ref()?;
    if is_undeclared(view) {
        return Some(language.line("experts-undeclared", &[]));
    }
    Some(language.line("experts-are-called", &[("count", count(experts.people.len()))]))
}

/// Where the file names no group, the staff is told; to the customer it is a call like any other.
fn is_undeclared(view: &IncidentView<'_>) -> bool {
    !view.context.is_for_customer()
        && view.customer().is_none_or(|customer| customer.experts.is_empty())
}

/// Who has answered, and who has not.
pub(super) fn stand(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let experts = view.incident.special_handling.experts.as_ref()?;
    let words = [
        ("at", view.context.clock(language).at(experts.called_at).into()),
        ("present", names(view, language, experts.present()).into()),
        ("missing", names(view, language, experts.missing()).into()),
    ];
    Some(language.line("experts-stand", &words))
}

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
        let words = [("name", name), ("count", count(people))];
        Block::new(headline::told(view, language, language.say("experts-called-lead", &[]).into()))
            .with(language.line("experts-called", &words))
            .with_all(stand(view, language))
    })
}

/// One of them answered.
pub(super) fn joined(view: &IncidentView<'_>, person: &PersonId) -> Message {
    view.context.write(MessageKind::Card, |language| {
        let words = [("person", view.context.name(person).into())];
        Block::new(headline::told(view, language, language.say("expert-joined-lead", &[]).into()))
            .with(language.line("expert-joined", &words))
            .with_all(stand(view, language))
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
    let missing = names(view, language, experts.missing());
    language
        .line("experts-missing", &[("missing", missing.into()), ("calls", experts.calls.into())])
}

fn names<'n>(
    view: &IncidentView<'_>,
    language: Language,
    people: impl Iterator<Item = &'n PersonId>,
) -> String {
    let names = view.context.names(language, people);
    if names.is_empty() { language.say("experts-nobody", &[]) } else { names }
}

/// A number of people.
pub(super) fn count(people: usize) -> Word<'static> {
    i64::try_from(people).unwrap_or(i64::MAX).into()
}
