//! Who is whom for one incident: duty manager, TAM, representative, and the policy that pages.

use std::borrow::Cow;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Customer, Directory};
use crate::domain::escalation::delay::Delay;
use crate::domain::escalation::policy::{EscalationPolicy, EscalationStep};
use crate::domain::escalation::step::Context;
use crate::domain::escalation::target::Target;
use crate::domain::plan::Role;
use crate::ids::{GroupId, PersonId};

/// How often an incident outside every contract repeats its page.
const OUT_OF_CONTRACT_REPEATS: TimeDelta = TimeDelta::minutes(5);
/// Reports of unknown people in direct chats page once in so long, all together.
pub const UNKNOWN_PEOPLE_PAGE_EVERY: TimeDelta = TimeDelta::hours(1);

/// The people around one incident.
#[derive(Debug, Clone, Copy)]
pub struct Roster<'a> {
    pub directory: &'a Directory,
    pub customer: Option<&'a Customer>,
    pub tam_in_coverage: bool,
}

impl<'a> Roster<'a> {
    pub fn context(&self) -> Context<'a> {
        Context {
            rotations: &self.directory.rotations,
            overrides: &self.directory.overrides,
            duty_manager: self.directory.duty_manager.as_ref(),
            tam: self.customer.and_then(|customer| customer.tam.as_ref()),
            tam_in_coverage: self.tam_in_coverage,
            account_representative: self.customer.and_then(|c| c.account_representative.as_ref()),
        }
    }

    /// Who is in charge of the day.
    pub fn duty_manager(&self, now: DateTime<Utc>) -> Option<PersonId> {
        self.context().duty_manager_at(now)
    }

    /// The customer's TAM, or the deputy outside the TAM's coverage.
    pub fn tam(&self, now: DateTime<Utc>) -> Option<PersonId> {
        self.context().tam_at(now)
    }

    /// The person behind a role that a plan names.
    pub fn person_of(&self, role: Role, now: DateTime<Utc>) -> Option<PersonId> {
        match role {
            Role::DutyManager => self.duty_manager(now),
            Role::AccountRepresentative => {
                self.customer.and_then(|c| c.account_representative.clone())
            }
        }
    }

    /// The customer's emergency group now, each once, in the order of the file. A rotation with a
    /// gap gives its fallback, or nobody.
    pub fn experts(&self, now: DateTime<Utc>) -> Vec<PersonId> {
        let context = self.context();
        let declared =
            self.customer.map(|customer| customer.experts.as_slice()).unwrap_or_default();
        let mut people: Vec<PersonId> = Vec::new();
        for person in declared.iter().filter_map(|expert| context.carrier_at(expert, now)) {
            if !people.contains(&person) {
                people.push(person);
            }
        }
        people
    }

    pub fn staff_rooms(&self) -> &'a [GroupId] {
        self.directory.staff_room_ids()
    }

    /// The customer's policy; without one, whoever is in charge is paged until they answer. None
    /// when the directory names nobody at all.
    pub fn policy(&self, now: DateTime<Utc>) -> Option<Cow<'a, EscalationPolicy>> {
        let declared =
            self.customer.and_then(|customer| self.directory.policies.get(&customer.policy));
        declared.map(Cow::Borrowed).or_else(|| self.duty_manager_policy(now).map(Cow::Owned))
    }

    /// Whoever is in charge is paged until they answer: the policy of incidents outside every
    /// contract.
    pub fn duty_manager_policy(&self, now: DateTime<Utc>) -> Option<EscalationPolicy> {
        self.duty_manager_called_every(OUT_OF_CONTRACT_REPEATS, now)
    }

    /// The same for what unknown people write to the bot alone: anybody can, so an unanswered page
    /// is repeated only once an hour.
    pub fn unknown_peoples_policy(&self, now: DateTime<Utc>) -> Option<EscalationPolicy> {
        self.duty_manager_called_every(UNKNOWN_PEOPLE_PAGE_EVERY, now)
    }

    fn duty_manager_called_every(
        &self,
        pause: TimeDelta,
        now: DateTime<Utc>,
    ) -> Option<EscalationPolicy> {
        let fallback =
            self.duty_manager(now).or_else(|| self.directory.anybody_in_charge().cloned())?;
        Some(EscalationPolicy {
            id: "duty-manager".into(),
            steps: vec![EscalationStep {
                after: Delay::Absolute(TimeDelta::zero()),
                targets: vec![Target::DutyManager],
            }],
            repeat_after: Delay::Absolute(pause),
            fallback,
        })
    }
}
