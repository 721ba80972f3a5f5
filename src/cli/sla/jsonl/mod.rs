//! Many due times at once: a question per line in, an answer per line out, in the same order.
//!
//! A line that cannot be answered gets `{"error": …}` and the rest continue. What a line holds in
//! addition to the question is given back untouched; fields that are answers are computed anew.

mod question;

use std::io::{BufRead, Write};

use chrono::{DateTime, SecondsFormat, Utc};
use chrono_tz::Tz;
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::domain::plan::{Plan, Promise, Target};
use crate::domain::sla::{Verdict, judge};
use crate::plans::Plans;

use question::Question;

/// Answers are gathered to this many bytes before they are written: many small writes cost more
/// than the sums.
const CHUNK: usize = 1 << 16;

/// Answers every line of `input` on `out`. Blank lines are skipped.
pub(super) fn answer_all(
    plans: &Plans,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let mut answers = Vec::with_capacity(2 * CHUNK);
    let mut line = Vec::new();
    let mut number = 0_u64;
    while input.read_until(b'\n', &mut line)? > 0 {
        number += 1;
        if !line.trim_ascii().is_empty() {
            push_answer(plans, &line, number, &mut answers)?;
        }
        line.clear();
        if answers.len() >= CHUNK {
            out.write_all(&answers)?;
            answers.clear();
        }
    }
    out.write_all(&answers)?;
    out.flush()?;
    Ok(())
}

fn push_answer(plans: &Plans, line: &[u8], number: u64, out: &mut Vec<u8>) -> anyhow::Result<()> {
    let question = serde_json::from_slice::<Question<'_>>(line).map_err(|error| error.to_string());
    match question.as_ref().map_err(Clone::clone).and_then(|question| answer(plans, question)) {
        Ok(answer) => serde_json::to_writer(&mut *out, &answer)?,
        Err(error) => {
            let complaint = serde_json::json!({ "error": error, "line": number });
            serde_json::to_writer(&mut *out, &complaint)?;
        }
    }
    out.push(b'\n');
    Ok(())
}

/// A line as it goes out.
#[derive(Debug)]
struct Answer<'q> {
    question: &'q Question<'q>,
    clock: Clock<'q>,
}

#[derive(Debug)]
enum Clock<'q> {
    Runs {
        due_at: DateTime<Utc>,
        provisional: bool,
        target: &'q Target,
        response: Option<Response>,
    },
    Stands {
        kind: &'static str,
    },
}

#[derive(Debug)]
struct Response {
    verdict: Verdict,
    credit_days: Option<i64>,
}

fn answer<'q>(plans: &'q Plans, question: &'q Question<'q>) -> Result<Answer<'q>, String> {
    let plan = plans
        .plan(&question.plan)
        .ok_or_else(|| format!("no plan is called `{}`", question.plan))?;
    let cell = plan.cell(&question.tier, &question.channel, &question.severity);
    let promise = &cell.ok_or_else(|| missing_name(plan, question))?.promise;
    let Promise::Target(target) = promise else {
        return Ok(Answer { question, clock: Clock::Stands { kind: promise.kind() } });
    };
    let zone: Tz = match &*question.customer_tz {
        "" => plan.home_zone,
        zone => zone.parse().map_err(|_| format!("no zone is called `{zone}`"))?,
    };
    let calendar = plans.calendar(plan, &target.coverage, zone);
    let calendar =
        calendar.ok_or_else(|| format!("{} has no coverage `{}`", plan.id, target.coverage))?;
    let due = calendar.due_at(instant("opened_at", &question.opened_at)?, target.seconds);
    let response = match &question.responded_at {
        None => None,
        Some(text) => {
            let verdict = judge(&calendar, due.at, instant("responded_at", text)?);
            let credits = plan.behaviour.credits.as_ref();
            let credit_days = credits.map(|credits| credits.days_owed(verdict.overrun_seconds));
            Some(Response { verdict, credit_days })
        }
    };
    let clock = Clock::Runs { due_at: due.at, provisional: due.provisional, target, response };
    Ok(Answer { question, clock })
}

fn missing_name(plan: &Plan, question: &Question<'_>) -> String {
    let Question { tier, channel, severity, .. } = question;
    if !plan.tiers.iter().any(|known| known.id.as_str() == *tier) {
        return format!("{} has no tier `{tier}`", plan.id);
    }
    if !plan.channels.iter().any(|known| known.id.as_str() == *channel) {
        return format!("{} has no channel `{channel}`", plan.id);
    }
    format!("{} has no severity `{severity}`", plan.id)
}

