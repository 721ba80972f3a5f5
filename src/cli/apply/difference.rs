//! What a directory file would change in what is stored, in an operator's words.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use serde_json::Value;

use crate::domain::directory::Directory;
use crate::store::directory::{kind, put};
use crate::store::{DirectoryChange, StoreError};

/// The kinds of documents a file declares. Overrides, links and service credits are made in chat
/// and are not among them.
const DECLARED: [&str; 6] =
    [kind::CUSTOMER, kind::GROUP, kind::PERSON, kind::ROTATION, kind::POLICY, kind::DUTY_MANAGER];

/// The one document of its kind has no name of its own.
const DUTY_MANAGER_ID: &str = "-";

/// Every change, in the order of the kinds and then of the ids.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) changes: Vec<Change>,
    unwritten: Vec<DirectoryChange>,
}

/// One document that is added, changed or removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    Added { kind: &'static str, id: String },
    Changed { kind: &'static str, id: String, fields: Vec<FieldChange> },
    Removed { kind: &'static str, id: String },
}

/// One value that is not what it was; none stands for absent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FieldChange {
    pub(super) path: String,
    pub(super) was: Option<String>,
    pub(super) is: Option<String>,
}

type Documents = BTreeMap<(usize, String), Value>;

impl Difference {
    /// Compares what is stored (kind, id and body, as the store gives them) with what a file
    /// declares.
    pub(super) fn between(
        stored: &[(String, String, String)],
        declared: &[DirectoryChange],
    ) -> Result<Self, serde_json::Error> {
        let before = keyed(
            stored.iter().map(|(kind, id, body)| (kind.as_str(), id.as_str(), body.as_str())),
        )?;
        let puts = declared.iter().filter_map(|change| match change {
            DirectoryChange::Put { kind, id, body } => Some((*kind, id.as_str(), body.as_str())),
            DirectoryChange::Remove { .. } => None,
        });
        let after = keyed(puts)?;
        let mut difference = Self::default();
        for (key, document) in &after {
            difference.compare(key, before.get(key), document);
        }
        for (place, id) in before.keys().filter(|key| !after.contains_key(*key)) {
            difference.remove(DECLARED[*place], id);
        }
        difference.changes.sort_by_key(Change::order);
        Ok(difference)
    }

    /// Whether the file says what is stored.
    pub(super) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// What to commit.
    pub(super) fn into_commit(self) -> Vec<DirectoryChange> {
        self.unwritten
    }

    fn compare(&mut self, (place, id): &(usize, String), before: Option<&Value>, after: &Value) {
        let kind = DECLARED[*place];
        match before {
            Some(before) if before == after => return,
            Some(before) => {
                let fields = field_changes(before, after);
                self.changes.push(Change::Changed { kind, id: id.clone(), fields });
            }
            None => self.changes.push(Change::Added { kind, id: id.clone() }),
        }
        self.unwritten.push(DirectoryChange::Put { kind, id: id.clone(), body: after.to_string() });
    }

    fn remove(&mut self, kind: &'static str, id: &str) {
        self.changes.push(Change::Removed { kind, id: id.to_owned() });
        self.unwritten.push(DirectoryChange::Remove { kind, id: id.to_owned() });
    }
}

impl Change {
    /// What the change is about.
    pub(super) fn subject(&self) -> (&'static str, &str) {
        match self {
            Self::Added { kind, id }
            | Self::Changed { kind, id, .. }
            | Self::Removed { kind, id } => (kind, id),
        }
    }

    fn order(&self) -> (usize, String) {
        let (kind, id) = self.subject();
        (DECLARED.iter().position(|known| *known == kind).unwrap_or(DECLARED.len()), id.to_owned())
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, id) = self.subject();
        let name = if kind == kind::DUTY_MANAGER {
            "duty manager".to_owned()
        } else {
            format!("{kind} {id}")
        };
        match self {
            Self::Added { .. } => write!(f, "+ {name}"),
            Self::Removed { .. } => write!(f, "- {name}"),
            Self::Changed { fields, .. } => {
                write!(f, "~ {name}")?;
                fields.iter().try_for_each(|field| write!(f, "\n    {field}"))
            }
        }
    }
}

impl fmt::Display for FieldChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, was, is } = self;
        let colon = if path.is_empty() { "" } else { ": " };
        match (was, is) {
            (Some(was), Some(is)) => write!(f, "{path}{colon}{was} → {is}"),
            (Some(was), None) => write!(f, "{path}{colon}no longer {was}"),
            (None, is) => write!(f, "{path}{colon}now {}", is.as_deref().unwrap_or_default()),
        }
    }
}

