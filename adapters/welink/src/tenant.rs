//! The application callback: a tenant's address book changes. No chat message comes this way.
//!
//! The request has no signature of its own; that it opens under the app's secret is the proof. Its
//! instant may be half an hour away (vendor page on callbacks), and is written in seconds or, in
//! the field, milliseconds.

use chat::signature::is_fresh;
use chat::{
    ChatEvent, EventBody, Inbound, MembershipChange, RawRequest, RawResponse, Refusal, Room,
    RoomKind, Sender,
};
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use crate::envelope::{self, NONCE_BYTES};
use crate::response::text;
use crate::settings::Tenant;

/// Longest callback body that is read.
const LONGEST_BODY_BYTES: usize = 256 * 1024;

/// How far a callback's instant may be from now, either way.
const WINDOW: TimeDelta = TimeDelta::minutes(30);

/// From here on a number counts milliseconds, not seconds.
const FIRST_MILLISECONDS: i64 = 1_000_000_000_000;

/// Marks the ids of events that came this way; the rest of the id is the instant as it was written.
const MARK: &str = "tenant:";

/// Opens a callback. People who left become an event; everything else is answered and done with.
pub(crate) fn receive(
    name: &str,
    tenant: &Tenant,
    request: &RawRequest,
    now: DateTime<Utc>,
    nonce: [u8; NONCE_BYTES],
) -> Result<Inbound, Refusal> {
    let (body, stamp, at) = open(tenant, request, now)?;
    let kind = text(&body, "eventType");
    let accounts = accounts(&body);
    let says_left = tenant.left_events.iter().any(|known| known.eq_ignore_ascii_case(&kind));
    if says_left && !accounts.is_empty() {
        return Ok(Inbound::Event(Box::new(departure(name, &body, &stamp, at, accounts))));
    }
    tracing::debug!(
        platform = name,
        kind,
        people = accounts.len(),
        "the tenant's address book changed"
    );
    Ok(Inbound::Challenge(success(tenant, &stamp, nonce)))
}

/// The answer to an event of this module; none for events of others.
pub(crate) fn answer(
    tenant: &Tenant,
    event: &ChatEvent,
    nonce: [u8; NONCE_BYTES],
) -> Option<RawResponse> {
    let (stamp, _) = event.id.strip_prefix(MARK)?.split_once(':')?;
    Some(success(tenant, stamp, nonce))
}

/// The clear body, its instant as written and as read.
fn open(
    tenant: &Tenant,
    request: &RawRequest,
    now: DateTime<Utc>,
) -> Result<(Value, String, DateTime<Utc>), Refusal> {
    if request.body.len() > LONGEST_BODY_BYTES {
        return Err(Refusal::TooLarge);
    }
    let outer: Value = serde_json::from_slice(&request.body).map_err(|_| Refusal::Malformed)?;
    let sealed = outer.get("encrypt").and_then(Value::as_str).ok_or(Refusal::Missing)?;
    let clear =
        envelope::open(tenant.secret.expose_secret(), sealed).ok_or(Refusal::BadSignature)?;
    let body: Value = serde_json::from_slice(&clear).map_err(|_| Refusal::Malformed)?;
    let stamp = text(&body, "timestamp");
    let at = instant(&stamp).ok_or(Refusal::Malformed)?;
    if !is_fresh(at, now, WINDOW) {
        return Err(Refusal::Expired);
    }
    if is_about_another(tenant, &body) { Err(Refusal::Malformed) } else { Ok((body, stamp, at)) }
}

fn instant(stamp: &str) -> Option<DateTime<Utc>> {
    let is_number = !stamp.is_empty() && stamp.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 = stamp.parse().ok().filter(|_| is_number)?;
    if number >= FIRST_MILLISECONDS {
        DateTime::from_timestamp_millis(number)
    } else {
        DateTime::from_timestamp(number, 0)
    }
}

fn is_about_another(tenant: &Tenant, body: &Value) -> bool {
    let Some(ours) = &tenant.tenant_id else { return false };
    let named = std::iter::once(body).chain(entries(body)).map(|part| text(part, "tenantId"));
    named.filter(|named| !named.is_empty()).any(|named| named != *ours)
}

fn accounts(body: &Value) -> Vec<String> {
    entries(body).map(|entry| text(entry, "userId")).filter(|account| !account.is_empty()).collect()
}

fn entries(body: &Value) -> impl Iterator<Item = &Value> {
    body.get("data").and_then(Value::as_array).into_iter().flatten()
}

/// No room is named, so the tenant itself stands for one.
fn departure(
    name: &str,
    body: &Value,
    stamp: &str,
    at: DateTime<Utc>,
    accounts: Vec<String>,
) -> ChatEvent {
    let tenant = entries(body).map(|entry| text(entry, "tenantId")).next().unwrap_or_default();
    ChatEvent {
        id: format!("{MARK}{stamp}:{}", accounts.join(",")),
        platform: name.to_owned(),
        room: Room { address: format!("tenant:{tenant}"), kind: RoomKind::Group, title: None },
        sender: Sender { account: String::new(), display: String::new() },
        body: EventBody::Membership { change: MembershipChange::PeopleLeft, accounts },
        reply_to: None,
        sent_at: at,
    }
}

/// `{"msg":"success","timestamp":…}` encrypted the same way.
fn success(tenant: &Tenant, stamp: &str, nonce: [u8; NONCE_BYTES]) -> RawResponse {
    let clear = json!({"msg": "success", "timestamp": stamp}).to_string();
    let sealed =
        envelope::seal(tenant.secret.expose_secret(), nonce, clear.as_bytes()).unwrap_or_default();
    RawResponse::json(json!({"encrypt": sealed}).to_string())
}

#[cfg(test)]
mod tests;
