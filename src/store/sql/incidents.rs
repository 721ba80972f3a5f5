//! Incidents, their acts and the codes of their pages.

use std::collections::BTreeMap;

use super::{Connection, HOLD_CODES, MARKS};
use crate::store::bulk::{BulkInsert, BulkKeys};
use crate::store::commit::PageCode;
use crate::store::prepared::ChangedIncident;
use crate::store::rows::{ActRow, NewAct, StoredIncident, act_id, millis};

/// Writes new incidents, and new versions over the ones before. A row whose stored version is
/// another one is passed over and not given back.
pub(crate) static WRITE: BulkInsert = BulkInsert::new(
    MARKS,
    "INSERT INTO incidents (number, version, room, is_closed, deadline_at, next_timer_at, anonymise_at, \
     transcript_until, continues, chain, seal, body)",
    12,
)
.with_tail(
    " ON CONFLICT (number) DO UPDATE SET version = excluded.version, is_closed = excluded.is_closed, \
     deadline_at = excluded.deadline_at, next_timer_at = excluded.next_timer_at, \
     anonymise_at = excluded.anonymise_at, transcript_until = excluded.transcript_until, chain = excluded.chain, \
     seal = excluded.seal, body = excluded.body \
     WHERE incidents.version = excluded.version - 1 RETURNING number",
);
pub(crate) static WRITE_ACTS: BulkInsert =
    BulkInsert::new(MARKS, "INSERT INTO acts (id, incident, seq, at, facts, origin, hash)", 7);
pub(crate) static WRITE_CODES: BulkInsert =
    BulkInsert::new(MARKS, "INSERT INTO page_codes (person, code, incident, at)", 4).with_tail(
        " ON CONFLICT (code, person) DO UPDATE SET incident = excluded.incident, at = excluded.at",
    );
/// What some codes stand for, whoever was paged with them, and whether that is over. Not a join: an
/// engine might begin with all open incidents.
pub(crate) static CODES_GIVEN: BulkKeys = BulkKeys::new(
    MARKS,
    &["SELECT person, code, incident, \
       (SELECT is_closed FROM incidents WHERE number = page_codes.incident) \
       FROM page_codes WHERE code IN "],
);
pub(crate) static BY_NUMBERS: BulkKeys = BulkKeys::new(
    MARKS,
    &["SELECT number, version, is_closed, chain, body FROM incidents WHERE number IN "],
);
pub(crate) const BY_NUMBER_IN_ROOM: &str =
    "SELECT number, version, is_closed, chain, body FROM incidents WHERE number = $1 AND room = $2";
pub(crate) const OPEN_IN_ROOM: &str = "SELECT number, version, is_closed, chain, body FROM incidents \
     WHERE room = $1 AND NOT is_closed ORDER BY number DESC LIMIT $2";
pub(crate) const CLOSED_IN_ROOM: &str = "SELECT number, version, is_closed, chain, body FROM incidents \
     WHERE room = $1 AND is_closed ORDER BY number DESC LIMIT $2";
pub(crate) const OPEN_BY_DEADLINE: &str = "SELECT number, version, is_closed, chain, body FROM incidents \
     WHERE NOT is_closed ORDER BY deadline_at, number LIMIT $1";
/// A due time that may still move says so in the body.
pub(crate) const PROVISIONAL: &str = "SELECT number FROM incidents \
     WHERE NOT is_closed AND body LIKE '%\"provisional\":true%' ORDER BY deadline_at, number";
pub(crate) const ACTS_OF: &str =
    "SELECT seq, at, facts FROM acts WHERE id >= $1 AND id < $2 ORDER BY id";
pub(crate) const BY_CODE: &str = "SELECT incident FROM page_codes WHERE person = $1 AND code = $2";
pub(crate) const PAGED_SINCE: &str = "SELECT incident FROM page_codes WHERE person = $1 AND at >= $2 \
     ORDER BY at DESC, incident DESC LIMIT 20";
pub(crate) const TAKE_NUMBERS: &str =
    "UPDATE counters SET value = value + $1 WHERE name = 'incident' RETURNING value";
