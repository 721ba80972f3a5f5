//! Many commits in one transaction.
//!
//! Commits that nothing but a copy of their event or another version of their incident can refuse
//! are written together: one statement a table for all of them, and no savepoints. A commit with
//! other conditions (a confirmation to use up, a document to change, a second incident) is written
//! by itself inside a savepoint, so that its refusal leaves the others alone.

use std::collections::{BTreeMap, HashSet};

use super::{
    Connection, anonymising, codes, confirmations, credits, directory, directory_history, events,
    express, held_reports, incidents, outbox, transcript,
};
use crate::store::commit::{DirectoryChange, Outcome};
use crate::store::fence::Terms;
use crate::store::job::Written;
use crate::store::prepared::{ChangedIncident, EventRow, Prepared, recorded_reply};

/// Writes commits inside the open transaction; tells how each ended, in order. `terms` are the
/// present ones of the partitions that commits depend on.
pub(crate) async fn write(
    db: &mut Connection,
    commits: &mut [&mut Prepared],
    terms: &Terms,
) -> sqlx::Result<Vec<Written>> {
    let changing = commits.iter().any(|commit| !commit.directory.is_empty());
    let mut version = directory::hold_version(&mut *db, changing).await?;
    let mut refusals: Vec<Option<Outcome>> =
        commits.iter().map(|c| fenced(c, terms).or(refused_by_directory(c, version))).collect();
    write_together(db, commits, &mut refusals).await?;
    for (commit, refusal) in commits.iter_mut().zip(&mut refusals) {
        if refusal.is_some() || commit.is_simple() {
            continue;
        }
        // Another commit of the batch may have changed the directory a moment ago.
        *refusal = refused_by_directory(commit, version);
        if refusal.is_none() {
            *refusal = write_alone(db, commit).await?;
        }
        if refusal.is_none() && !commit.directory.is_empty() {
            version = directory::version(&mut *db).await?;
        }
    }
    Ok(refusals
        .into_iter()
        .map(|refusal| refusal.map_or(Written::Done, Written::Refused))
        .collect())
}

fn fenced(commit: &Prepared, terms: &Terms) -> Option<Outcome> {
    let fence = commit.fence?;
    (!terms.allow(fence)).then_some(Outcome::Fenced)
}

fn refused_by_directory(commit: &Prepared, version: i64) -> Option<Outcome> {
    let decided_on = commit.directory_version?;
    (decided_on != version).then_some(Outcome::DirectoryMoved)
}

/// Writes the simple commits that have not been refused.
async fn write_together(
    db: &mut Connection,
    commits: &mut [&mut Prepared],
    refusals: &mut [Option<Outcome>],
) -> sqlx::Result<()> {
    let simple = commits.iter_mut().zip(refusals.iter_mut());
    let mut simple: Vec<(&mut Prepared, &mut Option<Outcome>)> = simple
        .filter(|(commit, refusal)| refusal.is_none() && commit.is_simple())
        .map(|(commit, refusal)| (&mut **commit, refusal))
        .collect();
    refuse_copies(db, &mut simple).await?;
    simple.retain(|(_, refusal)| refusal.is_none());
    refuse_taken_codes(db, &mut simple).await?;
    simple.retain(|(_, refusal)| refusal.is_none());
    number_new(db, simple.iter_mut().filter_map(|(commit, _)| commit.incident.as_mut())).await?;
    refuse_other_versions(db, &mut simple).await?;
    let done = simple.iter().filter(|(_, refusal)| refusal.is_none());
    let done: Vec<&Prepared> = done.map(|(commit, _)| &**commit).collect();
    write_rows(&mut *db, &done).await?;
    answer_copies(db, commits, refusals).await
}

/// Records the events; a commit whose event was recorded before is refused. Its reply is looked up
/// once everything else is written: the first copy may be in the same batch.
async fn refuse_copies(
    db: &mut Connection,
    commits: &mut [(&mut Prepared, &mut Option<Outcome>)],
) -> sqlx::Result<()> {
    let mut rows: Vec<_> = commits.iter().filter_map(|(commit, _)| commit.event()).collect();
    // Two processes that get the same events in different orders would wait for each other.
    rows.sort_by(|(_, a), (_, b)| (&a.platform, &a.event).cmp(&(&b.platform, &b.event)));
    let new: HashSet<i64> = events::record(&mut *db, &rows).await?.into_iter().collect();
    for (commit, refusal) in commits {
        if commit.event.as_ref().is_some_and(|event| !new.contains(&event.id)) {
            **refusal = Some(Outcome::Duplicate { reply: None });
        }
    }
    Ok(())
}

