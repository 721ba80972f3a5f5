//! What can go wrong in the store, told apart by what the caller should do.

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or is away. Nothing was saved.
    #[error("the database failed: {0}")]
    Driver(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("the schema could not be migrated: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A stored row does not fit the domain.
    #[error("the row {id} of {table} does not fit: column {column}: {why}")]
    Inconsistent { table: &'static str, column: &'static str, id: String, why: String },
    /// The store is shutting down.
    #[error("the store is closed")]
    Closed,
    /// The database URL is of no engine we know.
    #[error("the database URL {url:?} names no known engine; use sqlite:… or postgres://…")]
    UnknownEngine { url: String },
    /// The lock file next to a SQLite database could not be taken.
    #[error("the migration lock {path} could not be taken: {source}")]
    MigrationLock { path: String, source: std::io::Error },
}
