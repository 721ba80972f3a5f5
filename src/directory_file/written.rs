//! What stands in the file, before anything refers to anything.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;

use toml::de::DeTable;

use super::entries;
use crate::domain::directory::Directory;
use crate::domain::escalation::policy::PolicyDraft;
use crate::domain::escalation::target::Duty;
use crate::ids::{PolicyId, RotationId};
use crate::toml_file::{Problems, Table, help_for_unknown, read_value};

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
    pub(super) fn read(root: &DeTable<'_>, problems: &Problems) -> Self {
        refuse_unknown_sections(root, problems);
        let mut written = Self::default();
        let directory = &mut written.directory;
        directory.duty_manager = duty_manager(root, problems);
        directory.customers = section(root, "customers", entries::customer, problems);
        directory.groups = section(root, "groups", entries::group, problems);
        directory.people = section(root, "people", entries::person, problems);
        let rotations: BTreeMap<RotationId, _> =
            section(root, "rotations", entries::rotation, problems);
        directory.rotations = rotations.into_values().collect();
        written.policies = section(root, "policies", entries::policy, problems);
        written.declared = SECTIONS.iter().map(|name| (*name, ids_under(root, name))).collect();
        written
    }
}

fn refuse_unknown_sections(root: &DeTable<'_>, problems: &Problems) {
    let known = || SECTIONS.into_iter().chain([DUTY_MANAGER]);
    for key in root.keys().filter(|key| !known().any(|name| name == key.get_ref().as_ref())) {
        let what = format!("the file has no section `{}`", key.get_ref());
        problems.add_with_help(key.span(), what, help_for_unknown(key.get_ref(), known()));
    }
}

fn duty_manager(root: &DeTable<'_>, problems: &Problems) -> Option<Duty> {
    let help = "write \"oncall:ROTATION\" or \"person:ID\"";
    let duty = read_value(root.get(DUTY_MANAGER)?, help, problems);
    Some(duty.unwrap_or_else(|| Duty::Person(entries::UNREADABLE.into())))
}

/// All entries of a section. What stands in its place by mistake is noted.
fn section<M, K, V>(
    root: &DeTable<'_>,
    name: &str,
    read: fn(&str, &mut Table<'_, '_>) -> Option<V>,
    problems: &Problems,
) -> M
where
    M: FromIterator<(K, V)>,
    K: for<'a> From<&'a str> + Eq + Hash,
{
    let mut entries = Vec::new();
    let written = root.get(name);
    if let Some(written) = written.filter(|section| !section.get_ref().is_table()) {
        problems.add_with_help(
            written.span(),
            format!("`{name}` is not a section"),
            format!("write [{name}.ID] for each entry"),
        );
    }
    for (id, value) in
        written.and_then(|section| section.get_ref().as_table()).into_iter().flatten()
    {
        let Some(table) = value.get_ref().as_table() else {
            problems.add_with_help(
                value.span(),
                format!("`{}` is not an entry", id.get_ref()),
                format!("write [{name}.ID]"),
            );
            continue;
        };
        let table = Table::new(&format!("{name}.{}", id.get_ref()), id.span(), table, problems);
        entries.extend(
            table
                .read(|table| read(id.get_ref(), table))
                .map(|value| (K::from(id.get_ref()), value)),
        );
    }
    entries.into_iter().collect()
}

fn ids_under(root: &DeTable<'_>, name: &str) -> BTreeSet<String> {
    let section = root.get(name).and_then(|section| section.get_ref().as_table());
    section
        .into_iter()
        .flat_map(|table| table.keys())
        .map(|key| key.get_ref().to_string())
        .collect()
}
