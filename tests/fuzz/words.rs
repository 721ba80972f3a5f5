//! What people type.

use watchbell::commands::{
    SeverityWords, incident_quoted, parse, parse_addressed, plain_words, sounds_like_trouble,
    words_addressed,
};
use watchbell::redaction::without_secrets;

/// A message of a group: everything that reads it does so without a panic, a command can be written
/// as data, and secrets are taken out once and for all.
pub(crate) fn command(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let levels = SeverityWords::default();
    for addressed in [true, false] {
        if let Some(Ok(command)) = parse_addressed(&text, "watchbell", addressed, &levels) {
            // Held against the caller's next one, as data.
            serde_json::to_string(&command).unwrap();
        }
        let _ = words_addressed(&text, "watchbell", addressed);
    }
    let _ = parse(&text, &levels);
    let _ = (incident_quoted(&text), plain_words(&text), sounds_like_trouble(&text));
    let clean = without_secrets(&text).into_owned();
    assert_eq!(without_secrets(&clean), clean, "something is left after the first time");
}
