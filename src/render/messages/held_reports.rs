//! What the bot says when many incidents were opened within a minute: how a report that was kept is
//! opened, and what the support side learns of it.

use chat::Message;

use crate::render::block::Block;
use crate::render::context::RenderContext;
use crate::render::phrase::{Words, shortened, typed};

/// As much of a report as a question repeats.
const TITLE: usize = 60;

/// What was opened so often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reached {
    /// By one account, in whichever rooms.
    Account,
    /// In one room, by everybody.
    Room,
    /// By one link, under whichever names.
    Link,
}

/// A report that is not opened yet.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    pub title: &'a str,
    pub reached: Reached,
    /// How many were opened within the last minute.
    pub opened: usize,
    pub code: &'a str,
}

impl Question<'_> {
    fn count(&self) -> i64 {
        i64::try_from(self.opened).unwrap_or(i64::MAX)
    }
}

/// Says that nothing is opened yet and why, that it is kept, and how it is opened.
pub fn asked(question: &Question<'_>, context: &RenderContext<'_>) -> Message {
    ask(question, "held-how", context)
}

/// The same on the page of a link, which has a button for the yes.
pub fn asked_by_link(question: &Question<'_>, context: &RenderContext<'_>) -> Message {
    ask(question, "held-how-by-link", context)
}

fn ask(question: &Question<'_>, how: &str, context: &RenderContext<'_>) -> Message {
    let key = match question.reached {
        Reached::Account => "held-by-account",
        Reached::Room => "held-in-room",
        Reached::Link => "held-by-link",
    };
    context.reply(|language| {
        let words = [
            ("count", question.count().into()),
            ("title", typed(shortened(question.title, TITLE))),
        ];
        Block::saying(language, key, &words)
            .with(language.line(how, &[("code", question.code.into())]))
            .with(language.line("held-clock", &[]))
    })
}

/// Says that another report is kept with those that the caller was asked about.
pub fn kept(title: &str, context: &RenderContext<'_>) -> Message {
    say("held-too", &[("title", typed(shortened(title, TITLE)))], context)
}

/// Asks about the reports that the incident that was just opened does not list.
pub fn more(listed: usize, code: &str, context: &RenderContext<'_>) -> Message {
    let count = i64::try_from(listed).unwrap_or(i64::MAX);
    say("held-more", &[("count", count.into()), ("code", code.into())], context)
}

/// Tells the support side, for which nothing is opened yet.
pub fn told(question: &Question<'_>, room: &str, by: &str, context: &RenderContext<'_>) -> Message {
    let words = [
        ("room", typed(room)),
        ("name", typed(by)),
        ("count", question.count().into()),
        ("title", typed(shortened(question.title, TITLE))),
    ];
    say("held-told", &words, context)
}

fn say(key: &str, words: &Words<'_>, context: &RenderContext<'_>) -> Message {
    context.reply(|language| Block::saying(language, key, words))
}
