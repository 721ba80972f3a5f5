//! Escalation policies as they are declared, and the check that makes a draft a policy.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::delay::Delay;
use super::rotation::Known;
use super::target::Target;
use crate::ids::{PersonId, PolicyId, RotationId};

/// The least time between the last page of a cycle and the first of the next, whatever the delays
/// come to: a share of a target that is nearly over is next to nothing, and nobody is to be paged
/// without pause.
pub(super) const SHORTEST_PAUSE: TimeDelta = TimeDelta::minutes(1);

/// Whom to page, in steps, again and again until someone acknowledges.
///
/// After the last step and `repeat_after` the next cycle begins. From the second cycle on the duty
/// manager is paged with the first step, since a used-up policy starts again at the duty manager
/// (`promises`, 10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EscalationPolicy {
    /// Its name in plans and contracts.
    pub id: PolicyId,
    /// In the order in which they leave.
    pub steps: Vec<EscalationStep>,
    /// How long after the last step the first leaves again; a minute at least.
    pub repeat_after: Delay,
    /// Who is paged when no step names anybody who can be.
    pub fallback: PersonId,
}

/// One step: some people, paged at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EscalationStep {
    /// How long after the start of paging the step leaves, not how long after the step before.
    pub after: Delay,
    /// Whom it pages.
    pub targets: Vec<Target>,
}

/// A policy as someone wrote it, nothing checked yet.
///
/// ```toml
/// id = "level_1"
/// repeat_after = "5m"
/// fallback = "dora"
/// steps = [
///   { after = "0m", targets = ["oncall:primary", "duty_manager", "account_representative"] },
///   { after = "40%", targets = ["next:primary"] },
/// ]
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyDraft {
    /// See [`EscalationPolicy::id`].
    pub id: PolicyId,
    /// See [`EscalationPolicy::steps`].
    #[serde(default)]
    pub steps: Vec<EscalationStep>,
    /// See [`EscalationPolicy::repeat_after`].
    pub repeat_after: Delay,
    /// See [`EscalationPolicy::fallback`].
    #[serde(default)]
    pub fallback: Option<PersonId>,
}

/// What is wrong with a policy. Steps are counted from 1, as people count them.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PolicyProblem {
    /// Nobody would be paged but the fallback.
    #[error("has no step")]
    NoSteps,
    #[error("step {step} pages nobody")]
    EmptyStep { step: usize },
    /// Delays count from the start of paging, so each is longer than the one before.
    #[error("step {step} waits {after}, which is not longer than the step before it")]
    NotIncreasing { step: usize, after: Delay },
    /// A step names a rotation the directory does not declare.
    #[error("step {step} names the rotation {rotation}, which is not in the directory")]
    UnknownRotation { step: usize, rotation: RotationId },
    /// A step names someone the directory does not declare.
    #[error("step {step} names {person}, who is not in the directory")]
    UnknownPerson { step: usize, person: PersonId },
    /// The policy would page almost without pause.
    #[error("repeats after {after}; the minimum is one minute")]
    RepeatsTooSoon {
        /// The delay as written.
        after: Delay,
    },
    /// The one person who is always there has to be named.
    #[error("names no fallback")]
    FallbackMissing,
    /// The fallback is someone the directory does not declare.
    #[error("falls back to {person}, who is not in the directory")]
    UnknownFallback { person: PersonId },
}

impl PolicyDraft {
    /// The policy, or everything that is wrong with the draft, in the order of the file.
    pub fn check(self, known: &Known) -> Result<EscalationPolicy, Vec<PolicyProblem>> {
        let mut problems = self.step_problems(known);
        let after = self.repeat_after;
        if Delay::Absolute(SHORTEST_PAUSE).is_longer_than(after).unwrap_or(after.is_none()) {
            problems.push(PolicyProblem::RepeatsTooSoon { after });
        }
        match self.fallback {
            None => problems.push(PolicyProblem::FallbackMissing),
            Some(person) if !known.people.contains(&person) => {
                problems.push(PolicyProblem::UnknownFallback { person });
            }
            Some(fallback) if problems.is_empty() => {
                let Self { id, steps, repeat_after, .. } = self;
                return Ok(EscalationPolicy { id, steps, repeat_after, fallback });
            }
            Some(_) => {}
        }
        Err(problems)
    }

