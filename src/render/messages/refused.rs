//! Why an act was not applied: what happened, why, and what to do.

use chat::Message;

use super::special_handling;
use crate::domain::incident::Refused;
use crate::ids::GroupId;
use crate::render::block::Block;
use crate::render::context::RenderContext;
use crate::render::lang::Language;
use crate::render::parts::refusal::about;
use crate::render::parts::{self, headline};
use crate::render::phrase::typed;
use crate::render::time;

/// One sentence for each refusal. A late act is answered with who was faster and when.
pub fn refused(refusal: &Refused, context: &RenderContext<'_>) -> Message {
    context.reply(|language| sentence(refusal, context, language))
}

#[expect(clippy::too_many_lines, reason = "a table: one sentence for each refusal")]
fn sentence(refusal: &Refused, context: &RenderContext<'_>, language: Language) -> Block {
    let time = context.clock(language);
    match refusal {
        Refused::AlreadyTaken { by, at }
            if context.audience.reader.is_some_and(|r| r.id == *by) =>
        {
            about(context, language, "refused-already-yours", &[("at", time.at(*at).into())])
        }
        Refused::AlreadyTaken { by, at } => {
            let words = [("name", context.name(by).into()), ("at", time.at(*at).into())];
            about(context, language, "refused-already-taken", &words)
        }
        Refused::Closed { outcome, at } => {
            let outcome = headline::outcome_in_words(language, *outcome);
            about(
                context,
                language,
                "refused-closed",
                &[("outcome", outcome.into()), ("at", time.at(*at).into())],
            )
        }
        Refused::SolutionOffered { at } => {
            about(context, language, "refused-solution-offered", &[("at", time.at(*at).into())])
        }
        Refused::SilenceTooLong { at_most } => {
            let length = time::length(language, *at_most);
            about(context, language, "refused-silence-too-long", &[("length", length.into())])
        }
        Refused::NoSolutionOffered => about(context, language, "refused-no-solution", &[]),
        Refused::NotClosed => about(context, language, "refused-not-closed", &[]),
        Refused::SameSeverity => about(context, language, "refused-same-severity", &[]),
        Refused::NobodyIsPaged => about(context, language, "refused-nobody-is-paged", &[]),
        Refused::NotInTheFuture => about(context, language, "refused-not-in-the-future", &[]),
        Refused::SamePerson => about(context, language, "refused-same-person", &[]),
        Refused::NotTheirReport => about(context, language, "refused-not-their-report", &[]),
        Refused::NotEscalated => about(context, language, "refused-not-escalated", &[]),
        Refused::EscalationTaken { at } => {
            about(context, language, "refused-escalation-taken", &[("at", time.at(*at).into())])
        }
        Refused::NoSuchCredit { number } => about(
            context,
            language,
            "refused-no-such-credit",
            &[("credit", number.to_string().into())],
        ),
        Refused::CreditStandsOtherwise { number, state } => {
            let key = format!("refused-credit-{}", state.word());
            about(context, language, &key, &[("credit", number.to_string().into())])
        }
        Refused::FollowedThere { group } => {
            about_room(context, language, "refused-followed-there", group)
        }
        Refused::NotFollowedThere { group } => {
            about_room(context, language, "refused-not-followed-there", group)
        }
        Refused::NotTheirRoom { group } => {
            about_room(context, language, "refused-not-their-room", group)
        }
        Refused::NoNewsByMail { rank } => {
            let level = headline::short_level(language, *rank);
            about(context, language, "refused-no-news-by-mail", &[("level", level.into())])
        }
        Refused::NotTheirMailbox { address } => {
            about_mailbox(context, language, "not-their-mailbox", address)
        }
        Refused::SubscribedBefore { address } => {
            about_mailbox(context, language, "subscribed-before", address)
        }
        Refused::NotSubscribed { address } => {
            about_mailbox(context, language, "not-subscribed", address)
        }
        Refused::TooManySubscribers { at_most } => {
            let most = at_most.to_string();
            about(context, language, "refused-too-many-subscribers", &[("most", most.into())])
        }
        Refused::Waiting { closes_at } => {
            about(context, language, "refused-waiting", &[("at", time.at(*closes_at).into())])
        }
        Refused::NotWaiting => about(context, language, "refused-not-waiting", &[]),
        Refused::TooLateToReopen { until } => about(
            context,
            language,
            "refused-too-late-to-reopen",
            &[("at", time.at(*until).into())],
        ),
        Refused::SpecialHandling(refused) => special_handling::refused(refused, context, language),
        Refused::NothingAsked => about(context, language, "refused-nothing-asked", &[]),
        Refused::SameIncident => about(context, language, "refused-same-incident", &[]),
        Refused::OriginalClosed { number } => {
            let words = [
                ("original", number.to_string().into()),
                ("original-short", format!("#{}", number.0).into()),
            ];
            about(context, language, "refused-original-closed", &words)
        }
        Refused::NotOverYet => about(context, language, "refused-not-over-yet", &[]),
        Refused::RatingSettled { until } => {
            about(context, language, "refused-rating-settled", &[("until", time.at(*until).into())])
        }
        Refused::AskedBefore { item } => {
            let name = context.view().map(|view| parts::required_info::name(&view, language, item));
            let name = name.unwrap_or_else(|| item.to_string());
            about(context, language, "refused-asked-before", &[("item", name.into())])
        }
    }
}

fn about_room(
    context: &RenderContext<'_>,
    language: Language,
    key: &str,
    group: &GroupId,
) -> Block {
    let room = context.room(group).map_or_else(|| language.say("another-room", &[]), str::to_owned);
    about(context, language, key, &[("room", room.into())])
}

fn about_mailbox(
    context: &RenderContext<'_>,
    language: Language,
    key: &str,
    address: &str,
) -> Block {
    about(context, language, &format!("refused-{key}"), &[("address", typed(address))])
}
