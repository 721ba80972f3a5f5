//! What one incident has to do with another, and what customers say about the service.

use chat::{Button, Line, Message, MessageKind};

use super::block::Block;
use super::context::{IncidentView, RenderContext};
use super::lang::Language;
use super::phrase::{shortened, typed};
use super::{card, headline};
use crate::domain::incident::{IncidentState, Outcome};
use crate::ids::IncidentNumber;

/// As much of a title or of somebody's words as one line holds.
const TITLE: usize = 40;
const WORDS: usize = 300;

/// The offer to say that a new report is about the same thing as an open one.
pub(super) fn looks_like(view: &IncidentView<'_>, language: Language) -> Option<Line> {
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

/// A guest spoke of what somebody else reported, or of what is in another room.
pub fn not_your_report(number: IncidentNumber, context: &RenderContext<'_>) -> Message {
    context.reply(|language| {
        let words = [("number", number.to_string().into()), ("short", short(number).into())];
        Block::saying(language, "not-your-report", &words)
    })
}

/// Under which number a duplicate continues. A customer learns no number that is not theirs.
pub(super) fn goes_on(view: &IncidentView<'_>, language: Language) -> Option<Line> {
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

/// Another report of the same thing continues under this number.
pub(super) fn duplicate_taken(
    view: &IncidentView<'_>,
    duplicate: IncidentNumber,
    by: &str,
) -> Message {
    view.context.write(MessageKind::Notice, |language| {
        let words = [("duplicate", duplicate.to_string().into()), ("name", typed(by))];
        Block::new(headline::of(view, language)).with(language.line("duplicate-taken", &words))
    })
}

/// Which reports were closed for this one, for whoever asks its state. Numbers of other customers
/// are not told apart here, so only the staff read them.
pub(super) fn duplicates(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let numbers: Vec<String> =
        view.incident.duplicates.duplicates.iter().map(ToString::to_string).collect();
    let is_told = !numbers.is_empty() && !view.context.is_for_customer();
    is_told.then(|| language.line("duplicates", &[("numbers", language.join(&numbers).into())]))
}

/// The one invitation to rate: said with the first closing, and with no later one.
pub(super) fn invitation(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let words = [("number", view.short_number().into())];
    is_invited(view).then(|| language.line(&view.context.how("rate-invitation"), &words))
}

/// The link by which it can be rated, where people act by links.
pub(super) fn rating_link(view: &IncidentView<'_>) -> Option<Button> {
    card::link(view, "rate").filter(|_| is_invited(view))
}

fn is_invited(view: &IncidentView<'_>) -> bool {
    let IncidentState::Closed { at, .. } = view.incident.state else { return false };
    view.context.is_for_customer() && view.incident.feedback.invited_at == Some(at)
}

/// A customer's rating, for the owner and the TAM.
pub(super) fn rated(view: &IncidentView<'_>, by: &str, score: u8, words: &str) -> Message {
    view.context.write(MessageKind::Notice, |language| {
        Block::new(headline::of(view, language)).with(rating(language, by, score, words))
    })
}

/// Everybody's rating, one to a line.
pub(super) fn ratings(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let ratings = view.incident.feedback.ratings.iter();
    ratings.map(|given| rating(language, given.by.name(), given.score, &given.words)).collect()
}

fn rating(language: Language, by: &str, score: u8, words: &str) -> Line {
    let key = if words.is_empty() { "rated-without-words" } else { "rated" };
    let said = [
        ("name", typed(by)),
        ("score", i64::from(score).into()),
        ("words", typed(shortened(words, WORDS))),
    ];
    language.line(key, &said)
}

fn short(number: IncidentNumber) -> String {
    format!("#{}", number.0)
}
