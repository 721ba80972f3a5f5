//! What is said from one room of an incident to the others, and about the rooms themselves.

use chat::{Line, Message, MessageKind};

use crate::ids::GroupId;
use crate::render::block::Block;
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::parts::{
    self,
    headline::{self, Below},
};
use crate::render::phrase::{shortened, typed};

/// As much of a person's words as one line holds.
const WORDS: usize = 300;

/// Words of a person, with the room they were said in where that is another. `key` says whose words
/// they are.
pub(super) fn words(
    view: &IncidentView<'_>,
    key: &str,
    (by, text): (&str, &str),
    from: Option<&GroupId>,
) -> Message {
    let elsewhere = from.filter(|group| view.context.audience.group != Some(*group));
    let room = elsewhere.and_then(|group| view.context.room(group));
    view.context.write(MessageKind::Notice, |language| {
        let mut words = vec![("name", typed(by)), ("text", typed(shortened(text, WORDS)))];
        words.extend(room.map(|room| ("room", room.into())));
        let key = if room.is_some() { format!("{key}-from") } else { key.to_owned() };
        Block::new(headline::of(view, language)).with(language.line(&key, &words))
    })
}

/// The incident is mirrored in this room: its state, for readers who do not know it.
pub(super) fn begun(view: &IncidentView<'_>, group: &GroupId, by: &str) -> Message {
    view.context.write(MessageKind::Card, |language| {
        Block::new(headline::above(view, language, Below::NextUpdate, None))
            .with(about(view, language, "mirrored", group, by))
            .with(parts::owner::owner(view, language))
            .with_all(parts::next_update::next_update(view, language))
    })
}

/// The mirror in this room ended.
pub(super) fn ended(view: &IncidentView<'_>, group: &GroupId, by: &str) -> Message {
    view.context.write(MessageKind::Notice, |language| {
        Block::new(headline::of(view, language)).with(about(
            view,
            language,
            "mirror-ended",
            group,
            by,
        ))
    })
}

fn about(
    view: &IncidentView<'_>,
    language: Language,
    key: &str,
    group: &GroupId,
    by: &str,
) -> Line {
    let room =
        view.context.room(group).map_or_else(|| language.say("another-room", &[]), str::to_owned);
    language.line(key, &[("name", typed(by)), ("room", room.into())])
}
