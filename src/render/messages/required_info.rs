//! What the plan asks a request to carry: the question that waits, what was said, what is missing.

use chat::{Line, Message, MessageKind};

use crate::ids::{GroupId, IntakeItemId};
use crate::render::block::Block;
use crate::render::context::{IncidentContext, RenderContext};
use crate::render::customer_guard;
use crate::render::lang::Language;
use crate::render::parts::{self, headline};
use crate::render::phrase::{shortened, typed};

/// As much of an answer as one line of a message holds.
const WORDS: usize = 200;

/// Somebody's words about one or several items, and the next question.
pub(super) struct Taken<'a> {
    pub(super) by: &'a str,
    pub(super) items: &'a [IntakeItemId],
    pub(super) rest: Option<&'a str>,
    pub(super) from: Option<&'a GroupId>,
    pub(super) asks: bool,
}

/// What was said of the items, in each room as the words of whoever said it.
pub(super) fn taken(case: &IncidentContext<'_>, said: &Taken<'_>) -> Message {
    let elsewhere = said.from.filter(|group| case.context.audience.group != Some(*group));
    let room = elsewhere.and_then(|group| case.context.room(group));
    let message = case.context.write(MessageKind::Notice, |language| {
        let mut words = vec![("name", typed(said.by))];
        words.extend(room.map(|room| ("room", room.into())));
        let key = if room.is_some() { "intake-taken-from" } else { "intake-taken" };
        let texts = said
            .items
            .iter()
            .filter_map(|item| parts::required_info::given(case, language, item, WORDS));
        let rest = said
            .rest
            .map(|rest| language.line("intake-rest", &[("text", typed(shortened(rest, WORDS)))]));
        Block::new(headline::of(case, language))
            .with(language.line(key, &words))
            .with_all(texts)
            .with_all(rest)
            .with_all(what_next(case, language, said.asks))
    });
    Message { buttons: parts::required_info::links(case, said.asks), ..message }
}

/// An item was left out.
pub(super) fn skipped(case: &IncidentContext<'_>, item: &IntakeItemId, asks: bool) -> Message {
    let message = case.context.write(MessageKind::Notice, |language| {
        Block::new(headline::of(case, language))
            .with(language.line(
                "intake-skipped",
                &[("item", parts::required_info::name(case, language, item).into())],
            ))
            .with_all(what_next(case, language, asks))
    });
    Message { buttons: parts::required_info::links(case, asks), ..message }
}

/// The question by itself.
pub(super) fn asked(case: &IncidentContext<'_>) -> Message {
    let message = case.context.write(MessageKind::Notice, |language| {
        Block::new(headline::of(case, language))
            .with_all(parts::required_info::question(case, language))
    });
    Message { buttons: parts::required_info::links(case, true), ..message }
}

/// The answer to `required_info`: every item with what was said of it, and how to say more. `was_unread` says that words
/// came along in which no item was named.
pub fn overview(context: &RenderContext<'_>, was_unread: bool) -> Message {
    let Some(case) = context.case() else { return super::answers::nothing_open(context) };
    let message = context.reply(|language| {
        let block = Block::new(headline::of(&case, language))
            .with_all(was_unread.then(|| language.line("intake-unread", &[])))
            .with_all(every_item(&case, language));
        match example(&case, language) {
            Some(how) => block.with(how),
            None => {
                block.with(language.line("intake-none", &[("number", case.short_number().into())]))
            }
        }
    });
    if context.is_for_customer() { customer_guard::customer_room(&message) } else { message }
}

fn every_item(case: &IncidentContext<'_>, language: Language) -> Vec<Line> {
    let mut lines = parts::required_info::known(case, language);
    let unknown = parts::required_info::wanted(case)
        .into_iter()
        .filter(|item| case.incident.required_info.text_of(&item.id).is_none());
    lines.extend(unknown.map(|item| {
        let is_skipped = case.incident.required_info.is_settled(&item.id);
        let words = [
            ("item", language.pick(&item.names.zh, &item.names.en).as_str().into()),
            ("question", language.pick(&item.question.zh, &item.question.en).as_str().into()),
        ];
        language
            .line(if is_skipped { "intake-item-skipped" } else { "intake-item-missing" }, &words)
    }));
    lines
}

fn example(case: &IncidentContext<'_>, language: Language) -> Option<Line> {
    let items = &case.context.entitlement?.plan.required_info;
    let first = parts::required_info::wanted(case).first().copied().or(items.first())?;
    let item = language.pick(&first.names.zh, &first.names.en).as_str();
    Some(
        language
            .line("intake-how", &[("number", case.short_number().into()), ("item", item.into())]),
    )
}

fn what_next(case: &IncidentContext<'_>, language: Language, asks: bool) -> Option<Line> {
    if !case.context.is_for_customer() {
        return parts::required_info::missing(case, language);
    }
    if asks {
        return parts::required_info::question(case, language);
    }
    if case.incident.required_info.pending().is_some() {
        return None;
    }
    let is_complete = parts::required_info::missing(case, language).is_none();
    let key = if is_complete { "intake-complete".into() } else { case.context.how("intake-over") };
    Some(language.line(&key, &[("number", case.short_number().into())]))
}
