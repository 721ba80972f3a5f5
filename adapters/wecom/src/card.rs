//! Template cards: a message with buttons, and what stays of one when it was answered (vendor pages
//! 101032, 94888 and 99110).
//!
//! A card holds little: the vendor recommends a number of characters for each field and clients cut
//! what is longer. So the headline goes into the title with its number kept, the first lines below
//! it, and what is left over into the quotation, which has no such limit.

use chat::draft::{Draft, cut_inside};
use chat::{Button, ButtonStyle, LengthLimit, Message};
use serde_json::{Map, Value, json};
use sha1::{Digest as _, Sha1};

use crate::callback::robot::SETTLED_KEY;
use crate::text::plain_span;

/// How many characters the fields of a card show.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sizes {
    title: usize,
    sub_title: usize,
}

/// Cards of robots and webhooks.
pub(crate) const ROBOT: Sizes = Sizes { title: 26, sub_title: 112 };

/// Cards of the app.
pub(crate) const APP: Sizes = Sizes { title: 36, sub_title: 160 };

/// Most buttons of a card, and the longest key of one, in bytes (vendor page 101032).
const MOST_BUTTONS: usize = 6;
const LONGEST_KEY: usize = 1024;

/// The vendor recommends ten; that is too short for English, and clients show more.
const LONGEST_LABEL: LengthLimit = LengthLimit::Chars(20);

/// Longest quotation. No limit is stated; a screen holds no more.
const LONGEST_QUOTE: LengthLimit = LengthLimit::Chars(400);

/// Most links of a notice.
const MOST_LINKS: usize = 3;

/// Marks where the buttons were.
const SETTLED: &str = "已处理 Done";

/// A card with the message's buttons; none if there are no buttons, or more than a card holds.
pub(crate) fn with_buttons(message: &Message, task_id: &str, sizes: Sizes) -> Option<Value> {
    let fits = |button: &Button| button.key.len() <= LONGEST_KEY;
    let count = message.buttons.len();
    if !(1..=MOST_BUTTONS).contains(&count) || !message.buttons.iter().all(fits) {
        return None;
    }
    Some(interaction(message, buttons_of(message), task_id, sizes))
}

/// What a robot's card becomes when it was answered: the answer, and its buttons or one that does
/// nothing. The robot's cards have no field for a button that is used up.
pub(crate) fn settled_by_robot(answer: &Message, task_id: &str) -> Value {
    with_buttons(answer, task_id, ROBOT).unwrap_or_else(|| {
        let done = json!([{"text": SETTLED, "style": 2, "key": SETTLED_KEY}]);
        interaction(answer, done, task_id, ROBOT)
    })
}

/// What an app's card becomes when it was answered: the answer, and its buttons or a grey one.
pub(crate) fn settled_by_app(answer: &Message, task_id: &str) -> Value {
    with_buttons(answer, task_id, APP).unwrap_or_else(|| {
        let done = json!([{"text": SETTLED, "style": 2, "key": SETTLED_KEY}]);
        let mut card = interaction(answer, done, task_id, APP);
        card["replace_text"] = json!(SETTLED);
        card
    })
}

/// A card for a webhook, whose buttons can only open pages; none where the message has no links.
pub(crate) fn notice(message: &Message) -> Option<Value> {
    let links: Vec<(&str, &str)> = message
        .buttons
        .iter()
        .filter_map(|button| Some((button.label.as_str(), button.link.as_deref()?)))
        .take(MOST_LINKS)
        .collect();
    let (_, first) = links.first()?;
    let mut card = face(message, message.reply_words(), ROBOT);
    card.insert("card_type".into(), json!("text_notice"));
    card.insert("card_action".into(), json!({"type": 1, "url": first}));
    let jumps =
        links.iter().map(|(label, url)| json!({"type": 1, "title": label, "url": url})).collect();
    card.insert("jump_list".into(), Value::Array(jumps));
    Some(Value::Object(card))
}

/// An id for the card of one message: the incident, and what tells this message from the others of
/// it. Digits, letters and `-` only, and far below the 128 bytes that are allowed.
pub(crate) fn task_id(message: &Message, key: &str) -> String {
    let is_plain = |character: &char| character.is_ascii_alphanumeric() || *character == '-';
    let incident: String =
        message.incident.iter().flat_map(|id| id.chars()).filter(is_plain).take(40).collect();
    let digest = Sha1::digest(key.as_bytes());
    let tail = hex::encode(&digest[..10]);
    if incident.is_empty() { tail } else { format!("{incident}-{tail}") }
}

fn interaction(message: &Message, buttons: Value, task_id: &str, sizes: Sizes) -> Value {
    let mut card = face(message, None, sizes);
    card.insert("card_type".into(), json!("button_interaction"));
    card.insert("button_list".into(), buttons);
    card.insert("task_id".into(), json!(task_id));
    Value::Object(card)
}

fn buttons_of(message: &Message) -> Value {
    let one = |button: &Button| {
        let style = match button.style {
            ButtonStyle::Primary => 1,
            ButtonStyle::Plain => 2,
            ButtonStyle::Danger => 3,
        };
        json!({"text": cut_inside(&button.label, LONGEST_LABEL), "style": style, "key": button.key})
    };
    message.buttons.iter().map(one).collect()
}

