//! Copies of a SQLite database, made while others work with it, and put back.
//!
//! A copy is made under another name beside its own, checked, and renamed: whatever has the name of
//! a backup is a whole one. It says in its last row of `operations` that it is a copy and of when,
//! so that a restore is noticed however the file came into its place.

use std::fs::{File, OpenOptions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use chrono::{DateTime, Utc};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};

use super::backend::{beside, lock_to_serve};
use super::operations::{Deed, Operation, PastOperation};
use super::rows::{millis, to_json};
use super::{StoreError, sqlite};

/// Why there is no backup, or none in its place.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error(
        "the database is on PostgreSQL, whose own tools make backups: `pg_dump --format=custom \
         --file=FILE URL`, or an archive of the log with pg_basebackup; see docs/deployment.md"
    )]
    NotAFile,
    #[error("{path} exists already, and no backup is written over; name another file")]
    Exists { path: String },
    #[error("there is no file {path}")]
    Missing { path: String },
    #[error(
        "there is no room for {path}: it needs about {megabytes} MB; free some or name another disk"
    )]
    NoRoom { path: String, megabytes: u64 },
    #[error("{path} is damaged: {what}; use another backup")]
    Damaged { path: String, what: String },
    #[error(
        "{path} was not made by `watchbell backup`, so nobody knows from when it is; make backups \
         with that command"
    )]
    NotABackup { path: String },
    #[error("{path}: {source}")]
    File { path: String, source: std::io::Error },
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the database failed: {0}")]
    Driver(#[from] sqlx::Error),
}

/// A copy that is in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestoredBackup {
    /// When it was made.
    pub taken_at: DateTime<Utc>,
    /// Where the database is now that was in its place; none if there was none.
    pub before: Option<PathBuf>,
}

/// Copies the database behind a URL to a new file; gives back how many bytes that has.
pub async fn back_up(
    url: &str,
    to: &Path,
    by: &str,
    now: DateTime<Utc>,
) -> Result<u64, BackupError> {
    let source = file_behind(url)?;
    let from = source.get_filename().to_owned();
    if !from.exists() {
        return Err(BackupError::Missing { path: shown(&from) });
    }
    if to.exists() {
        return Err(BackupError::Exists { path: shown(to) });
    }
    let unfinished = Unfinished::new(beside(to, ".unfinished"))?;
    let size = std::fs::metadata(&from).map_or(0, |file| file.len());
    let no_room = |error: sqlx::Error| without_room(error, to, size);
    let mut db = source.read_only(true).connect().await?;
    let copied = sqlx::query("VACUUM INTO $1").bind(shown(&unfinished.0)).execute(&mut db).await;
    db.close().await?;
    copied.map_err(no_room)?;
    let did = Operation { by: by.to_owned(), what: Deed::BackedUp };
    note(&unfinished.0, &did, now).await.map_err(|error| match error {
        BackupError::Driver(error) => no_room(error),
        other => other,
    })?;
    check(&unfinished.0, to).await?;
    unfinished.finish(to)?;
    std::fs::metadata(to).map(|file| file.len()).map_err(|source| on_file(to, source))
}

/// Puts a copy into the place of the database behind a URL, while nobody serves from it. What was
/// there is kept under another name.
pub async fn restore(
    url: &str,
    from: &Path,
    by: &str,
    now: DateTime<Utc>,
) -> Result<RestoredBackup, BackupError> {
    let place = file_behind(url)?.get_filename().to_owned();
    if !from.exists() {
        return Err(BackupError::Missing { path: shown(from) });
    }
    let _lock = lock_to_serve(&place).await?;
    let unfinished = Unfinished::new(beside(&place, ".restoring"))?;
    let size = std::fs::metadata(from).map_or(0, |file| file.len());
    std::fs::copy(from, &unfinished.0).map_err(|error| match error.kind() {
        ErrorKind::StorageFull => no_room(&place, size),
        _ => on_file(from, error),
    })?;
    check(&unfinished.0, from).await?;
    let taken_at = taken_at(&unfinished.0, from).await?;
    let did = Operation { by: by.to_owned(), what: Deed::Restored { taken_at } };
    note(&unfinished.0, &did, now).await?;
    let before = set_aside(&place, now)?;
    if let Err(error) = unfinished.finish(&place) {
        if let Some(before) = before {
            rename_all(&before, &place)?;
        }
        return Err(error);
    }
    Ok(RestoredBackup { taken_at, before })
}

