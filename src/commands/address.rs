//! Decides whether a message is meant for the bot, and takes off the ways of saying so.
//!
//! Quoted lines and code blocks in front are skipped, so that nobody's old command is carried out
//! when somebody quotes it. What is behind the beginning of the command is left alone.

use std::borrow::Cow;

use super::code::behind_code;
use super::fold::{fold_char, is_blank, is_ornament};
use super::grammar;
use super::lexer::Cursor;

/// With the slash these address the bot by themselves.
const SLASH_ROOTS: &[&str] = &["/incident", "/inc", "/工单"];

/// After a mention the word alone will do.
const SPOKEN_ROOT: &str = "工单";

/// What was said to the bot, or `None` when the message is not for it.
///
/// `addressed` says that the platform already knows: a direct message, or a mention it has taken
/// off.
pub(super) fn said_to_bot<'t>(text: &'t str, bot_name: &str, addressed: bool) -> Option<&'t str> {
    let mut text = skip_quotes(without_ornaments(text));
    let mut is_for_bot = addressed;
    while let Some(behind) = strip_mention(text, bot_name) {
        is_for_bot = true;
        text = skip_quotes(behind);
    }
    if !is_for_bot && let Some(behind) = behind_other_mentions(text, bot_name) {
        is_for_bot = true;
        text = skip_quotes(behind);
    }
    if let Some(before) = strip_trailing_mention(text, bot_name) {
        is_for_bot = true;
        text = before;
    }
    let (text, rooted) = strip_root(text, is_for_bot);
    if !is_for_bot && !rooted {
        return None;
    }
    Some(skip_quotes(text.strip_prefix(['/', '／']).unwrap_or(text)))
}

/// Emoji in front of the mention or the slash; the words themselves keep theirs.
fn without_ornaments(text: &str) -> &str {
    let behind = text.trim_start_matches(|c| is_blank(c) || is_ornament(c));
    if behind.starts_with(['@', '＠', '/', '／']) { behind } else { text }
}

/// `@bot`, `@ bot`, `＠bot`, followed by something that is not part of a longer name.
pub(super) fn strip_mention<'t>(text: &'t str, bot_name: &str) -> Option<&'t str> {
    let mut cursor = Cursor::new(text);
    cursor.skip_blanks();
    if bot_name.is_empty() || !cursor.take("@") {
        return None;
    }
    cursor.skip_blanks();
    take_name(&mut cursor, bot_name).then_some(())?;
    let ends = cursor.is_at_word_end()
        || begins_with_verb(cursor)
        || cursor.rest().starts_with(SPOKEN_ROOT);
    ends.then(|| {
        cursor.skip_separators();
        cursor.rest()
    })
}

/// `@张强 @bot …`: somebody else is called as well.
fn behind_other_mentions<'t>(text: &'t str, bot_name: &str) -> Option<&'t str> {
    let mut text = text;
    loop {
        text = behind_mention(text)?;
        if let Some(behind) = strip_mention(text, bot_name) {
            return Some(behind);
        }
    }
}

/// What is behind a mention of anybody at the start; the name ends at a blank.
pub(super) fn behind_mention(text: &str) -> Option<&str> {
    let mention = text.trim_start_matches(is_blank).strip_prefix(['@', '＠'])?;
    let end = mention.find(is_blank)?;
    Some(mention[end..].trim_start_matches(is_blank))
}

/// The words without the mentions of the bot in their middle.
pub(super) fn without_own_mention<'t>(said: &'t str, bot_name: &str) -> Cow<'t, str> {
    let own = |(at, _): (usize, &str)| strip_mention(&said[at..], bot_name).map(|rest| (at, rest));
    let found = said.match_indices(['@', '＠']).find_map(own);
    match found {
        Some((at, behind)) => {
            let joined = format!("{}{behind}", &said[..at]);
            Cow::Owned(without_own_mention(&joined, bot_name).into_owned())
        }
        None => Cow::Borrowed(said),
    }
}

fn take_name(cursor: &mut Cursor<'_>, bot_name: &str) -> bool {
    bot_name.chars().all(|wanted| cursor.next() == Some(fold_char(wanted)))
}

fn strip_trailing_mention<'t>(text: &'t str, bot_name: &str) -> Option<&'t str> {
    let at = text.rfind(['@', '＠'])?;
    let behind = strip_mention(&text[at..], bot_name)?;
    behind.trim_matches(is_blank).is_empty().then(|| &text[..at])
}

