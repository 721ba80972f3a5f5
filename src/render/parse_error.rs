//! What people are told when a command was not understood: what happened, why, and what to do.

use super::help::{example, name, usage};
use super::lang::{Args, Language, Tongue};
use crate::commands::error::{Argument, ParseError};
use crate::commands::grammar;
use crate::commands::verb::Verb;
use crate::commands::vocabulary::{Elsewhere, SeverityName};

/// The answer to a command that was not understood.
pub fn parse_error(language: Language, error: &ParseError) -> String {
    language.write(|tongue| told(tongue, error))
}

fn told(tongue: Tongue, error: &ParseError) -> String {
    match error {
        ParseError::UnknownVerb { typed, suggestions } => unknown_verb(tongue, typed, suggestions),
        ParseError::MissingArgument { verb, which } => missing(tongue, *verb, *which),
        ParseError::UnknownSeverity { verb, typed, offered, elsewhere } => {
            let why = unknown_severity(tongue, typed, elsewhere.as_deref());
            [why, levels(tongue, *verb, offered)].join("\n")
        }
        ParseError::BadIncident { verb, typed } => then_usage(tongue, "bad-incident", *verb, typed),
        ParseError::BadDuration { verb, typed } => then_usage(tongue, "bad-duration", *verb, typed),
        ParseError::BadTime { verb, typed } => then_usage(tongue, "bad-time", *verb, typed),
        ParseError::BadChoice { verb, typed } => then_usage(tongue, "bad-choice", *verb, typed),
        ParseError::BadCredit { verb, typed } => then_usage(tongue, "bad-credit", *verb, typed),
        ParseError::BadCode { typed } => {
            let consent = example(tongue, grammar::of(Verb::Confirm));
            tongue.say("bad-code", &[("typed", typed.as_str().into()), ("example", consent.into())])
        }
    }
}

fn unknown_verb(tongue: Tongue, typed: &str, suggestions: &[Verb]) -> String {
    let names: Vec<&str> =
        suggestions.iter().map(|verb| name(tongue, grammar::of(*verb))).collect();
    match names.as_slice() {
        [] => tongue.say("unknown-verb-none", &[("typed", typed.into())]),
        [only] => {
            tongue.say("unknown-verb-one", &[("typed", typed.into()), ("first", (*only).into())])
        }
        several => {
            let numbered: Vec<String> =
                (1..).zip(several).map(|(n, name)| format!("{n} {name}")).collect();
            let args = [("typed", typed.into()), ("numbered", tongue.join(&numbered).into())];
            tongue.say("unknown-verb-several", &args)
        }
    }
}

fn missing(tongue: Tongue, verb: Verb, which: Argument) -> String {
    let row = grammar::of(verb);
    let args = [("name", name(tongue, row).into()), ("choices", choices(tongue, verb).into())];
    let what = tongue.say(&format!("missing-{}", which.as_str()), &args);
    [what, please_send(tongue, verb)].join("\n")
}

fn then_usage(tongue: Tongue, key: &str, verb: Verb, typed: &str) -> String {
    let args: &Args<'_> = &[
        ("typed", typed.into()),
        ("name", name(tongue, grammar::of(verb)).into()),
        ("choices", choices(tongue, verb).into()),
    ];
    [tongue.say(key, args), please_send(tongue, verb)].join("\n")
}

fn please_send(tongue: Tongue, verb: Verb) -> String {
    let row = grammar::of(verb);
    tongue.say(
        "please-send",
        &[("usage", usage(tongue, row).into()), ("example", example(tongue, row).into())],
    )
}

/// The choices of the verbs that have a closed list of them.
fn choices(tongue: Tongue, verb: Verb) -> String {
    match verb {
        Verb::List | Verb::Lang | Verb::Close | Verb::Mirror | Verb::Access | Verb::Rate => {
            tongue.say(&format!("choices-{verb}"), &[])
        }
        _ => String::new(),
    }
}

fn unknown_severity(tongue: Tongue, typed: &str, elsewhere: Option<&Elsewhere>) -> String {
    let Some(other) = elsewhere else {
        return tongue.say("unknown-severity-nowhere", &[("typed", typed.into())]);
    };
    let channels = tongue.pick(&other.channels_zh, &other.channels_en);
    if channels.is_empty() {
        return tongue.say("unknown-severity-other-tier", &[("typed", typed.into())]);
    }
    let args = [("typed", typed.into()), ("channels", tongue.join(channels).into())];
    tongue.say("unknown-severity-channels", &args)
}

fn levels(tongue: Tongue, verb: Verb, offered: &[SeverityName]) -> String {
    let Some(worst) = offered.first() else {
        return tongue.say("no-offered-severities", &[]);
    };
    let listed =
        |level: &SeverityName| format!("L{} {}", level.rank, tongue.pick(&level.zh, &level.en));
    let listed: Vec<String> = offered.iter().map(listed).collect();
    // The rank in the table's example may be one that this group does not have.
    let rank = format!("L{}", worst.rank);
    let example = example(tongue, grammar::of(verb)).replace("L1", &rank).replace("L2", &rank);
    tongue.say(
        "offered-severities",
        &[("levels", tongue.join(&listed).into()), ("example", example.into())],
    )
}

#[cfg(test)]
mod tests;
