//! Escorts: days of a customer's event on which the plan promises a faster response, and experts on
//! duty.
//!
//! They are declared in the directory file. Whether one counts is decided when an incident is
//! opened, reopened or made more urgent, and kept with the incident; so a later change of the file
//! moves no promise that was given.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A booked event of a customer (`iSoftStone`, "5.8 云上保障护航服务"; Huawei Cloud, "4.3.4";
/// Alibaba Cloud, "4.6").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escort {
    /// What both sides call the event.
    pub name: String,
    /// Its first day, in the customer's zone.
    pub from: NaiveDate,
    /// Its last day, in the customer's zone.
    pub until: NaiveDate,
}

impl Escort {
    /// Whether a day, told in the customer's zone, belongs to it.
    pub fn covers(&self, day: NaiveDate) -> bool {
        (self.from..=self.until).contains(&day)
    }

    /// Whether they share a day.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.from <= other.until && other.from <= self.until
    }
}
