//! Instants and lengths of time in words: absolute with the zone first, relative second.
//!
//! A relative time is cut down to whole minutes, so that nobody believes there is more time than
//! there is.

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use chrono_tz::Tz;

use super::lang::Language;
use super::zone;

/// From where an instant is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    pub(super) language: Language,
    pub(super) zone: Tz,
    pub(super) now: DateTime<Utc>,
}

impl Clock {
    /// `10:32（北京时间）`; with the date when it is not today.
    pub(super) fn at(&self, at: DateTime<Utc>) -> String {
        self.told("moment", at)
    }

    /// `10:32（北京时间），8 分钟后`; past instants with how long ago.
    pub(super) fn at_and_distance(&self, at: DateTime<Utc>) -> String {
        self.told(if at > self.now { "moment-ahead" } else { "moment-ago" }, at)
    }

    /// A deadline that is ahead: `10:32（北京时间）前，还有 8 分钟`.
    pub(super) fn before(&self, at: DateTime<Utc>) -> String {
        self.told("moment-before", at)
    }

    /// To the second, for explanations: `2026-09-18 17:55:00（北京时间）`.
    pub(super) fn exactly(&self, at: DateTime<Utc>) -> String {
        let clock = at.with_timezone(&self.zone).format("%Y-%m-%d %H:%M:%S").to_string();
        self.language.say("moment", &[("clock", clock.into()), ("zone", self.zone_name(at).into())])
    }

    /// The time alone, for a place where the zone was already named.
    pub(super) fn bare(&self, at: DateTime<Utc>) -> String {
        let (local, today) = (at.with_timezone(&self.zone), self.now.with_timezone(&self.zone));
        if local.date_naive() == today.date_naive() {
            return local.format("%H:%M").to_string();
        }
        let form = match (self.language, local.year() == today.year()) {
            (Language::Zh, true) => "%-m月%-d日 %H:%M",
            (Language::Zh, false) => "%Y年%-m月%-d日 %H:%M",
            (Language::En, true) => "%-d %b %H:%M",
            (Language::En, false) => "%-d %b %Y %H:%M",
        };
        local.format(form).to_string()
    }

    /// To the second, where the zone was already named.
    pub(super) fn exactly_bare(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.zone).format("%m-%d %H:%M:%S").to_string()
    }

    pub(super) fn zone_name(&self, at: DateTime<Utc>) -> String {
        zone::name(self.language, self.zone, at)
    }

    fn told(&self, key: &str, at: DateTime<Utc>) -> String {
        let args = [
            ("clock", self.bare(at).into()),
            ("zone", self.zone_name(at).into()),
            ("away", length(self.language, (at - self.now).abs()).into()),
        ];
        self.language.say(key, &args)
    }
}

/// A length of time in at most two units: `8 分钟`, `1 小时 30 分钟`, `2 days 3 h`.
pub(super) fn length(language: Language, length: TimeDelta) -> String {
    let minutes = length.num_minutes();
    if minutes < 1 {
        return language.say("length-moments", &[]);
    }
    let parts = [
        ("length-days", minutes / 1440),
        ("length-hours", minutes / 60 % 24),
        ("length-minutes", minutes % 60),
    ];
    let told = parts.into_iter().filter(|(_, count)| *count > 0).take(2);
    let told: Vec<String> =
        told.map(|(key, count)| language.say(key, &[("count", count.into())])).collect();
    told.join(" ")
}

/// A length to the second where it is not whole minutes.
pub(super) fn span(language: Language, span: TimeDelta) -> String {
    let seconds = span.num_seconds() % 60;
    if seconds == 0 {
        return length(language, span);
    }
    let words = [("minutes", span.num_minutes().into()), ("seconds", seconds.into())];
    language.say("why-minutes-seconds", &words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(language: Language) -> Clock {
        Clock {
            language,
            zone: chrono_tz::Asia::Shanghai,
            now: "2026-03-10T02:22:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn absolute_time_with_zone_comes_first() {
        let soon = "2026-03-10T02:32:30Z".parse().unwrap();
        assert_eq!(clock(Language::Zh).at_and_distance(soon), "10:32（北京时间），10 分钟后");
        assert_eq!(clock(Language::En).at_and_distance(soon), "10:32 (Beijing time, in 10 min)");
        assert_eq!(clock(Language::Zh).before(soon), "10:32（北京时间）前，还有 10 分钟");
        assert_eq!(clock(Language::En).before(soon), "before 10:32 (Beijing time, in 10 min)");
        let past = "2026-03-10T02:21:40Z".parse().unwrap();
        assert_eq!(clock(Language::Zh).at_and_distance(past), "10:21（北京时间），不到 1 分钟前");
        assert_eq!(
            clock(Language::En).at_and_distance(past),
            "10:21 (Beijing time, under 1 min ago)"
        );
    }

    #[test]
    fn another_day_is_told_with_its_date() {
        for (at, zh, en) in [
            ("2026-03-10T16:05:00Z", "3月11日 00:05（北京时间）", "11 Mar 00:05 (Beijing time)"),
            (
                "2027-01-04T01:00:00Z",
                "2027年1月4日 09:00（北京时间）",
                "4 Jan 2027 09:00 (Beijing time)",
            ),
        ] {
            let at = at.parse().unwrap();
            assert_eq!(
                (clock(Language::Zh).at(at), clock(Language::En).at(at)),
                (zh.into(), en.into())
            );
        }
    }

    #[test]
    fn a_length_has_at_most_two_units() {
        for (minutes, zh, en) in [
            (0, "不到 1 分钟", "under 1 min"),
            (90, "1 小时 30 分钟", "1 h 30 min"),
            (1440, "1 天", "1 d"),
            (3 * 1440 + 125, "3 天 2 小时", "3 d 2 h"),
        ] {
            let delta = TimeDelta::minutes(minutes);
            assert_eq!(
                (length(Language::Zh, delta), length(Language::En, delta)),
                (zh.into(), en.into())
            );
        }
    }
}
