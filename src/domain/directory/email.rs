//! E-mail addresses and mail domains as they are written.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Longest address that a server takes (RFC 5321, 4.5.3.1).
const LONGEST: usize = 254;
const LONGEST_LOCAL: usize = 64;
const LONGEST_LABEL: usize = 63;

/// An e-mail address in its plain form: no quotes, no brackets, no letters beyond ASCII. The domain
/// is in small letters; two addresses that differ in nothing else are the same.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress(String);

/// The part of an address behind the `@`, such as `bank.example`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MailDomain(String);

/// A text that is no address, or no domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("is not written like name@company.example")]
pub struct NoAddress;

impl EmailAddress {
    /// The address as it is written to.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is an address in that domain.
    pub(super) fn is_in(&self, domain: &MailDomain) -> bool {
        self.domain() == domain.0
    }

    fn domain(&self) -> &str {
        self.0.rsplit('@').next().unwrap_or_default()
    }
}

impl FromStr for EmailAddress {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let (local, domain) = text.trim().rsplit_once('@').ok_or(NoAddress)?;
        let domain: MailDomain = domain.parse()?;
        let address = format!("{local}@{domain}");
        if is_local(local) && address.len() <= LONGEST { Ok(Self(address)) } else { Err(NoAddress) }
    }
}

impl FromStr for MailDomain {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let labels: Vec<&str> = text.split('.').collect();
        if labels.len() < 2 || !labels.iter().all(|label| is_label(label)) {
            return Err(NoAddress);
        }
        Ok(Self(text.to_ascii_lowercase()))
    }
}

/// Letters, digits and signs that need no quotes (RFC 5322, `dot-atom`).
fn is_local(local: &str) -> bool {
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    local.len() <= LONGEST_LOCAL
        && local.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(is_plain))
}

fn is_label(label: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_edge = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
    label.len() <= LONGEST_LABEL
        && label.bytes().all(is_plain)
        && is_edge(label.bytes().next())
        && is_edge(label.bytes().last())
}

impl EmailAddress {
    /// Whether both lead to one mailbox, as all servers in use have it: capitals make no
    /// difference.
    pub(super) fn is_same_as(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

macro_rules! is_its_text {
    ($($name:ident),+) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = NoAddress;

            fn try_from(text: String) -> Result<Self, NoAddress> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(it: $name) -> Self {
                it.0
            }
        }
    )+};
}

is_its_text!(EmailAddress, MailDomain);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_addresses_are_taken_and_tricks_are_not() {
        for (typed, read) in [
            ("wang@bank.example", "wang@bank.example"),
            (" Wang.Wei+ops@Mail.BANK.example ", "Wang.Wei+ops@mail.bank.example"),
            ("o'neil@bank-1.example", "o'neil@bank-1.example"),
        ] {
            assert_eq!(typed.parse::<EmailAddress>().unwrap().as_str(), read);
        }
        for odd in [
            "",
            "wang",
            "@bank.example",
            "wang@",
            "wang@bank",
            "wang@.example",
            "wang@bank..example",
            "wang@-bank.example",
            "wang@[10.0.0.1]",
            "wang..wei@bank.example",
            ".wang@bank.example",
            "\"wang wei\"@bank.example",
            "a@evil.example@bank.example",
            "wang@bank.example\r\nBcc: eve@evil.example",
            "wang@bank.example, eve@evil.example",
            "wang@bank.example>",
            "王伟@bank.example",
            "wang@银行.example",
        ] {
            assert_eq!(odd.parse::<EmailAddress>(), Err(NoAddress), "{odd:?}");
        }
        let long = |letters: usize| format!("{}@bank.example", "a".repeat(letters));
        assert!(long(64).parse::<EmailAddress>().is_ok());
        assert!(long(65).parse::<EmailAddress>().is_err());
    }
}
