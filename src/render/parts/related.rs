//! What one incident has to do with others.

use chat::Line;

use crate::domain::incident::{IncidentState, Outcome};
use crate::ids::IncidentNumber;
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::phrase::{shortened, typed};

/// As much of a title or of somebody's words as one line holds.
const TITLE: usize = 40;

/// The closed incident that this one continues.
pub(in crate::render) fn continues(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let old = view.incident.ending.continues?;
    Some(language.line("continues", &[("number", old.to_string().into())]))
}

/// The offer to say that a new report is about the same thing as an open one.
pub(in crate::render) fn looks_like(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let other = view
        .incident
        .duplicates
        .looks_like
        .as_ref()
        .filter(|_| !view.incident.state.is_closed())?;
    let words = [
        ("other", other.number.to_string().into()),
        ("title", typed(shortened(&other.title, TITLE))),
        ("short", view.short_number().into()),
        ("other-short", short(other.number).into()),
    ];
    let key = if view.context.is_for_customer() {
        view.context.how("looks-like")
    } else {
        "looks-like-inside".into()
    };
    Some(language.line(&key, &words))
}

/// Under which number a duplicate continues. A customer learns no number that is not theirs.
pub(in crate::render) fn goes_on(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let is_duplicate =
        matches!(view.incident.state, IncidentState::Closed { outcome: Outcome::Duplicate, .. });
    let original = view.incident.duplicates.duplicate_of.as_ref().filter(|_| is_duplicate)?;
    let key = match (original.is_shared, view.context.is_for_customer()) {
        (true, _) => "duplicate-goes-on",
        (false, true) => "duplicate-of-known",
        (false, false) => "duplicate-inside",
    };
    Some(language.line(key, &[("original", original.number.to_string().into())]))
}

/// Which reports were closed for this one, for whoever asks its state. Numbers of other customers
/// are not told apart here, so only the staff read them.
pub(in crate::render) fn duplicates(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let numbers: Vec<String> =
        view.incident.duplicates.duplicates.iter().map(ToString::to_string).collect();
    let is_told = !numbers.is_empty() && !view.context.is_for_customer();
    is_told.then(|| language.line("duplicates", &[("numbers", language.join(&numbers).into())]))
}

pub(in crate::render) fn short(number: IncidentNumber) -> String {
    format!("#{}", number.0)
}
