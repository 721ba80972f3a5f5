//! Wall times: `15:30`, `下午3点半`, `明天 9:00`, `今晚 9点`, `周五中午`, `10月20日 9:00`,
//! `2026-03-10 15:30`.

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::{Cursor, number};
use crate::commands::wall_time::{Day, WallTime};

/// Days as they are said today, with the part of the day that some of them hold.
const RELATIVE_DAYS: &[(&str, u8, Option<Part>)] = &[
    ("today", 0, None),
    ("tonight", 0, Some(Part::Evening)),
    ("今天", 0, None),
    ("今日", 0, None),
    ("今晚", 0, Some(Part::Evening)),
    ("今夜", 0, Some(Part::Evening)),
    ("今早", 0, Some(Part::Morning)),
    ("tomorrow", 1, None),
    ("明天", 1, None),
    ("明日", 1, None),
    ("明晚", 1, Some(Part::Evening)),
    ("明早", 1, Some(Part::Morning)),
    ("大后天", 3, None),
    ("后天", 2, None),
];

/// The longer ones first, since one holds another.
const WEEKDAYS_EN: &[(&str, Weekday)] = &[
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
    ("mon", Weekday::Mon),
    ("tues", Weekday::Tue),
    ("tue", Weekday::Tue),
    ("wed", Weekday::Wed),
    ("thurs", Weekday::Thu),
    ("thu", Weekday::Thu),
    ("fri", Weekday::Fri),
    ("sat", Weekday::Sat),
    ("sun", Weekday::Sun),
];

const WEEKDAYS_ZH: &[(char, Weekday)] = &[
    ('一', Weekday::Mon),
    ('二', Weekday::Tue),
    ('三', Weekday::Wed),
    ('四', Weekday::Thu),
    ('五', Weekday::Fri),
    ('六', Weekday::Sat),
    ('日', Weekday::Sun),
    ('天', Weekday::Sun),
];

/// The part of the day that a time on a dial of twelve hours is in.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    /// `am`: 12 is midnight.
    BeforeNoon,
    /// 12 in the morning is noon in Chinese.
    Morning,
    Noon,
    /// Also `pm`.
    Afternoon,
    /// 12 and the small hours are those after midnight.
    Evening,
    /// From midnight on, of the day itself.
    SmallHours,
}

const PARTS_BEFORE: &[(&str, Part)] = &[
    ("上午", Part::Morning),
    ("早上", Part::Morning),
    ("早晨", Part::Morning),
    ("清晨", Part::Morning),
    ("凌晨", Part::SmallHours),
    ("中午", Part::Noon),
    ("下午", Part::Afternoon),
    ("傍晚", Part::Afternoon),
    ("晚上", Part::Evening),
    ("半夜", Part::Evening),
    ("夜里", Part::Evening),
    ("深夜", Part::Evening),
];

const PARTS_BEHIND: &[(&str, Part)] = &[("am", Part::BeforeNoon), ("pm", Part::Afternoon)];

/// Times with a name of their own; whether they are on the day after.
const NAMED_TIMES: &[(&str, u32, bool)] = &[
    ("noon", 12, false),
    ("midday", 12, false),
    ("正午", 12, false),
    ("中午", 12, false),
    ("midnight", 0, true),
    ("午夜", 0, true),
    ("零点", 0, true),
];

impl Cursor<'_> {
    /// A day, a time of day, or both.
    pub(in crate::commands) fn wall_time(&mut self) -> Option<WallTime> {
        let mut ahead = *self;
        ahead.skip_separators();
        let (day, part) = day(&mut ahead).unzip();
        let time = time_of_day(&mut ahead, part.flatten());
        if day.is_none() && time.is_none() {
            return None;
        }
        *self = ahead;
        let said = day.unwrap_or(Day::Unsaid);
        let is_after = time.is_some_and(|(_, is_day_after)| is_day_after);
        let day = if is_after { said.following() } else { said };
        Some(WallTime { day, time: time.map(|(time, _)| time) })
    }
}

