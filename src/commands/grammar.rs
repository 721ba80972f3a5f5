//! The one table of verbs: their names, what they take, who may say them, where the answer is seen.
//!
//! Help, suggestions, the parser's dictionary and the check of rights are all read from it, so a
//! verb cannot be known to one and unknown to another. From `commands` in the specification,
//! section 3.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use strum::VariantArray;

use super::verb::Verb;
pub use crate::domain::directory::Role;

mod role_sets;
mod row;
mod table;

pub use row::{Confirmation, Grammar, Visibility};

/// Every row, in the order in which help lists them.
pub fn verbs() -> impl Iterator<Item = &'static Grammar> + Clone {
    Verb::VARIANTS.iter().copied().map(of)
}

/// The row of a verb.
pub fn of(verb: Verb) -> &'static Grammar {
    table::row_of(verb)
}

impl Verb {
    /// The first English name, which also keys the verb's sentences in the language files.
    pub fn as_str(self) -> &'static str {
        of(self).en[0]
    }
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The verb of a name in its folded form, without any tolerance for mistakes.
pub(super) fn verb_named(folded: &str) -> Option<Verb> {
    DICTIONARY.get(folded).copied()
}

/// The longest name in characters; nothing beyond it needs to be looked up.
pub(super) fn longest_name() -> usize {
    *LONGEST_NAME
}

static DICTIONARY: LazyLock<HashMap<&'static str, Verb>> =
    LazyLock::new(|| verbs().flat_map(|row| row.names().map(|name| (name, row.verb))).collect());

static LONGEST_NAME: LazyLock<usize> =
    LazyLock::new(|| DICTIONARY.keys().map(|name| name.chars().count()).max().unwrap_or_default());

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::fold::fold;

    #[test]
    fn each_verb_is_found_in_its_own_row() {
        for verb in Verb::VARIANTS {
            assert_eq!(of(*verb).verb, *verb);
        }
    }

    #[test]
    fn no_name_is_used_twice() {
        let names: usize = verbs().map(|row| row.names().count()).sum();
        assert_eq!(DICTIONARY.len(), names);
    }

    #[test]
    fn names_are_written_as_they_are_compared() {
        for name in verbs().flat_map(Grammar::names) {
            assert_eq!(fold(name), name);
        }
    }

    #[test]
    fn everybody_may_ask_for_help_and_customers_cannot_act_for_staff() {
        assert!(of(Verb::Help).is_allowed_for(&[Role::Customer]));
        for verb in [Verb::Ack, Verb::Note, Verb::Close, Verb::Silence, Verb::Page, Verb::Board] {
            assert!(!of(verb).is_allowed_for(&[Role::Customer, Role::CustomerAdmin]), "{verb}");
        }
    }

    #[test]
    fn what_asks_for_a_yes_changes_something() {
        for row in verbs().filter(|row| row.confirmation != Confirmation::Never) {
            assert!(row.changes_state, "{}", row.verb);
        }
    }
}
