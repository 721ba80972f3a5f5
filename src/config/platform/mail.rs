//! The settings of e-mail.

use secrecy::{ExposeSecret, SecretString};

use crate::config::section::Section;

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
        Self {
            host: section.required_text("host", "the name of the mail server"),
            port: section.value("port", "a port").unwrap_or_else(|| tls.usual_port()),
            tls,
            authority: read_authority(section),
            login: read_login(section),
            from: section
                .required_text("from", "who letters are from, such as \"Watchbell <bell@vendor.example>\""),
            reply_to: section.value("reply_to", "an e-mail address"),
            unsubscribe_to: section.value("unsubscribe_to", "an e-mail address"),
            per_minute: read_per_minute(section),
        }
    }
}

fn read_tls(section: &mut Section<'_>) -> MailTls {
    let word: String = section.value("tls", "a text").unwrap_or_else(|| "starttls".to_owned());
    match word.as_str() {
        "none" => MailTls::None,
        "starttls" => MailTls::StartTls,
        "implicit" => MailTls::Implicit,
        _ => {
            let help =
                "write \"starttls\", \"implicit\", or \"none\" for a server on this machine".to_owned();
            section.note("tls", None, format!("{word:?} is no kind of TLS"), help);
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
        user: section.required_text("user", "the name that the bot logs in by"),
        password: section.required_secret("password", "its password"),
    })
}

fn read_per_minute(section: &mut Section<'_>) -> u32 {
    let count = section.value("per_minute", "a number of letters").unwrap_or(30);
    if count == 0 {
        section.note("per_minute", None, "nothing could be sent".to_owned(), "write at least 1".to_owned());
    }
    count
}
