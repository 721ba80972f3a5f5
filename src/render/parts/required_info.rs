//! What the plan asks a request to carry: the question that waits, what was said, what is missing.

use chat::{Button, Line};

use crate::domain::plan::RequiredInfoItem;
use crate::ids::RequiredInfoItemId;
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::phrase::{shortened, typed};

/// As much of it as fits beside everything else on a card or a page.
const SHORT: usize = 60;

/// The links that answer the question or leave it out, where people act by links.
pub(in crate::render) fn links(view: &IncidentView<'_>, asks: bool) -> Vec<Button> {
    let item = pending(view).filter(|_| asks && view.context.has_links());
    item.map(|item| ["answer", "skip"].map(|act| super::buttons::act_on_item(view, act, &item.id)))
        .into_iter()
        .flatten()
        .collect()
}

/// The item that is asked for now.
pub(in crate::render) fn pending<'a>(view: &IncidentView<'a>) -> Option<&'a RequiredInfoItem> {
    let pending = view
        .incident
        .required_info
        .pending()
        .filter(|_| view.incident.state.is_being_worked_on())?;
    view.context.entitlement?.plan.required_info_item(pending)
}

/// The question that waits, for the customer.
pub(in crate::render) fn question(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let item = pending(view)?;
    let wanted = wanted(view);
    let settled =
        wanted.iter().filter(|item| view.incident.required_info.is_settled(&item.id)).count();
    let count = wanted.len().max(settled + 1);
    let words = [
        ("item", language.pick(&item.names.zh, &item.names.en).as_str().into()),
        ("question", language.pick(&item.question.zh, &item.question.en).as_str().into()),
        ("place", number(settled + 1).into()),
        ("count", number(count).into()),
        ("number", view.short_number().into()),
    ];
    Some(language.line(&view.context.how("required-info-question"), &words))
}

/// What is known, each item on a line of its own, the first of the plan first.
pub(in crate::render) fn known(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let items = view
        .context
        .entitlement
        .map(|terms| terms.plan.required_info.as_slice())
        .unwrap_or_default();
    items.iter().filter_map(|item| given(view, language, &item.id, SHORT)).collect()
}

/// What is missing, in one line.
pub(in crate::render) fn missing(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let is_missing =
        |item: &&RequiredInfoItem| view.incident.required_info.text_of(&item.id).is_none();
    let wanted = wanted(view).into_iter().filter(is_missing);
    let names: Vec<String> =
        wanted.map(|item| language.pick(&item.names.zh, &item.names.en).clone()).collect();
    let is_open = !view.incident.state.is_closed();
    let words = [("items", language.join(&names).into()), ("number", view.short_number().into())];
    (is_open && !names.is_empty()).then(|| language.line("required-info-missing", &words))
}

pub(in crate::render) fn given(
    view: &IncidentView<'_>,
    language: Language,
    item: &RequiredInfoItemId,
    at_most: usize,
) -> Option<Line> {
    let text = view.incident.required_info.text_of(item)?;
    let words =
        [("item", name(view, language, item).into()), ("text", typed(shortened(text, at_most)))];
    Some(language.line("required-info-item", &words))
}

/// The name of an item; its id where the plan no longer has it.
pub(in crate::render) fn name(
    view: &IncidentView<'_>,
    language: Language,
    id: &RequiredInfoItemId,
) -> String {
    let item = view.context.entitlement.and_then(|terms| terms.plan.required_info_item(id));
    item.map_or_else(
        || id.to_string(),
        |item| language.pick(&item.names.zh, &item.names.en).clone(),
    )
}

/// What the plan asks for at this level.
pub(in crate::render) fn wanted<'a>(view: &IncidentView<'a>) -> Vec<&'a RequiredInfoItem> {
    let (Some(terms), Some(severity)) = (view.context.entitlement, &view.incident.severity) else {
        return Vec::new();
    };
    terms.plan.required_info_for(severity).collect()
}

pub(in crate::render) fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
