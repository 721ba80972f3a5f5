//! Rotations and policies: the domain's own checks, pointed at in the text; and everybody who is
//! paged can be.

use std::collections::{BTreeSet, HashMap};

use super::Checked;
use crate::domain::directory::{Directory, Person, Side};
use crate::domain::escalation::days_off::DaysOff;
use crate::domain::escalation::policy::{EscalationPolicy, PolicyProblem};
use crate::domain::escalation::rotation::{Known, Rotation, RotationProblem};
use crate::domain::escalation::target::{Duty, Target};
use crate::domain::names::Language;
use crate::ids::{PersonId, PolicyId};
use crate::toml_file::{Problems, help_for_unknown};

impl Checked<'_> {
    pub(super) fn check_rotations(&self, problems: &Problems) {
        self.check_rotation_names(problems);
        let known = self.known();
        for rotation in &self.written.directory.rotations {
            let path = format!("rotations.{}", rotation.id);
            for problem in rotation.problems(&known) {
                self.note_rotation(&path, &problem, problems);
            }
        }
    }

    /// Puts the days of the calendars that layers follow into them.
    pub(super) fn take_holidays(&self, directory: &mut Directory, problems: &Problems) {
        for rotation in &mut directory.rotations {
            let path = format!("rotations.{}.layers", rotation.id);
            for (place, layer) in rotation.layers.iter_mut().enumerate() {
                let Some(days) = &mut layer.holidays else { continue };
                if let Some(calendar) = self.offered.calendars.get(&days.calendar) {
                    *days = DaysOff::of(calendar);
                    continue;
                }
                let what = format!("there is no holiday calendar `{}`", days.calendar);
                let help = help_for_unknown(&days.calendar, self.offered.calendars.keys());
                let at = self.places.of_path(&format!("{path}[{place}].holidays"));
                problems.add_with_help(at, what, help);
            }
        }
    }

    fn check_rotation_names(&self, problems: &Problems) {
        let rotations = &self.written.directory.rotations;
        for (place, rotation) in rotations.iter().enumerate() {
            let Some(name) = &rotation.name else { continue };
            let at = self.places.of_path(&format!("rotations.{}.name", rotation.id));
            if name.is_blank() {
                problems.add_with_help(at, "the name is empty", "write a name, or remove the key");
                continue;
            }
            let languages = [Language::Zh, Language::En];
            let means_it = |other: &&Rotation| {
                languages.into_iter().any(|language| other.is_called(name.in_language(language)))
            };
            let mut others = rotations.iter().enumerate().filter(|(other, _)| *other != place);
            if let Some((_, other)) = others.find(|(_, other)| means_it(other)) {
                let what =
                    format!("rotations.{} is called like rotations.{}", rotation.id, other.id);
                problems.add_with_help(at, what, "give each rotation a name of its own");
            }
        }
    }

    /// The policies without a problem.
    pub(super) fn checked_policies(
        &self,
        problems: &Problems,
    ) -> HashMap<PolicyId, EscalationPolicy> {
        let known = self.known();
        let mut policies = HashMap::new();
        for (id, draft) in &self.written.policies {
            match draft.clone().check(&known) {
                Ok(policy) => drop(policies.insert(id.clone(), policy)),
                Err(of_policy) => {
                    for problem in &of_policy {
                        self.note_policy(&format!("policies.{id}"), problem, problems);
                    }
                }
            }
        }
        policies
    }

    /// A person who takes turns or is in a policy must be of the vendor and have a way to be
    /// reached.
    pub(super) fn check_reachability(
        &self,
        policies: &HashMap<PolicyId, EscalationPolicy>,
        problems: &Problems,
    ) {
        let mut paged = BTreeSet::new();
        for rotation in &self.written.directory.rotations {
            let people =
                rotation.layers.iter().flat_map(|layer| &layer.people).chain(&rotation.fallback);
            for person in people.collect::<BTreeSet<_>>() {
                self.must_be_support(person, &format!("rotations.{}", rotation.id), problems);
                paged.insert(person);
            }
        }
        for policy in policies.values() {
            for person in people_of(policy) {
                self.must_be_support(person, &format!("policies.{}", policy.id), problems);
                paged.insert(person);
            }
        }
        paged.extend(self.experts());
        self.must_be_reachable(paged, problems);
    }

    /// The people named in emergency groups; those on rotations are looked at with the rotations.
    fn experts(&self) -> impl Iterator<Item = &PersonId> {
        let customers = self.written.directory.customers.values();
        customers.flat_map(|customer| &customer.experts).filter_map(|expert| match expert {
            Duty::Person(person) => Some(person),
            Duty::OnCall(_) => None,
        })
    }

    fn must_be_reachable(&self, paged: BTreeSet<&PersonId>, problems: &Problems) {
        let silent = |person: &&Person| {
            person.role.side() == Side::Support && person.contact_methods.is_empty()
        };
        for person in paged.into_iter().filter_map(|id| self.person(id)).filter(silent) {
            let what = format!("{} may be paged but has no contact method", person.name);
            let help = "add contact_methods = [\"direct:PLATFORM:ADDRESS\", \"staff:GROUP\"]; the first is tried first";
            problems.add_with_help(
                self.places.of_path(&format!("people.{}", person.id)),
                what,
                help,
            );
        }
    }

    fn note_rotation(&self, path: &str, problem: &RotationProblem, problems: &Problems) {
        let layer_at = |layer: &usize| format!("{path}.layers[{}]", layer - 1);
        let (at, help) = match problem {
            RotationProblem::NoLayers => (
                self.places.of_path(path),
                "add layers = [{ people = …, handover = …, starting = … }]".into(),
            ),
            RotationProblem::NobodyListed { layer } => {
                (self.places.of_path(&layer_at(layer)), "list at least one person".into())
            }
            RotationProblem::TurnTooLong { layer, .. } => (
                self.places.of_path(&format!("{}.handover", layer_at(layer))),
                "write a shorter turn".into(),
            ),
            RotationProblem::UnknownPerson { layer, person } => (
                self.places.of_id_under(&layer_at(layer), person.as_str()),
                self.nearest("people", person.as_str()),
            ),
            RotationProblem::UnknownFallback { person } => (
                self.places.of_path(&format!("{path}.fallback")),
                self.nearest("people", person.as_str()),
            ),
        };
        problems.add_with_help(at, format!("{path} {problem}"), help);
    }

    fn note_policy(&self, path: &str, problem: &PolicyProblem, problems: &Problems) {
        let targets_of = |step: &usize| format!("{path}.steps[{}].targets", step - 1);
        let (at, help) = match problem {
            PolicyProblem::NoSteps => (
                self.places.of_path(path),
                "add steps = [{ after = \"0m\", targets = [\"oncall:ROTATION\"] }]".into(),
            ),
            PolicyProblem::EmptyStep { step } => {
                (self.places.of_path(&targets_of(step)), "name a target, or remove the step".into())
            }
            PolicyProblem::NotIncreasing { step, .. } => (
                self.places.of_path(&format!("{path}.steps[{}].after", step - 1)),
                "delays count from the start of paging, so each must be longer than the one before"
                    .into(),
            ),
            PolicyProblem::UnknownRotation { step, rotation } => (
                self.places.of_id_under(&targets_of(step), rotation.as_str()),
                self.nearest("rotations", rotation.as_str()),
            ),
            PolicyProblem::UnknownPerson { step, person } => (
                self.places.of_id_under(&targets_of(step), person.as_str()),
                self.nearest("people", person.as_str()),
            ),
            PolicyProblem::RepeatsTooSoon { .. } => (
                self.places.of_path(&format!("{path}.repeat_after")),
                "write \"1m\" or more".into(),
            ),
            PolicyProblem::FallbackMissing => (
                self.places.of_path(path),
                "add fallback = \"ID\": the person who is paged when no step names anybody".into(),
            ),
            PolicyProblem::UnknownFallback { person } => (
                self.places.of_path(&format!("{path}.fallback")),
                self.nearest("people", person.as_str()),
            ),
        };
        problems.add_with_help(at, format!("{path} {problem}"), help);
    }

    fn nearest(&self, section: &'static str, id: &str) -> String {
        help_for_unknown(id, &self.written.declared[section])
    }

    fn known(&self) -> Known {
        let declared = &self.written.declared;
        Known {
            people: declared["people"].iter().map(|id| id.as_str().into()).collect(),
            rotations: declared["rotations"].iter().map(|id| id.as_str().into()).collect(),
        }
    }
}

fn people_of(policy: &EscalationPolicy) -> BTreeSet<&PersonId> {
    let named =
        policy.steps.iter().flat_map(|step| &step.targets).filter_map(|target| match target {
            Target::Person(person) => Some(person),
            Target::OnCall(_)
            | Target::NextOnCall(_)
            | Target::DutyManager
            | Target::Tam
            | Target::AccountRepresentative => None,
        });
    named.chain([&policy.fallback]).collect()
}
