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
        let digit =
            |value: u8| char::from(if value < 10 { b'0' + value } else { b'a' - 10 + value });
        let digits: String =
            self.0.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect();
        f.write_str(&digits)
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
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return Err(NoHash);
        }
        let value = |digit: u8| match digit {
            b'0'..=b'9' => Ok(digit - b'0'),
            b'a'..=b'f' => Ok(digit - b'a' + 10),
            _ => Err(NoHash),
        };
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = value(pair[0])? << 4 | value(pair[1])?;
        }
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
