//! Durations: `30m`, `1h30m`, `2 hours`, `30分钟`, `半小时`, `一个半小时`.

use super::{Cursor, number};

const UNITS: &[(&str, u32)] = &[
    ("minutes", 1),
    ("minute", 1),
    ("mins", 1),
    ("min", 1),
    ("m", 1),
    ("分钟", 1),
    ("分", 1),
    ("hours", 60),
    ("hour", 60),
    ("hrs", 60),
    ("hr", 60),
    ("h", 60),
    ("个小时", 60),
    ("小时", 60),
    ("days", 24 * 60),
    ("day", 24 * 60),
    ("d", 24 * 60),
    ("天", 24 * 60),
];

const SPELLED: &[(&str, u32)] = &[
    ("half an hour", 30),
    ("半个小时", 30),
    ("半小时", 30),
    ("一刻钟", 15),
    ("一个半小时", 90),
    ("两个半小时", 150),
    ("an hour", 60),
    ("半天", 12 * 60),
];

/// A year. Nothing in the product is agreed for longer.
const MOST_MINUTES: u32 = 366 * 24 * 60;

impl Cursor<'_> {
    /// The minutes of a duration, from one to a year.
    pub(in crate::commands) fn duration(&mut self) -> Option<u32> {
        let mut ahead = *self;
        ahead.skip_separators();
        let minutes = ahead.choose(SPELLED).or_else(|| summed(&mut ahead))?;
        if !(1..=MOST_MINUTES).contains(&minutes) {
            return None;
        }
        *self = ahead;
        Some(minutes)
    }
}

/// One or two amounts with their units, the larger first.
fn summed(cursor: &mut Cursor<'_>) -> Option<u32> {
    let (mut total, mut unit) = amount(cursor)?;
    loop {
        let mut ahead = *cursor;
        ahead.skip_blanks();
        let Some((more, smaller)) = amount(&mut ahead).filter(|(_, next)| *next < unit) else {
            break;
        };
        total = total.checked_add(more)?;
        unit = smaller;
        *cursor = ahead;
    }
    let continues = cursor.peek().is_some_and(|c| c.is_ascii_alphanumeric());
    (!continues).then_some(total)
}

fn amount(cursor: &mut Cursor<'_>) -> Option<(u32, u32)> {
    let mut ahead = *cursor;
    let count =
        number::digits(&mut ahead).map(|(count, _)| count).or_else(|| numeral(&mut ahead))?;
    ahead.skip_blanks();
    let &(_, unit) = UNITS.iter().find(|(name, _)| ahead.take(name))?;
    *cursor = ahead;
    Some((count.checked_mul(unit)?, unit))
}

fn numeral(cursor: &mut Cursor<'_>) -> Option<u32> {
    const NUMERALS: &[(&str, u32)] = &[
        ("一", 1),
        ("二", 2),
        ("两", 2),
        ("三", 3),
        ("四", 4),
        ("五", 5),
        ("六", 6),
        ("七", 7),
        ("八", 8),
        ("九", 9),
        ("十", 10),
    ];
    NUMERALS.iter().find(|(name, _)| cursor.take(name)).map(|&(_, value)| value)
}
