//! The facts of a timeline in words.

use chat::Line;

use super::lang::Tongue;
use super::phrase::{Word, shortened, typed};
use super::scene::Case;
use super::{escorts, express, headline, intake, measures, news, waiting};
use crate::domain::directory::Side;
use crate::domain::incident::{Fact, TimelineEntry, Visibility};
use crate::ids::{CreditNumber, GroupId, IncidentNumber, PersonId};

/// As much of a person's words as one line of a timeline holds.
const WORDS: usize = 160;

/// The entries that this audience may read, in the order given.
pub(super) fn readable(
    side: Side,
    entries: &[TimelineEntry],
) -> impl DoubleEndedIterator<Item = &TimelineEntry> {
    entries
        .iter()
        .filter(move |entry| side == Side::Support || entry.visibility == Visibility::Customer)
}

/// One entry: when, who, what.
pub(super) fn line(case: &Case<'_>, tongue: Tongue, entry: &TimelineEntry) -> Line {
    let words = [
        ("at", case.scene.clock(tongue).bare(entry.at).into()),
        ("who", case.actor(tongue, &entry.actor)),
        ("what", fact(case, tongue, &entry.fact).into()),
    ];
    tongue.line("timeline-line", &words)
}

pub(super) fn fact(case: &Case<'_>, tongue: Tongue, fact: &Fact) -> Line {
    let time = case.scene.clock(tongue);
    let name = |id: &PersonId| Word::from(case.scene.name(id).to_owned());
    let text = |key: &str, text: &str| tongue.line(key, &[("text", typed(shortened(text, WORDS)))]);
    let plain = |key: &str| tongue.line(key, &[]);
    match fact {
        Fact::Opened { title, .. } => text("fact-opened", title),
        Fact::PagingPlanned { starts_at } => {
            tongue.line("fact-paging-planned", &[("at", time.bare(*starts_at).into())])
        }
        Fact::Paged { person, .. } => tongue.line("fact-paged", &[("name", name(person))]),
        Fact::PassedOn => plain("fact-passed-on"),
        Fact::Told { person } => tongue.line("fact-told", &[("name", name(person))]),
        Fact::StepFoundNobody { step, .. } => {
            tongue.line("fact-step-found-nobody", &[("step", (*step).into())])
        }
        Fact::Acknowledged { .. } => plain("fact-acknowledged"),
        Fact::Responded { .. } => plain("fact-responded"),
        Fact::Assigned { to } => tongue.line("fact-assigned", &[("name", name(to))]),
        Fact::HandoffOffered { to, summary } => {
            let words = [("name", name(to)), ("text", typed(shortened(summary, WORDS)))];
            tongue.line("fact-handoff-offered", &words)
        }
        Fact::HandoffAccepted { from } => {
            tongue.line("fact-handoff-accepted", &[("name", name(from))])
        }
        Fact::Updated { sequence, text, .. } => {
            let words = [("sequence", (*sequence).into()), ("text", typed(shortened(text, WORDS)))];
            tongue.line("fact-updated", &words)
        }
        Fact::HoldingUpdate { sequence, .. } => {
            tongue.line("fact-holding-update", &[("sequence", (*sequence).into())])
        }
        Fact::CadenceAgreed { next_at, .. } => {
            tongue.line("fact-cadence-agreed", &[("at", time.bare(*next_at).into())])
        }
        Fact::Noted { text: words } => text("fact-noted", words),
        Fact::Said { text: words } => text("fact-said", words),
        Fact::SeverityChanged { to, reason, .. } => {
            let words =
                [("level", news::level(case, tongue, to).into()), ("text", typed(reason.as_str()))];
            tongue.line("fact-severity-changed", &words)
        }
        other => ending(case, tongue, other),
    }
}

/// The facts about clocks, silences and the end.
fn ending(case: &Case<'_>, tongue: Tongue, fact: &Fact) -> Line {
    let time = case.scene.clock(tongue);
    let text = |key: &str, text: &str| tongue.line(key, &[("text", typed(shortened(text, WORDS)))]);
    match fact {
        Fact::Escalated { urgent: true, reason } => text("fact-escalated-urgent", reason),
        Fact::Escalated { urgent: false, reason } => text("fact-escalated", reason),
        Fact::ResponseWarned { share_percent } => {
            tongue.line("fact-response-warned", &[("percent", i64::from(*share_percent).into())])
        }
        Fact::ResponseMissed { due_at } => {
            tongue.line("fact-response-missed", &[("at", time.bare(*due_at).into())])
        }
        Fact::Silenced { until, reason } => {
            let words =
                [("at", time.bare(*until).into()), ("text", typed(shortened(reason, WORDS)))];
            tongue.line("fact-silenced", &words)
        }
        Fact::Mirrored { group } => about_room(case, tongue, "fact-mirrored", group),
        Fact::MirrorEnded { group } => about_room(case, tongue, "fact-mirror-ended", group),
        Fact::SilenceEnded => tongue.line("fact-silence-ended", &[]),
        Fact::Resolved { solution, resolution: None, .. } => text("fact-resolved", solution),
        Fact::Resolved { solution, resolution: Some(code), .. } => {
            let resolution = waiting::resolution(tongue, *code);
            let words =
                [("resolution", resolution.into()), ("text", typed(shortened(solution, WORDS)))];
            tongue.line("fact-resolved-as", &words)
        }
        Fact::Confirmed => tongue.line("fact-confirmed", &[]),
        Fact::Rejected { reason } => text("fact-rejected", reason),
        Fact::Reopened { reason } => text("fact-reopened", reason),
        Fact::Closed { outcome, reason } => {
            let outcome = headline::outcome_in_words(tongue, *outcome);
            let words = [("outcome", outcome.into()), ("text", typed(shortened(reason, WORDS)))];
            tongue.line("fact-closed", &words)
        }
        Fact::ExpressSpent { purse } => express::moved("fact-express-spent", *purse, tongue),
        Fact::ExpressGivenBack { purse, .. } => {
            express::moved("fact-express-given-back", *purse, tongue)
        }
        Fact::Subscribed { mail } => text("fact-subscribed", &mail.address),
        Fact::Unsubscribed { mail, bounced: false } => text("fact-unsubscribed", &mail.address),
        Fact::Unsubscribed { mail, bounced: true } => text("fact-mailbox-unknown", &mail.address),
        other => promises(case, tongue, other),
    }
}

