//! From a decision to a commit: facts get numbers, notices get destinations.

use chrono::{DateTime, Utc};

use super::ledger::totals_after;
use super::{ActionError, Actions};
use crate::domain::decision::Decision;
use crate::domain::directory::{ContactMethod, Destination, Directory, Person};
use crate::domain::incident::{CardState, Fact, Incident};
use crate::domain::notice::{Notice, Priority, Recipient};
use crate::domain::timer::TimerChange;
use crate::ids::{IncidentId, IncidentNumber, PersonId};
use crate::store::{Commit, ExpressLine, IncidentChange, OutboxRow, Outcome, Seen};

/// Where an act came from, so that it is done once and its answer goes back.
#[derive(Debug, Clone)]
pub struct Origin {
    pub platform: String,
    pub event_id: String,
    pub room: Destination,
    /// A short-lived way to answer, as JSON; none when the answer rides on the request itself.
    pub reply_to: Option<String>,
    /// Whether the platform carries the answer on its own response, so that none is queued.
    pub answers_itself: bool,
    /// What the caller is told besides the answer, whatever that is.
    pub besides: Option<Notice>,
}

/// A decision about one incident, asked for by somebody or by a timer.
#[derive(Debug)]
pub struct Asked {
    pub incident: Incident,
    pub decision: Decision,
    /// What the cards show until now; none for an incident that does not exist yet.
    pub shown: Option<CardState>,
    /// The number of the last line of the customer's account of express tickets, where it was decided on that.
    pub account_stands_at: Option<i64>,
}

/// An act that is durable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Committed {
    /// Just now. The notice to the room the act came from, where there is one, is the answer.
    Now { incident: Box<Incident>, answer: Option<Notice> },
    /// Before, by another delivery of the same event; this is the answer recorded then.
    Before { answer: Option<String> },
}

/// What came of one try.
pub(super) enum Tried {
    Committed(Box<Committed>),
    /// The world moved; decide again.
    Again,
    /// Somebody else did it.
    Stale,
}

/// A decision as rows, ready to be committed.
pub(super) struct Proposal {
    commit: Commit,
    incident: Incident,
    is_new: bool,
    answer: Option<Notice>,
    /// The room whose answer goes another way than the outbox.
    answered_in: Option<String>,
}

impl Actions {
    /// Turns a decision into rows, beside those that `commit` has from elsewhere.
    pub(super) fn proposal(
        &self,
        directory: &Directory,
        asked: Asked,
        origin: Option<&Origin>,
        mut commit: Commit,
        now: DateTime<Utc>,
    ) -> Result<Box<Proposal>, ActionError> {
        let Asked { mut incident, mut decision, shown, account_stands_at: after } = asked;
        let is_new = shown.is_none();
        let answer = origin.and_then(|origin| take_answer(&mut decision, directory, origin));
        commit.directory_version = Some(directory.version);
        commit.entries = incident.number_facts(&mut decision, now);
        commit.pages = pages_of(&commit.entries, now);
        commit.timers = std::mem::take(&mut decision.timers);
        commit.transcript_end = self.transcript_end(directory, &incident, &commit.entries, now);
        commit.credits = std::mem::take(&mut decision.credits);
        commit.directory.extend(totals_after(directory, &commit.credits)?);
        commit.express =
            decision.express.take().map(|movement| ExpressLine { movement, at: now, after });
        let mut notices = answered_first(answer.as_ref(), decision.notices, origin);
        notices.extend(origin.and_then(|origin| origin.besides.clone()));
        if shown.is_some_and(|shown| shown != incident.face()) {
            notices.extend(self.refreshed_cards(directory, &incident));
        }
        commit.outbox.extend(self.outbox_rows(
            directory,
            Some(incident.id),
            notices,
            origin,
            now,
        )?);
        commit.seen = origin.map(|origin| seen(origin, answer.as_ref(), Some(incident.id), now));
        let kept = Box::new(incident.clone());
        commit.incident =
            if is_new { IncidentChange::Insert(kept) } else { IncidentChange::Update(kept) };
        let answered_in =
            origin.filter(|origin| origin.answers_itself).map(|origin| origin.room.to_string());
        Ok(Box::new(Proposal { commit, incident, is_new, answer, answered_in }))
    }

