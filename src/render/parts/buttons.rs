//! Buttons and links for acts on an incident.

use chat::{Button, ButtonStyle};

use crate::ids::RequiredInfoItemId;
use crate::render::block;
use crate::render::context::IncidentView;

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
pub(in crate::render) fn take(view: &IncidentView<'_>) -> Button {
    let (language, number) = (view.context.audience.language, view.incident.number);
    let key = format!("ack:{number}");
    block::button(language, "take", key, &view.short_number(), ButtonStyle::Primary)
}

pub(in crate::render) fn escalate(view: &IncidentView<'_>) -> Button {
    let (language, number) = (view.context.audience.language, view.incident.number);
    block::button(
        language,
        "escalate",
        format!("escalate:{number}"),
        &view.short_number(),
        ButtonStyle::Plain,
    )
}
