//! The same rows through the same driver with nothing around them: what a commit costs at least.
//!
//! The rows are read from one incident that the store wrote, and written again under other keys:
//! one transaction for each incident, and one for as many as connections can wait at once.

use std::path::Path;
use std::time::Instant;

use sqlx::query::Query;
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, Column, Connection, Row, Sqlite, TypeInfo, ValueRef};
use tokio_util::task::TaskTracker;
use watchbell::store::Store;

use crate::commits::TASKS;
use crate::figures::{Table, micros_each, rate};
use crate::process::Process;
use crate::sample;

const TABLES: [&str; 5] = ["events", "incidents", "acts", "page_codes", "outbox"];

pub(crate) async fn measure(folder: &Path, count: usize, table: &mut Table) {
    let path = folder.join("bare.db");
    let rows = rows_of_one_incident(&path).await;
    let mut db = connect(&path).await;
    for (size, count) in [(1, count / 20), (TASKS, count)] {
        let (cpu, started_at) = (Process::this().cpu(), Instant::now());
        write(&mut db, &rows, size, count).await;
        let (took, cpu) = (started_at.elapsed(), Process::this().cpu_since(cpu));
        let figure = format!(
            "{:.0}/s, {:.0} µs processor time each",
            rate(count, took),
            micros_each(cpu, count)
        );
        table.row(format!("bare loop: {size} incidents in a transaction"), figure, "");
    }
    db.close().await.unwrap();
}

/// All rows of one table that belong to the incident, and the text that writes as many.
struct Rows {
    insert: String,
    values: Vec<Value>,
}

enum Value {
    Null,
    Integer(i64),
    /// The number people say.
    Number,
    Text(String),
    /// A text that must differ between incidents.
    Key(String),
    /// A key that grows; the rows of one incident lie this far apart.
    Place(i64),
}

async fn rows_of_one_incident(path: &Path) -> Vec<Rows> {
    let store =
        Store::open(&format!("sqlite:{}", path.display()), &TaskTracker::new()).await.unwrap();
    store.commit(sample::opening(0)).await.unwrap();
    store.close().await;
    let mut db = connect(path).await;
    let mut all = Vec::new();
    for table in TABLES {
        all.push(rows_of(&mut db, table).await);
    }
    all
}

async fn rows_of(db: &mut SqliteConnection, table: &str) -> Rows {
    let rows =
        sqlx::query(AssertSqlSafe(format!("SELECT * FROM {table}"))).fetch_all(db).await.unwrap();
    let names: Vec<String> =
        rows[0].columns().iter().map(|column| column.name().to_owned()).collect();
    let marks = format!("({})", vec!["?"; names.len()].join(", "));
    let insert = format!(
        "INSERT INTO {table} ({}) VALUES {}",
        names.join(", "),
        vec![marks; rows.len()].join(", ")
    );
    let cells = rows.iter().flat_map(|row| (0..row.len()).map(move |index| value(row, index)));
    Rows { insert, values: cells.collect() }
}

fn value(row: &sqlx::sqlite::SqliteRow, index: usize) -> Value {
    let raw = row.try_get_raw(index).unwrap();
    if raw.is_null() {
        return Value::Null;
    }
    let name = row.column(index).name();
    if raw.type_info().name() == "INTEGER" {
        let integer: i64 = row.get_unchecked(index);
        return match name {
            "number" | "incident" => Value::Number,
            "id" => Value::Place(integer),
            _ => Value::Integer(integer),
        };
    }
    let text: String = row.get_unchecked(index);
    match name {
        "event" | "code" => Value::Key(text),
        _ => Value::Text(text),
    }
}

async fn connect(path: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true);
    SqliteConnection::connect_with(&options).await.unwrap()
}

async fn write(db: &mut SqliteConnection, rows: &[Rows], size: usize, count: usize) {
    for batch in 0..count / size {
        sqlx::query("BEGIN IMMEDIATE").execute(&mut *db).await.unwrap();
        for one in 0..size {
            write_one(db, rows, &format!("{size}-{}", batch * size + one)).await;
        }
        sqlx::query("COMMIT").execute(&mut *db).await.unwrap();
    }
}

async fn write_one(db: &mut SqliteConnection, rows: &[Rows], key: &str) {
    let count = "UPDATE counters SET value = value + 1 WHERE name = 'incident' RETURNING value";
    let number: i64 = sqlx::query_scalar(count).fetch_one(&mut *db).await.unwrap();
    for Rows { insert, values } in rows {
        let query = sqlx::query(AssertSqlSafe(insert.as_str()));
        let query = values.iter().fold(query, |query, value| bind(query, value, key, number));
        query.execute(&mut *db).await.unwrap();
    }
}

type Insert<'q> = Query<'q, Sqlite, SqliteArguments>;

fn bind<'q>(query: Insert<'q>, value: &'q Value, key: &str, number: i64) -> Insert<'q> {
    match value {
        Value::Null => query.bind(None::<String>),
        Value::Integer(value) => query.bind(value),
        Value::Number => query.bind(number),
        Value::Place(first) => query.bind(first + (number << 12)),
        Value::Text(text) => query.bind(text),
        Value::Key(text) => query.bind(format!("{text}{key}")),
    }
}
