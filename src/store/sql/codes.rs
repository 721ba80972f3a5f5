//! The codes of pages: one code stands for one open incident of a person.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{Connection, incidents};
use crate::store::prepared::{ChangedIncident, Prepared};

/// A code of a person, and the incident it is to stand for; none for one without a number yet.
type Given<'c> = (&'c str, &'c str, Option<i64>);

/// Person and code, and the open incident they stand for.
type Stored = HashMap<(String, String), i64>;

/// For each commit whether it gives somebody a code that stands for another open incident of the
/// same person, or that an earlier one of these commits gives.
pub(super) async fn taken(db: &mut Connection, commits: &[&Prepared]) -> sqlx::Result<Vec<bool>> {
    let all = commits.iter().flat_map(|commit| given(commit));
    let codes: Vec<&str> =
        all.map(|(_, code, _)| code).collect::<BTreeSet<_>>().into_iter().collect();
    if codes.is_empty() {
        return Ok(vec![false; commits.len()]);
    }
    incidents::hold_codes(&mut *db).await?;
    let stored = stand_for(db, commits, &codes).await?;
    Ok(judged(commits, &stored))
}

/// Those of the codes that stand for an open incident already.
async fn stand_for(
    db: &mut Connection,
    commits: &[&Prepared],
    codes: &[&str],
) -> sqlx::Result<Stored> {
    let mut stored: Stored = HashMap::new();
    let asked: HashSet<(&str, &str)> =
        commits.iter().flat_map(|c| given(c)).map(|(person, code, _)| (person, code)).collect();
    for (person, code, incident) in incidents::codes_given(&mut *db, codes).await? {
        if asked.contains(&(person.as_str(), code.as_str())) {
            stored.insert((person, code), incident);
        }
    }
    Ok(stored)
}

fn judged<'c>(commits: &[&'c Prepared], stored: &Stored) -> Vec<bool> {
    // Of an incident that has no number yet nobody else gives a code in the same batch.
    let mut new: HashMap<(&'c str, &'c str), Option<i64>> = HashMap::new();
    let mut judge = |commit: &'c Prepared| {
        let is_taken = given(commit).any(|(person, code, own)| {
            let is_anothers = |incident: Option<i64>| own.is_none() || incident != own;
            let known = stored.get(&(person.to_owned(), code.to_owned()));
            known.is_some_and(|incident| is_anothers(Some(*incident)))
                || new.get(&(person, code)).is_some_and(|incident| is_anothers(*incident))
        });
        if !is_taken {
            new.extend(given(commit).map(|(person, code, own)| ((person, code), own)));
        }
        is_taken
    };
    commits.iter().map(|commit| judge(commit)).collect()
}

fn given(commit: &Prepared) -> impl Iterator<Item = Given<'_>> {
    let own = commit.incident.as_ref().filter(|changed| !changed.is_new);
    let own = own.map(ChangedIncident::number);
    commit.page_codes.iter().map(move |page| (page.person.as_str(), page.code.as_str(), own))
}