/// Bit n of the set stands for the n-th partition.
pub(crate) const DUE: &str = "SELECT number FROM incidents WHERE next_timer_at <= $1 \
     AND (($3 >> CAST(number % 16 AS INTEGER)) & 1) = 1 ORDER BY next_timer_at, number LIMIT $2";
pub(crate) const OVERDUE: &str = "SELECT COUNT(*) FROM (SELECT 1 FROM incidents WHERE next_timer_at < $1 \
     LIMIT 10000) AS late";
pub(crate) const NEXT_TIMER: &str = "SELECT next_timer_at FROM incidents WHERE next_timer_at IS NOT NULL \
     AND (($1 >> CAST(number % 16 AS INTEGER)) & 1) = 1 ORDER BY next_timer_at, number LIMIT 1";
pub(crate) const CONTINUATION: &str =
    "SELECT number FROM incidents WHERE continues = $1 ORDER BY number DESC LIMIT 1";

/// Takes `count` numbers in a row; gives back the last of them.
pub(crate) async fn take_numbers(db: &mut Connection, count: i64) -> sqlx::Result<i64> {
    sqlx::query_scalar(TAKE_NUMBERS).bind(count).fetch_one(db).await
}

/// Writes incidents; gives back the numbers of those whose version was the one before.
pub(crate) async fn write(
    db: &mut Connection,
    incidents: &[&ChangedIncident],
) -> sqlx::Result<Vec<i64>> {
    let mut written = Vec::with_capacity(incidents.len());
    for (text, piece) in WRITE.pieces(incidents) {
        let mut statement = sqlx::query_scalar::<_, i64>(text);
        for changed in piece {
            let row = &changed.row;
            statement = statement
                .bind(changed.number())
                .bind(row.version)
                .bind(row.room)
                .bind(row.is_closed)
                .bind(row.deadline_at)
                .bind(row.next_timer_at)
                .bind(row.anonymise_at)
                .bind(row.transcript_until)
                .bind(row.continues)
                .bind(&row.chain)
                .bind(&row.seal)
                .bind(&row.body);
        }
        written.extend(statement.fetch_all(&mut *db).await?);
    }
    Ok(written)
}

/// Adds acts, each with the number of its incident.
pub(crate) async fn write_acts(db: &mut Connection, acts: &[(i64, &NewAct)]) -> sqlx::Result<()> {
    for (text, piece) in WRITE_ACTS.pieces(acts) {
        let mut statement = sqlx::query(text);
        for (incident, act) in piece {
            let row = &act.row;
            statement = statement
                .bind(act_id(*incident, row.seq))
                .bind(incident)
                .bind(row.seq)
                .bind(row.at)
                .bind(&row.facts)
                .bind(&act.origin)
                .bind(&act.hash);
        }
        statement.execute(&mut *db).await?;
    }
    Ok(())
}

/// Adds the codes of pages, each with the number of its incident.
pub(crate) async fn write_codes(
    db: &mut Connection,
    codes: &[(i64, &PageCode)],
) -> sqlx::Result<()> {
    // A statement may write a row once.
    let latest: BTreeMap<_, _> = codes
        .iter()
        .map(|(incident, page)| ((&page.code, &page.person), (*incident, *page)))
        .collect();
    let codes: Vec<(i64, &PageCode)> = latest.into_values().collect();
    for (text, piece) in WRITE_CODES.pieces(&codes) {
        let mut statement = sqlx::query(text);
        for (incident, page) in piece {
            statement = statement
                .bind(page.person.as_str())
                .bind(&page.code)
                .bind(incident)
                .bind(millis(page.at));
        }
        statement.execute(&mut *db).await?;
    }
    Ok(())
}

/// Keeps codes from being given by another process until the transaction ends.
pub(crate) async fn hold_codes(db: &mut Connection) -> sqlx::Result<()> {
    if let Some(text) = HOLD_CODES {
        sqlx::query(text).execute(db).await?;
    }
    Ok(())
}