fn strip_root(text: &str, is_for_bot: bool) -> (&str, bool) {
    let start = text.trim_start_matches(is_blank);
    for root in SLASH_ROOTS {
        if let Some(behind) = strip_word(start, root) {
            return (behind, true);
        }
    }
    let spoken = if is_for_bot { strip_word(start, SPOKEN_ROOT) } else { None };
    (spoken.unwrap_or(start), false)
}

fn strip_word<'t>(text: &'t str, root: &str) -> Option<&'t str> {
    let mut cursor = Cursor::new(text);
    let root = match root.strip_prefix('/') {
        Some(word) if cursor.take("/") => {
            cursor.skip_blanks();
            word
        }
        _ => root,
    };
    let is_whole = cursor.take(root) && (cursor.is_at_word_end() || begins_with_verb(cursor));
    is_whole.then(|| {
        cursor.skip_separators();
        cursor.rest()
    })
}

/// Whether a Chinese name of a verb is glued on, as in `/工单报障`. A Latin one would make another
/// word.
fn begins_with_verb(cursor: Cursor<'_>) -> bool {
    let mut name = String::new();
    cursor
        .rest()
        .chars()
        .map(fold_char)
        .take_while(|c| !c.is_ascii())
        .take(grammar::longest_name())
        .any(|c| {
            name.push(c);
            grammar::verb_named(&name).is_some()
        })
}

/// Goes over quoted lines (`> …`), fenced code, and the `「…」` with a ruled line by which `WeCom`
/// quotes.
fn skip_quotes(text: &str) -> &str {
    let mut text = text.trim_start_matches(is_blank);
    while let Some(behind) = behind_code(text).or_else(|| skip_one_quote(text)) {
        text = behind.trim_start_matches(is_blank);
    }
    text
}

/// What is behind one quote at the start.
pub(super) fn skip_one_quote(text: &str) -> Option<&str> {
    skip_quoted_line(text).or_else(|| skip_bracketed(text)).or_else(|| skip_reply_form(text))
}

/// Behind three signs Discord quotes all that follows.
fn skip_quoted_line(text: &str) -> Option<&str> {
    if text.starts_with(">>>") {
        return Some("");
    }
    text.strip_prefix(['>', '＞']).map(|_| text.split_once('\n').map_or("", |(_, behind)| behind))
}

/// A quote may hold another one with its own ruled line, so the last ruled line counts.
fn skip_bracketed(text: &str) -> Option<&str> {
    let quoted = text.strip_prefix('「')?;
    let mut ends = quoted.rmatch_indices("」\n");
    ends.find_map(|(at, end)| behind_rule(&quoted[at + end.len()..]))
}

/// The form in which `WeCom` hands on a reply: a heading, the old words, a ruled line, the answer.
/// Without the line nobody can tell whose words they are.
fn skip_reply_form(text: &str) -> Option<&str> {
    const HEADINGS: &[&str] = &["这是一条引用/回复消息", "這是一條引用/回覆消息"];
    let quoted = HEADINGS.iter().find_map(|heading| text.strip_prefix(heading))?;
    let mut lines = quoted.rmatch_indices('\n').map(|(at, end)| &quoted[at + end.len()..]);
    Some(lines.find_map(behind_rule).unwrap_or_default())
}

