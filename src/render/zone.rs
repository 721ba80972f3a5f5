//! What people call a time zone.

use chrono::{DateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

use super::lang::Language;

/// Cities of which the Chinese name is known; others are told by their distance from UTC.
const CITIES: &[(&str, &str, &str)] = &[
    ("Asia/Shanghai", "北京", "Beijing"),
    ("Asia/Chongqing", "北京", "Beijing"),
    ("Asia/Harbin", "北京", "Beijing"),
    ("PRC", "北京", "Beijing"),
    ("Asia/Hong_Kong", "香港", "Hong Kong"),
    ("Asia/Taipei", "台北", "Taipei"),
    ("Asia/Singapore", "新加坡", "Singapore"),
    ("Asia/Tokyo", "东京", "Tokyo"),
    ("Asia/Seoul", "首尔", "Seoul"),
    ("Asia/Dubai", "迪拜", "Dubai"),
    ("Asia/Kolkata", "印度", "India"),
    ("Australia/Sydney", "悉尼", "Sydney"),
    ("Europe/Zurich", "苏黎世", "Zurich"),
    ("Europe/Berlin", "柏林", "Berlin"),
    ("Europe/Paris", "巴黎", "Paris"),
    ("Europe/London", "伦敦", "London"),
    ("America/New_York", "纽约", "New York"),
    ("America/Los_Angeles", "洛杉矶", "Los Angeles"),
];

/// The name of a zone: `北京时间`, `Zurich time`, or the distance from UTC at that instant.
pub(super) fn name(language: Language, zone: Tz, at: DateTime<Utc>) -> String {
    let id = zone.name();
    if let Some((_, zh, en)) = CITIES.iter().find(|(known, _, _)| *known == id) {
        return language.pick(format!("{zh}时间"), format!("{en} time"));
    }
    let city = id.rsplit_once('/').map(|(_, city)| city.replace('_', " "));
    match (language, city) {
        (Language::En, Some(city)) if !id.starts_with("Etc/") => format!("{city} time"),
        _ => from_utc(zone, at),
    }
}

fn from_utc(zone: Tz, at: DateTime<Utc>) -> String {
    let minutes = zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc() / 60;
    if minutes == 0 {
        return "UTC".to_owned();
    }
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("UTC{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_have_the_names_people_use() {
        let at = DateTime::UNIX_EPOCH;
        for (zone, zh, en) in [
            (chrono_tz::Asia::Shanghai, "北京时间", "Beijing time"),
            (chrono_tz::Europe::Zurich, "苏黎世时间", "Zurich time"),
            (chrono_tz::Asia::Kathmandu, "UTC+05:30", "Kathmandu time"),
            (chrono_tz::America::St_Johns, "UTC-03:30", "St Johns time"),
            (chrono_tz::UTC, "UTC", "UTC"),
        ] {
            assert_eq!(
                (name(Language::Zh, zone, at), name(Language::En, zone, at)),
                (zh.into(), en.into())
            );
        }
    }
}
