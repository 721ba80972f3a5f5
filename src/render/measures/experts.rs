//! The emergency group: called, joined, missing.

use chat::{Line, Message, MessageKind};

use crate::domain::incident::Experts;
use crate::ids::PersonId;
use crate::render::block::Block;
use crate::render::headline;
use crate::render::lang::Tongue;
use crate::render::phrase::Word;
use crate::render::scene::Case;

/// That all of them are called, in a line.
pub(super) fn line(case: &Case<'_>, tongue: Tongue) -> Option<Line> {
    let experts = case.incident.measures.experts.as_ref()?;
    if is_undeclared(case) {
        return Some(tongue.line("experts-undeclared", &[]));
    }
    Some(tongue.line("experts-are-called", &[("count", count(experts.people.len()))]))
}

/// Where the file names no group, the staff is told; to the customer it is a call like any other.
fn is_undeclared(case: &Case<'_>) -> bool {
    !case.scene.is_for_customer()
        && case.customer().is_none_or(|customer| customer.experts.is_empty())
}

/// Who has answered, and who has not.
pub(super) fn stand(case: &Case<'_>, tongue: Tongue) -> Option<Line> {
    let experts = case.incident.measures.experts.as_ref()?;
    let words = [
        ("at", case.scene.clock(tongue).at(experts.called_at).into()),
        ("present", names(case, tongue, experts.present()).into()),
        ("missing", names(case, tongue, experts.missing()).into()),
    ];
    Some(tongue.line("experts-stand", &words))
}

/// The group was called by hand.
pub(super) fn called(case: &Case<'_>, by: &str) -> Message {
    case.scene.write(MessageKind::Card, |tongue| {
        let people =
            case.incident.measures.experts.as_ref().map_or(0, |experts| experts.people.len());
        let name: Word<'_> = crate::render::phrase::typed(by);
        let words = [("name", name), ("count", count(people))];
        Block::new(headline::told(case, tongue, tongue.say("experts-called-lead", &[]).into()))
            .with(tongue.line("experts-called", &words))
            .with_all(stand(case, tongue))
    })
}

/// One of them answered.
pub(super) fn joined(case: &Case<'_>, person: &PersonId) -> Message {
    case.scene.write(MessageKind::Card, |tongue| {
        let words = [("person", case.scene.name(person).into())];
        Block::new(headline::told(case, tongue, tongue.say("expert-joined-lead", &[]).into()))
            .with(tongue.line("expert-joined", &words))
            .with_all(stand(case, tongue))
    })
}

/// Some have not answered.
pub(super) fn missing(case: &Case<'_>) -> Message {
    case.scene.write(MessageKind::Warning, |tongue| {
        let line = case
            .incident
            .measures
            .experts
            .as_ref()
            .map(|experts| who_is_missing(case, tongue, experts));
        Block::new(headline::told(case, tongue, tongue.say("experts-missing-lead", &[]).into()))
            .with_all(line)
    })
}

fn who_is_missing(case: &Case<'_>, tongue: Tongue, experts: &Experts) -> Line {
    let missing = names(case, tongue, experts.missing());
    tongue.line("experts-missing", &[("missing", missing.into()), ("calls", experts.calls.into())])
}

fn names<'n>(
    case: &Case<'_>,
    tongue: Tongue,
    people: impl Iterator<Item = &'n PersonId>,
) -> String {
    let names = case.scene.names(tongue, people);
    if names.is_empty() { tongue.say("experts-nobody", &[]) } else { names }
}

/// A number of people.
pub(super) fn count(people: usize) -> Word<'static> {
    i64::try_from(people).unwrap_or(i64::MAX).into()
}
