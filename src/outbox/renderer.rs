//! How an intent becomes words. The words themselves are in `render`; the composition root joins
//! the two.

use chat::Message;

use super::delivery_context::Delivery;
use crate::domain::directory::Languages;

/// Finds the words for what is to be said. It decides nothing and reads nothing but the delivery.
pub trait Renderer: Send + Sync + 'static {
    /// The words for one notice.
    fn notice(&self, delivery: &Delivery) -> Message;

    /// The name of an incident's thread; none for words that belong to no incident.
    fn thread_name(&self, delivery: &Delivery) -> Option<String>;

    /// One message that lists the words of several notices for the same destination, each by its
    /// incident's number.
    fn merged(&self, messages: &[Message], language: Languages) -> Message;
}
