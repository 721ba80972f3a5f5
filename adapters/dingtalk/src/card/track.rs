//! The `outTrackId` of a card: our own name for it, by which it is found for edits and by which a
//! press tells where it happened.
//!
//! A press names the card and the person but not the room (vendor documentation of the callback),
//! so the room is part of the name. The other part comes from the key of the send, which makes a
//! second try of the same send meet the card of the first.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chat::signature::hmac_sha256;
use chat::{Room, RoomKind};

use crate::address::Target;

/// Tells our cards from those of other programs that share the app.
const MARK: &str = "wb";

/// Keys of this length and of harmless characters stand as they are, which helps whoever reads both
/// logs.
const LONGEST_PLAIN_KEY: usize = 64;

/// The name of the card that is sent to `room` under `key`.
pub(crate) fn spell(room: &str, key: &str) -> String {
    format!("{MARK}.{}.{}", URL_SAFE_NO_PAD.encode(room), harmless(key))
}

/// The room of a card that [`spell`] named.
pub(crate) fn room(track: &str) -> Option<Room> {
    let mut parts = track.split('.');
    let (mark, room, key) = (parts.next()?, parts.next()?, parts.next()?);
    if mark != MARK || key.is_empty() || parts.next().is_some() {
        return None;
    }
    let address = String::from_utf8(URL_SAFE_NO_PAD.decode(room).ok()?).ok()?;
    let kind = match Target::of(&address) {
        Ok(Target::Group(_)) => RoomKind::Group,
        Ok(Target::Person(_)) => RoomKind::Direct,
        Ok(Target::Robot(_) | Target::Unlisted(_)) | Err(_) => return None,
    };
    Some(Room { address, kind, title: None })
}

fn harmless(key: &str) -> String {
    let is_plain = key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if is_plain && !key.is_empty() && key.len() <= LONGEST_PLAIN_KEY {
        return key.to_owned();
    }
    URL_SAFE_NO_PAD.encode(hmac_sha256(b"outTrackId", &[key.as_bytes()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_found_again_by_its_room_and_its_key() {
        let track = spell("group:cidA+/==", "0190-row");
        assert_eq!(track, "wb.Z3JvdXA6Y2lkQSsvPT0.0190-row");
        let place = room(&track).unwrap();
        assert_eq!((place.address.as_str(), place.kind), ("group:cidA+/==", RoomKind::Group));
        assert_eq!(room(&spell("user:user123", "k")).unwrap().kind, RoomKind::Direct);
    }

    #[test]
    fn a_key_of_odd_characters_makes_a_name_of_even_ones_and_always_the_same() {
        for odd in ["a.b", "", "键", &"x".repeat(65)] {
            let track = spell("user:u", odd);
            assert_eq!(track, spell("user:u", odd));
            assert!(
                track.is_ascii() && track.split('.').count() == 3 && track.len() < 80,
                "{track}"
            );
            assert!(room(&track).is_some(), "{track}");
        }
        assert_ne!(spell("user:u", "a.b"), spell("user:u", "a.c"));
    }

    #[test]
    fn names_that_others_gave_have_no_room() {
        let robot = spell("robot:oncall", "k");
        for other in
            ["inc-42", "", "wb.@@.k", "wb.Z3JvdXA6Y2lkQQ", "wb.Z3JvdXA6Y2lkQQ.", "wb.a.b.c", &robot]
        {
            assert_eq!(room(other), None, "{other}");
        }
    }
}
