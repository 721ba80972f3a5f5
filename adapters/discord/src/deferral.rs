//! What happens when saving takes longer than Discord waits: the deferral goes first, the rest is
//! told afterwards.

use std::time::Duration;

use chat::{EventOutcome, NotSaved};
use serde_json::json;

use crate::discord::Discord;
use crate::in_flight::Promise;
use crate::payload::EPHEMERAL;
use crate::reply::Token;
use crate::words::{self, Deferral};

/// How long saving may take before the deferral goes first; the rest of the three seconds is for
/// the way.
pub(crate) const PATIENCE: Duration = Duration::from_secs(2);

impl Discord {
    /// How handling ended after the deferral was out. Who sees the answer can no longer be chosen
    /// by it.
    pub(crate) async fn after_deferral(
        &self,
        token: &Token,
        deferral: Deferral,
        outcome: Result<EventOutcome, NotSaved>,
    ) {
        match outcome {
            Ok(outcome) if outcome.private && deferral == Deferral::Shown => {
                self.in_flight.settle(token, Promise::ShownForPrivate);
            }
            Ok(_) => self.in_flight.settle(token, deferral.promise()),
            Err(_) => {
                self.in_flight.settle(token, Promise::Nothing);
                self.tell_unsaved(token, deferral).await;
            }
        }
    }

    /// Best effort: nothing was promised to be kept.
    async fn tell_unsaved(&self, token: &Token, deferral: Deferral) {
        let body = json!({"content": words::UNSAVED, "allowed_mentions": {"parse": []}, "flags": EPHEMERAL});
        let told = if deferral == Deferral::Silent {
            self.rest.follow_up(token, &body).await
        } else {
            self.rest.edit_original(token, &body).await
        };
        if told.is_err() {
            tracing::warn!(
                platform = self.settings.name,
                "somebody was not told that nothing was saved"
            );
        }
    }
}
