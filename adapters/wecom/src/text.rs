//! A neutral message as WeCom's plain text or markdown, cut to a limit in bytes.
//!
//! WeCom documents no escape for its markdown, so typed words are flattened there. `<@…>` and
//! `@all` call people in both forms, so neither can come out of anything that was typed.

use chat::draft::Draft;
use chat::{LengthLimit, Mention, Message, Span, neutralise};

use crate::address::is_callable;

/// Longest text of a webhook and of the app (vendor pages 99110 and 90236).
pub const LONGEST_TEXT: usize = 2048;

/// Longest markdown of a webhook (vendor page 99110). Taken for the robot's own sends too, whose
/// limit is not stated.
pub const LONGEST_MARKDOWN: usize = 4096;

/// Longest content of a stream (vendor page 101031).
pub const LONGEST_STREAM: usize = 20_480;

/// Whether markdown may call people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Calling {
    /// By `<@userid>`.
    ByAccount,
    /// Not at all: a name is only a name.
    ByName,
}

/// Whether the words to type stand in for buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Buttons {
    /// There are none, so the words are written.
    AsWords,
    /// They are on a card beside the text.
    OnCard,
}

/// Accounts that a message calls, each once.
pub(crate) fn called(message: &Message) -> Vec<&str> {
    let accounts = message.everyone_mentioned().into_iter().map(|mention| mention.account.as_str());
    accounts.filter(|account| is_callable(account)).collect()
}

/// Plain text in which people stand by name.
pub(crate) fn plain(message: &Message, most: usize) -> String {
    let mut draft = message.draft(plain_span);
    draft.tail.extend(message.reply_words());
    draft.fit(LengthLimit::Bytes(most))
}

/// One piece of plain text.
pub(crate) fn plain_span(span: &Span) -> String {
    match span {
        // A name is as little to be trusted as a text: somebody may be called "all".
        Span::Mention(mention) => typed(&format!("@{}", mention.display)),
        Span::Typed(words) => typed(words),
        Span::Text(words) => words.clone(),
    }
}

/// `<@…>` calls people in plain text too, so no typed bracket stays one.
fn typed(words: &str) -> String {
    neutralise::plain(words).replace('<', "＜")
}

/// Markdown with its headline in bold and a blank line between paragraphs, which every renderer
/// understands.
pub(crate) fn markdown(
    message: &Message,
    most: usize,
    calling: Calling,
    buttons: Buttons,
) -> String {
    let mut draft: Draft = message.draft(|span| markdown_span(span, calling));
    if buttons == Buttons::AsWords {
        draft.tail.extend(message.reply_words().map(|words| neutralise::flatten_markdown(&words)));
    }
    draft.head = format!("**{}**", draft.head.replace("**", ""));
    draft.fit_joined(LengthLimit::Bytes(most), "\n\n")
}

fn markdown_span(span: &Span, calling: Calling) -> String {
    match span {
        Span::Text(words) => words.clone(),
        Span::Typed(words) => flat(words),
        Span::Mention(Mention { account, .. })
            if calling == Calling::ByAccount && is_callable(account) =>
        {
            format!("<@{account}>")
        }
        Span::Mention(mention) => flat(&format!("@{}", mention.display)),
    }
}

fn flat(words: &str) -> String {
    neutralise::flatten_markdown(&neutralise::plain(words))
}

#[cfg(test)]
mod tests {
    use chat::{Button, Line, MessageKind};

    use super::*;

    fn page() -> Message {
        let mut page = Message::new(MessageKind::Page, "[INC-128] 支付不可用");
        page.lines =
            vec![Line::text("客户说：").and_typed("**<@all>** @all [x](https://evil.example)")];
        page.mentions = vec![Mention { account: "zhangsan".into(), display: "张三".into() }];
        page.buttons =
            vec![Button { reply: Some("收到 5531".into()), ..Button::new("认领", "ack:5531") }];
        page
    }

    #[test]
    fn plain_text_names_people_and_says_what_to_type() {
        insta::assert_snapshot!(plain(&page(), LONGEST_TEXT).replace('\u{200D}', "~"), @r"
        [INC-128] 支付不可用
        客户说：**＜@~all>** @~all [x](https://evil.example)
        @~张三
        认领「收到 5531」
        ");
    }

    #[test]
    fn markdown_calls_people_and_flattens_what_was_typed() {
        let written = markdown(&page(), LONGEST_MARKDOWN, Calling::ByAccount, Buttons::OnCard);
        insta::assert_snapshot!(written.replace('\u{200D}', "~"), @r"
        **[INC-128] 支付不可用**

        客户说：＊＊＜@~all＞＊＊ @~all ［x］（https://evil.example）

        <@zhangsan>
        ");
    }

    #[test]
    fn somebody_called_all_calls_nobody() {
        let mut message = Message::new(MessageKind::Notice, "x");
        message.mentions = vec![
            Mention { account: "@all".into(), display: "all".into() },
            Mention { account: "li>si".into(), display: "李四".into() },
        ];
        assert!(called(&message).is_empty());
        let written = markdown(&message, LONGEST_MARKDOWN, Calling::ByAccount, Buttons::AsWords);
        assert_eq!(written, "**x**\n\n@\u{200D}all @\u{200D}李四");
    }

    #[test]
    fn every_limit_in_bytes_is_kept() {
        let mut message = page();
        message.incident = Some("INC-128".into());
        message.lines = (0..300).map(|n| Line::text(format!("第 {n} 行，共很多行"))).collect();
        for most in [LONGEST_TEXT, LONGEST_MARKDOWN, LONGEST_STREAM] {
            let (text, rich) = (
                plain(&message, most),
                markdown(&message, most, Calling::ByAccount, Buttons::AsWords),
            );
            assert!(text.len() <= most && rich.len() <= most, "{most}");
            assert!(text.contains("INC-128") && rich.contains("<@zhangsan>"), "{most}");
        }
    }
}
