//! A line such as `/incident open title:支付失败 level:L1` as people see it while they fill in a
//! command.
//!
//! Names are taken in every language. Words without `name:` in front go to the first option.

use serde_json::Value;

/// A command of the registered ones, ready to be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) root: String,
    pub(crate) name: String,
    pub(crate) options: Vec<(String, String)>,
}

pub(crate) fn read(line: &str, commands: &Value) -> Result<Line, String> {
    let line = line.trim().trim_start_matches('/');
    let (first, behind) = first_word(line);
    let roots = commands.as_array().map(Vec::as_slice).unwrap_or_default();
    let named_root = roots.iter().find(|root| is_named(root, first));
    let (word, behind) = if named_root.is_some() { first_word(behind) } else { (first, behind) };
    let below = |root: &Value| {
        let command = root["options"].as_array()?.iter().find(|command| is_named(command, word))?;
        Some((text(root, "name"), command.clone()))
    };
    let mut candidates = roots.iter().filter(|root| named_root.is_none_or(|named| named == *root));
    let (root, command) = candidates.find_map(below).ok_or("no such command is registered")?;
    let options =
        options(behind, command["options"].as_array().map(Vec::as_slice).unwrap_or_default())?;
    Ok(Line { root, name: text(&command, "name"), options })
}

fn options(line: &str, known: &[Value]) -> Result<Vec<(String, String)>, String> {
    let mut found: Vec<(String, String)> = Vec::new();
    for word in line.split_whitespace() {
        let named = word.split_once([':', '：']).and_then(|(name, value)| {
            let option = known.iter().find(|option| is_named(option, name))?;
            Some((text(option, "name"), value.to_owned()))
        });
        match (named, found.last_mut()) {
            (Some(option), _) => found.push(option),
            (None, Some((_, value))) => {
                value.push(' ');
                value.push_str(word);
            }
            (None, None) => {
                let first = known.first().ok_or("this command takes no options")?;
                found.push((text(first, "name"), word.to_owned()));
            }
        }
    }
    for (name, value) in &mut found {
        let option = known.iter().find(|option| text(option, "name") == *name);
        let choices = option.and_then(|option| option["choices"].as_array());
        let chosen =
            choices.and_then(|choices| choices.iter().find(|choice| is_named(choice, value)));
        if let Some(chosen) = chosen {
            *value = text(chosen, "value");
        }
    }
    Ok(found)
}

fn is_named(object: &Value, word: &str) -> bool {
    let localized = object["name_localizations"].as_object();
    object["name"] == word || localized.is_some_and(|names| names.values().any(|name| name == word))
}

fn first_word(line: &str) -> (&str, &str) {
    let line = line.trim_start();
    line.split_once(char::is_whitespace).unwrap_or((line, ""))
}

fn text(object: &Value, field: &str) -> String {
    object[field].as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use chat::Menu as _;

    use super::*;
    use crate::SmallMenu;

    #[test]
    fn a_command_is_read_in_either_language() {
        let commands = chat_discord::protocol::registered_commands(SmallMenu::default().commands());
        let opened = Line {
            root: "incident".into(),
            name: "open".into(),
            options: vec![("title".into(), "支付 失败".into()), ("level".into(), "L1".into())],
        };
        for line in [
            "/incident open title:支付 失败 level:L1",
            "/工单 报障 支付 失败 级别：L1",
            "/open 支付 失败 level:L1",
        ] {
            assert_eq!(read(line, &commands).as_ref(), Ok(&opened), "{line}");
        }
        assert!(read("/incident ack", &commands).is_err());
    }
}
