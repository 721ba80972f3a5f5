//! The emergency group of an incident, once it was called: who answered, and when the others are
//! called again.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::PersonId;

/// Whoever has not answered is called again after this, so often in all.
const CALLED_AGAIN_AFTER: TimeDelta = TimeDelta::minutes(5);
const CALLS: u32 = 3;

/// The emergency group, once it was called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Experts {
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub called_at: DateTime<Utc>,
    pub people: Vec<Expert>,
    /// How often those who do not answer were called.
    pub calls: u32,
    /// When those who have not answered are called again; none when they are not.
    #[serde(default, with = "chrono::serde::ts_milliseconds_option")]
    pub calls_again_at: Option<DateTime<Utc>>,
}

/// One of the emergency group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expert {
    pub person: PersonId,
    /// The code of their page, once there was one of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    #[serde(default, with = "chrono::serde::ts_milliseconds_option")]
    pub answered_at: Option<DateTime<Utc>>,
}

impl Experts {
    pub(in super::super) fn called(people: &[PersonId], at: DateTime<Utc>) -> Self {
        let expert =
            |person: &PersonId| Expert { person: person.clone(), code: None, answered_at: None };
        let people = people.iter().map(expert).collect();
        Self { called_at: at, people, calls: 1, calls_again_at: Some(at + CALLED_AGAIN_AFTER) }
    }

    /// Who was called and has not answered.
    pub fn missing(&self) -> impl Iterator<Item = &PersonId> {
        self.people
            .iter()
            .filter(|expert| expert.answered_at.is_none())
            .map(|expert| &expert.person)
    }

    /// Who has answered, in the order of the directory.
    pub fn present(&self) -> impl Iterator<Item = &PersonId> {
        self.people
            .iter()
            .filter(|expert| expert.answered_at.is_some())
            .map(|expert| &expert.person)
    }

    pub(in super::super) fn join(&mut self, person: &PersonId, at: DateTime<Utc>) {
        for expert in self.people.iter_mut().filter(|expert| expert.person == *person) {
            expert.answered_at = Some(at);
        }
        if self.missing().next().is_none() {
            self.rest();
        }
    }

    /// The code under which one of them is paged: always the same for one person.
    pub(in super::super) fn code_of(
        &mut self,
        person: &PersonId,
        fresh: &mut dyn FnMut() -> String,
    ) -> String {
        let expert = self.people.iter_mut().find(|expert| expert.person == *person);
        match expert {
            Some(expert) => expert.code.get_or_insert_with(fresh).clone(),
            None => fresh(),
        }
    }

    pub(in super::super) fn call_again(&mut self, call: u32, at: DateTime<Utc>) {
        self.calls = call;
        self.calls_again_at = (call < CALLS).then(|| at + CALLED_AGAIN_AFTER);
    }

    pub(in super::super) fn rest(&mut self) {
        self.calls_again_at = None;
    }
}
