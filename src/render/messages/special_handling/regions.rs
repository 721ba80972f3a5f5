//! The affected resources are in a region that the plan does not serve.

use chat::{Message, MessageKind};

use crate::ids::RegionId;
use crate::render::block::Block;
use crate::render::context::IncidentView;
use crate::render::parts::{self, headline};

/// The region became known, or what was taken for one is corrected.
pub(super) fn named(view: &IncidentView<'_>, not_served: Option<&RegionId>) -> Message {
    let is_alarming = not_served.is_some() && !view.context.is_for_customer();
    let kind = if is_alarming { MessageKind::Warning } else { MessageKind::Notice };
    view.context.write(kind, |language| {
        let lead = language.say("region-lead", &[]);
        let block = Block::new(headline::told(view, language, lead.into()));
        if view.context.is_for_customer() {
            return block.with(parts::regions::stands(view, language, not_served));
        }
        block
            .with(parts::customer::customer_and_plan(view, language))
            .with(parts::regions::stands(view, language, not_served))
    })
}
