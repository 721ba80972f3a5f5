//! Replies to commands that change no incident, and why a command was not carried out.

use std::sync::Arc;

use chat::{Message, MessageKind};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::confirmation::ConfirmedAct;
use super::context::CommandContext;
use super::recent_commands::RecentCommand;
use crate::commands::command::{Languages, ListScope};
use crate::commands::error::ParseError;
use crate::commands::verb::Verb;
use crate::commands::wall_time::WallTime;
use crate::domain::directory::Person;
use crate::domain::entitlement::Entitlement;
use crate::domain::escalation::on_call::{next_on_call, on_call};
use crate::domain::escalation::overrides::Override;
use crate::domain::incident::{Incident, Refused, TimelineEntry};
use crate::domain::ledger::credit::CreditStanding;
use crate::domain::transcript::TranscriptLine;
use crate::ids::{CreditNumber, IncidentNumber, RotationId};
use crate::render::group_check::GroupFindings;
use crate::render::oncall::RotationAt;
use crate::render::parse_error::parse_error;
use crate::render::{self, accounts, answers, subscriptions, transcript};

/// A reply, before it is put into sentences.
#[derive(Debug, Clone)]
pub enum Reply {
    Show {
        incident: Box<Incident>,
        timeline: Vec<TimelineEntry>,
        entitlement: Option<Arc<Entitlement>>,
        /// The incident that goes on with it.
        continued_as: Option<IncidentNumber>,
    },
    Why {
        incident: Box<Incident>,
        timeline: Vec<TimelineEntry>,
        entitlement: Option<Arc<Entitlement>>,
    },
    List {
        incidents: Vec<Incident>,
        scope: ListScope,
    },
    Board {
        incidents: Vec<Incident>,
    },
    Plan,
    Help {
        topic: Option<Verb>,
    },
    OnCall {
        at: DateTime<Utc>,
        rotations: Vec<RotationId>,
    },
    Covered {
        cover: Box<Override>,
        zone: Tz,
    },
    LanguageSet {
        language: Languages,
    },
    ConfirmationAsked {
        act: Box<ConfirmedAct>,
        code: String,
        incident: Box<Incident>,
        entitlement: Option<Arc<Entitlement>>,
    },
    AlreadyDone {
        ago: TimeDelta,
        answer: Box<RecentCommand>,
    },
    NotUnderstood {
        error: Box<ParseError>,
    },
    Refused {
        refused: Box<Refused>,
        incident: Box<Incident>,
        entitlement: Option<Arc<Entitlement>>,
    },
    NotFound {
        number: IncidentNumber,
    },
    PageNotFound {
        code: String,
    },
    Ambiguous {
        incidents: Vec<Incident>,
    },
    NothingOpen,
    NumberMissing {
        verb: Verb,
    },
    ReasonMissing {
        verb: Verb,
    },
    NoRight {
        verb: Verb,
    },
    MayNotLower {
        incident: IncidentNumber,
    },
    WrongPlace {
        verb: Verb,
    },
    NoGroupHere,
    ConfirmationUnknown,
    UnknownPerson {
        name: String,
    },
    UnknownTeam {
        team: String,
    },
    UnknownGroup {
        name: String,
        incident: Box<Incident>,
    },
    LinkCode {
        code: String,
    },
    LinkCodeSent {
        name: String,
    },
    Linked {
        name: String,
    },
    LinkedBefore {
        name: String,
    },
    LinkNoWay {
        name: String,
    },
    LinkCodeUnknown,
    LinkCodeSpoiled,
    LinkTooOften,
    LinkNeedsCode,
    LinkAloneOnly,
    LinkOthersNot,
    GroupCheck {
        findings: Box<GroupFindings>,
    },
    WhichTeam {
        teams: Vec<RotationId>,
    },
    NobodyOnCall {
        team: String,
    },
    NoSuchTime {
        time: WallTime,
    },
    NoSuchEnd,
    Contended,
    NoMail,
    NoAddress {
        typed: String,
    },
    AddressMissing {
        incident: IncidentNumber,
    },
    CodeMailed {
        address: String,
    },
    MailedTooOften,
    Credits {
        /// Of the customer whose group it is; for the staff, the proposals of all.
        standing: Vec<CreditStanding>,
    },
    CreditNotFound {
        credit: CreditNumber,
    },
    /// It was too late to reopen an incident, and another goes on with it already.
    ContinuedAs {
        old: IncidentNumber,
        number: IncidentNumber,
    },
    Catchup {
        incident: Box<Incident>,
        timeline: Vec<TimelineEntry>,
        /// What was said and may be read by the caller.
        lines: Vec<TranscriptLine>,
        entitlement: Option<Arc<Entitlement>>,
    },
    Transcript {
        incident: Box<Incident>,
        lines: Vec<TranscriptLine>,
        entitlement: Option<Arc<Entitlement>>,
    },
    /// Words that were put into sentences already.
    Ready {
        message: Box<Message>,
    },
    RequiredInfo {
        incident: Box<Incident>,
        entitlement: Option<Arc<Entitlement>>,
        /// Whether words were given in which no item was named.
        was_unread: bool,
    },
}

