//! Updates for the customer: by a person, or a holding update if nobody wrote one.
//!
//! Nothing is invented: what is not known is left out or said to be unknown, and what the bot says
//! by itself is marked as automatic.

use chat::{Line, Message, MessageKind};
use chrono::{DateTime, Utc};

use crate::domain::incident::{Incident, IncidentState};
use crate::render::block::Block;
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::parts::{self, headline};
use crate::render::phrase::{Word, shortened, typed};

/// As much of a person's text as fits into a status update of 500 characters.
const TEXT: usize = 300;

/// As much of the last confirmed words as a holding update repeats.
const LAST_WORDS: usize = 160;

/// The update of a number in the series; without a text a holding update.
pub(super) fn status(
    view: &IncidentView<'_>,
    sequence: u32,
    text: Option<&str>,
    next_at: Option<DateTime<Utc>>,
) -> Message {
    let mut message = view.context.write(MessageKind::StatusUpdate, |language| {
        let body = match text {
            Some(text) => written(view, language, text),
            None => holding(view, language),
        };
        // What is new and when the next update comes are the promise; what is known already is cut
        // first.
        Block::new(lead(view, language, sequence))
            .with_all(body)
            .with(next(view, language, next_at))
            .with_all(parts::next_update::waits_for_agreement(view, language))
            .with_all(parts::bridge::link(view, language))
            .with(impact(view, language))
            .with(owner(view, language))
    });
    message.buttons = parts::buttons::next_steps(view);
    message
}

fn lead(view: &IncidentView<'_>, language: Language, sequence: u32) -> Line {
    let words =
        [("sequence", i64::from(sequence).into()), ("word", stage(view.incident, language).into())];
    headline::told_now(view, language, language.say("update-lead", &words).into())
}

/// The state of the work, in one word of a fixed list.
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
fn impact(view: &IncidentView<'_>, language: Language) -> Line {
    let words = [
        ("title", typed(view.incident.title.as_str())),
        ("since", view.context.clock(language).at(view.incident.opened_at).into()),
    ];
    language.line("update-impact", &words)
}

fn written(view: &IncidentView<'_>, language: Language, text: &str) -> Vec<Line> {
    let mut lines = vec![language.line("update-text", &[("text", typed(shortened(text, TEXT)))])];
    if text.chars().count() > TEXT {
        lines.push(language.line("update-cut", &[("number", view.short_number().into())]));
    }
    lines
}

/// Says plainly that there is no progress, and repeats a person's last update with its time.
fn holding(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let now = view.context.clock(language).at(view.context.now);
    if view.incident.state == IncidentState::Open {
        return vec![unacknowledged(view, language), posted_by_itself(language, &now)];
    }
    let mut lines = vec![language.line("update-holding", &[("now", now.into())])];
    if let Some(last) = &view.incident.updates.last {
        let words = [
            ("at", view.context.clock(language).at(last.at).into()),
            ("text", typed(shortened(&last.text, LAST_WORDS))),
        ];
        lines.push(language.line("update-last-known", &words));
    }
    lines
}

fn posted_by_itself(language: Language, now: &str) -> Line {
    language.line("update-posted", &[("now", now.into())])
}

/// Nobody works on it yet, and the customer learns that: how often people were called, when last,
/// and that the duty manager knows.
fn unacknowledged(view: &IncidentView<'_>, language: Language) -> Line {
    let pages = &view.incident.paging.open;
    let called: u32 = pages.iter().map(|page| page.attempt).sum();
    let called = pages.iter().map(|page| page.at).max().map(|last| {
        let last = view.context.clock(language).bare(last);
        language.say("update-called", &[("count", i64::from(called).into()), ("at", last.into())])
    });
    let told = view.incident.paging.manager_knows.then(|| language.say("update-manager-told", &[]));
    let words =
        [("called", called.unwrap_or_default().into()), ("told", told.unwrap_or_default().into())];
    language.line("update-unacknowledged", &words)
}

fn next(view: &IncidentView<'_>, language: Language, next_at: Option<DateTime<Utc>>) -> Line {
    let is_solved = matches!(view.incident.state, IncidentState::Resolved { .. });
    match next_at {
        Some(at) => {
            let at = view.context.clock(language).at(at);
            language.line("update-next", &[("at", at.into())])
        }
        None if is_solved => language.line("update-next-consent", &[]),
        None => language.line("update-next-open", &[]),
    }
}

fn owner(view: &IncidentView<'_>, language: Language) -> Line {
    let number: Word<'_> = view.short_number().into();
    match &view.incident.owner {
        Some(owner) => language.line(
            &view.context.how("update-owner"),
            &[("owner", view.context.name(owner).into()), ("number", number)],
        ),
        None => language.line(&view.context.how("update-no-owner"), &[("number", number)]),
    }
}
