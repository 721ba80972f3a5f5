//! The migrations, for either engine. The files are written once; what PostgreSQL spells otherwise
//! is replaced here and nowhere else.

use std::borrow::Cow;

use sqlx::migrate::{Migration, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};

/// What SQLite writes, and what PostgreSQL writes instead. SQLite keeps a table without row ids as
/// one tree and makes a row id of a key that is exactly `INTEGER PRIMARY KEY`; PostgreSQL has no
/// such tables, and its INTEGER is short.
const REPLACED: [(&str, &str); 2] =
    [(" WITHOUT ROWID", ""), ("INTEGER PRIMARY KEY", "BIGINT PRIMARY KEY")];

/// The migrations as SQLite reads them.
pub(crate) fn for_sqlite() -> Migrator {
    sqlx::migrate!()
}

/// The migrations as PostgreSQL reads them.
pub(crate) fn for_postgres() -> Migrator {
    let mut migrator = sqlx::migrate!();
    migrator.migrations = Cow::Owned(migrator.migrations.iter().map(respelled).collect());
    migrator
}

fn respelled(migration: &Migration) -> Migration {
    let mut text = migration.sql.as_str().to_owned();
    for (lite, postgres) in REPLACED {
        text = text.replace(lite, postgres);
    }
    Migration { sql: AssertSqlSafe(text).into_sql_str(), ..migration.clone() }
}
