//! What the table says about one verb.

use crate::commands::verb::Verb;
use crate::domain::directory::Role;

/// Who sees the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// Only the caller, where the platform has private answers.
    Caller,
    /// Everybody in the group.
    Group,
    /// Internal rooms only.
    Staff,
}

/// Whether a separate yes is asked for before the verb takes effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Confirmation {
    Never,
    WhenLowering,
    Always,
}

/// One row of the table. The first name in each language is the one shown; the others are also
/// understood.
#[derive(Debug)]
pub struct Grammar {
    pub verb: Verb,
    pub en: &'static [&'static str],
    pub zh: &'static [&'static str],
    /// The arguments as a usage line shows them after the name; brackets mark what may be left out.
    pub takes_en: &'static str,
    pub takes_zh: &'static str,
    pub allowed: &'static [Role],
    pub visibility: Visibility,
    /// Whether it changes anything; such a verb is never carried out by guess.
    pub changes_state: bool,
    pub confirmation: Confirmation,
    /// A whole command that the parser accepts; a test holds it to that.
    pub example_en: &'static str,
    pub example_zh: &'static str,
}

impl Grammar {
    /// Every name in both languages, the shown English one first.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.en.iter().chain(self.zh).copied()
    }

    /// Whether somebody with these roles may say it.
    pub fn is_allowed_for(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.allowed.contains(role))
    }
}
