//! Buttons and links for acts on an incident.

use chat::{Button, ButtonStyle};

use crate::ids::IntakeItemId;
use crate::render::block;
use crate::render::context::IncidentContext;

/// A button for an act on the incident.
pub(in crate::render) fn act(case: &IncidentContext<'_>, act: &str, style: ButtonStyle) -> Button {
    keyed(case, act, format!("{act}:{}", case.incident.number), style)
}

/// A button for an act on one item of the incident.
pub(in crate::render) fn act_on_item(
    case: &IncidentContext<'_>,
    act: &str,
    item: &IntakeItemId,
) -> Button {
    keyed(case, act, format!("{act}:{}:{item}", case.incident.number), ButtonStyle::Plain)
}

/// A link for an act that is typed wherever typing is heard.
pub(in crate::render) fn link(case: &IncidentContext<'_>, name: &str) -> Option<Button> {
    case.context.has_links().then(|| act(case, name, ButtonStyle::Plain))
}

pub(in crate::render) fn keyed(
    case: &IncidentContext<'_>,
    act: &str,
    key: String,
    style: ButtonStyle,
) -> Button {
    block::button(case.context.audience.language, act, key, &case.short_number(), style)
}

/// Somebody says: it is mine.
pub(in crate::render) fn take(case: &IncidentContext<'_>) -> Button {
    let (language, number) = (case.context.audience.language, case.incident.number);
    let key = format!("ack:{number}");
    block::button(language, "take", key, &case.short_number(), ButtonStyle::Primary)
}

pub(in crate::render) fn escalate(case: &IncidentContext<'_>) -> Button {
    let (language, number) = (case.context.audience.language, case.incident.number);
    block::button(
        language,
        "escalate",
        format!("escalate:{number}"),
        &case.short_number(),
        ButtonStyle::Plain,
    )
}
