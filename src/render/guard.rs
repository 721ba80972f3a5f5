//! Hides what somebody typed and should not stand in a customer's room: private keys, tokens, passwords,
//! telephone numbers.
//!
//! Only typed words are looked at; the plan's own hotline is declared, not typed, and stays. What is hidden
//! leaves a mark, so that readers know that something was there.

use std::sync::LazyLock;

use chat::{Line, Message, Span};
use regex::Regex;

/// Stands where something was hidden, in both languages because it may stand in either.
pub const HIDDEN: &str = "[已隐去 hidden]";

/// A private key, whole or cut off at its end.
const PRIVATE_KEY: &str = r"(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\z)";

/// Tokens with the prefixes their makers give them: AWS, Alibaba Cloud, GitHub, Slack, model services,
/// JSON web tokens, bearer tokens.
const TOKEN: &str = r"(?x)
    \b(?: (?:AKIA|ASIA)[0-9A-Z]{16} | LTAI[0-9A-Za-z]{12,30} | gh[pousr]_[0-9A-Za-z]{20,}
        | github_pat_[0-9A-Za-z_]{20,} | xox[abeprs]-[0-9A-Za-z-]{10,} | sk-[0-9A-Za-z_-]{16,}
        | eyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]* )
    | (?i:bearer)\s+[0-9A-Za-z._~+/=-]{16,}";

/// A secret behind its name: `password=…`, `密码：…`.
const NAMED_SECRET: &str = r"(?xi)
    (?: \b(?:password|passwd|pwd|secret|access[_-]?key|secret[_-]?key|api[_-]?key|token)
      | 密码 | 口令 | 密钥 | 令牌 )
    \s* (?: [=:：] | 是 | 为 | \bis\b ) \s* [^\s，。；、,;]{4,}";

/// Mobile and fixed numbers of China, and international ones with their plus sign. No digit stands beside.
const TELEPHONE: &str = r"(?x)
    (?: \+\d{1,3}[\s-]? )? \b1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}\b
    | \b0\d{2,3}-\d{7,8}\b
    | \+\d{1,3}(?:[\s-]?\d){7,12}\b";

static SECRETS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [PRIVATE_KEY, TOKEN, NAMED_SECRET, TELEPHONE].iter().filter_map(|rule| Regex::new(rule).ok()).collect()
});

/// The message as it may stand in a customer's room.
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

/// The words with every secret replaced by [`HIDDEN`].
fn hidden(words: &str) -> String {
    // Nearly all words hold no digit run, key or name of a secret; nothing is copied for them more than once.
    SECRETS.iter().fold(words.to_owned(), |text, rule| match rule.replace_all(&text, HIDDEN) {
        std::borrow::Cow::Borrowed(_) => text.clone(),
        std::borrow::Cow::Owned(replaced) => replaced,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chat::MessageKind;

    #[test]
    fn every_rule_can_be_read() {
        assert_eq!(SECRETS.len(), 4);
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
