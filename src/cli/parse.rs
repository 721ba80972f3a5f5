//! `watchbell parse --jsonl`: reads chat messages and prints what the bot would understand.

use std::collections::HashMap;
use std::io::{BufRead, Write};

use anyhow::Context;
use clap::Args;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::commands::{Command, ParseError, SeverityWords, parse_addressed};
use crate::ids::{ChannelId, PlanId, TierId};

/// Understand messages without acting on them.
#[derive(Debug, Args)]
pub struct ParseArgs {
    /// Read one JSON object per line: plan, tier, channel, `bot_name`, text. Each is printed again with
    /// "parsed", which is null when the message is not for the bot.
    #[arg(long, required = true)]
    pub jsonl: bool,
}

/// Finds the level words of a plan's tier on a channel; `None` when there is no such plan or tier.
pub type Resolver<'r> = dyn Fn(&PlanId, &TierId, &ChannelId) -> Option<SeverityWords> + 'r;

#[derive(Deserialize)]
struct Message {
    plan: PlanId,
    tier: TierId,
    channel: ChannelId,
    bot_name: String,
    text: String,
}

/// Copies the lines of `input` to `output`, each with what was understood. An unreadable line ends it.
pub fn run(
    _args: &ParseArgs,
    severities_of: &Resolver<'_>,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
) -> anyhow::Result<()> {
    let mut vocabularies = HashMap::new();
    for (number, line) in (1..).zip(input.lines()) {
        let line = line.context("the input cannot be read")?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = answer_line(&line, severities_of, &mut vocabularies);
        writeln!(output, "{}", answer.with_context(|| format!("line {number}"))?)?;
    }
    Ok(())
}

type Vocabularies = HashMap<(PlanId, TierId, ChannelId), SeverityWords>;

fn answer_line(line: &str, severities_of: &Resolver<'_>, known: &mut Vocabularies) -> anyhow::Result<Value> {
    let mut fields: Map<String, Value> = serde_json::from_str(line).context("not a JSON object")?;
    let message: Message = serde_json::from_value(Value::Object(fields.clone()))?;
    let Message { plan, tier, channel, bot_name, text } = message;
    let missing = format!("no tier {tier} in plan {plan}");
    let key = (plan, tier, channel);
    if !known.contains_key(&key) {
        known.insert(key.clone(), severities_of(&key.0, &key.1, &key.2).context(missing)?);
    }
    let outcome = parse_addressed(&text, &bot_name, false, &known[&key]);
    fields.insert("parsed".to_owned(), parsed(outcome)?);
    Ok(Value::Object(fields))
}

fn parsed(outcome: Option<Result<Command, ParseError>>) -> anyhow::Result<Value> {
    Ok(match outcome {
        None => Value::Null,
        Some(Ok(command)) => serde_json::to_value(command)?,
        Some(Err(error)) => described(&error),
    })
}

fn described(error: &ParseError) -> Value {
    let code = error.code();
    match error {
        ParseError::UnknownVerb { suggestions, .. } => {
            json!({ "error": code, "suggestion": suggestions.first() })
        }
        ParseError::MissingArgument { verb, which } => {
            json!({ "error": code, "verb": verb, "argument": which.as_str() })
        }
        ParseError::UnknownSeverity { verb, typed, .. }
        | ParseError::BadIncident { verb, typed }
        | ParseError::BadDuration { verb, typed }
        | ParseError::BadTime { verb, typed }
        | ParseError::BadChoice { verb, typed } => json!({ "error": code, "verb": verb, "typed": typed }),
        ParseError::BadCode { typed } => json!({ "error": code, "typed": typed }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::plans_for_tests::words;

    fn answers(input: &str) -> anyhow::Result<Vec<Value>> {
        let resolve = |plan: &PlanId, tier: &TierId, channel: &ChannelId| {
            words(plan.as_str(), tier.as_str(), channel.as_str())
        };
        let mut output = Vec::new();
        run(&ParseArgs { jsonl: true }, &resolve, &mut input.as_bytes(), &mut output)?;
        Ok(String::from_utf8(output)?.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
    }

    #[test]
    fn every_recorded_utterance_is_understood_as_expected() {
        let recorded = include_str!("../../tests/fixtures/golden/utterances.jsonl");
        let answers = answers(recorded).unwrap();
        assert_eq!(answers.len(), recorded.lines().count());
        for answer in answers {
            assert_eq!(answer["parsed"], answer["expect"], "{}", answer["text"]);
        }
    }

    #[test]
    fn what_is_not_for_the_bot_is_null() {
        let line =
            r#"{"plan":"zitadel","tier":"default","channel":"im","bot_name":"bell","text":"good morning"}"#;
        assert_eq!(answers(line).unwrap()[0]["parsed"], Value::Null);
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = answers("\n{}\n").unwrap_err();
        assert_eq!(error.to_string(), "line 2");
        let line = r#"{"plan":"none","tier":"default","channel":"im","bot_name":"bell","text":"x"}"#;
        assert_eq!(format!("{:#}", answers(line).unwrap_err()), "line 1: no tier default in plan none");
    }
}
