//! Brings the registered commands up to date: once per change, and not on every reconnect.
//!
//! Two hundred commands may be created in a day; what is there already is left alone.

use std::sync::atomic::{AtomicBool, Ordering};

use chat::SendError;
use serde_json::Value;

use crate::commands;
use crate::rest::Rest;
use crate::settings::Settings;

/// Whether this process has seen that the commands are up to date. They follow from the program and
/// its settings, so they do not change while it runs.
#[derive(Debug, Default)]
pub(crate) struct Registration(AtomicBool);

impl Registration {
    /// Registers the commands unless the same ones are there.
    pub(crate) async fn bring_up_to_date(
        &self,
        rest: &Rest,
        settings: &Settings,
    ) -> Result<(), SendError> {
        if self.0.load(Ordering::Acquire) {
            return Ok(());
        }
        let wanted = commands::registered(settings.menu.commands());
        let guild = settings.guild.as_ref();
        if !stands_there(&wanted, &rest.commands(guild).await?) {
            rest.register(guild, &wanted).await?;
            tracing::info!(platform = settings.name, "commands registered");
        }
        self.0.store(true, Ordering::Release);
        Ok(())
    }
}

/// Whether everything that is wanted stands in what was found; Discord adds fields of its own, and
/// leaves out what is empty or false.
fn stands_there(wanted: &Value, found: &Value) -> bool {
    match (wanted, found) {
        (Value::Object(wanted), Value::Object(found)) => wanted.iter().all(|(field, wanted)| {
            let found = found.get(field).unwrap_or(&Value::Null);
            stands_there(wanted, found)
        }),
        (Value::Array(wanted), Value::Array(found)) => {
            wanted.len() == found.len() && wanted.iter().zip(found).all(|(w, f)| stands_there(w, f))
        }
        (Value::Array(wanted), Value::Null) => wanted.is_empty(),
        (Value::Bool(false), Value::Null) => true,
        _ => wanted == found,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_discord_adds_or_leaves_out_makes_no_change() {
        let wanted = json!([{"name": "incident", "options": [{"name": "show", "required": false, "options": []}]}]);
        let found =
            json!([{"id": "1", "version": "2", "name": "incident", "options": [{"name": "show"}]}]);
        assert!(stands_there(&wanted, &found));
        for other in [
            json!([]),
            json!([{"name": "incident", "options": []}]),
            json!([{"name": "incident", "options": [{"name": "show", "options": [{"name": "number"}]}]}]),
            json!([{"name": "incident", "options": [{"name": "show"}]}, {"name": "old"}]),
        ] {
            assert!(!stands_there(&wanted, &other), "{other}");
        }
    }
}
