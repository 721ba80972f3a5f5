//! A neutral message as Discord's JSON.
//!
//! `allowed_mentions` always is there: left out, a message notifies everybody it names. Typed words
//! are escaped, because all text is markdown. Components always are there too, so that an edit
//! takes them away.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chat::draft::cut_inside;
use chat::{Button, ButtonStyle, LengthLimit, Message, Span, neutralise};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::snowflake::Snowflake;

/// Counted as `serenity` counts it, in Unicode scalar values.
pub(crate) const LONGEST_CONTENT: LengthLimit = LengthLimit::Chars(2000);

/// Accounts that one message may notify.
pub(crate) const MOST_MENTIONS: usize = 100;

/// Only the caller sees a message with this flag.
pub(crate) const EPHEMERAL: u64 = 1 << 6;

const LONGEST_LABEL: LengthLimit = LengthLimit::Chars(80);
const LONGEST_CUSTOM_ID: usize = 100;
const LONGEST_URL: usize = 512;
const LONGEST_NONCE: usize = 25;
const BUTTONS_IN_A_ROW: usize = 5;
const MOST_BUTTONS: usize = 25;
const LONGEST_THREAD_NAME: LengthLimit = LengthLimit::Chars(100);

/// A day without a word hides a thread from the list; it stays readable.
const THREAD_HIDES_AFTER_MINUTES: u32 = 1440;

/// The message for a channel; Discord shows it once for each key within a few minutes.
pub(crate) fn posted(message: &Message, key: &str) -> Value {
    let mut body = written(message);
    body["nonce"] = json!(nonce(key));
    body["enforce_nonce"] = json!(true);
    body
}

/// The same without a nonce, for edits and for answers to an interaction.
pub(crate) fn written(message: &Message) -> Value {
    let (pressable, said): (Vec<&Button>, Vec<&Button>) =
        message.buttons.iter().partition(|button| component(button).is_some());
    let (pressable, beyond) = pressable.split_at(pressable.len().min(MOST_BUTTONS));
    let mut draft = message.draft(write);
    let words: Vec<String> = said.iter().chain(beyond).map(|button| button.in_words()).collect();
    draft.tail.extend((!words.is_empty()).then(|| neutralise::escape_markdown(&words.join("  "))));
    json!({
        "content": draft.fit(LONGEST_CONTENT),
        "allowed_mentions": {"parse": [], "users": accounts(message), "roles": [], "replied_user": false},
        "components": rows(pressable),
    })
}

/// The body that starts a thread from a message.
pub(crate) fn thread(name: &str) -> Value {
    let name = cut_inside(&neutralise::plain(name), LONGEST_THREAD_NAME);
    json!({"name": name, "auto_archive_duration": THREAD_HIDES_AFTER_MINUTES})
}

/// A key of any length as a nonce of at most 25 characters.
pub(crate) fn nonce(key: &str) -> String {
    let mut nonce = URL_SAFE_NO_PAD.encode(Sha256::digest(key.as_bytes()));
    nonce.truncate(LONGEST_NONCE);
    nonce
}

fn write(span: &Span) -> String {
    match span {
        Span::Text(words) => words.clone(),
        Span::Typed(words) => harmless(words),
        Span::Mention(mention) if Snowflake::parse(&mention.account).is_some() => {
            format!("<@{}>", mention.account)
        }
        Span::Mention(mention) => format!("@{}", harmless(&mention.display)),
    }
}

fn harmless(words: &str) -> String {
    neutralise::escape_markdown(&neutralise::plain(words))
}

fn accounts(message: &Message) -> Vec<&str> {
    let all = message.everyone_mentioned().into_iter().map(|mention| mention.account.as_str());
    all.filter(|account| Snowflake::parse(account).is_some()).take(MOST_MENTIONS).collect()
}

fn rows(buttons: &[&Button]) -> Vec<Value> {
    let mut seen = Vec::new();
    let mut unique = buttons.to_vec();
    // Discord refuses a message that holds a custom id twice.
    unique.retain(|button| {
        let is_new = button.key.is_empty() || !seen.contains(&button.key.as_str());
        seen.push(&button.key);
        is_new
    });
    let row = |buttons: &[&Button]| json!({"type": 1, "components": buttons.iter().filter_map(|b| component(b)).collect::<Vec<_>>()});
    unique.chunks(BUTTONS_IN_A_ROW).map(row).collect()
}

