//! The answer to `board`: every open incident by nearest deadline, for the duty manager.

use chat::{Line, Message};

use crate::domain::incident::Incident;
use crate::render::block::Block;
use crate::render::context::{IncidentView, RenderContext};
use crate::render::lang::Language;
use crate::render::parts::{self, headline};
use crate::render::phrase::{join, shortened, typed};

/// As many as fit into one message.
const LONGEST: usize = 20;

/// As much of a title as is on the board.
const TITLE: usize = 24;

/// Open incidents of all customers, nearest deadline first, those without one last; pages without
/// answer and missed updates are marked. Instants are told in each customer's zone.
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
    // The context's entitlement is that of one customer; the board has many, so levels are told by
    // rank alone.
    let context = RenderContext { incident: Some(incident), entitlement: None, ..*context };
    let view = IncidentView { context: &context, incident };
    let level = match incident.severity {
        Some(_) => headline::short_level(language, incident.rank),
        None => language.say("level-unset", &[]),
    };
    let words = [
        ("number", incident.number.to_string().into()),
        ("level", level.into()),
        ("customer", view.customer_name(language).into_owned().into()),
        ("title", typed(shortened(&incident.title, TITLE))),
        ("state", headline::state(incident, language).into()),
        ("clock", headline::clock(&view, language).into()),
    ];
    join(
        [language.line("board-line", &words)].into_iter().chain(marks(&view, language)),
        language.pick("；", "; "),
    )
}

fn marks(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let incident = view.incident;
    let time = view.context.clock(language);
    let mut marks: Vec<Line> = parts::escalation::mark(view, language).into_iter().collect();
    let called: Vec<String> = incident
        .paging
        .open
        .iter()
        .map(|page| {
            let words = [
                ("name", view.context.name(&page.person).into()),
                ("attempt", page.attempt.into()),
                ("at", time.bare(page.at).into()),
            ];
            language.say("board-called", &words)
        })
        .collect();
    if !called.is_empty() {
        marks.push(language.line("board-unanswered", &[("names", language.join(&called).into())]));
        let next = incident.paging.pending.map(|pending| pending.due_at);
        if let Some(at) = next.filter(|at| *at > view.context.now) {
            marks.push(language.line("board-next-call", &[("at", time.bare(at).into())]));
        }
    }
    if incident.special_handling.region_not_served.is_some() {
        marks.push(language.line("board-region", &[]));
    }
    if incident.updates.missed > 0 {
        marks.push(language.line("board-missed", &[("count", incident.updates.missed.into())]));
    }
    if let Some(until) = incident.silenced_until.filter(|until| *until > view.context.now) {
        let at = time.bare(until);
        marks.push(language.line("board-silenced", &[("at", at.into())]));
    }
    marks
}
