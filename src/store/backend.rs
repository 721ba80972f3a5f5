//! The two engines and their pools.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use tokio::task::spawn_blocking;
use tokio_util::task::TaskTracker;

use super::checkpoint::{Checkpoints, LOG_LIMIT};
use super::error::{StoreError, without_password};
use super::job::{Job, Output};
use super::{postgres, schema, sqlite};
use crate::boundary::{self, Boundary};

/// Distinct statement texts kept prepared per connection; the statements about many rows come in
/// twenty sizes each.
const STATEMENTS: usize = 512;
/// Kilobytes of pages that a connection keeps once it has touched them, as `SQLite` wants them
/// written. Every room has its own place in the indexes, so that the pages of 500 groups do not fit
/// into the usual 2 MB.
const CACHE: &str = "-16384";
const WAIT: Duration = Duration::from_secs(5);
/// PostgreSQL ends a transaction whose process has said nothing for so long: it is frozen or cut
/// off. Shorter than a lease, or whoever takes its work over would wait for its locks.
const ABANDONED: &str = "5s";

/// An open database.
#[derive(Debug)]
pub(crate) enum Backend {
    Sqlite {
        write: SqlitePool,
        read: SqlitePool,
        checkpoints: Checkpoints,
        /// Held by the one process that serves; it is gone with the process, however that ends.
        _only: Option<File>,
    },
    Postgres(PgPool),
}

/// Which databases may be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Existing {
    /// One that is there, as it is.
    Only,
    /// Also one that is made now; the schema is brought up to date.
    OrNew,
    /// The same for a process that sends: on SQLite no other may do that until it ends.
    ToServe,
}

