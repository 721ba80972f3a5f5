//! The commands as a menu, for platforms that list them to people: from the grammar table and the
//! help texts.
//!
//! Every use of the menu comes back as the line somebody would have typed, so that there is one
//! parser and one meaning; a test reads every line that can be made.

use chat::{Bilingual, Choice, Menu, MenuCommand, MenuOption, OptionKind, Shelf};

use super::lang::Language;
use crate::commands::grammar::{Grammar, Role, Visibility, verbs};
use crate::commands::verb::Verb;
use crate::domain::plan::RequiredInfoItem;
use slots::{Kind, Slot};

mod slots;

/// Marks the name of a field that stands for something a plan asks for.
const ITEM: &str = "item:";

/// The menu of all commands.
#[derive(Debug)]
pub struct CommandMenu {
    commands: Vec<MenuCommand>,
}

impl CommandMenu {
    /// Built once; it follows from the grammar alone.
    pub fn new() -> Self {
        Self { commands: verbs().map(command).collect() }
    }
}

impl Default for CommandMenu {
    fn default() -> Self {
        Self::new()
    }
}

impl Menu for CommandMenu {
    fn commands(&self) -> &[MenuCommand] {
        &self.commands
    }

    fn line(&self, command: &str, options: &[(String, String)]) -> Option<String> {
        let verb = verb_of(command)?;
        let mut words = vec![verb.as_str().to_owned()];
        for slot in slots::of(verb) {
            let given =
                options.iter().find(|(name, value)| name == slot.name && !value.trim().is_empty());
            match given {
                Some((_, value)) => words.push(slot.written(verb, value.trim())),
                None if slot.required => return None,
                None => {}
            }
        }
        Some(words.join(" ") + &items(verb, options))
    }
}

/// The fields that a room's plan adds to the form of `open`, each as its own line.
fn items(verb: Verb, options: &[(String, String)]) -> String {
    let named =
        options.iter().filter_map(|(name, value)| Some((name.strip_prefix(ITEM)?, value.trim())));
    let filled = named.filter(|(_, value)| verb == Verb::Open && !value.is_empty());
    filled.fold(String::new(), |lines, (item, value)| lines + "\n" + item + ": " + value)
}

/// The field of a form for something that the plan asks a request to carry.
pub fn item_field(item: &RequiredInfoItem) -> Choice {
    let label = format!("{} · {}", item.names.zh, item.names.en);
    Choice { label, value: format!("{ITEM}{}", item.id) }
}

/// What is allowed in an option of a command, both by their English names.
pub fn option_kind(command: &str, option: &str) -> Option<OptionKind> {
    let slot = slots::of(verb_of(command)?).iter().find(|slot| slot.name == option)?;
    Some(kind(slot))
}

fn verb_of(command: &str) -> Option<Verb> {
    verbs().find(|row| row.en[0] == command).map(|row| row.verb)
}

fn command(row: &Grammar) -> MenuCommand {
    let mut options: Vec<MenuOption> = slots::of(row.verb).iter().map(option).collect();
    // The line has its own order; in a menu what is required comes first.
    options.sort_by_key(|option| !option.required);
    MenuCommand {
        name: Bilingual { en: row.en[0].to_owned(), zh: row.zh[0].to_owned() },
        description: sentence(&format!("help-{}", row.verb)),
        options,
        shelf: shelf(row),
        private: row.visibility == Visibility::Caller,
        form: row.verb == Verb::Open,
    }
}

fn shelf(row: &Grammar) -> Shelf {
    const ABOUT_THE_CONTRACT: &[Verb] = &[
        Verb::Plan,
        Verb::Lang,
        Verb::UserLink,
        Verb::GroupCheck,
        Verb::CreditShow,
        Verb::CreditApprove,
        Verb::CreditRefuse,
        Verb::CreditReverse,
        Verb::Quota,
        Verb::Contacts,
    ];
    if ABOUT_THE_CONTRACT.contains(&row.verb) {
        return Shelf::Contract;
    }
    let is_for_customers = row.is_allowed_for(&[Role::Customer, Role::CustomerAdmin]);
    if is_for_customers { Shelf::Incident } else { Shelf::Duty }
}

fn option(slot: &Slot) -> MenuOption {
    MenuOption {
        name: Bilingual {
            en: slot.name.to_owned(),
            zh: Language::Zh.say(&format!("option-{}", slot.name), &[]),
        },
        description: sentence(&format!("option-{}-about", slot.name)),
        kind: kind(slot),
        required: slot.required,
    }
}

fn kind(slot: &Slot) -> OptionKind {
    match slot.kind {
        Kind::Incident => OptionKind::Incident,
        Kind::Severity => OptionKind::Severity,
        Kind::Person => OptionKind::Person,
        Kind::Text => OptionKind::Text,
        Kind::OneOf(values) => OptionKind::OneOf(
            values
                .iter()
                .map(|value| (sentence(&format!("choice-{value}")), (*value).to_owned()))
                .collect(),
        ),
    }
}

fn sentence(key: &str) -> Bilingual {
    Bilingual { en: Language::En.say(key, &[]), zh: Language::Zh.say(key, &[]) }
}

#[cfg(test)]
mod tests;