async fn answer_copies(
    db: &mut Connection,
    commits: &[&mut Prepared],
    refusals: &mut [Option<Outcome>],
) -> sqlx::Result<()> {
    for (commit, refusal) in commits.iter().zip(refusals) {
        if let (Some(event), Some(Outcome::Duplicate { .. })) = (&commit.event, &refusal) {
            *refusal = Some(copy_of(db, event).await?);
        }
    }
    Ok(())
}

/// Before a number is given, because numbers have no gaps. The event of a refused commit is taken
/// back, or the retry would look like a copy.
async fn refuse_taken_codes(
    db: &mut Connection,
    commits: &mut [(&mut Prepared, &mut Option<Outcome>)],
) -> sqlx::Result<()> {
    let decided: Vec<&Prepared> = commits.iter().map(|(commit, _)| &**commit).collect();
    let taken = codes::taken(&mut *db, &decided).await?;
    for ((commit, refusal), taken) in commits.iter_mut().zip(taken) {
        if !taken {
            continue;
        }
        **refusal = Some(Outcome::CodeTaken);
        if let Some(event) = &commit.event {
            events::undo(&mut *db, event.id).await?;
        }
    }
    Ok(())
}

/// The answer to a copy of an event. Where the first copy was refused in this very batch, nothing
/// was done for the event yet, and the copy is decided again.
async fn copy_of(db: &mut Connection, event: &EventRow) -> sqlx::Result<Outcome> {
    let recorded = events::reply_to(db, &event.platform, &event.event).await?;
    Ok(recorded.map_or(Outcome::Conflict, |row| Outcome::Duplicate {
        reply: recorded_reply(row).map(Box::new),
    }))
}

/// Gives new incidents their numbers.
async fn number_new<'c>(
    db: &mut Connection,
    incidents: impl Iterator<Item = &'c mut ChangedIncident>,
) -> sqlx::Result<()> {
    let mut new: Vec<_> = incidents.filter(|changed| changed.is_new).collect();
    let Ok(count) = i64::try_from(new.len()) else { return Ok(()) };
    if count == 0 {
        return Ok(());
    }
    let last = incidents::take_numbers(db, count).await?;
    for (changed, number) in new.iter_mut().zip(last - count + 1..) {
        changed.give_number(number);
    }
    Ok(())
}

/// Writes the incidents. Where the stored version is not the one that was decided on, the commit is
/// refused and its event taken back, or the retry would look like a copy.
async fn refuse_other_versions(
    db: &mut Connection,
    commits: &mut [(&mut Prepared, &mut Option<Outcome>)],
) -> sqlx::Result<()> {
    // In the order of the numbers, or two processes could wait for each other. Of two decisions on
    // one version the first in the queue counts.
    let mut first: BTreeMap<i64, usize> = BTreeMap::new();
    for (index, (commit, _)) in commits.iter().enumerate() {
        if let Some(number) = commit.number() {
            first.entry(number).or_insert(index);
        }
    }
    let changed: Vec<&ChangedIncident> =
        first.values().filter_map(|index| commits[*index].0.incident.as_ref()).collect();
    let written: HashSet<i64> = incidents::write(&mut *db, &changed).await?.into_iter().collect();
    for (index, (commit, refusal)) in commits.iter_mut().enumerate() {
        let Some(number) = commit.number() else { continue };
        if first.get(&number) == Some(&index) && written.contains(&number) {
            continue;
        }
        **refusal = Some(Outcome::Conflict);
        if let Some(event) = &commit.event {
            events::undo(&mut *db, event.id).await?;
        }
    }
    Ok(())
}

/// Writes a commit by itself, or says why not.
async fn write_alone(db: &mut Connection, commit: &mut Prepared) -> sqlx::Result<Option<Outcome>> {
    sqlx::query("SAVEPOINT alone").execute(&mut *db).await?;
    let refusal = refused_by_condition(db, commit).await?;
    if refusal.is_some() {
        sqlx::query("ROLLBACK TO SAVEPOINT alone").execute(&mut *db).await?;
    } else {
        write_rows(db, &[&*commit]).await?;
    }
    sqlx::query("RELEASE SAVEPOINT alone").execute(&mut *db).await?;
    Ok(refusal)
}

