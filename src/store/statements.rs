//! Every statement about rows, by name, for the test that looks at their plans. Nothing else reads
//! it.

use super::bulk::{BulkInsert, BulkKeys};
use super::{postgres, sqlite};

/// A statement of one engine.
#[derive(Debug)]
pub struct Statement {
    /// The module below `sql/` and the name there.
    pub name: &'static str,
    /// Its text; where the text depends on how many rows it is about, for one and for as many as
    /// there may be.
    pub texts: Vec<&'static str>,
}

trait Texts {
    fn texts(&'static self) -> Vec<&'static str>;
}

impl Texts for &'static str {
    fn texts(&'static self) -> Vec<&'static str> {
        vec![self]
    }
}

impl Texts for BulkInsert {
    fn texts(&'static self) -> Vec<&'static str> {
        [&[(); 1][..], &[(); 256]].iter().flat_map(|rows| self.pieces(rows)).map(first).collect()
    }
}

impl Texts for BulkKeys {
    fn texts(&'static self) -> Vec<&'static str> {
        [&[0; 1][..], &[0; 256]].iter().flat_map(|keys| self.lists(keys)).map(first).collect()
    }
}

fn first<T>((text, _): (&'static str, T)) -> &'static str {
    text
}

macro_rules! statements {
    ($engine:ident: $($module:ident { $($name:ident)+ })+) => {
        vec![$($(Statement {
            name: concat!(stringify!($module), "::", stringify!($name)),
            texts: $engine::$module::$name.texts(),
        }),+),+]
    };
}

macro_rules! statements_of {
    ($engine:ident) => {
        statements! { $engine:
            anonymising { DUE REWRITE FORGET_SPENDERS FORGET_CODE FORGET_DEAD }
            audit { ACTS INCIDENTS HISTORY OPERATIONS CHAINS NUMBERS }
            chains { LENGTHEN SHORTEN SET_HEAD }
            confirmations { ASK PENDING TAKE EXPIRE }
            credits { INSERT OF_CUSTOMER UNDECIDED INCIDENT_OF }
            destinations { ALL FIND NUMBER REMEMBER RECENT EXPECT RECEIVE RECEIVED }
            directory { VERSION GROW ALL PUT REMOVE NUMBER_PROCESS }
            directory_history { ADD LAST }
            events { RECORD NUMBER REPLY UNDO FORGET }
            express { ACCOUNT_OF LAST APPEND }
            held_reports { KEEP OF TAKE FORGET }
            incidents {
                WRITE WRITE_ACTS WRITE_CODES CODES_GIVEN BY_NUMBERS BY_NUMBER_IN_ROOM OPEN_IN_ROOM CLOSED_IN_ROOM
                OPEN_BY_DEADLINE PROVISIONAL ACTS_OF BY_CODE PAGED_SINCE TAKE_NUMBERS DUE OVERDUE NEXT_TIMER CONTINUATION
            }
            leases { TAKE RELEASE }
            messages { KEEP CARD SPOKEN_OF INTENTS FORGET BURY DEAD COUNT_DEAD }
            operations { ADD LAST }
            outbox { INSERT MARK_REPEATS CLAIM REMOVE REMOVE_CLAIMED LATER GIVE_BACK WAITING PAGES_OLDER_THAN }
            partitions { RENEW INSTANCES END ALL TAKE GIVE_BACK GIVE_BACK_ALL TERMS }
            probes { PUT REMOVE }
            processes { REPORT END FORGET SEEN_SINCE }
            transcript { INSERT LINES_OF ENDED FORGET FORGOTTEN }
            undecided { ADD REMOVE }
        }
    };
}

/// The statements as one engine gets them.
pub fn all(is_postgres: bool) -> Vec<Statement> {
    if is_postgres { statements_of!(postgres) } else { statements_of!(sqlite) }
}
