//! A form for a command whose required options were left out.

use std::fmt::Write as _;

use chat::draft::cut_inside;
use chat::{Choice, LengthLimit, MenuCommand, MenuOption, OptionKind};
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

/// The form of a command, with what was given already. It is shown in both languages, since a form
/// has no localizations of its own. The room's own fields follow the command's, as many as there is
/// place for.
pub(crate) fn of(command: &MenuCommand, given: &[(String, String)], fields: &[Choice]) -> Value {
    let title = format!("{} · {}", command.name.zh, command.name.en);
    let own = command.options.iter().map(|option| row(option, given));
    let rows: Vec<Value> = own.chain(fields.iter().map(room_row)).take(MOST_FIELDS).collect();
    json!({"type": 9, "data": {
        "custom_id": format!("{MARK}{}", command.name.en),
        "title": cut_inside(&title, LONGEST_TITLE),
        "components": rows,
    }})
}

/// What was given before the form is shown, as one text, to be found again by [`given`].
pub(crate) fn kept(options: &[(String, String)]) -> String {
    json!(options).to_string()
}

/// What [`kept`] put away; nothing where it cannot be read.
pub(crate) fn given(kept: &str) -> Vec<(String, String)> {
    serde_json::from_str(kept).unwrap_or_default()
}

/// The command that a form belongs to.
pub(crate) fn command_of(custom_id: &str) -> Option<&str> {
    custom_id.strip_prefix(MARK)
}

/// A field that this room has as well; it may be left empty.
fn room_row(field: &Choice) -> Value {
    const LONG: u8 = 2;
    json!({"type": 1, "components": [{
        "type": 4,
        "custom_id": field.value,
        "label": cut_inside(&field.label, LONGEST_LABEL),
        "style": LONG,
        "required": false,
        "max_length": LONGEST_WORDS,
    }]})
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
    if let Some((_, value)) =
        given.iter().find(|(name, value)| *name == option.name.en && !value.is_empty())
    {
        field["value"] = json!(value);
    }
    json!({"type": 1, "components": [field]})
}

#[cfg(test)]
mod tests {
    use chat::Menu as _;

    use super::*;
    use discord_simulator::SmallMenu;

    #[test]
    fn a_form_asks_for_every_option_and_keeps_what_was_given() {
        let menu = SmallMenu::default();
        let given = given(&kept(&[("level".into(), "L1".into())]));
        let form = of(&menu.commands()[0], &given, &[]);
        let field = |at: usize| &form["data"]["components"][at]["components"][0];
        assert_eq!(form["data"]["custom_id"], "form:open");
        assert_eq!(
            (&field(0)["custom_id"], &field(0)["required"]),
            (&json!("title"), &json!(true))
        );
        assert_eq!((&field(1)["value"], &field(1)["style"]), (&json!("L1"), &json!(1)));
        assert_eq!(command_of("form:open"), Some("open"));
        assert_eq!(command_of("ack:5531"), None);
    }

    #[test]
    fn a_room_adds_fields_of_its_own_up_to_what_a_form_holds() {
        let field = |n: usize| Choice {
            label: format!("影响 {n} · impact {n}"),
            value: format!("item:{n}"),
        };
        let fields: Vec<Choice> = (1..=6).map(field).collect();
        let form = of(&SmallMenu::default().commands()[0], &[], &fields);
        let rows = form["data"]["components"].as_array().unwrap();
        assert_eq!(rows.len(), MOST_FIELDS);
        let third = &rows[2]["components"][0];
        assert_eq!((&third["custom_id"], &third["required"]), (&json!("item:1"), &json!(false)));
        assert_eq!(given("no list"), []);
    }
}
