//! The settings of signed links.

use std::collections::BTreeMap;

use secrecy::{ExposeSecret, SecretString};

use super::http::{HttpConfig, read_public_url};
use crate::links::SHORTEST_KEY_BYTES;
use chat::settings::Section;

/// Links by which people act where a bot cannot receive messages.
#[derive(Debug, Clone)]
pub struct LinksConfig {
    /// The address people reach the pages by, without a slash at its end; that of `http` where it
    /// is left out.
    pub public_url: Option<String>,
    /// Seals every link; without it messages carry none.
    pub key: Option<SecretString>,
    /// How long a link to act is good.
    pub life_hours: u32,
    /// Groups whose link to open an incident was made anew, by id; every other has edition 1.
    pub editions: BTreeMap<String, u32>,
}

/// The longest life of a link to act, in hours: a week.
const LONGEST_LIFE: u32 = 168;

impl Default for LinksConfig {
    fn default() -> Self {
        Self { public_url: None, key: None, life_hours: 12, editions: BTreeMap::new() }
    }
}

impl LinksConfig {
    pub(super) fn read(section: &mut Section<'_>, http: &HttpConfig) -> Self {
        let public_url = read_public_url(section).or_else(|| http.public_url.clone());
        let key = read_key(section);
        if key.is_some() && public_url.is_none() {
            let help = "write the address where people open the pages, here or as http.public_url"
                .to_owned();
            section.note("public_url", None, "links need an address".to_owned(), help);
        }
        let editions =
            section.value("editions", "a table such as { group-id = 2 }").unwrap_or_default();
        Self { public_url, key, life_hours: read_life(section), editions }
    }

    /// Whether messages can carry links.
    pub fn are_made(&self) -> bool {
        self.key.is_some() && self.public_url.is_some()
    }
}

fn read_key(section: &mut Section<'_>) -> Option<SecretString> {
    let key = section.secret("key")?;
    let length = key.expose_secret().len();
    if length < SHORTEST_KEY_BYTES {
        let what = format!("has {length} bytes and could be guessed");
        let help = format!(
            "use at least {SHORTEST_KEY_BYTES}, for example from `openssl rand -base64 48`"
        );
        section.note("key", None, what, help);
    }
    Some(key)
}

fn read_life(section: &mut Section<'_>) -> u32 {
    let hours = section
        .value("life_hours", "a number of hours")
        .unwrap_or(LinksConfig::default().life_hours);
    if !(1..=LONGEST_LIFE).contains(&hours) {
        let help = format!("write 1 to {LONGEST_LIFE}");
        section.note("life_hours", None, format!("{hours} hours is out of range"), help);
    }
    hours
}
