//! A neutral message as DingTalk's JSON, cut so that the JSON, not only the text, keeps the limit.
//!
//! Cards become markdown; everything else is plain text, in which nothing can be forged. DingTalk
//! documents no escape for its markdown, so typed words are flattened there instead of escaped.

use chat::draft::{Draft, cut_inside};
use chat::{LengthLimit, Message, MessageKind, Span, neutralise};
use serde_json::{Value, json};

use crate::address::is_listed;

/// Longest message of a custom robot or session, whole JSON, in bytes (error text of the vendor).
pub const LONGEST_ROBOT_MESSAGE: usize = 20_000;

/// Longest `msgParam` of the `OpenAPI`, in bytes (vendor documentation).
pub const LONGEST_MSG_PARAM: usize = 15_000;

/// A markdown title that every client shows; it becomes the push text on the lock screen.
pub(crate) const LONGEST_TITLE: LengthLimit = LengthLimit::Chars(64);

/// The text and, for the `OpenAPI`, the kind of message it is.
pub(crate) struct MsgParam {
    pub(crate) key: &'static str,
    pub(crate) json: String,
}

/// The body for a custom robot or a session, with everybody who is mentioned in `at` *and* in the
/// text: `at` decides who is notified, and in markdown only the text shows it.
pub(crate) fn for_robot(message: &Message) -> String {
    let accounts: Vec<&str> = message
        .everyone_mentioned()
        .into_iter()
        .map(|mention| mention.account.as_str())
        .filter(|account| is_listed(account))
        .collect();
    let at = json!({"atUserIds": accounts, "isAtAll": false});
    let form = Form::of(message, Calling::ByAccount);
    form.fit(LONGEST_ROBOT_MESSAGE, |text| match form.title {
        Some(ref title) => {
            json!({"msgtype": "markdown", "markdown": {"title": title, "text": text}, "at": at})
        }
        None => json!({"msgtype": "text", "text": {"content": text}, "at": at}),
    })
}

/// The message parameters for the `OpenAPI`, which has no mentions: people are named.
pub(crate) fn for_open_api(message: &Message) -> MsgParam {
    let form = Form::of(message, Calling::ByName);
    let json = form.fit(LONGEST_MSG_PARAM, |text| match form.title {
        Some(ref title) => json!({"title": title, "text": text}),
        None => json!({"content": text}),
    });
    MsgParam { key: if form.title.is_some() { "sampleMarkdown" } else { "sampleText" }, json }
}

/// How a person is called within the text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Calling {
    ByAccount,
    ByName,
}

/// A message in one of the two forms: markdown when it has a title, else plain text.
struct Form {
    title: Option<String>,
    draft: Draft,
    separator: &'static str,
}

impl Form {
    fn of(message: &Message, calling: Calling) -> Self {
        let markdown = message.kind == MessageKind::Card;
        let mut draft = message.draft(|span| write(span, calling, markdown));
        draft.tail.extend(message.reply_words().map(|words| without_markup(&words, markdown)));
        if !markdown {
            return Self { title: None, draft, separator: "\n" };
        }
        let title = cut_inside(&message.headline.write(Span::plain), LONGEST_TITLE);
        draft.head.insert_str(0, "### ");
        // A single line break is only a space in this markdown; a blank line ends the paragraph.
        Self { title: Some(title), draft, separator: "\n\n" }
    }

    fn fit(&self, most: usize, build: impl Fn(&str) -> Value) -> String {
        fit(&self.draft, self.separator, most, build).to_string()
    }
}

/// The JSON which `build` makes of as much text as fits into `most` bytes of JSON.
pub(crate) fn fit(
    draft: &Draft,
    separator: &str,
    most: usize,
    build: impl Fn(&str) -> Value,
) -> Value {
    let mut allowed = most;
    loop {
        let text = draft.fit_joined(LengthLimit::Bytes(allowed), separator);
        let json = build(&text);
        let length = json.to_string().len();
        if length <= most || allowed == 0 {
            return json;
        }
        // Escapes make the JSON longer than the text by a factor, so the allowance shrinks by it.
        allowed = (allowed * most / length).min(allowed - 1);
    }
}

pub(crate) fn write(span: &Span, calling: Calling, markdown: bool) -> String {
    match span {
        Span::Text(words) => words.clone(),
        Span::Typed(words) => without_markup(&neutralise::plain(words), markdown),
        Span::Mention(mention) if calling == Calling::ByAccount && is_listed(&mention.account) => {
            format!("@{} ", mention.account)
        }
        Span::Mention(mention) => without_markup(&neutralise::plain(&mention.display), markdown),
    }
}

pub(crate) fn without_markup(words: &str, markdown: bool) -> String {
    if markdown { neutralise::flatten_markdown(words) } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use chat::{Button, Line, Mention};

    use super::*;

    fn parsed(json: &str) -> Value {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_page_is_plain_text_with_its_mention_in_both_places() {
        let mut page = Message::new(MessageKind::Page, "[INC-128] 支付不可用");
        page.mentions = vec![Mention { account: "user123".into(), display: "张强".into() }];
        page.buttons = vec![Button::new("收到 5531", "ack:5531")];
        assert_eq!(
            parsed(&for_robot(&page)),
            json!({"msgtype": "text",
                   "text": {"content": "[INC-128] 支付不可用\n@user123 \n「收到 5531」"},
                   "at": {"atUserIds": ["user123"], "isAtAll": false}})
        );
    }

    #[test]
    fn somebody_outside_the_organisation_is_named_but_not_called() {
        let mut message = Message::new(MessageKind::Reply, "done");
        message.mentions =
            vec![Mention { account: "unlisted:$:x".into(), display: "Ms @all".into() }];
        let body = parsed(&for_robot(&message));
        assert_eq!(body["at"]["atUserIds"], json!([]));
        assert_eq!(body["text"]["content"], "done\nMs @\u{200D}all");
    }

    #[test]
    fn a_card_is_markdown_in_which_typed_words_are_flat() {
        let mut card = Message::new(MessageKind::Card, "INC-128");
        card.lines =
            vec![Line::default().and_typed("# [good](https://evil.example)"), Line::text("open")];
        let body = parsed(&for_robot(&card));
        assert_eq!(body["markdown"]["title"], "INC-128");
        assert_eq!(
            body["markdown"]["text"],
            "### INC-128\n\n＃ ［good］（https://evil.example）\n\nopen"
        );
    }

    #[test]
    fn the_json_keeps_the_limit_even_when_every_character_is_escaped() {
        let mut message = Message::new(MessageKind::Notice, "INC-128");
        message.lines = (0..400).map(|_| Line::text("\"\\".repeat(40))).collect();
        assert!(for_robot(&message).len() <= LONGEST_ROBOT_MESSAGE);
        let param = for_open_api(&message);
        assert!(param.json.len() <= LONGEST_MSG_PARAM && param.json.len() > LONGEST_MSG_PARAM / 2);
        assert_eq!(param.key, "sampleText");
    }

    #[test]
    fn a_title_is_cut_to_what_every_client_shows() {
        let card = Message::new(MessageKind::Card, "支".repeat(80));
        let body = parsed(&for_robot(&card));
        assert_eq!(body["markdown"]["title"].as_str().unwrap().chars().count(), 64);
    }
}
