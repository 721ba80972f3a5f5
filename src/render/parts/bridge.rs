//! Where people meet to work on an incident.

use chat::Line;

use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::phrase::{Word, typed};

/// The link of the incident; at rank 1 the customer's own where none was set.
pub(in crate::render) fn link(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let set = view.incident.updates.bridge.as_ref().map(|link| typed(link.as_str()));
    let of_customer = || {
        let bridge = view.customer()?.bridge.as_ref().filter(|_| view.incident.rank == 1)?;
        Some(Word::from(bridge.as_str()))
    };
    Some(language.line("bridge", &[("link", set.or_else(of_customer)?)]))
}
