//! Wall times: `15:30`, `下午3点半`, `明天 9:00`, `10月20日 9:00`, `2026-03-10 15:30`.

use chrono::{NaiveDate, NaiveTime};

use super::{Cursor, number};
use crate::commands::wall_time::{Day, WallTime};

const RELATIVE_DAYS: &[(&str, u8)] = &[
    ("today", 0),
    ("今天", 0),
    ("今日", 0),
    ("tomorrow", 1),
    ("明天", 1),
    ("明日", 1),
    ("后天", 2),
];

#[derive(Clone, Copy, PartialEq)]
enum Half {
    Before,
    After,
}

const HALVES_BEFORE: &[(&str, Half)] = &[
    ("上午", Half::Before),
    ("早上", Half::Before),
    ("凌晨", Half::Before),
    ("下午", Half::After),
    ("晚上", Half::After),
];

const HALVES_BEHIND: &[(&str, Half)] = &[("am", Half::Before), ("pm", Half::After)];

impl Cursor<'_> {
    /// A day, a time of day, or both.
    pub(in crate::commands) fn wall_time(&mut self) -> Option<WallTime> {
        let mut ahead = *self;
        ahead.skip_separators();
        let day = day(&mut ahead);
        let time = time_of_day(&mut ahead);
        if day.is_none() && time.is_none() {
            return None;
        }
        *self = ahead;
        Some(WallTime { day: day.unwrap_or(Day::Unsaid), time })
    }
}

fn day(cursor: &mut Cursor<'_>) -> Option<Day> {
    if let Some(&(_, days)) = RELATIVE_DAYS.iter().find(|(name, _)| cursor.take(name)) {
        return Some(Day::InDays(days));
    }
    let mut ahead = *cursor;
    let found = date(&mut ahead)?;
    *cursor = ahead;
    Some(found)
}

/// `2026-03-10`, `2026/3/10`, `2026年3月10日`, and the same without the year.
fn date(cursor: &mut Cursor<'_>) -> Option<Day> {
    let (first, length) = number::digits(cursor)?;
    if length == 4 {
        take_one(cursor, &['-', '/', '年'])?;
        let (month, day) = month_and_day(cursor)?;
        return NaiveDate::from_ymd_opt(i32::try_from(first).ok()?, month, day).map(Day::On);
    }
    take_one(cursor, &['-', '/', '月'])?;
    let day = day_number(cursor)?;
    // A leap year, so that 29 February is a day one can name.
    NaiveDate::from_ymd_opt(2024, first, day)?;
    Some(Day::Yearly { month: first, day })
}

fn month_and_day(cursor: &mut Cursor<'_>) -> Option<(u32, u32)> {
    let (month, _) = number::digits(cursor)?;
    take_one(cursor, &['-', '/', '月'])?;
    Some((month, day_number(cursor)?))
}

fn day_number(cursor: &mut Cursor<'_>) -> Option<u32> {
    let (day, _) = number::digits(cursor)?;
    cursor.take_any(&['日', '号']);
    Some(day)
}

fn take_one(cursor: &mut Cursor<'_>, wanted: &[char]) -> Option<()> {
    cursor.take_any(wanted).then_some(())
}

fn time_of_day(cursor: &mut Cursor<'_>) -> Option<NaiveTime> {
    let mut ahead = *cursor;
    ahead.skip_blanks();
    // The `t` of `2026-03-10T15:30`.
    ahead.take("t");
    let mut half = HALVES_BEFORE.iter().find(|(name, _)| ahead.take(name)).map(|&(_, half)| half);
    ahead.skip_blanks();
    let (hour, _) = number::digits(&mut ahead)?;
    let minute = minute_after_hour(&mut ahead);
    let mut behind = ahead;
    behind.skip_blanks();
    if let Some(&(_, found)) = HALVES_BEHIND.iter().find(|(name, _)| behind.take(name)) {
        half = half.or(Some(found));
        ahead = behind;
    } else if minute.is_none() {
        return None;
    }
    let time = on_clock(hour, minute.unwrap_or(0), half)?;
    let continues = ahead.peek().is_some_and(|c| c.is_ascii_alphanumeric());
    if continues {
        return None;
    }
    *cursor = ahead;
    Some(time)
}

/// `:30`, `点`, `点半`, `点30分`; the seconds of `:30:00` are read and dropped.
fn minute_after_hour(cursor: &mut Cursor<'_>) -> Option<u32> {
    let mut ahead = *cursor;
    let minute = if ahead.take(":") {
        let (minute, length) = number::digits(&mut ahead)?;
        let mut seconds = ahead;
        if seconds.take(":") && number::digits(&mut seconds).is_some() {
            ahead = seconds;
        }
        (length == 2).then_some(minute)?
    } else {
        take_one(&mut ahead, &['点', '时'])?;
        minute_in_words(&mut ahead)
    };
    *cursor = ahead;
    Some(minute)
}

fn minute_in_words(cursor: &mut Cursor<'_>) -> u32 {
    if cursor.take("半") {
        return 30;
    }
    if cursor.take("整") {
        return 0;
    }
    let Some((minute, _)) = number::digits(cursor) else { return 0 };
    cursor.take("分");
    minute
}

fn on_clock(hour: u32, minute: u32, half: Option<Half>) -> Option<NaiveTime> {
    let hour = match half {
        Some(Half::After) if hour < 12 => hour + 12,
        Some(Half::Before) if hour == 12 => 0,
        _ => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}
