//! Transcripts.

use super::{Connection, MARKS};
use crate::store::bulk::BulkInsert;
use crate::store::transcript::TranscriptRow;

pub(crate) static INSERT: BulkInsert = BulkInsert::new(
    MARKS,
    "INSERT INTO transcript (incident, position, id, at, room, visibility, speaker, attribution, words)",
    9,
)
.with_tail(" ON CONFLICT DO NOTHING");
pub(crate) const LINES_OF: &str = "SELECT incident, position, id, at, room, visibility, speaker, attribution, words \
     FROM transcript WHERE incident = $1 ORDER BY position DESC LIMIT $2";
pub(crate) const ENDED: &str = "SELECT number FROM incidents WHERE transcript_until <= $1 \
     ORDER BY transcript_until LIMIT $2";
pub(crate) const FORGET: &str = "DELETE FROM transcript WHERE incident = $1";
pub(crate) const FORGOTTEN: &str = "UPDATE incidents SET transcript_until = NULL WHERE number = $1";

pub(crate) async fn insert(db: &mut Connection, rows: &[&TranscriptRow]) -> sqlx::Result<()> {
    for (text, piece) in INSERT.pieces(rows) {
        let mut statement = sqlx::query(text);
        for row in piece {
            statement = statement
                .bind(row.incident)
                .bind(row.position)
                .bind(&row.id)
                .bind(row.at)
                .bind(&row.room)
                .bind(&row.visibility)
                .bind(&row.speaker)
                .bind(&row.attribution)
                .bind(&row.words);
        }
        statement.execute(&mut *db).await?;
    }
    Ok(())
}

/// The last lines of an incident, the newest first.
pub(crate) async fn last_lines(
    db: &mut Connection,
    incident: i64,
    limit: i64,
) -> sqlx::Result<Vec<TranscriptRow>> {
    sqlx::query_as(LINES_OF).bind(incident).bind(limit).fetch_all(db).await
}

/// Forgets transcripts whose time is over, at most `limit`; gives back how many.
pub(crate) async fn forget_ended(db: &mut Connection, now: i64, limit: i64) -> sqlx::Result<usize> {
    let ended: Vec<i64> =
        sqlx::query_scalar(ENDED).bind(now).bind(limit).fetch_all(&mut *db).await?;
    for incident in &ended {
        sqlx::query(FORGET).bind(incident).execute(&mut *db).await?;
        sqlx::query(FORGOTTEN).bind(incident).execute(&mut *db).await?;
    }
    Ok(ended.len())
}
