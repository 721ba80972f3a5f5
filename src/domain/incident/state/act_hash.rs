//! The hash of an act: 32 bytes that stand for the act and for all acts before it.

use std::fmt;
use std::str::FromStr;

/// A SHA-256, written as 64 hexadecimal digits. The default, all zeros, is before the first act.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct ActHash(pub [u8; 32]);

/// A text that is no hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not 64 hexadecimal digits")]
pub struct NoHash;

impl fmt::Display for ActHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for ActHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ActHash({self})")
    }
}

impl FromStr for ActHash {
    type Err = NoHash;

    fn from_str(text: &str) -> Result<Self, NoHash> {
        // One way of writing a hash, or a changed text would still be the same hash.
        if text.contains(|digit: char| digit.is_ascii_uppercase()) {
            return Err(NoHash);
        }
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| NoHash)?;
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_read_as_it_is_written_and_nothing_else_is() {
        let hash = ActHash(std::array::from_fn(|index| u8::try_from(index * 8 + 7).unwrap()));
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!(&hash.to_string()[..6], "070f17");
        for text in ["", "00", &"g".repeat(64), &"A".repeat(64), &"0".repeat(65), &"é".repeat(32)]
        {
            assert_eq!(text.parse::<ActHash>(), Err(NoHash), "{text}");
        }
    }
}
