//! Commands that a platform can offer natively, made from the bot's own grammar.
//!
//! An adapter registers them as its platform wants and gives every use of one back as a line of
//! text, so that the bot receives the same text whichever way it was entered.

use crate::event::{Room, Sender};

/// The bot's commands, for platforms that list them to people.
pub trait Menu: Send + Sync {
    /// All of them, in the order in which people should see them.
    fn commands(&self) -> &[MenuCommand];

    /// What somebody would have typed: the command's name and its options (name, value) as one
    /// line. `None` when there is no such command or a required option is missing.
    fn line(&self, command: &str, options: &[(String, String)]) -> Option<String>;
}

/// Words in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

/// One command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuCommand {
    /// Its name; the English one is what comes back in [`Menu::line`].
    pub name: Bilingual,
    /// What it does, in one line.
    pub description: Bilingual,
    /// What it takes; required options first.
    pub options: Vec<MenuOption>,
    /// With which others it is listed.
    pub shelf: Shelf,
    /// Whether the answer is for the caller alone, where the platform can do that.
    pub private: bool,
    /// Whether a form is shown where one of its required options was left out.
    pub form: bool,
}

/// What a command is about and for whom, so that a platform may list it apart; some list few below
/// one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    /// Incidents of the room, for everybody.
    Incident,
    /// The customer's contract and people, and the room itself.
    Contract,
    /// For the vendor's own people.
    Duty,
}

/// Something a command takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuOption {
    /// Its name; the English one is what comes back in [`Menu::line`].
    pub name: Bilingual,
    /// What it is, in one line.
    pub description: Bilingual,
    /// What is allowed there.
    pub kind: OptionKind,
    /// Whether the command makes no sense without it.
    pub required: bool,
}

/// What is allowed in an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionKind {
    /// The number of an incident of this room; completed while typing.
    Incident,
    /// A severity of this room's plan; completed while typing.
    Severity,
    /// A person on the platform; the value is the account.
    Person,
    /// One of a few words: what is shown, and the value.
    OneOf(Vec<(Bilingual, String)>),
    /// Any words.
    Text,
}

/// Somebody is typing an option and wants to see what fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The name the platform was configured under.
    pub platform: String,
    /// Where they type; only what belongs to this room may be offered.
    pub room: Room,
    /// Who types.
    pub sender: Sender,
    /// The English name of the command.
    pub command: String,
    /// The English name of the option.
    pub option: String,
    /// What is there so far.
    pub typed: String,
}

impl Question {
    /// In the place of an option: which fields a form of the command has in this room in addition
    /// to the command's own options. Each [`Choice`] is a field, its value the name under which the
    /// words come back to [`Menu::line`].
    pub const FIELDS: &'static str = "*";
}

/// Something that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What people see.
    pub label: String,
    /// What is in the option when they take it.
    pub value: String,
}
