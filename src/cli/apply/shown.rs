//! What a directory would change, as text and as JSON.

use std::io::Write;

use serde_json::{Value, json};

use super::difference::{Change, FieldChange};

/// How many documents of each sort of change there are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counts {
    pub(super) added: usize,
    pub(super) changed: usize,
    pub(super) removed: usize,
}

impl Counts {
    pub(super) fn of(changes: &[Change]) -> Self {
        let count = |is: fn(&Change) -> bool| changes.iter().filter(|change| is(change)).count();
        Self {
            added: count(|change| matches!(change, Change::Added { .. })),
            changed: count(|change| matches!(change, Change::Changed { .. })),
            removed: count(|change| matches!(change, Change::Removed { .. })),
        }
    }
}

/// Everything that is shown before the changes are made.
#[derive(Debug, Default)]
pub(super) struct Shown<'a> {
    pub(super) changes: &'a [Change],
    /// Who is on call, before and after.
    pub(super) turns: &'a [String],
    pub(super) warnings: &'a [String],
}

impl Shown<'_> {
    pub(super) fn as_text(&self, out: &mut dyn Write) -> std::io::Result<()> {
        self.changes.iter().try_for_each(|change| writeln!(out, "{change}"))?;
        let Counts { added, changed, removed } = Counts::of(self.changes);
        writeln!(out, "{added} added, {changed} changed, {removed} removed.")?;
        self.turns.iter().try_for_each(|line| writeln!(out, "{line}"))?;
        self.warnings.iter().try_for_each(|warning| writeln!(out, "! {warning}"))
    }

    /// One object on one line; `would_change` is what the exit code says, too.
    pub(super) fn as_json(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let Counts { added, changed, removed } = Counts::of(self.changes);
        let told = json!({
            "would_change": !self.changes.is_empty(),
            "added": added,
            "changed": changed,
            "removed": removed,
            "changes": self.changes.iter().map(change).collect::<Vec<_>>(),
            "on_call": self.turns,
            "warnings": self.warnings,
        });
        Ok(writeln!(out, "{told}")?)
    }
}

fn change(change: &Change) -> Value {
    let (kind, id) = change.subject();
    match change {
        Change::Added { .. } => json!({ "change": "added", "kind": kind, "id": id }),
        Change::Removed { .. } => json!({ "change": "removed", "kind": kind, "id": id }),
        Change::Changed { fields, .. } => {
            let fields: Vec<Value> = fields.iter().map(field).collect();
            json!({ "change": "changed", "kind": kind, "id": id, "fields": fields })
        }
    }
}

fn field(field: &FieldChange) -> Value {
    json!({ "path": field.path, "was": field.was, "is": field.is })
}
