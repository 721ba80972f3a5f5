//! Makes words typed by people outside harmless: they mention nobody, forge no markup, disguise no
//! link.
//!
//! Every function keeps the words readable; none of them drops what a person wrote, apart from
//! characters that only reorder or hide other characters.

use crate::web_link;

/// Put behind an `@` so that no platform takes what follows for an account. It has no width.
pub const BREAKER: char = '\u{200D}';

/// One line of harmless plain text: [`one_line`], then [`break_mentions`] outside of web addresses,
/// then [`break_foreign_links`].
pub fn plain(text: &str) -> String {
    break_foreign_links(&web_link::keep(&one_line(text), break_mentions))
}

/// The same text on one line, without characters that hide or reorder others.
///
/// A line break would let typed words pass for a line of the bot's own (`[INC-129] …`); a
/// bidirectional override would let a link read backwards.
pub fn one_line(text: &str) -> String {
    let flat = text.chars().filter(|character| !is_reordering(*character));
    let flat: String =
        flat.map(|character| if breaks_lines(character) { ' ' } else { character }).collect();
    flat.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The same text with every `@`, also the full-width one, kept from calling anybody.
pub fn break_mentions(text: &str) -> String {
    let mut broken = String::with_capacity(text.len());
    for character in text.chars() {
        broken.push(character);
        if matches!(character, '@' | '＠' | '﹫') {
            broken.push(BREAKER);
        }
    }
    broken
}

/// The same text where an address other than `http` and `https` is no longer a link, so that one
/// press cannot start another program (`dingtalk://…`, `file://…`).
pub fn break_foreign_links(text: &str) -> String {
    let mut pieces = text.split("://");
    let mut broken = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let scheme_at = broken
            .rfind(|c: char| !c.is_ascii_alphanumeric() && !"+-.".contains(c))
            .map_or(0, |at| at + broken[at..].chars().next().map_or(1, char::len_utf8));
        let scheme = broken[scheme_at..].to_ascii_lowercase();
        if scheme != "http" && scheme != "https" {
            broken.push(BREAKER);
        }
        broken.push_str("://");
        broken.push_str(piece);
    }
    broken
}

/// The same text with a backslash before every character that markdown reads, for platforms which
/// document that escape (Discord). Web addresses stay links.
pub fn escape_markdown(text: &str) -> String {
    web_link::keep(text, escaped)
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if "\\`*_{}[]()#+-.!|>~<".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// The same text with characters that markdown reads replaced by their full-width twins, for
/// platforms which document no escape (DingTalk). A link in disguise, `[good](bad)`, then shows
/// both its halves. Web addresses stay links.
pub fn flatten_markdown(text: &str) -> String {
    let has_label = text.contains('[');
    web_link::keep(text, |outside| flattened(outside, has_label))
}

fn flattened(text: &str, has_label: bool) -> String {
    let characters: Vec<char> = text.chars().collect();
    let is_word = |at: Option<usize>| {
        at.and_then(|at| characters.get(at)).is_some_and(|c| c.is_alphanumeric())
    };
    let flatten = |(at, character): (usize, &char)| match character {
        // Inside a word (`order_api`) markdown leaves it alone, and so do we: people copy such
        // names.
        '_' if is_word(at.checked_sub(1)) && is_word(Some(at + 1)) => '_',
        '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '\\' | '!' => {
            full_width(*character)
        }
        // A bullet or a rule at the start would forge a list.
        '-' | '+' | '=' if at == 0 => full_width(*character),
        '(' | ')' if has_label => full_width(*character),
        other => *other,
    };
    characters.iter().enumerate().map(flatten).collect()
}

/// The full-width twin of an ASCII sign, 0xFEE0 further on.
fn full_width(sign: char) -> char {
    char::from_u32(u32::from(sign) + 0xFEE0).unwrap_or(sign)
}

fn breaks_lines(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}

fn is_reordering(character: char) -> bool {
    matches!(character,
        '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_stay_links() {
        let typed =
            "日志 https://logs.example/a_b/c?x=1&y=*#top-2，以及 (http://wiki.example/x_y_).";
        assert_eq!(
            escape_markdown(&plain(typed)),
            "日志 https://logs.example/a_b/c?x=1&y=%2A#top-2，以及 \\(http://wiki.example/x_y\\_\\)\\."
        );
        assert_eq!(
            flatten_markdown(&plain(typed)),
            "日志 https://logs.example/a_b/c?x=1&y=%2A#top-2，以及 (http://wiki.example/x_y＿)."
        );
        assert_eq!(plain("https://git.example/@all"), "https://git.example/%40all");
    }

    #[test]
    fn typed_words_stay_on_one_line() {
        for text in ["a\nb", "a\r\nb", "a\u{2028}b", "a\u{85}b", "  a\t\tb  ", "a\u{202E} b"] {
            assert_eq!(one_line(text), "a b", "{text:?}");
        }
    }

    #[test]
    fn no_kind_of_at_sign_calls_anybody() {
        assert_eq!(
            break_mentions("@all ＠所有人 x@y"),
            "@\u{200D}all ＠\u{200D}所有人 x@\u{200D}y"
        );
    }

    #[test]
    fn only_web_addresses_stay_links() {
        for (typed, shown) in [
            ("https://example.com/a", "https://example.com/a"),
            ("看 HTTP://example.com", "看 HTTP://example.com"),
            ("dingtalk://x", "dingtalk\u{200D}://x"),
            ("见，file://x 和 http://y", "见，file\u{200D}://x 和 http://y"),
            ("xhttp://y", "xhttp\u{200D}://y"),
            ("://", "\u{200D}://"),
        ] {
            assert_eq!(break_foreign_links(typed), shown, "{typed}");
        }
    }

    #[test]
    fn a_disguised_link_shows_both_halves() {
        let flat = flatten_markdown("[https://bank.example](https://evil.example)");
        assert_eq!(flat, "［https://bank.example］（https://evil.example）");
    }

    #[test]
    fn names_with_underscores_can_still_be_copied() {
        assert_eq!(
            flatten_markdown("order_api (eu-1) _x_ *b* # - y"),
            "order_api (eu-1) ＿x＿ ＊b＊ ＃ - y"
        );
        assert_eq!(flatten_markdown("- item"), "－ item");
    }

    #[test]
    fn escaped_markdown_keeps_every_character() {
        assert_eq!(escape_markdown("*a* [b](c)"), r"\*a\* \[b\]\(c\)");
    }
}
