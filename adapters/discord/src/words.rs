//! First answers to interactions, and the few sentences that Discord wants before the bot can
//! speak.

use chat::draft::cut_inside;
use chat::{Choice, LengthLimit, RawResponse};
use serde_json::{Value, json};

use crate::in_flight::Promise;
use crate::payload::EPHEMERAL;

/// Choices that Discord takes at once.
const MOST_CHOICES: usize = 25;

const LONGEST_CHOICE: LengthLimit = LengthLimit::Chars(100);

/// "The words follow": the first answer to an interaction that takes a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deferral {
    /// "Thinking…", for the caller alone.
    Hidden,
    /// "Thinking…", for everybody.
    Shown,
    /// Nothing is shown; for the press of a button.
    Silent,
}

impl Deferral {
    /// Who sees an answer is decided now and cannot be changed later.
    pub(crate) fn of(is_press: bool, private: bool) -> Self {
        match (is_press, private) {
            (_, true) => Self::Hidden,
            (true, false) => Self::Silent,
            (false, false) => Self::Shown,
        }
    }

    pub(crate) fn body(self) -> Value {
        match self {
            Self::Hidden => json!({"type": 5, "data": {"flags": EPHEMERAL}}),
            Self::Shown => json!({"type": 5}),
            Self::Silent => json!({"type": 6}),
        }
    }

    /// What is in the channel once it has been taken.
    pub(crate) fn promise(self) -> Promise {
        match self {
            Self::Hidden => Promise::Hidden,
            Self::Shown => Promise::Shown,
            Self::Silent => Promise::Nothing,
        }
    }
}

/// The answer to a check of the address.
pub(crate) fn pong() -> RawResponse {
    RawResponse::json(json!({"type": 1}).to_string())
}

/// Discord brings an interaction once, so the person is the one to try again.
pub(crate) fn not_saved() -> Value {
    to_caller(UNSAVED)
}

/// A command that was taken from the menu after people's clients had learned it.
pub(crate) fn misfit() -> Value {
    to_caller(
        "没有这样的命令，未做任何操作，请重新选择。\nThere is no such command. Nothing changed. Please choose again.",
    )
}

/// What to say where the first answer has been given already.
pub(crate) const UNSAVED: &str = "系统暂时无法保存，未做任何操作，请稍后重试。\nNothing could be saved. Nothing changed. Please try again shortly.";

/// What fits where somebody is typing.
pub(crate) fn choices(choices: &[Choice]) -> Value {
    let fits = |choice: &&Choice| LONGEST_CHOICE.allows(&choice.value) && !choice.label.is_empty();
    let choices: Vec<Value> = choices
        .iter()
        .filter(fits)
        .take(MOST_CHOICES)
        .map(|choice| json!({"name": cut_inside(&choice.label, LONGEST_CHOICE), "value": choice.value}))
        .collect();
    json!({"type": 8, "data": {"choices": choices}})
}

fn to_caller(words: &str) -> Value {
    json!({"type": 4, "data": {"content": words, "flags": EPHEMERAL, "allowed_mentions": {"parse": []}}})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_keep_discords_limits() {
        let choice = |value: String| Choice { label: format!("INC-{value}").repeat(60), value };
        let mut many: Vec<Choice> = (0..40).map(|n| choice(n.to_string())).collect();
        many.insert(0, choice("x".repeat(101)));
        let body = choices(&many);
        let shown = body["data"]["choices"].as_array().unwrap();
        assert_eq!((shown.len(), shown[0]["value"].as_str()), (25, Some("0")));
        assert_eq!(shown[0]["name"].as_str().unwrap().chars().count(), 100);
    }
}
