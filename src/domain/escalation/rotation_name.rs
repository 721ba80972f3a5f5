//! What a rotation is called by people.

use serde::{Deserialize, Serialize};

use crate::domain::names::{Language, Names};

/// One name for everybody, or one for each language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RotationName {
    Same(String),
    Each(Names),
}

impl RotationName {
    pub fn in_language(&self, language: Language) -> &str {
        match self {
            Self::Same(name) => name,
            Self::Each(names) => names.in_language(language),
        }
    }

    /// Whether somebody means the rotation by these words.
    pub fn is(&self, typed: &str) -> bool {
        [Language::Zh, Language::En]
            .into_iter()
            .any(|language| self.in_language(language).to_lowercase() == typed.to_lowercase())
    }

    /// Whether a language has no name at all.
    pub fn is_blank(&self) -> bool {
        [Language::Zh, Language::En]
            .into_iter()
            .any(|language| self.in_language(language).trim().is_empty())
    }
}
