//! The callback crypto which smart robot, app and old group robot share: signature, AES, receive
//! id.
//!
//! The order of the checks is the vendor's (pages 90968 and 101033): the signature comes first, and
//! nothing is decrypted or parsed before it fits. The padding is checked byte by byte, although the
//! vendor's own libraries let a bad one pass, because a genuine sender always writes it.

use std::fmt;

use aes::Aes256;
use base64::Engine as _;
use base64::alphabet::STANDARD as ALPHABET;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use cbc::cipher::block_padding::NoPadding;
use cbc::cipher::{BlockModeDecrypt as _, BlockModeEncrypt as _, KeyIvInit as _};
use chat::signature::is_same;
use secrecy::{ExposeSecret as _, SecretSlice, SecretString};
use sha1::{Digest as _, Sha1};
use thiserror::Error;

/// The 43rd character of a key carries six bits of which four are used; the other two may be
/// anything, and in three keys of four they are not zero. A strict decoder refuses those keys.
const KEY_ENGINE: GeneralPurpose = GeneralPurpose::new(
    &ALPHABET,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

const KEY_CHARACTERS: usize = 43;
const IV_BYTES: usize = 16;
const SALT_BYTES: usize = 16;
const LENGTH_BYTES: usize = 4;
/// PKCS#7 over blocks of 32 bytes, although AES has blocks of 16.
const PADDING_BLOCK: usize = 32;

/// Sixteen unpredictable bytes for one message.
pub type Salt = [u8; SALT_BYTES];

/// Why a key of the settings cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KeyError {
    /// The vendor's keys have 43 letters and digits.
    #[error("an EncodingAESKey has 43 letters and digits")]
    NotAKey,
}

/// Why a signed text cannot be opened. Told apart for tests only; a sender learns nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum OpenError {
    /// It is not standard base64.
    #[error("not base64")]
    Base64,
    /// Its length, its padding or the length inside it does not fit.
    #[error("padding or length")]
    PaddingOrLength,
    /// It was meant for somebody else.
    #[error("another receiver")]
    Receiver,
    /// The message is not UTF-8.
    #[error("not UTF-8")]
    NotText,
}

/// Token, key and receive id of one callback address.
#[derive(Clone)]
pub struct CallbackKey {
    token: SecretString,
    key: SecretSlice<u8>,
    receive_id: String,
}

impl CallbackKey {
    /// `receive_id` is the organisation's id for an app, and empty for a robot (page 101033).
    pub fn new(
        token: SecretString,
        encoding_aes_key: &SecretString,
        receive_id: &str,
    ) -> Result<Self, KeyError> {
        let written = encoding_aes_key.expose_secret();
        if written.len() != KEY_CHARACTERS
            || !written.bytes().all(|byte| byte.is_ascii_alphanumeric())
        {
            return Err(KeyError::NotAKey);
        }
        let key = KEY_ENGINE.decode(written).map_err(|_| KeyError::NotAKey)?;
        Ok(Self { token, key: key.into(), receive_id: receive_id.to_owned() })
    }

    /// SHA-1 in lower-case hex over the four texts, sorted as bytes.
    pub fn sign(&self, timestamp: &str, nonce: &str, sealed: &str) -> String {
        let mut parts = [self.token.expose_secret(), timestamp, nonce, sealed];
        parts.sort_unstable();
        let mut digest = Sha1::new();
        for part in parts {
            digest.update(part.as_bytes());
        }
        hex::encode(digest.finalize())
    }

    /// Whether `signature` was made by somebody who knows the token.
    pub fn is_signed(&self, signature: &str, timestamp: &str, nonce: &str, sealed: &str) -> bool {
        is_same(self.sign(timestamp, nonce, sealed).as_bytes(), signature.as_bytes())
    }

    /// The message in a sealed text whose signature was checked before.
    pub fn open(&self, sealed: &str) -> Result<String, OpenError> {
        let sealed = STANDARD.decode(sealed).map_err(|_| OpenError::Base64)?;
        if sealed.is_empty() || sealed.len() % IV_BYTES != 0 {
            return Err(OpenError::PaddingOrLength);
        }
        let clear = self.decrypt(&sealed)?;
        let clear = without_padding(&clear).ok_or(OpenError::PaddingOrLength)?;
        let (message, receiver) = parts_of(clear).ok_or(OpenError::PaddingOrLength)?;
        if !self.is_receiver(receiver) {
            return Err(OpenError::Receiver);
        }
        String::from_utf8(message.to_vec()).map_err(|_| OpenError::NotText)
    }

    /// The sealed text of a message. `salt` must be unpredictable, and new for each message.
    pub fn seal(&self, message: &str, salt: Salt) -> String {
        let mut clear =
            Vec::with_capacity(message.len() + 2 * PADDING_BLOCK + self.receive_id.len());
        clear.extend_from_slice(&salt);
        clear.extend_from_slice(&u32::try_from(message.len()).unwrap_or(u32::MAX).to_be_bytes());
        clear.extend_from_slice(message.as_bytes());
        clear.extend_from_slice(self.receive_id.as_bytes());
        let padding = PADDING_BLOCK - clear.len() % PADDING_BLOCK;
        clear.resize(clear.len() + padding, u8::try_from(padding).unwrap_or_default());
        STANDARD.encode(self.encrypt(&clear))
    }

    fn decrypt(&self, sealed: &[u8]) -> Result<Vec<u8>, OpenError> {
        let key = self.key.expose_secret();
        let cipher = cbc::Decryptor::<Aes256>::new_from_slices(key, &key[..IV_BYTES])
            .map_err(|_| OpenError::PaddingOrLength)?;
        cipher.decrypt_padded_vec::<NoPadding>(sealed).map_err(|_| OpenError::PaddingOrLength)
    }

