//! A message as an e-mail: what is in the headers, and the text.
//!
//! The text is the whole message and plain: nothing in an e-mail of ours is markup. Headers are
//! built from the settings and from digests; of the message itself only the headline goes there, on
//! one line and encoded.

use chat::draft::cut_inside;
use chat::{Button, LengthLimit, Message, SendError, Span, neutralise};
use chrono::{DateTime, Utc};
use lettre::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue, MIME_VERSION_1_0};
use lettre::message::{Mailbox, MessageBuilder};
use sha2::{Digest as _, Sha256};

use crate::settings::Settings;

/// Longest text, in bytes before it is encoded. Nothing the bot says comes near it but a long list.
pub const LONGEST_TEXT: usize = 64 * 1024;

/// Longest subject, in characters. Readers show less.
pub const LONGEST_SUBJECT: usize = 200;

/// The key of the button by which people ask for no more e-mails begins like this.
const UNSUBSCRIBE: &str = "unsubscribe:";

/// The e-mail as it travels. `key` is the same for every try, and so is the `Message-ID` made of
/// it.
pub fn compose(
    settings: &Settings,
    to: &Address,
    message: &Message,
    key: &str,
    now: DateTime<Utc>,
) -> Result<Vec<u8>, SendError> {
    let builder = lettre::Message::builder()
        .date(now.into())
        .from(settings.from.clone())
        .to(Mailbox::new(None, to.clone()))
        .subject(subject(message))
        .message_id(Some(id_of(settings, &["letter", key])))
        .raw_header(header("Auto-Submitted", "auto-generated".to_owned()))
        .header(MIME_VERSION_1_0)
        .header(ContentType::TEXT_PLAIN);
    let builder = settings.reply_to.iter().cloned().fold(builder, MessageBuilder::reply_to);
    let builder = in_thread(builder, settings, message);
    let builder = way_out(settings, message).into_iter().fold(builder, MessageBuilder::raw_header);
    let email =
        builder.body(text(message)).map_err(|error| SendError::refused(error.to_string()))?;
    Ok(email.formatted())
}

/// The headline on one line. A line break would begin a header of the writer's own.
fn subject(message: &Message) -> String {
    let head = neutralise::one_line(&message.draft(Span::plain).head);
    cut_inside(&head, LengthLimit::Chars(LONGEST_SUBJECT))
}

/// Everything: headline, lines, and what can be done.
fn text(message: &Message) -> String {
    let mut draft = message.draft(Span::plain);
    draft.tail.extend(message.buttons.iter().map(act_in_words));
    draft.fit(LengthLimit::Bytes(LONGEST_TEXT)) + "\n"
}

fn act_in_words(button: &Button) -> String {
    match &button.link {
        Some(link) => format!("{} {link}", button.in_words()),
        None => button.in_words(),
    }
}

/// All e-mails about one incident answer a first one that was never sent, so that mailboxes show
/// them together.
fn in_thread(builder: MessageBuilder, settings: &Settings, message: &Message) -> MessageBuilder {
    let Some(incident) = &message.incident else { return builder };
    let root = id_of(settings, &["incident", incident]);
    builder.in_reply_to(root.clone()).references(root)
}

/// How to be sent no more e-mails, where the e-mail offers that (RFC 2369).
fn way_out(settings: &Settings, message: &Message) -> Option<HeaderValue> {
    let button = message.buttons.iter().find(|button| button.key.starts_with(UNSUBSCRIBE))?;
    let contact_methods = match (&button.link, &settings.unsubscribe_to) {
        (Some(link), _) => format!("<{link}>"),
        (None, Some(address)) => format!("<mailto:{address}?subject={}>", escaped(&button.key)),
        (None, None) => return None,
    };
    Some(header("List-Unsubscribe", contact_methods))
}

/// A text as part of an address: everything but letters, digits, `.` and `-` as percent signs and
/// digits.
fn escaped(text: &str) -> String {
    let escape = |byte: u8| match byte {
        b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'.' | b'-' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(escape).collect()
}

/// An id that the same words always make. The sender belongs to it, so that two bots on one domain
/// make different ones.
fn id_of(settings: &Settings, words: &[&str]) -> String {
    let mut digest = Sha256::new();
    for word in [settings.from.email.as_ref(), settings.name.as_str()].iter().chain(words) {
        digest.update(word.len().to_be_bytes());
        digest.update(word.as_bytes());
    }
    let digest: [u8; 32] = digest.finalize().into();
    let head = digest.first_chunk().map_or(0, |head| u128::from_be_bytes(*head));
    format!("<{head:032x}@{}>", settings.from.email.domain())
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}
