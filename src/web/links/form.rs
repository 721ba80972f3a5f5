//! What a page asks for in addition to a name, and the line that somebody would have typed to say
//! the same. So there is one parser and one meaning, and what is typed on a page goes the same way
//! as what is typed in a chat.

use chat::EventBody;
use serde::Deserialize;

use crate::commands::{Verb, grammar};

/// Longest answer, in characters.
pub(super) const LONGEST_WORDS: usize = 500;

/// Longest name, in characters.
pub(super) const LONGEST_NAME: usize = 40;

/// The scores that can be given, the best first, as it is nearest to the thumb.
pub(super) const SCORES: [&str; 5] = ["5", "4", "3", "2", "1"];

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Answer {
    pub(super) name: Option<String>,
    pub(super) words: Option<String>,
    pub(super) score: Option<String>,
}

/// What a page asks for in addition to a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Nothing: one button is all.
    Press,
    /// Words, without which nothing is done.
    Words,
    /// A score, and words for whoever likes.
    Score,
}

impl Wanted {
    /// What the page of a button asks for, by the key of the button.
    pub(super) fn of(key: &str) -> Self {
        match key.split(':').next() {
            Some("answer" | "say" | "update" | "wait" | "solve" | "handoff") => Self::Words,
            Some("rate") => Self::Score,
            _ => Self::Press,
        }
    }
}

/// What was said on the page; the key of the sentence that says what is missing, where something
/// is.
pub(super) fn said(key: &str, answer: &Answer) -> Result<EventBody, &'static str> {
    let words = typed(answer.words.as_deref(), LONGEST_WORDS);
    let line = match Wanted::of(key) {
        Wanted::Press => return Ok(EventBody::Action { key: key.to_owned(), message: None }),
        Wanted::Words => line(key, &words.ok_or("link-words-missing")?),
        Wanted::Score => {
            let score = answer.score.as_deref().filter(|score| SCORES.contains(score));
            let score = score.ok_or("link-score-missing")?;
            line(key, &[score, &words.unwrap_or_default()].join(" "))
        }
    };
    let text = line.ok_or("link-words-missing")?;
    Ok(EventBody::Message {
        text,
        addressed: true,
        mentioned: Vec::new(),
        quoted: None,
        thread: None,
    })
}

/// `资料 #7 impact：words`, `补充 #7 words`, `评价 #7 5 words`.
fn line(key: &str, words: &str) -> Option<String> {
    let mut parts = key.splitn(3, ':');
    let (act, number, item) =
        (parts.next()?, parts.next()?.trim_start_matches("INC-"), parts.next());
    let verb = |verb: Verb| grammar::of(verb).zh.first().copied();
    let verb_of_act = match (act, item) {
        ("answer", Some(item)) => {
            return Some(format!("{} #{number} {item}：{words}", verb(Verb::Intake)?));
        }
        ("say", None) => Verb::Say,
        ("update", None) => Verb::Update,
        ("wait", None) => Verb::Wait,
        ("solve", None) => Verb::Solve,
        ("handoff", None) => Verb::Handoff,
        ("rate", None) => Verb::Rate,
        _ => return None,
    };
    Some(format!("{} #{number} {words}", verb(verb_of_act)?))
}

/// A name, a title or an answer as somebody typed it, on one line and not longer than `most`
/// characters; none when nothing is left of it.
pub(super) fn typed(text: Option<&str>, most: usize) -> Option<String> {
    let line = chat::neutralise::one_line(text?);
    let cut: String = line.trim().chars().take(most).collect();
    (!cut.is_empty()).then_some(cut)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::vocabulary::SeverityWords;
    use crate::commands::{Command, parse};
    use crate::ids::IncidentNumber;

    fn read(key: &str, words: &str, score: &str) -> Result<Command, &'static str> {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let mut answer = Answer::default();
        (answer.words, answer.score) = (given(words), given(score));
        match said(key, &answer)? {
            EventBody::Message { text, .. } => Ok(parse(&text, &SeverityWords::default()).unwrap()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_written_on_a_page_is_the_line_that_says_the_same() {
        let incident = Some(IncidentNumber(7));
        let text = |words: &str| words.to_owned();
        let answer =
            Command::Intake { incident, text: Some(text("impact：全部门店；自 10:20 起")) };
        assert_eq!(read("answer:INC-7:impact", "全部门店；自 10:20 起", ""), Ok(answer));
        assert_eq!(
            read("say:INC-7", "2 台已重启", ""),
            Ok(Command::Say { incident, text: text("2 台已重启") })
        );
        let rate =
            |words: Option<&str>| Ok(Command::Rate { incident, score: 4, text: words.map(text) });
        assert_eq!(read("rate:INC-7", "3 天才好", "4"), rate(Some("3 天才好")));
        assert_eq!(read("rate:INC-7", "", "4"), rate(None));
    }

    #[test]
    fn what_is_missing_is_told() {
        for (key, score, missing) in [
            ("answer:INC-7:impact", "", "link-words-missing"),
            ("say:INC-7", "", "link-words-missing"),
            ("rate:INC-7", "", "link-score-missing"),
            ("rate:INC-7", "6", "link-score-missing"),
        ] {
            assert_eq!(read(key, "", score), Err(missing), "{key} {score}");
        }
    }

    #[test]
    fn a_button_alone_is_pressed() {
        let pressed = said("skip:INC-7:impact", &Answer::default());
        assert_eq!(
            pressed,
            Ok(EventBody::Action { key: "skip:INC-7:impact".to_owned(), message: None })
        );
    }
}