impl Backend {
    /// Opens the database behind a URL (`sqlite:PATH` or `postgres://…`).
    pub(crate) async fn open(
        url: &str,
        existing: Existing,
        tasks: &TaskTracker,
    ) -> Result<Self, StoreError> {
        match url.split_once(':').map(|(scheme, _)| scheme) {
            Some("sqlite") => open_sqlite(url, existing, tasks).await,
            Some("postgres" | "postgresql") => open_postgres(url, existing).await,
            _ => Err(StoreError::UnknownEngine { url: without_password(url) }),
        }
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// Runs jobs in one transaction.
    pub(crate) async fn run(&self, jobs: &mut [&mut Job]) -> sqlx::Result<Vec<Output>> {
        boundary::reach(Boundary::BeforeCommit);
        let outputs = match self {
            Self::Sqlite { write, checkpoints, .. } => {
                let outputs = sqlite::jobs::run(&mut *write.acquire().await?, jobs).await?;
                checkpoints.note(jobs.len());
                outputs
            }
            Self::Postgres(pool) => postgres::jobs::run(&mut *pool.acquire().await?, jobs).await?,
        };
        boundary::reach(Boundary::AfterCommit);
        Ok(outputs)
    }

    /// The number of this process, which no other has until many more were started.
    pub(crate) async fn number_process(&self) -> sqlx::Result<i64> {
        match self {
            Self::Sqlite { write, .. } => {
                sqlite::directory::number_process(&mut *write.acquire().await?).await
            }
            Self::Postgres(pool) => {
                postgres::directory::number_process(&mut *pool.acquire().await?).await
            }
        }
    }

    /// The clock of the server, in milliseconds; none for a file, which has that of its readers.
    pub(crate) async fn clock(&self) -> sqlx::Result<Option<i64>> {
        const CLOCK: &str = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::BIGINT";
        match self {
            Self::Sqlite { .. } => Ok(None),
            Self::Postgres(pool) => sqlx::query_scalar(CLOCK).fetch_one(pool).await.map(Some),
        }
    }

    /// Ends the claims of a process that died, where this one is the only one that claims.
    pub(crate) async fn end_claims(&self) -> sqlx::Result<()> {
        match self {
            Self::Sqlite { write, .. } => sqlite::end_claims(&mut *write.acquire().await?).await,
            Self::Postgres(_) => Ok(()),
        }
    }

    /// SQLite never makes a file smaller than it is, so the least limit is the present size; its free
    /// pages are given back before.
    #[cfg(test)]
    pub(crate) async fn forbid_growth(&self, is_forbidden: bool) {
        let Self::Sqlite { write, .. } = self else { panic!("only a file can be limited") };
        let limit = if is_forbidden {
            "VACUUM; PRAGMA max_page_count = 1"
        } else {
            "PRAGMA max_page_count = 4294967294"
        };
        sqlx::query(limit).execute(write).await.unwrap();
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { write, read, .. } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// Runs a reading statement on whichever engine is open: the body is expanded for both. Boxed, or
/// every future up to the request would carry room for the drivers of both engines, thousands of
/// bytes that are copied each time one is moved.
macro_rules! reading {
    ($backend:expr, $module:ident :: $function:ident ( $($argument:expr),* )) => {
        Box::pin(async {
            match &*$backend {
                $crate::store::backend::Backend::Sqlite { read, .. } => {
                    $crate::store::sqlite::$module::$function(&mut *read.acquire().await?, $($argument),*).await
                }
                $crate::store::backend::Backend::Postgres(pool) => {
                    $crate::store::postgres::$module::$function(&mut *pool.acquire().await?, $($argument),*).await
                }
            }
        })
        .await
    };
}
pub(crate) use reading;

/// A commit is durable when it returns (`synchronous = FULL`), there is one writer, and readers
/// cannot write.
async fn open_sqlite(
    url: &str,
    existing: Existing,
    tasks: &TaskTracker,
) -> Result<Backend, StoreError> {
    let may_be_new = existing != Existing::Only;
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(may_be_new)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(WAIT)
        .pragma("cache_size", CACHE)
        .pragma("wal_autocheckpoint", LOG_LIMIT)
        .pragma("temp_store", "MEMORY")
        .foreign_keys(true)
        .statement_cache_capacity(STATEMENTS);
    if !may_be_new && !tokio::fs::try_exists(options.get_filename()).await.unwrap_or(true) {
        return Err(StoreError::Missing);
    }
    // Before the schema is touched: the one that serves may be of another version.
    let only = match existing {
        Existing::ToServe => lock_to_serve(options.get_filename()).await?,
        Existing::Only | Existing::OrNew => None,
    };
    let _lock = lock_beside(options.get_filename()).await?;
    let write = only_connection().min_connections(1).connect_with(options.clone()).await?;
    if may_be_new {
        schema::for_sqlite().run(&write).await?;
    }
    let checkpoints = Checkpoints::start(
        only_connection().connect_lazy_with(options.clone()),
        write.clone(),
        tasks,
    );
    let read = SqlitePoolOptions::new()
        .max_connections(4)
        .test_before_acquire(false)
        .connect_with(options.read_only(true))
        .await?;
    Ok(Backend::Sqlite { write, read, checkpoints, _only: only })
}

/// One connection that stays.
fn only_connection() -> SqlitePoolOptions {
    let options = SqlitePoolOptions::new().max_connections(1).test_before_acquire(false);
    options.idle_timeout(None).max_lifetime(None)
}

/// sqlx takes a lock around migrations on PostgreSQL but none on SQLite, where two processes that
/// start together would both create the tables. The lock is gone when the returned file is dropped.
async fn lock_beside(database: &Path) -> Result<Option<File>, StoreError> {
    if database.as_os_str() == ":memory:" {
        return Ok(None);
    }
    let path = beside(database, ".migrate-lock");
    let failed = |source| StoreError::Lock { path: path.to_string_lossy().into_owned(), source };
    let lock = {
        let path = path.clone();
        // Waiting here would keep a thread from whoever holds the lock.
        spawn_blocking(move || File::create(path).and_then(|file| file.lock().map(|()| file)))
    };
    lock.await.map_err(std::io::Error::other).flatten().map(Some).map_err(failed)
}

/// Two processes that send from one file would each send what waits. The lock is gone when the
/// returned file is dropped, and when the process ends, also by a kill.
pub(crate) async fn lock_to_serve(database: &Path) -> Result<Option<File>, StoreError> {
    if database.as_os_str() == ":memory:" {
        return Ok(None);
    }
    let path = beside(database, ".serve-lock");
    let name = path.to_string_lossy().into_owned();
    let taken = spawn_blocking(move || {
        let file = File::create(path).map_err(TryLockError::Error)?;
        file.try_lock().map(|()| file)
    });
    match taken.await.map_err(std::io::Error::other) {
        Ok(Ok(file)) => Ok(Some(file)),
        Ok(Err(TryLockError::WouldBlock)) => Err(StoreError::Served { path: name }),
        Ok(Err(TryLockError::Error(source))) | Err(source) => {
            Err(StoreError::Lock { path: name, source })
        }
    }
}

pub(crate) fn beside(database: &Path, ending: &str) -> PathBuf {
    let mut path = PathBuf::from(database).into_os_string();
    path.push(ending);
    path.into()
}

async fn open_postgres(url: &str, existing: Existing) -> Result<Backend, StoreError> {
    let options = PgConnectOptions::from_str(url)?.statement_cache_capacity(STATEMENTS).options([
        ("statement_timeout", "30s"),
        ("idle_in_transaction_session_timeout", ABANDONED),
    ]);
    let pool = PgPoolOptions::new()
        .max_connections(12)
        .acquire_timeout(WAIT)
        .connect_with(options)
        .await?;
    if existing != Existing::Only {
        schema::for_postgres().run(&pool).await?;
    }
    Ok(Backend::Postgres(pool))
}
