//! Levels that the support side sets, and the lower one that is proposed when the worst is over.

use chat::{Line, Message, MessageKind};

use crate::ids::SeverityId;
use crate::render::block::Block;
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::parts::{
    self,
    headline::{self, Below},
    promise,
};

/// Another level by support, or the duty manager's last word on it; and that the customer may
/// object.
pub(super) fn regraded(
    view: &IncidentView<'_>,
    (from, to): (Option<&SeverityId>, &SeverityId),
    (by, reason): (&str, &str),
    is_final: bool,
) -> Message {
    view.context.write(MessageKind::Card, |language| {
        let lead = language.say(if is_final { "ruled-lead" } else { "regraded-lead" }, &[]);
        let change = if from == Some(to) {
            language.line(
                "ruled-stands",
                &[("level", parts::severity::level(view, language, to).into())],
            )
        } else {
            parts::severity::change(view, language, from, to)
        };
        Block::new(headline::above(view, language, Below::Both, Some(lead.into())))
            .with(parts::owner::with_reason(
                language,
                if is_final { "ruled-by" } else { "severity-by" },
                by,
                reason,
            ))
            .with_all(how_to_object(view, language))
            .with(change)
            .with_all(promise::lines(view, language))
            .with_all(parts::next_update::next_update(view, language))
    })
}

/// Where the plan gives the customer that right. After a last word by the duty manager it is all
/// that is left, so it is told under every plan.
fn how_to_object(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let terms = view.context.entitlement;
    let may_object =
        terms.is_some_and(crate::domain::entitlement::Entitlement::may_escalate_against_regrading);
    let is_ruled = view.incident.special_handling.ruling.is_some();
    let is_told = view.context.is_for_customer() && (may_object || is_ruled);
    is_told.then(|| language.line("regraded-object", &[("number", view.short_number().into())]))
}

/// The owner is shown the level of the plan, with the command to type.
pub(super) fn lowering_proposed(view: &IncidentView<'_>, to: &SeverityId) -> Message {
    view.context.write(MessageKind::Notice, |language| {
        let lead = language.say("lowering-proposed-lead", &[]);
        let how = [
            ("number", view.short_number().into()),
            ("short", parts::severity::typed_level(view, to).into()),
        ];
        Block::new(headline::told(view, language, lead.into()))
            .with(language.line(
                "lowering-proposed",
                &[("level", parts::severity::level(view, language, to).into())],
            ))
            .with(language.line("lowering-proposed-do", &how))
    })
}
