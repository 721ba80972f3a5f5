//! The card of an incident: the first message about it in a room, kept true for as long as it stands there.
//!
//! A card has buttons only where it can be changed later. Elsewhere it would go on offering what is over.

use chat::{Button, ButtonStyle, Line, Message, MessageKind, Span};

use super::block;
use super::context::{IncidentContext, RenderContext};
use super::phrase::shortened;
use super::{closing, customer_guard, receipt, update, warning};
use crate::domain::incident::IncidentState;
use crate::ids::RequiredInfoItemId;

/// The longest name of a thread, in characters: the least that platforms with threads allow (`Discord`).
const THREAD_NAME: usize = 100;

/// The card as it was when it was sent first.
pub(super) fn first(case: &IncidentContext<'_>, message: Message) -> Message {
    with_buttons(case, message)
}

/// The card as it has to be now.
pub(super) fn now(case: &IncidentContext<'_>) -> Message {
    let is_for_customer = case.context.is_for_customer();
    let message = match &case.incident.state {
        IncidentState::Closed { .. } => closing::closed(case),
        IncidentState::Resolved { .. } if is_for_customer => closing::consent_asked(case),
        _ if is_for_customer => receipt::receipt(case),
        _ => receipt::opened_inside(case),
    };
    with_buttons(case, message)
}

/// The name of an incident's thread: `INC-128 payments fail`. What stands in a customer's room is looked through for
/// secrets like everything else there.
pub fn thread_name(context: &RenderContext<'_>) -> Option<String> {
    let case = context.case()?;
    let name = Line::text(format!("{} ", case.incident.number)).and_typed(&case.incident.title);
    let message = Message::new(MessageKind::Notice, name);
    let message =
        if context.is_for_customer() { customer_guard::customer_room(&message) } else { message };
    let name = chat::neutralise::one_line(&message.headline.write(Span::plain));
    Some(shortened(&name, THREAD_NAME - 1).into_owned())
}

fn with_buttons(case: &IncidentContext<'_>, mut message: Message) -> Message {
    message.buttons = if case.context.audience.keeps_cards { buttons(case) } else { Vec::new() };
    message
}

/// What can be done now by whoever reads along.
fn buttons(case: &IncidentContext<'_>) -> Vec<Button> {
    let is_for_customer = case.context.is_for_customer();
    match &case.incident.state {
        IncidentState::Open if !is_for_customer => vec![warning::take(case)],
        IncidentState::Open | IncidentState::Acknowledged { .. } if is_for_customer => {
            vec![update::escalate(case)]
        }
        IncidentState::Resolved { .. } if is_for_customer => {
            vec![
                act(case, "confirm", ButtonStyle::Primary),
                act(case, "reject", ButtonStyle::Plain),
            ]
        }
        _ => Vec::new(),
    }
}

/// A button for an act on the incident.
pub(super) fn act(case: &IncidentContext<'_>, act: &str, style: ButtonStyle) -> Button {
    keyed(case, act, format!("{act}:{}", case.incident.number), style)
}

/// A button for an act on one item of the incident.
pub(super) fn act_on_item(
    case: &IncidentContext<'_>,
    act: &str,
    item: &RequiredInfoItemId,
) -> Button {
    keyed(case, act, format!("{act}:{}:{item}", case.incident.number), ButtonStyle::Plain)
}

/// A link for an act that is typed wherever typing is heard.
pub(super) fn link(case: &IncidentContext<'_>, name: &str) -> Option<Button> {
    case.context.has_links().then(|| act(case, name, ButtonStyle::Plain))
}

fn keyed(case: &IncidentContext<'_>, act: &str, key: String, style: ButtonStyle) -> Button {
    block::button(case.context.audience.language, act, key, &case.short_number(), style)
}
