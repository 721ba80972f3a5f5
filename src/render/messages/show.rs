//! The answer to `show`: the state of one incident and what has happened to it.

use chat::{Line, Message};

use super::answers;
use crate::domain::incident::TimelineEntry;
use crate::ids::IncidentNumber;
use crate::render::block::Block;
use crate::render::context::{IncidentView, RenderContext};
use crate::render::customer_guard;
use crate::render::lang::Language;
use crate::render::parts::{
    self,
    headline::{self, Below},
    promise, timeline,
};
use crate::render::phrase::typed;

/// How many of the last entries are shown.
const ENTRIES: usize = 8;

/// State, owner, clocks, what is waited for, the last words, and the end of the timeline as far as
/// the audience may read it.
pub fn show(
    context: &RenderContext<'_>,
    entries: &[TimelineEntry],
    continued_as: Option<IncidentNumber>,
) -> Message {
    let Some(view) = context.view() else { return answers::nothing_open(context) };
    let message = context.reply(|language| {
        Block::new(headline::above(&view, language, Below::Both, None))
            .with_all(headline::level_in_full(&view, language))
            .with(opened(&view, language))
            .with_all(
                (!context.is_for_customer())
                    .then(|| parts::customer::customer_and_plan(&view, language)),
            )
            .with(parts::owner::owner(&view, language))
            .with_all(connections(&view, language, continued_as))
            .with_all(promise::lines(&view, language))
            .with_all(parts::regions::flag(&view, language))
            .with_all(parts::escalation::lines(&view, language))
            .with_all(parts::credits::growing(&view, language))
            .with_all(parts::question::standing(&view, language))
            .with_all(parts::next_update::next_update(&view, language))
            .with_all(parts::next_update::waits_for_agreement(&view, language))
            .with_all(parts::bridge::link(&view, language))
            .with_all(parts::special_handling::in_show(&view, language))
            .with_all(last_words(&view, language))
            .with_all(parts::required_info::missing(&view, language))
            .with_all(parts::required_info::known(&view, language))
            .with_all(parts::related::goes_on(&view, language))
            .with_all(parts::related::duplicates(&view, language))
            .with_all(parts::rating::ratings(&view, language))
            .with_all(past(&view, language, entries))
    });
    let message = customer_guard::for_audience(message, context);
    parts::buttons::with_full_words(message, &view)
}

/// What it continues, what continues it, and that nothing but figures is left.
fn connections(
    view: &IncidentView<'_>,
    language: Language,
    continued_as: Option<IncidentNumber>,
) -> Vec<Line> {
    let later = continued_as
        .map(|number| language.line("continued-as", &[("number", number.to_string().into())]));
    let anonymised =
        view.incident.ending.is_anonymised.then(|| language.line("closed-reduced", &[]));
    [parts::related::continues(view, language), later, anonymised].into_iter().flatten().collect()
}

fn opened(view: &IncidentView<'_>, language: Language) -> Line {
    let words = [
        ("title", typed(view.incident.title.as_str())),
        ("at", view.context.clock(language).at_and_distance(view.incident.opened_at).into()),
    ];
    language.line("show-opened", &words)
}

/// The last update in full: the update itself may have been cut.
fn last_words(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let last = view.incident.updates.last.as_ref()?;
    let words = [
        ("name", view.context.name(&last.by).into()),
        ("at", view.context.clock(language).at(last.at).into()),
        ("text", typed(last.text.as_str())),
    ];
    Some(language.line("show-last-update", &words))
}

fn past(view: &IncidentView<'_>, language: Language, entries: &[TimelineEntry]) -> Vec<Line> {
    let readable: Vec<_> = timeline::readable(view.context.audience.side, entries).collect();
    if readable.is_empty() {
        return Vec::new();
    }
    let hidden = readable.len().saturating_sub(ENTRIES);
    let zone = view.context.clock(language).zone_name(view.context.now);
    let mut lines = vec![language.line("timeline-title", &[("zone", zone.into())])];
    if hidden > 0 {
        let count = i64::try_from(hidden).unwrap_or(i64::MAX);
        lines.push(language.line("timeline-earlier", &[("count", count.into())]));
    }
    lines.extend(readable[hidden..].iter().map(|entry| timeline::line(view, language, entry)));
    lines
}
