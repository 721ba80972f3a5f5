//! Reads full-width and half-width characters, upper and lower case as one, where they are grammar.
//!
//! Folding is done a character at a time while reading, so that free text (titles, updates) can be
//! handed on exactly as it was typed.

/// The form in which a character is compared: half width, lower case, one kind of blank, dash and
/// quote.
pub(crate) fn fold_char(typed: char) -> char {
    match typed {
        '\u{FF01}'..='\u{FF5E}' => half_width(typed).to_ascii_lowercase(),
        // Includes the four-per-em space that WeCom puts after a mention, zero-width characters
        // that other clients put there, and the selector that follows some emoji.
        '\u{00A0}'
        | '\u{2000}'..='\u{200F}'
        | '\u{202F}'
        | '\u{205F}'
        | '\u{2060}'
        | '\u{3000}'
        | '\u{FE0F}'
        | '\u{FEFF}' => ' ',
        '。' => '.',
        '、' => ',',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' => '-',
        '「' | '」' | '『' | '』' | '“' | '”' | '‘' | '’' | '\'' => '"',
        '\u{FE5F}' => '#',
        '\u{FE6B}' => '@',
        _ if typed.is_whitespace() => ' ',
        _ => typed.to_ascii_lowercase(),
    }
}

fn half_width(full: char) -> char {
    const DISTANCE: u32 = 0xFF01 - 0x21;
    char::from_u32(u32::from(full) - DISTANCE).unwrap_or(full)
}

/// A whole text in the form in which it is compared.
pub(super) fn fold(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

pub(super) fn is_blank(typed: char) -> bool {
    fold_char(typed) == ' '
}

/// What is allowed between two parts of a command besides blanks.
pub(super) fn is_separator(typed: char) -> bool {
    matches!(fold_char(typed), ' ' | ':' | ',' | ';' | '.' | '"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_reads_as_half_width() {
        assert_eq!(
            fold("＠Ｂｏｔ　ｓｔａｔｕｓ：＃１２８／ＩＮＣ－５１１"),
            "@bot status:#128/inc-511"
        );
    }

    #[test]
    fn blanks_dashes_and_quotes_have_one_form() {
        assert_eq!(fold("a\u{2005}b\u{3000}c\u{200B}d"), "a b c d");
        assert_eq!(fold("inc–1 inc－2 「升级」"), "inc-1 inc-2 \"升级\"");
    }

    #[test]
    fn chinese_text_stays_as_it_is() {
        assert_eq!(fold("支付返回"), "支付返回");
    }
}
