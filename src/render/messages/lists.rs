//! The answer to `list`: the incidents of one group, and questions about which one is meant.

use chat::{Line, Message};

use crate::commands::command::ListScope;
use crate::domain::incident::Incident;
use crate::render::block::Block;
use crate::render::context::{IncidentView, RenderContext};
use crate::render::customer_guard;
use crate::render::lang::Language;
use crate::render::parts::headline;

/// As many as fit into one message.
const LONGEST: usize = 15;

/// Incidents in the order given, one to a line.
pub fn list(incidents: &[Incident], scope: ListScope, context: &RenderContext<'_>) -> Message {
    let title = match scope {
        ListScope::Open => "list-open",
        ListScope::Mine => "list-mine",
        ListScope::All => "list-all",
    };
    let title = context.place(title);
    if incidents.is_empty() {
        let none = format!("{title}-none");
        return context.reply(|language| Block::saying(language, &none, &[]));
    }
    titled(context, &title, incidents)
}

/// Several incidents are open and it is not clear which one is meant.
pub fn ambiguous(incidents: &[Incident], context: &RenderContext<'_>) -> Message {
    titled(context, &context.place("ambiguous"), incidents)
}

fn titled(context: &RenderContext<'_>, title: &str, incidents: &[Incident]) -> Message {
    let count = i64::try_from(incidents.len()).unwrap_or(i64::MAX);
    let message = context.reply(|language| {
        Block::saying(language, title, &[("count", count.into())])
            .with_all(
                incidents.iter().take(LONGEST).map(|incident| line(context, language, incident)),
            )
            .with_all(left_off(language, incidents.len(), LONGEST))
    });
    customer_guard::for_audience(message, context)
}

/// The headline; where several customers are read about, with the name of its customer.
pub(in crate::render) fn line(
    context: &RenderContext<'_>,
    language: Language,
    incident: &Incident,
) -> Line {
    let view =
        IncidentView { context: &RenderContext { incident: Some(incident), ..*context }, incident };
    let headline = headline::of(&view, language);
    if context.is_of_one_customer() {
        return headline;
    }
    let customer = view.customer_name(language).into_owned();
    language.line("list-of-customer", &[("customer", customer.into()), ("line", headline.into())])
}

/// That there is more than is shown.
pub(super) fn left_off(language: Language, all: usize, shown: usize) -> Option<Line> {
    let more = i64::try_from(all.saturating_sub(shown)).unwrap_or(i64::MAX);
    (more > 0).then(|| language.line("list-more", &[("count", more.into())]))
}