    fn encrypt(&self, clear: &[u8]) -> Vec<u8> {
        let key = self.key.expose_secret();
        // The key has 32 bytes since it was decoded, so this never falls back to the empty text.
        cbc::Encryptor::<Aes256>::new_from_slices(key, &key[..IV_BYTES])
            .map_or_else(|_| Vec::new(), |cipher| cipher.encrypt_padded_vec::<NoPadding>(clear))
    }

    fn is_receiver(&self, receiver: &[u8]) -> bool {
        if self.receive_id.is_empty() {
            return receiver.is_empty();
        }
        is_same(self.receive_id.as_bytes(), receiver)
    }
}

impl fmt::Debug for CallbackKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CallbackKey(hidden, for {:?})", self.receive_id)
    }
}

fn without_padding(clear: &[u8]) -> Option<&[u8]> {
    let last = usize::from(*clear.last()?);
    if !(1..=PADDING_BLOCK).contains(&last) || last > clear.len() {
        return None;
    }
    let (kept, padding) = clear.split_at(clear.len() - last);
    padding.iter().all(|byte| usize::from(*byte) == last).then_some(kept)
}

/// Message and receive id: salt, length, message, receive id.
fn parts_of(clear: &[u8]) -> Option<(&[u8], &[u8])> {
    let rest = clear.get(SALT_BYTES..)?;
    let (length, rest) = rest.split_at_checked(LENGTH_BYTES)?;
    let length = u32::from_be_bytes(length.try_into().ok()?);
    rest.split_at_checked(usize::try_from(length).ok()?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn vectors() -> Vec<Value> {
        let vectors: Value =
            serde_json::from_str(include_str!("../tests/vectors/wecom_callback.json")).unwrap();
        vectors["cases"].as_array().unwrap().clone()
    }

    fn key(case: &Value) -> CallbackKey {
        let text = |field: &str| case[field].as_str().unwrap();
        CallbackKey::new(text("token").into(), &text("encoding_aes_key").into(), text("receiveid"))
            .unwrap()
    }

    fn outcome(case: &Value) -> Result<String, &'static str> {
        let text = |field: &str| case[field].as_str().unwrap();
        let key = key(case);
        if !key.is_signed(text("msg_signature"), text("timestamp"), text("nonce"), text("encrypt"))
        {
            return Err("signature");
        }
        key.open(text("encrypt")).map_err(|error| match error {
            OpenError::Base64 => "base64",
            OpenError::PaddingOrLength => "padding_or_length",
            OpenError::Receiver => "receiveid",
            OpenError::NotText => "utf-8",
        })
    }

    #[test]
    fn every_recorded_case_is_judged_as_recorded() {
        let cases = vectors();
        assert_eq!(cases.len(), 22);
        for case in &cases {
            let expect = &case["expect"];
            let wanted = if expect["ok"] == true {
                Ok(expect["plaintext"].as_str().unwrap().to_owned())
            } else {
                Err(expect["error"].as_str().unwrap())
            };
            assert_eq!(outcome(case), wanted, "{}", case["name"]);
        }
    }

    #[test]
    fn what_we_seal_is_byte_for_byte_what_the_vendor_seals() {
        for case in vectors().iter().filter(|case| case["expect"]["ok"] == true) {
            let salt = STANDARD.decode(case["random16_b64"].as_str().unwrap()).unwrap();
            let sealed =
                key(case).seal(case["plaintext"].as_str().unwrap(), salt.try_into().unwrap());
            assert_eq!(sealed, case["encrypt"].as_str().unwrap(), "{}", case["name"]);
            let stamp = (case["timestamp"].as_str().unwrap(), case["nonce"].as_str().unwrap());
            assert_eq!(
                key(case).sign(stamp.0, stamp.1, &sealed),
                case["msg_signature"].as_str().unwrap()
            );
        }
    }

    #[test]
    fn what_is_no_key_is_told_at_the_start() {
        for odd in ["", "short", &"A".repeat(42), &"A".repeat(44), &format!("{}=", "A".repeat(42))]
        {
            assert_eq!(
                CallbackKey::new("t".into(), &odd.into(), "").err(),
                Some(KeyError::NotAKey),
                "{odd}"
            );
        }
    }

    #[test]
    fn a_key_never_prints_itself() {
        let aes = "cqrGi0qx020vorwNIvVaP3RjdmSlPUxYu3JvQvB7KUM";
        let key = CallbackKey::new("T0KEN".into(), &aes.into(), "wwdemo").unwrap();
        let printed = format!("{key:?}");
        assert!(!printed.contains("T0KEN") && !printed.contains("cqrG"), "{printed}");
    }

    proptest! {
        #[test]
        fn whatever_is_sealed_opens_again_for_its_receiver_alone(
            message in ".{0,200}", salt: Salt, receiver in "[a-z0-9]{0,20}"
        ) {
            let aes = "DWdM8TVWzZRBb0WLaAUvFMZ44k8cRvicmQivfnSqy3e".into();
            let ours = CallbackKey::new("t".into(), &aes, &receiver).unwrap();
            let theirs = CallbackKey::new("t".into(), &aes, &format!("{receiver}x")).unwrap();
            let sealed = ours.seal(&message, salt);
            prop_assert_eq!(ours.open(&sealed), Ok(message));
            prop_assert_eq!(theirs.open(&sealed), Err(OpenError::Receiver));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let aes = "DWdM8TVWzZRBb0WLaAUvFMZ44k8cRvicmQivfnSqy3e".into();
            let key = CallbackKey::new("t".into(), &aes, "").unwrap();
            let _ = key.open(&STANDARD.encode(bytes));
        }
    }
}
