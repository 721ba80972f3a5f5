//! From the section `[platforms.NAME]` of the configuration to settings.

use std::str::FromStr;

use chat::settings::Section;
use lettre::Address;
use lettre::message::Mailbox;
use secrecy::ExposeSecret as _;

use super::{COURTESY_PER_MINUTE, Login, Settings, SettingsError, Tls};

const LOGIN_KEYS: [&str; 3] = ["user", "password", "password_file"];

impl Tls {
    /// The port that servers usually listen on for it.
    fn usual_port(self) -> u16 {
        match self {
            Self::None => 25,
            Self::StartTls => 587,
            Self::Implicit => 465,
        }
    }
}

impl Settings {
    /// The settings of the platform `name`. Where the section has problems, they are noted there;
    /// none comes back where the sender is missing.
    pub fn read(name: &str, section: &mut Section<'_>) -> Option<Self> {
        let tls = read_tls(section);
        let host = section.required_text("host", "the name of the mail server");
        let port = section.value("port", "a port").unwrap_or_else(|| tls.usual_port());
        // No secret, but an operator writes it in the same two ways.
        let authority = section.secret("authority").map(|pem| pem.expose_secret().to_owned());
        let login = read_login(section);
        let from = read_from(section);
        let reply_to = read_mailbox(section, "reply_to");
        let unsubscribe_to = read_mailbox(section, "unsubscribe_to");
        let per_minute =
            section.per_minute("per_minute", "a number of e-mails", COURTESY_PER_MINUTE);
        let settings = Self {
            port,
            tls,
            authority,
            login,
            reply_to,
            unsubscribe_to,
            per_minute,
            ..Self::new(name, host, from?)
        };
        if settings.check() == Err(SettingsError::PasswordInClear) {
            let what = "the password would cross the network unencrypted".to_owned();
            section.note("tls", None, what, "write \"starttls\" or \"implicit\"".to_owned());
        }
        Some(settings)
    }
}

fn read_from(section: &mut Section<'_>) -> Option<Mailbox> {
    let meaning = "the sender of e-mails, such as \"Watchbell <bell@vendor.example>\"";
    let from = section.required_text("from", meaning);
    if from.is_empty() { None } else { parse_address(section, "from", &from) }
}

fn read_mailbox<A: FromStr>(section: &mut Section<'_>, key: &str) -> Option<A> {
    let mailbox: String = section.value(key, "an e-mail address")?;
    parse_address(section, key, &mailbox)
}

/// An address alone, or behind a name in angle brackets. A domain of one word is no domain that
/// others can reach.
fn parse_address<A: FromStr>(section: &Section<'_>, key: &str, text: &str) -> Option<A> {
    let address = text.strip_suffix('>').and_then(|text| text.rsplit_once('<'));
    let address: Option<Address> = address.map_or(text, |(_, address)| address).parse().ok();
    let has_domain = address.is_some_and(|address| address.domain().contains('.'));
    let parsed = text.parse().ok().filter(|_| has_domain);
    if parsed.is_none() {
        let help = "write it like \"bell@vendor.example\"".to_owned();
        section.note(key, None, format!("{text:?} is not an e-mail address"), help);
    }
    parsed
}

fn read_tls(section: &mut Section<'_>) -> Tls {
    let word: String = section.value("tls", "a text").unwrap_or_else(|| "starttls".to_owned());
    match word.as_str() {
        "none" => Tls::None,
        "starttls" => Tls::StartTls,
        "implicit" => Tls::Implicit,
        _ => {
            let help = "write \"starttls\", \"implicit\", or \"none\" for a server on this machine"
                .to_owned();
            section.note("tls", None, format!("{word:?} is not a TLS mode"), help);
            Tls::StartTls
        }
    }
}

fn read_login(section: &mut Section<'_>) -> Option<Login> {
    if !section.has_any(&LOGIN_KEYS) {
        return None;
    }
    Some(Login {
        user: section.required_text("user", "the user name for the login"),
        password: section.required_secret("password", "the password for the login"),
    })
}
