//! The settings of e-mail.

use std::net::IpAddr;

use secrecy::{ExposeSecret, SecretString};

use crate::config::section::Section;
use crate::domain::directory::EmailAddress;

/// A mail server that takes the bot's letters.
#[derive(Debug, Clone)]
pub struct MailConfig {
    pub host: String,
    pub port: u16,
    pub tls: MailTls,
    /// The PEM text of a certificate authority of one's own; none where the public ones do.
    pub authority: Option<String>,
    pub login: Option<MailLogin>,
    /// Who letters are from: an address, or a name and an address in angle brackets.
    pub from: String,
    /// Where answers go that readers write all the same.
    pub reply_to: Option<String>,
    /// Where somebody reads who wants no more letters.
    pub unsubscribe_to: Option<String>,
    /// The most letters one address is sent in a minute.
    pub per_minute: u32,
}

/// How the conversation with the server is kept private.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailTls {
    None,
    StartTls,
    Implicit,
}

/// Who logs in at the server.
#[derive(Debug, Clone)]
pub struct MailLogin {
    pub user: String,
    pub password: SecretString,
}

const LOGIN_KEYS: [&str; 3] = ["user", "password", "password_file"];

impl MailTls {
    /// The port that servers usually listen on for it.
    fn usual_port(self) -> u16 {
        match self {
            Self::None => 25,
            Self::StartTls => 587,
            Self::Implicit => 465,
        }
    }
}

impl MailConfig {
    pub(super) fn read(section: &mut Section<'_>) -> Self {
        let tls = read_tls(section);
        let config = Self {
            host: section.required_text("host", "the name of the mail server"),
            port: section.value("port", "a port").unwrap_or_else(|| tls.usual_port()),
            tls,
            authority: read_authority(section),
            login: read_login(section),
            from: read_from(section),
            reply_to: read_mailbox(section, "reply_to"),
            unsubscribe_to: read_mailbox(section, "unsubscribe_to"),
            per_minute: read_per_minute(section),
        };
        config.refuse_password_in_clear(section);
        config
    }

    /// What everybody on the way could read is no password.
    fn refuse_password_in_clear(&self, section: &Section<'_>) {
        let is_here = self.host == "localhost"
            || self.host.parse().is_ok_and(|address: IpAddr| address.is_loopback());
        if self.login.is_some() && self.tls == MailTls::None && !is_here {
            let what = "the password would cross the network unencrypted".to_owned();
            section.note("tls", None, what, "write \"starttls\" or \"implicit\"".to_owned());
        }
    }
}

fn read_from(section: &mut Section<'_>) -> String {
    let from = section.required_text(
        "from",
        "the sender of e-mails, such as \"Watchbell <bell@vendor.example>\"",
    );
    note_unless_address(section, "from", &from);
    from
}

fn read_mailbox(section: &mut Section<'_>, key: &str) -> Option<String> {
    let mailbox: String = section.value(key, "an e-mail address")?;
    note_unless_address(section, key, &mailbox);
    Some(mailbox)
}

/// An address alone, or behind a name in angle brackets.
fn note_unless_address(section: &Section<'_>, key: &str, text: &str) {
    let address = text.strip_suffix('>').and_then(|text| text.rsplit_once('<'));
    let address = address.map_or(text, |(_, address)| address);
    if !text.is_empty() && address.parse::<EmailAddress>().is_err() {
        let help = "write it like \"bell@vendor.example\"".to_owned();
        section.note(key, None, format!("{text:?} is not an e-mail address"), help);
    }
}

fn read_tls(section: &mut Section<'_>) -> MailTls {
    let word: String = section.value("tls", "a text").unwrap_or_else(|| "starttls".to_owned());
    match word.as_str() {
        "none" => MailTls::None,
        "starttls" => MailTls::StartTls,
        "implicit" => MailTls::Implicit,
        _ => {
            let help = "write \"starttls\", \"implicit\", or \"none\" for a server on this machine"
                .to_owned();
            section.note("tls", None, format!("{word:?} is not a TLS mode"), help);
            MailTls::StartTls
        }
    }
}

/// No secret, but written in the same two ways.
fn read_authority(section: &mut Section<'_>) -> Option<String> {
    section.secret("authority").map(|pem| pem.expose_secret().to_owned())
}

fn read_login(section: &mut Section<'_>) -> Option<MailLogin> {
    if !section.has_any(&LOGIN_KEYS) {
        return None;
    }
    Some(MailLogin {
        user: section.required_text("user", "the user name for the login"),
        password: section.required_secret("password", "the password for the login"),
    })
}

fn read_per_minute(section: &mut Section<'_>) -> u32 {
    let count = section.value("per_minute", "a number of e-mails").unwrap_or(30);
    if count == 0 {
        section.note(
            "per_minute",
            None,
            "would send nothing".to_owned(),
            "write at least 1".to_owned(),
        );
    }
    count
}