impl Reply {
    /// A reply that was put into sentences already.
    pub(super) fn ready(message: Message) -> Self {
        Self::Ready { message: Box::new(message) }
    }

    /// The sentences for the caller.
    #[expect(clippy::too_many_lines, reason = "one row for each reply")]
    pub(super) fn message(&self, context: &CommandContext<'_>) -> Message {
        let scene = &context.scene(context.entitlement.as_deref(), None);
        match self {
            Self::Show { incident, timeline, entitlement, continued_as } => {
                let scene = context.scene(entitlement.as_deref(), Some(incident));
                render::show(&scene, timeline, *continued_as)
            }
            Self::Why { incident, timeline, entitlement } => {
                render::why(&context.scene(entitlement.as_deref(), Some(incident)), timeline)
            }
            Self::Refused { refused, incident, entitlement } => {
                render::refused(refused, &context.scene(entitlement.as_deref(), Some(incident)))
            }
            Self::ConfirmationAsked { act, code, incident, entitlement } => {
                let scene = context.scene(entitlement.as_deref(), Some(incident));
                answers::confirmation_asked(act.question(), code, &scene)
            }
            Self::UnknownGroup { name, incident } => {
                answers::unknown_group(name, &context.scene(None, Some(incident)))
            }
            Self::Catchup { incident, timeline, lines, entitlement } => render::catchup(
                &context.scene(entitlement.as_deref(), Some(incident)),
                timeline,
                lines,
            ),
            Self::Transcript { incident, lines, entitlement } => transcript::last_lines(
                &context.scene(entitlement.as_deref(), Some(incident)),
                lines,
            ),
            Self::RequiredInfo { incident, entitlement, was_unread } => {
                let scene = context.scene(entitlement.as_deref(), Some(incident));
                render::required_info::overview(&scene, *was_unread)
            }
            Self::AlreadyDone { ago, answer } => already_done(context, *ago, answer),
            Self::Ready { message } => (**message).clone(),
            Self::List { incidents, scope } => render::list(incidents, *scope, scene),
            Self::Board { incidents } => render::board(incidents, scene),
            Self::Ambiguous { incidents } => answers::ambiguous(incidents, scene),
            Self::Plan => {
                render::plan(scene, context.customer.map(|it| &it.contract), tam(context))
            }
            Self::Help { topic } => help(context, *topic),
            Self::NotUnderstood { error } => in_lines(&parse_error(context.language(), error)),
            Self::OnCall { at, rotations } => {
                let rotations: Vec<_> =
                    rotations.iter().map(|id| rotation_at(context, id, *at)).collect();
                render::oncall(&rotations.into_iter().flatten().collect::<Vec<_>>(), scene)
            }
            Self::Covered { cover, zone } => render::covered(cover, *zone, scene),
            Self::LanguageSet { language } => answers::language_set(*language, scene),
            Self::NotFound { number } => answers::not_found(*number, scene),
            Self::PageNotFound { code } => answers::page_not_found(code, scene),
            Self::NumberMissing { verb } => answers::number_missing(*verb, scene),
            Self::ReasonMissing { verb } => answers::reason_missing(*verb, scene),
            Self::NoRight { verb } => answers::no_right(*verb, scene),
            Self::MayNotLower { incident } => answers::may_not_lower(*incident, scene),
            Self::WrongPlace { verb: Verb::Open } | Self::NoGroupHere => {
                answers::outside_group(scene)
            }
            Self::WrongPlace { verb } => answers::wrong_place(*verb, scene),
            Self::ConfirmationUnknown => answers::confirmation_expired(scene),
            Self::UnknownPerson { name } => answers::unknown_person(name, scene),
            Self::UnknownTeam { team } => answers::unknown_team(team, scene),
            Self::WhichTeam { teams } => answers::which_team(teams, scene),
            Self::NobodyOnCall { team } => answers::nobody_on_call(team, scene),
            Self::NoSuchTime { time } => answers::no_such_time(&time.to_string(), scene),
            Self::NoSuchEnd => answers::no_such_end(scene),
            Self::Contended => answers::contended(scene),
            Self::ContinuedAs { old, number } => answers::continued_as(*old, *number, scene),
            Self::GroupCheck { findings } => render::group_check(findings, scene),
            Self::Credits { standing } => {
                render::credits::account(scene, context.customer.map(|it| &it.contract), standing)
            }
            Self::CreditNotFound { credit } => render::credits::not_found(*credit, scene),
            Self::LinkCode { code } => accounts::code(code, scene),
            Self::LinkCodeSent { name } => accounts::about("link-code-sent", name, scene),
            Self::Linked { name } => accounts::about("linked", name, scene),
            Self::LinkedBefore { name } => accounts::about("linked-before", name, scene),
            Self::LinkNoWay { name } => accounts::about("link-no-way", name, scene),
            Self::LinkCodeUnknown => accounts::plain("link-code-unknown", scene),
            Self::LinkCodeSpoiled => accounts::plain("link-code-spoiled", scene),
            Self::LinkTooOften => accounts::plain("link-too-often", scene),
            Self::LinkNeedsCode => accounts::plain("link-needs-code", scene),
            Self::LinkAloneOnly => accounts::plain("link-alone-only", scene),
            Self::LinkOthersNot => accounts::plain("link-others-not", scene),
            Self::NoMail => subscriptions::plain("no-mail", scene),
            Self::NoAddress { typed } => subscriptions::no_address(typed, scene),
            Self::AddressMissing { incident } => subscriptions::address_missing(*incident, scene),
            Self::CodeMailed { address } => subscriptions::code_mailed(address, scene),
            Self::MailedTooOften => subscriptions::plain("mailed-too-often", scene),
            Self::NothingOpen => answers::nothing_open(scene),
        }
    }
}

