//! Reports beyond the limits on opening: kept, asked about once a minute, and opened together by the
//! caller's yes. Nobody is paged before that, and nothing that was typed is lost, whether the program
//! ends meanwhile or not.
//!
//! They become one incident that lists each, under the most urgent of their levels: reports that
//! one person sends within a minute are about one trouble, and one page with ten lines helps more
//! than ten pages.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::Handlers;
use super::confirmation::{Waiting, pending};
use super::context::CommandContext;
use super::open::describe;
use super::opening_limits::OverLimit;
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use super::rights;
use crate::actions::{ActionError, Committed, HeldYes};
use crate::commands::verb::Verb;
use crate::domain::directory::{Directory, Roster};
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::{Opening, Report};
use crate::domain::notice::{Intent, Notice, Priority, Recipient};
use crate::ids::SeverityId;
use crate::render::held_reports as say;
use crate::render::{Acts, Audience, RenderContext};
use crate::store::{Commit, HeldReport, PendingConfirmation};

/// How long the yes counts. The caller may be busy with the trouble itself.
const EXPIRES_AFTER: TimeDelta = TimeDelta::hours(24);
/// Within so long the clock of the incident counts from the first of the words, as it does for
/// trouble that was described without a command.
const COUNTS_FROM_FIRST: TimeDelta = TimeDelta::minutes(10);
/// The most reports that one yes opens. Of more, the rest is asked about again.
const TOGETHER: usize = 50;

/// A report as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Held {
    severity: Option<SeverityId>,
    words: String,
    at: DateTime<Utc>,
}

impl Handlers {
    /// Keeps a report; asks for a yes where the caller was not asked within the last minute.
    pub(super) async fn hold(
        &self,
        context: &CommandContext<'_>,
        severity: Option<SeverityId>,
        words: String,
        over: OverLimit,
    ) -> Result<Outcome, Stopped> {
        let OverLimit { reached, opened, asks, tells } = over;
        let held = Held { severity, words, at: context.now };
        let report = HeldReport {
            platform: context.origin.platform.clone(),
            account: context.account.clone(),
            room: context.origin.room.to_string(),
            at: context.now,
            body: serde_json::to_string(&held).unwrap_or_default(),
        };
        let commit = Commit { held_report: Some(report), ..Commit::default() };
        // On a link's page everybody reads what became of their own report.
        let asks = asks || context.by_link;
        if !asks && !context.origin.answers_itself {
            self.keep(context, commit).await?;
            return Ok(Outcome::Done(Committed::Before { answer: None }));
        }
        let rendered = context.render_context(context.entitlement.as_deref(), None);
        if !asks {
            let message = say::kept(&held.words, &rendered);
            let committed = self.commit_reply(context, &message, true, commit).await?;
            return Ok(Outcome::ConfirmationAsked(committed));
        }
        let code = self.actions.confirmation_code();
        let question = say::Question { title: &held.words, reached, opened, code: &code };
        let message = if context.by_link {
            say::asked_by_link(&question, &rendered)
        } else {
            say::asked(&question, &rendered)
        };
        let commit = Commit {
            new_confirmation: Some(pending_yes(context, code.clone())),
            transcript: self.lines_of_exchange(context, &message, true).await?,
            ..commit
        };
        let told = tells.then(|| told_to_duty_manager(context, &question)).flatten();
        let others = told.into_iter().collect();
        tracing::warn!(room = %context.origin.room, ?reached, opened, "openings wait for a yes");
        let committed = self.commit_reply_and_tell(context, &message, true, others, commit).await?;
        if context.by_link {
            return Ok(Outcome::AskedByLink { code, message: Box::new(message) });
        }
        Ok(Outcome::ConfirmationAsked(committed))
    }

    /// Keeps a report about which the caller was asked a moment ago.
    async fn keep(&self, context: &CommandContext<'_>, commit: Commit) -> Result<(), Stopped> {
        match self.actions.keep_report(&context.origin, commit, context.now).await {
            Ok(()) => Ok(()),
            Err(ActionError::Store(error)) => Err(error.into()),
            Err(ActionError::Refused(_) | ActionError::Contended) => Err(Reply::Contended.into()),
        }
    }

