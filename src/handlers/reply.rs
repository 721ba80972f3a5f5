//! Replies to commands that change no incident, and why a command was not carried out.

use std::sync::Arc;

use chat::{Message, MessageKind};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::confirmed_act::ConfirmedAct;
use super::context::CommandContext;
use super::offer::Suggestion;
use crate::commands::command::{Languages, ListScope};
use crate::commands::error::ParseError;
use crate::commands::verb::Verb;
use crate::commands::wall_time::WallTime;
use crate::domain::directory::Person;
use crate::domain::entitlement::Entitlement;
use crate::domain::escalation::on_call::{on_call, takes_over_next};
use crate::domain::escalation::overrides::Override;
use crate::domain::incident::{Incident, Refused, TimelineEntry};
use crate::domain::ledger::credit::CreditStanding;
use crate::domain::notice::Intent;
use crate::domain::transcript::TranscriptLine;
use crate::ids::{CreditNumber, IncidentNumber, PersonId, RotationId};
use crate::render::group_check::GroupFindings;
use crate::render::oncall::RotationAt;
use crate::render::parse_error::{parse_error, suggested_lines};
use crate::render::{self, accounts, answers, subscriptions, transcript};

/// A reply, before it is put into sentences.
#[derive(Debug, Clone)]
pub enum Reply {
    Show {
        incident: Box<Incident>,
        timeline: Vec<TimelineEntry>,
        entitlement: Option<Arc<Entitlement>>,
        /// The incident that continues it.
        continued_as: Option<IncidentNumber>,
    },
    ShowInFull {
        incident: Box<Incident>,
        timeline: Vec<TimelineEntry>,
        entitlement: Option<Arc<Entitlement>>,
        page: u32,
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
    Levels,
    /// What is open here, the one that the steps are about first, and what would come next.
    Help {
        incidents: Vec<Incident>,
        steps: Vec<Verb>,
    },
    HelpAll {
        verbs: Vec<Verb>,
    },
    HelpOn {
        verb: Verb,
    },
    OnCall {
        /// Each at the instant that was asked about.
        rotations: Vec<(RotationId, DateTime<Utc>)>,
    },
    Covered {
        cover: Box<Override>,
        /// Who has the turn when the cover begins.
        instead_of: Option<PersonId>,
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
        /// What was said then, and of which incident.
        first: Box<Intent>,
        incident: Arc<Incident>,
    },
    NotUnderstood {
        error: Box<ParseError>,
    },
    /// No verb; the lines that were probably meant.
    Suggested {
        typed: String,
        suggestions: Vec<Suggestion>,
    },
    /// Trouble was described and nothing is opened yet.
    ReportOffered {
        words: String,
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
    /// The code was sent to a colleague.
    PageOfAnother {
        code: String,
        incident: IncidentNumber,
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
    /// It was too late to reopen an incident, and another continues it already.
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
    /// A message that is rendered already.
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
    pub(super) fn ready(message: Message) -> Self {
        Self::Ready { message: Box::new(message) }
    }

    /// The sentences for the caller.
    #[expect(clippy::too_many_lines, reason = "one row for each reply")]
    pub(super) fn message(&self, context: &CommandContext<'_>) -> Message {
        let render_context = &context.render_context(context.entitlement.as_deref(), None);
        match self {
            Self::Show { incident, timeline, entitlement, continued_as } => {
                let render_context = context.render_context(entitlement.as_deref(), Some(incident));
                render::show(&render_context, timeline, *continued_as)
            }
            Self::ShowInFull { incident, timeline, entitlement, page } => render::show_in_full(
                &context.render_context(entitlement.as_deref(), Some(incident)),
                timeline,
                *page,
            ),
            Self::Why { incident, timeline, entitlement } => render::why(
                &context.render_context(entitlement.as_deref(), Some(incident)),
                timeline,
            ),
            Self::Refused { refused, incident, entitlement } => render::refused(
                refused,
                &context.render_context(entitlement.as_deref(), Some(incident)),
            ),
            Self::ConfirmationAsked { act, code, incident, entitlement } => {
                let render_context = context.render_context(entitlement.as_deref(), Some(incident));
                answers::confirmation_asked(act.question(), code, &render_context)
            }
            Self::UnknownGroup { name, incident } => {
                answers::unknown_group(name, &context.render_context(None, Some(incident)))
            }
            Self::Catchup { incident, timeline, lines, entitlement } => render::catchup(
                &context.render_context(entitlement.as_deref(), Some(incident)),
                timeline,
                lines,
            ),
            Self::Transcript { incident, lines, entitlement } => transcript::last_lines(
                &context.render_context(entitlement.as_deref(), Some(incident)),
                lines,
            ),
            Self::RequiredInfo { incident, entitlement, was_unread } => {
                let render_context = context.render_context(entitlement.as_deref(), Some(incident));
                render::required_info::overview(&render_context, *was_unread)
            }
            Self::AlreadyDone { ago, first, incident } => {
                already_done(context, *ago, first, incident)
            }
            Self::Ready { message } => (**message).clone(),
            Self::List { incidents, scope } => render::list(incidents, *scope, render_context),
            Self::Board { incidents } => render::board(incidents, render_context),
            Self::Ambiguous { incidents } => answers::ambiguous(incidents, render_context),
            Self::Levels => render::plan_levels(render_context),
            Self::Plan => {
                render::plan(render_context, context.customer.map(|it| &it.contract), tam(context))
            }
            Self::Help { incidents, steps } => render::help::now(incidents, steps, render_context),
            Self::HelpAll { verbs } => in_lines(&render::help::all(context.language(), verbs)),
            Self::HelpOn { verb } => {
                in_lines(&render::help::detail(context.language(), *verb, &[context.role()]))
            }
            Self::NotUnderstood { error } => in_lines(&parse_error(context.language(), error)),
            Self::Suggested { typed, suggestions } => {
                let lines = suggestions.iter().map(|it| (it.verb, it.line.as_deref()));
                let lines: Vec<_> = lines.collect();
                in_lines(&suggested_lines(context.language(), typed, &lines))
            }
            Self::ReportOffered { words } => answers::report_offered(words, render_context),
            Self::OnCall { rotations } => {
                let rotations: Vec<_> =
                    rotations.iter().map(|(id, at)| rotation_at(context, id, *at)).collect();
                render::oncall(&rotations.into_iter().flatten().collect::<Vec<_>>(), render_context)
            }
            Self::Covered { cover, instead_of, zone } => {
                render::covered(cover, instead_of.as_ref(), *zone, render_context)
            }
            Self::LanguageSet { language } => answers::language_set(*language, render_context),
            Self::NotFound { number } => answers::not_found(*number, render_context),
            Self::PageNotFound { code } => answers::page_not_found(code, render_context),
            Self::PageOfAnother { code, incident } => {
                answers::page_of_another(code, *incident, render_context)
            }
            Self::NumberMissing { verb } => answers::number_missing(*verb, render_context),
            Self::ReasonMissing { verb } => answers::reason_missing(*verb, render_context),
            Self::NoRight { verb } => answers::no_right(*verb, render_context),
            Self::MayNotLower { incident } => answers::may_not_lower(*incident, render_context),
            Self::WrongPlace { verb: Verb::Open } | Self::NoGroupHere => {
                answers::outside_group(render_context)
            }
            Self::WrongPlace { verb } => answers::wrong_place(*verb, render_context),
            Self::ConfirmationUnknown => answers::confirmation_expired(render_context),
            Self::UnknownPerson { name } => answers::unknown_person(name, render_context),
            Self::UnknownTeam { team } => answers::unknown_team(team, render_context),
            Self::WhichTeam { teams } => answers::which_team(teams, render_context),
            Self::NobodyOnCall { team } => answers::nobody_on_call(team, render_context),
            Self::NoSuchTime { time } => answers::no_such_time(&time.to_string(), render_context),
            Self::NoSuchEnd => answers::no_such_end(render_context),
            Self::Contended => answers::contended(render_context),
            Self::ContinuedAs { old, number } => {
                answers::continued_as(*old, *number, render_context)
            }
            Self::GroupCheck { findings } => render::group_check(findings, render_context),
            Self::Credits { standing } => render::credits::account(
                render_context,
                context.customer.map(|it| &it.contract),
                standing,
            ),
            Self::CreditNotFound { credit } => render::credits::not_found(*credit, render_context),
            Self::LinkCode { code } => accounts::code(code, render_context),
            Self::LinkCodeSent { name } => accounts::about("link-code-sent", name, render_context),
            Self::Linked { name } => accounts::about("linked", name, render_context),
            Self::LinkedBefore { name } => accounts::about("linked-before", name, render_context),
            Self::LinkNoWay { name } => accounts::about("link-no-way", name, render_context),
            Self::LinkCodeUnknown => accounts::plain("link-code-unknown", render_context),
            Self::LinkCodeSpoiled => accounts::plain("link-code-spoiled", render_context),
            Self::LinkTooOften => accounts::plain("link-too-often", render_context),
            Self::LinkNeedsCode => accounts::plain("link-needs-code", render_context),
            Self::LinkAloneOnly => accounts::plain("link-alone-only", render_context),
            Self::LinkOthersNot => accounts::plain("link-others-not", render_context),
            Self::NoMail => subscriptions::plain("no-mail", render_context),
            Self::NoAddress { typed } => subscriptions::no_address(typed, render_context),
            Self::AddressMissing { incident } => {
                subscriptions::address_missing(*incident, render_context)
            }
            Self::CodeMailed { address } => subscriptions::code_mailed(address, render_context),
            Self::MailedTooOften => subscriptions::plain("mailed-too-often", render_context),
            Self::NothingOpen => answers::nothing_open(render_context),
        }
    }
}

/// The first reply again, below a line that says it is a repetition.
fn already_done(
    context: &CommandContext<'_>,
    ago: TimeDelta,
    first: &Intent,
    incident: &Incident,
) -> Message {
    let rendered = context.render_context(context.entitlement.as_deref(), Some(incident));
    let mut message = answers::already_done(ago, &rendered);
    let first = render::notice(first, &rendered);
    message.lines.push(first.headline);
    message.lines.extend(first.lines);
    message
}

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
        at,
        current: on_call(rotation, &directory.overrides, at),
        next: takes_over_next(rotation, &directory.overrides, at),
    })
}