/// When a copy was made.
async fn taken_at(copy: &Path, named: &Path) -> Result<DateTime<Utc>, BackupError> {
    let not_a_backup = || BackupError::NotABackup { path: shown(named) };
    let mut db = options(copy).read_only(true).connect().await?;
    let last = sqlite::operations::last(&mut db, 1).await;
    db.close().await?;
    let last = last.map_err(|_| not_a_backup())?.pop().ok_or_else(not_a_backup)?;
    let last = PastOperation::decode(last)?;
    let is_copy = last.operation.what == Deed::BackedUp;
    is_copy.then_some(last.at).ok_or_else(not_a_backup)
}

/// Adds what was done to the record of a file that nobody else has open.
async fn note(path: &Path, did: &Operation, now: DateTime<Utc>) -> Result<(), BackupError> {
    let body = to_json("operations", "body", did)?;
    let mut db = options(path).connect().await?;
    let mut transaction = db.begin().await?;
    sqlite::operations::add(&mut transaction, None, millis(now), &body).await?;
    transaction.commit().await?;
    db.close().await?;
    Ok(())
}

/// Reads every page; `named` is what the file is called to the operator.
async fn check(path: &Path, named: &Path) -> Result<(), BackupError> {
    let mut db = options(path).read_only(true).connect().await?;
    let told = integrity(&mut db).await;
    db.close().await?;
    match told {
        Ok(told) if told == "ok" => Ok(()),
        Ok(what) => Err(BackupError::Damaged { path: shown(named), what }),
        Err(error) => Err(BackupError::Damaged { path: shown(named), what: error.to_string() }),
    }
}

async fn integrity(db: &mut SqliteConnection) -> sqlx::Result<String> {
    sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(db).await
}

/// Gives the database and its log another name; none where there is no database.
fn set_aside(place: &Path, now: DateTime<Utc>) -> Result<Option<PathBuf>, BackupError> {
    if !place.exists() {
        return Ok(None);
    }
    let aside = beside(place, &now.format(".before-restore-%Y%m%dT%H%M%S%3fZ").to_string());
    rename_all(place, &aside)?;
    Ok(Some(aside))
}

/// Renames a database with its log: without it the database would lack its last commits, and under
/// the old name another database would get them.
fn rename_all(from: &Path, to: &Path) -> Result<(), BackupError> {
    for ending in ["-wal", "-shm", ""] {
        let (from, to) = (beside(from, ending), beside(to, ending));
        match std::fs::rename(&from, to) {
            Err(error) if error.kind() == ErrorKind::NotFound && !ending.is_empty() => {}
            renamed => renamed.map_err(|source| on_file(&from, source))?,
        }
    }
    Ok(())
}

/// A file that is removed again unless it gets its name. Others cannot read it.
struct Unfinished(PathBuf);

impl Unfinished {
    fn new(path: PathBuf) -> Result<Self, BackupError> {
        // Left by one that was interrupted.
        let _ = std::fs::remove_file(&path);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&path).map_err(|source| on_file(&path, source))?;
        Ok(Self(path))
    }

    /// Gives it its name, durably. A file that got the name meanwhile is left as it is.
    fn finish(self, path: &Path) -> Result<(), BackupError> {
        let failed = |source| on_file(path, source);
        File::open(&self.0).and_then(|file| file.sync_all()).map_err(failed)?;
        match std::fs::hard_link(&self.0, path) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                return Err(BackupError::Exists { path: shown(path) });
            }
            // Some file systems know no links.
            Err(_) if !path.exists() => std::fs::rename(&self.0, path).map_err(failed)?,
            Err(error) => return Err(failed(error)),
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = File::open(folder.unwrap_or(Path::new(".")));
        folder.and_then(|folder| folder.sync_all()).map_err(failed)
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn file_behind(url: &str) -> Result<SqliteConnectOptions, BackupError> {
    if !url.starts_with("sqlite:") {
        return Err(BackupError::NotAFile);
    }
    Ok(SqliteConnectOptions::from_str(url)?.create_if_missing(false))
}

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new().filename(path)
}

fn without_room(error: sqlx::Error, path: &Path, size: u64) -> BackupError {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    // SQLITE_FULL (<https://www.sqlite.org/rescode.html>).
    if code.as_deref() == Some("13") { no_room(path, size) } else { error.into() }
}

fn no_room(path: &Path, size: u64) -> BackupError {
    BackupError::NoRoom { path: shown(path), megabytes: size.div_ceil(1_000_000) }
}

fn on_file(path: &Path, source: std::io::Error) -> BackupError {
    BackupError::File { path: shown(path), source }
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
