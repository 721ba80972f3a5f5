//! One line of questions as it came in.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

/// The fields of an answer, which are left out of what is given back.
pub(super) const ANSWERS: [&str; 9] = [
    "due_at",
    "target_seconds",
    "coverage",
    "kind",
    "provisional",
    "met",
    "overrun_seconds",
    "credit_days",
    "error",
];

/// A line as it came in.
#[derive(Debug, Default)]
pub(super) struct Question<'l> {
    pub(super) plan: Cow<'l, str>,
    pub(super) tier: Cow<'l, str>,
    pub(super) severity: Cow<'l, str>,
    pub(super) channel: Cow<'l, str>,
    pub(super) customer_tz: Cow<'l, str>,
    pub(super) opened_at: Cow<'l, str>,
    pub(super) responded_at: Option<Cow<'l, str>>,
    pub(super) others: Vec<(String, Value)>,
}

/// A text borrowed from the line where it has no escapes.
#[derive(serde::Deserialize)]
struct Text<'l>(#[serde(borrow)] Cow<'l, str>);

/// Reads by hand what a derived reader with a catch-all would first copy into a tree.
impl<'l> Deserialize<'l> for Question<'l> {
    fn deserialize<D: Deserializer<'l>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(QuestionVisitor)
    }
}

struct QuestionVisitor;

impl<'l> Visitor<'l> for QuestionVisitor {
    type Value = Question<'l>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with plan, tier, severity, channel and opened_at")
    }

    fn visit_map<M: MapAccess<'l>>(self, mut map: M) -> Result<Question<'l>, M::Error> {
        let mut question = Question::default();
        let mut seen = [false; 5];
        while let Some(Text(key)) = map.next_key()? {
            let field = match &*key {
                "plan" => Some((0, &mut question.plan)),
                "tier" => Some((1, &mut question.tier)),
                "severity" => Some((2, &mut question.severity)),
                "channel" => Some((3, &mut question.channel)),
                "opened_at" => Some((4, &mut question.opened_at)),
                _ => None,
            };
            if let Some((index, field)) = field {
                *field = map.next_value::<Text<'l>>()?.0;
                seen[index] = true;
                continue;
            }
            match &*key {
                "customer_tz" => question.customer_tz = map.next_value::<Text<'l>>()?.0,
                "responded_at" => {
                    question.responded_at = map.next_value::<Option<Text<'l>>>()?.map(|t| t.0);
                }
                key if ANSWERS.contains(&key) => drop(map.next_value::<IgnoredAny>()?),
                _ => question.others.push((key.into_owned(), map.next_value()?)),
            }
        }
        let names = ["plan", "tier", "severity", "channel", "opened_at"];
        match names.into_iter().zip(seen).find(|(_, seen)| !seen) {
            Some((name, _)) => Err(serde::de::Error::missing_field(name)),
            None => Ok(question),
        }
    }
}
