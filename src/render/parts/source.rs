//! Where a figure comes from, in words.

use crate::domain::plan::Provenance;
use crate::render::lang::Language;

/// The document and its section; that it is our own rule where no document has it.
pub(in crate::render) fn of(language: Language, provenance: &Provenance) -> String {
    provenance.source.clone().unwrap_or_else(|| language.say("house-rule", &[]))
}
