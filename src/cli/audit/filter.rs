//! Which acts are shown.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use crate::cli::arguments::incident_number;
use crate::domain::incident::Actor;
use crate::ids::IncidentNumber;
use crate::store::AuditedAct;

/// What is asked for; everything where nothing is.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Filter {
    /// Only this incident: 128, #128 or INC-128.
    #[arg(long, value_name = "NUMBER", value_parser = incident_number)]
    pub(super) incident: Option<IncidentNumber>,
    /// From this day or instant on, in UTC: 2026-03-10 or 2026-03-10T08:30:00Z.
    #[arg(long, value_name = "TIME", value_parser = instant)]
    pub(super) from: Option<DateTime<Utc>>,
    /// Before this day or instant.
    #[arg(long, value_name = "TIME", value_parser = instant)]
    pub(super) to: Option<DateTime<Utc>>,
    /// Only by this person: an id of the directory, a name, or an account of a platform.
    #[arg(long, value_name = "PERSON")]
    pub(super) by: Option<String>,
}

fn instant(text: &str) -> Result<DateTime<Utc>, String> {
    let day = text.parse::<NaiveDate>().map(|day| day.and_time(NaiveTime::MIN).and_utc());
    let wrong = |_| "write a day, such as 2026-03-10, or an instant, such as 2026-03-10T08:30:00Z";
    day.or_else(|_| text.parse()).map_err(wrong).map_err(str::to_owned)
}

impl Filter {
    pub(super) fn takes_act(&self, act: &AuditedAct) -> bool {
        let mut names: Vec<&str> = act.origin.iter().map(|origin| &*origin.account).collect();
        for entry in &act.entries {
            match &entry.actor {
                Actor::Person { id, name, .. } => names.extend([id.as_str(), name]),
                Actor::Guest { account, name } => names.extend([account.as_str(), name]),
                Actor::Bot => {}
            }
        }
        self.takes(act.at, &names)
    }

    /// Whether something that happened then is shown, by somebody who has these names.
    pub(super) fn takes(&self, at: DateTime<Utc>, names: &[&str]) -> bool {
        let is_in_time =
            self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| at < to);
        // An operator's name is followed by that of the machine.
        let is_theirs = |by: &str| {
            let is = |name: &&str| {
                let name = name.to_lowercase();
                name == by || name.split_once('@').is_some_and(|(account, _)| account == by)
            };
            names.iter().any(is)
        };
        is_in_time && self.by.as_ref().is_none_or(|by| is_theirs(&by.to_lowercase()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_names_are_taken_as_people_write_them() {
        let at = |text: &str| instant(text).unwrap();
        assert_eq!(at("2026-03-10"), at("2026-03-10T00:00:00Z"));
        assert_eq!(at("2026-03-10T08:30:00+08:00"), at("2026-03-10T00:30:00Z"));
        assert!(instant("yesterday").unwrap_err().contains("2026-03-10"));
        let day = Filter {
            from: Some(at("2026-03-10")),
            to: Some(at("2026-03-11")),
            by: Some("Mei".to_owned()),
            ..Filter::default()
        };
        assert!(day.takes(at("2026-03-10"), &["mei@office"]));
        assert!(day.takes(at("2026-03-10T23:59:59Z"), &["shen", "MEI"]));
        assert!(!day.takes(at("2026-03-11"), &["mei"]), "the end is not in it");
        assert!(!day.takes(at("2026-03-10"), &["mei-lan", "office"]));
    }
}
