//! Whether two reports read as if they were about the same thing.
//!
//! Latin words and numbers are compared as they are, Chinese by its characters and their
//! neighbours. The measure is the share of parts that both have (Sørensen and Dice). It decides
//! nothing: a report that reads alike is opened anyway, and people are asked.

use std::cmp::Ordering;
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::{DateTime, TimeDelta, Utc};

use super::Incident;
use crate::ids::IncidentNumber;

/// How long ago the other report may have been made.
const RECENT: TimeDelta = TimeDelta::hours(12);

/// From this share of common parts on, in percent, two reports read alike.
const ALIKE: usize = 60;

/// English words that say nothing about what is wrong.
const EMPTY_WORDS: [&str; 16] = [
    "the", "and", "are", "is", "in", "of", "on", "to", "at", "we", "our", "it", "for", "with",
    "an", "not",
];

/// The title of an open incident, taken apart once so that many others can be compared with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenTitle {
    pub number: IncidentNumber,
    pub title: String,
    pub opened_at: DateTime<Utc>,
    parts: Parts,
}

impl OpenTitle {
    pub fn of(incident: &Incident) -> Self {
        Self {
            number: incident.number,
            title: incident.title.clone(),
            opened_at: incident.opened_at,
            parts: parts(&incident.title),
        }
    }
}

/// The open incident that a new title resembles most; of several the newest. None where none is
/// like it.
pub fn most_similar<'t>(
    title: &str,
    open: impl IntoIterator<Item = &'t OpenTitle>,
    now: DateTime<Utc>,
) -> Option<&'t OpenTitle> {
    let asked = parts(title);
    let recent = open.into_iter().filter(|other| now - other.opened_at < RECENT);
    let measured = recent.map(|other| (common_share(&asked, &other.parts), other));
    let alike = measured.filter(|(share, _)| *share >= ALIKE);
    alike.max_by_key(|(share, other)| (*share, other.number)).map(|(_, other)| other)
}

/// The parts of a text as numbers, sorted, each once: a character by its code, a pair of neighbours
/// by both codes, a word by a hash with the highest bit set.
type Parts = Vec<u64>;

const WORD: u64 = 1 << 63;

/// The share of parts that both texts have, in percent.
fn common_share(one: &Parts, other: &Parts) -> usize {
    let all = one.len() + other.len();
    if all == 0 {
        return 0;
    }
    let (mut common, mut left, mut right) = (0, one.as_slice(), other.as_slice());
    while let ([a, after_left @ ..], [b, after_right @ ..]) = (left, right) {
        match a.cmp(b) {
            Ordering::Less => left = after_left,
            Ordering::Greater => right = after_right,
            Ordering::Equal => {
                common += 1;
                (left, right) = (after_left, after_right);
            }
        }
    }
    common * 200 / all
}

fn parts(text: &str) -> Parts {
    let mut parts = Vec::new();
    let mut run = String::new();
    for letter in text.to_lowercase().chars().chain([' ']) {
        let goes_on = letter.is_alphanumeric()
            && run.chars().next_back().is_none_or(|last| is_like(last, letter));
        if !goes_on {
            add_run(&mut parts, &std::mem::take(&mut run));
        }
        if letter.is_alphanumeric() {
            run.push(letter);
        }
    }
    parts.sort_unstable();
    parts.dedup();
    parts
}

/// Latin and Chinese often touch, as in 返回500.
fn is_like(one: char, other: char) -> bool {
    one.is_ascii() == other.is_ascii()
}

fn add_run(parts: &mut Parts, run: &str) {
    if run.is_ascii() {
        if !run.is_empty() && !EMPTY_WORDS.contains(&run) {
            parts.push(hash(run) | WORD);
        }
        return;
    }
    let codes = || run.chars().map(u64::from);
    parts.extend(codes());
    parts.extend(codes().zip(codes().skip(1)).map(|(one, next)| one << 32 | next));
}

fn hash(part: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    part.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::incident::kit::{Story, beijing};

    fn similarity(one: &str, other: &str) -> usize {
        common_share(&parts(one), &parts(other))
    }

    #[test]
    fn the_same_trouble_in_other_words_reads_alike() {
        for (one, other) in [
            ("支付全部失败", "支付失败"),
            ("支付返回 500", "支付返回500，大量失败"),
            ("数据库宕机", "数据库宕机了"),
            ("登录很慢", "登录非常慢，登录很慢"),
            ("payments return 500", "Payments return 500 in zone b"),
            ("logins are slow", "Logins slow"),
        ] {
            assert!(similarity(one, other) >= ALIKE, "{one} / {other}: {}", similarity(one, other));
            assert_eq!(similarity(one, other), similarity(other, one));
        }
    }

    #[test]
    fn other_trouble_reads_otherwise() {
        for (one, other) in [
            ("支付全部失败", "报表打不开"),
            ("支付接口返回 500", "登录接口返回 403"),
            ("数据库宕机", "数据库扩容咨询"),
            ("payments return 500", "logins are slow"),
            ("the console is slow", "the backup is missing"),
            ("", ""),
            ("？？", "！！"),
        ] {
            assert!(similarity(one, other) < ALIKE, "{one} / {other}: {}", similarity(one, other));
        }
    }

    fn opened(number: i64, title: &str, at: &str) -> OpenTitle {
        let mut incident = Story::opened("l2", at).incident;
        incident.number = IncidentNumber(number);
        title.clone_into(&mut incident.title);
        OpenTitle::of(&incident)
    }

    #[test]
    fn only_what_is_open_and_recent_is_offered_and_the_nearest_of_it() {
        let open = [
            opened(1, "支付全部失败", "2026-03-04 01:00"),
            opened(2, "支付全部失败", "2026-03-04 09:00"),
            opened(3, "支付失败", "2026-03-04 09:30"),
        ];
        let alike = |title: &str, at: &str| {
            most_similar(title, &open, beijing(at)).map(|found| found.number.0)
        };
        assert_eq!(alike("支付全部失败", "2026-03-04 10:00"), Some(2));
        assert_eq!(alike("支付失败", "2026-03-04 10:00"), Some(3));
        assert_eq!(alike("报表打不开", "2026-03-04 10:00"), None);
        assert_eq!(alike("支付全部失败", "2026-03-04 20:59"), Some(2));
        assert_eq!(alike("支付全部失败", "2026-03-04 21:00"), Some(3));
        assert_eq!(alike("支付全部失败", "2026-03-05 10:00"), None);
    }
}
