//! What customers say of the service, and the invitation to say it.

use chat::{Button, Line};

use crate::domain::incident::IncidentState;
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::phrase::{shortened, typed};

const WORDS: usize = 300;

/// The one invitation to rate: said with the first closing, and with no later one.
pub(in crate::render) fn invitation(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let words = [("number", view.short_number().into())];
    is_invited(view).then(|| language.line(&view.context.how("rate-invitation"), &words))
}

/// The link by which it can be rated, where people act by links.
pub(in crate::render) fn rating_link(view: &IncidentView<'_>) -> Option<Button> {
    super::buttons::link(view, "rate").filter(|_| is_invited(view))
}

pub(in crate::render) fn is_invited(view: &IncidentView<'_>) -> bool {
    let IncidentState::Closed { at, .. } = view.incident.state else { return false };
    view.context.is_for_customer() && view.incident.feedback.invited_at == Some(at)
}

/// Everybody's rating, one to a line.
pub(in crate::render) fn ratings(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let ratings = view.incident.feedback.ratings.iter();
    ratings.map(|given| rating(language, given.by.name(), given.score, &given.words)).collect()
}

pub(in crate::render) fn rating(language: Language, by: &str, score: u8, words: &str) -> Line {
    let key = if words.is_empty() { "rated-without-words" } else { "rated" };
    let said = [
        ("name", typed(by)),
        ("score", i64::from(score).into()),
        ("words", typed(shortened(words, WORDS))),
    ];
    language.line(key, &said)
}
