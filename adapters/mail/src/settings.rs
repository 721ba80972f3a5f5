//! What an operator sets for one mail server. The password stays wrapped, so that `Debug` is safe.

mod read;

use std::net::IpAddr;
use std::time::Duration;

use lettre::Address;
use lettre::message::Mailbox;
use secrecy::SecretString;
use thiserror::Error;

/// How long one attempt may take, greeting included. Shorter than the time after which the outbox
/// gives an attempt up.
pub const PATIENCE: Duration = Duration::from_secs(7);

/// What one address is sent in a minute, as a courtesy: servers name no figure, and filters judge.
pub const COURTESY_PER_MINUTE: u32 = 30;

/// Precedes each certificate of a file.
const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----";

/// One mail server, and who speaks.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The platform's name in addresses and logs.
    pub name: String,
    /// The server that takes e-mails for everybody.
    pub host: String,
    /// Its port: usually 587 with [`Tls::StartTls`], 465 with [`Tls::Implicit`].
    pub port: u16,
    /// How the conversation is kept private.
    pub tls: Tls,
    /// A certificate authority of one's own, in PEM, in addition to the public ones.
    pub authority: Option<String>,
    /// Who logs in; none where the server asks nobody.
    pub login: Option<Login>,
    /// Who e-mails are from, such as `Watchbell <watchbell@vendor.example>`.
    pub from: Mailbox,
    /// Where an answer goes that a reader writes all the same.
    pub reply_to: Option<Mailbox>,
    /// Where somebody reads the wishes of people who want no more e-mails.
    pub unsubscribe_to: Option<Address>,
    /// The most e-mails one address is sent in a minute.
    pub per_minute: u32,
    /// How long one attempt may take.
    pub patience: Duration,
}

/// How the conversation is kept private.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// Not at all.
    None,
    /// After an upgrade, without which nothing is sent.
    StartTls,
    /// From the first byte.
    Implicit,
}

/// Who logs in.
#[derive(Debug, Clone)]
pub struct Login {
    /// The user name.
    pub user: String,
    /// The password.
    pub password: SecretString,
}

/// Why settings cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// Anybody on the way could read it.
    #[error("the password would cross the network unencrypted; set tls to starttls or implicit")]
    PasswordInClear,
    /// The certificate authority is no certificate in PEM.
    #[error("the certificate authority cannot be read as PEM")]
    UnreadableAuthority,
    /// Nothing could ever be sent.
    #[error("per_minute must be at least 1")]
    NoBudget,
}

impl Settings {
    /// A server that is asked for an upgrade to TLS, and nobody to log in yet.
    pub fn new(name: impl Into<String>, host: impl Into<String>, from: Mailbox) -> Self {
        Self {
            name: name.into(),
            host: host.into(),
            port: 587,
            tls: Tls::StartTls,
            authority: None,
            login: None,
            from,
            reply_to: None,
            unsubscribe_to: None,
            per_minute: COURTESY_PER_MINUTE,
            patience: PATIENCE,
        }
    }

    /// Whether the settings can be used; the first thing wrong with them otherwise.
    pub fn check(&self) -> Result<(), SettingsError> {
        if self.login.is_some() && self.tls == Tls::None && !self.is_on_this_machine() {
            return Err(SettingsError::PasswordInClear);
        }
        if self.authority.as_ref().is_some_and(|pem| !pem.contains(CERTIFICATE)) {
            return Err(SettingsError::UnreadableAuthority);
        }
        if self.per_minute == 0 { Err(SettingsError::NoBudget) } else { Ok(()) }
    }

    fn is_on_this_machine(&self) -> bool {
        self.host == "localhost"
            || self.host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        let from = "Watchbell <watchbell@vendor.example>".parse().unwrap();
        let login = Login { user: "watchbell".into(), password: "PASSWORD".into() };
        Settings { login: Some(login), ..Settings::new("mail", "mail.vendor.example", from) }
    }

    #[test]
    fn a_password_is_sent_in_clear_to_this_machine_alone() {
        for (host, tls, fits) in [
            ("mail.vendor.example", Tls::None, false),
            ("10.0.0.7", Tls::None, false),
            ("mail.vendor.example", Tls::StartTls, true),
            ("mail.vendor.example", Tls::Implicit, true),
            ("127.0.0.1", Tls::None, true),
            ("localhost", Tls::None, true),
        ] {
            let settings = Settings { host: host.into(), tls, ..settings() };
            let expected = if fits { Ok(()) } else { Err(SettingsError::PasswordInClear) };
            assert_eq!(settings.check(), expected, "{host} {tls:?}");
        }
    }

    #[test]
    fn somewhere_without_a_login_clear_text_is_the_operators_choice() {
        let settings = Settings { login: None, tls: Tls::None, ..settings() };
        assert_eq!(settings.check(), Ok(()));
        assert_eq!(Settings { per_minute: 0, ..settings }.check(), Err(SettingsError::NoBudget));
    }

    #[test]
    fn the_password_is_not_printed() {
        assert!(!format!("{:?}", settings()).contains("PASSWORD"));
    }
}
