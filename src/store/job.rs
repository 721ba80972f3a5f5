//! What the writer is asked to write, and what that came to.

use chrono::{DateTime, Utc};

use super::commit::Outcome;
use super::destinations::DestinationRow;
use super::fence::{Division, Fence};
use super::outbox::{ClaimRequest, ClaimedRow, MessageRow};
use super::prepared::Prepared;
use super::probe_row::Probe;
use super::process_row::ProcessRow;
use super::reconciliation_row::PreparedReconciliation;
use super::record::PreparedRecord;
use super::transcript::TranscriptRow;
use super::write_log::Work;
use crate::domain::directory::Destination;

/// Something to write.
#[derive(Debug)]
pub(crate) enum Job {
    Commit(Box<Prepared>),
    Claim(ClaimRequest),
    Record(Vec<PreparedRecord>),
    /// What was sent recently to a destination, for the process that sends there next.
    Remember {
        destination: i64,
        recent: String,
        fence: Fence,
    },
    /// Messages are expected from a destination.
    Expect {
        destination: i64,
        at: DateTime<Utc>,
    },
    /// A message came from a destination.
    Receive {
        destination: i64,
        at: DateTime<Utc>,
    },
    Queue(Vec<MessageRow>),
    Number(Vec<Destination>),
    TakeLease {
        name: String,
        holder: String,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    },
    ReleaseLease {
        name: String,
        holder: String,
    },
    RenewInstance {
        id: String,
        until: DateTime<Utc>,
        /// Instances whose time was over before are forgotten.
        gone_before: DateTime<Utc>,
    },
    TakePartitions {
        id: String,
        seen: Vec<Fence>,
    },
    GiveBackPartitions {
        held: Vec<Fence>,
    },
    EndInstance {
        id: String,
    },
    ReportProcess {
        row: ProcessRow,
        forget_before: DateTime<Utc>,
    },
    EndProcess {
        id: i64,
    },
    Forget {
        before: DateTime<Utc>,
    },
    Transcribe(Vec<TranscriptRow>),
    /// What follows from a restore.
    Reconcile(PreparedReconciliation),
    Probe(Probe),
    EndProbe {
        process: i64,
    },
    ForgetTranscripts {
        now: DateTime<Utc>,
        limit: i64,
    },
}

impl Job {
    /// How many rows it is about, where nobody waits for it but the outbox and retention; none
    /// where somebody does.
    pub(crate) fn rows_that_may_wait(&self) -> Option<usize> {
        match self {
            Self::Record(records) => Some(records.len()),
            Self::Claim(request) => (!request.is_urgent).then_some(request.ids.len()),
            Self::Remember { .. }
            | Self::Receive { .. }
            | Self::Forget { .. }
            | Self::ForgetTranscripts { .. } => Some(1),
            Self::Commit(_)
            | Self::Expect { .. }
            | Self::Queue(_)
            | Self::Number(_)
            | Self::TakeLease { .. }
            | Self::ReleaseLease { .. }
            | Self::RenewInstance { .. }
            | Self::TakePartitions { .. }
            | Self::GiveBackPartitions { .. }
            | Self::EndInstance { .. }
            | Self::ReportProcess { .. }
            | Self::EndProcess { .. }
            | Self::Probe(_)
            | Self::EndProbe { .. }
            | Self::Reconcile(_)
            | Self::Transcribe(_) => None,
        }
    }

    /// The rights it depends on.
    pub(crate) fn fences(&self) -> Vec<Fence> {
        match self {
            Self::Commit(prepared) => prepared.fence.into_iter().collect(),
            Self::Claim(request) => vec![request.fence],
            Self::Record(records) => records.iter().map(|record| record.fence).collect(),
            Self::Remember { fence, .. } => vec![*fence],
            _ => Vec::new(),
        }
    }

    /// What fails with it; none where nobody loses anything by it.
    pub(crate) fn work(&self) -> Option<Work> {
        match self {
            // A destination without a number fails the act that is about it.
            Self::Commit(_) | Self::Number(_) | Self::Queue(_) | Self::Transcribe(_) => {
                Some(Work::Acts)
            }
            Self::Claim(_) | Self::Record(_) => Some(Work::Messages),
            Self::Remember { .. }
            | Self::Expect { .. }
            | Self::Receive { .. }
            | Self::TakeLease { .. }
            | Self::ReleaseLease { .. }
            | Self::RenewInstance { .. }
            | Self::TakePartitions { .. }
            | Self::GiveBackPartitions { .. }
            | Self::EndInstance { .. }
            | Self::ReportProcess { .. }
            | Self::EndProcess { .. }
            | Self::Forget { .. }
            | Self::Probe(_)
            | Self::EndProbe { .. }
            | Self::Reconcile(_)
            | Self::ForgetTranscripts { .. } => None,
        }
    }
}

/// How a commit ended inside its transaction.
#[derive(Debug)]
pub(crate) enum Written {
    Done,
    Refused(Outcome),
}

/// What a job came to.
#[derive(Debug)]
pub(crate) enum Output {
    Done,
    Written(Written),
    Outcome(Outcome),
    Claimed(Vec<ClaimedRow>),
    /// Another process holds the partition that it was about.
    Fenced,
    /// Which of the recorded messages were still this process's to record.
    Recorded(Vec<bool>),
    Destinations(Vec<DestinationRow>),
    Fence(Option<i64>),
    Division(Division),
    Taken(Vec<Fence>),
    Forgotten(usize),
    /// Whether this process was the first.
    Reconciled(bool),
}
