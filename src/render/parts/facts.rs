//! The facts of a timeline in words.

use chat::Line;

use super::{
    escorts, express, headline, next_update, question, required_info, severity, special_handling,
};
use crate::domain::incident::Fact;
use crate::ids::{CreditNumber, GroupId, IncidentNumber, PersonId};
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::phrase::{Word, shortened, typed};

/// As much of a person's words as one line of a timeline holds.
const WORDS: usize = 160;

/// What one fact says.
#[expect(clippy::too_many_lines, reason = "one row for each fact")]
pub(in crate::render) fn fact(view: &IncidentView<'_>, language: Language, fact: &Fact) -> Line {
    let time = view.context.clock(language);
    let name = |id: &PersonId| Word::from(view.context.name(id).to_owned());
    let item = |id| Word::from(required_info::name(view, language, id));
    let text =
        |key: &str, text: &str| language.line(key, &[("text", typed(shortened(text, WORDS)))]);
    let plain = |key: &str| language.line(key, &[]);
    let at = |key: &str, at| language.line(key, &[("at", time.bare(at).into())]);
    let incident = |key: &str, number: &IncidentNumber| {
        language.line(key, &[("other", number.to_string().into())])
    };
    let credit = |key: &str, number: &CreditNumber, days: i64, text: &str| {
        let words = [
            ("credit", number.to_string().into()),
            ("days", days.into()),
            ("text", typed(shortened(text, WORDS))),
        ];
        language.line(key, &words)
    };
    match fact {
        Fact::Opened { title, .. } => text("fact-opened", title),
        Fact::DueSettled { was, at, .. } => {
            let key = if was == at { "fact-due-settled" } else { "fact-due-settled-moved" };
            let words = [("was", time.bare(*was).into()), ("at", time.bare(*at).into())];
            language.line(key, &words)
        }
        Fact::PagingPlanned { starts_at } => {
            language.line("fact-paging-planned", &[("at", time.bare(*starts_at).into())])
        }
        Fact::PagingRests { until } => {
            language.line("fact-paging-rests", &[("at", time.bare(*until).into())])
        }
        Fact::Paged { person, .. } => language.line("fact-paged", &[("name", name(person))]),
        Fact::CallAnswered => plain("fact-call-answered"),
        Fact::PassedOn => plain("fact-passed-on"),
        Fact::Told { person } => language.line("fact-told", &[("name", name(person))]),
        Fact::StepFoundNobody { step, .. } => {
            language.line("fact-step-found-nobody", &[("step", (*step).into())])
        }
        Fact::Acknowledged { .. } => plain("fact-acknowledged"),
        Fact::Responded { .. } => plain("fact-responded"),
        Fact::Assigned { to } => language.line("fact-assigned", &[("name", name(to))]),
        Fact::HandoffOffered { to, summary } => {
            let words = [("name", name(to)), ("text", typed(shortened(summary, WORDS)))];
            language.line("fact-handoff-offered", &words)
        }
        Fact::HandoffAccepted { from } => {
            language.line("fact-handoff-accepted", &[("name", name(from))])
        }
        Fact::Updated { sequence, text, .. } => {
            let words = [("sequence", (*sequence).into()), ("text", typed(shortened(text, WORDS)))];
            language.line("fact-updated", &words)
        }
        Fact::HoldingUpdate { sequence, .. } => {
            language.line("fact-holding-update", &[("sequence", (*sequence).into())])
        }
        Fact::CadenceAgreed { next_at, .. } => {
            language.line("fact-cadence-agreed", &[("at", time.bare(*next_at).into())])
        }
        Fact::CadenceProposed { proposed } => {
            let what = next_update::suggestion(view, language, *proposed);
            language.line("fact-cadence-proposed", &[("what", what.into())])
        }
        Fact::BridgeSet { link: Some(link) } => text("fact-bridge-set", link.as_str()),
        Fact::BridgeSet { link: None } => plain("fact-bridge-ended"),
        Fact::CadenceDeclined => language.line("fact-cadence-declined", &[]),
        Fact::Noted { text: words } => text("fact-noted", words),
        Fact::Said { text: words } => text("fact-said", words),
        Fact::SeverityChanged { to, reason, .. } => {
            let words = [
                ("level", severity::level(view, language, to).into()),
                ("text", typed(reason.as_str())),
            ];
            language.line("fact-severity-changed", &words)
        }
        Fact::Escalated { urgent: true, reason } => text("fact-escalated-urgent", reason),
        Fact::Escalated { urgent: false, reason } => text("fact-escalated", reason),
        Fact::ResponseWarned { share_percent } => {
            language.line("fact-response-warned", &[("percent", i64::from(*share_percent).into())])
        }
        Fact::ResponseMissed { due_at } => {
            language.line("fact-response-missed", &[("at", time.bare(*due_at).into())])
        }
        Fact::Silenced { until, reason } => {
            let words =
                [("at", time.bare(*until).into()), ("text", typed(shortened(reason, WORDS)))];
            language.line("fact-silenced", &words)
        }
        Fact::Mirrored { group } => about_room(view, language, "fact-mirrored", group),
        Fact::MirrorEnded { group } => about_room(view, language, "fact-mirror-ended", group),
        Fact::SilenceEnded => language.line("fact-silence-ended", &[]),
        Fact::Resolved { solution, resolution: None, .. } => text("fact-resolved", solution),
        Fact::Resolved { solution, resolution: Some(code), .. } => {
            let resolution = question::resolution(language, *code);
            let words =
                [("resolution", resolution.into()), ("text", typed(shortened(solution, WORDS)))];
            language.line("fact-resolved-as", &words)
        }
        Fact::EndWished { withdraws: true, .. } => plain("fact-withdrawal-wished"),
        Fact::EndWished { withdraws: false, text: words } => text("fact-end-wished", words),
        Fact::Confirmed => language.line("fact-confirmed", &[]),
        Fact::Rejected { reason } => text("fact-rejected", reason),
        Fact::Reopened { reason } => text("fact-reopened", reason),
        Fact::Closed { outcome, reason } => {
            let outcome = headline::outcome_in_words(language, *outcome);
            let words = [("outcome", outcome.into()), ("text", typed(shortened(reason, WORDS)))];
            language.line("fact-closed", &words)
        }
        Fact::ExpressSpent { pool } => express::moved("fact-express-spent", *pool, language),
        Fact::ExpressGivenBack { pool, .. } => {
            express::moved("fact-express-given-back", *pool, language)
        }
        Fact::Subscribed { mail } => text("fact-subscribed", &mail.address),
        Fact::Unsubscribed { mail, bounced: false } => text("fact-unsubscribed", &mail.address),
        Fact::Unsubscribed { mail, bounced: true } => text("fact-mailbox-unknown", &mail.address),
        Fact::EscalationPaged { person, .. } => {
            language.line("fact-escalation-paged", &[("name", name(person))])
        }
        Fact::EscalationTaken { .. } => language.line("fact-escalation-taken", &[]),
        Fact::EscalationAnswered { .. } => language.line("fact-escalation-answered", &[]),
        Fact::EscalationWarned { share_percent } => language
            .line("fact-escalation-warned", &[("percent", i64::from(*share_percent).into())]),
        Fact::EscalationMissed { due_at } => {
            language.line("fact-escalation-missed", &[("at", time.bare(*due_at).into())])
        }
        Fact::CreditProposed { number, claim } => {
            credit("fact-credit-proposed", number, claim.days, "")
        }
        Fact::CreditApproved { number, days } => credit("fact-credit-approved", number, *days, ""),
        Fact::CreditRefused { number, reason } => credit("fact-credit-refused", number, 0, reason),
        Fact::CreditReversed { number, days, reason } => {
            credit("fact-credit-reversed", number, *days, reason)
        }
        Fact::LeftUnanswered => plain("fact-left-unanswered"),
        Fact::AnswerReminded { reminded, .. } if !closes_by_itself(view) => {
            language.line("fact-answer-reminded-open", &[("count", (*reminded).into())])
        }
        Fact::InformationAsked { what, closes_at, .. } => {
            match closes_at.filter(|_| closes_by_itself(view)) {
                Some(at) => {
                    let words =
                        [("text", typed(shortened(what, WORDS))), ("at", time.bare(at).into())];
                    language.line("fact-information-asked-until", &words)
                }
                None => text("fact-information-asked", what),
            }
        }
        Fact::Resumed => language.line("fact-resumed", &[]),
        Fact::AnswerReminded { reminded, closes_at } => {
            let words = [("count", (*reminded).into()), ("at", time.bare(*closes_at).into())];
            language.line("fact-answer-reminded", &words)
        }
        Fact::HandoverAsked { ends_at } => at("fact-handover-asked", *ends_at),
        Fact::HandoverMissed { ends_at } => at("fact-handover-missed", *ends_at),
        Fact::Continues { number, reason } => {
            let words =
                [("number", number.to_string().into()), ("text", typed(shortened(reason, WORDS)))];
            language.line("fact-continues", &words)
        }
        Fact::Anonymised => language.line("fact-reduced", &[]),
        Fact::SpecialHandling(taken) => special_handling::fact(view, language, taken),
        Fact::RequiredInfoAsked { item: asked } => {
            language.line("fact-required-info-asked", &[("item", item(asked))])
        }
        Fact::RequiredInfoSkipped { item: skipped } => {
            language.line("fact-required-info-skipped", &[("item", item(skipped))])
        }
        Fact::RequiredInfoGiven { item: given, text } => {
            let words = [("item", item(given)), ("text", typed(shortened(text, WORDS)))];
            language.line("fact-required-info-given", &words)
        }
        Fact::DuplicateOf { original } => incident("fact-duplicate-of", original),
        Fact::HasDuplicate { duplicate } => incident("fact-has-duplicate", duplicate),
        Fact::Rated { score, words } => {
            let words =
                [("score", i64::from(*score).into()), ("text", typed(shortened(words, WORDS)))];
            language.line("fact-rated", &words)
        }
        Fact::EscortCounts { escort } => escorts::fact(language, escort),
    }
}

fn about_room(view: &IncidentView<'_>, language: Language, key: &str, group: &GroupId) -> Line {
    let room =
        view.context.room(group).map_or_else(|| language.say("another-room", &[]), str::to_owned);
    language.line(key, &[("room", room.into())])
}

/// Whether unanswered questions close an incident under this plan; otherwise no end is told.
fn closes_by_itself(view: &IncidentView<'_>) -> bool {
    let rank = view.incident.rank;
    view.context.entitlement.is_some_and(|terms| terms.closes_unanswered(false, rank))
}
