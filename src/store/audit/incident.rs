//! Whether an incident and its acts are as the bot wrote them. Pure.

use super::fault::Fault;
use super::{SealedIncident, StoredAct};
use crate::domain::incident::{ActHash, Incident};
use crate::store::chain::{self, Sealed};
use crate::store::rows::act_id;

/// What is wrong with an incident, and the number and the hash of its last act.
pub(super) fn check(
    row: &SealedIncident,
    acts: &[StoredAct],
    kept: Option<&(i64, ActHash)>,
) -> (Vec<Fault>, Option<(i64, ActHash)>) {
    let body: Option<Incident> = serde_json::from_str(&row.body).ok();
    let mut walk = Walk {
        last_seq: body.as_ref().map_or(i64::MAX, |incident| incident.last_seq),
        is_anonymised: body.as_ref().is_some_and(|incident| incident.ending.is_anonymised),
        next: 1,
        before: ActHash::default(),
        left: Vec::new(),
        faults: Vec::new(),
    };
    for act in acts {
        walk.take(act);
    }
    let last = acts.last().and_then(|act| Some((act.seq, act.hash.parse().ok()?)));
    let (mut faults, chain) = walk.end();
    if let Some((seq, hash)) = kept {
        let now = acts.iter().find(|act| act.seq == *seq);
        if now.is_none_or(|act| act.hash.parse() != Ok(*hash)) {
            faults.push(Fault::Rewritten { at: *seq });
        }
    }
    let is_chained = row.chain.parse() == Ok(chain);
    if !is_chained && faults.is_empty() {
        let figures = acts.iter().any(|act| act.digest.is_some());
        faults.push(if figures { Fault::FiguresChanged } else { Fault::StateChanged });
    }
    if !is_sealed(row) || !is_in_its_room(row, body.as_ref()) {
        faults.push(Fault::StateChanged);
    }
    faults.dedup();
    (faults, last)
}

fn is_sealed(row: &SealedIncident) -> bool {
    let Ok(last) = row.chain.parse() else { return false };
    let sealed = Sealed {
        number: row.number,
        version: row.version,
        is_closed: row.is_closed,
        deadline_at: row.deadline_at,
        next_timer_at: row.next_timer_at,
        anonymise_at: row.anonymise_at,
        chain: last,
        body: chain::body(&row.body),
        place: (row.room, row.continues),
    };
    row.seal.parse() == Ok(chain::seal(&sealed))
}

/// The seal holds the number of the room; what that number stands for is in another table.
fn is_in_its_room(row: &SealedIncident, body: Option<&Incident>) -> bool {
    body.is_some_and(|incident| row.place.as_deref() == Some(&incident.room.to_string()))
}

/// The acts of one incident, in the order of their keys.
struct Walk<'a> {
    last_seq: i64,
    is_anonymised: bool,
    /// The number of the fact that comes next.
    next: i64,
    before: ActHash,
    /// The anonymised acts so far, which are the first ones.
    left: Vec<(i64, &'a str)>,
    faults: Vec<Fault>,
}

impl<'a> Walk<'a> {
    fn take(&mut self, act: &'a StoredAct) {
        let seq = act.seq;
        let follows = seq == self.next;
        if seq > self.next {
            self.faults.push(Fault::Removed { from: self.next, to: seq - 1 });
        } else if !follows || seq > self.last_seq {
            self.faults.push(Fault::Added { at: seq });
        }
        if act.digest.is_none() {
            self.end_anonymised();
        } else if self.is_anonymised {
            self.left.push((seq, &act.facts));
        } else {
            self.faults.push(Fault::TextsRemoved { at: seq });
        }
        let stored = act.hash.parse().ok();
        let facts = act.row().decode(act.incident).map(|entries| entries.len());
        let hash =
            act.content().map(|said| chain::act(self.before, (act.incident, seq, act.at), said));
        let is_whole = act.id == act_id(act.incident, seq)
            && facts.is_ok()
            && hash.is_ok_and(|hash| stored == Some(hash));
        // After a gap the hash fits nothing that is still there.
        if !is_whole && follows && seq <= self.last_seq {
            self.faults.push(Fault::Changed { at: seq });
        }
        self.before = stored.unwrap_or_default();
        let count = facts.ok().and_then(|count| i64::try_from(count).ok()).unwrap_or(1);
        self.next = self.next.max(seq + count.max(1));
    }

    fn end_anonymised(&mut self) {
        if !self.left.is_empty() {
            self.before = chain::anonymised(self.before, self.left.drain(..));
        }
    }

    /// What is wrong, and the hash to which the next act would be chained.
    fn end(mut self) -> (Vec<Fault>, ActHash) {
        self.end_anonymised();
        if self.next <= self.last_seq && self.last_seq < i64::MAX {
            self.faults.push(Fault::Removed { from: self.next, to: self.last_seq });
        }
        (self.faults, self.before)
    }
}
