//! Buttons and links for acts on an incident.

use chat::{Button, ButtonStyle, Message, MessageKind};

use crate::domain::incident::IncidentState;
use crate::ids::RequiredInfoItemId;
use crate::render::context::IncidentView;
use crate::render::{block, phrase};

/// A button for an act on the incident.
pub(in crate::render) fn act(view: &IncidentView<'_>, act: &str, style: ButtonStyle) -> Button {
    keyed(view, act, format!("{act}:{}", view.incident.number), style)
}

/// A button for an act on one item of the incident.
pub(in crate::render) fn act_on_item(
    view: &IncidentView<'_>,
    act: &str,
    item: &RequiredInfoItemId,
) -> Button {
    keyed(view, act, format!("{act}:{}:{item}", view.incident.number), ButtonStyle::Plain)
}

/// A link for an act that is typed wherever typing is received.
pub(in crate::render) fn link(view: &IncidentView<'_>, name: &str) -> Option<Button> {
    view.context.has_links().then(|| act(view, name, ButtonStyle::Plain))
}

pub(in crate::render) fn keyed(
    view: &IncidentView<'_>,
    act: &str,
    key: String,
    style: ButtonStyle,
) -> Button {
    block::button(view.context.audience.language, act, key, &view.short_number(), style)
}

/// Somebody says: it is mine.
fn take(view: &IncidentView<'_>) -> Button {
    let (language, number) = (view.context.audience.language, view.incident.number);
    let key = format!("ack:{number}");
    block::button(language, "take", key, &view.short_number(), ButtonStyle::Primary)
}

/// What the reader does next while somebody works on it: the staff go on, the customer may ask for
/// more.
pub(in crate::render) fn next_steps(view: &IncidentView<'_>) -> Vec<Button> {
    if view.context.is_for_customer() {
        let mut steps = vec![escalate(view)];
        steps.extend(link(view, "say"));
        return steps;
    }
    match view.incident.state {
        IncidentState::Open => vec![take(view)],
        IncidentState::Acknowledged { .. } => ["update", "wait", "solve", "handoff"]
            .map(|name| act(view, name, ButtonStyle::Plain))
            .into(),
        IncidentState::Resolved { .. } | IncidentState::Closed { .. } => Vec::new(),
    }
}

/// The message with a way to the words in full, where some were shortened.
pub(in crate::render) fn with_full_words(mut message: Message, view: &IncidentView<'_>) -> Message {
    // A page has room for what answers it and for nothing else.
    if message.kind != MessageKind::Page && phrase::is_cut(&message) {
        message.buttons.push(act(view, "read", ButtonStyle::Plain));
    }
    message
}

/// Consent or refusal, for those who give it.
pub(in crate::render) fn consent(view: &IncidentView<'_>) -> Vec<Button> {
    let is_asked = matches!(view.incident.state, IncidentState::Resolved { .. });
    if !is_asked || !view.context.is_for_customer() {
        return Vec::new();
    }
    vec![act(view, "confirm", ButtonStyle::Primary), act(view, "reject", ButtonStyle::Plain)]
}

fn escalate(view: &IncidentView<'_>) -> Button {
    let (language, number) = (view.context.audience.language, view.incident.number);
    block::button(
        language,
        "escalate",
        format!("escalate:{number}"),
        &view.short_number(),
        ButtonStyle::Plain,
    )
}
