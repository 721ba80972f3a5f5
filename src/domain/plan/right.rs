//! What the people of a customer may do with what the customer bought, until their administrators
//! decide.

use serde::{Deserialize, Serialize};

use super::Provenance;

/// Something that a customer's administrators allow or deny to one of their people.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::EnumString,
    strum::VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Right {
    /// To open incidents.
    Open,
    /// To spend what was bought by number, such as express tickets.
    Spend,
    /// To agree that an incident is closed.
    Confirm,
}

impl Right {
    /// All of them, in the order in which they are shown.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The word used in data and as a key of the language files: `open`, `spend`, `confirm`.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The right behind a word of a plan file.
    pub fn from_word(word: &str) -> Option<Self> {
        word.parse().ok()
    }
}

/// The rights that a customer's people have while nobody has decided about them. Administrators
/// have all rights; somebody who is not in the directory may open and nothing else, whatever a plan
/// says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RightsOfPeople {
    /// What people may who are known by name.
    pub people: Vec<Right>,
    pub provenance: Provenance,
}

impl Default for RightsOfPeople {
    fn default() -> Self {
        let assumed =
            "default rule: the plan does not cover it, and spending costs money".to_owned();
        Self {
            people: vec![Right::Open, Right::Confirm],
            provenance: Provenance { source: None, assumed: Some(assumed) },
        }
    }
}
