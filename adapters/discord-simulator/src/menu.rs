//! A menu of commands for tests.

use chat::{Bilingual, Menu, MenuCommand, MenuOption, OptionKind, Shelf};

/// Two commands for customers and two for staff, one with a form.
#[derive(Debug)]
pub struct SmallMenu(Vec<MenuCommand>);

impl Default for SmallMenu {
    fn default() -> Self {
        let option = |en, zh, kind, required| MenuOption {
            name: bilingual(en, zh),
            description: bilingual(en, zh),
            kind,
            required,
        };
        let command = |en, zh, options, shelf, private, form| MenuCommand {
            name: bilingual(en, zh),
            description: bilingual(en, zh),
            options,
            shelf,
            private,
            form,
        };
        let number = || option("number", "编号", OptionKind::Incident, false);
        let title = option("title", "标题", OptionKind::Text, true);
        let level = option("level", "级别", OptionKind::Severity, false);
        let person = option("person", "人员", OptionKind::Person, true);
        Self(vec![
            command("open", "报障", vec![title, level], Shelf::Incident, false, true),
            command("show", "查看", vec![number()], Shelf::Incident, true, false),
            command("ack", "收到", vec![number()], Shelf::Duty, false, false),
            command("assign", "指派", vec![person, number()], Shelf::Duty, false, false),
        ])
    }
}

impl Menu for SmallMenu {
    fn commands(&self) -> &[MenuCommand] {
        &self.0
    }

    fn line(&self, command: &str, options: &[(String, String)]) -> Option<String> {
        let known = self.0.iter().find(|known| known.name.en == command)?;
        let given = |name: &str| {
            options.iter().find(|(given, _)| given == name).map(|(_, value)| value.clone())
        };
        if known.options.iter().any(|option| option.required && given(&option.name.en).is_none()) {
            return None;
        }
        let values = known.options.iter().filter_map(|option| given(&option.name.en));
        Some(std::iter::once(command.to_owned()).chain(values).collect::<Vec<_>>().join(" "))
    }
}

fn bilingual(en: &str, zh: &str) -> Bilingual {
    Bilingual { en: en.into(), zh: zh.into() }
}
