//! Messages for the support side alone: gaps on call, silences, customers without a contract,
//! failures.

use chat::{Line, Message, MessageKind};
use chrono::{DateTime, Utc};

use crate::domain::notice::{OutOfContractReason, Recipient, Subject};
use crate::ids::{IncidentNumber, RotationId};
use crate::render::block::Block;
use crate::render::context::{IncidentView, RenderContext};
use crate::render::lang::Language;
use crate::render::parts::{
    self,
    headline::{self, Below},
    promise,
};
use crate::render::phrase::{Word, shortened, typed};

/// As much of the words of a customer or of an error as one line holds.
const WORDS: usize = 300;

/// Told at once because of the rank; nothing to acknowledge.
pub(super) fn tell_at_once(view: &IncidentView<'_>, role: &str) -> Message {
    view.context.write(MessageKind::Warning, |language| {
        let words = [("role", parts::paging::role(view.context, language, role).into())];
        Block::new(headline::above(view, language, Below::Response, None))
            .with(language.line("told-at-once", &words))
            .with_all(headline::level_in_full(view, language))
            .with(parts::customer::customer_and_plan(view, language))
            .with_all(parts::required_info::known(view, language))
            .with_all(promise::lines(view, language))
            .with_all(parts::paging::paged(view, language))
    })
}

/// A step of the policy named nobody who is on call.
pub(super) fn step_found_nobody(view: &IncidentView<'_>, targets: &[String]) -> Message {
    view.context.write(MessageKind::Warning, |language| {
        Block::new(headline::of(view, language))
            .with(
                language
                    .line("step-nobody", &[("targets", unfilled(view, language, targets).into())]),
            )
            .with(language.line("step-nobody-cost", &[]))
            .with_all(parts::paging::paged(view, language))
            .with_all(parts::paging::what_next(view, language))
            .with(language.line("step-nobody-do", &[]))
    })
}

/// The targets in words: `oncall:network` is "on call for network".
fn unfilled(view: &IncidentView<'_>, language: Language, targets: &[String]) -> String {
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
        let name = view.context.rotation(language, &RotationId::new(name)).to_owned();
        language.say(key, &[("name", name.into())])
    });
    language.join(&told.collect::<Vec<_>>())
}

/// The hours of the severity are over and nobody has acknowledged.
pub(super) fn paging_rests(view: &IncidentView<'_>, until: DateTime<Utc>) -> Message {
    view.context.write(MessageKind::Warning, |language| {
        let until = view.context.clock(language).at(until);
        Block::new(headline::of(view, language))
            .with(language.line("paging-rests", &[("until", until.into())]))
            .with(language.line("paging-rests-do", &[("number", view.short_number().into())]))
    })
}

/// Nobody is paged until an instant.
pub(super) fn silenced(view: &IncidentView<'_>, until: DateTime<Utc>, by: &str) -> Message {
    view.context.write(MessageKind::Warning, |language| {
        let until = view.context.clock(language).at_and_distance(until);
        Block::new(headline::of(view, language))
            .with(language.line("silenced", &[("name", typed(by)), ("until", until.into())]))
    })
}

/// Paging continues.
pub(super) fn silence_ended(view: &IncidentView<'_>) -> Message {
    view.context.write(MessageKind::Warning, |language| {
        Block::new(headline::of(view, language))
            .with(language.line("silence-ended", &[]))
            .with_all(parts::paging::what_next(view, language))
    })
}

/// What a customer without a contract in force wrote, and from where.
pub(super) struct Stranger<'a> {
    pub(super) why: OutOfContractReason,
    pub(super) room: &'a str,
    pub(super) by: &'a str,
    pub(super) text: &'a str,
}

/// A customer in trouble whom Watchbell cannot serve by rule.
pub(super) fn out_of_contract(context: &RenderContext<'_>, stranger: &Stranger<'_>) -> Message {
    let reason = match stranger.why {
        OutOfContractReason::UnknownGroup => "inside-unknown-group",
        OutOfContractReason::UnknownPerson => "inside-unknown-person",
        OutOfContractReason::ContractNotInForce => "inside-contract-not-in-force",
        OutOfContractReason::PlanMissing => "inside-plan-missing",
    };
    context.write(MessageKind::Warning, |language| {
        let lead: Word<'_> = language.say("inside-out-of-contract-lead", &[]).into();
        let headline = match context.view() {
            Some(view) => headline::told(&view, language, lead),
            None => language.line("inside-out-of-contract-lead", &[]),
        };
        Block::new(headline)
            .with(language.line(reason, &[("room", typed(stranger.room))]))
            .with(wrote(language, stranger))
            .with_all(context.view().map(|view| {
                language
                    .line("inside-out-of-contract-do", &[("number", view.short_number().into())])
            }))
    })
}

fn wrote(language: Language, stranger: &Stranger<'_>) -> Line {
    let words = [("name", typed(stranger.by)), ("text", typed(shortened(stranger.text, WORDS)))];
    language.line("inside-out-of-contract-wrote", &words)
}

/// A message that no contact method could deliver.
pub(super) struct Undelivered<'a> {
    pub what: Subject,
    pub to: &'a Recipient,
    /// The platform's name of the place, told where the directory has no name for it.
    pub address: &'a str,
    pub error: &'a str,
}

/// Whom the message was for: by name, so that they can be reached in another way.
fn receiver(context: &RenderContext<'_>, language: Language, lost: &Undelivered<'_>) -> String {
    let room = match lost.to {
        Recipient::Person(id) => return context.name(id).to_owned(),
        Recipient::Group(id) => context.room(id),
        Recipient::Room(_) | Recipient::Subscriber(_) => None,
    };
    match room {
        Some(name) => language.say("receiver-group", &[("name", name.into())]),
        None => lost.address.to_owned(),
    }
}

/// The database was restored from a backup: from when to when something may be missing, and what to
/// do.
pub(super) fn restored(
    context: &RenderContext<'_>,
    (taken_at, restored_at): (DateTime<Utc>, DateTime<Utc>),
    last: IncidentNumber,
) -> Message {
    context.write(MessageKind::Warning, |language| {
        let clock = context.clock(language);
        let words = [
            ("from", clock.exactly(taken_at).into()),
            ("to", clock.exactly(restored_at).into()),
            ("number", last.to_string().into()),
        ];
        Block::new(language.line("restored-lead", &[]))
            .with(language.line("restored", &words))
            .with(language.line("restored-lost", &words))
            .with(language.line("restored-numbers", &words))
            .with(language.line("restored-do", &[]))
    })
}

/// Something that no contact method could deliver.
pub(super) fn dead_letter(context: &RenderContext<'_>, lost: &Undelivered<'_>) -> Message {
    context.write(MessageKind::Warning, |language| {
        let what: &str = lost.what.into();
        let what = language.say(&format!("subject-{what}"), &[]);
        let to = receiver(context, language, lost);
        let lead = language.line("dead-letter", &[("what", what.into()), ("to", typed(&to))]);
        let headline = match context.view() {
            Some(view) => {
                headline::told(&view, language, language.say("dead-letter-lead", &[]).into())
            }
            None => language.line("dead-letter-lead", &[]),
        };
        Block::new(headline)
            .with(lead)
            .with(
                language
                    .line("dead-letter-error", &[("error", typed(shortened(lost.error, WORDS)))]),
            )
            .with(language.line("dead-letter-do", &[]))
    })
}