/// What is behind a line of dashes.
fn behind_rule(text: &str) -> Option<&str> {
    let (rule, behind) = text.split_once('\n').unwrap_or((text, ""));
    let is_rule = rule.contains('-') && rule.chars().all(|c| matches!(fold_char(c), '-' | ' '));
    is_rule.then_some(behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOT: &str = "值班助手";

    #[test]
    fn a_mention_in_any_spelling_addresses_the_bot() {
        for text in [
            "@值班助手 help",
            "@值班助手\u{2005}help",
            "＠值班助手　help",
            "@ 值班助手: help",
            "  @值班助手 @值班助手 help",
            "@值班助手 /help",
            "@值班助手 工单 help",
            "@值班助手 /工单 help",
            "> an old line\n@值班助手 help",
        ] {
            assert_eq!(said_to_bot(text, BOT, false), Some("help"), "{text}");
        }
        assert_eq!(said_to_bot("@值班助手帮助", BOT, false), Some("帮助"));
        assert_eq!(said_to_bot("收到 5531 @值班助手 ", BOT, false), Some("收到 5531 "));
        assert_eq!(said_to_bot("@watch Bell help", "Watch Bell", false), Some("help"));
    }

    #[test]
    fn a_root_addresses_the_bot() {
        for text in [
            "/incident help",
            "/INC help",
            "／ｉｎｃ　help",
            "/工单 help",
            "/工单：help",
            " /inc /help",
        ] {
            assert_eq!(said_to_bot(text, BOT, false), Some("help"), "{text}");
        }
        assert_eq!(said_to_bot("/工单报障 x", BOT, false), Some("报障 x"));
    }

    #[test]
    fn talk_among_people_is_not_for_the_bot() {
        for text in [
            "升级 #128",
            "help",
            "工单 已经处理了",
            "/help",
            "/incidental remark",
            "@值班助手二号 help",
            "@张强 help",
            "> @值班助手 help",
            "```\n/inc open L1 x\n```",
            "大家可以发 @值班助手 help 试试",
            "",
        ] {
            assert_eq!(said_to_bot(text, BOT, false), None, "{text}");
        }
        assert_eq!(said_to_bot("@ help", "", false), None);
        assert_eq!(said_to_bot("@张强 @李娜 help", BOT, false), None);
    }

    #[test]
    fn other_mentions_in_front_are_passed_over() {
        for text in ["@张强 @值班助手 help", "@张强 @李娜 ＠值班助手 help", "@Sam @值班助手 /help"]
        {
            assert_eq!(said_to_bot(text, BOT, false), Some("help"), "{text}");
        }
    }

    #[test]
    fn the_bots_own_mention_is_no_word() {
        for text in [
            "报障 一级 支付失败 @值班助手",
            "报障 @值班助手 一级 支付失败",
            "报障 一级 @值班助手 支付失败",
            "@值班助手 报障 一级 支付失败@值班助手",
        ] {
            let said = said_to_bot(text, BOT, true).unwrap();
            assert_eq!(without_own_mention(said, BOT).trim(), "报障 一级 支付失败", "{text}");
        }
        assert_eq!(without_own_mention("呼叫 @张强 x", BOT), "呼叫 @张强 x");
    }

    #[test]
    fn quoted_commands_are_passed_over() {
        for text in [
            "@值班助手 > /inc open L1 x\nhelp",
            "@值班助手 ```\n/inc open L1 x\n``` help",
            "「张强：/inc open L1 x」\n- - - - - -\n@值班助手 help",
        ] {
            assert_eq!(said_to_bot(text, BOT, false), Some("help"), "{text}");
        }
        for text in [
            "「甲：「乙：旧话」\n- - -\n升级 #1」\n- - - -\n@值班助手 help",
            "「甲：「乙：「丙：a」\n---\nb」\n- - -\n关闭 #1」\n- - - - -\n@值班助手 help",
            "「甲：旧话\n- - -\n升级 #1」\n- - - -\n@值班助手 help",
            "这是一条引用/回复消息：\n\"甲：\n升级 #1\"\n------\n@值班助手 help",
            "这是一条引用/回复消息：\n甲：\n------\n升级 #1\n------\n@值班助手 help",
        ] {
            assert_eq!(said_to_bot(text, BOT, false), Some("help"), "{text}");
        }
        for text in [
            "@值班助手 >>> old words\n升级 #1",
            "@值班助手 >>>\n升级 #1\n关闭 #1",
            "@值班助手 这是一条引用/回复消息：升级 #1",
        ] {
            assert_eq!(said_to_bot(text, BOT, false), Some(""), "{text}");
        }
        assert_eq!(said_to_bot(">>> @值班助手 升级 #1\n@值班助手 关闭 #1", BOT, false), None);
        assert_eq!(said_to_bot("@值班助手 > /inc close #1", BOT, false), Some(""));
        assert_eq!(said_to_bot("@值班助手 ```/inc close #1", BOT, false), Some(""));
    }

    #[test]
    fn a_platform_that_knows_needs_no_mention() {
        assert_eq!(said_to_bot(" 工单 升级 #128", BOT, true), Some("升级 #128"));
        assert_eq!(said_to_bot("", BOT, true), Some(""));
    }
}