/// The open incidents that these codes stand for: whose code, which one, and the incident's number.
pub(crate) async fn codes_given(
    db: &mut Connection,
    codes: &[&str],
) -> sqlx::Result<Vec<(String, String, i64)>> {
    let mut rows = Vec::new();
    for (text, list) in CODES_GIVEN.lists(codes) {
        let mut statement = sqlx::query_as::<_, (String, String, i64, Option<bool>)>(text);
        for code in list {
            statement = statement.bind(code);
        }
        let given = statement.fetch_all(&mut *db).await?.into_iter();
        let open = given.filter(|(_, _, _, is_closed)| *is_closed == Some(false));
        rows.extend(open.map(|(person, code, incident, _)| (person, code, incident)));
    }
    Ok(rows)
}

/// The incidents with these numbers, in no order; a number that is nobody's is passed over.
pub(crate) async fn by_numbers(
    db: &mut Connection,
    numbers: &[i64],
) -> sqlx::Result<Vec<StoredIncident>> {
    let mut rows = Vec::with_capacity(numbers.len());
    for (text, list) in BY_NUMBERS.lists(numbers) {
        let mut statement = sqlx::query_as(text);
        for number in list {
            statement = statement.bind(number);
        }
        rows.extend(statement.fetch_all(&mut *db).await?);
    }
    Ok(rows)
}

pub(crate) async fn by_number_in_room(
    db: &mut Connection,
    number: i64,
    room: i64,
) -> sqlx::Result<Option<StoredIncident>> {
    sqlx::query_as(BY_NUMBER_IN_ROOM).bind(number).bind(room).fetch_optional(db).await
}

pub(crate) async fn open_in_room(
    db: &mut Connection,
    room: i64,
    limit: i64,
) -> sqlx::Result<Vec<StoredIncident>> {
    sqlx::query_as(OPEN_IN_ROOM).bind(room).bind(limit).fetch_all(db).await
}

/// Open and closed incidents of a room: the newest of each, at most `limit` of each.
pub(crate) async fn in_room(
    db: &mut Connection,
    room: i64,
    limit: i64,
) -> sqlx::Result<Vec<StoredIncident>> {
    let mut rows = open_in_room(&mut *db, room, limit).await?;
    let closed = sqlx::query_as(CLOSED_IN_ROOM).bind(room).bind(limit).fetch_all(db).await?;
    rows.extend::<Vec<StoredIncident>>(closed);
    Ok(rows)
}

pub(crate) async fn open_by_deadline(
    db: &mut Connection,
    limit: i64,
) -> sqlx::Result<Vec<StoredIncident>> {
    sqlx::query_as(OPEN_BY_DEADLINE).bind(limit).fetch_all(db).await
}

pub(crate) async fn provisional(db: &mut Connection) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar(PROVISIONAL).fetch_all(db).await
}

pub(crate) async fn acts_of(db: &mut Connection, number: i64) -> sqlx::Result<Vec<ActRow>> {
    let (first, end) = (act_id(number, 0), act_id(number + 1, 0));
    sqlx::query_as(ACTS_OF).bind(first).bind(end).fetch_all(db).await
}

/// The incident that a page to this person was about.
pub(crate) async fn by_code(
    db: &mut Connection,
    code: &str,
    person: &str,
) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar(BY_CODE).bind(person).bind(code).fetch_optional(db).await
}

/// The incidents this person was paged for since an instant, the latest first.
pub(crate) async fn paged_since(
    db: &mut Connection,
    person: &str,
    since: i64,
) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar(PAGED_SINCE).bind(person).bind(since).fetch_all(db).await
}

/// The incidents of a set of partitions with a timer due at `now`, the one due first before the
/// others.
pub(crate) async fn due(
    db: &mut Connection,
    partitions: i64,
    now: i64,
    limit: i64,
) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar(DUE).bind(now).bind(limit).bind(partitions).fetch_all(db).await
}

/// How many incidents have a timer that was due before an instant; ten thousand stand for as many
/// or more.
pub(crate) async fn overdue(db: &mut Connection, before: i64) -> sqlx::Result<i64> {
    sqlx::query_scalar(OVERDUE).bind(before).fetch_one(db).await
}

pub(crate) async fn next_timer(db: &mut Connection, partitions: i64) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar(NEXT_TIMER).bind(partitions).fetch_optional(db).await
}

pub(crate) async fn continuation_of(db: &mut Connection, number: i64) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar(CONTINUATION).bind(number).fetch_optional(db).await
}
