//! `say` and `note`: words about an incident that change no state.

use super::Handlers;
use super::context::CommandContext;
use super::outcome::{Outcome, Stopped};
use crate::commands::code::has_code;
use crate::domain::incident::{Reading, Utterance};
use crate::ids::IncidentNumber;

impl Handlers {
    /// Words added to an incident. Those of the staff fill in no required information: they may
    /// well be the question.
    pub(super) async fn say(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        text: String,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, number).await?;
        if context.is_support() {
            return self.fill_in(context, &incident, text, Reading::default()).await;
        }
        let is_asked =
            context.actor.is_same_as(&incident.reporter) || self.quotes_a_question(context).await?;
        let answers = is_asked && !is_program_output(&text) && !is_question(&text);
        let reading = Reading { answers, ..self.read(context, &incident, &text) };
        self.fill_in(context, &incident, text, reading).await
    }

    /// A note for the staff alone.
    pub(super) async fn note(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        text: String,
    ) -> Result<Outcome, Stopped> {
        let words = Utterance { text, from: context.spoken_in().cloned() };
        self.act_on(context, number, |i, _| Ok(i.note(&context.actor, words.clone()))).await
    }
}

/// Whoever asks something back has not answered.
fn is_question(text: &str) -> bool {
    let text = text.trim_end_matches(['。', '.', '!', '！', ' ']);
    text.ends_with(['?', '？', '吗', '么'])
}

/// A stack trace or a log is no name and no number: it is kept as words and answers no question,
/// unless it names the item.
fn is_program_output(text: &str) -> bool {
    /// So many lines are no answer to a short question.
    const LINES: usize = 6;
    const MARKS: &[&str] =
        &["Traceback (most recent", "\n\tat ", "\n    at ", "Exception in thread", "panicked at"];
    has_code(text) || MARKS.iter().any(|mark| text.contains(mark)) || text.lines().count() >= LINES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_is_told_from_an_answer() {
        for text in [
            "java.lang.NullPointerException\n\tat com.example.Pay.run(Pay.java:3)",
            "Traceback (most recent call last):\n  File \"a.py\"",
            "thread 'main' panicked at src/main.rs:3",
            "1\n2\n3\n4\n5\n6\n7",
        ] {
            assert!(is_program_output(text), "{text}");
        }
        for text in ["王伟 138", "三成支付失败\n自 10:20 起", "v2.3", "a third of all payments"]
        {
            assert!(!is_program_output(text), "{text}");
        }
    }
}
