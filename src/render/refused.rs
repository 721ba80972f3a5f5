//! Why an act was not applied: what happened, why, and what to do.

use chat::Message;

use super::block::Block;
use super::context::RenderContext;
use super::lang::Language;
use super::phrase::{Word, Words, typed};
use super::{headline, measures, required_info, time};
use crate::domain::incident::Refused;
use crate::ids::GroupId;

/// One sentence for each refusal. A late act is answered with who was faster and when.
pub fn refused(refusal: &Refused, scene: &RenderContext<'_>) -> Message {
    scene.reply(|language| sentence(refusal, scene, language))
}

#[expect(clippy::too_many_lines, reason = "a table: one sentence for each refusal")]
fn sentence(refusal: &Refused, scene: &RenderContext<'_>, language: Language) -> Block {
    let time = scene.clock(language);
    match refusal {
        Refused::AlreadyTaken { by, at } => {
            let words = [("name", scene.name(by).into()), ("at", time.at(*at).into())];
            about(scene, language, "refused-already-taken", &words)
        }
        Refused::Closed { outcome, at } => {
            let outcome = headline::outcome_in_words(language, *outcome);
            about(
                scene,
                language,
                "refused-closed",
                &[("outcome", outcome.into()), ("at", time.at(*at).into())],
            )
        }
        Refused::SolutionOffered { at } => {
            about(scene, language, "refused-solution-offered", &[("at", time.at(*at).into())])
        }
        Refused::SilenceTooLong { at_most } => {
            let length = time::length(language, *at_most);
            about(scene, language, "refused-silence-too-long", &[("length", length.into())])
        }
        Refused::NoSolutionOffered => about(scene, language, "refused-no-solution", &[]),
        Refused::NotClosed => about(scene, language, "refused-not-closed", &[]),
        Refused::SameSeverity => about(scene, language, "refused-same-severity", &[]),
        Refused::NobodyIsPaged => about(scene, language, "refused-nobody-is-paged", &[]),
        Refused::NotInTheFuture => about(scene, language, "refused-not-in-the-future", &[]),
        Refused::SamePerson => about(scene, language, "refused-same-person", &[]),
        Refused::NotEscalated => about(scene, language, "refused-not-escalated", &[]),
        Refused::EscalationTaken { at } => {
            about(scene, language, "refused-escalation-taken", &[("at", time.at(*at).into())])
        }
        Refused::NoSuchCredit { number } => about(
            scene,
            language,
            "refused-no-such-credit",
            &[("credit", number.to_string().into())],
        ),
        Refused::CreditStandsOtherwise { number, state } => {
            let key = format!("refused-credit-{}", state.word());
            about(scene, language, &key, &[("credit", number.to_string().into())])
        }
        Refused::FollowedThere { group } => {
            about_room(scene, language, "refused-followed-there", group)
        }
        Refused::NotFollowedThere { group } => {
            about_room(scene, language, "refused-not-followed-there", group)
        }
        Refused::NotTheirRoom { group } => {
            about_room(scene, language, "refused-not-their-room", group)
        }
        Refused::NoNewsByMail { .. }
        | Refused::NotTheirMailbox { .. }
        | Refused::SubscribedBefore { .. }
        | Refused::NotSubscribed { .. }
        | Refused::TooManySubscribers { .. } => about_mail(refusal, scene, language),
        Refused::Waiting { closes_at } => {
            about(scene, language, "refused-waiting", &[("at", time.at(*closes_at).into())])
        }
        Refused::NotWaiting => about(scene, language, "refused-not-waiting", &[]),
        Refused::TooLateToReopen { until } => {
            about(scene, language, "refused-too-late-to-reopen", &[("at", time.at(*until).into())])
        }
        Refused::Measure(refused) => measures::refused(refused, scene, language),
        Refused::NothingAsked => about(scene, language, "refused-nothing-asked", &[]),
        Refused::SameIncident => about(scene, language, "refused-same-incident", &[]),
        Refused::OriginalClosed { number } => {
            let words = [
                ("original", number.to_string().into()),
                ("original-short", format!("#{}", number.0).into()),
            ];
            about(scene, language, "refused-original-closed", &words)
        }
        Refused::NotOverYet => about(scene, language, "refused-not-over-yet", &[]),
        Refused::RatingSettled { until } => {
            about(scene, language, "refused-rating-settled", &[("until", time.at(*until).into())])
        }
        Refused::AskedBefore { item } => {
            let name = scene.case().map(|case| required_info::name(&case, language, item));
            let name = name.unwrap_or_else(|| item.to_string());
            about(scene, language, "refused-asked-before", &[("item", name.into())])
        }
    }
}

fn about_room(scene: &RenderContext<'_>, language: Language, key: &str, group: &GroupId) -> Block {
    let room = scene.room(group).map_or_else(|| language.say("another-room", &[]), str::to_owned);
    about(scene, language, key, &[("room", room.into())])
}

/// Why a mailbox does not get the news, or goes on getting it.
fn about_mail(refusal: &Refused, scene: &RenderContext<'_>, language: Language) -> Block {
    match refusal {
        Refused::NoNewsByMail { rank } => {
            let level = headline::short_level(language, *rank);
            about(scene, language, "refused-no-news-by-mail", &[("level", level.into())])
        }
        Refused::NotTheirMailbox { address } => {
            about_mailbox(scene, language, "not-their-mailbox", address)
        }
        Refused::SubscribedBefore { address } => {
            about_mailbox(scene, language, "subscribed-before", address)
        }
        Refused::NotSubscribed { address } => {
            about_mailbox(scene, language, "not-subscribed", address)
        }
        Refused::TooManySubscribers { at_most } => {
            let most = at_most.to_string();
            about(scene, language, "refused-too-many-subscribers", &[("most", most.into())])
        }
        // The others were put into words before.
        _ => Block::default(),
    }
}

fn about_mailbox(scene: &RenderContext<'_>, language: Language, key: &str, address: &str) -> Block {
    about(scene, language, &format!("refused-{key}"), &[("address", typed(address))])
}

/// A sentence about the incident of the scene, which every refusal names.
pub(super) fn about(
    scene: &RenderContext<'_>,
    language: Language,
    key: &str,
    words: &Words<'_>,
) -> Block {
    let number = scene.incident.map(|incident| incident.number);
    let named =
        number.map_or_else(|| language.say("this-incident", &[]), |number| number.to_string());
    let short = number.map(|number| format!("#{}", number.0)).unwrap_or_default();
    let mut all: Vec<(&str, Word<'_>)> = vec![("number", named.into()), ("short", short.into())];
    all.extend(words.iter().cloned());
    Block::saying(language, key, &all)
}
