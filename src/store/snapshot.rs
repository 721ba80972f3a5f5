//! One instant of the whole database, to be read in many statements while others write.

use sqlx::{Postgres, Sqlite, Transaction};

use super::backend::Backend;

/// A transaction that reads. It ends when it is dropped.
pub(crate) enum Snapshot {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Snapshot {
    pub(crate) async fn of(backend: &Backend) -> sqlx::Result<Self> {
        const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        match backend {
            // The log holds what is read from now on.
            Backend::Sqlite { read, .. } => read.begin().await.map(Self::Sqlite),
            Backend::Postgres(pool) => pool.begin_with(BEGIN).await.map(Self::Postgres),
        }
    }
}

/// Runs a reading statement in a snapshot of whichever engine it is of.
macro_rules! in_snapshot {
    ($snapshot:expr, $module:ident :: $function:ident ( $($argument:expr),* )) => {
        Box::pin(async {
            match &mut $snapshot {
                $crate::store::snapshot::Snapshot::Sqlite(db) => {
                    $crate::store::sqlite::$module::$function(&mut *db, $($argument),*).await
                }
                $crate::store::snapshot::Snapshot::Postgres(db) => {
                    $crate::store::postgres::$module::$function(&mut *db, $($argument),*).await
                }
            }
        })
        .await
    };
}
pub(crate) use in_snapshot;
