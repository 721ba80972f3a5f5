//! What the plan asks a request to carry: the question that waits, what was said, what is missing.

use chat::{Button, Line};

use crate::domain::plan::RequiredInfoItem;
use crate::ids::IntakeItemId;
use crate::render::context::IncidentContext;
use crate::render::lang::Language;
use crate::render::phrase::{shortened, typed};

/// As much of it as fits beside everything else on a card or a page.
const SHORT: usize = 60;

/// The links that answer the question or leave it out, where people act by links.
pub(in crate::render) fn links(case: &IncidentContext<'_>, asks: bool) -> Vec<Button> {
    let item = pending(case).filter(|_| asks && case.context.has_links());
    item.map(|item| ["answer", "skip"].map(|act| super::buttons::act_on_item(case, act, &item.id)))
        .into_iter()
        .flatten()
        .collect()
}

/// The item that is asked for now.
pub(in crate::render) fn pending<'a>(case: &IncidentContext<'a>) -> Option<&'a RequiredInfoItem> {
    let pending = case
        .incident
        .required_info
        .pending()
        .filter(|_| case.incident.state.is_being_worked_on())?;
    case.context.entitlement?.plan.intake_item(pending)
}

/// The question that waits, for the customer.
pub(in crate::render) fn question(case: &IncidentContext<'_>, language: Language) -> Option<Line> {
    let item = pending(case)?;
    let wanted = wanted(case);
    let settled =
        wanted.iter().filter(|item| case.incident.required_info.is_settled(&item.id)).count();
    let count = wanted.len().max(settled + 1);
    let words = [
        ("item", language.pick(&item.names.zh, &item.names.en).as_str().into()),
        ("question", language.pick(&item.question.zh, &item.question.en).as_str().into()),
        ("place", number(settled + 1).into()),
        ("count", number(count).into()),
        ("number", case.short_number().into()),
    ];
    Some(language.line(&case.context.how("intake-question"), &words))
}

/// What is known, each item on a line of its own, the first of the plan first.
pub(in crate::render) fn known(case: &IncidentContext<'_>, language: Language) -> Vec<Line> {
    let items = case
        .context
        .entitlement
        .map(|terms| terms.plan.required_info.as_slice())
        .unwrap_or_default();
    items.iter().filter_map(|item| given(case, language, &item.id, SHORT)).collect()
}

/// What is missing, in one line.
pub(in crate::render) fn missing(case: &IncidentContext<'_>, language: Language) -> Option<Line> {
    let is_missing =
        |item: &&RequiredInfoItem| case.incident.required_info.text_of(&item.id).is_none();
    let wanted = wanted(case).into_iter().filter(is_missing);
    let names: Vec<String> =
        wanted.map(|item| language.pick(&item.names.zh, &item.names.en).clone()).collect();
    let is_open = !case.incident.state.is_closed();
    let words = [("items", language.join(&names).into()), ("number", case.short_number().into())];
    (is_open && !names.is_empty()).then(|| language.line("intake-missing", &words))
}

pub(in crate::render) fn given(
    case: &IncidentContext<'_>,
    language: Language,
    item: &IntakeItemId,
    at_most: usize,
) -> Option<Line> {
    let text = case.incident.required_info.text_of(item)?;
    let words =
        [("item", name(case, language, item).into()), ("text", typed(shortened(text, at_most)))];
    Some(language.line("intake-item", &words))
}

/// The name of an item; its id where the plan no longer has it.
pub(in crate::render) fn name(
    case: &IncidentContext<'_>,
    language: Language,
    id: &IntakeItemId,
) -> String {
    let item = case.context.entitlement.and_then(|terms| terms.plan.intake_item(id));
    item.map_or_else(
        || id.to_string(),
        |item| language.pick(&item.names.zh, &item.names.en).clone(),
    )
}

/// What the plan asks for at this level.
pub(in crate::render) fn wanted<'a>(case: &IncidentContext<'a>) -> Vec<&'a RequiredInfoItem> {
    let (Some(terms), Some(severity)) = (case.context.entitlement, &case.incident.severity) else {
        return Vec::new();
    };
    terms.plan.intake_for(severity).collect()
}

pub(in crate::render) fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
