//! The smart robot's long connection: a WebSocket that receives and sends (vendor page 101463).
//!
//! Its rules: the first frame subscribes; a ping goes out every 30 s, and two without an answer end
//! it; every frame is answered under its own `req_id`, and a second frame of one `req_id` waits for
//! the answer to the first; an answer to an event goes under the event's `req_id`. A newer
//! connection of the same robot ends this one, which then must not come back, or two instances
//! fight.

mod connection;
mod frame;
mod link;

pub(crate) use connection::{Connection, respond};
pub use frame::read_frame;
pub(crate) use link::Link;

/// The robot subscribes.
pub(crate) const SUBSCRIBE: &str = "aibot_subscribe";
/// Sign of life.
pub(crate) const PING: &str = "ping";
/// Somebody wrote.
pub(crate) const MESSAGE: &str = "aibot_msg_callback";
/// Something happened.
pub(crate) const EVENT: &str = "aibot_event_callback";
/// Answer to a message.
pub(crate) const RESPOND: &str = "aibot_respond_msg";
/// New form of a card that was pressed.
pub(crate) const UPDATE_CARD: &str = "aibot_respond_update_msg";
/// A message of the robot's own accord.
pub(crate) const SEND: &str = "aibot_send_msg";
