//! What the plan asks a request to carry: the question that waits, what was said, what is missing.

use chat::{Button, Line, Message, MessageKind};

use super::block::Block;
use super::context::{IncidentView, RenderContext};
use super::lang::Language;
use super::phrase::{shortened, typed};
use super::{card, headline};
use crate::domain::plan::RequiredInfoItem;
use crate::ids::{GroupId, RequiredInfoItemId};

/// As much of an answer as one line of a message holds.
const WORDS: usize = 200;
/// As much of it as fits beside everything else on a card or a page.
const SHORT: usize = 60;

/// Somebody's words about one or several items, and the next question.
pub(super) struct Taken<'a> {
    pub(super) by: &'a str,
    pub(super) items: &'a [RequiredInfoItemId],
    pub(super) rest: Option<&'a str>,
    pub(super) from: Option<&'a GroupId>,
    pub(super) asks: bool,
}

/// What was said of the items, in each room as the words of whoever said it.
pub(super) fn taken(view: &IncidentView<'_>, said: &Taken<'_>) -> Message {
    let elsewhere = said.from.filter(|group| view.context.audience.group != Some(*group));
    let room = elsewhere.and_then(|group| view.context.room(group));
    let message = view.context.write(MessageKind::Notice, |language| {
        let mut words = vec![("name", typed(said.by))];
        words.extend(room.map(|room| ("room", room.into())));
        let key = if room.is_some() { "required-info-taken-from" } else { "required-info-taken" };
        let texts = said.items.iter().filter_map(|item| given(view, language, item, WORDS));
        let rest = said.rest.map(|rest| {
            language.line("required-info-rest", &[("text", typed(shortened(rest, WORDS)))])
        });
        Block::new(headline::of(view, language))
            .with(language.line(key, &words))
            .with_all(texts)
            .with_all(rest)
            .with_all(what_next(view, language, said.asks))
    });
    Message { buttons: links(view, said.asks), ..message }
}

/// An item was left out.
pub(super) fn skipped(view: &IncidentView<'_>, item: &RequiredInfoItemId, asks: bool) -> Message {
    let message = view.context.write(MessageKind::Notice, |language| {
        Block::new(headline::of(view, language))
            .with(
                language
                    .line("required-info-skipped", &[("item", name(view, language, item).into())]),
            )
            .with_all(what_next(view, language, asks))
    });
    Message { buttons: links(view, asks), ..message }
}

/// The question by itself.
pub(super) fn asked(view: &IncidentView<'_>) -> Message {
    let message = view.context.write(MessageKind::Notice, |language| {
        Block::new(headline::of(view, language)).with_all(question(view, language))
    });
    Message { buttons: links(view, true), ..message }
}

/// The item that is asked for now.
fn pending<'a>(view: &IncidentView<'a>) -> Option<&'a RequiredInfoItem> {
    let pending = view
        .incident
        .required_info
        .pending()
        .filter(|_| view.incident.state.is_being_worked_on())?;
    view.context.entitlement?.plan.required_info_item(pending)
}

/// The links that answer the question or leave it out, where people act by links.
fn links(view: &IncidentView<'_>, asks: bool) -> Vec<Button> {
    let item = pending(view).filter(|_| asks && view.context.has_links());
    item.map(|item| ["answer", "skip"].map(|act| card::act_on_item(view, act, &item.id)))
        .into_iter()
        .flatten()
        .collect()
}

/// The question that waits, for the customer.
pub(super) fn question(view: &IncidentView<'_>, language: Language) -> Option<Line> {
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
pub(super) fn known(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let items = view
        .context
        .entitlement
        .map(|terms| terms.plan.required_info.as_slice())
        .unwrap_or_default();
    items.iter().filter_map(|item| given(view, language, &item.id, SHORT)).collect()
}

/// What is missing, in one line.
pub(super) fn missing(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let is_missing =
        |item: &&RequiredInfoItem| view.incident.required_info.text_of(&item.id).is_none();
    let wanted = wanted(view).into_iter().filter(is_missing);
    let names: Vec<String> =
        wanted.map(|item| language.pick(&item.names.zh, &item.names.en).clone()).collect();
    let is_open = !view.incident.state.is_closed();
    let words = [("items", language.join(&names).into()), ("number", view.short_number().into())];
    (is_open && !names.is_empty()).then(|| language.line("required-info-missing", &words))
}

/// The reply to `intake`: every item with what was said of it, and how to say more.
/// `was_unread` says that words came along in which no item was named.
pub fn overview(context: &RenderContext<'_>, was_unread: bool) -> Message {
    let Some(view) = context.view() else { return super::answers::nothing_open(context) };
    let message = context.reply(|language| {
        let block = Block::new(headline::of(&view, language))
            .with_all(was_unread.then(|| language.line("required-info-unread", &[])))
            .with_all(every_item(&view, language));
        match example(&view, language) {
            Some(how) => block.with(how),
            None => block.with(
                language.line("required-info-none", &[("number", view.short_number().into())]),
            ),
        }
    });
    if context.is_for_customer() { super::customer_guard::customer_room(&message) } else { message }
}

fn every_item(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let mut lines = known(view, language);
    let unknown = wanted(view)
        .into_iter()
        .filter(|item| view.incident.required_info.text_of(&item.id).is_none());
    lines.extend(unknown.map(|item| {
        let is_skipped = view.incident.required_info.is_settled(&item.id);
        let words = [
            ("item", language.pick(&item.names.zh, &item.names.en).as_str().into()),
            ("question", language.pick(&item.question.zh, &item.question.en).as_str().into()),
        ];
        language.line(
            if is_skipped { "required-info-item-skipped" } else { "required-info-item-missing" },
            &words,
        )
    }));
    lines
}

fn example(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let items = &view.context.entitlement?.plan.required_info;
    let first = wanted(view).first().copied().or(items.first())?;
    let item = language.pick(&first.names.zh, &first.names.en).as_str();
    Some(language.line(
        "required-info-how",
        &[("number", view.short_number().into()), ("item", item.into())],
    ))
}

fn what_next(view: &IncidentView<'_>, language: Language, asks: bool) -> Option<Line> {
    if !view.context.is_for_customer() {
        return missing(view, language);
    }
    if asks {
        return question(view, language);
    }
    if view.incident.required_info.pending().is_some() {
        return None;
    }
    let is_complete = missing(view, language).is_none();
    let key = if is_complete {
        "required-info-complete".into()
    } else {
        view.context.how("required-info-over")
    };
    Some(language.line(&key, &[("number", view.short_number().into())]))
}

fn given(
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
pub(super) fn name(view: &IncidentView<'_>, language: Language, id: &RequiredInfoItemId) -> String {
    let item = view.context.entitlement.and_then(|terms| terms.plan.required_info_item(id));
    item.map_or_else(
        || id.to_string(),
        |item| language.pick(&item.names.zh, &item.names.en).clone(),
    )
}

/// What the plan asks for at this level.
fn wanted<'a>(view: &IncidentView<'a>) -> Vec<&'a RequiredInfoItem> {
    let (Some(terms), Some(severity)) = (view.context.entitlement, &view.incident.severity) else {
        return Vec::new();
    };
    terms.plan.required_info_for(severity).collect()
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
