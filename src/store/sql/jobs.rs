//! Whatever writes, inside one transaction.

use super::{
    BEGIN, Connection, batch, confirmations, destinations, events, held_reports, leases, messages,
    operations, outbox, partitions, probes, processes, records, transcript,
};
use crate::store::fence::{Fence, Terms};
use crate::store::job::{Job, Output, Written};
use crate::store::reconciliation_row::PreparedReconciliation;
use crate::store::row_ids::first_id_at;
use crate::store::rows::millis;

/// Runs jobs in one transaction. Either all of them are durable when this returns, or none is.
pub(crate) async fn run(db: &mut Connection, jobs: &mut [&mut Job]) -> sqlx::Result<Vec<Output>> {
    sqlx::query(BEGIN).execute(&mut *db).await?;
    let result = run_and_commit(&mut *db, jobs).await;
    if result.is_err() {
        // The engine may have rolled back by itself, and then refuses; the first error is the one
        // to tell.
        let _ = sqlx::query("ROLLBACK").execute(db).await;
    }
    result
}

async fn run_and_commit(db: &mut Connection, jobs: &mut [&mut Job]) -> sqlx::Result<Vec<Output>> {
    let outputs = run_inside(&mut *db, jobs).await?;
    sqlx::query("COMMIT").execute(db).await?;
    Ok(outputs)
}

/// Commits are written together and records too; everything else in the order in which it was asked
/// for.
async fn run_inside(db: &mut Connection, jobs: &mut [&mut Job]) -> sqlx::Result<Vec<Output>> {
    let fences: Vec<Fence> = jobs.iter().flat_map(|job| job.fences()).collect();
    let terms = partitions::terms(&mut *db, &fences).await?;
    let mut written = write_commits(&mut *db, jobs, &terms).await?.into_iter();
    let mut recorded = write_records(&mut *db, jobs, &terms).await?.into_iter();
    let mut outputs = Vec::with_capacity(jobs.len());
    for job in jobs.iter() {
        outputs.push(match &**job {
            Job::Commit(_) => Output::Written(written.next().ok_or(sqlx::Error::RowNotFound)?),
            Job::Record(records) => {
                Output::Recorded(recorded.by_ref().take(records.len()).collect())
            }
            other if other.fences().iter().any(|fence| !terms.allow(*fence)) => Output::Fenced,
            other => run_one(&mut *db, other).await?,
        });
    }
    Ok(outputs)
}

async fn write_commits(
    db: &mut Connection,
    jobs: &mut [&mut Job],
    terms: &Terms,
) -> sqlx::Result<Vec<Written>> {
    let mut commits = Vec::new();
    for job in jobs.iter_mut() {
        if let Job::Commit(prepared) = &mut **job {
            commits.push(&mut **prepared);
        }
    }
    if commits.is_empty() { Ok(Vec::new()) } else { batch::write(db, &mut commits, terms).await }
}

async fn write_records(
    db: &mut Connection,
    jobs: &[&mut Job],
    terms: &Terms,
) -> sqlx::Result<Vec<bool>> {
    let mut all = Vec::new();
    for job in jobs {
        if let Job::Record(records) = &**job {
            all.extend(records);
        }
    }
    if all.is_empty() { Ok(Vec::new()) } else { records::write(db, &all, terms).await }
}

async fn run_one(db: &mut Connection, job: &Job) -> sqlx::Result<Output> {
    match job {
        Job::Claim(request) => return outbox::claim(db, request).await.map(Output::Claimed),
        Job::Remember { destination, recent, fence: _ } => {
            destinations::remember(db, *destination, recent).await?;
        }
        Job::Expect { destination, at } => {
            destinations::expect(db, *destination, millis(*at)).await?;
        }
        Job::Receive { destination, at } => {
            destinations::receive(db, *destination, millis(*at)).await?;
        }
        Job::Queue(rows) => {
            let rows: Vec<_> = rows.iter().map(|row| (None, row)).collect();
            outbox::insert(db, &rows).await?;
        }
        Job::Number(list) => {
            return destinations::number(db, list).await.map(Output::Destinations);
        }
        Job::TakeLease { name, holder, now, until } => {
            let (now, until) = (millis(*now), millis(*until));
            return leases::take(db, name, holder, now, until).await.map(Output::Fence);
        }
        Job::ReleaseLease { name, holder } => leases::release(db, name, holder).await?,
        Job::RenewInstance { id, gone_before, until } => {
            let division = partitions::renew(db, id, millis(*gone_before), millis(*until)).await?;
            return Ok(Output::Division(division));
        }
        Job::TakePartitions { id, seen } => {
            return partitions::take(db, id, seen).await.map(Output::Taken);
        }
        Job::GiveBackPartitions { held } => partitions::give_back(db, held).await?,
        Job::EndInstance { id } => partitions::end(db, id).await?,
        Job::ReportProcess { row, forget_before } => {
            processes::report(&mut *db, row).await?;
            processes::forget_before(db, millis(*forget_before)).await?;
        }
        Job::EndProcess { id } => processes::end(db, *id).await?,
        Job::Probe(probe) => probes::put(db, probe.process, &probe.filling).await?,
        Job::EndProbe { process } => probes::remove(db, *process).await?,
        Job::Forget { before } => {
            let before = millis(*before);
            events::forget_before(&mut *db, first_id_at(before)).await?;
            messages::forget_before(&mut *db, first_id_at(before)).await?;
            held_reports::forget_before(&mut *db, first_id_at(before)).await?;
            confirmations::expire(db, before).await?;
        }
        Job::Transcribe(rows) => transcript::insert(db, &rows.iter().collect::<Vec<_>>()).await?,
        Job::ForgetTranscripts { now, limit } => {
            let forgotten = transcript::forget_ended(db, millis(*now), *limit).await?;
            return Ok(Output::Forgotten(forgotten));
        }
        Job::Reconcile(what) => return reconcile(db, what).await.map(Output::Reconciled),
        Job::Commit(_) | Job::Record(_) => {}
    }
    Ok(Output::Done)
}

/// False where another process was first.
async fn reconcile(db: &mut Connection, what: &PreparedReconciliation) -> sqlx::Result<bool> {
    for (after, body) in (what.after..).zip(&what.operations) {
        if !operations::add(&mut *db, Some(after), what.at, body).await? {
            return Ok(false);
        }
    }
    outbox::mark_repeats(&mut *db).await?;
    let rows: Vec<_> = what.messages.iter().map(|row| (None, row)).collect();
    outbox::insert(db, &rows).await?;
    Ok(true)
}