fn day(cursor: &mut Cursor<'_>) -> Option<(Day, Option<Part>)> {
    let relative = RELATIVE_DAYS.iter().find(|(name, ..)| cursor.take(name));
    if let Some(&(_, days, part)) = relative {
        return Some((Day::InDays(days), part));
    }
    let mut ahead = *cursor;
    let found = weekday(&mut ahead).or_else(|| {
        ahead = *cursor;
        date(&mut ahead)
    })?;
    *cursor = ahead;
    Some((found, None))
}

/// `周五`, `星期日`, `下周一`, `friday`.
fn weekday(cursor: &mut Cursor<'_>) -> Option<Day> {
    if let Some(&(_, day)) = WEEKDAYS_EN.iter().find(|(name, _)| cursor.take(name)) {
        let runs_on = cursor.peek().is_some_and(char::is_alphanumeric);
        return (!runs_on).then_some(Day::Weekday(day));
    }
    let is_next = cursor.take("下");
    let _this = !is_next && (cursor.take("本") || cursor.take("这"));
    let _of_it = is_next && cursor.take("个");
    if !["周", "星期", "礼拜"].iter().any(|week| cursor.take(week)) {
        return None;
    }
    let &(_, day) = WEEKDAYS_ZH.iter().find(|(name, _)| cursor.take_any(&[*name]))?;
    if !is_next {
        return Some(Day::Weekday(day));
    }
    u8::try_from(day.num_days_from_monday()).ok().map(Day::NextWeek)
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

/// The time, and whether it is on the day after the one that was said.
fn time_of_day(cursor: &mut Cursor<'_>, part_of_day: Option<Part>) -> Option<(NaiveTime, bool)> {
    let mut ahead = *cursor;
    ahead.skip_blanks();
    // The `t` of `2026-03-10T15:30`, and `tomorrow at 9:00`.
    let _at = ahead.choose(&[("at", ())]).is_some() || ahead.take("t");
    let before = PARTS_BEFORE.iter().find(|(name, _)| ahead.take(name)).map(|&(_, part)| part);
    let part = before.or(part_of_day);
    ahead.skip_blanks();
    let Some((hour, _)) = number::digits(&mut ahead) else { return named_time(cursor) };
    let minute = minute_after_hour(&mut ahead);
    let mut behind = ahead;
    behind.skip_blanks();
    let said_behind = PARTS_BEHIND.iter().find(|(name, _)| behind.take(name));
    if said_behind.is_some() {
        ahead = behind;
    } else if minute.is_none() {
        return None;
    }
    let part = part.or(said_behind.map(|&(_, part)| part));
    let found = on_clock(hour, minute.unwrap_or(0), part)?;
    let continues = ahead.peek().is_some_and(|c| c.is_ascii_alphanumeric());
    if continues {
        return None;
    }
    *cursor = ahead;
    Some(found)
}

fn named_time(cursor: &mut Cursor<'_>) -> Option<(NaiveTime, bool)> {
    let mut ahead = *cursor;
    ahead.skip_blanks();
    let &(_, hour, is_day_after) = NAMED_TIMES.iter().find(|(name, ..)| ahead.take(name))?;
    if ahead.peek().is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    *cursor = ahead;
    Some((NaiveTime::from_hms_opt(hour, 0, 0)?, is_day_after))
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

fn on_clock(hour: u32, minute: u32, part: Option<Part>) -> Option<(NaiveTime, bool)> {
    let (hour, is_day_after) = match (part, hour) {
        (_, 24) if minute == 0 => (0, true),
        (Some(Part::BeforeNoon | Part::SmallHours), 12) => (0, false),
        (Some(Part::Noon), 1..=2)
        | (Some(Part::Afternoon), 0..=11)
        | (Some(Part::Evening), 5..=11) => (hour + 12, false),
        (Some(Part::Evening), 12) => (0, true),
        // 晚上1点 is after midnight.
        (Some(Part::Evening), 0..=4) => (hour, true),
        _ => (hour, false),
    };
    NaiveTime::from_hms_opt(hour, minute, 0).map(|time| (time, is_day_after))
}
