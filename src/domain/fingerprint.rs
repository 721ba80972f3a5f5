//! A short name that follows from a text.

/// A hash of a text that stays the same between builds and machines (64 bit FNV-1a). It tells texts
/// apart and protects against nothing.
pub fn fingerprint(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_tells_texts_apart() {
        assert_eq!(fingerprint("a"), "af63dc4c8601ec8c");
        assert_ne!(fingerprint("within 10 minutes"), fingerprint("within 12 minutes"));
    }
}
