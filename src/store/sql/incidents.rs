//! Incidents, their timeline and their pages.

use chrono::{DateTime, Utc};

use super::{Connection, MARKS};
use crate::store::bulk::{BulkInsert, BulkKeys};
use crate::store::commit::PageRow;
use crate::store::rows::{IncidentRow, TimelineRow};

static INSERT: BulkInsert = BulkInsert::new(
    MARKS,
    "INSERT INTO incidents (id, number, version, customer_id, room, state, severity, level, opened_at, \
     deadline_at, body, kept_until, continues)",
    13,
);
static INSERT_TIMELINE: BulkInsert = BulkInsert::new(
    MARKS,
    "INSERT INTO timeline (incident_id, seq, at, visibility, actor, fact)",
    6,
);
static INSERT_PAGES: BulkInsert =
    BulkInsert::new(MARKS, "INSERT INTO pages (code, person_id, incident_id, at)", 4)
        .with_tail(" ON CONFLICT DO NOTHING");

static BY_IDS: BulkKeys = BulkKeys::new(
    MARKS,
    &[
        "SELECT id, number, version, customer_id, room, state, severity, level, opened_at, deadline_at, body \
       FROM incidents WHERE id IN ",
    ],
);
const BY_NUMBER: &str = "SELECT id, number, version, customer_id, room, state, severity, level, opened_at, \
     deadline_at, body FROM incidents WHERE number = $1";
const BY_NUMBER_IN_ROOM: &str = "SELECT id, number, version, customer_id, room, state, severity, level, \
     opened_at, deadline_at, body FROM incidents WHERE number = $1 AND room = $2";
const OPEN_IN_ROOM: &str = "SELECT id, number, version, customer_id, room, state, severity, level, opened_at, \
     deadline_at, body FROM incidents WHERE room = $1 AND state <> 'closed' ORDER BY number DESC LIMIT $2";
const ALL_IN_ROOM: &str = "SELECT id, number, version, customer_id, room, state, severity, level, opened_at, \
     deadline_at, body FROM incidents WHERE room = $1 ORDER BY number DESC LIMIT $2";
const OPEN_BY_DEADLINE: &str = "SELECT id, number, version, customer_id, room, state, severity, level, \
     opened_at, deadline_at, body FROM incidents WHERE state <> 'closed' \
     ORDER BY deadline_at IS NULL, deadline_at, number LIMIT $1";
const UPDATE: &str = "UPDATE incidents SET version = $1, state = $2, severity = $3, level = $4, \
     deadline_at = $5, body = $6, kept_until = $7 WHERE id = $8 AND version = $9";
const TIMELINE_OF: &str = "SELECT incident_id, seq, at, visibility, actor, fact FROM timeline \
     WHERE incident_id = $1 ORDER BY seq";
const PAGE_BY_CODE: &str = "SELECT incident_id FROM pages WHERE code = $1 AND person_id = $2 \
     ORDER BY at DESC, incident_id DESC LIMIT 1";
const OPEN_OF_PERSON: &str = "SELECT incident_id FROM pages WHERE person_id = $1 AND at >= $2 \
     ORDER BY at DESC, incident_id DESC LIMIT 20";
const NEXT_NUMBERS: &str =
    "UPDATE counters SET value = value + $1 WHERE name = 'incident' RETURNING value";

/// Takes `count` numbers in a row; gives back the last of them.
pub(crate) async fn take_numbers(db: &mut Connection, count: i64) -> sqlx::Result<i64> {
    sqlx::query_scalar(NEXT_NUMBERS).bind(count).fetch_one(db).await
}

pub(crate) async fn insert(db: &mut Connection, rows: &[&IncidentRow]) -> sqlx::Result<()> {
    for (text, piece) in INSERT.pieces(rows) {
        let mut statement = sqlx::query(text);
        for row in piece {
            statement = statement
                .bind(&row.id)
                .bind(row.number)
                .bind(row.version)
                .bind(&row.customer_id)
                .bind(&row.room)
                .bind(&row.state)
                .bind(&row.severity)
                .bind(row.level)
                .bind(row.opened_at)
                .bind(row.deadline_at)
                .bind(&row.body)
                .bind(row.kept_until)
                .bind(row.continues);
        }
        statement.execute(&mut *db).await?;
    }
    Ok(())
}

