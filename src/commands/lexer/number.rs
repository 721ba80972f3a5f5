//! Numbers of incidents and pages.

use super::Cursor;

/// Longer runs of digits are telephone numbers or order numbers, not incidents.
const MOST_DIGITS: usize = 9;

/// `C-7`, `c7`, `#7`, or the bare number where it stands apart.
pub(super) fn credit(cursor: &mut Cursor<'_>) -> Option<i64> {
    let lettered = cursor.take("c");
    if lettered {
        cursor.take_any(&['-', ' ']);
    }
    let marked = cursor.take("#") || lettered;
    let (number, _) = digits(cursor)?;
    let ends = if marked { !continues_ascii_word(*cursor) } else { stands_apart(*cursor) };
    (number > 0 && ends).then_some(i64::from(number))
}

/// `P-5531`, `p5531`, `P 5531`; at least three digits, so that it cannot be read as a level.
pub(super) fn page_code(cursor: &mut Cursor<'_>) -> Option<u32> {
    if !cursor.take("p") {
        return None;
    }
    cursor.take_any(&['-', ' ']);
    let (number, length) = digits(cursor)?;
    (length >= 3 && !continues_ascii_word(*cursor)).then_some(number)
}

/// A run of ASCII digits of either width, and how many they were.
pub(super) fn digits(cursor: &mut Cursor<'_>) -> Option<(u32, usize)> {
    let mut ahead = *cursor;
    let (mut number, mut length) = (0_u32, 0);
    while let Some(digit) = ahead.peek().and_then(|c| c.to_digit(10)) {
        ahead.next();
        length += 1;
        if length > MOST_DIGITS {
            return None;
        }
        number = number * 10 + digit;
    }
    if length == 0 {
        return None;
    }
    *cursor = ahead;
    Some((number, length))
}

/// Takes the `#`, `INC-` or `INC #` before the number of an incident.
pub(super) fn take_mark(cursor: &mut Cursor<'_>) -> bool {
    let named = cursor.take("inc");
    if named {
        cursor.take_any(&['-', ' ']);
    }
    let hashed = cursor.take("#");
    if hashed {
        cursor.skip_blanks();
    }
    named || hashed
}

pub(super) fn continues_ascii_word(cursor: Cursor<'_>) -> bool {
    cursor.peek().is_some_and(|c| c.is_ascii_alphanumeric())
}

/// A bare number is an incident only where nothing makes it something else: `10:20`, `3.5`, `3%`,
/// `30m`, `3个` and `2026-03-10` are parts of a sentence.
pub(super) fn stands_apart(cursor: Cursor<'_>) -> bool {
    let mut ahead = cursor;
    match ahead.next() {
        None | Some(' ' | ',' | ';' | '"' | '!' | '?') => true,
        Some(':' | '.') => !ahead.peek().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => !c.is_alphanumeric() && !c.is_ascii(),
    }
}
