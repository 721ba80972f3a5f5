//! The answer to `catchup`: the facts so far for somebody who comes late. Everything in it was
//! recorded; nothing is guessed or summed up.

use chat::{Line, Message};
use chrono::{DateTime, Utc};

use super::answers;
use crate::domain::incident::{Actor, Fact, TimelineEntry};
use crate::domain::transcript::TranscriptLine;
use crate::render::block::Block;
use crate::render::context::{IncidentView, RenderContext};
use crate::render::customer_guard;
use crate::render::lang::Language;
use crate::render::parts::{
    self,
    headline::{self, Below},
    promise, timeline,
};
use crate::render::phrase::{join, shortened, typed};

/// How many of the last steps are told.
const STEPS: usize = 6;
/// As much of the customer's last words as is told.
const WORDS: usize = 200;

/// What is wrong and how bad it is, who is here, what is promised, what was tried, what the
/// customer said last. `lines` holds what was said and may be read by this audience.
pub fn catchup(
    context: &RenderContext<'_>,
    entries: &[TimelineEntry],
    lines: &[TranscriptLine],
) -> Message {
    let Some(view) = context.view() else { return answers::nothing_open(context) };
    let readable: Vec<_> = timeline::readable(context.audience.side, entries).collect();
    let message = context.reply(|language| {
        Block::new(headline::above(&view, language, Below::Both, None))
            .with(problem(&view, language))
            .with_all(
                (!context.is_for_customer())
                    .then(|| parts::customer::customer_and_plan(&view, language)),
            )
            .with(who_is_here(&view, language, &readable, lines))
            .with_all(promise::lines(&view, language))
            .with_all(parts::next_update::next_update(&view, language))
            .with(customers_last_words(&view, language, &readable, lines))
            .with_all(what_was_tried(&view, language, &readable))
    });
    let message = customer_guard::for_audience(message, context);
    parts::buttons::with_full_words(message, &view)
}

fn problem(view: &IncidentView<'_>, language: Language) -> Line {
    let words = [
        ("level", headline::level_of(view, language).into()),
        ("title", typed(view.incident.title.as_str())),
        ("name", view.actor(language, &view.incident.reporter)),
        ("at", view.context.clock(language).at_and_distance(view.incident.opened_at).into()),
    ];
    language.line("catchup-problem", &words)
}

/// The owner, whoever is being paged, and everybody who did or said something.
fn who_is_here(
    view: &IncidentView<'_>,
    language: Language,
    entries: &[&TimelineEntry],
    lines: &[TranscriptLine],
) -> Line {
    let mut known: Vec<&Actor> = Vec::new();
    let acted = entries.iter().map(|entry| &entry.actor);
    for actor in acted.chain(lines.iter().map(|line| &line.speaker)) {
        if *actor != Actor::Bot && !known.contains(&actor) {
            known.push(actor);
        }
    }
    let names = known
        .into_iter()
        .map(|actor| language.line("catchup-name", &[("name", view.actor(language, actor))]));
    let people = join(names, language.pick("、", ", "));
    let took_part = language.line("catchup-people", &[("names", people.into())]);
    let here = [
        Some(parts::owner::owner(view, language)),
        parts::paging::paged(view, language),
        Some(took_part),
    ];
    join(here.into_iter().flatten(), language.pick("　", " "))
}

fn what_was_tried(
    view: &IncidentView<'_>,
    language: Language,
    entries: &[&TimelineEntry],
) -> Vec<Line> {
    let steps: Vec<_> = entries.iter().filter(|entry| is_step(entry)).collect();
    if steps.is_empty() {
        return vec![language.line("catchup-tried-nothing", &[])];
    }
    let zone = view.context.clock(language).zone_name(view.context.now);
    let mut told = vec![language.line("catchup-tried", &[("zone", zone.into())])];
    let last = &steps[steps.len().saturating_sub(STEPS)..];
    told.extend(last.iter().map(|entry| timeline::line(view, language, entry)));
    told
}

/// Whether an entry is a step of the work.
fn is_step(entry: &TimelineEntry) -> bool {
    match &entry.fact {
        Fact::Updated { .. }
        | Fact::Noted { .. }
        | Fact::SeverityChanged { .. }
        | Fact::Resolved { .. }
        | Fact::Rejected { .. }
        | Fact::HandoffAccepted { .. }
        | Fact::Reopened { .. } => true,
        Fact::Said { .. } => entry.actor.is_support(),
        _ => false,
    }
}

fn customers_last_words(
    view: &IncidentView<'_>,
    language: Language,
    entries: &[&TimelineEntry],
    lines: &[TranscriptLine],
) -> Line {
    let is_customer = |actor: &Actor| *actor != Actor::Bot && !actor.is_support();
    let on_timeline = entries
        .iter()
        .filter(|entry| is_customer(&entry.actor))
        .filter_map(|entry| Some((entry.at, &entry.actor, words_of(&entry.fact)?)));
    let said = lines.iter().filter(|line| is_customer(&line.speaker));
    let said = said.map(|line| (line.at, &line.speaker, line.words.as_str()));
    let last = on_timeline.chain(said).max_by_key(|(at, _, _)| *at);
    let Some((at, by, words)) = last else { return language.line("catchup-customer-silent", &[]) };
    quoted(view, language, by, at, words)
}

fn quoted(
    view: &IncidentView<'_>,
    language: Language,
    by: &Actor,
    at: DateTime<Utc>,
    words: &str,
) -> Line {
    let told = [
        ("name", view.actor(language, by)),
        ("at", view.context.clock(language).at_and_distance(at).into()),
        ("text", typed(shortened(words, WORDS))),
    ];
    language.line("catchup-customer", &told)
}

/// What somebody said in so many words by an act.
fn words_of(fact: &Fact) -> Option<&str> {
    let words = match fact {
        Fact::Opened { title, .. } => title,
        Fact::Said { text } => text,
        Fact::Rejected { reason }
        | Fact::Reopened { reason }
        | Fact::Escalated { reason, .. }
        | Fact::SeverityChanged { reason, .. } => reason,
        _ => return None,
    };
    (!words.trim().is_empty()).then_some(words)
}
