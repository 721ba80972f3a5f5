//! How an intent becomes words. The words themselves are in `render`; the composition root joins the two.

use chat::Message;

use super::delivery_context::Scene;

/// Finds the words for what is to be said. It decides nothing and reads nothing but the scene.
pub trait Voice: Send + Sync + 'static {
    /// The words for one notice.
    fn notice(&self, scene: &Scene) -> Message;

    /// The name of an incident's thread; none for words that belong to no incident.
    fn thread_name(&self, scene: &Scene) -> Option<String>;

    /// One message that lists several notices for the same destination, each by its incident's number.
    fn merged(&self, scenes: &[Scene]) -> Message;
}
