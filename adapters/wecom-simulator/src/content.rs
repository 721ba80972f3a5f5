//! What is in a message, read as strictly as the real platform reads it.

use serde_json::Value;

use crate::state::Refused;
use chat_wecom::protocol::{LONGEST_MARKDOWN, LONGEST_STREAM, LONGEST_TEXT};

/// A message as people see it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    /// The whole text.
    pub text: String,
    /// Whether markup in it is read.
    pub is_markdown: bool,
    /// Accounts that are notified; `all` stands for everybody.
    pub mentioned: Vec<String>,
    /// Label and key of each button that can be pressed.
    pub buttons: Vec<(String, String)>,
    /// The card's id.
    pub task_id: Option<String>,
}

/// Longest id of a card and longest key of a button, in bytes.
const LONGEST_TASK_ID: usize = 128;
const LONGEST_KEY: usize = 1024;

/// What a surface takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taken {
    pub(crate) text: bool,
    pub(crate) markdown: usize,
    pub(crate) cards: &'static [&'static str],
}

/// A webhook takes cards without buttons only.
pub(crate) const WEBHOOK: Taken =
    Taken { text: true, markdown: LONGEST_MARKDOWN, cards: &["text_notice", "news_notice"] };
/// The app to one person.
pub(crate) const APP: Taken =
    Taken { text: true, markdown: LONGEST_TEXT, cards: &["text_notice", "button_interaction"] };
/// The app to a group: no cards.
pub(crate) const APP_CHAT: Taken = Taken { text: true, markdown: LONGEST_TEXT, cards: &[] };
/// The robot of its own accord, and by `response_url`.
pub(crate) const ROBOT: Taken = Taken {
    text: false,
    markdown: LONGEST_MARKDOWN,
    cards: &["text_notice", "button_interaction"],
};

/// Reads a message for a surface.
pub(crate) fn read(body: &Value, taken: Taken) -> Result<Content, Refused> {
    match body["msgtype"].as_str() {
        Some("text") if taken.text => text(body),
        Some("markdown") => markdown(&body["markdown"]["content"], taken.markdown),
        Some("template_card") => card(&body["template_card"], taken.cards),
        _ => Err((40_008, "invalid message type")),
    }
}

/// Reads an answer to a message: a finished stream, with or without a card. `None` while it is not
/// finished.
pub(crate) fn stream(body: &Value) -> Result<Option<Content>, Refused> {
    let with_card = match body["msgtype"].as_str() {
        Some("stream") => false,
        Some("stream_with_template_card") => true,
        _ => return Err((40_008, "invalid message type")),
    };
    let stream = &body["stream"];
    if stream["id"].as_str().is_none_or(str::is_empty) {
        return Err((40_058, "stream without id"));
    }
    if stream["finish"] != true {
        return Ok(None);
    }
    let mut content = markdown(&stream["content"], LONGEST_STREAM)?;
    if with_card {
        let card = card(&body["template_card"], &["button_interaction"])?;
        (content.buttons, content.task_id) = (card.buttons, card.task_id);
    }
    Ok(Some(content))
}

/// Reads a card.
pub(crate) fn card(card: &Value, kinds: &[&str]) -> Result<Content, Refused> {
    let kind = card["card_type"].as_str().unwrap_or_default();
    if !kinds.contains(&kind) {
        return Err((40_058, "card_type not taken here"));
    }
    let title = card["main_title"]["title"].as_str().unwrap_or_default();
    let below = card["sub_title_text"].as_str().unwrap_or_default();
    if title.is_empty() && below.is_empty() {
        return Err((40_058, "card without title"));
    }
    let quoted = card["quote_area"]["quote_text"].as_str().unwrap_or_default();
    let lines: Vec<&str> =
        [title, below, quoted].into_iter().filter(|line| !line.is_empty()).collect();
    let mut content = Content { text: lines.join("\n"), ..Content::default() };
    if kind == "text_notice" {
        let action = card["card_action"]["type"].as_i64();
        return if matches!(action, Some(1 | 2)) {
            Ok(content)
        } else {
            Err((42_045, "card_action missing"))
        };
    }
    content.task_id = Some(task_id(card)?);
    content.buttons = buttons(card)?;
    Ok(content)
}

fn task_id(card: &Value) -> Result<String, Refused> {
    let task_id = card["task_id"].as_str().unwrap_or_default();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-@".contains(&byte);
    if task_id.is_empty() || task_id.len() > LONGEST_TASK_ID || !task_id.bytes().all(is_plain) {
        return Err((40_058, "invalid task_id"));
    }
    Ok(task_id.to_owned())
}

/// A card whose buttons were used up shows a grey one that cannot be pressed.
fn buttons(card: &Value) -> Result<Vec<(String, String)>, Refused> {
    let buttons = card["button_list"].as_array().map(Vec::as_slice).unwrap_or_default();
    if buttons.is_empty() || buttons.len() > 6 {
        return Err((40_058, "one to six buttons"));
    }
    let read = |button: &Value| {
        let (label, key) = (button["text"].as_str()?, button["key"].as_str()?);
        let fits = !label.is_empty() && !key.is_empty() && key.len() <= LONGEST_KEY;
        let styled = button["style"].as_i64().is_none_or(|style| (1..=4).contains(&style));
        (fits && styled).then(|| (label.to_owned(), key.to_owned()))
    };
    let buttons: Option<Vec<_>> = buttons.iter().map(read).collect();
    let buttons = buttons.ok_or((40_058, "invalid button"))?;
    Ok(if card["replace_text"].is_string() { Vec::new() } else { buttons })
}

fn text(body: &Value) -> Result<Content, Refused> {
    let text = words(&body["text"]["content"], LONGEST_TEXT)?;
    let listed = body["text"]["mentioned_list"].as_array().map(Vec::as_slice).unwrap_or_default();
    let listed =
        listed.iter().filter_map(Value::as_str).map(|one| one.trim_start_matches('@').to_owned());
    let mentioned = listed.chain(called_in(&text)).collect();
    Ok(Content { text, mentioned, ..Content::default() })
}

fn markdown(content: &Value, longest: usize) -> Result<Content, Refused> {
    let text = words(content, longest)?;
    let mentioned = called_in(&text).collect();
    Ok(Content { text, is_markdown: true, mentioned, ..Content::default() })
}

fn words(content: &Value, longest: usize) -> Result<String, Refused> {
    let words = content.as_str().unwrap_or_default();
    if words.is_empty() {
        return Err((44_004, "empty content"));
    }
    if words.len() > longest {
        return Err((40_058, "content exceeds the longest length in bytes"));
    }
    Ok(words.to_owned())
}

/// Accounts called by `<@account>`.
fn called_in(text: &str) -> impl Iterator<Item = String> {
    let pieces: Vec<String> = text.split("<@").skip(1).map(str::to_owned).collect();
    pieces.into_iter().filter_map(|piece| Some(piece.split_once('>')?.0.to_owned()))
}
