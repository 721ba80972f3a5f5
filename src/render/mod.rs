//! Every sentence people read. Nothing here decides anything.
//!
//! The sentences themselves are in the language files under `lang`; the functions here choose among them
//! and fill them in.

pub mod help;
pub mod lang;
pub mod parse_error;
pub mod scene;

/// TEMP until the render branch lands.
pub fn notice(intent: &crate::domain::notice::Intent, scene: &scene::Scene<'_>) -> chat::Message {
    let number = scene.incident.map(|i| i.number.to_string()).unwrap_or_default();
    if let crate::domain::notice::Intent::Answer { message } = intent {
        return serde_json::from_str(message)
            .unwrap_or_else(|_| chat::Message::new(chat::MessageKind::Reply, "?"));
    }
    chat::Message::new(chat::MessageKind::Reply, format!("[{number}] {intent:?}"))
}
