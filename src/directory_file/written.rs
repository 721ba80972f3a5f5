//! What stands in the file, before anything refers to anything.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use toml::Spanned;
use toml::de::DeTable;

use super::entries;
use crate::domain::directory::Directory;
use crate::domain::escalation::policy::PolicyDraft;
use crate::domain::escalation::target::Duty;
use crate::ids::{PolicyId, RotationId};
use crate::toml_file::{Problems, Section};

const SECTIONS: [&str; 5] = ["customers", "groups", "people", "rotations", "policies"];
pub(super) const DUTY_MANAGER: &str = "duty_manager";

/// What is in the file and could be read, before anything refers to anything.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) directory: Directory,
    pub(super) policies: BTreeMap<PolicyId, PolicyDraft>,
    /// All ids that are declared, also of entries that could not be read: they are then no unknown
    /// names.
    pub(super) declared: HashMap<&'static str, BTreeSet<String>>,
}

impl Written {
    pub(super) fn read(root: &Spanned<DeTable<'_>>, problems: &Problems) -> Self {
        let mut file = Section::root(root, problems).called("the file");
        let mut written = Self::default();
        let directory = &mut written.directory;
        directory.customers = entries(&mut file, "customers", entries::customer);
        directory.groups = entries(&mut file, "groups", entries::group);
        directory.people = entries(&mut file, "people", entries::person);
        let rotations: BTreeMap<RotationId, _> = entries(&mut file, "rotations", entries::rotation);
        directory.rotations = rotations.into_values().collect();
        written.policies = entries(&mut file, "policies", entries::policy);
        directory.duty_manager = duty_manager(&mut file);
        file.finish();
        let ids = |name: &&'static str| (*name, ids_under(root.get_ref(), name));
        written.declared = SECTIONS.iter().map(ids).collect();
        written
    }
}

fn duty_manager(file: &mut Section<'_, '_>) -> Option<Duty> {
    let help = "write \"oncall:ROTATION\" or \"person:ID\"";
    let duty = file.optional(DUTY_MANAGER, help);
    let unreadable = || Duty::Person(entries::UNREADABLE.into());
    file.has(DUTY_MANAGER).then(|| duty.unwrap_or_else(unreadable))
}

/// All entries of a section that can be read.
fn entries<M, K, V>(
    file: &mut Section<'_, '_>,
    name: &'static str,
    read: fn(&str, &mut Section<'_, '_>) -> Option<V>,
) -> M
where
    M: FromIterator<(K, V)>,
    K: for<'a> From<&'a str>,
{
    let written = file.named_sections(name).into_iter();
    let entry = |(id, mut section): (Spanned<String>, Section<'_, '_>)| {
        let value = read(id.get_ref(), &mut section);
        section.finish();
        Some((K::from(id.get_ref()), value?))
    };
    written.filter_map(entry).collect()
}

fn ids_under(root: &DeTable<'_>, name: &str) -> BTreeSet<String> {
    let section = root.get(name).and_then(|section| section.get_ref().as_table());
    section
        .into_iter()
        .flat_map(|table| table.keys())
        .map(|key| key.get_ref().to_string())
        .collect()
}
