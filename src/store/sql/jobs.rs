//! Whatever writes, run in the order it was asked for inside one transaction.

use super::{BEGIN, Connection, batch, events, leases, outbox, transcript};
use crate::store::writer::{Answer, Job};

/// Runs jobs in one transaction. Either all of them are durable when this returns, or none is.
pub(crate) async fn run(db: &mut Connection, jobs: &mut [&mut Job]) -> sqlx::Result<Vec<Answer>> {
    sqlx::query(BEGIN).execute(&mut *db).await?;
    let result = commit(&mut *db, jobs).await;
    if result.is_err() {
        // The engine may have rolled back by itself, and then refuses; the first error is the one to tell.
        let _ = sqlx::query("ROLLBACK").execute(db).await;
    }
    result
}

async fn commit(db: &mut Connection, jobs: &mut [&mut Job]) -> sqlx::Result<Vec<Answer>> {
    let answers = run_inside(&mut *db, jobs).await?;
    sqlx::query("COMMIT").execute(db).await?;
    Ok(answers)
}

async fn run_inside(db: &mut Connection, jobs: &mut [&mut Job]) -> sqlx::Result<Vec<Answer>> {
    let mut commits: Vec<_> = jobs.iter_mut().filter_map(|job| job.as_commit()).collect();
    let mut outcomes =
        if commits.is_empty() { Vec::new() } else { batch::write(&mut *db, &mut commits).await? };
    outcomes.reverse();
    let mut answers = Vec::with_capacity(jobs.len());
    for job in jobs.iter() {
        answers.push(match job {
            Job::Commit(_) => Answer::Outcome(outcomes.pop().ok_or(sqlx::Error::RowNotFound)?),
            other => run_one(&mut *db, other).await?,
        });
    }
    Ok(answers)
}

async fn run_one(db: &mut Connection, job: &Job) -> sqlx::Result<Answer> {
    match job {
        Job::Claim(request) => return outbox::claim(db, request).await.map(Answer::Claimed),
        Job::Record(records, words) => {
            outbox::record(&mut *db, records).await?;
            transcript::insert(db, &words.iter().collect::<Vec<_>>()).await?;
        }
        Job::Queue(rows) => outbox::insert(db, &rows.iter().collect::<Vec<_>>()).await?,
        Job::TakeLease { name, holder, now, until } => {
            return leases::take(db, name, holder, *now, *until).await.map(Answer::Fence);
        }
        Job::ReleaseLease { name, holder } => leases::release(db, name, holder).await?,
        Job::Forget { before } => {
            events::forget_before(&mut *db, *before).await?;
            outbox::forget_before(db, *before).await?;
        }
        Job::Transcribe(words) => transcript::insert(db, &words.iter().collect::<Vec<_>>()).await?,
        Job::ForgetTranscripts { now, limit } => {
            return transcript::forget_ended(db, *now, *limit).await.map(Answer::Forgotten);
        }
        Job::Commit(_) => {}
    }
    Ok(Answer::Done)
}
