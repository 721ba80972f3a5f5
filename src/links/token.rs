//! The text of a link: what it says, and a keyed seal over it. Whoever changes either makes it
//! worthless.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chat::signature::{hmac_sha256, is_same};

/// Half of HMAC-SHA256: nobody tries 2^128 of them, and links stay short enough for 500 characters.
const SEAL_BYTES: usize = 16;

/// Longer texts are not looked at.
const LONGEST_LETTERS: usize = 1024;

/// What a seal is for, so that one kind of link is never taken for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Act,
    Open,
    /// No link: the name under which the use of one is remembered.
    Mark,
    /// No link: the account of somebody who is known only by the name they type.
    Guest,
}

/// The sealed text.
pub(super) fn seal(key: &[u8], purpose: Purpose, says: &[u8]) -> String {
    let mut bytes = says.to_vec();
    bytes.extend(mac(key, purpose, says));
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What a text says; none when it was not sealed with this key for this purpose.
pub(super) fn unseal(key: &[u8], purpose: Purpose, text: &str) -> Option<Vec<u8>> {
    if text.len() > LONGEST_LETTERS {
        return None;
    }
    let mut bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let seal = bytes.split_off(bytes.len().checked_sub(SEAL_BYTES)?);
    is_same(&mac(key, purpose, &bytes), &seal).then_some(bytes)
}

/// A short text that follows from others and cannot be guessed from them.
pub(super) fn digest(key: &[u8], purpose: Purpose, of: &str) -> String {
    URL_SAFE_NO_PAD.encode(mac(key, purpose, of.as_bytes()))
}

fn mac(key: &[u8], purpose: Purpose, says: &[u8]) -> Vec<u8> {
    let purpose: &[u8] = match purpose {
        Purpose::Act => b"watchbell act 1\n",
        Purpose::Open => b"watchbell open 1\n",
        Purpose::Mark => b"watchbell mark 1\n",
        Purpose::Guest => b"watchbell guest 1\n",
    };
    let mut mac = hmac_sha256(key, &[purpose, says]);
    mac.truncate(SEAL_BYTES);
    mac
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KEY: &[u8] = b"a made-up key of thirty-two bytes";

    #[test]
    fn a_seal_is_for_one_purpose_and_one_key() {
        let text = seal(KEY, Purpose::Act, b"says");
        assert_eq!(unseal(KEY, Purpose::Act, &text).as_deref(), Some(&b"says"[..]));
        assert_eq!(unseal(KEY, Purpose::Open, &text), None);
        assert_eq!(unseal(b"another key", Purpose::Act, &text), None);
    }

    proptest! {
        #[test]
        fn no_other_text_is_taken_for_the_sealed_one(says: Vec<u8>, at: usize, letter in "[A-Za-z0-9_-]") {
            let text = seal(KEY, Purpose::Act, &says);
            let at = at % text.len();
            let mut changed = text.clone();
            changed.replace_range(at..=at, &letter);
            prop_assert_eq!(unseal(KEY, Purpose::Act, &changed).is_some(), changed == text);
        }

        #[test]
        fn any_text_can_be_looked_at(text: String) {
            prop_assert_eq!(unseal(KEY, Purpose::Act, &text), None);
        }
    }
}