    fn step_problems(&self, known: &Known) -> Vec<PolicyProblem> {
        if self.steps.is_empty() {
            return vec![PolicyProblem::NoSteps];
        }
        let mut problems = Vec::new();
        for (place, each) in self.steps.iter().enumerate() {
            let (step, after) = (place + 1, each.after);
            if each.targets.is_empty() {
                problems.push(PolicyProblem::EmptyStep { step });
            }
            if !leaves_after(each, &self.steps[..place]) {
                problems.push(PolicyProblem::NotIncreasing { step, after });
            }
            problems.extend(each.targets.iter().filter_map(|target| unknown(step, target, known)));
        }
        problems
    }
}

/// Whether the step leaves after the last step before it whose delay is of the same kind. How a
/// share and a fixed time compare depends on the target, and is settled when a plan is made.
fn leaves_after(step: &EscalationStep, before: &[EscalationStep]) -> bool {
    let mut answers =
        before.iter().rev().filter_map(|earlier| step.after.is_longer_than(earlier.after));
    answers.next().unwrap_or(true)
}

fn unknown(step: usize, target: &Target, known: &Known) -> Option<PolicyProblem> {
    match target {
        Target::OnCall(rotation) | Target::NextOnCall(rotation) => {
            let unknown = || PolicyProblem::UnknownRotation { step, rotation: rotation.clone() };
            (!known.rotations.contains(rotation)).then(unknown)
        }
        Target::Person(person) => {
            let unknown = || PolicyProblem::UnknownPerson { step, person: person.clone() };
            (!known.people.contains(person)).then(unknown)
        }
        Target::DutyManager | Target::Tam | Target::AccountRepresentative => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        Known { people: ["ada".into(), "dora".into()].into(), rotations: ["primary".into()].into() }
    }

    fn problems(written: &str) -> String {
        let draft: PolicyDraft = toml::from_str(written).unwrap();
        let problems = draft.check(&known()).unwrap_err();
        problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }

    const SOUND: &str = r#"
id = "level_1"
repeat_after = "5m"
fallback = "dora"
steps = [
  { after = "0m", targets = ["oncall:primary", "duty_manager", "account_representative"] },
  { after = "40%", targets = ["next:primary", "tam"] },
  { after = "3m", targets = ["person:ada"] },
  { after = "90%", targets = ["duty_manager"] },
]
"#;

    #[test]
    fn a_sound_draft_becomes_a_policy_that_survives_being_stored() {
        let policy = toml::from_str::<PolicyDraft>(SOUND).unwrap().check(&known()).unwrap();
        assert_eq!(policy.steps.len(), 4);
        assert_eq!(policy.steps[1].after, Delay::ShareOfTarget(40));
        let stored = serde_json::to_string(&policy).unwrap();
        assert_eq!(serde_json::from_str::<EscalationPolicy>(&stored).unwrap(), policy);
    }

    #[test]
    fn every_problem_of_a_policy_is_listed_at_once() {
        let broken = r#"
id = "level_1"
repeat_after = "30s"
steps = [
  { after = "5m", targets = [] },
  { after = "90%", targets = ["oncall:tertiary", "person:eve"] },
  { after = "5m", targets = ["next:tertiary"] },
  { after = "70%", targets = ["tam"] },
]
"#;
        insta::assert_snapshot!(problems(broken), @"
        step 1 pages nobody
        step 2 names the rotation tertiary, which is not in the directory
        step 2 names eve, who is not in the directory
        step 3 waits 5m, which is not longer than the step before it
        step 3 names the rotation tertiary, which is not in the directory
        step 4 waits 70%, which is not longer than the step before it
        repeats after 30s; the minimum is one minute
        names no fallback
        ");
        insta::assert_snapshot!(problems("id = 'none'\nrepeat_after = '5m'\nfallback = 'eve'"), @"
        has no step
        falls back to eve, who is not in the directory
        ");
    }

    #[test]
    fn an_unknown_field_or_an_unreadable_word_is_refused() {
        for (from, to) in [("fallback", "fall_back"), ("40%", "140%"), ("\"tam\"", "\"tma\"")] {
            assert!(toml::from_str::<PolicyDraft>(&SOUND.replace(from, to)).is_err(), "{to}");
        }
    }
}
