//! The bot's menu as Discord's application commands: a root for each shelf, so that none grows too
//! long and a server can hide that of the staff from customers.
//!
//! Limits are checked when the settings are read, not when people meet them (Discord documentation,
//! `interactions/application-commands`).

use chat::{Bilingual, LengthLimit, MenuCommand, MenuOption, OptionKind, Shelf};
use serde_json::{Value, json};

use crate::form::MOST_FIELDS;

/// Options at each level, and choices of an option.
const MOST_OPTIONS: usize = 25;

/// All names, descriptions and values of one command; of localized ones the longest counts.
const LONGEST_COMMAND: usize = 8000;

const LONGEST_NAME: usize = 32;
const LONGEST_DESCRIPTION: LengthLimit = LengthLimit::Chars(100);
const LONGEST_TEXT: u32 = 1000;

/// The array that is registered.
pub fn registered(commands: &[MenuCommand]) -> Value {
    let roots = [
        (
            Shelf::Incident,
            bilingual("incident", "工单"),
            bilingual("Incidents of this room", "本群的工单"),
        ),
        (
            Shelf::Contract,
            bilingual("contract", "合同"),
            bilingual("Plan, people and room", "支持计划、人员和本群"),
        ),
        (Shelf::Duty, bilingual("duty", "值守"), bilingual("For those on duty", "值班人员使用")),
    ];
    let root = |(shelf, name, description): &(Shelf, Bilingual, Bilingual)| {
        let below: Vec<Value> =
            commands.iter().filter(|command| command.shelf == *shelf).map(subcommand).collect();
        (!below.is_empty()).then(|| named(1, name, description, json!({"options": below})))
    };
    Value::Array(roots.iter().filter_map(root).collect())
}

/// The first limit that the commands break.
pub(crate) fn check(commands: &[MenuCommand]) -> Result<(), String> {
    for root in registered(commands).as_array().into_iter().flatten() {
        check_level(root)?;
        let length = length_of(root);
        if length > LONGEST_COMMAND {
            return Err(format!("{} takes {length} characters of {LONGEST_COMMAND}", root["name"]));
        }
    }
    match commands.iter().find(|command| command.form && command.options.len() > MOST_FIELDS) {
        Some(command) => Err(format!("a form of {} would have too many fields", command.name.en)),
        None => Ok(()),
    }
}

fn subcommand(command: &MenuCommand) -> Value {
    // Where a form asks for what was left out, people must be able to leave it out.
    let option = |option: &MenuOption| self::option(option, option.required && !command.form);
    let options: Vec<Value> = command.options.iter().map(option).collect();
    named(1, &command.name, &command.description, json!({"options": options}))
}

fn option(option: &MenuOption, required: bool) -> Value {
    const STRING: u8 = 3;
    const USER: u8 = 6;
    let (kind, more) = match &option.kind {
        OptionKind::Incident | OptionKind::Severity => {
            (STRING, json!({"autocomplete": true, "required": required}))
        }
        OptionKind::Person => (USER, json!({"required": required})),
        OptionKind::OneOf(words) => {
            (STRING, json!({"choices": choices(words), "required": required}))
        }
        OptionKind::Text => (STRING, json!({"max_length": LONGEST_TEXT, "required": required})),
    };
    named(kind, &option.name, &option.description, more)
}

fn choices(words: &[(Bilingual, String)]) -> Vec<Value> {
    let choice = |(shown, value): &(Bilingual, String)| json!({"name": shown.en, "name_localizations": chinese(&shown.zh), "value": value});
    words.iter().map(choice).collect()
}

fn named(kind: u8, name: &Bilingual, description: &Bilingual, more: Value) -> Value {
    let mut object = json!({
        "type": kind,
        "name": name.en,
        "name_localizations": chinese(&name.zh),
        "description": description.en,
        "description_localizations": chinese(&description.zh),
    });
    if let (Some(object), Value::Object(more)) = (object.as_object_mut(), more) {
        object.extend(more);
    }
    object
}

fn chinese(words: &str) -> Value {
    json!({"zh-CN": words, "zh-TW": words})
}

fn bilingual(en: &str, zh: &str) -> Bilingual {
    Bilingual { en: en.to_owned(), zh: zh.to_owned() }
}

fn check_level(object: &Value) -> Result<(), String> {
    let name = object["name"].as_str().unwrap_or_default();
    for words in localized(object, "name") {
        if !is_name(words) {
            return Err(format!("{words:?} cannot be a name"));
        }
    }
    for words in localized(object, "description") {
        if words.is_empty() || !LONGEST_DESCRIPTION.allows(words) {
            return Err(format!("the description of {name} is empty or too long"));
        }
    }
    for list in ["options", "choices"] {
        if object[list].as_array().is_some_and(|entries| entries.len() > MOST_OPTIONS) {
            return Err(format!("{name} has more than {MOST_OPTIONS} {list}"));
        }
    }
    object["options"].as_array().into_iter().flatten().try_for_each(check_level)
}

/// Letters, digits, `-`, `_` and `'`, small where there is a choice.
fn is_name(words: &str) -> bool {
    let length = words.chars().count();
    let fits = |c: char| (c.is_alphanumeric() && !c.is_uppercase()) || "-_'".contains(c);
    (1..=LONGEST_NAME).contains(&length) && words.chars().all(fits)
}

fn localized<'v>(object: &'v Value, field: &str) -> Vec<&'v str> {
    let localizations = object[format!("{field}_localizations").as_str()].as_object();
    let others = localizations.into_iter().flat_map(|words| words.values());
    std::iter::once(&object[field]).chain(others).filter_map(Value::as_str).collect()
}

fn length_of(object: &Value) -> usize {
    let longest = |field| {
        localized(object, field).iter().map(|words| words.chars().count()).max().unwrap_or_default()
    };
    let value = object["value"].as_str().map_or(0, |value| value.chars().count());
    let below = ["options", "choices"].iter().filter_map(|list| object[*list].as_array()).flatten();
    longest("name") + longest("description") + value + below.map(length_of).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use chat::Menu as _;

    use super::*;
    use discord_simulator::SmallMenu;

    #[test]
    fn customers_and_staff_find_their_commands_below_roots_of_their_own() {
        let menu = SmallMenu::default();
        let commands = registered(menu.commands());
        let names = |at: usize| -> Vec<&str> {
            commands[at]["options"]
                .as_array()
                .unwrap()
                .iter()
                .filter_map(|o| o["name"].as_str())
                .collect()
        };
        assert_eq!(
            (commands[0]["name"].as_str(), names(0)),
            (Some("incident"), vec!["open", "show"])
        );
        assert_eq!((commands[1]["name"].as_str(), names(1)), (Some("duty"), vec!["ack", "assign"]));
        let title = &commands[0]["options"][0]["options"][0];
        assert_eq!(title["required"], false, "a form asks for it");
        assert_eq!(check(menu.commands()), Ok(()));
    }

    #[test]
    fn a_menu_that_breaks_a_limit_is_told_before_it_is_registered() {
        let command = SmallMenu::default().commands()[0].clone();
        let renamed =
            |name: &str| MenuCommand { name: bilingual(name, "报障"), ..command.clone() };
        assert_eq!(check(&[renamed("Open")]), Err("\"Open\" cannot be a name".into()));
        let many: Vec<MenuCommand> = (0..26).map(|n| renamed(&format!("open{n}"))).collect();
        assert_eq!(check(&many), Err("incident has more than 25 options".into()));
        let long = MenuCommand { description: bilingual(&"x".repeat(101), "长"), ..command };
        assert_eq!(check(&[long]), Err("the description of open is empty or too long".into()));
    }
}