    /// The yes: opens one incident that lists what was kept.
    pub(super) async fn open_held(
        &self,
        context: &CommandContext<'_>,
        code: &str,
    ) -> Result<Outcome, Stopped> {
        rights::check_verb(context, Verb::Open)?;
        let (platform, room) = (&context.origin.platform, context.origin.room.to_string());
        let owner = (platform.as_str(), context.account.as_str(), room.as_str());
        let kept = self.actions.store.held_reports(owner, TOGETHER + 1, TOGETHER).await?;
        let (bodies, reports) = kept;
        let held = bodies.iter().take(TOGETHER).filter_map(|body| serde_json::from_str(body).ok());
        let held: Vec<Held> = held.collect();
        let terms = context.entitlement.as_deref();
        let lead = most_urgent(&held, terms).ok_or(Reply::ConfirmationUnknown)?;
        let (severity, words) = (lead.severity.clone(), lead.words.clone());
        let (title, report) = self.read_words(context, words).await;
        let first = held.iter().map(|held| held.at).min().unwrap_or(context.now);
        let asked_at = (context.now - first < COUNTS_FROM_FIRST).then_some(first);
        let report = Report { asked_at, details: listed(&held, report.details), ..report };
        let title = if held.len() > 1 { format!("{title} (+{})", held.len() - 1) } else { title };
        let describe = |_: &Directory| Opening {
            report: report.clone(),
            ..describe(context, severity.clone(), title.clone())
        };
        let rest = bodies.len() > TOGETHER;
        let rest = rest.then(|| self.actions.confirmation_code());
        let next = rest.clone().map(|code| pending_yes(context, code));
        let mut origin = context.origin.clone();
        if let Some(code) = &rest {
            let rendered = context.render_context(terms, None);
            let question = context.answer(&say::more(TOGETHER, code, &rendered), true);
            origin.extra = Some(Notice { priority: Priority::Low, ..question });
        }
        let yes = HeldYes { code, reports: &reports, next: next.as_ref() };
        match self.actions.open_held(&origin, yes, context.now, describe).await {
            Ok(committed) => Ok(Outcome::Done(committed)),
            Err(ActionError::Store(error)) => Err(error.into()),
            Err(ActionError::Refused(_) | ActionError::Contended) => Err(Reply::Contended.into()),
        }
    }
}

/// The support side learns of it without being paged: the customer may not answer.
fn told_to_duty_manager(
    context: &CommandContext<'_>,
    question: &say::Question<'_>,
) -> Option<Notice> {
    let (directory, customer) = (context.directory, context.customer);
    let roster = Roster { directory, customer, tam_in_coverage: true };
    let person = directory.people.get(&roster.duty_manager(context.now)?)?;
    let way = person.private_way()?;
    let audience = Audience {
        keeps_cards: false,
        language: person.language,
        platform: &way.platform,
        side: person.role.side(),
        reader: Some(person),
        group: None,
        acts: Acts::default(),
    };
    let rendered =
        RenderContext { now: context.now, directory, entitlement: None, incident: None, audience };
    let room =
        context.group.map_or_else(|| context.origin.room.to_string(), |group| group.name.clone());
    let message = say::told(question, &room, context.actor.name(), &rendered);
    Some(Notice {
        to: Recipient::Person(person.id.clone()),
        priority: Priority::Low,
        intent: Intent::Answer { message: Box::new(message), only_for: None },
    })
}

fn pending_yes(context: &CommandContext<'_>, code: String) -> PendingConfirmation {
    pending(context, code, &Waiting::HeldReports, EXPIRES_AFTER)
}

/// The report under whose title and level the incident is opened: the most urgent, of several the
/// first. One without a level gives way to one with.
fn most_urgent<'h>(held: &'h [Held], terms: Option<&Entitlement>) -> Option<&'h Held> {
    let rank = |held: &Held| terms.zip(held.severity.as_ref()).and_then(|(t, s)| t.rank(s));
    held.iter().min_by_key(|held| rank(held).unwrap_or(u8::MAX))
}

/// What each of several reports said, a line each, in the order in which they came.
fn listed(held: &[Held], details: Option<String>) -> Option<String> {
    if held.len() < 2 {
        return details;
    }
    let numbered = held.iter().enumerate().map(|(at, held)| format!("{}. {}", at + 1, held.words));
    Some(numbered.collect::<Vec<_>>().join("\n"))
}
