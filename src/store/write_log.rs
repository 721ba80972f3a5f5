//! How writing goes, as the writer sees it: what became durable, and what has failed since.
//!
//! A job that the database refused for its own sake (a constraint, a value that does not fit) says
//! nothing about the database and is not counted.

use std::sync::{Mutex, MutexGuard, PoisonError};

use sqlx::error::{DatabaseError, ErrorKind};
use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;

/// Work that can fail by itself: with one damaged table acts are saved and messages are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    /// What people did.
    Acts,
    /// What is sent to them.
    Messages,
}

/// How one kind of work goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Streak {
    /// How many transactions with such work became durable since the process began.
    pub saved: u64,
    /// How many jobs have failed since then.
    pub failures: u64,
    /// Whether the last failure would have met any other write too: no connection, a full disk, a
    /// lock, a database that may only be read.
    pub is_general: bool,
}

/// How writing goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Writes {
    pub acts: Streak,
    pub messages: Streak,
}

/// Where the writer notes how transactions ended: once for each batch.
#[derive(Debug, Default)]
pub(crate) struct WriteLog(Mutex<Writes>);

impl WriteLog {
    /// A transaction with this work became durable.
    pub(crate) fn saved(&self, work: impl Iterator<Item = Work>) {
        let (mut acts, mut messages) = (false, false);
        for each in work {
            match each {
                Work::Acts => acts = true,
                Work::Messages => messages = true,
            }
        }
        let mut writes = self.writes();
        writes.acts.save(acts);
        writes.messages.save(messages);
    }

    /// A job failed.
    pub(crate) fn failed(&self, work: Option<Work>, error: &sqlx::Error) {
        let is_general = match cause_of(error) {
            Cause::Job => return,
            Cause::Database => true,
            Cause::Unknown => false,
        };
        let mut writes = self.writes();
        match work {
            Some(Work::Acts) => writes.acts.fail(is_general),
            Some(Work::Messages) => writes.messages.fail(is_general),
            None => {}
        }
    }

    /// What is known now.
    pub(crate) fn read(&self) -> Writes {
        *self.writes()
    }

    fn writes(&self) -> MutexGuard<'_, Writes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Streak {
    fn save(&mut self, has_saved: bool) {
        if has_saved {
            *self = Self { saved: self.saved + 1, ..Self::default() };
        }
    }

    fn fail(&mut self, is_general: bool) {
        self.failures += 1;
        self.is_general = is_general;
    }
}

/// What a failure says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cause {
    /// The job does not fit, or gave way to another one.
    Job,
    /// Nothing can be written.
    Database,
    /// This kind of work may be the only one that fails: a damaged table, a missing right.
    Unknown,
}

fn cause_of(error: &sqlx::Error) -> Cause {
    use sqlx::Error;
    match error {
        Error::Database(error) => cause_told(error.as_ref()),
        Error::Io(_)
        | Error::Tls(_)
        | Error::Protocol(_)
        | Error::PoolTimedOut
        | Error::PoolClosed
        | Error::WorkerCrashed => Cause::Database,
        _ => Cause::Unknown,
    }
}

fn cause_told(error: &dyn DatabaseError) -> Cause {
    if !matches!(error.kind(), ErrorKind::Other) {
        return Cause::Job;
    }
    let code = error.code().unwrap_or_default();
    if error.try_downcast_ref::<SqliteError>().is_some() {
        return cause_on_sqlite(code.parse().unwrap_or_default());
    }
    if error.try_downcast_ref::<PgDatabaseError>().is_some() {
        return cause_on_postgres(&code);
    }
    Cause::Unknown
}

/// By the primary result code, which is the low byte of an extended one
/// (<https://www.sqlite.org/rescode.html>).
fn cause_on_sqlite(code: i32) -> Cause {
    match code & 0xff {
        // TOOBIG, CONSTRAINT, MISMATCH.
        18..=20 => Cause::Job,
        // BUSY, LOCKED, READONLY, FULL, CANTOPEN.
        5 | 6 | 8 | 13 | 14 => Cause::Database,
        _ => Cause::Unknown,
    }
}

/// By the class, which is the first two characters (PostgreSQL, appendix A).
fn cause_on_postgres(code: &str) -> Cause {
    match code.get(..2) {
        // Values and constraints; a transaction that had to give way.
        Some("22" | "23" | "40") => Cause::Job,
        // The connection, a transaction that may only read, resources, a limit, a state, an
        // operator who ends it, the system below.
        Some("08" | "25" | "53" | "54" | "55" | "57" | "58") => Cause::Database,
        _ => Cause::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_from_bad_data_and_from_a_damaged_table() {
        for (code, cause) in [
            (13, Cause::Database),
            (5, Cause::Database),
            (8, Cause::Database),
            (1032, Cause::Database),
            (2067, Cause::Job),
            (1811, Cause::Job),
            (11, Cause::Unknown),
            (778, Cause::Unknown),
        ] {
            assert_eq!(cause_on_sqlite(code), cause, "{code}");
        }
        for (code, cause) in [
            ("53100", Cause::Database),
            ("25006", Cause::Database),
            ("57P01", Cause::Database),
            ("57014", Cause::Database),
            ("23505", Cause::Job),
            ("22001", Cause::Job),
            ("40P01", Cause::Job),
            ("42501", Cause::Unknown),
            ("XX001", Cause::Unknown),
            ("", Cause::Unknown),
        ] {
            assert_eq!(cause_on_postgres(code), cause, "{code}");
        }
    }

    #[test]
    fn a_success_ends_the_failures_of_its_own_work_alone() {
        let log = WriteLog::default();
        for _ in 0..2 {
            log.failed(Some(Work::Acts), &sqlx::Error::PoolTimedOut);
        }
        log.failed(Some(Work::Messages), &sqlx::Error::RowNotFound);
        log.failed(None, &sqlx::Error::PoolTimedOut);
        let failing = Writes {
            acts: Streak { saved: 0, failures: 2, is_general: true },
            messages: Streak { saved: 0, failures: 1, is_general: false },
        };
        assert_eq!(log.read(), failing);
        log.saved([Work::Acts, Work::Acts].into_iter());
        let acts = Streak { saved: 1, ..Streak::default() };
        assert_eq!(log.read(), Writes { acts, ..failing });
    }
}
