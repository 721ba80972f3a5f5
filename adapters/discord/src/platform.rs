//! The adapter itself: the contract's methods, each handed to the part that knows.

use std::sync::{Arc, PoisonError};

use async_trait::async_trait;
use chat::{
    Address, Capabilities, ChatEvent, ChatPlatform, Choice, ConnectError, EarlyResponse, EventBody,
    EventOutcome, EventSink, Health, Inbound, Message, MessageRef, NotSaved, Question, RawRequest,
    RawResponse, Refusal, SendError, SendOptions, Sent,
};
use chrono::{DateTime, Utc};

use crate::deferral::PATIENCE;
use crate::discord::Discord;
use crate::receive::Asked;
use crate::settings::Mode;
use crate::words::Deferral;
use crate::{endpoint, gateway, reply, words};

#[async_trait]
impl ChatPlatform for Discord {
    fn name(&self) -> &str {
        &self.settings.name
    }

    fn capabilities(&self) -> &Capabilities {
        &self.in_channels
    }

    fn capabilities_at(&self, address: &str) -> &Capabilities {
        if address.starts_with("user:") { &self.in_private } else { &self.in_channels }
    }

    fn shown_names(&self) -> Vec<String> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn receive(&self, request: &RawRequest, now: DateTime<Utc>) -> Result<Inbound, Refusal> {
        let Some(used) = endpoint::verified(&self.settings, request, now)? else {
            return Ok(Inbound::Challenge(words::pong()));
        };
        Ok(match self.asked(&used, now) {
            Asked::Event { event, is_private } => {
                self.in_flight.begin(&used.token, is_private, now);
                Inbound::Event(event)
            }
            Asked::Question(question) | Asked::Form(question) => Inbound::Question(question),
            Asked::Misfit => Inbound::Challenge(RawResponse::json(words::misfit().to_string())),
        })
    }

    /// The deferral: the words themselves follow by [`ChatPlatform::send`].
    fn respond(&self, event: Option<&ChatEvent>, outcome: &EventOutcome) -> RawResponse {
        let Some(event) = event else { return RawResponse::json("{}") };
        let deferral = Deferral::of(is_press(event), outcome.private);
        if let Some(token) = self.token_of(event) {
            self.in_flight.settle(&token, deferral.promise());
        }
        RawResponse::json(deferral.body().to_string())
    }

    fn not_saved(&self, event: &ChatEvent) -> RawResponse {
        if let Some(token) = self.token_of(event) {
            self.in_flight.settle(&token, crate::in_flight::Promise::Nothing);
        }
        RawResponse::json(words::not_saved().to_string())
    }

    fn early_response(&self, event: &ChatEvent) -> Option<EarlyResponse> {
        let deferral = self.early_deferral(event, &self.token_of(event)?);
        Some(EarlyResponse {
            after: PATIENCE,
            response: RawResponse::json(deferral.body().to_string()),
        })
    }

    async fn handled_late(&self, event: &ChatEvent, outcome: Result<EventOutcome, NotSaved>) {
        if let Some(token) = self.token_of(event) {
            self.after_deferral(&token, self.early_deferral(event, &token), outcome).await;
        }
    }

    fn offer(&self, question: &Question, choices: &[Choice]) -> RawResponse {
        let response = match self.form_for(question, choices) {
            Some(form) => form,
            None => words::choices(choices),
        };
        RawResponse::json(response.to_string())
    }

    async fn send(
        &self,
        to: &Address,
        message: &Message,
        options: &SendOptions,
    ) -> Result<Sent, SendError> {
        self.speak(&to.text, message, options).await
    }

    async fn edit(
        &self,
        _to: &Address,
        sent: &MessageRef,
        message: &Message,
    ) -> Result<Sent, SendError> {
        self.replace(sent.as_str(), message).await
    }

    async fn check(&self) -> Health {
        match self.rest.me().await {
            Ok(me) => {
                let names = ["username", "global_name"]
                    .into_iter()
                    .filter_map(|field| me.get(field)?.as_str().map(str::to_owned));
                *self.names.lock().unwrap_or_else(PoisonError::into_inner) = names.collect();
                Health::Up
            }
            Err(error) => Health::Down(error.to_string()),
        }
    }

    fn holds_connection(&self) -> bool {
        matches!(self.settings.mode, Mode::Gateway)
    }

    /// Without a gateway there is nothing to hold, but commands are registered all the same.
    async fn connect(&self, sink: Arc<dyn EventSink>) -> Result<(), ConnectError> {
        match self.settings.mode {
            Mode::Gateway => gateway::hold(self, sink).await,
            Mode::Interactions { .. } => {
                self.register().await.map_err(|error| match error {
                    SendError::Unauthorized(why) => ConnectError::Refused(why),
                    other => ConnectError::Lost(other.to_string()),
                })?;
                Err(ConnectError::NotAGateway)
            }
        }
    }
}

impl Discord {
    /// What goes first while nobody knows yet what the answer will be.
    fn early_deferral(&self, event: &ChatEvent, token: &reply::Token) -> Deferral {
        Deferral::of(is_press(event), self.in_flight.is_private(token))
    }

    fn token_of(&self, event: &ChatEvent) -> Option<reply::Token> {
        let reply = reply::open(event.reply_to.as_ref()?, &self.settings, (self.now)())?;
        Some(reply.token)
    }
}

fn is_press(event: &ChatEvent) -> bool {
    matches!(event.body, EventBody::Action { .. })
}
