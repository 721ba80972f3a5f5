//! What was said and done so far.

use crate::commands::grammar::role_sets::{EVERYBODY, STAFF};
use crate::commands::grammar::row::{Confirmation, Grammar, Visibility};
use crate::commands::verb::Verb;

pub(super) static CATCHUP: Grammar = Grammar {
    verb: Verb::Catchup,
    en: &["catchup", "catch-up"],
    zh: &["前情", "摘要"],
    takes_en: "[#number]",
    takes_zh: "[#编号]",
    allowed: EVERYBODY,
    visibility: Visibility::Caller,
    changes_state: false,
    confirmation: Confirmation::Never,
    example_en: "catchup #128",
    example_zh: "前情 #128",
};

pub(super) static TRANSCRIPT: Grammar = Grammar {
    verb: Verb::Transcript,
    en: &["transcript"],
    zh: &["记录"],
    takes_en: "[#number]",
    takes_zh: "[#编号]",
    allowed: STAFF,
    visibility: Visibility::Staff,
    changes_state: false,
    confirmation: Confirmation::Never,
    example_en: "transcript #128",
    example_zh: "记录 #128",
};
