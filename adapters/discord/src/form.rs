//! A form for a command whose required options were left out.

use std::fmt::Write as _;

use chat::draft::cut_inside;
use chat::{LengthLimit, MenuCommand, MenuOption, OptionKind};
use serde_json::{Value, json};

/// Marks the `custom_id` of our forms; the name of the command follows.
const MARK: &str = "form:";

/// Fields that a form may have.
pub(crate) const MOST_FIELDS: usize = 5;

const LONGEST_TITLE: LengthLimit = LengthLimit::Chars(45);
const LONGEST_LABEL: LengthLimit = LengthLimit::Chars(45);
const LONGEST_PLACEHOLDER: LengthLimit = LengthLimit::Chars(100);
const LONGEST_SHORT_FIELD: usize = 100;

/// What people may write into the one field that takes any words.
const LONGEST_WORDS: usize = 1000;

/// The form of a command, with what was given already. It is shown in both languages, since a form has no
/// localizations of its own.
pub(crate) fn of(command: &MenuCommand, given: &[(String, String)]) -> Value {
    let title = format!("{} · {}", command.name.zh, command.name.en);
    let rows: Vec<Value> =
        command.options.iter().take(MOST_FIELDS).map(|option| row(option, given)).collect();
    json!({"type": 9, "data": {
        "custom_id": format!("{MARK}{}", command.name.en),
        "title": cut_inside(&title, LONGEST_TITLE),
        "components": rows,
    }})
}

/// The command that a form belongs to.
pub(crate) fn command_of(custom_id: &str) -> Option<&str> {
    custom_id.strip_prefix(MARK)
}

fn row(option: &MenuOption, given: &[(String, String)]) -> Value {
    const SHORT: u8 = 1;
    const LONG: u8 = 2;
    let takes_words = option.kind == OptionKind::Text;
    let mut hint = format!("{} {}", option.description.zh, option.description.en);
    if let OptionKind::OneOf(words) = &option.kind {
        let values: Vec<&str> = words.iter().map(|(_, value)| value.as_str()).collect();
        // Writing to a String cannot fail.
        let _ = write!(hint, ": {}", values.join(", "));
    }
    let mut field = json!({
        "type": 4,
        "custom_id": option.name.en,
        "label": cut_inside(&format!("{} · {}", option.name.zh, option.name.en), LONGEST_LABEL),
        "style": if takes_words { LONG } else { SHORT },
        "required": option.required,
        "max_length": if takes_words { LONGEST_WORDS } else { LONGEST_SHORT_FIELD },
        "placeholder": cut_inside(&hint, LONGEST_PLACEHOLDER),
    });
    if let Some((_, value)) = given.iter().find(|(name, value)| *name == option.name.en && !value.is_empty())
    {
        field["value"] = json!(value);
    }
    json!({"type": 1, "components": [field]})
}

#[cfg(test)]
mod tests {
    use chat::Menu as _;

    use super::*;
    use crate::tests::kit::SmallMenu;

    #[test]
    fn a_form_asks_for_every_option_and_keeps_what_was_given() {
        let menu = SmallMenu::default();
        let form = of(&menu.commands()[0], &[("level".into(), "L1".into())]);
        let field = |at: usize| &form["data"]["components"][at]["components"][0];
        assert_eq!(form["data"]["custom_id"], "form:open");
        assert_eq!((&field(0)["custom_id"], &field(0)["required"]), (&json!("title"), &json!(true)));
        assert_eq!((&field(1)["value"], &field(1)["style"]), (&json!("L1"), &json!(1)));
        assert_eq!(command_of("form:open"), Some("open"));
        assert_eq!(command_of("ack:5531"), None);
    }
}
