//! Hides what somebody typed and should not appear in a customer's room: private keys, tokens,
//! passwords, telephone numbers. Secrets are known by the rules of [`redaction`], which keep them
//! from being stored in the first place; here they are looked for once more, in what was stored
//! before there were such rules.
//!
//! Only typed words are looked at; the plan's own hotline is declared, not typed, and stays. What
//! is hidden leaves a mark, so that readers know that something was there.

use std::sync::LazyLock;

use chat::{Line, Message, Span};
use regex::Regex;

use super::context::RenderContext;
use crate::redaction;

/// Marks where something was hidden, in both languages because it may appear in either.
pub use crate::redaction::MARK as HIDDEN;

/// Mobile and fixed numbers of China, and international ones with their plus sign. No digit is
/// beside.
const TELEPHONE: &str = r"(?x)
    (?: \+\d{1,3}[\s-]? )? \b1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}\b
    | \b0\d{2,3}-\d{7,8}\b
    | \+\d{1,3}(?:[\s-]?\d){7,12}\b";

static TELEPHONES: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(TELEPHONE).ok());

/// The message as this audience may read it.
#[must_use]
pub(super) fn for_audience(message: Message, context: &RenderContext<'_>) -> Message {
    if context.is_for_customer() { customer_room(&message) } else { message }
}

/// The message as it may appear in a customer's room.
#[must_use]
pub fn customer_room(message: &Message) -> Message {
    let mut guarded = message.clone();
    guarded.headline = line(&message.headline);
    guarded.lines = message.lines.iter().map(line).collect();
    guarded
}

fn line(line: &Line) -> Line {
    Line(line.0.iter().map(span).collect())
}

fn span(span: &Span) -> Span {
    match span {
        Span::Typed(words) => Span::Typed(hidden(words)),
        Span::Text(_) | Span::Mention(_) => span.clone(),
    }
}

/// The words with every secret and telephone number replaced by [`HIDDEN`].
pub(super) fn hidden(words: &str) -> String {
    let clean = redaction::without_secrets(words);
    match &*TELEPHONES {
        Some(telephones) => telephones.replace_all(&clean, HIDDEN).into_owned(),
        None => clean.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chat::MessageKind;

    #[test]
    fn the_rule_for_telephones_can_be_read() {
        assert!(TELEPHONES.is_some());
    }

    #[test]
    fn secrets_and_telephone_numbers_are_hidden() {
        for (typed, shown) in [
            ("重置后的密码：Xk29fjq，请登录", "重置后的[已隐去 hidden]，请登录"),
            ("the password is hunter2ab", "the [已隐去 hidden]"),
            ("use AKIAABCDEFGHIJKLMNOP for it", "use [已隐去 hidden] for it"),
            ("Authorization: Bearer abcdefghijklmnop1234", "Authorization: [已隐去 hidden]"),
            ("请联系 13800001234 王伟", "请联系 [已隐去 hidden] 王伟"),
            ("call +41 79 000 00 00 now", "call [已隐去 hidden] now"),
            ("前台 010-00001234", "前台 [已隐去 hidden]"),
            (
                "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY----- done",
                "[已隐去 hidden] done",
            ),
        ] {
            assert_eq!(hidden(typed), shown);
        }
    }

    #[test]
    fn ordinary_words_stay_as_they_are() {
        for typed in [
            "支付接口返回 500，10:20 起，订单 20260310128 失败",
            "热线 950808转6",
            "tokens per second went from 1200 to 300",
            "node 10.0.0.12 restarted at 2026-03-10 12:05",
            "the password page is slow",
        ] {
            assert_eq!(hidden(typed), typed);
        }
    }

    #[test]
    fn what_the_plan_declares_is_not_hidden() {
        let hotline = Line::text("热线 13800001234 ").and_typed("13800001234");
        let guarded = customer_room(&Message::new(MessageKind::Reply, hotline));
        assert_eq!(guarded.plain_text(), "热线 13800001234 [已隐去 hidden]");
    }
}
