//! What the plan asks a request to carry: the question that waits, what was said, what is missing.

use chat::{Line, Message, MessageKind};

use crate::ids::{GroupId, RequiredInfoItemId};
use crate::render::block::Block;
use crate::render::context::{IncidentView, RenderContext};
use crate::render::customer_guard;
use crate::render::lang::Language;
use crate::render::parts::{self, headline};
use crate::render::phrase::{shortened, typed};

/// As much of an answer as one line of a message holds.
const WORDS: usize = 200;

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
        let texts = said
            .items
            .iter()
            .filter_map(|item| parts::required_info::given(view, language, item, WORDS));
        let rest = said.rest.map(|rest| {
            language.line("required-info-rest", &[("text", typed(shortened(rest, WORDS)))])
        });
        Block::new(headline::of(view, language))
            .with(language.line(key, &words))
            .with_all(texts)
            .with_all(rest)
            .with_all(what_next(view, language, said.asks))
    });
    Message { buttons: parts::required_info::links(view, said.asks), ..message }
}

/// An item was left out.
pub(super) fn skipped(view: &IncidentView<'_>, item: &RequiredInfoItemId, asks: bool) -> Message {
    let message = view.context.write(MessageKind::Notice, |language| {
        Block::new(headline::of(view, language))
            .with(language.line(
                "required-info-skipped",
                &[("item", parts::required_info::name(view, language, item).into())],
            ))
            .with_all(what_next(view, language, asks))
    });
    Message { buttons: parts::required_info::links(view, asks), ..message }
}

/// The question by itself.
pub(super) fn asked(view: &IncidentView<'_>) -> Message {
    let message = view.context.write(MessageKind::Notice, |language| {
        Block::new(headline::of(view, language))
            .with_all(parts::required_info::question(view, language))
    });
    Message { buttons: parts::required_info::links(view, true), ..message }
}

/// The reply to `intake`: every item with what was said of it, and how to say more. `was_unread`
/// says that words came along in which no item was named.
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
    customer_guard::for_audience(message, context)
}

fn every_item(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    let mut lines = parts::required_info::known(view, language);
    let unknown = parts::required_info::wanted(view)
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
    let first = parts::required_info::wanted(view).first().copied().or(items.first())?;
    let item = language.pick(&first.names.zh, &first.names.en).as_str();
    Some(language.line(
        "required-info-how",
        &[("number", view.short_number().into()), ("item", item.into())],
    ))
}

fn what_next(view: &IncidentView<'_>, language: Language, asks: bool) -> Option<Line> {
    if !view.context.is_for_customer() {
        return parts::required_info::missing(view, language);
    }
    if asks {
        return parts::required_info::question(view, language);
    }
    if view.incident.required_info.pending().is_some() {
        return None;
    }
    let is_complete = parts::required_info::missing(view, language).is_none();
    let key = if is_complete {
        "required-info-complete".into()
    } else {
        view.context.how("required-info-over")
    };
    Some(language.line(&key, &[("number", view.short_number().into())]))
}