    /// Makes a proposal durable, unless the world moved since it was decided.
    pub(super) async fn try_commit(&self, proposal: Box<Proposal>) -> Result<Tried, ActionError> {
        let Proposal { commit, mut incident, is_new, answer, answered_in } = *proposal;
        // What else is for that room follows the answer.
        let at_once = commit.outbox.iter().map(|row| &row.destination);
        let woken: Vec<String> =
            at_once.filter(|to| answered_in.as_ref() != Some(to)).cloned().collect();
        let timer = earliest(&commit.timers);
        let moves_directory = !commit.directory.is_empty();
        match self.store.commit(commit).await? {
            Outcome::Done { number } => {
                self.wake.wake(&woken, timer);
                if moves_directory {
                    self.store.reload_directory().await?;
                }
                incident.number = number.unwrap_or(IncidentNumber(0));
                incident.version += i64::from(!is_new);
                Ok(Tried::Committed(Box::new(Committed::Now {
                    incident: Box::new(incident),
                    answer,
                })))
            }
            Outcome::Duplicate { answer } => {
                Ok(Tried::Committed(Box::new(Committed::Before { answer })))
            }
            Outcome::Conflict => Ok(Tried::Again),
            Outcome::DirectoryMoved => {
                self.store.reload_directory().await?;
                Ok(Tried::Again)
            }
            Outcome::Stale => Ok(Tried::Stale),
        }
    }

    /// The answer to an act goes to its room now: what else waits for that room may follow.
    pub fn follow_answer(&self, origin: &Origin) {
        if origin.answers_itself {
            self.wake.wake(&[origin.room.to_string()], None);
        }
    }

    /// Commits words that touch no incident, an answer such as help, a list or an error, together with words for others
    /// and rows that belong to the answer, such as a question that waits for a yes.
    pub async fn answer_with(
        &self,
        origin: &Origin,
        notice: Notice,
        for_others: Vec<Notice>,
        mut commit: Commit,
        now: DateTime<Utc>,
    ) -> Result<Committed, ActionError> {
        let directory = self.store.directory();
        let answer = (!origin.answers_itself).then(|| notice.clone());
        let besides = origin.besides.clone();
        let queued = answer.into_iter().chain(besides).chain(for_others).collect();
        commit.outbox = self.outbox_rows(&directory, None, queued, Some(origin), now)?;
        commit.seen = Some(seen(origin, Some(&notice), None, now));
        let woken: Vec<String> = commit.outbox.iter().map(|row| row.destination.clone()).collect();
        let moves_directory = !commit.directory.is_empty();
        match self.store.commit(commit).await? {
            Outcome::Duplicate { answer } => Ok(Committed::Before { answer }),
            Outcome::Done { .. } => {
                self.wake.wake(&woken, None);
                if moves_directory {
                    self.store.reload_directory().await?;
                }
                Ok(Committed::Before { answer: Some(recorded_answer(&notice, None)) })
            }
            Outcome::Conflict | Outcome::DirectoryMoved | Outcome::Stale => {
                Err(ActionError::Contended)
            }
        }
    }

    pub(super) fn outbox_rows(
        &self,
        directory: &Directory,
        incident: Option<IncidentId>,
        notices: Vec<Notice>,
        origin: Option<&Origin>,
        now: DateTime<Utc>,
    ) -> Result<Vec<OutboxRow>, ActionError> {
        let mut rows = Vec::with_capacity(notices.len());
        for notice in notices {
            let Some((destination, way)) = destination_of(directory, &notice.to, 0) else {
                tracing::error!(to = ?notice.to, "a notice has nowhere to go");
                continue;
            };
            let is_answer = origin.is_some_and(|origin| {
                origin.room == destination && notice.priority == Priority::Reply
            });
            rows.push(OutboxRow {
                id: self.random.id(now).to_string(),
                incident_id: incident.map(|id| id.0.to_string()),
                destination: destination.to_string(),
                priority: lane_index(notice.priority),
                recipient: json(&notice.to)?,
                way,
                intent: json(&notice.intent)?,
                reply_to: origin.filter(|_| is_answer).and_then(|origin| origin.reply_to.clone()),
                created_at: now,
                due_at: now,
            });
        }
        Ok(rows)
    }
}