async fn refused_by_condition(
    db: &mut Connection,
    commit: &mut Prepared,
) -> sqlx::Result<Option<Outcome>> {
    if let Some((number, event)) = commit.event()
        && events::record(&mut *db, &[(number, event)]).await?.is_empty()
    {
        return copy_of(db, event).await.map(Some);
    }
    if let Some(code) = &commit.used_confirmation
        && !confirmations::take(&mut *db, code).await?
    {
        return Ok(Some(Outcome::Stale));
    }
    if let Some(opened) = &commit.opened_reports
        && !held_reports::take(&mut *db, opened).await?
    {
        return Ok(Some(Outcome::Stale));
    }
    if codes::taken(&mut *db, &[&*commit]).await?.contains(&true) {
        return Ok(Some(Outcome::CodeTaken));
    }
    number_new(&mut *db, commit.incident.as_mut().into_iter()).await?;
    let mut changed: Vec<&ChangedIncident> = commit.incidents().collect();
    changed.sort_by_key(|changed| changed.number());
    if incidents::write(&mut *db, &changed).await?.len() < changed.len() {
        return Ok(Some(Outcome::Conflict));
    }
    if let Some((line, number)) = commit.express.as_ref().zip(commit.number())
        && !express::append(&mut *db, number, line).await?
    {
        return Ok(Some(Outcome::Conflict));
    }
    Ok(None)
}

/// Writes what belongs to commits whose incidents are written.
async fn write_rows(db: &mut Connection, commits: &[&Prepared]) -> sqlx::Result<()> {
    for commit in commits {
        number_event(&mut *db, commit).await?;
    }
    let changed = commits.iter().flat_map(|commit| commit.incidents());
    let acts = changed.flat_map(|changed| changed.acts.iter().map(|act| (changed.number(), act)));
    incidents::write_acts(&mut *db, &acts.collect::<Vec<_>>()).await?;
    let own = commits.iter().filter_map(|commit| commit.number().map(|number| (number, *commit)));
    let codes = own.flat_map(|(number, c)| c.page_codes.iter().map(move |page| (number, page)));
    incidents::write_codes(&mut *db, &codes.collect::<Vec<_>>()).await?;
    let messages = commits.iter().flat_map(|c| c.outbox.iter().map(|row| (c.number(), row)));
    outbox::insert(&mut *db, &messages.collect::<Vec<_>>()).await?;
    for new_confirmation in commits.iter().filter_map(|commit| commit.new_confirmation.as_ref()) {
        confirmations::ask(&mut *db, new_confirmation).await?;
    }
    for held_report in commits.iter().filter_map(|commit| commit.held_report.as_ref()) {
        held_reports::keep(&mut *db, held_report).await?;
    }
    let lines: Vec<_> = commits.iter().flat_map(|commit| &commit.transcript).collect();
    transcript::insert(&mut *db, &lines).await?;
    let lines: Vec<_> = commits.iter().flat_map(|commit| &commit.credits).collect();
    credits::insert(&mut *db, &lines).await?;
    for commit in commits {
        if let Some(changed) = commit.incident.as_ref().filter(|c| !c.anonymised.is_empty()) {
            anonymising::write(&mut *db, changed, &commit.forgotten_codes).await?;
        }
        write_directory(db, commit).await?;
    }
    Ok(())
}

/// Notes at an event whose reply is kept what that reply is about, where the event was recorded
/// before the incident had its number.
async fn number_event(db: &mut Connection, commit: &Prepared) -> sqlx::Result<()> {
    let opened = commit.incident.as_ref().filter(|changed| changed.is_new);
    let kept = commit.event.as_ref().filter(|event| event.reply.is_some());
    match kept.zip(opened) {
        Some((event, opened)) => events::number(db, event.id, opened.number()).await,
        None => Ok(()),
    }
}

async fn write_directory(db: &mut Connection, commit: &Prepared) -> sqlx::Result<()> {
    for change in &commit.directory {
        match change {
            DirectoryChange::Put { kind, id, body } => {
                directory::put(&mut *db, kind, id, body).await?;
            }
            DirectoryChange::Remove { kind, id } => directory::remove(&mut *db, kind, id).await?,
        }
    }
    if commit.directory.is_empty() {
        return Ok(());
    }
    let version = directory::grow_version(&mut *db).await?;
    if let Some((at, body)) = &commit.applied {
        directory_history::add(db, version, *at, body).await?;
    }
    Ok(())
}
