//! `watchbell parse --jsonl`: reads chat messages and prints what the bot would understand.

use std::collections::HashMap;
use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::arguments::PlanFiles;
use crate::commands::vocabulary::severity_words;
use crate::commands::{Command, ParseError, SeverityWords, parse_addressed};
use crate::ids::{ChannelId, PlanId, TierId};
use crate::plans::Plans;

/// Parse messages without acting on them.
#[derive(Debug, Args)]
pub(super) struct ParseArgs {
    /// Read one JSON object per line: plan, tier, channel, `bot_name`, text. Each is printed again
    /// with "parsed", which is null when the message is not for the bot.
    #[arg(long, required = true)]
    jsonl: bool,
    #[command(flatten)]
    files: PlanFiles,
}

#[derive(Deserialize)]
struct Message {
    plan: PlanId,
    tier: TierId,
    channel: ChannelId,
    bot_name: String,
    text: String,
}

/// Reads standard input; see [`answer_all`].
pub(super) fn run(
    args: &ParseArgs,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let Some(plans) = args.files.load(err)? else { return Ok(ExitCode::FAILURE) };
    answer_all(&plans, &mut io::stdin().lock(), out)?;
    Ok(ExitCode::SUCCESS)
}

/// Copies the lines of `input` to `output`, each with what was understood. A line that is no
/// question is answered with what is wrong with it, and the rest continue.
fn answer_all(
    plans: &Plans,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
) -> anyhow::Result<()> {
    let mut vocabularies = HashMap::new();
    for line in input.lines() {
        let line = line.context("the input cannot be read")?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = answer_line(&line, plans, &mut vocabularies);
        let answer = answer.unwrap_or_else(|error| json!({ "error": format!("{error:#}") }));
        writeln!(output, "{answer}")?;
    }
    Ok(())
}

type Vocabularies = HashMap<(PlanId, TierId, ChannelId), SeverityWords>;

fn answer_line(line: &str, plans: &Plans, known: &mut Vocabularies) -> anyhow::Result<Value> {
    let mut fields: Map<String, Value> = serde_json::from_str(line).context("not a JSON object")?;
    let message: Message = serde_json::from_value(Value::Object(fields.clone()))?;
    let Message { plan, tier, channel, bot_name, text } = message;
    let missing = format!("no tier {tier} in plan {plan}");
    let key = (plan, tier, channel);
    if !known.contains_key(&key) {
        let plan = plans
            .plan(key.0.as_str())
            .filter(|plan| plan.tier(&key.1).is_some())
            .context(missing)?;
        known.insert(key.clone(), severity_words(plan, &key.1, &key.2));
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
        | ParseError::BadChoice { verb, typed }
        | ParseError::BadCredit { verb, typed } => {
            json!({ "error": code, "verb": verb, "typed": typed })
        }
        ParseError::BadCode { typed } => json!({ "error": code, "typed": typed }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(input: &str) -> Vec<Value> {
        let plans = Plans::load(None, None).unwrap();
        let mut output = Vec::new();
        answer_all(&plans, &mut input.as_bytes(), &mut output).unwrap();
        let output = String::from_utf8(output).unwrap();
        output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn every_recorded_utterance_is_understood_as_expected() {
        let recorded = include_str!("../../tests/fixtures/golden/utterances.jsonl");
        let answers = answers(recorded);
        assert_eq!(answers.len(), recorded.lines().count());
        for answer in answers {
            assert_eq!(answer["parsed"], answer["expect"], "{}", answer["text"]);
        }
    }

    #[test]
    fn what_is_not_for_the_bot_is_null() {
        let line = r#"{"plan":"zitadel","tier":"default","channel":"im","bot_name":"bell","text":"good morning"}"#;
        assert_eq!(answers(line)[0]["parsed"], Value::Null);
    }

    #[test]
    fn a_bad_line_is_answered_and_the_rest_go_on() {
        let unknown =
            r#"{"plan":"none","tier":"default","channel":"im","bot_name":"bell","text":"x"}"#;
        let answers = answers(&format!("nonsense\n\n{unknown}\n"));
        assert_eq!(answers.len(), 2);
        assert!(answers[0]["error"].as_str().unwrap().starts_with("not a JSON object"));
        assert_eq!(answers[1]["error"], "no tier default in plan none");
    }
}
