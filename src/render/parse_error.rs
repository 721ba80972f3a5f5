//! What people are told when a command was not understood: what happened, why, and what to do.

use super::help::{example, name, usage};
use super::lang::{Args, Language, Languages};
use crate::commands::error::{Argument, ParseError};
use crate::commands::grammar;
use crate::commands::verb::Verb;
use crate::commands::vocabulary::{Elsewhere, SeverityName};

/// The answer to a command that was not understood.
pub fn parse_error(language: Languages, error: &ParseError) -> String {
    language.write(|language| told(language, error))
}

fn told(language: Language, error: &ParseError) -> String {
    match error {
        ParseError::UnknownVerb { typed, suggestions } => {
            unknown_verb(language, typed, suggestions)
        }
        ParseError::MissingArgument { verb, which } => missing(language, *verb, *which),
        ParseError::UnknownSeverity { verb, typed, offered, elsewhere } => {
            let why = unknown_severity(language, typed, elsewhere.as_deref());
            [why, levels(language, *verb, offered)].join("\n")
        }
        ParseError::BadIncident { verb, typed } => {
            then_usage(language, "bad-incident", *verb, typed)
        }
        ParseError::BadDuration { verb, typed } if typed.parse::<u64>().is_ok() => language.say(
            "number-or-minutes",
            &[
                ("typed", typed.as_str().into()),
                ("name", name(language, grammar::of(*verb)).into()),
            ],
        ),
        ParseError::BadDuration { verb, typed } => {
            then_usage(language, "bad-duration", *verb, typed)
        }
        ParseError::BadTime { verb, typed } => then_usage(language, "bad-time", *verb, typed),
        ParseError::BadChoice { verb, typed } => then_usage(language, "bad-choice", *verb, typed),
        ParseError::BadCredit { verb, typed } => then_usage(language, "bad-credit", *verb, typed),
        ParseError::BadCode { typed } => {
            let consent = example(language, grammar::of(Verb::Confirm));
            language
                .say("bad-code", &[("typed", typed.as_str().into()), ("example", consent.into())])
        }
    }
}

fn unknown_verb(language: Language, typed: &str, suggestions: &[Verb]) -> String {
    let names: Vec<&str> =
        suggestions.iter().map(|verb| name(language, grammar::of(*verb))).collect();
    match names.as_slice() {
        [] => language.say("unknown-verb-none", &[("typed", typed.into())]),
        [only] => {
            language.say("unknown-verb-one", &[("typed", typed.into()), ("first", (*only).into())])
        }
        several => {
            let numbered: Vec<String> =
                (1..).zip(several).map(|(n, name)| format!("{n} {name}")).collect();
            let args = [("typed", typed.into()), ("numbered", language.join(&numbered).into())];
            language.say("unknown-verb-several", &args)
        }
    }
}

/// A message that is no command, with the lines that were probably meant. A verb without a line is
/// explained when it is chosen.
pub fn suggested_lines(
    language: Languages,
    typed: &str,
    suggestions: &[(Verb, Option<&str>)],
) -> String {
    language.write(|language| {
        let verbs: Vec<Verb> = suggestions.iter().map(|(verb, _)| *verb).collect();
        if suggestions.iter().all(|(_, line)| line.is_none()) {
            return unknown_verb(language, typed, &verbs);
        }
        let explained = |verb: Verb| {
            let name = name(language, grammar::of(verb));
            language.say("suggestion-explained", &[("name", name.into())])
        };
        let line = |(verb, line): &(Verb, Option<&str>)| {
            line.map_or_else(|| explained(*verb), shown_whole)
        };
        let numbered = (1..).zip(suggestions).map(|(number, suggestion)| {
            let number = i64::from(number);
            let words = [("number", number.into()), ("line", line(suggestion).into())];
            language.say("suggestion-line", &words)
        });
        let mut lines = vec![language.say("unknown-verb-lines", &[("typed", typed.into())])];
        lines.extend(numbered);
        lines.join("\n")
    })
}

/// A line as it will be carried out, on one line and unable to mention anybody.
fn shown_whole(line: &str) -> String {
    line.chars()
        .map(|c| {
            if c == '@' {
                '＠'
            } else if c.is_control() {
                ' '
            } else {
                c
            }
        })
        .collect()
}

fn missing(language: Language, verb: Verb, which: Argument) -> String {
    let row = grammar::of(verb);
    let args = [("name", name(language, row).into()), ("choices", choices(language, verb).into())];
    let what = language.say(&format!("missing-{}", which.as_str()), &args);
    [what, please_send(language, verb)].join("\n")
}

fn then_usage(language: Language, key: &str, verb: Verb, typed: &str) -> String {
    let args: &Args<'_> = &[
        ("typed", typed.into()),
        ("name", name(language, grammar::of(verb)).into()),
        ("choices", choices(language, verb).into()),
    ];
    [language.say(key, args), please_send(language, verb)].join("\n")
}

fn please_send(language: Language, verb: Verb) -> String {
    let row = grammar::of(verb);
    language.say(
        "please-send",
        &[("usage", usage(language, row).into()), ("example", example(language, row).into())],
    )
}

/// The choices of the verbs that have a closed list of them.
fn choices(language: Language, verb: Verb) -> String {
    match verb {
        Verb::List | Verb::Lang | Verb::Close | Verb::Mirror | Verb::Access | Verb::Rate => {
            language.say(&format!("choices-{verb}"), &[])
        }
        _ => String::new(),
    }
}

fn unknown_severity(language: Language, typed: &str, elsewhere: Option<&Elsewhere>) -> String {
    let Some(other) = elsewhere else {
        return language.say("unknown-severity-nowhere", &[("typed", typed.into())]);
    };
    let channels = language.pick(&other.channels_zh, &other.channels_en);
    if channels.is_empty() {
        return language.say("unknown-severity-other-tier", &[("typed", typed.into())]);
    }
    let args = [("typed", typed.into()), ("channels", language.join(channels).into())];
    language.say("unknown-severity-channels", &args)
}

fn levels(language: Language, verb: Verb, offered: &[SeverityName]) -> String {
    let Some(worst) = offered.first() else {
        return language.say("no-offered-severities", &[]);
    };
    let listed =
        |level: &SeverityName| format!("L{} {}", level.rank, language.pick(&level.zh, &level.en));
    let listed: Vec<String> = offered.iter().map(listed).collect();
    // The rank in the table's example may be one that this group does not have.
    let rank = format!("L{}", worst.rank);
    let example = example(language, grammar::of(verb)).replace("L1", &rank).replace("L2", &rank);
    language.say(
        "offered-severities",
        &[("levels", language.join(&listed).into()), ("example", example.into())],
    )
}

#[cfg(test)]
mod tests;
