//! The addresses of this platform are e-mail addresses.

use chat::SendError;
use lettre::Address;

use crate::Settings;

/// Reads an address. Only what every server takes: letters of ASCII, no quotes, no brackets.
pub(crate) fn read(text: &str) -> Result<Address, SendError> {
    let address = text.is_ascii().then(|| text.parse::<Address>().ok()).flatten();
    address.filter(is_plain).ok_or_else(|| SendError::gone("not an e-mail address"))
}

fn is_plain(address: &Address) -> bool {
    let is_odd = |letter: char| letter.is_ascii_control() || "\"\\ <>()[]:;,".contains(letter);
    !address.user().contains(is_odd) && !address.domain().contains(is_odd)
}

impl Settings {
    /// Why nothing can be sent to an address with these settings; none where it can be.
    pub fn unreachable(&self, address: &str) -> Option<String> {
        read(address).is_err().then(|| "write an e-mail address".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_can_forge_nothing_are_read() {
        for good in ["wang@bank.example", "Wang.Wei+ops@mail.bank.example", "o'neil@bank.example"] {
            assert_eq!(read(good).unwrap().to_string(), good);
        }
        for bad in [
            "",
            "wang",
            "@bank.example",
            "wang@",
            "wang@bank.example\r\nBcc: eve@evil.example",
            "wang@bank.example, eve@evil.example",
            "wang@bank.example>\r\nRCPT TO:<eve@evil.example",
            "\"a b\"@bank.example",
            "wang@[10.0.0.1]",
            "王@bank.example",
        ] {
            assert!(matches!(read(bad), Err(SendError::Permanent { gone: true, .. })), "{bad:?}");
        }
    }
}
