//! The answer to `board`: every open incident by nearest deadline, for the duty manager.

use chat::{Line, Message};

use crate::domain::incident::Incident;
use crate::render::block::Block;
use crate::render::context::{IncidentContext, RenderContext};
use crate::render::lang::Language;
use crate::render::parts::{self, headline};
use crate::render::phrase::{join, shortened, typed};

/// As many as fit into one message.
const LONGEST: usize = 20;

/// As much of a title as stands on the board.
const TITLE: usize = 24;

/// Open incidents of all customers, nearest deadline first, those without one last; pages without answer and
/// missed updates are marked. Instants are told in each customer's zone.
pub fn board(incidents: &[Incident], context: &RenderContext<'_>) -> Message {
    let mut open: Vec<&Incident> =
        incidents.iter().filter(|incident| !incident.state.is_closed()).collect();
    open.sort_by_key(|incident| {
        let deadline = incident.deadline_at();
        (deadline.is_none(), deadline, incident.rank, incident.number)
    });
    if open.is_empty() {
        return context.reply(|language| Block::saying(language, "board-none", &[]));
    }
    let count = i64::try_from(open.len()).unwrap_or(i64::MAX);
    context.reply(|language| {
        Block::saying(language, "board-title", &[("count", count.into())])
            .with_all(open.iter().take(LONGEST).map(|incident| line(context, language, incident)))
            .with_all(super::lists::left_off(language, open.len(), LONGEST))
    })
}

fn line(context: &RenderContext<'_>, language: Language, incident: &Incident) -> Line {
    // The scene's entitlement is that of one customer; the board has many, so levels are told by rank alone.
    let context = RenderContext { incident: Some(incident), entitlement: None, ..*context };
    let case = IncidentContext { context: &context, incident };
    let level = match incident.severity {
        Some(_) => headline::short_level(language, incident.rank),
        None => language.say("level-unset", &[]),
    };
    let words = [
        ("number", incident.number.to_string().into()),
        ("level", level.into()),
        ("customer", case.customer_name(language).into_owned().into()),
        ("title", typed(shortened(&incident.title, TITLE))),
        ("state", headline::state(incident, language).into()),
        ("clock", headline::clock(&case, language).into()),
    ];
    join(
        [language.line("board-line", &words)].into_iter().chain(marks(&case, language)),
        language.pick("；", "; "),
    )
}

fn marks(case: &IncidentContext<'_>, language: Language) -> Vec<Line> {
    let incident = case.incident;
    let paged = parts::paging::people_paged(incident);
    let mut marks: Vec<Line> = parts::escalation::mark(case, language).into_iter().collect();
    if !paged.is_empty() {
        let names = case.context.names(language, paged);
        marks.push(language.line("board-unanswered", &[("names", names.into())]));
    }
    if incident.updates.missed > 0 {
        marks.push(language.line("board-missed", &[("count", incident.updates.missed.into())]));
    }
    if let Some(until) = incident.silenced_until.filter(|until| *until > case.context.now) {
        let at = case.context.clock(language).bare(until);
        marks.push(language.line("board-silenced", &[("at", at.into())]));
    }
    marks
}
