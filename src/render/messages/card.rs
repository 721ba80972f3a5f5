//! The card of an incident: the first message about it in a room, updated for as long as it is
//! there.
//!
//! A card has buttons only where it can be changed later. Elsewhere it would offer acts that are no
//! longer possible.

use chat::{Button, Line, Message, MessageKind, Span};

use super::{closing, receipt};
use crate::domain::incident::IncidentState;
use crate::render::context::{IncidentView, RenderContext};
use crate::render::phrase::shortened;
use crate::render::{customer_guard, parts};

/// The longest name of a thread, in characters: the least that platforms with threads allow
/// (`Discord`).
const THREAD_NAME: usize = 100;

/// The card as it was when it was sent first.
pub(super) fn first(view: &IncidentView<'_>, message: Message) -> Message {
    with_buttons(view, message)
}

/// The card as it has to be now.
pub(super) fn now(view: &IncidentView<'_>) -> Message {
    let is_for_customer = view.context.is_for_customer();
    let message = match &view.incident.state {
        IncidentState::Closed { .. } => closing::closed(view),
        IncidentState::Resolved { .. } if is_for_customer => closing::consent_asked(view),
        _ if is_for_customer => receipt::receipt(view),
        _ => receipt::opened_inside(view),
    };
    with_buttons(view, message)
}

/// The name of an incident's thread: `INC-128 payments fail`. In a customer's room secrets are
/// hidden in it, as everywhere there.
pub fn thread_name(context: &RenderContext<'_>) -> Option<String> {
    let view = context.view()?;
    let name = Line::text(format!("{} ", view.incident.number)).and_typed(&view.incident.title);
    let message = Message::new(MessageKind::Notice, name);
    let message = customer_guard::for_audience(message, context);
    let name = chat::neutralise::one_line(&message.headline.write(Span::plain));
    Some(shortened(&name, THREAD_NAME - 1).into_owned())
}

fn with_buttons(view: &IncidentView<'_>, mut message: Message) -> Message {
    message.buttons = if view.context.audience.keeps_cards { buttons(view) } else { Vec::new() };
    message
}

/// The acts that the readers can do now.
fn buttons(view: &IncidentView<'_>) -> Vec<Button> {
    match &view.incident.state {
        IncidentState::Open | IncidentState::Acknowledged { .. } => {
            parts::buttons::next_steps(view)
        }
        IncidentState::Resolved { .. } => parts::buttons::consent(view),
        IncidentState::Closed { .. } => Vec::new(),
    }
}
