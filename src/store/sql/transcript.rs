//! Transcripts.

use chrono::{DateTime, Utc};

use super::{Connection, MARKS};
use crate::store::bulk::BulkInsert;
use crate::store::transcript::{TranscriptEndRow, TranscriptRow};

static INSERT: BulkInsert = BulkInsert::new(
    MARKS,
    "INSERT INTO transcript (incident_id, place, id, at, room, visibility, speaker, tie, words)",
    9,
)
.with_tail(" ON CONFLICT DO NOTHING");

const END_AT: &str = "INSERT INTO transcript_ends (incident_id, forget_at) VALUES ($1, $2) \
     ON CONFLICT (incident_id) DO UPDATE SET forget_at = excluded.forget_at";
const END_NOT: &str = "DELETE FROM transcript_ends WHERE incident_id = $1";
const LINES_OF: &str = "SELECT incident_id, place, id, at, room, visibility, speaker, tie, words FROM transcript \
     WHERE incident_id = $1 ORDER BY place DESC, id DESC LIMIT $2";
const ENDED: &str = "SELECT incident_id FROM transcript_ends WHERE forget_at <= $1 \
     ORDER BY forget_at, incident_id LIMIT $2";
const FORGET: &str = "DELETE FROM transcript WHERE incident_id = $1";

pub(crate) async fn insert(db: &mut Connection, rows: &[&TranscriptRow]) -> sqlx::Result<()> {
    for (text, piece) in INSERT.pieces(rows) {
        let mut statement = sqlx::query(text);
        for row in piece {
            statement = statement
                .bind(&row.incident_id)
                .bind(row.place)
                .bind(&row.id)
                .bind(row.at)
                .bind(&row.room)
                .bind(&row.visibility)
                .bind(&row.speaker)
                .bind(&row.tie)
                .bind(&row.words);
        }
        statement.execute(&mut *db).await?;
    }
    Ok(())
}

/// Says until when the transcript of an incident is kept, or that nothing ends.
pub(crate) async fn end(db: &mut Connection, row: &TranscriptEndRow) -> sqlx::Result<()> {
    let statement = match row.forget_at {
        Some(forget_at) => sqlx::query(END_AT).bind(&row.incident_id).bind(forget_at),
        None => sqlx::query(END_NOT).bind(&row.incident_id),
    };
    statement.execute(db).await.map(drop)
}

/// The last lines of an incident, the newest first.
pub(crate) async fn last_lines(
    db: &mut Connection,
    incident: &str,
    limit: i64,
) -> sqlx::Result<Vec<TranscriptRow>> {
    sqlx::query_as(LINES_OF).bind(incident).bind(limit).fetch_all(db).await
}

/// Forgets transcripts whose time is over, at most `limit`; gives back how many.
pub(crate) async fn forget_ended(
    db: &mut Connection,
    now: DateTime<Utc>,
    limit: i64,
) -> sqlx::Result<usize> {
    let ended: Vec<String> =
        sqlx::query_scalar(ENDED).bind(now).bind(limit).fetch_all(&mut *db).await?;
    for incident in &ended {
        sqlx::query(FORGET).bind(incident).execute(&mut *db).await?;
        sqlx::query(END_NOT).bind(incident).execute(&mut *db).await?;
    }
    Ok(ended.len())
}
