//! The answer to `show`: how one incident stands and what has happened to it.

use chat::{Line, Message};

use super::block::Block;
use super::closing::owner;
use super::lang::Tongue;
use super::phrase::typed;
use super::scene::{Case, Scene};
use super::{
    answers, credits, escalation, guard, headline, intake, measures, promise, receipt, requests,
    timeline, waiting,
};
use crate::domain::incident::TimelineEntry;
use crate::ids::IncidentNumber;

/// How many of the last entries are shown.
const ENTRIES: usize = 8;

/// State, owner, clocks, what is waited for, the last words, and the end of the timeline as far as the audience may read it.
pub fn show(
    scene: &Scene<'_>,
    entries: &[TimelineEntry],
    continued_as: Option<IncidentNumber>,
) -> Message {
    let Some(case) = scene.case() else { return answers::nothing_open(scene) };
    let message = scene.reply(|tongue| {
        Block::new(headline::of(&case, tongue))
            .with(opened(&case, tongue))
            .with_all((!scene.is_for_customer()).then(|| receipt::customer_and_plan(&case, tongue)))
            .with(owner(&case, tongue))
            .with_all(connections(&case, tongue, continued_as))
            .with_all(promise::lines(&case, tongue))
            .with_all(escalation::lines(&case, tongue))
            .with_all(credits::growing(&case, tongue))
            .with_all(waiting::standing(&case, tongue))
            .with_all(receipt::next_update(&case, tongue))
            .with_all(measures::in_show(&case, tongue))
            .with_all(last_words(&case, tongue))
            .with_all(intake::missing(&case, tongue))
            .with_all(intake::known(&case, tongue))
            .with_all(requests::goes_on(&case, tongue))
            .with_all(requests::duplicates(&case, tongue))
            .with_all(requests::ratings(&case, tongue))
            .with_all(past(&case, tongue, entries))
    });
    if scene.is_for_customer() { guard::customer_room(&message) } else { message }
}

/// What it goes on with, what goes on with it, and that nothing but figures is left.
fn connections(case: &Case<'_>, tongue: Tongue, continued_as: Option<IncidentNumber>) -> Vec<Line> {
    let later = continued_as
        .map(|number| tongue.line("continued-as", &[("number", number.to_string().into())]));
    let reduced = case.incident.ending.is_reduced.then(|| tongue.line("closed-reduced", &[]));
    [receipt::continues(case, tongue), later, reduced].into_iter().flatten().collect()
}

fn opened(case: &Case<'_>, tongue: Tongue) -> Line {
    let words = [
        ("title", typed(case.incident.title.as_str())),
        ("at", case.scene.clock(tongue).at_and_distance(case.incident.opened_at).into()),
    ];
    tongue.line("show-opened", &words)
}

/// The last update in full: the update itself may have been cut.
fn last_words(case: &Case<'_>, tongue: Tongue) -> Option<Line> {
    let last = case.incident.updates.last.as_ref()?;
    let words = [
        ("name", case.scene.name(&last.by).into()),
        ("at", case.scene.clock(tongue).at(last.at).into()),
        ("text", typed(last.text.as_str())),
    ];
    Some(tongue.line("show-last-update", &words))
}

fn past(case: &Case<'_>, tongue: Tongue, entries: &[TimelineEntry]) -> Vec<Line> {
    let readable: Vec<_> = timeline::readable(case.scene.audience.side, entries).collect();
    if readable.is_empty() {
        return Vec::new();
    }
    let hidden = readable.len().saturating_sub(ENTRIES);
    let zone = case.scene.clock(tongue).zone_name(case.scene.now);
    let mut lines = vec![tongue.line("timeline-title", &[("zone", zone.into())])];
    if hidden > 0 {
        let count = i64::try_from(hidden).unwrap_or(i64::MAX);
        lines.push(tongue.line("timeline-earlier", &[("count", count.into())]));
    }
    lines.extend(readable[hidden..].iter().map(|entry| timeline::line(case, tongue, entry)));
    lines
}
