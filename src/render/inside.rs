//! Words for the support side alone: gaps in the duty, silences, customers without a contract, failures.

use chat::{Line, Message, MessageKind};
use chrono::{DateTime, Utc};

use super::block::Block;
use super::lang::Tongue;
use super::phrase::{Word, shortened, typed};
use super::scene::{Case, Scene};
use super::{headline, intake, page, promise, receipt};
use crate::domain::notice::UnboundReason;

/// As much of the words of a customer or of an error as one line holds.
const WORDS: usize = 300;

/// Told at once because of the rank; nothing to acknowledge.
pub(super) fn tell_at_once(case: &Case<'_>, role: &str) -> Message {
    case.scene.write(MessageKind::Warning, |tongue| {
        let words = [("role", page::role(tongue, role).into())];
        Block::new(headline::of(case, tongue))
            .with(tongue.line("told-at-once", &words))
            .with(receipt::customer_and_plan(case, tongue))
            .with_all(intake::known(case, tongue))
            .with_all(promise::lines(case, tongue))
            .with_all(receipt::paged(case, tongue))
    })
}

/// A step of the policy named nobody who is on call.
pub(super) fn step_found_nobody(case: &Case<'_>, targets: &[String]) -> Message {
    case.scene.write(MessageKind::Warning, |tongue| {
        Block::new(headline::of(case, tongue))
            .with(tongue.line("step-nobody", &[("targets", unfilled(tongue, targets).into())]))
            .with(tongue.line("step-nobody-cost", &[]))
            .with_all(page::what_next(case, tongue))
            .with(tongue.line("step-nobody-do", &[]))
    })
}

/// The targets in words: `oncall:network` is "on call for network".
fn unfilled(tongue: Tongue, targets: &[String]) -> String {
    let told = targets.iter().map(|target| {
        let (kind, name) = target.split_once(':').unwrap_or((target, ""));
        let key = match kind {
            "oncall" => "unfilled-oncall",
            "next" => "unfilled-next",
            "duty_manager" => "unfilled-duty-manager",
            "tam" => "unfilled-tam",
            "account_representative" => "unfilled-account-representative",
            _ => "unfilled-person",
        };
        tongue.say(key, &[("name", name.into())])
    });
    tongue.join(&told.collect::<Vec<_>>())
}

/// Nobody is paged until an instant.
pub(super) fn silenced(case: &Case<'_>, until: DateTime<Utc>, by: &str) -> Message {
    case.scene.write(MessageKind::Warning, |tongue| {
        let until = case.scene.clock(tongue).at_and_distance(until);
        Block::new(headline::of(case, tongue))
            .with(tongue.line("silenced", &[("name", typed(by)), ("until", until.into())]))
    })
}

/// Paging goes on.
pub(super) fn silence_ended(case: &Case<'_>) -> Message {
    case.scene.write(MessageKind::Warning, |tongue| {
        Block::new(headline::of(case, tongue))
            .with(tongue.line("silence-ended", &[]))
            .with_all(page::what_next(case, tongue))
    })
}

/// What a customer without a contract in force wrote, and from where.
pub(super) struct Stranger<'a> {
    pub(super) why: UnboundReason,
    pub(super) room: &'a str,
    pub(super) by: &'a str,
    pub(super) text: &'a str,
}

/// A customer in trouble whom Watchbell cannot serve by rule.
pub(super) fn unbound(scene: &Scene<'_>, stranger: &Stranger<'_>) -> Message {
    let reason = match stranger.why {
        UnboundReason::UnknownGroup => "inside-unknown-group",
        UnboundReason::ContractNotInForce => "inside-contract-not-in-force",
        UnboundReason::PlanMissing => "inside-plan-missing",
    };
    scene.write(MessageKind::Warning, |tongue| {
        let lead: Word<'_> = tongue.say("inside-unbound-lead", &[]).into();
        let headline = match scene.case() {
            Some(case) => headline::told(&case, tongue, lead),
            None => tongue.line("inside-unbound-lead", &[]),
        };
        Block::new(headline)
            .with(tongue.line(reason, &[("room", typed(stranger.room))]))
            .with(wrote(tongue, stranger))
            .with_all(scene.case().map(|case| {
                tongue.line("inside-unbound-do", &[("number", case.short_number().into())])
            }))
    })
}

fn wrote(tongue: Tongue, stranger: &Stranger<'_>) -> Line {
    let words = [("name", typed(stranger.by)), ("text", typed(shortened(stranger.text, WORDS)))];
    tongue.line("inside-unbound-wrote", &words)
}

/// Something that could not be delivered by any way.
pub(super) fn dead_letter(scene: &Scene<'_>, what: &str, to: &str, error: &str) -> Message {
    scene.write(MessageKind::Warning, |tongue| {
        let lead = tongue.line("dead-letter", &[("what", typed(what)), ("to", typed(to))]);
        let headline = match scene.case() {
            Some(case) => headline::told(&case, tongue, tongue.say("dead-letter-lead", &[]).into()),
            None => tongue.line("dead-letter-lead", &[]),
        };
        Block::new(headline)
            .with(lead)
            .with(tongue.line("dead-letter-error", &[("error", typed(shortened(error, WORDS)))]))
            .with(tongue.line("dead-letter-do", &[]))
    })
}
