//! What a number without a mark may mean.

/// How a bare number before words is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BareNumbers {
    /// As the incident that is meant.
    #[default]
    AreReferences,
    /// As the first of the words.
    AreWords,
}
