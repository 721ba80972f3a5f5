//! Many commits in one transaction.
//!
//! Commits that nothing but a second copy of their event can refuse are written together, a few wide
//! statements for all. A commit with conditions (a version to match, a timer to take) is written by itself
//! inside a savepoint, so that its refusal leaves the neighbours alone.

use std::collections::HashMap;

use super::{
    Connection, anonymise, credits, directory, events, express, incidents, outbox, timers,
    transcript,
};
use crate::ids::IncidentNumber;
use crate::store::commit::{DirectoryChange, Outcome, Prepared};

/// Writes commits inside the open transaction; one outcome for each, in order.
pub(crate) async fn write(
    db: &mut Connection,
    commits: &mut [&mut Prepared],
) -> sqlx::Result<Vec<Outcome>> {
    let changing = commits.iter().any(|commit| !commit.directory.is_empty());
    let mut version = directory::hold_version(&mut *db, changing).await?;
    let mut outcomes: Vec<Option<Outcome>> =
        commits.iter().map(|c| refused_by_directory(c, version)).collect();
    write_together(db, commits, &mut outcomes).await?;
    for (commit, outcome) in commits.iter_mut().zip(&mut outcomes) {
        if outcome.is_some() {
            continue;
        }
        // A neighbour may have changed the directory a moment ago.
        *outcome = refused_by_directory(commit, version);
        if outcome.is_none() {
            *outcome = Some(write_alone(db, commit).await?);
        }
        if !commit.directory.is_empty() {
            version = directory::version(&mut *db).await?;
        }
    }
    Ok(outcomes.into_iter().map(|o| o.unwrap_or(Outcome::Stale)).collect())
}

fn refused_by_directory(commit: &Prepared, version: i64) -> Option<Outcome> {
    commit
        .directory_version
        .filter(|decided_on| *decided_on != version)
        .map(|_| Outcome::DirectoryMoved)
}

async fn write_together(
    db: &mut Connection,
    commits: &mut [&mut Prepared],
    outcomes: &mut [Option<Outcome>],
) -> sqlx::Result<()> {
    let mut together: Vec<(&mut Prepared, &mut Option<Outcome>)> = commits
        .iter_mut()
        .zip(outcomes)
        .filter(|(commit, outcome)| outcome.is_none() && commit.is_unconditional())
        .map(|(commit, outcome)| (&mut **commit, outcome))
        .collect();
    refuse_second_copies(db, &mut together).await?;
    together.retain(|(_, outcome)| outcome.is_none());
    let mut fresh: Vec<&mut Prepared> = Vec::with_capacity(together.len());
    let mut settled = Vec::with_capacity(together.len());
    for (commit, outcome) in together {
        fresh.push(commit);
        settled.push(outcome);
    }
    write_rows(db, &mut fresh).await?;
    for (commit, outcome) in fresh.iter().zip(settled) {
        *outcome = Some(done(commit));
    }
    Ok(())
}

/// Records the events; a commit whose event was recorded before gets the answer given then.
async fn refuse_second_copies(
    db: &mut Connection,
    together: &mut [(&mut Prepared, &mut Option<Outcome>)],
) -> sqlx::Result<()> {
    let mut rows: Vec<_> = together.iter().filter_map(|(commit, _)| commit.seen.as_ref()).collect();
    // Two replicas that get the same events in different orders would wait for each other.
    rows.sort_by(|a, b| (&a.platform, &a.event_id).cmp(&(&b.platform, &b.event_id)));
    let mut fresh: HashMap<(String, String), bool> =
        events::insert(&mut *db, &rows).await?.into_iter().map(|key| (key, false)).collect();
    for (commit, outcome) in together {
        let Some(event) = &commit.seen else { continue };
        let taken = fresh.get_mut(&(event.platform.clone(), event.event_id.clone()));
        match taken {
            Some(taken) if !*taken => *taken = true,
            _ => {
                let answer = events::answer_to(&mut *db, &event.platform, &event.event_id).await?;
                **outcome = Some(Outcome::Duplicate { answer: answer.flatten() });
            }
        }
    }
    Ok(())
}

async fn write_alone(db: &mut Connection, commit: &mut Prepared) -> sqlx::Result<Outcome> {
    sqlx::query("SAVEPOINT alone").execute(&mut *db).await?;
    if let Some(refusal) = refused_by_condition(db, commit).await? {
        sqlx::query("ROLLBACK TO SAVEPOINT alone").execute(&mut *db).await?;
        sqlx::query("RELEASE SAVEPOINT alone").execute(&mut *db).await?;
        return Ok(refusal);
    }
    // Held apart while it is written, and put back before an error leaves: the job may run again.
    let mut paired = commit.paired.take();
    let written = {
        let mut rows: Vec<&mut Prepared> =
            std::iter::once(&mut *commit).chain(paired.as_deref_mut()).collect();
        write_rows(db, &mut rows).await
    };
    commit.paired = paired;
    written?;
    sqlx::query("RELEASE SAVEPOINT alone").execute(&mut *db).await?;
    Ok(done(commit))
}