/// Every document of a directory, ready to be stored. Overrides are left out.
pub(super) fn documents(directory: &Directory) -> Result<Vec<DirectoryChange>, StoreError> {
    let mut documents = Vec::new();
    put_all(
        &mut documents,
        kind::CUSTOMER,
        directory.customers.iter().map(|(id, value)| (id.as_str(), value)),
    )?;
    put_all(
        &mut documents,
        kind::GROUP,
        directory.groups.iter().map(|(id, value)| (id.as_str(), value)),
    )?;
    put_all(
        &mut documents,
        kind::PERSON,
        directory.people.iter().map(|(id, value)| (id.as_str(), value)),
    )?;
    put_all(
        &mut documents,
        kind::ROTATION,
        directory.rotations.iter().map(|value| (value.id.as_str(), value)),
    )?;
    put_all(
        &mut documents,
        kind::POLICY,
        directory.policies.iter().map(|(id, value)| (id.as_str(), value)),
    )?;
    put_all(
        &mut documents,
        kind::DUTY_MANAGER,
        directory.duty_manager.iter().map(|id| (DUTY_MANAGER_ID, id)),
    )?;
    Ok(documents)
}

fn put_all<'v, T: Serialize + 'v>(
    documents: &mut Vec<DirectoryChange>,
    kind: &'static str,
    values: impl Iterator<Item = (&'v str, &'v T)>,
) -> Result<(), StoreError> {
    for (id, value) in values {
        documents.push(put(kind, id, value)?);
    }
    Ok(())
}

fn keyed<'d>(
    documents: impl Iterator<Item = (&'d str, &'d str, &'d str)>,
) -> Result<Documents, serde_json::Error> {
    let place_of = |kind: &str| DECLARED.iter().position(|known| *known == kind);
    documents
        .filter_map(|(kind, id, body)| Some((place_of(kind)?, id, body)))
        .map(|(place, id, body)| Ok(((place, id.to_owned()), serde_json::from_str(body)?)))
        .collect()
}

fn field_changes(before: &Value, after: &Value) -> Vec<FieldChange> {
    let (was, is) = (leaves(before), leaves(after));
    let mut paths: Vec<&String> = was.keys().chain(is.keys()).collect();
    paths.sort();
    paths.dedup();
    let changed = paths.into_iter().filter(|path| was.get(*path) != is.get(*path));
    changed
        .map(|path| FieldChange {
            path: path.clone(),
            was: was.get(path).cloned(),
            is: is.get(path).cloned(),
        })
        .collect()
}

/// The values of a document by path. A list of plain values is one value; one of tables is told
/// table by table, counted from 1 as people count.
fn leaves(document: &Value) -> BTreeMap<String, String> {
    let mut leaves = BTreeMap::new();
    collect("", document, &mut leaves);
    leaves
}

fn collect(path: &str, value: &Value, leaves: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                let below = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                collect(&below, field, leaves);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            for (place, item) in items.iter().enumerate() {
                collect(&format!("{path} {}", place + 1), item, leaves);
            }
        }
        Value::Array(items) => {
            let plain: Vec<String> = items.iter().map(plain).collect();
            leaves.insert(path.to_owned(), format!("[{}]", plain.join(", ")));
        }
        Value::Null => {}
        other => drop(leaves.insert(path.to_owned(), plain(other))),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(kind: &'static str, id: &str, body: &str) -> DirectoryChange {
        DirectoryChange::Put { kind, id: id.to_owned(), body: body.to_owned() }
    }

    fn stored(documents: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
        let owned = |(kind, id, body): &(&str, &str, &str)| {
            ((*kind).to_owned(), (*id).to_owned(), (*body).to_owned())
        };
        documents.iter().map(owned).collect()
    }

    #[test]
    fn a_change_is_told_field_by_field() {
        let stored = stored(&[
            ("customer", "acme", r#"{"name":"Acme","tam":null,"contract":{"until":"2026-12-31"}}"#),
            ("group", "old", "{}"),
            ("duty_manager", "-", r#""oncall:primary""#),
        ]);
        let declared = [
            document(
                kind::CUSTOMER,
                "acme",
                r#"{"name":"Acme","tam":{"person":"ada"},"contract":{"until":"2027-12-31"}}"#,
            ),
            document(kind::PERSON, "ada", "{}"),
            document(kind::DUTY_MANAGER, "-", r#""oncall:managers""#),
        ];
        let difference = Difference::between(&stored, &declared).unwrap();
        let told: Vec<String> = difference.changes.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(told.join("\n"), @"
        ~ customer acme
            contract.until: 2026-12-31 → 2027-12-31
            tam.person: now ada
        - group old
        + person ada
        ~ duty manager
            oncall:primary → oncall:managers
        ");
    }

    #[test]
    fn the_order_of_keys_in_a_stored_document_is_no_difference() {
        let stored = stored(&[("person", "ada", r#"{"name":"Ada","role":"engineer"}"#)]);
        let declared = [document(kind::PERSON, "ada", r#"{"role":"engineer","name":"Ada"}"#)];
        assert!(Difference::between(&stored, &declared).unwrap().is_empty());
    }

    #[test]
    fn what_is_made_in_chat_is_left_alone() {
        let stored = stored(&[
            ("override", "o1", "{}"),
            ("credits", "-", "{}"),
            ("link", "fake:u", "{}"),
            ("guest", "fake:v", "{}"),
        ]);
        assert!(Difference::between(&stored, &[]).unwrap().is_empty());
    }
}
