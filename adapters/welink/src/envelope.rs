//! The encryption of the tenant callback: AES-128-GCM with a nonce of sixteen bytes and no
//! additional data.
//!
//! The text is the nonce in base64 (24 characters), then ciphertext and tag in base64. The key is
//! what Java makes of the app's secret with `SHA1PRNG`, which equals the first 16 bytes of SHA-1 of
//! SHA-1 of it. An older sample of the vendor has upper-case hexadecimal digits inside the second
//! base64; both forms are read.

use aes_gcm::aead::consts::U16;
use aes_gcm::aead::{Aead as _, KeyInit as _};
use aes_gcm::aes::Aes128;
use aes_gcm::{AesGcm, Nonce};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest as _, Sha1};

/// Length of a nonce, in bytes.
pub const NONCE_BYTES: usize = 16;

/// Length of a nonce in base64.
const NONCE_LETTERS: usize = 24;

type Cipher = AesGcm<Aes128, U16>;

/// The clear text; none when it was not written under this secret, or was changed on its way.
pub fn open(secret: &str, sealed: &str) -> Option<Vec<u8>> {
    let nonce = STANDARD.decode(sealed.get(..NONCE_LETTERS)?).ok()?;
    let nonce = Nonce::<U16>::try_from(nonce.as_slice()).ok()?;
    let body = STANDARD.decode(sealed.get(NONCE_LETTERS..)?).ok()?;
    let body = hex::decode(&body).unwrap_or(body);
    cipher(secret)?.decrypt(&nonce, body.as_slice()).ok()
}

/// The same the other way, under a nonce that was never used before.
pub fn seal(secret: &str, nonce: [u8; NONCE_BYTES], clear: &[u8]) -> Option<String> {
    let body = cipher(secret)?.encrypt(&Nonce::<U16>::from(nonce), clear).ok()?;
    Some(STANDARD.encode(nonce) + &STANDARD.encode(body))
}

/// The key of an app's secret.
fn key(secret: &str) -> [u8; 16] {
    let twice = Sha1::digest(Sha1::digest(secret.as_bytes()));
    let mut key = [0; 16];
    key.copy_from_slice(&twice[..16]);
    key
}

fn cipher(secret: &str) -> Option<Cipher> {
    Cipher::new_from_slice(&key(secret)).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn vectors() -> Vec<Value> {
        let text = include_str!("../tests/fixtures/welink_callback.json");
        let vectors: Value = serde_json::from_str(text).unwrap();
        vectors["cases"].as_array().unwrap().clone()
    }

    #[test]
    fn every_recorded_key_comes_out() {
        let cases = vectors();
        let keys = cases.iter().filter_map(|case| Some((case, case.get("aes_key_hex")?)));
        let mut count = 0;
        for (case, expected) in keys {
            let key = key(case["app_secret"].as_str().unwrap());
            assert_eq!(Some(key.to_vec()), hex::decode(expected.as_str().unwrap()).ok());
            count += 1;
        }
        assert_eq!(count, 9);
    }

    #[test]
    fn what_is_sealed_opens_under_the_same_secret_only() {
        let sealed = seal("secret", [7; 16], "企业授权".as_bytes()).unwrap();
        assert_eq!(open("secret", &sealed).as_deref(), Some("企业授权".as_bytes()));
        assert_eq!(open("other", &sealed), None);
    }

    #[test]
    fn texts_of_any_shape_open_nothing_and_break_nothing() {
        for text in [
            "",
            "A",
            "中文中文中文中文中文中文",
            "AAAAAAAAAAAAAAAAAAAAAA==",
            "AAAAAAAAAAAAAAAAAAAAAA==!!",
        ] {
            assert_eq!(open("secret", text), None, "{text}");
        }
    }
}
