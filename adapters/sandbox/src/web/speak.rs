//! What people do: say something in a group or to the bot alone, and press buttons.
//!
//! The order is always the same: keep what the person did, let the world handle it, keep what it
//! replies.

use axum::Json;
use axum::extract::{Path, State};
use chat::EventBody;
use serde::{Deserialize, Serialize};

use super::Sandbox;
use super::error::{ApiError, Body};
use super::read::{find_group, find_member, find_person};
use crate::receive::{self, Typed};
use crate::record::{Place, Record, RecordKind, Words};
use crate::view::MemberView;

/// More characters than any platform lets a person type in one message.
const LONGEST_TYPED_CHARS: usize = 4_000;

/// Something said in a group.
#[derive(Debug, Deserialize)]
pub(super) struct SaidInGroup {
    user: String,
    text: String,
    /// Whether it is meant for the bot even without its mention. The page's box is, unless told
    /// otherwise.
    #[serde(default = "yes")]
    addressed: bool,
}

fn yes() -> bool {
    true
}

/// Something said to the bot alone.
#[derive(Debug, Deserialize)]
pub(super) struct SaidInPrivate {
    text: String,
}

/// A button pressed in a group.
#[derive(Debug, Deserialize)]
pub(super) struct PressedInGroup {
    user: String,
    key: String,
    message_seq: u64,
}

/// A button pressed on one's own phone.
#[derive(Debug, Deserialize)]
pub(super) struct PressedInPrivate {
    key: String,
    message_seq: u64,
}

/// The id the world knows the event by, and what it answered at once.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    event_id: String,
    replies: Vec<Record>,
}

pub(super) async fn say_in_group(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    Body(said): Body<SaidInGroup>,
) -> Result<Json<Answer>, ApiError> {
    let state = sandbox.world.state().await?;
    let group = find_group(&state, &id)?;
    let sender = find_member(&state, group, &said.user)?;
    check_typed(&said.text)?;
    let typed =
        receive::typed_in_group(&said.text, &group.bot_name, &group.members, said.addressed);
    sandbox.say(Place::group(id), sender, Some(&group.name), &said.text, typed).await
}

pub(super) async fn say_in_private(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    Body(said): Body<SaidInPrivate>,
) -> Result<Json<Answer>, ApiError> {
    let state = sandbox.world.state().await?;
    let sender = find_person(&state, &id)?;
    check_typed(&said.text)?;
    let typed = receive::typed_in_private(&said.text);
    sandbox.say(Place::person(id), sender, None, &said.text, typed).await
}

pub(super) async fn press_in_group(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    Body(pressed): Body<PressedInGroup>,
) -> Result<Json<Answer>, ApiError> {
    let state = sandbox.world.state().await?;
    let group = find_group(&state, &id)?;
    let sender = find_member(&state, group, &pressed.user)?;
    sandbox
        .press(Place::group(id), sender, Some(&group.name), pressed.key, pressed.message_seq)
        .await
}

pub(super) async fn press_in_private(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    Body(pressed): Body<PressedInPrivate>,
) -> Result<Json<Answer>, ApiError> {
    let state = sandbox.world.state().await?;
    let sender = find_person(&state, &id)?;
    sandbox.press(Place::person(id), sender, None, pressed.key, pressed.message_seq).await
}

fn check_typed(text: &str) -> Result<(), ApiError> {
    if text.trim().is_empty() {
        return Err(ApiError::invalid("empty", "There is nothing to say: the text is empty."));
    }
    if text.chars().count() > LONGEST_TYPED_CHARS {
        let sentence = format!("The text is longer than {LONGEST_TYPED_CHARS} characters.");
        return Err(ApiError::invalid("too_long", sentence));
    }
    Ok(())
}

impl Sandbox {
    async fn say(
        &self,
        place: Place,
        sender: &MemberView,
        title: Option<&str>,
        text: &str,
        typed: Typed,
    ) -> Result<Json<Answer>, ApiError> {
        let words =
            Words::of_person(&sender.id, RecordKind::Said, text.trim(), typed.mentioned.clone());
        self.handle(place, sender, title, words, typed.into_body()).await
    }

    /// Only a button that is on that message now can be pressed, and only by who can see it.
    async fn press(
        &self,
        place: Place,
        sender: &MemberView,
        title: Option<&str>,
        key: String,
        seq: u64,
    ) -> Result<Json<Answer>, ApiError> {
        let message = self.platform.transcript.find(&place, seq);
        let visible = message
            .filter(|message| message.only_for.as_ref().is_none_or(|only| *only == sender.id));
        let message = visible.ok_or_else(|| {
            ApiError::not_found("no_such_message", "There is no such message in this room.")
        })?;
        let Some(button) = message.buttons.iter().find(|button| button.key == key) else {
            return Err(ApiError::not_found(
                "no_such_button",
                "That message has no such button, or no longer.",
            ));
        };
        let words = Words::of_person(&sender.id, RecordKind::Pressed, &button.label, Vec::new());
        let words = Words {
            incident: message.incident.clone(),
            only_for: message.only_for.clone(),
            ..words
        };
        let body = receive::pressed(key, &message);
        self.handle(place, sender, title, words, body).await
    }

    async fn handle(
        &self,
        place: Place,
        sender: &MemberView,
        title: Option<&str>,
        words: Words,
        body: EventBody,
    ) -> Result<Json<Answer>, ApiError> {
        let done = self.platform.keep(&place, words)?;
        let event = receive::event(&self.platform, &done, sender, title, body);
        let event_id = event.id.clone();
        let answers = self.world.handle(event).await?;
        let kept = answers.iter().map(|message| self.platform.keep(&place, Words::of_bot(message)));
        let replies = kept.collect::<Result<_, _>>()?;
        self.world.follow().await?;
        self.platform.state_changed();
        Ok(Json(Answer { event_id, replies }))
    }
}