/// The first answer again, under a line that says it is not the first.
fn already_done(
    context: &CommandContext<'_>,
    ago: TimeDelta,
    recent_command: &RecentCommand,
) -> Message {
    let scene = context.scene(context.entitlement.as_deref(), Some(&recent_command.incident));
    let mut message = answers::already_done(ago, &scene);
    let first = render::notice(&recent_command.reply, &scene);
    message.lines.push(first.headline);
    message.lines.extend(first.lines);
    message
}

fn help(context: &CommandContext<'_>, topic: Option<Verb>) -> Message {
    let roles = [context.role()];
    in_lines(&match topic {
        Some(verb) => render::help::detail(context.language(), verb, &roles),
        None => render::help::overview(context.language(), &roles),
    })
}

/// A text of several lines as a message.
fn in_lines(text: &str) -> Message {
    let mut lines = text.lines();
    let mut message = Message::new(MessageKind::Reply, lines.next().unwrap_or_default());
    message.lines = lines.map(chat::Line::text).collect();
    message
}

fn tam<'a>(context: &CommandContext<'a>) -> Option<&'a Person> {
    let tam = context.customer?.tam.as_ref()?;
    context.directory.people.get(&tam.person)
}

fn rotation_at<'a>(
    context: &CommandContext<'a>,
    id: &RotationId,
    at: DateTime<Utc>,
) -> Option<RotationAt<'a>> {
    let directory = context.directory;
    let rotation = directory.rotations.iter().find(|rotation| rotation.id == *id)?;
    Some(RotationAt {
        rotation,
        current: on_call(rotation, &directory.overrides, at),
        next: next_on_call(rotation, &directory.overrides, at),
    })
}