/// The facts about escalations by the customer and what is owed for late answers.
fn promises(case: &Case<'_>, tongue: Tongue, fact: &Fact) -> Line {
    let time = case.scene.clock(tongue);
    let credit = |key: &str, number: &CreditNumber, days: i64, text: &str| {
        let words = [
            ("credit", number.to_string().into()),
            ("days", days.into()),
            ("text", typed(shortened(text, WORDS))),
        ];
        tongue.line(key, &words)
    };
    match fact {
        Fact::EscalationPaged { person, .. } => {
            tongue.line("fact-escalation-paged", &[("name", case.scene.name(person).into())])
        }
        Fact::EscalationTaken { .. } => tongue.line("fact-escalation-taken", &[]),
        Fact::EscalationAnswered { .. } => tongue.line("fact-escalation-answered", &[]),
        Fact::EscalationWarned { share_percent } => {
            tongue.line("fact-escalation-warned", &[("percent", i64::from(*share_percent).into())])
        }
        Fact::EscalationMissed { due_at } => {
            tongue.line("fact-escalation-missed", &[("at", time.bare(*due_at).into())])
        }
        Fact::CreditProposed { number, claim } => {
            credit("fact-credit-proposed", number, claim.days, "")
        }
        Fact::CreditApproved { number, days } => credit("fact-credit-approved", number, *days, ""),
        Fact::CreditRefused { number, reason } => credit("fact-credit-refused", number, 0, reason),
        Fact::CreditReversed { number, days, reason } => {
            credit("fact-credit-reversed", number, *days, reason)
        }
        other => asking(case, tongue, other),
    }
}

/// The facts about questions to the customer, shifts, and what is left.
fn asking(case: &Case<'_>, tongue: Tongue, fact: &Fact) -> Line {
    let time = case.scene.clock(tongue);
    let at = |key: &str, at| tongue.line(key, &[("at", time.bare(at).into())]);
    match fact {
        Fact::InformationAsked { what, closes_at: None, .. } => {
            tongue.line("fact-information-asked", &[("text", typed(shortened(what, WORDS)))])
        }
        Fact::InformationAsked { what, closes_at: Some(closes_at), .. } => {
            let words =
                [("text", typed(shortened(what, WORDS))), ("at", time.bare(*closes_at).into())];
            tongue.line("fact-information-asked-until", &words)
        }
        Fact::Resumed => tongue.line("fact-resumed", &[]),
        Fact::AnswerReminded { reminded, closes_at } => {
            let words = [("count", (*reminded).into()), ("at", time.bare(*closes_at).into())];
            tongue.line("fact-answer-reminded", &words)
        }
        Fact::HandoverAsked { ends_at } => at("fact-handover-asked", *ends_at),
        Fact::HandoverMissed { ends_at } => at("fact-handover-missed", *ends_at),
        Fact::Continues { number, reason } => {
            let words =
                [("number", number.to_string().into()), ("text", typed(shortened(reason, WORDS)))];
            tongue.line("fact-continues", &words)
        }
        Fact::Reduced => tongue.line("fact-reduced", &[]),
        Fact::Measure(taken) => measures::fact(case, tongue, taken),
        other => about_request(case, tongue, other),
    }
}

/// The facts about what a request carries, about other reports, and about how it went.
fn about_request(case: &Case<'_>, tongue: Tongue, fact: &Fact) -> Line {
    let item = |id| Word::from(intake::name(case, tongue, id));
    let about = |key: &str, number: &IncidentNumber| {
        tongue.line(key, &[("other", number.to_string().into())])
    };
    match fact {
        Fact::IntakeAsked { item: asked } => {
            tongue.line("fact-intake-asked", &[("item", item(asked))])
        }
        Fact::IntakeSkipped { item: skipped } => {
            tongue.line("fact-intake-skipped", &[("item", item(skipped))])
        }
        Fact::IntakeGiven { item: given, text } => {
            let words = [("item", item(given)), ("text", typed(shortened(text, WORDS)))];
            tongue.line("fact-intake-given", &words)
        }
        Fact::DuplicateOf { original } => about("fact-duplicate-of", original),
        Fact::HasDuplicate { duplicate } => about("fact-has-duplicate", duplicate),
        Fact::Rated { score, words } => {
            let words =
                [("score", i64::from(*score).into()), ("text", typed(shortened(words, WORDS)))];
            tongue.line("fact-rated", &words)
        }
        Fact::EscortCounts { escort } => escorts::fact(tongue, escort),
        _ => Line::default(),
    }
}

fn about_room(case: &Case<'_>, tongue: Tongue, key: &str, group: &GroupId) -> Line {
    let room =
        case.scene.room(group).map_or_else(|| tongue.say("another-room", &[]), str::to_owned);
    tongue.line(key, &[("room", room.into())])
}
