//! The interactions endpoint: requests signed with Ed25519, verified as bytes before they are
//! parsed.
//!
//! Discord signs the timestamp header and the raw body (Discord documentation,
//! `interactions/overview`), and from time to time sends wrong signatures on purpose: an endpoint
//! that takes one is removed.

use chat::signature::is_fresh;
use chat::{RawRequest, Refusal};
use chrono::{DateTime, Utc};
use ed25519_dalek::{Signature, VerifyingKey};

use crate::interaction::{self, Interaction, Used};
use crate::settings::{Mode, Settings};

/// Longest request body that is read. A form of five fields in Chinese stays far below.
pub(crate) const LONGEST_BODY_BYTES: usize = 256 * 1024;

/// The interaction in a genuine request; none for a check of the address.
pub(crate) fn verified(
    settings: &Settings,
    request: &RawRequest,
    now: DateTime<Utc>,
) -> Result<Option<Used>, Refusal> {
    if request.body.len() > LONGEST_BODY_BYTES {
        return Err(Refusal::TooLarge);
    }
    // Over the gateway nothing is signed, so nothing that comes here can be believed.
    let Mode::Interactions { public_key, window } = &settings.mode else {
        return Err(Refusal::BadSignature);
    };
    let signed_at = verify(public_key, request)?;
    if !is_fresh(signed_at, now, *window) {
        return Err(Refusal::Expired);
    }
    let body = serde_json::from_slice(&request.body).map_err(|_| Refusal::Malformed)?;
    match interaction::read(&body).ok_or(Refusal::Malformed)? {
        Interaction::Ping => Ok(None),
        Interaction::Used(used) if used.application == settings.application => Ok(Some(*used)),
        Interaction::Used(_) => Err(Refusal::Malformed),
    }
}

/// Checks the signature over the header's own text and the body's own bytes, and gives the signed
/// instant.
fn verify(key: &VerifyingKey, request: &RawRequest) -> Result<DateTime<Utc>, Refusal> {
    let signature = request.header("x-signature-ed25519").ok_or(Refusal::Missing)?;
    let stamp = request.header("x-signature-timestamp").ok_or(Refusal::Missing)?;
    let mut bytes = [0; 64];
    hex::decode_to_slice(signature, &mut bytes).map_err(|_| Refusal::BadSignature)?;
    let signed = [stamp.as_bytes(), &request.body].concat();
    key.verify_strict(&signed, &Signature::from_bytes(&bytes))
        .map_err(|_| Refusal::BadSignature)?;
    seconds(stamp).ok_or(Refusal::Malformed)
}

fn seconds(digits: &str) -> Option<DateTime<Utc>> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    DateTime::from_timestamp_secs(is_number.then(|| digits.parse().ok())??)
}

#[cfg(test)]
mod tests;
