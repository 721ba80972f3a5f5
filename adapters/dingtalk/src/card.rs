//! A neutral message as the variables of an interactive card, and the calls that post and change
//! it.
//!
//! The layout of a card is a template which an operator makes in the vendor's card builder; only
//! its variables travel. `docs/platforms/dingtalk.md` lists them for that operator, so a name here
//! is changed there too. Every variable is sent every time: an update by key would leave the
//! buttons of an earlier state standing.

pub(crate) mod press;
pub(crate) mod track;

use chat::draft::cut_inside;
use chat::http::Response;
use chat::{Button, ButtonStyle, Message, MessageRef, SendError, Sent, Span};
use chrono::{DateTime, Utc};
use reqwest::Method;
use serde_json::{Map, Value, json};

use crate::address::{Target, is_listed};
use crate::open_api::OpenApi;
use crate::payload::{self, Calling};
use crate::response;

/// How many buttons the template has.
pub const BUTTONS: usize = 4;

/// Longest JSON of a card's variables, in bytes. The vendor names none; this is the limit of the
/// messages that go the same way.
pub const LONGEST_VARIABLES: usize = payload::LONGEST_MSG_PARAM;

/// The same separator as in the markdown of robots: the field for the lines is a markdown field.
const SEPARATOR: &str = "\n\n";

const DELIVER: &str = "v1.0/card/instances/createAndDeliver";
const UPDATE: &str = "v1.0/card/instances";

/// The template's variables for a message.
pub(crate) fn variables(message: &Message) -> Value {
    let write = |span: &Span| payload::write(span, Calling::ByName, true);
    let mut draft = message.draft(write);
    draft.tail.extend(words_of_other_buttons(message));
    payload::fit(&draft, SEPARATOR, LONGEST_VARIABLES, |text| {
        let (headline, lines) = text.split_once(SEPARATOR).unwrap_or((text, ""));
        let mut variables = buttons(&message.buttons);
        variables.insert("headline".into(), headline.into());
        variables.insert("lines".into(), lines.into());
        variables.insert("number".into(), message.incident.clone().unwrap_or_default().into());
        Value::Object(variables)
    })
}

/// Buttons for which the template has no place are said in words, as where there are no buttons at
/// all.
fn words_of_other_buttons(message: &Message) -> Option<String> {
    let words =
        message.buttons.iter().skip(BUTTONS).map(Button::in_words).collect::<Vec<_>>().join("  ");
    (!words.is_empty()).then(|| payload::without_markup(&words, true))
}

fn buttons(buttons: &[Button]) -> Map<String, Value> {
    let mut variables = Map::new();
    for nth in 0..BUTTONS {
        let button = buttons.get(nth);
        let mut set = |what: &str, value: &str| {
            variables.insert(format!("button{}_{what}", nth + 1), value.into())
        };
        set("label", button.map_or("", |button| &button.label));
        set("key", button.map_or("", |button| &button.key));
        set("style", button.map_or("", |button| style(button.style)));
    }
    variables
}

fn style(style: ButtonStyle) -> &'static str {
    match style {
        ButtonStyle::Primary => "primary",
        ButtonStyle::Plain => "plain",
        ButtonStyle::Danger => "danger",
    }
}

impl OpenApi<'_> {
    /// Posts a card under `key`, which shows one card however often it is posted.
    pub(crate) async fn deliver_card(
        &self,
        template: &str,
        way: Target<'_>,
        message: &Message,
        key: &str,
        now: DateTime<Utc>,
    ) -> Result<Sent, SendError> {
        let (room, space) = space(way, message, &self.app.robot_code)?;
        let track = track::spell(&room, key);
        let mut body = json!({
            "cardTemplateId": template,
            "outTrackId": track,
            "callbackType": "STREAM",
            // So that the one who presses is named by staff id, as everywhere else.
            "userIdType": 1,
            "cardData": {"cardParamMap": variables(message)},
        });
        if let (Value::Object(body), Value::Object(space)) = (&mut body, space) {
            body.extend(space);
        }
        match self.call(Method::POST, DELIVER, &body, now).await {
            Ok(answer) => undelivered(&answer).map_or(Ok(()), Err)?,
            Err(error) if is_there_already(&error) => {}
            Err(error) => return Err(error),
        }
        Ok(Sent { reference: Some(MessageRef(track)) })
    }

    /// Gives a card the variables of another message.
    pub(crate) async fn update_card(
        &self,
        track: &str,
        message: &Message,
        now: DateTime<Utc>,
    ) -> Result<Sent, SendError> {
        let body = json!({
            "outTrackId": track,
            "userIdType": 1,
            "cardData": {"cardParamMap": variables(message)},
            "cardUpdateOptions": {"updateCardDataByKey": true},
        });
        self.call(Method::PUT, UPDATE, &body, now).await?;
        Ok(Sent { reference: Some(MessageRef(track.to_owned())) })
    }
}

/// Where a card stands: the room as an address, and the fields that say so. Only a group calls
/// people; a push text is given, because a template has none that a lock screen could show.
fn space(
    way: Target<'_>,
    message: &Message,
    robot_code: &str,
) -> Result<(String, Value), SendError> {
    let headline = cut_inside(&message.headline.write(Span::plain), payload::LONGEST_TITLE);
    let shown = json!({
        "supportForward": false,
        "lastMessageI18n": {"ZH_CN": headline, "EN_US": headline},
        "notification": {"alertContent": headline, "notificationOff": false},
    });
    match way {
        Target::Group(conversation) => Ok((
            crate::address::group(conversation),
            json!({
                "openSpaceId": format!("dtv1.card//IM_GROUP.{conversation}"),
                "imGroupOpenSpaceModel": shown,
                "imGroupOpenDeliverModel": {"robotCode": robot_code, "atUserIds": called(message)},
            }),
        )),
        Target::Person(account) => Ok((
            crate::address::person(account),
            json!({
                "openSpaceId": format!("dtv1.card//IM_ROBOT.{account}"),
                "imRobotOpenSpaceModel": shown,
                "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT", "robotCode": robot_code},
            }),
        )),
        Target::Robot(_) | Target::Unlisted(_) => {
            Err(SendError::refused("no card can stand there"))
        }
    }
}

/// Who is notified: staff ids with the names to show.
fn called(message: &Message) -> Map<String, Value> {
    let people =
        message.everyone_mentioned().into_iter().filter(|mention| is_listed(&mention.account));
    people
        .map(|mention| {
            (
                mention.account.clone(),
                payload::write(&Span::Mention(mention.clone()), Calling::ByName, true).into(),
            )
        })
        .collect()
}

/// A card that was made but reached nobody is a failure in an response that says "ok".
fn undelivered(response: &Response) -> Option<SendError> {
    let places = response.body.get("result")?.get("deliverResults")?.as_array()?;
    let failed = places.iter().find(|place| place.get("success") == Some(&Value::Bool(false)))?;
    Some(SendError::refused(response::words("the card was not delivered", failed, "errorMsg")))
}

/// The vendor asks for a unique `outTrackId`, so a card that is there already was posted by an
/// earlier try.
fn is_there_already(error: &SendError) -> bool {
    let SendError::Permanent { reason, .. } = error else { return false };
    let reason = reason.to_lowercase();
    reason.contains("outtrackid")
        && ["exist", "duplicate", "repeat"].iter().any(|word| reason.contains(word))
}

#[cfg(test)]
mod tests;