async fn refused_by_condition(
    db: &mut Connection,
    commit: &Prepared,
) -> sqlx::Result<Option<Outcome>> {
    if let Some(event) = &commit.seen
        && events::insert(&mut *db, &[event]).await?.is_empty()
    {
        let answer = events::answer_to(&mut *db, &event.platform, &event.event_id).await?;
        return Ok(Some(Outcome::Duplicate { answer: answer.flatten() }));
    }
    if let Some(timer) = &commit.fired
        && !timers::take(&mut *db, timer).await?
    {
        return Ok(Some(Outcome::Stale));
    }
    if let Some(code) = &commit.used_confirmation
        && !events::take(&mut *db, code).await?
    {
        return Ok(Some(Outcome::Stale));
    }
    let paired = commit.paired.as_ref().and_then(|paired| paired.updates.as_ref());
    for row in commit.updates.iter().chain(paired) {
        if !incidents::update(&mut *db, row).await? {
            return Ok(Some(Outcome::Conflict));
        }
    }
    if let Some(line) = &commit.express
        && !express::append(&mut *db, line).await?
    {
        return Ok(Some(Outcome::Conflict));
    }
    Ok(None)
}

/// Writes the rows of commits whose conditions hold.
async fn write_rows(db: &mut Connection, commits: &mut [&mut Prepared]) -> sqlx::Result<()> {
    number_incidents(db, commits).await?;
    let commits: Vec<&Prepared> = commits.iter().map(|commit| &**commit).collect();
    let new: Vec<_> = commits.iter().filter_map(|commit| commit.inserts.as_ref()).collect();
    incidents::insert(&mut *db, &new).await?;
    incidents::insert_timeline(&mut *db, &gather(&commits, |c| &c.timeline)).await?;
    for (incident, kind) in commits.iter().flat_map(|c| &c.clear_timers) {
        timers::clear(&mut *db, incident, kind).await?;
    }
    timers::set(&mut *db, &gather(&commits, |c| &c.set_timers)).await?;
    incidents::insert_pages(&mut *db, &gather(&commits, |c| &c.pages)).await?;
    outbox::insert(&mut *db, &gather(&commits, |c| &c.outbox)).await?;
    for new_confirmation in commits.iter().filter_map(|c| c.new_confirmation.as_ref()) {
        events::ask(&mut *db, new_confirmation).await?;
    }
    transcript::insert(&mut *db, &gather(&commits, |c| &c.transcript)).await?;
    for end in commits.iter().filter_map(|c| c.transcript_end.as_ref()) {
        transcript::end(&mut *db, end).await?;
    }
    credits::insert(&mut *db, &gather(&commits, |c| &c.credits)).await?;
    for anonymised in commits.iter().filter(|c| !c.anonymised.is_empty()) {
        anonymise::write(&mut *db, &anonymised.anonymised).await?;
    }
    for commit in commits {
        write_directory(db, &commit.directory).await?;
    }
    Ok(())
}

async fn number_incidents(db: &mut Connection, commits: &mut [&mut Prepared]) -> sqlx::Result<()> {
    let mut new: Vec<_> = commits.iter_mut().filter_map(|c| c.inserts.as_mut()).collect();
    let Ok(count) = i64::try_from(new.len()) else { return Ok(()) };
    if count == 0 {
        return Ok(());
    }
    let last = incidents::take_numbers(db, count).await?;
    for (row, number) in new.iter_mut().zip(last - count + 1..) {
        row.number = number;
    }
    Ok(())
}

async fn write_directory(db: &mut Connection, changes: &[DirectoryChange]) -> sqlx::Result<()> {
    for change in changes {
        match change {
            DirectoryChange::Put { kind, id, body } => {
                directory::put(&mut *db, kind, id, body).await?
            }
            DirectoryChange::Remove { kind, id } => directory::remove(&mut *db, kind, id).await?,
        }
    }
    if !changes.is_empty() {
        directory::grow_version(db).await?;
    }
    Ok(())
}

fn gather<'c, T>(commits: &[&'c Prepared], rows: impl Fn(&'c Prepared) -> &'c [T]) -> Vec<&'c T> {
    commits.iter().flat_map(|commit| rows(commit)).collect()
}

fn done(commit: &Prepared) -> Outcome {
    let row = commit.inserts.as_ref().or(commit.updates.as_ref());
    Outcome::Done { number: row.map(|row| IncidentNumber(row.number)) }
}
