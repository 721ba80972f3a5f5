//! The answer to `show`: how one incident stands and what has happened to it.

use chat::{Line, Message};

use super::block::Block;
use super::closing::owner;
use super::context::{IncidentContext, RenderContext};
use super::lang::Language;
use super::phrase::typed;
use super::{
    answers, credits, customer_guard, customer_question, escalation, headline, promise, receipt,
    requests, required_info, special_handling, timeline,
};
use crate::domain::incident::TimelineEntry;
use crate::ids::IncidentNumber;

/// How many of the last entries are shown.
const ENTRIES: usize = 8;

/// State, owner, clocks, what is waited for, the last words, and the end of the timeline as far as the audience may read it.
pub fn show(
    context: &RenderContext<'_>,
    entries: &[TimelineEntry],
    continued_as: Option<IncidentNumber>,
) -> Message {
    let Some(case) = context.case() else { return answers::nothing_open(context) };
    let message = context.reply(|language| {
        Block::new(headline::of(&case, language))
            .with(opened(&case, language))
            .with_all(
                (!context.is_for_customer()).then(|| receipt::customer_and_plan(&case, language)),
            )
            .with(owner(&case, language))
            .with_all(connections(&case, language, continued_as))
            .with_all(promise::lines(&case, language))
            .with_all(escalation::lines(&case, language))
            .with_all(credits::growing(&case, language))
            .with_all(customer_question::standing(&case, language))
            .with_all(receipt::next_update(&case, language))
            .with_all(special_handling::in_show(&case, language))
            .with_all(last_words(&case, language))
            .with_all(required_info::missing(&case, language))
            .with_all(required_info::known(&case, language))
            .with_all(requests::goes_on(&case, language))
            .with_all(requests::duplicates(&case, language))
            .with_all(requests::ratings(&case, language))
            .with_all(past(&case, language, entries))
    });
    if context.is_for_customer() { customer_guard::customer_room(&message) } else { message }
}

/// What it goes on with, what goes on with it, and that nothing but figures is left.
fn connections(
    case: &IncidentContext<'_>,
    language: Language,
    continued_as: Option<IncidentNumber>,
) -> Vec<Line> {
    let later = continued_as
        .map(|number| language.line("continued-as", &[("number", number.to_string().into())]));
    let anonymised =
        case.incident.ending.is_anonymised.then(|| language.line("closed-reduced", &[]));
    [receipt::continues(case, language), later, anonymised].into_iter().flatten().collect()
}

fn opened(case: &IncidentContext<'_>, language: Language) -> Line {
    let words = [
        ("title", typed(case.incident.title.as_str())),
        ("at", case.context.clock(language).at_and_distance(case.incident.opened_at).into()),
    ];
    language.line("show-opened", &words)
}

/// The last update in full: the update itself may have been cut.
fn last_words(case: &IncidentContext<'_>, language: Language) -> Option<Line> {
    let last = case.incident.updates.last.as_ref()?;
    let words = [
        ("name", case.context.name(&last.by).into()),
        ("at", case.context.clock(language).at(last.at).into()),
        ("text", typed(last.text.as_str())),
    ];
    Some(language.line("show-last-update", &words))
}

fn past(case: &IncidentContext<'_>, language: Language, entries: &[TimelineEntry]) -> Vec<Line> {
    let readable: Vec<_> = timeline::readable(case.context.audience.side, entries).collect();
    if readable.is_empty() {
        return Vec::new();
    }
    let hidden = readable.len().saturating_sub(ENTRIES);
    let zone = case.context.clock(language).zone_name(case.context.now);
    let mut lines = vec![language.line("timeline-title", &[("zone", zone.into())])];
    if hidden > 0 {
        let count = i64::try_from(hidden).unwrap_or(i64::MAX);
        lines.push(language.line("timeline-earlier", &[("count", count.into())]));
    }
    lines.extend(readable[hidden..].iter().map(|entry| timeline::line(case, language, entry)));
    lines
}
