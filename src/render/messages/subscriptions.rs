//! Updates by e-mail: who gets them, why somebody does not, and how a message becomes an e-mail.

use chat::{Button, Line, Message, MessageKind};

use crate::domain::directory::Destination;
use crate::ids::IncidentNumber;
use crate::render::block::{Block, RULE};
use crate::render::context::{IncidentView, RenderContext};
use crate::render::lang::Language;
use crate::render::parts::headline;
use crate::render::phrase::typed;

/// The key of the button by which somebody wants no more e-mails.
const UNSUBSCRIBE: &str = "unsubscribe";

/// A message as it goes to a subscribed mailbox. Nothing can be pressed or answered there, so it
/// says where to reply and how to unsubscribe.
pub fn email(message: Message, mail: &Destination, context: &RenderContext<'_>) -> Message {
    let Some(view) = context.view() else { return message };
    let mut email = Message { buttons: Vec::new(), mentions: Vec::new(), ..message };
    if !view.incident.subscribers.contains(mail) {
        return email;
    }
    let room = view.incident.group.as_ref().and_then(|group| context.room(group));
    email.lines.push(Line::text(RULE));
    for language in [Language::Zh, Language::En] {
        let room = room.map_or_else(|| language.say("another-room", &[]), str::to_owned);
        email.lines.push(language.line("email-no-replies", &[("room", room.into())]));
    }
    email.buttons.push(unsubscribe_button(&view, mail));
    email
}

fn unsubscribe_button(view: &IncidentView<'_>, mail: &Destination) -> Button {
    let label = |language: Language| language.say("button-unsubscribe", &[]);
    let words = [("number", view.short_number().into()), ("address", mail.address.as_str().into())];
    let label = format!("{} / {}", label(Language::Zh), label(Language::En));
    let key = format!("{UNSUBSCRIBE}:{}", view.incident.number);
    Button { reply: Some(Language::Zh.say("reply-unsubscribe", &words)), ..Button::new(label, key) }
}

pub(super) fn begun(view: &IncidentView<'_>, mail: &Destination, by: &str) -> Message {
    view.context.write(MessageKind::Notice, |language| {
        let words = [
            ("name", typed(by)),
            ("address", typed(mail.address.as_str())),
            ("number", view.short_number().into()),
        ];
        Block::new(headline::of(view, language))
            .with(language.line("subscribed", &words))
            .with(language.line("subscribed-until", &words))
    })
}

pub(super) fn ended(view: &IncidentView<'_>, mail: &Destination, by: Option<&str>) -> Message {
    view.context.write(MessageKind::Notice, |language| {
        let (key, name) = by.map_or(("mailbox-unknown", ""), |by| ("unsubscribed", by));
        let words = [
            ("name", typed(name)),
            ("address", typed(mail.address.as_str())),
            ("number", view.short_number().into()),
        ];
        Block::new(headline::of(view, language)).with(language.line(key, &words))
    })
}

/// For the reader of a mailbox: somebody wants updates sent there, and the code that agrees to it.
pub fn code(code: &str, by: &str, context: &RenderContext<'_>) -> Message {
    let number = context.incident.map(|incident| incident.number.to_string()).unwrap_or_default();
    context.write(MessageKind::Notice, |language| {
        let words =
            [("number", number.as_str().into()), ("name", typed(by)), ("code", code.into())];
        Block::new(language.line("mailbox-code-subject", &words))
            .with(language.line("mailbox-code", &words))
            .with(language.line("mailbox-code-else", &words))
    })
}

/// The code was sent to the mailbox.
pub fn code_mailed(address: &str, context: &RenderContext<'_>) -> Message {
    about_address("code-mailed", address, context)
}

/// What was typed in the place of an address is none.
pub fn no_address(text: &str, context: &RenderContext<'_>) -> Message {
    about_address("no-address", text, context)
}

/// The caller has no mailbox that is declared, and named none.
pub fn address_missing(number: IncidentNumber, context: &RenderContext<'_>) -> Message {
    let number = format!("#{}", number.0);
    context.reply(|language| {
        Block::saying(language, "address-missing", &[("number", number.as_str().into())])
    })
}

/// A sentence about mail and nobody in particular.
pub fn plain(key: &str, context: &RenderContext<'_>) -> Message {
    context.reply(|language| Block::saying(language, key, &[]))
}

fn about_address(key: &str, address: &str, context: &RenderContext<'_>) -> Message {
    context.reply(|language| Block::saying(language, key, &[("address", typed(address))]))
}
