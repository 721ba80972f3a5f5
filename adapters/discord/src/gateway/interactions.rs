//! Interactions that come over the gateway: each gets its first answer within three seconds.
//!
//! The event is handled at once. Usually it is saved long before anybody waits; if not, the
//! deferral goes first.

use chat::{ChatEvent, EventBody, EventOutcome, EventSink, NotSaved};
use serde_json::Value;

use crate::deferral::PATIENCE;
use crate::discord::Discord;
use crate::in_flight::Promise;
use crate::interaction::{self, Interaction, Used};
use crate::receive::Asked;
use crate::response::code;
use crate::words::{self, Deferral};

/// Tries to give a first answer. There is time for one more, and Discord takes one only.
const TRIES: usize = 2;

pub(super) async fn deal_with(discord: &Discord, sink: &dyn EventSink, body: &Value) {
    let Some(Interaction::Used(used)) = interaction::read(body) else {
        tracing::warn!(platform = discord.settings.name, "an interaction could not be read");
        return;
    };
    match discord.asked(&used, (discord.now)()) {
        Asked::Event { event, is_private } => {
            discord.in_flight.begin(&used.token, is_private, (discord.now)());
            InteractionHandler { discord, used: &used, is_private }.handle(sink, *event).await;
        }
        Asked::Question(question) => {
            let fits =
                tokio::time::timeout(PATIENCE, sink.suggest(*question)).await.unwrap_or_default();
            first_answer(discord, &used, &words::choices(&fits)).await;
        }
        Asked::Form(question) => {
            let fields = tokio::time::timeout(PATIENCE, sink.suggest((*question).clone())).await;
            let form = discord.form_for(&question, &fields.unwrap_or_default());
            first_answer(discord, &used, &form.unwrap_or_else(words::misfit)).await;
        }
        Asked::Misfit => {
            first_answer(discord, &used, &words::misfit()).await;
        }
    }
}

struct InteractionHandler<'a> {
    discord: &'a Discord,
    used: &'a Used,
    /// Whether the menu means the answer for the caller alone.
    is_private: bool,
}

impl InteractionHandler<'_> {
    async fn handle(&self, sink: &dyn EventSink, event: ChatEvent) {
        let is_press = matches!(event.body, EventBody::Action { .. });
        let mut accepting = sink.accept(event);
        if let Ok(outcome) = tokio::time::timeout(PATIENCE, &mut accepting).await {
            self.respond(is_press, outcome).await;
            return;
        }
        let deferral = Deferral::of(is_press, self.is_private);
        let is_taken = first_answer(self.discord, self.used, &deferral.body()).await;
        let outcome = accepting.await;
        if is_taken {
            self.discord.after_deferral(&self.used.token, deferral, outcome).await;
        } else {
            self.settle(Promise::Nothing);
        }
    }

    async fn respond(&self, is_press: bool, outcome: Result<EventOutcome, NotSaved>) {
        let Ok(outcome) = outcome else {
            self.settle(Promise::Nothing);
            first_answer(self.discord, self.used, &words::not_saved()).await;
            return;
        };
        let deferral = Deferral::of(is_press, outcome.private);
        let is_taken = first_answer(self.discord, self.used, &deferral.body()).await;
        self.settle(if is_taken { deferral.promise() } else { Promise::Nothing });
    }

    fn settle(&self, promise: Promise) {
        self.discord.in_flight.settle(&self.used.token, promise);
    }
}

/// Whether Discord has our first answer. A second one is refused by its own code, which then is
/// good news.
async fn first_answer(discord: &Discord, used: &Used, body: &Value) -> bool {
    for _ in 0..TRIES {
        match discord.rest.first_answer(&used.id, &used.token, body).await {
            Ok(response) if response.is_success() || response.code() == code::ALREADY_ANSWERED => {
                return true;
            }
            Ok(response) if response.status < 500 => {
                let (status, code) = (response.status, response.code());
                tracing::warn!(
                    platform = discord.settings.name,
                    status,
                    code,
                    "a first answer was not taken"
                );
                return false;
            }
            Ok(_) | Err(_) => {}
        }
    }
    tracing::warn!(platform = discord.settings.name, "a first answer could not be given");
    false
}
