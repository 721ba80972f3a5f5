//! What the customer was asked, until when an answer is waited for, and what follows without one.

use chat::Line;

use super::{coverage, headline};
use crate::domain::incident::{OpenQuestion, Question, Resolution};
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::phrase::{Word, shortened, typed};

/// As much of a request as is shown.
const REQUEST: usize = 300;

/// Until when an answer is waited for and what the incident is closed as without one, where the
/// plan has that rule; and that there are reminders.
pub(in crate::render) fn what_follows(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let Some(question) = &view.incident.ending.question else { return Vec::new() };
    let words = [
        ("at", view.context.clock(language).at(question.closes_at).into()),
        ("outcome", outcome(question, language).into()),
    ];
    let mut lines = match (view.closes_unanswered(question), question.parks()) {
        (true, true) => vec![language.line("waiting-closes-parked", &words)],
        (true, false) => vec![language.line(&for_reader(view, "waiting-closes"), &words)],
        (false, true) => vec![language.line("waiting-parked", &[])],
        (false, false) => Vec::new(),
    };
    lines.extend(next_reminders(view, language, question));
    lines
}

pub(in crate::render) fn outcome(question: &OpenQuestion, language: Language) -> String {
    headline::outcome_in_words(language, question.question.outcome_without_answer())
}

pub(in crate::render) fn next_reminders(
    view: &IncidentView<'_>,
    language: Language,
    question: &OpenQuestion,
) -> Option<Line> {
    let terms = view.context.entitlement?;
    let time = view.context.clock(language);
    let ahead = terms.reminders_at(question.asked_at, question.closes_at).into_iter();
    let ahead: Vec<String> =
        ahead.filter(|at| *at > view.context.now).map(|at| time.bare(at)).collect();
    let words = [("times", language.join(&ahead).into())];
    let key =
        if view.closes_unanswered(question) { "waiting-reminders" } else { "waiting-reminded" };
    (!ahead.is_empty()).then(|| language.line(&for_reader(view, key), &words))
}

/// The key of a sentence that speaks of the customer as "you", which the staff are not.
fn for_reader(view: &IncidentView<'_>, key: &str) -> String {
    let suffix = if view.context.is_for_customer() { "" } else { "-inside" };
    format!("{key}{suffix}")
}

/// The state of an open question, in one line: for cards, `show` and lists of what is due.
pub(in crate::render) fn standing(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let question = view.incident.ending.question.as_ref()?;
    let at: Word<'_> = view.context.clock(language).at_and_distance(question.closes_at).into();
    let outcome: Word<'_> = outcome(question, language).into();
    if !view.closes_unanswered(question) {
        return Some(match &question.question {
            Question::Consent => language.line("waiting-standing-consent-open", &[]),
            Question::Information { what, .. } => language.line(
                "waiting-standing-information-open",
                &[("what", typed(shortened(what, REQUEST)))],
            ),
        });
    }
    Some(match &question.question {
        Question::Consent => {
            language.line("waiting-standing-consent", &[("at", at), ("outcome", outcome)])
        }
        Question::Information { what, .. } => {
            let what = typed(shortened(what, REQUEST));
            language.line(
                "waiting-standing-information",
                &[("what", what), ("at", at), ("outcome", outcome)],
            )
        }
    })
}

/// How the window was counted, for `why`.
pub(in crate::render) fn why(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let question = view.incident.ending.question.as_ref()?;
    let terms = view.context.entitlement?;
    let closing = terms.closing()?;
    let time = view.context.clock(language);
    let words = |length: String| {
        [
            ("from", Word::from(time.exactly(question.asked_at))),
            ("at", time.exactly(question.closes_at).into()),
            ("length", length.into()),
            ("hours", coverage::hours(language, terms, &closing.coverage, view.context.now).into()),
            ("outcome", outcome(question, language).into()),
        ]
    };
    let closes = view.closes_unanswered(question);
    let key = |by_rule, of_ours| if closes { by_rule } else { of_ours };
    Some(match &question.question {
        Question::Consent => {
            let length = coverage::amount(language, closing.consent_within);
            language.line(key("why-consent", "why-consent-house-rule"), &words(length))
        }
        Question::Information { .. } => {
            let days = closing.information_for(view.incident.rank).map_or(0, |window| window.days);
            let length = language.say("length-days", &[("count", days.into())]);
            language.line(key("why-information", "why-information-house-rule"), &words(length))
        }
    })
}

/// The code of a resolution in words.
pub(in crate::render) fn resolution(language: Language, resolution: Resolution) -> String {
    language.say(&format!("resolution-{}", resolution.word()), &[])
}
