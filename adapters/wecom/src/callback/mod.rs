//! Requests that come in: which endpoint they are for, whether they are genuine, and what is in
//! them.
//!
//! Three endpoints share one envelope and one crypto. `/hooks/NAME/robot`, `/app` and `/group` name
//! theirs; without such an end the first one of the settings is meant. Nothing inside is read
//! before signature, freshness and receive id fit.

pub(crate) mod app;
mod envelope;
pub(crate) mod group_robot;
pub(crate) mod robot;

use chat::signature::is_fresh;
use chat::{Attachment, RawRequest, Refusal};
use chrono::{DateTime, Utc};

use crate::crypto::CallbackKey;
use crate::reply::Endpoint;
use crate::settings::Settings;

/// Longest body that is read. Genuine ones have a few kilobytes; the vendor's own limit is not
/// stated.
pub const LONGEST_BODY_BYTES: usize = 256 * 1024;

/// A genuine request with its text in the clear.
pub(crate) struct Opened<'a> {
    pub(crate) endpoint: Endpoint,
    pub(crate) key: &'a CallbackKey,
    pub(crate) clear: String,
    pub(crate) nonce: String,
    pub(crate) signed_at: DateTime<Utc>,
    /// Whether the platform only checks the address: the text is then the answer.
    pub(crate) is_check: bool,
}

/// Verifies a request and opens it.
pub(crate) fn open<'a>(
    settings: &'a Settings,
    request: &RawRequest,
    now: DateTime<Utc>,
) -> Result<Opened<'a>, Refusal> {
    if request.body.len() > LONGEST_BODY_BYTES {
        return Err(Refusal::TooLarge);
    }
    // Without a endpoint there is no secret anything could be signed with.
    let (endpoint, key) = endpoint(settings, &request.path_tail).ok_or(Refusal::BadSignature)?;
    let sealed = envelope::read(request)?;
    if !key.is_signed(&sealed.signature, &sealed.timestamp, &sealed.nonce, &sealed.text) {
        return Err(Refusal::BadSignature);
    }
    let signed_at = instant_from_seconds(&sealed.timestamp).ok_or(Refusal::Malformed)?;
    if !is_fresh(signed_at, now, settings.window) {
        return Err(Refusal::Expired);
    }
    let clear = key.open(&sealed.text).map_err(|_| Refusal::Malformed)?;
    Ok(Opened { endpoint, key, clear, nonce: sealed.nonce, signed_at, is_check: sealed.is_check })
}

fn endpoint<'a>(settings: &'a Settings, tail: &str) -> Option<(Endpoint, &'a CallbackKey)> {
    let robot = || settings.robot_callback().map(|key| (Endpoint::Robot, key));
    let app = || settings.app.as_ref()?.callback.as_ref().map(|key| (Endpoint::App, key));
    let group = || settings.group_robot.as_ref().map(|key| (Endpoint::GroupRobot, key));
    match tail.trim_matches('/') {
        "robot" => robot(),
        "app" => app(),
        "group" => group(),
        "" => robot().or_else(app).or_else(group),
        _ => None,
    }
}

/// An instant from the digits of a query: seconds since 1970. No sign, no space, no fraction.
pub(crate) fn instant_from_seconds(digits: &str) -> Option<DateTime<Utc>> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    DateTime::from_timestamp_secs(digits.parse().ok()?)
}

/// What a message of this kind holds. The names of the kinds are the same for robots and apps.
pub(crate) fn attachment_of_kind(kind: &str) -> Attachment {
    match kind {
        "image" => Attachment::Picture,
        "emotion" => Attachment::Sticker,
        "voice" => Attachment::Voice,
        "video" | "shortvideo" => Attachment::Video,
        "file" => Attachment::File,
        "chatrecord" => Attachment::Forwarded,
        _ => Attachment::Other,
    }
}

/// What was said, without the mention of the robot in front, whichever name the robot has there.
pub(crate) fn without_mention(text: &str, display_name: Option<&str>) -> String {
    let text = text.trim();
    let Some(after) = text.strip_prefix('@') else { return text.to_owned() };
    let named = display_name.and_then(|name| after.strip_prefix(name));
    let rest =
        named.unwrap_or_else(|| after.split_once(char::is_whitespace).map_or("", |(_, rest)| rest));
    rest.trim().to_owned()
}

#[cfg(test)]
mod tests;
