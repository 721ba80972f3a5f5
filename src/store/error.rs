//! What can go wrong in the store, told apart by what the caller should do.

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or is away. Nothing was saved.
    #[error("the database failed: {0}")]
    Driver(#[from] sqlx::Error),
    /// The database cannot be reached, or is not ours to open.
    #[error("the database {place} cannot be opened: {source}")]
    Opening { place: String, source: Box<StoreError> },
    /// The file of a database that has to be there already is missing.
    #[error("there is no such file; check database.url")]
    Missing,
    /// The schema could not be brought up to date.
    #[error("the schema could not be migrated: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A stored row does not fit the domain.
    #[error("the row {id} of {table} does not fit: column {column}: {why}")]
    Inconsistent { table: &'static str, column: &'static str, id: String, why: String },
    /// The partition that it was about is another instance's by now.
    #[error("another instance does this part of the work by now")]
    Fenced,
    /// The store is shutting down.
    #[error("the store is closed")]
    Closed,
    /// The database URL is of no engine we know.
    #[error("the database URL {url:?} names no known engine; use sqlite:… or postgres://…")]
    UnknownEngine { url: String },
    /// A lock file next to a SQLite database could not be taken.
    #[error("its lock {path} cannot be taken: {source}")]
    Lock { path: String, source: std::io::Error },
    /// Another process serves from the same SQLite file.
    #[error(
        "another `watchbell serve` works on it (it holds {path}); stop that one first, or use \
         PostgreSQL for several processes"
    )]
    Served { path: String },
}

impl StoreError {
    /// The same, with the database that was to be opened. An address that is of no known engine
    /// says so itself.
    pub(super) fn on_opening(self, url: &str) -> Self {
        match self {
            Self::UnknownEngine { .. } => self,
            error => Self::Opening { place: without_password(url), source: Box::new(error) },
        }
    }
}

/// A URL as it may be shown.
pub(super) fn without_password(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if scheme < at => format!("{}://…{}", &url[..scheme], &url[at..]),
        _ => url.to_owned(),
    }
}
