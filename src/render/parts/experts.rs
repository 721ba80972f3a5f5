//! The emergency group: who has answered, and who has not.

use chat::Line;

use crate::ids::PersonId;
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::phrase::Word;

/// That all of them are called, in a line.
pub(in crate::render) fn line(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let experts = view.incident.special_handling.experts.as_ref()?;
    if is_undeclared(view) {
        return Some(language.line("experts-undeclared", &[]));
    }
    Some(language.line("experts-are-called", &[("count", count(experts.people.len()))]))
}

/// Where the file names no group, the staff is told; to the customer it is a call like any other.
pub(in crate::render) fn is_undeclared(view: &IncidentView<'_>) -> bool {
    !view.context.is_for_customer()
        && view.customer().is_none_or(|customer| customer.experts.is_empty())
}

/// Who has answered, and who has not.
pub(in crate::render) fn stand(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let experts = view.incident.special_handling.experts.as_ref()?;
    let words = [
        ("at", view.context.clock(language).at(experts.called_at).into()),
        ("present", names(view, language, experts.present()).into()),
        ("missing", names(view, language, experts.missing()).into()),
    ];
    Some(language.line("experts-stand", &words))
}

pub(in crate::render) fn names<'n>(
    view: &IncidentView<'_>,
    language: Language,
    people: impl Iterator<Item = &'n PersonId>,
) -> String {
    let names = view.context.names(language, people);
    if names.is_empty() { language.say("experts-nobody", &[]) } else { names }
}

/// A number of people.
pub(in crate::render) fn count(people: usize) -> Word<'static> {
    i64::try_from(people).unwrap_or(i64::MAX).into()
}
