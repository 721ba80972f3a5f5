//! The one loop of every act: load, decide, commit, and start again if the incident or the
//! directory changed meanwhile.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures::future::BoxFuture;

use super::act_log::ActLog;
use super::origin::Origin;
use super::{ActionError, Actions};
use crate::domain::directory::Directory;
use crate::domain::incident::{CardState, Changed, Incident};
use crate::domain::notice::Notice;
use crate::ids::IncidentNumber;
use crate::store::{Commit, Outcome, RecordedReply, StoreError};

/// How often an act is decided before giving up.
const TRIES: usize = 3;

/// How often the codes of an act's pages may be taken: enough for the codes to become so long that
/// hardly any is. After that the page goes out with a code that leads to another incident, because
/// a page with a bad code is better than none.
const CODE_TRIES: usize = 12;

/// After so many taken codes in one act there are too few short ones.
const TAKEN_BEFORE_LONGER: usize = 3;

/// A decision, ready to be committed.
pub(super) struct Decided {
    pub(super) changed: Changed,
    /// What the cards of the incident show until now; none for an incident that does not exist yet.
    pub(super) shown: Option<CardState>,
    /// The number of the last line of the customer's account of express tickets, where it was
    /// decided on that.
    pub(super) account_seq: Option<i64>,
    /// Whether it may have been done before, in a time of which a restored database knows nothing.
    pub(super) may_repeat: bool,
    /// What else belongs to the act.
    pub(super) commit: Commit,
}

impl Decided {
    /// A decision on an incident as it was loaded.
    pub(super) fn on(loaded: &Incident, changed: Changed) -> Self {
        Self { shown: Some(loaded.card_state()), ..Self::opening(changed) }
    }

    /// A decision that opens an incident.
    pub(super) fn opening(changed: Changed) -> Self {
        Self {
            changed,
            shown: None,
            account_seq: None,
            may_repeat: false,
            commit: Commit::default(),
        }
    }
}

/// A pending decision: it loads what it needs, and decides.
pub(super) type Deciding<'a> = BoxFuture<'a, Result<Option<Decided>, ActionError>>;

/// An act that is durable.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "one for each act, taken apart at once")]
pub enum Committed {
    /// Just now. The notice to the room the act came from, if there is one, is the reply.
    Now { incident: Arc<Incident>, answer: Option<Notice> },
    /// Before, by another delivery of the same event; this is the reply recorded then.
    Before { answer: Option<Box<RecordedReply>> },
}

impl Actions {
    /// Decides and commits, at most three times. `about` names the incidents that are loaded, so
    /// that a refusal based on what another process has changed meanwhile is not believed at once.
    /// None when `decide` finds nothing to do.
    pub(super) async fn decide<'a>(
        &self,
        origin: Option<&Origin>,
        about: &[IncidentNumber],
        now: DateTime<Utc>,
        decide: impl Fn(Arc<Directory>) -> Deciding<'a> + Send,
    ) -> Result<Option<Committed>, ActionError> {
        let mut may_be_outdated = self.store.is_shared();
        let (mut tries, mut taken) = (0, 0);
        while tries < TRIES {
            tries += 1;
            let directory = self.store.directory();
            let decided = match decide(Arc::clone(&directory)).await {
                Err(ActionError::Refused(_)) if may_be_outdated => {
                    may_be_outdated = false;
                    for number in about {
                        self.store.forget_incident(*number);
                    }
                    continue;
                }
                decided => decided?,
            };
            let Some(decided) = decided else { return Ok(None) };
            let (mut commit, answer) = self.commit_of(&directory, decided, origin, now)?;
            if taken >= CODE_TRIES {
                commit.page_codes.clear();
            }
            let changes_directory = !commit.directory.is_empty();
            let log = ActLog::of(&commit.entries);
            match self.store.commit(commit).await? {
                Outcome::Done { incident } => {
                    if changes_directory {
                        self.store.reload_directory().await?;
                    }
                    let incident = incident.ok_or(ActionError::Contended)?;
                    log.tell(&incident);
                    return Ok(Some(Committed::Now { incident, answer }));
                }
                Outcome::Duplicate { reply } => {
                    return Ok(Some(Committed::Before { answer: reply }));
                }
                Outcome::Conflict => {}
                Outcome::CodeTaken => {
                    (tries, taken) = (tries - 1, taken + 1);
                    if taken % TAKEN_BEFORE_LONGER == 0 {
                        self.random.lengthen_page_codes();
                    }
                }
                Outcome::DirectoryMoved => drop(self.store.reload_directory().await?),
                Outcome::Fenced => return Err(StoreError::Fenced.into()),
                Outcome::Stale => break,
            }
        }
        Err(ActionError::Contended)
    }

    /// An incident as it is decided on: without rooms and mailboxes that the directory no longer
    /// gives it.
    pub(super) async fn load(
        &self,
        directory: &Directory,
        number: IncidentNumber,
    ) -> Result<Option<Incident>, ActionError> {
        let loaded = self.store.incident_to_change(number).await?;
        let clean = |loaded: Arc<Incident>| {
            Incident::clone(&loaded).without_lost_mirrors(directory).without_strangers(directory)
        };
        Ok(loaded.map(clean))
    }
}
