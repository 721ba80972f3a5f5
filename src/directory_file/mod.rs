//! The directory file: customers, contracts, groups, people, rotations and policies as an operator
//! declares them.
//!
//! Guarantees: a file is taken whole or not at all; every problem is found in one go and pointed at
//! in the text; nothing that is referred to is missing, and no room or account belongs to two.
//! Overrides made in chat are not part of the file and are never touched by it. Start reading at
//! [`read`]; what a file would change is told by `watchbell apply`.

mod check;
mod entries;
mod known;
mod places;
mod problem;
mod table;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;

use toml::de::DeTable;

pub use known::{Offered, TierOffer};
pub use problem::{DirectoryRefused, Problem};

use crate::domain::directory::Directory;
use crate::domain::escalation::policy::PolicyDraft;
use crate::domain::escalation::target::Duty;
use crate::ids::{PolicyId, RotationId};
use check::Checked;
use places::Places;
use problem::Found;
use table::{Table, help_for_unknown, read_value};

const SECTIONS: [&str; 5] = ["customers", "groups", "people", "rotations", "policies"];
const DUTY_MANAGER: &str = "duty_manager";

/// Reads a directory from the text of a file. `name` is what the operator called the file.
///
/// The result has version 0 and no overrides: both belong to the store.
pub fn read(name: &str, text: &str, offered: &Offered) -> Result<Directory, DirectoryRefused> {
    let (root, syntax) = DeTable::parse_recoverable(text);
    let mut found = Found::default();
    for error in &syntax {
        found.add(error.span().unwrap_or(0..0), error.message(), "correct the TOML here");
    }
    if !syntax.is_empty() {
        // Half a tree would only bring problems that are none.
        return Err(DirectoryRefused::new(name, text, found.into_problems()));
    }
    let written = Written::read(root.get_ref(), &mut found);
    let places = Places::of(root.get_ref());
    let directory = Checked { written: &written, places: &places, offered }.directory(&mut found);
    match found.into_problems() {
        problems if problems.is_empty() => Ok(directory.indexed()),
        problems => Err(DirectoryRefused::new(name, text, problems)),
    }
}

/// What is in the file and could be read, before anything refers to anything.
#[derive(Debug, Default)]
struct Written {
    directory: Directory,
    policies: BTreeMap<PolicyId, PolicyDraft>,
    /// All ids that are declared, also of entries that could not be read: they are then no unknown
    /// names.
    declared: HashMap<&'static str, BTreeSet<String>>,
}

impl Written {
    fn read(root: &DeTable<'_>, found: &mut Found) -> Self {
        refuse_unknown_sections(root, found);
        let mut written = Self::default();
        let directory = &mut written.directory;
        directory.duty_manager = duty_manager(root, found);
        directory.customers = section(root, "customers", entries::customer, found);
        directory.groups = section(root, "groups", entries::group, found);
        directory.people = section(root, "people", entries::person, found);
        let rotations: BTreeMap<RotationId, _> =
            section(root, "rotations", entries::rotation, found);
        directory.rotations = rotations.into_values().collect();
        written.policies = section(root, "policies", entries::policy, found);
        written.declared = SECTIONS.iter().map(|name| (*name, ids_under(root, name))).collect();
        written
    }
}

fn refuse_unknown_sections(root: &DeTable<'_>, found: &mut Found) {
    let known = || SECTIONS.into_iter().chain([DUTY_MANAGER]);
    for key in root.keys().filter(|key| !known().any(|name| name == key.get_ref().as_ref())) {
        let what = format!("the file has no section `{}`", key.get_ref());
        found.add(key.span(), what, help_for_unknown(key.get_ref(), known()));
    }
}

fn duty_manager(root: &DeTable<'_>, found: &mut Found) -> Option<Duty> {
    let help = "write \"oncall:ROTATION\" or \"person:ID\"";
    let duty = read_value(root.get(DUTY_MANAGER)?, help, found);
    Some(duty.unwrap_or_else(|| Duty::Person(entries::UNREADABLE.into())))
}

/// All entries of a section. What stands in its place by mistake is noted.
fn section<M, K, V>(
    root: &DeTable<'_>,
    name: &str,
    read: fn(&str, &mut Table<'_, '_>) -> Option<V>,
    found: &mut Found,
) -> M
where
    M: FromIterator<(K, V)>,
    K: for<'a> From<&'a str> + Eq + Hash,
{
    let mut entries = Vec::new();
    let written = root.get(name);
    if let Some(written) = written.filter(|section| !section.get_ref().is_table()) {
        found.add(
            written.span(),
            format!("`{name}` is not a section"),
            format!("write [{name}.ID] for each entry"),
        );
    }
    for (id, value) in
        written.and_then(|section| section.get_ref().as_table()).into_iter().flatten()
    {
        let Some(table) = value.get_ref().as_table() else {
            found.add(
                value.span(),
                format!("`{}` is not an entry", id.get_ref()),
                format!("write [{name}.ID]"),
            );
            continue;
        };
        let table = Table::new(&format!("{name}.{}", id.get_ref()), id.span(), table, found);
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

#[cfg(test)]
mod tests;