fn instant(field: &str, text: &str) -> Result<DateTime<Utc>, String> {
    let parsed = DateTime::parse_from_rfc3339(text);
    let error = |error| format!("`{field}` is no time with an offset: {error}: `{text}`");
    Ok(parsed.map_err(error)?.to_utc())
}

impl Serialize for Answer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let question = self.question;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("plan", &question.plan)?;
        map.serialize_entry("tier", &question.tier)?;
        map.serialize_entry("severity", &question.severity)?;
        map.serialize_entry("channel", &question.channel)?;
        if !question.customer_tz.is_empty() {
            map.serialize_entry("customer_tz", &question.customer_tz)?;
        }
        map.serialize_entry("opened_at", &question.opened_at)?;
        self.clock.serialize_into(&mut map)?;
        if let Some(responded_at) = &question.responded_at {
            map.serialize_entry("responded_at", responded_at)?;
        }
        if let Clock::Runs { response: Some(response), .. } = &self.clock {
            response.serialize_into(&mut map)?;
        }
        for (key, value) in &question.others {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl Clock<'_> {
    fn serialize_into<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        match self {
            Self::Stands { kind } => {
                map.serialize_entry("due_at", &())?;
                map.serialize_entry("kind", kind)
            }
            Self::Runs { due_at, provisional, target, .. } => {
                map.serialize_entry(
                    "due_at",
                    &due_at.to_rfc3339_opts(SecondsFormat::AutoSi, true),
                )?;
                map.serialize_entry("target_seconds", &target.seconds)?;
                map.serialize_entry("coverage", &target.coverage)?;
                if *provisional {
                    map.serialize_entry("provisional", &true)?;
                }
                Ok(())
            }
        }
    }
}

impl Response {
    fn serialize_into<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry("met", &self.verdict.met)?;
        map.serialize_entry("overrun_seconds", &self.verdict.overrun_seconds)?;
        if let Some(days) = self.credit_days {
            map.serialize_entry("credit_days", &days)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::question::ANSWERS;
    use super::*;

    const GOLDEN: &str = include_str!("../../../../tests/fixtures/golden/due.jsonl");

    fn answers(input: &str) -> Vec<Value> {
        let plans = Plans::load(None, None).unwrap();
        let mut out = Vec::new();
        answer_all(&plans, &mut input.as_bytes(), &mut out).unwrap();
        String::from_utf8(out)
            .unwrap()
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    #[test]
    fn golden_lines_come_back_as_they_are() {
        let golden: Vec<Value> =
            GOLDEN.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(answers(GOLDEN), golden);
    }

    #[test]
    fn golden_lines_without_their_answers_come_back_with_them() {
        let golden: Vec<Value> =
            GOLDEN.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let mut bare = golden.clone();
        for line in &mut bare {
            line.as_object_mut().unwrap().retain(|key, _| !ANSWERS.contains(&key.as_str()));
        }
        let bare: Vec<_> = bare.iter().map(Value::to_string).collect();
        assert_eq!(answers(&bare.join("\n")), golden);
    }

    #[test]
    fn a_line_without_an_answer_says_why_and_the_rest_go_on() {
        let base =
            r#""tier":"vip","severity":"guidance","channel":"im","customer_tz":"Asia/Shanghai""#;
        let input = format!(
            "not json\n{{\"plan\":\"acme\",{base},\"opened_at\":\"2026-01-05T09:00:00+08:00\"}}\n\n\
             {{\"plan\":\"isoftstone\",{base}}}\n{{\"plan\":\"isoftstone\",{base},\"opened_at\":\"tomorrow\"}}\n\
             {{\"plan\":\"isoftstone\",{base},\"opened_at\":\"2026-12-31T17:30:00+08:00\",\"note\":[1]}}\n"
        );
        let answers: Vec<_> = answers(&input).iter().map(Value::to_string).collect();
        insta::assert_snapshot!(answers.join("\n"), @r#"
        {"error":"expected ident at line 1 column 2","line":1}
        {"error":"no plan is called `acme`","line":2}
        {"error":"missing field `opened_at` at line 1 column 101","line":4}
        {"error":"`opened_at` is no time with an offset: premature end of input: `tomorrow`","line":5}
        {"channel":"im","coverage":"cn_5x8","customer_tz":"Asia/Shanghai","due_at":"2027-01-04T07:30:00Z","note":[1],"opened_at":"2026-12-31T17:30:00+08:00","plan":"isoftstone","provisional":true,"severity":"guidance","target_seconds":57600,"tier":"vip"}
        "#);
    }
}
