//! Progress reports to the customer: by a person, or an honest holding update when no text came.
//!
//! Nothing is invented: what is not known is left out or said to be unknown, and what the bot says by
//! itself is marked as automatic.

use chat::{Line, Message, MessageKind};
use chrono::{DateTime, Utc};

use crate::domain::incident::{Incident, IncidentState};
use crate::render::block::Block;
use crate::render::context::IncidentContext;
use crate::render::lang::Language;
use crate::render::parts::{self, headline};
use crate::render::phrase::{Word, shortened, typed};

/// As much of a person's text as fits into a status update of 500 characters.
const TEXT: usize = 300;

/// As much of the last confirmed words as a holding update repeats.
const LAST_WORDS: usize = 160;

/// The update of a number in the series; without a text a holding update.
pub(super) fn status(
    case: &IncidentContext<'_>,
    sequence: u32,
    text: Option<&str>,
    next_at: Option<DateTime<Utc>>,
) -> Message {
    let mut message = case.context.write(MessageKind::StatusUpdate, |language| {
        let body = match text {
            Some(text) => written(case, language, text),
            None => holding(case, language),
        };
        // What is new and when the next word comes are the promise; what is known already is the first to be cut.
        Block::new(lead(case, language, sequence))
            .with_all(body)
            .with(next(case, language, next_at))
            .with(impact(case, language))
            .with(owner(case, language))
    });
    message.buttons = vec![parts::buttons::escalate(case)];
    message
}

fn lead(case: &IncidentContext<'_>, language: Language, sequence: u32) -> Line {
    let words =
        [("sequence", i64::from(sequence).into()), ("word", stage(case.incident, language).into())];
    headline::told_now(case, language, language.say("update-lead", &words).into())
}

/// Where the work stands, in one word of a fixed list.
pub(super) fn stage(incident: &Incident, language: Language) -> String {
    let key = match &incident.state {
        IncidentState::Open => "stage-investigating",
        IncidentState::Acknowledged { .. } => "stage-mitigating",
        IncidentState::Resolved { .. } => "stage-recovered",
        IncidentState::Closed { .. } => "stage-closed",
    };
    language.say(key, &[])
}

/// What is wrong in the words of the report, and since when.
fn impact(case: &IncidentContext<'_>, language: Language) -> Line {
    let words = [
        ("title", typed(case.incident.title.as_str())),
        ("since", case.context.clock(language).at(case.incident.opened_at).into()),
    ];
    language.line("update-impact", &words)
}

fn written(case: &IncidentContext<'_>, language: Language, text: &str) -> Vec<Line> {
    let mut lines = vec![language.line("update-text", &[("text", typed(shortened(text, TEXT)))])];
    if text.chars().count() > TEXT {
        lines.push(language.line("update-cut", &[("number", case.short_number().into())]));
    }
    lines
}

/// No progress is said to be none; the last words of a person are repeated with their time.
fn holding(case: &IncidentContext<'_>, language: Language) -> Vec<Line> {
    let now = case.context.clock(language).at(case.context.now);
    let mut lines = vec![language.line("update-holding", &[("now", now.into())])];
    if let Some(last) = &case.incident.updates.last {
        let words = [
            ("at", case.context.clock(language).at(last.at).into()),
            ("text", typed(shortened(&last.text, LAST_WORDS))),
        ];
        lines.push(language.line("update-last-known", &words));
    }
    lines
}

fn next(case: &IncidentContext<'_>, language: Language, next_at: Option<DateTime<Utc>>) -> Line {
    let is_solved = matches!(case.incident.state, IncidentState::Resolved { .. });
    match next_at {
        Some(at) => {
            let at = case.context.clock(language).at(at);
            language.line("update-next", &[("at", at.into())])
        }
        None if is_solved => language.line("update-next-consent", &[]),
        None => language.line("update-next-open", &[]),
    }
}

fn owner(case: &IncidentContext<'_>, language: Language) -> Line {
    let number: Word<'_> = case.short_number().into();
    match &case.incident.owner {
        Some(owner) => language.line(
            &case.context.how("update-owner"),
            &[("owner", case.context.name(owner).into()), ("number", number)],
        ),
        None => language.line(&case.context.how("update-no-owner"), &[("number", number)]),
    }
}
