//! What follows from a restore of the database: it knows what it knew when the backup was made, and
//! nothing of what was said and sent after that.

use chrono::{DateTime, TimeDelta, Utc};

use super::Actions;
use super::commit::messages;
use crate::domain::directory::{Directory, Roster};
use crate::domain::incident::{Incident, OpenPage};
use crate::domain::notice::{Intent, Notice, PageReason, Priority, Recipient};
use crate::ids::PersonId;
use crate::store::{About, Deed, NewMessage, Operation, Reconciliation, StoreError};

/// Pages of so long before the backup go out again: whoever was paged earlier has been paged again
/// by the policy, or is paged by it now.
const PAGES_OF: TimeDelta = TimeDelta::hours(1);

impl Actions {
    /// Does once what has to be done after a restore, and gives back how many pages went out again;
    /// none where nothing was restored.
    ///
    /// What waited when the backup was made may have been sent since, so it is marked as a possible
    /// repeat. Open pages of the last hour go out again, marked the same way. The staff rooms and
    /// the duty manager read what may be missing.
    pub async fn reconcile_restore(
        &self,
        by: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<usize>, StoreError> {
        let Some(last) = self.store.operations(1).await?.pop() else { return Ok(None) };
        let (taken_at, restored_at) = match last.operation.what {
            // Somebody put the copy into its place by hand.
            Deed::BackedUp => (last.at, now),
            Deed::Restored { taken_at } => (taken_at, last.at),
            Deed::Reconciled { .. } => return Ok(None),
        };
        let directory = self.store.directory();
        let mut queued = Vec::new();
        for incident in self.store.open_by_deadline(i64::MAX).await? {
            queued.extend(pages_again(&directory, &incident, taken_at - PAGES_OF, now));
        }
        let pages = queued.len();
        let last_number = self.store.last_number().await?;
        let intent = Intent::Restored { taken_at, restored_at, last_number };
        queued.extend(messages(
            &directory,
            About::Nothing,
            told(&directory, &intent, now),
            None,
            now,
        ));
        let did = |what| Operation { by: by.to_owned(), what };
        let restored =
            (last.operation.what == Deed::BackedUp).then(|| did(Deed::Restored { taken_at }));
        let reconciled = did(Deed::Reconciled { pages });
        let done = self.store.reconcile(Reconciliation {
            after: last.number,
            at: now,
            operations: restored.into_iter().chain([reconciled]).collect(),
            messages: queued,
        });
        Ok(done.await?.then_some(pages))
    }
}

/// The pages of an open incident that nobody has acknowledged, once more.
fn pages_again(
    directory: &Directory,
    incident: &Incident,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Vec<NewMessage> {
    let page = |page: &OpenPage| Intent::Page {
        code: page.code.clone(),
        reason: PageReason {
            target: "restored".to_owned(),
            step: 0,
            steps: 0,
            attempt: page.attempt,
        },
    };
    let escalation_page =
        |page: &OpenPage| Intent::EscalationPage { code: page.code.clone(), attempt: page.attempt };
    let is_recent = |page: &&OpenPage| page.at >= since;
    let own = incident.paging.open.iter().filter(is_recent);
    let own = own.map(|each| to_person(&each.person, page(each)));
    let escalation = incident.paging.for_escalation.open.iter().filter(is_recent);
    let escalation = escalation.map(|each| to_person(&each.person, escalation_page(each)));
    let notices = own.chain(escalation).collect();
    let about = About::Incident(incident.number);
    messages(directory, about, notices, None, now).into_iter().map(NewMessage::repeated).collect()
}

fn to_person(person: &PersonId, intent: Intent) -> Notice {
    Notice { to: Recipient::Person(person.clone()), priority: Priority::Page, intent }
}

fn told(directory: &Directory, intent: &Intent, now: DateTime<Utc>) -> Vec<Notice> {
    let rooms = directory.staff_rooms().into_iter().map(|room| Recipient::Group(room.id.clone()));
    let roster = Roster { directory, customer: None, tam_in_coverage: true };
    let manager = roster.duty_manager(now).map(Recipient::Person);
    let notice = |to| Notice { to, priority: Priority::Warning, intent: intent.clone() };
    rooms.chain(manager).map(notice).collect()
}
