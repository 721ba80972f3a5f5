//! The settings of how many incidents may be opened within a minute without a yes.

use chat::settings::Section;

/// See the module. Zero stands for any number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpeningConfig {
    /// By one account, in all rooms together.
    pub by_account: usize,
    /// In one room, and by one link.
    pub in_room: usize,
}

impl Default for OpeningConfig {
    fn default() -> Self {
        Self { by_account: 5, in_room: 12 }
    }
}

impl OpeningConfig {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let default = Self::default();
        let mut number = |key: &str, usual: usize| {
            section.value(key, "a number, 0 for no limit").unwrap_or(usual)
        };
        Self {
            by_account: number("by_account", default.by_account),
            in_room: number("in_room", default.in_room),
        }
    }
}
