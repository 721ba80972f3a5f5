//! Names and limits of WeCom's protocol, for the simulator that enforces them.

pub use crate::reply::{CARD_UPDATE_LIFE, RESPONSE_CODE_LIFE, RESPONSE_URL_LIFE, STREAM_LIFE};
pub use crate::text::{LONGEST_MARKDOWN, LONGEST_STREAM, LONGEST_TEXT};
