//! Access to the customer's system: asked for, granted, refused, and what follows.

use chat::{Line, Message, MessageKind};
use chrono::{DateTime, Utc};

use crate::domain::incident::Actor;
use crate::ids::SeverityId;
use crate::render::block::Block;
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::parts::{
    self,
    headline::{self, Below},
    promise,
};
use crate::render::phrase::{shortened, typed};

/// As much of the words of a refusal as a message holds.
const WORDS: usize = 200;

/// Access was granted or refused; the customer reads what a refusal may lead to before anything is
/// done.
pub(super) fn answered(view: &IncidentView<'_>, by: &Actor, granted: bool, words: &str) -> Message {
    let key = if granted { "access-granted" } else { "access-refused" };
    view.context.write(MessageKind::Card, |language| {
        let lead = language.say(&format!("{key}-lead"), &[]);
        let next = if granted {
            may_be_raised(view, language)
        } else {
            Some(without_access(view, language))
        };
        Block::new(headline::told(view, language, lead.into()))
            .with(with_words(view, language, key, (by, words)))
            .with_all(next)
    })
}

fn with_words(
    view: &IncidentView<'_>,
    language: Language,
    key: &str,
    (by, words): (&Actor, &str),
) -> Line {
    let name = parts::access::who(view, language, by);
    if words.trim().is_empty() {
        return language.line(&format!("{key}-without-reason"), &[("name", name)]);
    }
    language.line(key, &[("name", name), ("reason", typed(shortened(words, WORDS)))])
}

fn without_access(view: &IncidentView<'_>, language: Language) -> Line {
    let number = view.short_number();
    match parts::access::falls_to(view) {
        Some(to) => {
            let words = [
                ("number", number.into()),
                ("level", parts::severity::level(view, language, to).into()),
            ];
            language.line("access-refused-falls", &words)
        }
        None => language.line("access-refused-slower", &[("number", number.into())]),
    }
}

fn may_be_raised(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let lost = view.incident.special_handling.access.as_ref()?.lowered_from.as_ref()?;
    if view.incident.severity.as_ref() == Some(lost) {
        return None;
    }
    let words = [
        ("number", view.short_number().into()),
        ("level", parts::severity::typed_level(view, lost).into()),
    ];
    Some(language.line("access-raise-again", &words))
}

/// The duty manager is asked to lower the level, with the words of the refusal.
pub(super) fn downgrade_proposed(
    view: &IncidentView<'_>,
    to: &SeverityId,
    by: &Actor,
    words: &str,
) -> Message {
    view.context.write(MessageKind::Warning, |language| {
        let lead = language.say("downgrade-proposed-lead", &[]);
        let what = [
            ("number", view.short_number().into()),
            ("level", parts::severity::level(view, language, to).into()),
        ];
        Block::new(headline::told(view, language, lead.into()))
            .with(parts::customer::customer_and_plan(view, language))
            .with(with_words(view, language, "access-refused", (by, words)))
            .with(language.line("downgrade-proposed-do", &what))
    })
}

/// Nobody answered about access: the duty manager is asked to regrade.
pub(super) fn unanswered(view: &IncidentView<'_>, to: &SeverityId) -> Message {
    view.context.write(MessageKind::Warning, |language| {
        let lead = language.say("downgrade-proposed-lead", &[]);
        let what = [
            ("number", view.short_number().into()),
            ("level", parts::severity::level(view, language, to).into()),
            ("typed", parts::severity::typed_level(view, to).into()),
        ];
        Block::new(headline::told(view, language, lead.into()))
            .with(parts::customer::customer_and_plan(view, language))
            .with_all(parts::access::rule(view, language))
            .with(language.line("access-unanswered-do", &what))
    })
}

/// The level fell: the change, by whom, on which evidence, and how it comes back.
pub(super) fn lowered(
    view: &IncidentView<'_>,
    (from, to, by): (&SeverityId, &SeverityId, &str),
    (refused_by, refused_at, words): (&Actor, DateTime<Utc>, &str),
) -> Message {
    view.context.write(MessageKind::Card, |language| {
        let lead = language.say("lowered-without-access-lead", &[]);
        let back = [
            ("number", view.short_number().into()),
            ("level", parts::severity::typed_level(view, from).into()),
        ];
        let evidence = [
            ("name", parts::access::who(view, language, refused_by)),
            ("at", view.context.clock(language).at(refused_at).into()),
            ("reason", typed(shortened(words, WORDS))),
        ];
        let key = if words.trim().is_empty() {
            "lowered-evidence-without-words"
        } else {
            "lowered-evidence"
        };
        Block::new(headline::above(view, language, Below::Both, Some(lead.into())))
            .with(parts::severity::change(view, language, Some(from), to))
            .with(parts::owner::with_reason(language, "severity-by", by, ""))
            .with(language.line(key, &evidence))
            .with(language.line("lowered-raise", &back))
            .with_all(promise::lines(view, language))
            .with_all(parts::next_update::next_update(view, language))
    })
}
