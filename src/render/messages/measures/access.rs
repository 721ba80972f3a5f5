//! Access to the customer's system: asked for, granted, refused, and what follows.

use chat::{Line, Message, MessageKind};
use chrono::{DateTime, Utc};

use crate::domain::incident::Actor;
use crate::ids::SeverityId;
use crate::render::block::Block;
use crate::render::context::IncidentContext;
use crate::render::lang::Language;
use crate::render::parts::{self, headline, promise};
use crate::render::phrase::{shortened, typed};

/// As much of the words of a refusal as a message holds.
const WORDS: usize = 200;

/// Access was granted or refused; the customer reads what a refusal may lead to before anything is done.
pub(super) fn answered(
    case: &IncidentContext<'_>,
    by: &Actor,
    granted: bool,
    words: &str,
) -> Message {
    let key = if granted { "access-granted" } else { "access-refused" };
    case.context.write(MessageKind::Card, |language| {
        let lead = language.say(&format!("{key}-lead"), &[]);
        let next = if granted {
            may_be_raised(case, language)
        } else {
            Some(without_access(case, language))
        };
        Block::new(headline::told(case, language, lead.into()))
            .with(with_words(case, language, key, (by, words)))
            .with_all(next)
    })
}

fn with_words(
    case: &IncidentContext<'_>,
    language: Language,
    key: &str,
    (by, words): (&Actor, &str),
) -> Line {
    let name = parts::access::who(case, language, by);
    if words.trim().is_empty() {
        return language.line(&format!("{key}-without-reason"), &[("name", name)]);
    }
    language.line(key, &[("name", name), ("reason", typed(shortened(words, WORDS)))])
}

fn without_access(case: &IncidentContext<'_>, language: Language) -> Line {
    let number = case.short_number();
    match parts::access::falls_to(case) {
        Some(to) => {
            let words = [
                ("number", number.into()),
                ("level", parts::severity::level(case, language, to).into()),
            ];
            language.line("access-refused-falls", &words)
        }
        None => language.line("access-refused-slower", &[("number", number.into())]),
    }
}

fn may_be_raised(case: &IncidentContext<'_>, language: Language) -> Option<Line> {
    let lost = case.incident.measures.access.as_ref()?.lowered_from.as_ref()?;
    if case.incident.severity.as_ref() == Some(lost) {
        return None;
    }
    let words = [
        ("number", case.short_number().into()),
        ("level", parts::severity::typed_level(case, lost).into()),
    ];
    Some(language.line("access-raise-again", &words))
}

/// The duty manager is asked to lower the level, with the words of the refusal.
pub(super) fn downgrade_proposed(
    case: &IncidentContext<'_>,
    to: &SeverityId,
    by: &Actor,
    words: &str,
) -> Message {
    case.context.write(MessageKind::Warning, |language| {
        let lead = language.say("downgrade-proposed-lead", &[]);
        let what = [
            ("number", case.short_number().into()),
            ("level", parts::severity::level(case, language, to).into()),
        ];
        Block::new(headline::told(case, language, lead.into()))
            .with(parts::customer::customer_and_plan(case, language))
            .with(with_words(case, language, "access-refused", (by, words)))
            .with(language.line("downgrade-proposed-do", &what))
    })
}

/// The level fell: the change, by whom, on which evidence, and how it comes back.
pub(super) fn lowered(
    case: &IncidentContext<'_>,
    (from, to, by): (&SeverityId, &SeverityId, &str),
    (refused_by, refused_at, words): (&Actor, DateTime<Utc>, &str),
) -> Message {
    case.context.write(MessageKind::Card, |language| {
        let lead = language.say("lowered-without-access-lead", &[]);
        let back = [
            ("number", case.short_number().into()),
            ("level", parts::severity::typed_level(case, from).into()),
        ];
        let evidence = [
            ("name", parts::access::who(case, language, refused_by)),
            ("at", case.context.clock(language).at(refused_at).into()),
            ("reason", typed(shortened(words, WORDS))),
        ];
        let key = if words.trim().is_empty() {
            "lowered-evidence-without-words"
        } else {
            "lowered-evidence"
        };
        Block::new(headline::told(case, language, lead.into()))
            .with(parts::severity::change(case, language, Some(from), to))
            .with(parts::owner::with_reason(language, "severity-by", by, ""))
            .with(language.line(key, &evidence))
            .with(language.line("lowered-raise", &back))
            .with_all(promise::lines(case, language))
            .with_all(parts::next_update::next_update(case, language))
    })
}
