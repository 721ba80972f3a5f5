//! What the bot says to something that it cannot read.

use chat::{Attachment, Message};

use crate::commands::grammar;
use crate::commands::verb::Verb;
use crate::ids::IncidentNumber;
use crate::render::block::Block;
use crate::render::context::RenderContext;
use crate::render::help;

/// What the sender can do instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextStep {
    /// Report it in words.
    Report,
    /// Add it to an open incident; to the only one, where there is only one.
    Add { number: Option<IncidentNumber>, by_staff: bool },
    /// Write it in words.
    Write,
}

/// Says what could not be read, and what to do.
pub fn unread(
    attachment: Attachment,
    next: NextStep,
    stays_in_group: bool,
    context: &RenderContext<'_>,
) -> Message {
    context.reply(|language| {
        let what = language.say(key_of(attachment), &[]);
        let line = match next {
            NextStep::Report => {
                let row = grammar::of(Verb::Open);
                let words = [("example", help::example(language, row).into())];
                language.line("attachment-report", &words)
            }
            NextStep::Add { number, by_staff } => {
                let object = number.map_or_else(
                    || language.say("attachment-number", &[]),
                    |number| format!("#{}", number.0),
                );
                let reply = if by_staff { "reply-update" } else { "reply-say" };
                let words = [("reply", language.say(reply, &[("object", object.into())]).into())];
                language.line("attachment-add", &words)
            }
            NextStep::Write => language.line("attachment-write", &[]),
        };
        let stays = stays_in_group && matches!(next, NextStep::Add { .. });
        let stays = stays.then(|| language.line("attachment-stays", &[]));
        Block::saying(language, "attachment-unread", &[("what", what.into())])
            .with(line)
            .with_all(stays)
    })
}

fn key_of(attachment: Attachment) -> &'static str {
    match attachment {
        Attachment::Picture => "attachment-picture",
        Attachment::Sticker => "attachment-sticker",
        Attachment::Voice => "attachment-voice",
        Attachment::Video => "attachment-video",
        Attachment::File => "attachment-file",
        Attachment::Forwarded => "attachment-forwarded",
        Attachment::Other => "attachment-other",
    }
}
