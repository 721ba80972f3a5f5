//! How times of day and weekdays are written in files and rows: `"09:00"` and `"mon"`.

use chrono::{NaiveTime, Weekday};
use serde::{Deserialize, Deserializer, Serializer, de};

/// A time of day to the minute. `"24:00"` is read as midnight: the end of a day is the start of the
/// next.
pub(super) mod time_of_day {
    use super::{Deserialize, Deserializer, NaiveTime, Serializer, de};

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde hands the field over by reference"
    )]
    pub(in super::super) fn serialize<S: Serializer>(
        time: &NaiveTime,
        out: S,
    ) -> Result<S::Ok, S::Error> {
        out.collect_str(&time.format("%H:%M"))
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        input: D,
    ) -> Result<NaiveTime, D::Error> {
        let text = String::deserialize(input)?;
        if text == "24:00" {
            return Ok(NaiveTime::MIN);
        }
        NaiveTime::parse_from_str(&text, "%H:%M").map_err(|_| {
            de::Error::custom(format!("\"{text}\" is not a time of day such as \"09:00\""))
        })
    }
}

/// One weekday, by its first three letters.
pub(super) mod weekday {
    use super::{Deserialize, Deserializer, Serializer, Weekday, letters, parse};

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde hands the field over by reference"
    )]
    pub(in super::super) fn serialize<S: Serializer>(
        day: &Weekday,
        out: S,
    ) -> Result<S::Ok, S::Error> {
        out.serialize_str(letters(*day))
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        input: D,
    ) -> Result<Weekday, D::Error> {
        parse(&String::deserialize(input)?)
    }
}

/// A list of weekdays.
pub(super) mod weekdays {
    use super::{Deserialize, Deserializer, Serializer, Weekday, letters, parse};

    pub(in super::super) fn serialize<S: Serializer>(
        days: &[Weekday],
        out: S,
    ) -> Result<S::Ok, S::Error> {
        out.collect_seq(days.iter().map(|day| letters(*day)))
    }

    pub(in super::super) fn deserialize<'de, D>(input: D) -> Result<Vec<Weekday>, D::Error>
    where
        D: Deserializer<'de>,
    {
        Vec::<String>::deserialize(input)?.iter().map(|text| parse(text)).collect()
    }
}

fn letters(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "mon",
        Weekday::Tue => "tue",
        Weekday::Wed => "wed",
        Weekday::Thu => "thu",
        Weekday::Fri => "fri",
        Weekday::Sat => "sat",
        Weekday::Sun => "sun",
    }
}

fn parse<E: de::Error>(text: &str) -> Result<Weekday, E> {
    text.parse().map_err(|_| E::custom(format!("\"{text}\" is not a weekday such as \"mon\"")))
}