/// Where a notice goes when a recipient's ways are counted from `way`; none when there are no more ways.
pub fn destination_of(
    directory: &Directory,
    to: &Recipient,
    way: i64,
) -> Option<(Destination, i64)> {
    match to {
        Recipient::Person(id) => way_of(directory, directory.people.get(id)?, way),
        Recipient::Group(id) if way == 0 => {
            directory.groups.get(id).map(|group| (group.room.clone(), 0))
        }
        Recipient::Room(room) | Recipient::Subscriber(room) if way == 0 => Some((room.clone(), 0)),
        Recipient::Group(_) | Recipient::Room(_) | Recipient::Subscriber(_) => None,
    }
}

fn way_of(directory: &Directory, person: &Person, way: i64) -> Option<(Destination, i64)> {
    let from = usize::try_from(way).ok()?;
    person.contact_methods.iter().enumerate().skip(from).find_map(|(index, way)| {
        let destination = match way {
            ContactMethod::Direct(destination) => destination.clone(),
            ContactMethod::StaffGroup(group) => directory.groups.get(group)?.room.clone(),
        };
        Some((destination, i64::try_from(index).ok()?))
    })
}

/// The first notice to the room the act came from is its answer; a platform that answers by itself carries
/// it, so it is not queued.
fn take_answer(decision: &mut Decision, directory: &Directory, origin: &Origin) -> Option<Notice> {
    let is_answer = |notice: &Notice| {
        destination_of(directory, &notice.to, 0)
            .is_some_and(|(destination, _)| destination == origin.room)
    };
    let index = decision.notices.iter().position(is_answer)?;
    Some(decision.notices.remove(index))
}

fn answered_first(
    answer: Option<&Notice>,
    notices: Vec<Notice>,
    origin: Option<&Origin>,
) -> Vec<Notice> {
    let queued = answer.filter(|_| origin.is_some_and(|origin| !origin.answers_itself)).cloned();
    // Whoever acts is waiting for the answer, so it travels in the priority of answers.
    let queued =
        queued.map(|notice| Notice { priority: notice.priority.min(Priority::Reply), ..notice });
    queued.into_iter().chain(notices).collect()
}

fn pages_of(
    entries: &[crate::domain::incident::TimelineEntry],
    now: DateTime<Utc>,
) -> Vec<(PersonId, String, DateTime<Utc>)> {
    let page = |fact: &Fact| match fact {
        Fact::Paged { person, code, .. } | Fact::EscalationPaged { person, code } => {
            Some((person.clone(), code.clone(), now))
        }
        _ => None,
    };
    entries.iter().filter_map(|entry| page(&entry.fact)).collect()
}

fn earliest(timers: &[TimerChange]) -> Option<DateTime<Utc>> {
    let due = |change: &TimerChange| match change {
        TimerChange::Set { due_at, .. } => Some(*due_at),
        TimerChange::Clear(_) => None,
    };
    timers.iter().filter_map(due).min()
}

fn lane_index(priority: Priority) -> i64 {
    Priority::ALL
        .iter()
        .position(|known| *known == priority)
        .and_then(|index| i64::try_from(index).ok())
        .unwrap_or(0)
}

fn json(value: &impl serde::Serialize) -> Result<String, ActionError> {
    serde_json::to_string(value).map_err(|error| {
        ActionError::Store(crate::store::StoreError::Inconsistent {
            table: "outbox",
            column: "intent",
            id: "(new)".to_owned(),
            why: error.to_string(),
        })
    })
}

/// The answer as a second delivery of the event shall find it.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub struct RecordedAnswer {
    pub incident: Option<IncidentId>,
    pub notice: Notice,
}

pub(super) fn seen(
    origin: &Origin,
    answer: Option<&Notice>,
    incident: Option<IncidentId>,
    now: DateTime<Utc>,
) -> Seen {
    Seen {
        platform: origin.platform.clone(),
        event_id: origin.event_id.clone(),
        at: now,
        answer: answer.map(|notice| recorded_answer(notice, incident)),
    }
}

fn recorded_answer(notice: &Notice, incident: Option<IncidentId>) -> String {
    serde_json::to_string(&RecordedAnswer { incident, notice: notice.clone() }).unwrap_or_default()
}
