//! What is said from one room of an incident to the others, and about the rooms themselves.

use chat::{Line, Message, MessageKind};

use crate::ids::GroupId;
use crate::render::block::Block;
use crate::render::context::IncidentContext;
use crate::render::lang::Language;
use crate::render::parts::{self, headline};
use crate::render::phrase::{shortened, typed};

/// As much of a person's words as one line holds.
const WORDS: usize = 300;

/// Words of a person, with the room they were said in where that is another. `key` says whose words they are.
pub(super) fn words(
    case: &IncidentContext<'_>,
    key: &str,
    (by, text): (&str, &str),
    from: Option<&GroupId>,
) -> Message {
    let elsewhere = from.filter(|group| case.context.audience.group != Some(*group));
    let room = elsewhere.and_then(|group| case.context.room(group));
    case.context.write(MessageKind::Notice, |language| {
        let mut words = vec![("name", typed(by)), ("text", typed(shortened(text, WORDS)))];
        words.extend(room.map(|room| ("room", room.into())));
        let key = if room.is_some() { format!("{key}-from") } else { key.to_owned() };
        Block::new(headline::of(case, language)).with(language.line(&key, &words))
    })
}

/// From now on it is followed in this room too: how it stands, for those who have not heard of it.
pub(super) fn begun(case: &IncidentContext<'_>, group: &GroupId, by: &str) -> Message {
    case.context.write(MessageKind::Card, |language| {
        Block::new(headline::of(case, language))
            .with(about(case, language, "mirrored", group, by))
            .with(parts::owner::owner(case, language))
            .with_all(parts::next_update::next_update(case, language))
    })
}

/// It is no longer followed in this room.
pub(super) fn ended(case: &IncidentContext<'_>, group: &GroupId, by: &str) -> Message {
    case.context.write(MessageKind::Notice, |language| {
        Block::new(headline::of(case, language)).with(about(
            case,
            language,
            "mirror-ended",
            group,
            by,
        ))
    })
}

fn about(
    case: &IncidentContext<'_>,
    language: Language,
    key: &str,
    group: &GroupId,
    by: &str,
) -> Line {
    let room =
        case.context.room(group).map_or_else(|| language.say("another-room", &[]), str::to_owned);
    language.line(key, &[("name", typed(by)), ("room", room.into())])
}
