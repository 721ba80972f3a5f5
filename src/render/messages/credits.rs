//! Service credits: what is due and how it was computed, what was decided, and how long a contract
//! was extended.

use chat::{Line, Message, MessageKind};
use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::directory::Contract;
use crate::domain::ledger::credit::{Credit, CreditStanding, OwedFor};
use crate::ids::CreditNumber;
use crate::render::block::Block;
use crate::render::context::{IncidentView, RenderContext};
use crate::render::customer_guard;
use crate::render::lang::Language;
use crate::render::parts::{self, headline};
use crate::render::phrase::{shortened, typed};

/// As much of a reason as one line holds.
const REASON: usize = 300;

/// Days of term are owed; the duty manager decides.
pub(super) fn proposed(view: &IncidentView<'_>, number: CreditNumber) -> Message {
    view.context.write(MessageKind::Warning, |language| {
        let named = [("credit", number.to_string().into())];
        Block::new(headline::told(view, language, language.say("credit-proposed-lead", &[]).into()))
            .with(language.line("credit-decide", &named))
            .with_all(
                parts::credits::credit(view, number)
                    .map(|credit| computation(view, language, credit)),
            )
            .with(parts::customer::customer_and_plan(view, language))
            .with_all(parts::credits::rule(view, language))
    })
}

/// A response came late, or none came: an apology, and that a credit is being decided where one is.
pub(super) fn answered_late(
    view: &IncidentView<'_>,
    owed_for: OwedFor,
    due_at: DateTime<Utc>,
    credit: bool,
) -> Message {
    let key = match owed_for {
        OwedFor::Response => "late-response-sorry",
        OwedFor::Escalation => "late-answer-sorry",
    };
    view.context.write(MessageKind::Notice, |language| {
        let at = view.context.clock(language).at(due_at);
        Block::new(headline::of(view, language))
            .with(language.line(key, &[("at", at.into())]))
            .with_all(credit.then(|| language.line("credit-being-decided", &[])))
            .with_all(parts::credits::rule(view, language).filter(|_| credit))
    })
}

/// Approved: for both sides.
pub(super) fn approved(
    view: &IncidentView<'_>,
    number: CreditNumber,
    by: &str,
    until: Option<NaiveDate>,
) -> Message {
    view.context.write(MessageKind::Card, |language| {
        decided(view, language, "credit-approved", number, by)
            .with_all(
                parts::credits::credit(view, number)
                    .map(|credit| computation(view, language, credit)),
            )
            .with_all(until.map(|until| ends(language, until)))
    })
}

/// Refused: for the staff.
pub(super) fn refused(
    view: &IncidentView<'_>,
    number: CreditNumber,
    (by, reason): (&str, &str),
) -> Message {
    view.context.write(MessageKind::Notice, |language| {
        decided(view, language, "credit-refused", number, by).with(why(language, reason))
    })
}

/// Reversed: for both sides, with the reason.
pub(super) fn reversed(
    view: &IncidentView<'_>,
    number: CreditNumber,
    (by, reason): (&str, &str),
    until: Option<NaiveDate>,
) -> Message {
    view.context.write(MessageKind::Card, |language| {
        decided(view, language, "credit-reversed", number, by)
            .with(why(language, reason))
            .with_all(until.map(|until| ends(language, until)))
    })
}

fn decided(
    view: &IncidentView<'_>,
    language: Language,
    key: &str,
    number: CreditNumber,
    by: &str,
) -> Block {
    let days =
        parts::credits::credit(view, number).map(|credit| credit.claim.days).unwrap_or_default();
    let words = [("credit", number.to_string().into()), ("name", typed(by)), ("days", days.into())];
    let lead = language.say(&format!("{key}-lead"), &[]);
    Block::new(headline::told(view, language, lead.into())).with(language.line(key, &words))
}

fn why(language: Language, reason: &str) -> Line {
    language.line("credit-reason", &[("reason", typed(shortened(reason, REASON)))])
}

fn ends(language: Language, until: NaiveDate) -> Line {
    language.line("plan-contract", &[("until", until.to_string().into())])
}

/// Promised when, counted until when, how long over, how many days for that.
fn computation(view: &IncidentView<'_>, language: Language, credit: &Credit) -> Line {
    let (claim, time) = (&credit.claim, view.context.clock(language));
    let words = [
        ("what", parts::credits::owed_for(language, claim.owed_for).into()),
        ("due", time.at(claim.due_at).into()),
        ("until", time.at(claim.until).into()),
        ("over", parts::credits::over(language, claim).into()),
        ("days", claim.days.into()),
    ];
    language.line("credit-computation", &words)
}

/// The answer to `credit show`: for a customer the contract's end and what has counted, for the
/// staff what waits.
pub fn account(
    context: &RenderContext<'_>,
    contract: Option<&Contract>,
    standing: &[CreditStanding],
) -> Message {
    let message = context.reply(|language| match contract {
        Some(contract) => Block::new(parts::credits::contract_line(language, contract))
            .with_all(standing.is_empty().then(|| language.line("credits-none", &[])))
            .with_all(standing.iter().map(|it| gained(language, it))),
        None => waiting(context, language, standing),
    });
    customer_guard::for_audience(message, context)
}

fn waiting(context: &RenderContext<'_>, language: Language, standing: &[CreditStanding]) -> Block {
    if standing.is_empty() {
        return Block::saying(language, "credits-none-waiting", &[]);
    }
    let count = i64::try_from(standing.len()).unwrap_or(i64::MAX);
    let lines = standing.iter().map(|it| {
        let customer = context.directory.customers.get(&it.customer);
        let name = customer.map_or(it.customer.as_str(), |customer| customer.name.as_str());
        language.line(
            "credit-waiting",
            &[("customer", name.into()), ("line", gained(language, it).into())],
        )
    });
    Block::saying(language, "credits-waiting", &[("count", count.into())]).with_all(lines)
}

fn gained(language: Language, standing: &CreditStanding) -> Line {
    let claim = &standing.credit.claim;
    let words = [
        ("credit", standing.credit.number.to_string().into()),
        ("number", standing.incident.to_string().into()),
        ("what", parts::credits::owed_for(language, claim.owed_for).into()),
        ("over", parts::credits::over(language, claim).into()),
        ("days", claim.days.into()),
    ];
    language.line("credit-line", &words)
}

/// No credit has this number.
pub fn not_found(number: CreditNumber, context: &RenderContext<'_>) -> Message {
    context.reply(|language| {
        Block::saying(language, "credit-not-found", &[("credit", number.to_string().into())])
    })
}
