//! Decides whether a message is meant for the bot, and takes off the ways of saying so.
//!
//! Quoted lines and code blocks in front are skipped, so that nobody's old command is carried out
//! when somebody quotes it. What is behind the beginning of the command is left alone.

use super::fold::{fold_char, is_blank};
use super::grammar;
use super::lexer::Cursor;

/// With the slash these address the bot by themselves.
const SLASH_ROOTS: &[&str] = &["/incident", "/inc", "/工单"];

/// After a mention the word alone will do.
const SPOKEN_ROOT: &str = "工单";

const FENCE: &str = "```";

/// What was said to the bot, or `None` when the message is not for it.
///
/// `addressed` says that the platform already knows: a direct message, or a mention it has taken
/// off.
pub(super) fn said_to_bot<'t>(text: &'t str, bot_name: &str, addressed: bool) -> Option<&'t str> {
    let mut text = skip_quotes(text);
    let mut is_for_bot = addressed;
    while let Some(behind) = strip_mention(text, bot_name) {
        is_for_bot = true;
        text = skip_quotes(behind);
    }
    if !is_for_bot && let Some(before) = strip_trailing_mention(text, bot_name) {
        is_for_bot = true;
        text = before;
    }
    let (text, rooted) = strip_root(text, is_for_bot);
    if !is_for_bot && !rooted {
        return None;
    }
    Some(skip_quotes(text.strip_prefix(['/', '／']).unwrap_or(text)))
}

/// `@bot`, `@ bot`, `＠bot`, followed by something that is not part of a longer name.
fn strip_mention<'t>(text: &'t str, bot_name: &str) -> Option<&'t str> {
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
    while let Some(behind) =
        skip_quoted_line(text).or_else(|| skip_fence(text)).or_else(|| skip_bracketed(text))
    {
        text = behind.trim_start_matches(is_blank);
    }
    text
}

fn skip_quoted_line(text: &str) -> Option<&str> {
    text.strip_prefix(['>', '＞']).map(|_| text.split_once('\n').map_or("", |(_, behind)| behind))
}

/// A fence that is not closed reaches to the end.
fn skip_fence(text: &str) -> Option<&str> {
    let code = text.strip_prefix(FENCE)?;
    Some(code.split_once(FENCE).map_or("", |(_, behind)| behind))
}

fn skip_bracketed(text: &str) -> Option<&str> {
    let quoted = text.strip_prefix('「')?;
    let (_, behind) = quoted.split_once("」\n")?;
    let (rule, behind) = behind.split_once('\n').unwrap_or((behind, ""));
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
        assert_eq!(said_to_bot("@值班助手 > /inc close #1", BOT, false), Some(""));
        assert_eq!(said_to_bot("@值班助手 ```/inc close #1", BOT, false), Some(""));
    }

    #[test]
    fn a_platform_that_knows_needs_no_mention() {
        assert_eq!(said_to_bot(" 工单 升级 #128", BOT, true), Some("升级 #128"));
        assert_eq!(said_to_bot("", BOT, true), Some(""));
    }
}
