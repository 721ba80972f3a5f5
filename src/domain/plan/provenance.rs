//! Where a figure comes from: a document and its section, or an assumption that says why.

use std::ops::Range;

/// A document a plan was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// How entries of the file refer to it.
    pub key: String,
    pub title: String,
    /// The edition or date it names.
    pub edition: String,
}

/// Where a figure comes from. At least one of the two is there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provenance {
    /// `document: section`, the document being one of the plan's.
    pub source: Option<String>,
    /// What was filled in, and why.
    pub assumed: Option<String>,
}

impl Provenance {
    /// Whether no document says it: it is our own rule, and no promise of the contract.
    pub fn is_house_rule(&self) -> bool {
        self.source.is_none()
    }

    /// For what a plan leaves out.
    pub(super) fn house_rule() -> Self {
        Self { source: None, assumed: Some("house rule: the plan does not cover it".to_owned()) }
    }
}

/// Something filled in that the documents leave open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumption {
    /// The entry it stands in.
    pub entry: String,
    pub text: String,
    /// The bytes of the file.
    pub span: Range<usize>,
}
