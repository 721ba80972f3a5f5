//! HMAC-SHA256 and timestamp checks that the adapters share, so that none writes its own
//! comparison.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

/// The HMAC-SHA256 of `parts`, one after the other, under `key`.
pub fn hmac_sha256(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        // HMAC takes keys of every length, so this arm is never reached; an empty result equals no
        // signature.
        return Vec::new();
    };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().to_vec()
}

/// The same in standard base64 with padding.
pub fn hmac_sha256_base64(key: &[u8], parts: &[&[u8]]) -> String {
    STANDARD.encode(hmac_sha256(key, parts))
}

/// Whether two values are the same, in a time that does not depend on where they differ.
pub fn is_same(expected: &[u8], given: &[u8]) -> bool {
    !expected.is_empty() && bool::from(expected.ct_eq(given))
}

/// Whether `stamp` is at most `tolerance` away from `now`, in the past or in the future.
pub fn is_fresh(stamp: DateTime<Utc>, now: DateTime<Utc>, tolerance: TimeDelta) -> bool {
    now.signed_duration_since(stamp).abs() <= tolerance
}

/// An instant from the digits of a header: milliseconds since 1970. No sign, no space, no fraction.
pub fn instant_from_millis(digits: &str) -> Option<DateTime<Utc>> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    DateTime::from_timestamp_millis(digits.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_case_of_rfc_4231_comes_out() {
        let mac = hmac_sha256(b"Jefe", &[b"what do ya want ", b"for nothing?"]);
        let expected = [
            0x5b, 0xdc, 0xc1, 0x46, 0xbf, 0x60, 0x75, 0x4e, 0x6a, 0x04, 0x24, 0x26, 0x08, 0x95,
            0x75, 0xc7, 0x5a, 0x00, 0x3f, 0x08, 0x9d, 0x27, 0x39, 0x83, 0x9d, 0xec, 0x58, 0xb9,
            0x64, 0xec, 0x38, 0x43,
        ];
        assert_eq!(mac, expected);
    }

    #[test]
    fn an_empty_signature_is_never_the_same() {
        assert!(!is_same(b"", b""));
        assert!(!is_same(b"abc", b"abd"));
        assert!(is_same(b"abc", b"abc"));
    }

    #[test]
    fn the_window_is_open_both_ways_and_includes_its_edge() {
        let now = DateTime::from_timestamp_millis(10_000_000).unwrap();
        let second = TimeDelta::seconds(1);
        for (offset, fresh) in
            [(0, true), (1000, true), (-1000, true), (1001, false), (-1001, false)]
        {
            assert_eq!(
                is_fresh(now + TimeDelta::milliseconds(offset), now, second),
                fresh,
                "{offset}"
            );
        }
    }

    #[test]
    fn only_digits_make_an_instant() {
        for odd in ["", " 1", "+1", "-1", "1.5", "1e3", "0x1", "99999999999999999999", "１"] {
            assert_eq!(instant_from_millis(odd), None, "{odd:?}");
        }
        assert_eq!(instant_from_millis("1000").unwrap().timestamp(), 1);
    }
}
