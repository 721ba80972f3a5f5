//! From a decision to a commit: facts get numbers, notices get destinations.

use chrono::{DateTime, Utc};

use super::decide::{Committed, Decided};
use super::ledger::totals_after;
use super::origin::Origin;
use super::route::destination_of;
use super::{ActionError, Actions};
use crate::domain::directory::Directory;
use crate::domain::incident::{Fact, TimelineEntry};
use crate::domain::notice::{Notice, Priority};
use crate::store::{
    About, Commit, ExpressLine, IncidentChange, NewMessage, Outcome, PageCode, RecordedReply,
    StoreError,
};

impl Actions {
    /// Turns a decision into a commit, added to what belongs to the act already; and the reply to
    /// whoever acted.
    pub(super) fn commit_of(
        &self,
        directory: &Directory,
        decided: Decided,
        origin: Option<&Origin>,
        now: DateTime<Utc>,
    ) -> Result<(Commit, Option<Notice>), StoreError> {
        let Decided { changed, shown, account_seq, may_repeat, commit } = decided;
        let (mut incident, mut decision) = changed;
        let mut commit = commit;
        commit.directory_version = Some(directory.version);
        commit.entries = incident.apply(&mut decision, now);
        commit.page_codes = page_codes_of(&commit.entries);
        commit.credits = std::mem::take(&mut decision.credits);
        commit.directory.extend(totals_after(directory, &commit.credits)?);
        let after = account_seq;
        commit.express =
            decision.express.take().map(|movement| ExpressLine { movement, at: now, after });
        let mut notices = std::mem::take(&mut decision.notices);
        let reply = origin.and_then(|origin| origin.take_reply(&mut notices, directory));
        if let Some(origin) = origin {
            notices = origin.queued(reply.as_ref(), notices);
            commit.event = Some(origin.event(reply.as_ref(), now));
            commit.origin = Some(origin.recorded());
        }
        if shown.as_ref().is_some_and(|shown| *shown != incident.card_state()) {
            notices.extend(self.refreshed_cards(directory, &incident));
        }
        let queued = messages(directory, About::ThisIncident, notices, origin, now).into_iter();
        let marked = |message: NewMessage| if may_repeat { message.repeated() } else { message };
        commit.outbox.extend(queued.map(marked));
        let incident = Box::new(incident);
        commit.incident = match shown {
            None => IncidentChange::Insert(incident),
            Some(_) => IncidentChange::Update(incident),
        };
        Ok((commit, reply))
    }

    /// Commits a reply that touches no incident, such as help, a list or an error, together with
    /// notices for others and what belongs to the reply, such as a confirmation that is asked for.
    pub async fn answer_with(
        &self,
        origin: &Origin,
        reply: Notice,
        for_others: Vec<Notice>,
        mut commit: Commit,
        now: DateTime<Utc>,
    ) -> Result<Committed, ActionError> {
        let directory = self.store.directory();
        let queued = origin.queued(Some(&reply), for_others);
        commit.outbox = messages(&directory, About::Nothing, queued, Some(origin), now);
        commit.event = Some(origin.event(Some(&reply), now));
        let changes_directory = !commit.directory.is_empty();
        match self.store.commit(commit).await? {
            Outcome::Duplicate { reply } => Ok(Committed::Before { answer: reply }),
            Outcome::Done { .. } => {
                if changes_directory {
                    self.store.reload_directory().await?;
                }
                let said = RecordedReply { incident: None, notice: reply };
                Ok(Committed::Before { answer: Some(Box::new(said)) })
            }
            Outcome::Conflict
            | Outcome::CodeTaken
            | Outcome::DirectoryMoved
            | Outcome::Fenced
            | Outcome::Stale => Err(ActionError::Contended),
        }
    }

    /// Says that the reply to an act has left for its room; other messages for that room may
    /// follow.
    pub fn follow_answer(&self, origin: &Origin) {
        let room = self.store.destination_id(&origin.room);
        if let Some(room) = room.filter(|_| origin.answers_itself) {
            self.wake.reply_sent(room);
        }
    }
}

/// Notices as messages to be queued, each to its recipient's first contact method. The reply goes
/// to the address that came with the request; where it rides on the response, what else is for that
/// room waits until that has left.
pub(super) fn messages(
    directory: &Directory,
    about: About,
    notices: Vec<Notice>,
    origin: Option<&Origin>,
    now: DateTime<Utc>,
) -> Vec<NewMessage> {
    let message = |notice: Notice| {
        let Some((destination, contact_method)) = destination_of(directory, &notice.to, 0) else {
            tracing::error!(to = ?notice.to, "a notice has no destination");
            return None;
        };
        let from_there = origin.filter(|origin| origin.room == destination);
        let is_reply = notice.priority == Priority::Reply;
        Some(NewMessage {
            about,
            contact_method,
            reply_to: from_there.filter(|_| is_reply).and_then(|origin| origin.reply_to.clone()),
            may_have_arrived: false,
            arrived_by: 0,
            follows_reply: from_there.is_some_and(|origin| origin.answers_itself),
            destination,
            notice,
            created_at: now,
            due_at: now,
        })
    };
    notices.into_iter().filter_map(message).collect()
}

/// The codes of the pages that entries of the timeline record.
pub(super) fn page_codes_of(entries: &[TimelineEntry]) -> Vec<PageCode> {
    let page = |entry: &TimelineEntry| match &entry.fact {
        Fact::Paged { person, code, .. } | Fact::EscalationPaged { person, code } => {
            Some(PageCode { person: person.clone(), code: code.clone(), at: entry.at })
        }
        _ => None,
    };
    entries.iter().filter_map(page).collect()
}
