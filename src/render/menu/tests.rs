use super::*;
use crate::commands::plans_for_tests::*;

/// A value that fits a slot of this kind.
fn sample(option: &MenuOption) -> &str {
    match (&option.kind, option.name.en.as_str()) {
        (OptionKind::Incident, _) => "128",
        (OptionKind::Severity, _) => "L1",
        (OptionKind::Person, _) => "900142",
        (OptionKind::OneOf(values), _) => &values[0].1,
        (OptionKind::Text, "until" | "time" | "from") => "18:00",
        (OptionKind::Text, "duration") => "30m",
        (OptionKind::Text, "link") => "https://meet.vendor.example/128",
        (OptionKind::Text, "command") => "escalate",
        (OptionKind::Text, "code") => "8F3K",
        (OptionKind::Text, "team") => "storage",
        (OptionKind::Text, "credit") => "C-7",
        (OptionKind::Text, _) => "支付 still fails",
    }
}

fn line_of(command: &MenuCommand, options: &[&MenuOption]) -> String {
    let given: Vec<_> =
        options.iter().map(|option| (option.name.en.clone(), sample(option).to_owned())).collect();
    CommandMenu::new().line(&command.name.en, &given).expect("nothing required is missing")
}

/// Every set of options that people may fill in, required ones always.
fn choices(command: &MenuCommand) -> Vec<Vec<&MenuOption>> {
    let mut sets = vec![Vec::new()];
    for option in &command.options {
        let with = sets.iter().map(|set| [set.as_slice(), &[option]].concat()).collect::<Vec<_>>();
        sets = if option.required { with } else { [sets, with].concat() };
    }
    sets
}

#[test]
fn every_line_of_the_menu_is_understood_as_its_own_verb() {
    let words = words("daocloud", "standard", "im").unwrap();
    let mut lines = 0;
    for command in CommandMenu::new().commands() {
        for options in choices(command) {
            let line = line_of(command, &options);
            lines += 1;
            match crate::commands::parse_addressed(&line, "", true, &words) {
                Some(Ok(parsed)) => {
                    let name = command_name(&parsed);
                    assert_eq!(name, command.name.en.replace('-', ""), "{line}");
                }
                // `page` takes a person or a team; which one is missing is told by the bot itself.
                Some(Err(_)) if command.name.en == "page" => {
                    assert!(!line.contains('@') && !line.contains("storage"), "{line}");
                }
                // Only whole decisions are decisions; what is missing is told by the bot itself.
                Some(Err(_)) if command.name.en == "contacts" => {
                    assert_ne!(options.len(), 3, "{line}");
                }
                other => panic!("{line}: {other:?}"),
            }
        }
    }
    assert!(lines > 60);
}

fn command_name(command: &crate::commands::Command) -> String {
    use crate::commands::Command;
    match command {
        Command::Approve { .. } => "confirm".into(),
        other => {
            let debug = format!("{other:?}");
            debug.chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_lowercase()
        }
    }
}

#[test]
fn a_required_option_that_is_missing_makes_no_line() {
    let menu = CommandMenu::new();
    for command in menu.commands() {
        let makes_a_line = menu.line(&command.name.en, &[]).is_some();
        let needs_something = command.options.iter().any(|option| option.required);
        assert_eq!(makes_a_line, !needs_something, "{}", command.name.en);
    }
    assert_eq!(menu.line("drop-tables", &[]), None);
}

#[test]
fn the_menu_says_who_sees_the_answer_and_for_whom_a_command_is() {
    let menu = CommandMenu::new();
    let named =
        |name: &str| menu.commands().iter().find(|command| command.name.en == name).unwrap();
    assert!(named("show").private && !named("open").private);
    let shelves = ["ack", "escalate", "quota"].map(|name| named(name).shelf);
    assert_eq!(shelves, [Shelf::Duty, Shelf::Incident, Shelf::Contract]);
    assert!(named("open").form && named("open").options[0].required);
    assert_eq!(option_kind("level", "level"), Some(OptionKind::Severity));
    assert_eq!(option_kind("plan", "number"), None);
}

#[test]
fn every_text_fits_where_a_platform_shows_it() {
    for command in CommandMenu::new().commands() {
        let of_options = command.options.iter().map(|option| (&option.name, &option.description));
        for (name, description) in
            std::iter::once((&command.name, &command.description)).chain(of_options)
        {
            for name in [&name.en, &name.zh] {
                assert!(!name.contains(' ') && name.chars().count() <= 32, "{name}");
            }
            for words in [&description.en, &description.zh] {
                assert!((1..=100).contains(&words.chars().count()), "{words}");
                assert!(!words.starts_with("option-") && !words.starts_with("help-"), "{words}");
            }
        }
    }
}

#[test]
fn fields_of_a_form_become_lines_of_the_opening() {
    let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let fields = [
        field("title", "支付失败"),
        field("item:impact", " 三成支付\n华东 "),
        field("item:version", " "),
    ];
    let line = CommandMenu::new().line("open", &fields).unwrap();
    assert_eq!(line, "open 支付失败\nimpact: 三成支付\n华东");
    assert_eq!(
        CommandMenu::new().line("plan", &[field("item:impact", "x")]).as_deref(),
        Some("plan")
    );
}