/// Title, text and quotation.
fn face(message: &Message, last_line: Option<String>, sizes: Sizes) -> Map<String, Value> {
    let draft = message.draft(plain_span);
    let title_limit = LengthLimit::Chars(sizes.title);
    let title = Draft { body: Vec::new(), tail: Vec::new(), ..draft.clone() }.fit(title_limit);
    // A headline that was cut for the title stands whole below it.
    let whole_head = (title != draft.head).then_some(draft.head);
    let lines: Vec<String> =
        whole_head.into_iter().chain(draft.body).chain(draft.tail).chain(last_line).collect();
    let (below, quoted) = split(&lines, sizes.sub_title);
    let mut card = Map::new();
    card.insert("main_title".into(), json!({"title": title}));
    if !below.is_empty() {
        card.insert("sub_title_text".into(), json!(below));
    }
    if !quoted.is_empty() {
        card.insert(
            "quote_area".into(),
            json!({"type": 0, "quote_text": cut_inside(&quoted, LONGEST_QUOTE)}),
        );
    }
    card
}

/// As many whole lines as fit, and the others.
fn split(lines: &[String], most: usize) -> (String, String) {
    let limit = LengthLimit::Chars(most);
    let fitting = (0..=lines.len()).rev().find(|count| limit.allows(&lines[..*count].join("\n")));
    let (below, quoted) = lines.split_at(fitting.unwrap_or_default());
    (below.join("\n"), quoted.join("\n"))
}

#[cfg(test)]
mod tests {
    use chat::{Line, MessageKind};

    use super::*;

    fn page() -> Message {
        let mut page = Message::new(
            MessageKind::Page,
            "支付系统整体不可用，客户无法下单，请立即处理 [INC-128] 一级",
        );
        page.lines = (1..=6)
            .map(|n| Line::text(format!("第 {n} 行：这里写着下一步会发生什么，以及谁会被叫醒")))
            .collect();
        page.buttons = vec![
            Button { style: ButtonStyle::Primary, ..Button::new("认领", "ack:5531") },
            Button { style: ButtonStyle::Danger, ..Button::new("升级", "escalate:128") },
        ];
        page.incident = Some("INC-128".into());
        page
    }

    fn at<'a>(card: &'a Value, pointer: &str) -> &'a str {
        card.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
    }

    #[test]
    fn a_page_keeps_its_number_its_buttons_and_all_its_lines() {
        let card = with_buttons(&page(), "INC-128-1", ROBOT).unwrap();
        let title = at(&card, "/main_title/title");
        assert!(title.chars().count() <= 26 && title.contains("INC-128"), "{title}");
        let below = at(&card, "/sub_title_text");
        assert!(below.chars().count() <= 112 && below.starts_with("支付系统整体不可用"), "{below}");
        let both = format!("{below}\n{}", at(&card, "/quote_area/quote_text"));
        assert!((1..=6).all(|n| both.contains(&format!("第 {n} 行"))), "{both}");
        let buttons = json!([
            {"text": "认领", "style": 1, "key": "ack:5531"},
            {"text": "升级", "style": 3, "key": "escalate:128"}
        ]);
        assert_eq!((&card["button_list"], &card["task_id"]), (&buttons, &json!("INC-128-1")));
    }

    #[test]
    fn what_a_card_cannot_hold_is_left_to_words() {
        let mut message = page();
        message.buttons = (0..7).map(|n| Button::new(format!("b{n}"), "k")).collect();
        assert_eq!(with_buttons(&message, "t", ROBOT), None);
        message.buttons = vec![Button::new("b", "k".repeat(1025))];
        assert_eq!(with_buttons(&message, "t", ROBOT), None);
        message.buttons.clear();
        assert_eq!(with_buttons(&message, "t", APP), None);
        assert_eq!(notice(&page()), None);
    }

    #[test]
    fn an_answered_card_shows_the_answer_and_offers_nothing_that_acts() {
        let answer = Message::new(MessageKind::Reply, "INC-128 已由张三认领");
        let robot = settled_by_robot(&answer, "INC-128-1");
        assert_eq!(
            (at(&robot, "/button_list/0/key"), at(&robot, "/task_id")),
            (SETTLED_KEY, "INC-128-1")
        );
        let app = settled_by_app(&answer, "INC-128-1");
        assert_eq!(at(&app, "/replace_text"), SETTLED);
        assert_eq!(at(&app, "/main_title/title"), "INC-128 已由张三认领");
    }

    #[test]
    fn task_ids_are_made_of_what_is_allowed_and_differ_by_message() {
        let (mut odd, message) = (page(), page());
        odd.incident = Some("INC 128/支付".into());
        for id in [task_id(&odd, "k1"), task_id(&message, "k1"), task_id(&message, "k2")] {
            assert!(
                id.len() <= 128 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'),
                "{id}"
            );
        }
        assert_ne!(task_id(&message, "k1"), task_id(&message, "k2"));
        assert_eq!(task_id(&message, "k1"), task_id(&message, "k1"));
    }

    #[test]
    fn a_notice_links_and_still_says_what_to_type() {
        let mut message = page();
        message.buttons = vec![Button {
            reply: Some("收到 5531".into()),
            link: Some("https://bot.example/a".into()),
            ..Button::new("认领", "ack:5531")
        }];
        message.lines.clear();
        let card = notice(&message).unwrap();
        assert_eq!(at(&card, "/card_action/url"), "https://bot.example/a");
        assert!(at(&card, "/sub_title_text").contains("收到 5531"), "{card}");
    }
}