/// A button that comes back when pressed or, for one without a key, a link. None where neither
/// fits.
fn component(button: &Button) -> Option<Value> {
    let label = cut_inside(&neutralise::plain(&button.label), LONGEST_LABEL);
    if (1..=LONGEST_CUSTOM_ID).contains(&button.key.chars().count()) {
        return Some(
            json!({"type": 2, "style": style(button.style), "label": label, "custom_id": button.key}),
        );
    }
    let url = button
        .link
        .as_ref()
        .filter(|url| url.len() <= LONGEST_URL && url.starts_with("https://"))?;
    Some(json!({"type": 2, "style": 5, "label": label, "url": url}))
}

fn style(style: ButtonStyle) -> u8 {
    match style {
        ButtonStyle::Primary => 1,
        ButtonStyle::Plain => 2,
        ButtonStyle::Danger => 4,
    }
}

#[cfg(test)]
mod tests {
    use chat::{Line, Mention, MessageKind};

    use super::*;

    fn mention(account: &str, display: &str) -> Mention {
        Mention { account: account.into(), display: display.into() }
    }

    #[test]
    fn a_page_names_whom_it_notifies_and_nobody_else() {
        let mut page = Message::new(MessageKind::Page, "[INC-128] 支付不可用");
        page.lines = vec![Line::text("客户：").and_typed("@everyone <@&5> *now*")];
        page.mentions = vec![mention("42", "张强"), mention("not-an-id", "陈静")];
        page.buttons =
            vec![Button { style: ButtonStyle::Primary, ..Button::new("认领", "ack:5531") }];
        insta::assert_snapshot!(serde_json::to_string_pretty(&posted(&page, "row-1")).unwrap().replace('\u{200D}', "<ZWJ>"), @r#"
        {
          "allowed_mentions": {
            "parse": [],
            "replied_user": false,
            "roles": [],
            "users": [
              "42"
            ]
          },
          "components": [
            {
              "components": [
                {
                  "custom_id": "ack:5531",
                  "label": "认领",
                  "style": 1,
                  "type": 2
                }
              ],
              "type": 1
            }
          ],
          "content": "[INC-128] 支付不可用\n客户：@<ZWJ>everyone \\<@<ZWJ>&5\\> \\*now\\*\n<@42> @陈静",
          "enforce_nonce": true,
          "nonce": "D3GbHzpCik3VPGGzvcXC7CecL"
        }
        "#);
    }

    #[test]
    fn buttons_stand_five_in_a_row_and_what_does_not_fit_is_said() {
        let mut card = Message::new(MessageKind::Card, "INC-128");
        card.buttons = (0..7).map(|n| Button::new(format!("{n}"), format!("key:{n}"))).collect();
        card.buttons.push(Button::new("again", "key:0"));
        card.buttons.push(Button {
            link: Some("https://example.com/i/128".into()),
            ..Button::new("page", "")
        });
        card.buttons.push(Button {
            reply: Some("ack 5531".into()),
            ..Button::new("take", "k".repeat(101))
        });
        let body = written(&card);
        let rows = body["components"].as_array().unwrap();
        let sizes: Vec<_> =
            rows.iter().map(|row| row["components"].as_array().unwrap().len()).collect();
        assert_eq!(sizes, [5, 3]);
        assert_eq!(rows[1]["components"][2]["url"], "https://example.com/i/128");
        assert_eq!(body["content"], "INC-128\ntake「ack 5531」");
    }

    #[test]
    fn a_message_without_buttons_takes_them_away_when_it_replaces_one() {
        assert_eq!(written(&Message::new(MessageKind::Card, "INC-128"))["components"], json!([]));
    }

    #[test]
    fn the_limit_counts_characters_and_not_bytes() {
        let mut message = Message::new(MessageKind::Notice, "支".repeat(1990));
        message.lines = vec![Line::text("123456789")];
        assert_eq!(written(&message)["content"].as_str().unwrap().chars().count(), 2000);
    }

    #[test]
    fn nonces_are_short_and_differ() {
        assert!(nonce("a").len() == LONGEST_NONCE && nonce("a") != nonce("b"));
    }
}
