//! The hashes that chain acts: each is over the one before it and the act. Pure.
//!
//! Every incident has a chain of its own, because its acts are ordered by its version: no order
//! between incidents is needed, and nobody waits for anybody. The content of an act counts by its
//! digest, so that the chain stays whole when retention removes the texts
//! (`docs/adr/0026-every-incident-has-a-chain-of-its-acts.md`).

use sha2::{Digest, Sha256};

use crate::domain::incident::ActHash;

/// A table whose rows have one chain, beside those of the incidents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Table {
    DirectoryHistory,
    Operations,
}

impl Table {
    /// As the table `chains` and its hashes name it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::DirectoryHistory => "directory_history",
            Self::Operations => "operations",
        }
    }
}

/// A hash over parts, each with its length before it, so that no two lists of parts read alike.
/// `purpose` keeps hashes of one kind from standing for another.
fn over<const N: usize>(purpose: &str, parts: [&[u8]; N]) -> ActHash {
    let mut hasher = Sha256::new();
    hasher.update(purpose);
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    ActHash(hasher.finalize().into())
}

/// What an act says: its facts and where they came from, as the row holds them.
pub(crate) fn content(facts: &str, origin: Option<&str>) -> ActHash {
    over("content", [facts.as_bytes(), origin.unwrap_or_default().as_bytes()])
}

/// The hash of an act of an incident after the act with the hash `before`.
pub(crate) fn act(before: ActHash, (incident, seq, at): (i64, i64, i64), said: ActHash) -> ActHash {
    let numbers = [incident, seq, at].map(i64::to_be_bytes);
    over("act", [&before.0, &numbers[0], &numbers[1], &numbers[2], &said.0])
}

/// What follows the acts of an incident whose texts were removed: it holds what is left of them.
pub(crate) fn anonymised<'a>(
    before: ActHash,
    left: impl Iterator<Item = (i64, &'a str)>,
) -> ActHash {
    left.fold(over("anonymised", [&before.0]), |hash, (seq, facts)| {
        over("left", [&hash.0, &seq.to_be_bytes(), facts.as_bytes()])
    })
}

/// What an incident's row says, without what other statements change.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sealed {
    pub(crate) number: i64,
    pub(crate) version: i64,
    pub(crate) is_closed: bool,
    pub(crate) deadline_at: i64,
    pub(crate) next_timer_at: Option<i64>,
    pub(crate) anonymise_at: Option<i64>,
    pub(crate) chain: ActHash,
    /// The digest of the body.
    pub(crate) body: ActHash,
    /// Its columns `room` and `continues`.
    pub(crate) place: (i64, Option<i64>),
}

/// The digest of an incident's body.
pub(crate) fn body(text: &str) -> ActHash {
    over("body", [text.as_bytes()])
}

/// The seal of an incident's row.
pub(crate) fn seal(row: &Sealed) -> ActHash {
    let optional = |value: Option<i64>| value.map_or_else(Vec::new, |v| v.to_be_bytes().to_vec());
    let numbers = [row.number, row.version, i64::from(row.is_closed), row.deadline_at, row.place.0];
    let numbers = numbers.map(i64::to_be_bytes).concat();
    let (timer, anonymise) = (optional(row.next_timer_at), optional(row.anonymise_at));
    let continues = optional(row.place.1);
    over("seal", [&numbers, &timer, &anonymise, &continues, &row.chain.0, &row.body.0])
}

/// The hash of a row of a table with one chain.
pub(crate) fn row(before: ActHash, table: Table, (id, at): (i64, i64), body: &str) -> ActHash {
    let (id, at) = (id.to_be_bytes(), at.to_be_bytes());
    over("row", [&before.0, table.name().as_bytes(), &id, &at, body.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_depends_on_every_part_and_on_where_it_ends() {
        let first = content("[1]", None);
        let acts = [
            act(ActHash::default(), (1, 1, 5), first),
            act(first, (1, 1, 5), first),
            act(ActHash::default(), (2, 1, 5), first),
            act(ActHash::default(), (1, 2, 5), first),
            act(ActHash::default(), (1, 1, 6), first),
            act(ActHash::default(), (1, 1, 5), content("[1", Some("]"))),
            act(ActHash::default(), (1, 1, 5), content("[1]", Some("x"))),
            anonymised(first, [(1, "[1]")].into_iter()),
            anonymised(first, [(2, "[1]")].into_iter()),
            anonymised(first, [].into_iter()),
            row(first, Table::Operations, (1, 5), "{}"),
            row(first, Table::DirectoryHistory, (1, 5), "{}"),
        ];
        let distinct: std::collections::HashSet<_> = acts.iter().collect();
        assert_eq!(distinct.len(), acts.len());
    }
}
