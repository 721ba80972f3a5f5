//! Names and limits of DingTalk's protocol, for the simulator that enforces them.

pub use crate::card::{BUTTONS, LONGEST_VARIABLES};
pub use crate::payload::{LONGEST_MSG_PARAM, LONGEST_ROBOT_MESSAGE};
pub use crate::stream::{CARD_TOPIC, MESSAGE_TOPIC};
