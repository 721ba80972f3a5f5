//! What is in a message: its words, what else it holds, and the words of the message it answers.

use chat::Attachment;
use serde_json::Value;

use super::{non_empty, text};

/// What was said, for the kinds of message that hold words: text, rich text, and recognised speech.
/// A text without words is a mention of the robot and nothing else, which asks for help.
pub(super) fn words(body: &Value) -> Option<String> {
    let content = body.get("content").unwrap_or(&Value::Null);
    match text(body, "msgtype").as_str() {
        "text" => Some(text(body.get("text")?, "content")),
        "richText" => rich_words(content),
        "audio" => non_empty(content, "recognition"),
        _ => None,
    }
}

/// What a message holds besides words; none for one that holds words only.
pub(super) fn attachment(body: &Value) -> Option<Attachment> {
    Some(match text(body, "msgtype").as_str() {
        "text" => return None,
        "picture" | "richText" => Attachment::Picture,
        "audio" => Attachment::Voice,
        "video" => Attachment::Video,
        "file" => Attachment::File,
        "chatRecord" => Attachment::Forwarded,
        _ => Attachment::Other,
    })
}

/// The words of the message that this one answers. The vendor's page does not describe the field;
/// robots are known to get it beside the content of a text, with the old content as an object or
/// as its JSON, and without any content for a card.
pub(super) fn quoted(body: &Value) -> Option<String> {
    let mut holders = [body.get("text"), body.get("content"), Some(body)].into_iter().flatten();
    let replied = holders.find_map(|holder| holder.get("repliedMsg"))?;
    let content = match replied.get("content")? {
        Value::String(json) => {
            serde_json::from_str(json).unwrap_or_else(|_| Value::from(json.as_str()))
        }
        content => content.clone(),
    };
    match &content {
        Value::String(words) => Some(words.clone()),
        content => ["text", "content", "recognition"]
            .into_iter()
            .find_map(|field| non_empty(content, field))
            .or_else(|| rich_words(content)),
    }
}

/// The parts of a rich text that are words. In the message itself they are named `text`, in one
/// that is answered also `content`.
fn rich_words(content: &Value) -> Option<String> {
    let parts = content.get("richText")?.as_array()?;
    let words = |part: &Value| non_empty(part, "text").or_else(|| non_empty(part, "content"));
    let parts: Vec<String> = parts.iter().filter_map(words).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}
