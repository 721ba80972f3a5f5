//! A customer's TAM, and the deputy outside the TAM's coverage.

use serde::{Deserialize, Serialize};

use super::target::Duty;
use crate::ids::PersonId;

/// The technical account manager of one customer. Coverage is five days of eight hours in the plans
/// that grant one; whether an instant lies in it is for the coverage calendar to say, not for this
/// type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tam {
    pub person: PersonId,
    /// Who answers for the TAM outside coverage.
    pub deputy: Duty,
}

/// Who acts as the TAM: the TAM in coverage, the deputy outside it.
pub fn tam_at(tam: &Tam, in_coverage: bool) -> Duty {
    if in_coverage { Duty::Person(tam.person.clone()) } else { tam.deputy.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deputy_answers_outside_coverage_only() {
        let tam: Tam =
            serde_json::from_str(r#"{"person":"li-na","deputy":"oncall:night"}"#).unwrap();
        assert_eq!(tam_at(&tam, true), Duty::Person("li-na".into()));
        assert_eq!(tam_at(&tam, false), Duty::OnCall("night".into()));
    }
}
