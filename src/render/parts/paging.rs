//! Who is paged, who is next, and who is in charge of the day.

use chat::Line;

use crate::domain::directory::Roster;
use crate::domain::incident::Incident;
use crate::ids::{PersonId, RotationId};
use crate::render::context::{IncidentView, RenderContext};
use crate::render::lang::Language;

pub(in crate::render) fn paged(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let incident = view.incident;
    let people = people_paged(incident);
    if !people.is_empty() {
        let names = view.context.names(language, people);
        return Some(language.line("receipt-paged", &[("names", names.into())]));
    }
    let later = incident.paging.running_since.filter(|since| *since > view.context.now)?;
    let at = view.context.clock(language).at(later);
    Some(language.line("receipt-paged-later", &[("at", at.into())]))
}

/// Everybody with an open page, each once.
pub(in crate::render) fn people_paged(incident: &Incident) -> Vec<&PersonId> {
    incident.paging.open.iter().map(|page| &page.person).collect()
}

/// Whom the next step pages, and when, if nobody acts.
pub(in crate::render) fn what_next(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let (at, people) = view.incident.next_pages(|at| view.roster_at(at))?;
    if at <= view.context.now || people.is_empty() {
        return None;
    }
    let at = view.context.clock(language).at(at);
    let names = view.context.names(language, people.iter());
    Some(language.line("page-next", &[("at", at.into()), ("names", names.into())]))
}

/// A target of a policy in words: `oncall:storage` is "on call for storage", or for what people call
/// that rotation.
pub(in crate::render) fn role(
    context: &RenderContext<'_>,
    language: Language,
    target: &str,
) -> String {
    let (kind, name) = target.split_once(':').unwrap_or((target, ""));
    let key = match kind {
        "oncall" => "target-oncall",
        "next" => "target-next",
        "duty_manager" => "target-duty-manager",
        "tam" => "target-tam",
        "account_representative" => "target-account-representative",
        "fallback" => "target-fallback",
        "assigned" => "target-assigned",
        "handoff" => "target-handoff",
        "by_hand" => "target-by-hand",
        "expert" => "target-expert",
        "restored" => "target-restored",
        _ => "target-person",
    };
    let name = context.rotation(language, &RotationId::new(name)).to_owned();
    language.say(key, &[("name", name.into())])
}

/// Who is in charge of the day, by name.
pub(in crate::render) fn duty_manager(context: &RenderContext<'_>, language: Language) -> String {
    let roster = Roster { directory: context.directory, customer: None, tam_in_coverage: true };
    match roster.duty_manager(context.now) {
        Some(person) => context.name(&person).to_owned(),
        None => language.say("duty-manager-none", &[]),
    }
}
