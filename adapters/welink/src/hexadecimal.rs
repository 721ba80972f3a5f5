//! Bytes as hexadecimal digits and back: uuids, signatures, and the older form of tenant callbacks.

/// Two small digits for each byte.
pub(crate) fn digits(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The bytes behind an even number of digits, large or small, if it is nothing else.
pub(crate) fn bytes(digits: &[u8]) -> Option<Vec<u8>> {
    if digits.is_empty() || !digits.len().is_multiple_of(2) {
        return None;
    }
    let value =
        |digit: u8| char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    digits.chunks(2).map(|pair| Some((value(pair[0])? << 4) | value(pair[1])?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_from_their_digits() {
        assert_eq!(digits(&[0, 15, 240, 171]), "000ff0ab");
        assert_eq!(bytes(b"000FF0ab"), Some(vec![0, 15, 240, 171]));
        for odd in [&b""[..], b"0", b"0g", b"0 "] {
            assert_eq!(bytes(odd), None, "{odd:?}");
        }
    }
}
