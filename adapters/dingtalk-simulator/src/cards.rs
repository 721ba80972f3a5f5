//! Interactive cards: made with a template that exists, found again by their `outTrackId`, pressed
//! by people.
//!
//! The refusal of a second card under the same `outTrackId` is this simulator's own wording: the
//! vendor only says that it must be unique.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Value, json};

use crate::api::{Refused, authorised, verdict};
use crate::state::{Delivery, Inner, Route, State as Held};
use crate::{Shared, with_fault};
use chat_dingtalk::protocol::{BUTTONS, LONGEST_VARIABLES};

pub(crate) type Variables = BTreeMap<String, String>;

/// A card that is in a room.
#[derive(Debug, Clone, Default)]
pub(crate) struct Card {
    pub(crate) variables: Variables,
    /// What single people see of it.
    pub(crate) private: BTreeMap<String, Variables>,
}

pub(crate) async fn create(
    State(inner): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    with_fault(&inner, |inner| verdict(inner, deliver(inner, &headers, &body))).await
}

pub(crate) async fn update(
    State(inner): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    with_fault(&inner, |inner| verdict(inner, change(inner, &headers, &body))).await
}

fn deliver(inner: &Inner, headers: &HeaderMap, body: &[u8]) -> Result<Value, Refused> {
    let body = authorised(inner, headers, body)?;
    if body["cardTemplateId"] != inner.setup.card_template.as_str() {
        return Err((400, "template.notExist"));
    }
    if body["callbackType"] != "STREAM" {
        return Err((400, "invalidParameter.callbackType"));
    }
    let track = track(&body)?;
    let (route, at) = place(inner, &body)?;
    let variables = variables(&body)?;
    let mut state = inner.state();
    if state.cards.contains_key(&track) {
        return Err((400, "invalidParameter.outTrackId.duplicate"));
    }
    let (Route::Group(room) | Route::Person(room) | Route::Robot(room) | Route::Session(room)) =
        &route;
    let room = room.clone();
    let missing = state.left.contains(&room);
    let place = json!({"spaceType": "IM", "spaceId": room, "success": !missing,
                       "errorMsg": if missing { "user not exist" } else { "" }});
    let answer =
        json!({"success": true, "result": {"outTrackId": track, "deliverResults": [place]}});
    if !missing {
        let seen = Delivery {
            id: track.clone(),
            room,
            route,
            text: text(&variables),
            title: variables.get("headline").cloned(),
            buttons: buttons(&variables),
            edits: 0,
            at,
            at_all: false,
            received_at: inner.now(),
        };
        state.cards.insert(track, Card { variables, private: BTreeMap::new() });
        state.deliver(seen);
    }
    Ok(answer)
}

fn change(inner: &Inner, headers: &HeaderMap, body: &[u8]) -> Result<Value, Refused> {
    let body = authorised(inner, headers, body)?;
    let (track, variables) = (track(&body)?, variables(&body)?);
    let by_key = body["cardUpdateOptions"]["updateCardDataByKey"] == true;
    let mut state = inner.state();
    let card = state.cards.get_mut(&track).ok_or((400, "invalidParameter.outTrackId.notExist"))?;
    if !by_key {
        card.variables.clear();
    }
    card.variables.extend(variables);
    show_again(&mut state, &track);
    Ok(json!({"success": true, "result": true}))
}

/// Applies what the answer to a press says about the card (`cardData`, `userPrivateData`).
pub(crate) fn apply_answer(state: &mut Held, track: &str, presser: &str, response: &Value) {
    let Some(card) = state.cards.get_mut(track) else { return };
    let (everybody, alone) =
        (read_map(&response["cardData"]), read_map(&response["userPrivateData"]));
    card.private.entry(presser.to_owned()).or_default().extend(alone.unwrap_or_default());
    let Some(everybody) = everybody.filter(|variables| !variables.is_empty()) else { return };
    card.variables.extend(everybody);
    show_again(state, track);
}

fn show_again(state: &mut Held, track: &str) {
    let Some(card) = state.cards.get(track) else { return };
    let Some(seen) = state.deliveries.iter_mut().rev().find(|delivery| delivery.id == track) else {
        return;
    };
    seen.text = text(&card.variables);
    seen.title = card.variables.get("headline").cloned();
    seen.buttons = buttons(&card.variables);
    seen.edits += 1;
}

fn track(body: &Value) -> Result<String, Refused> {
    let track = body["outTrackId"].as_str().filter(|track| !track.is_empty());
    track.map(str::to_owned).ok_or((400, "miss.param.outTrackId"))
}

/// Where a card is to stand, and who is called there. The models must be those of the space.
fn place(inner: &Inner, body: &Value) -> Result<(Route, Vec<String>), Refused> {
    let space = body["openSpaceId"].as_str().and_then(|space| space.strip_prefix("dtv1.card//"));
    match space.and_then(|space| space.split_once('.')) {
        Some(("IM_GROUP", conversation)) if body["imGroupOpenSpaceModel"].is_object() => {
            let model = &body["imGroupOpenDeliverModel"];
            if model["robotCode"] != inner.setup.robot_code.as_str() {
                return Err((400, "invalidParameter.robotCode.empty"));
            }
            let at = model["atUserIds"].as_object().map(|people| people.keys().cloned().collect());
            Ok((Route::Group(conversation.to_owned()), at.unwrap_or_default()))
        }
        Some(("IM_ROBOT", person)) if body["imRobotOpenSpaceModel"].is_object() => {
            if body["imRobotOpenDeliverModel"]["spaceType"] != "IM_ROBOT" {
                return Err((400, "invalidParameter.imRobotOpenDeliverModel"));
            }
            Ok((Route::Person(person.to_owned()), Vec::new()))
        }
        _ => Err((400, "invalidParameter.openSpaceId")),
    }
}

fn variables(body: &Value) -> Result<Variables, Refused> {
    if body["cardData"].to_string().len() > LONGEST_VARIABLES + 64 {
        return Err((400, "invalidParameter.cardData.tooLong"));
    }
    read_map(&body["cardData"]).ok_or((400, "invalidParameter.cardData.cardParamMap"))
}

/// `None` unless every value is a text.
fn read_map(holder: &Value) -> Option<Variables> {
    let map = holder["cardParamMap"].as_object()?;
    map.iter().map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect()
}

/// The card as the template of `docs/platforms/dingtalk.md` shows it.
fn text(variables: &Variables) -> String {
    let variable = |name: &str| variables.get(name).map_or("", String::as_str);
    [variable("headline"), variable("lines")]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n")
}

fn buttons(variables: &Variables) -> Vec<(String, String)> {
    let variable = |nth: usize, what: &str| {
        variables.get(&format!("button{nth}_{what}")).cloned().unwrap_or_default()
    };
    let all = (1..=BUTTONS).map(|nth| (variable(nth, "label"), variable(nth, "key")));
    all.filter(|(label, _)| !label.is_empty()).collect()
}