/// Writes the new version over the one before it; false when somebody else was faster.
pub(crate) async fn update(db: &mut Connection, row: &IncidentRow) -> sqlx::Result<bool> {
    let done = sqlx::query(UPDATE)
        .bind(row.version)
        .bind(&row.state)
        .bind(&row.severity)
        .bind(row.level)
        .bind(row.deadline_at)
        .bind(&row.body)
        .bind(row.kept_until)
        .bind(&row.id)
        .bind(row.version - 1)
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}

pub(crate) async fn insert_timeline(
    db: &mut Connection,
    rows: &[&TimelineRow],
) -> sqlx::Result<()> {
    for (text, piece) in INSERT_TIMELINE.pieces(rows) {
        let mut statement = sqlx::query(text);
        for row in piece {
            statement = statement
                .bind(&row.incident_id)
                .bind(row.seq)
                .bind(row.at)
                .bind(&row.visibility)
                .bind(&row.actor)
                .bind(&row.fact);
        }
        statement.execute(&mut *db).await?;
    }
    Ok(())
}

pub(crate) async fn insert_pages(db: &mut Connection, rows: &[&PageRow]) -> sqlx::Result<()> {
    for (text, piece) in INSERT_PAGES.pieces(rows) {
        let mut statement = sqlx::query(text);
        for row in piece {
            statement =
                statement.bind(&row.code).bind(&row.person).bind(&row.incident).bind(row.at);
        }
        statement.execute(&mut *db).await?;
    }
    Ok(())
}

/// The incidents behind keys, in no order; a key that is nobody's is passed over.
pub(crate) async fn by_ids(db: &mut Connection, ids: &[&str]) -> sqlx::Result<Vec<IncidentRow>> {
    let mut rows = Vec::with_capacity(ids.len());
    for (text, list) in BY_IDS.lists(ids) {
        let mut statement = sqlx::query_as(text);
        for id in list {
            statement = statement.bind(id);
        }
        rows.extend(statement.fetch_all(&mut *db).await?);
    }
    Ok(rows)
}

pub(crate) async fn by_number(
    db: &mut Connection,
    number: i64,
) -> sqlx::Result<Option<IncidentRow>> {
    sqlx::query_as(BY_NUMBER).bind(number).fetch_optional(db).await
}

pub(crate) async fn by_number_in_room(
    db: &mut Connection,
    number: i64,
    room: &str,
) -> sqlx::Result<Option<IncidentRow>> {
    sqlx::query_as(BY_NUMBER_IN_ROOM).bind(number).bind(room).fetch_optional(db).await
}

pub(crate) async fn open_in_room(
    db: &mut Connection,
    room: &str,
    limit: i64,
) -> sqlx::Result<Vec<IncidentRow>> {
    sqlx::query_as(OPEN_IN_ROOM).bind(room).bind(limit).fetch_all(db).await
}

pub(crate) async fn all_in_room(
    db: &mut Connection,
    room: &str,
    limit: i64,
) -> sqlx::Result<Vec<IncidentRow>> {
    sqlx::query_as(ALL_IN_ROOM).bind(room).bind(limit).fetch_all(db).await
}

pub(crate) async fn open_by_deadline(
    db: &mut Connection,
    limit: i64,
) -> sqlx::Result<Vec<IncidentRow>> {
    sqlx::query_as(OPEN_BY_DEADLINE).bind(limit).fetch_all(db).await
}

pub(crate) async fn timeline_of(db: &mut Connection, id: &str) -> sqlx::Result<Vec<TimelineRow>> {
    sqlx::query_as(TIMELINE_OF).bind(id).fetch_all(db).await
}

/// The incident that a page to this person spoke of.
pub(crate) async fn paged_by_code(
    db: &mut Connection,
    code: &str,
    person: &str,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar(PAGE_BY_CODE).bind(code).bind(person).fetch_optional(db).await
}

/// The incidents this person was paged for since an instant, the latest first.
pub(crate) async fn paged_since(
    db: &mut Connection,
    person: &str,
    since: DateTime<Utc>,
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(OPEN_OF_PERSON).bind(person).bind(since).fetch_all(db).await
}
