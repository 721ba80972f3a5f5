//! Reads one table of the configuration key by key, noting every problem instead of stopping at the
//! first.
//!
//! A key that nobody asked for is a problem too: [`Section::read`] refuses the rest when it is
//! done.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::str::FromStr;

use config::{Map, Value, ValueKind};
use secrecy::SecretString;
use serde::de::DeserializeOwned;
use url::Url;

use super::{Problem, Problems, nearest};

/// A table under a path, not yet read.
#[derive(Debug)]
pub struct Section<'f> {
    path: String,
    entries: Map<String, Value>,
    asked: BTreeSet<String>,
    /// Something else stands where the section should; what it lacks is then no news.
    is_broken: bool,
    problems: &'f Problems,
}

impl<'f> Section<'f> {
    /// The table at the top.
    pub fn root(entries: Map<String, Value>, problems: &'f Problems) -> Self {
        Self { path: String::new(), entries, asked: BTreeSet::new(), is_broken: false, problems }
    }

    /// Reads the section, then refuses every key that was not asked for.
    pub fn read<T>(mut self, body: impl FnOnce(&mut Self) -> T) -> T {
        let value = body(&mut self);
        for (key, unread) in std::mem::take(&mut self.entries) {
            let help = self.help_for_unknown(&key);
            self.note(&key, unread.origin(), "is not a known key".to_owned(), help);
        }
        value
    }

    /// Leaves the keys that were not asked for alone, when nobody can say which ones belong here.
    pub fn pass_over_the_rest(&mut self) {
        self.entries.clear();
    }

    /// A section under this one; empty when it is absent.
    #[must_use]
    pub fn section(&mut self, key: &str) -> Section<'f> {
        let (entries, is_broken) = match self.table(key) {
            Some(entries) => (entries, false),
            None => (Map::new(), true),
        };
        Section {
            path: self.path_of(key),
            entries,
            asked: BTreeSet::new(),
            is_broken,
            problems: self.problems,
        }
    }

    /// The sections under a key that people name themselves, in the order of their names.
    pub fn named_sections(&mut self, key: &str) -> Vec<(String, Section<'f>)> {
        let mut table = self.section(key);
        let mut names: Vec<String> = table.entries.keys().cloned().collect();
        names.sort();
        names.into_iter().map(|name| (name.clone(), table.section(&name))).collect()
    }

    /// Whether one of the keys was written at all.
    pub fn has_any(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.entries.contains_key(*key))
    }

    /// A plain value. `expected` completes "is not …".
    pub fn value<T: DeserializeOwned>(&mut self, key: &str, expected: &str) -> Option<T> {
        let value = self.take(key)?;
        let (shown, origin) = (shown(&value), value.origin().map(str::to_owned));
        let read = value.try_deserialize::<T>().ok();
        if read.is_none() {
            self.refuse(key, origin.as_deref(), &shown, expected);
        }
        read
    }

    /// A value written as text with a form of its own.
    pub fn parsed<T: FromStr>(&mut self, key: &str, expected: &str) -> Option<T> {
        let value = self.take(key)?;
        let origin = value.origin().map(str::to_owned);
        let shown = shown(&value);
        let read = value.into_string().ok().and_then(|text| text.parse().ok());
        if read.is_none() {
            self.refuse(key, origin.as_deref(), &shown, expected);
        }
        read
    }

    /// A text that must be there and not be empty.
    pub fn required_text(&mut self, key: &str, meaning: &str) -> String {
        let text: String = self.value(key, "a text").unwrap_or_default();
        if text.is_empty() {
            self.missing(key, meaning);
        }
        text
    }

    /// A list of texts. The environment, which has no lists, writes commas between them.
    pub fn texts(&mut self, key: &str) -> Option<Vec<String>> {
        let is_text =
            self.entries.get(key).is_some_and(|value| matches!(value.kind, ValueKind::String(_)));
        if !is_text {
            return self.value(key, "a list of texts");
        }
        let joined: String = self.value(key, "a list of texts")?;
        Some(
            joined
                .split(',')
                .map(|part| part.trim().to_owned())
                .filter(|part| !part.is_empty())
                .collect(),
        )
    }

    /// A secret, written at `key` or in the file that `key_file` names.
    pub fn secret(&mut self, key: &str) -> Option<SecretString> {
        let key_file = format!("{key}_file");
        let (given, file) = (self.take(key), self.take(&key_file));
        match (given, file) {
            (None, None) => None,
            (Some(given), None) => self.secret_in(key, given),
            (None, Some(file)) => self.secret_from(&key_file, file),
            (Some(_), Some(file)) => {
                let help = format!("keep one of `{key}` and `{key_file}`");
                self.note(key, file.origin(), "is given twice, once as a file".to_owned(), help);
                None
            }
        }
    }

    /// A secret that must be there.
    pub fn required_secret(&mut self, key: &str, meaning: &str) -> SecretString {
        let is_given = self.has_any(&[key, &format!("{key}_file")]);
        let secret = self.secret(key);
        if !is_given {
            self.missing(key, &format!("{meaning}; or name a file that holds it as `{key}_file`"));
        }
        secret.unwrap_or_default()
    }

    /// A switch; off when left out.
    pub fn switch(&mut self, key: &str) -> bool {
        self.value(key, "true or false").unwrap_or_default()
    }

    /// A whole number within a range.
    pub fn within<N>(&mut self, key: &str, usual: N, range: RangeInclusive<N>) -> N
    where
        N: DeserializeOwned + PartialOrd + Display + Copy,
    {
        let number = self.value(key, "a whole number").unwrap_or(usual);
        if !range.contains(&number) {
            let help = format!("write {} to {}", range.start(), range.end());
            self.note(key, None, format!("{number} is out of range"), help);
        }
        number
    }

    /// A number of minutes from one to `most`. `reason` follows the range in the help.
    pub fn minutes(&mut self, key: &str, usual: u32, most: u32, reason: &str) -> u32 {
        let minutes = self.value(key, "a number of minutes").unwrap_or(usual);
        if !(1..=most).contains(&minutes) {
            let help = format!("write 1 to {most}{reason}");
            self.note(key, None, format!("{minutes} minutes is out of range"), help);
        }
        minutes
    }

    /// The most messages a minute to one destination: at least one.
    pub fn per_minute(&mut self, key: &str, expected: &str, usual: u32) -> u32 {
        let count = self.value(key, expected).unwrap_or(usual);
        if count == 0 {
            let help = "write at least 1".to_owned();
            self.note(key, None, "would send nothing".to_owned(), help);
        }
        count
    }

    /// The base address of an API. Tokens and customers' texts go there, so it must be https; plain
    /// http only where `allow_loopback` allows it, which the adapter grants to this machine alone.
    pub fn base(&mut self, key: &str, usual: &Url, allow_loopback: bool) -> Url {
        let Some(base) = self.value::<String>(key, "an address") else { return usual.clone() };
        let is_safe =
            base.starts_with("https://") || (allow_loopback && base.starts_with("http://"));
        let url = http_address(&base).filter(|_| is_safe).and_then(|base| base.parse().ok());
        url.unwrap_or_else(|| {
            let example = usual.as_str().trim_end_matches('/');
            let help = format!("write an address such as \"{example}\"");
            self.note(key, None, format!("{base:?} is not an https address"), help);
            usual.clone()
        })
    }

    /// Notes a problem of a key that was read.
    pub fn note(&self, key: &str, source: Option<&str>, what: String, help: String) {
        let source = source.map(str::to_owned);
        self.problems.add(Problem { path: self.path_of(key), source, what, help });
    }

    fn missing(&self, key: &str, meaning: &str) {
        if self.is_broken {
            return;
        }
        self.note(key, None, "is missing".to_owned(), format!("give {meaning}"));
    }

    fn refuse(&self, key: &str, origin: Option<&str>, shown: &str, expected: &str) {
        self.note(key, origin, format!("{shown} is not {expected}"), format!("write {expected}"));
    }

    fn take(&mut self, key: &str) -> Option<Value> {
        self.asked.insert(key.to_owned());
        self.entries.remove(key).filter(|value| value.kind != ValueKind::Nil)
    }

    /// None when something else is there. It may be a secret, so it is not shown.
    fn table(&mut self, key: &str) -> Option<Map<String, Value>> {
        let Some(value) = self.take(key) else { return Some(Map::new()) };
        let origin = value.origin().map(str::to_owned);
        let table = value.into_table().ok();
        if table.is_none() {
            let help = format!("write [{}] and its keys below", self.path_of(key));
            self.note(key, origin.as_deref(), "is not a section".to_owned(), help);
        }
        table
    }

    fn secret_in(&self, key: &str, value: Value) -> Option<SecretString> {
        let origin = value.origin().map(str::to_owned);
        let text = value.into_string().ok().filter(|text| !text.is_empty());
        if text.is_none() {
            let help = "write it in quotes, or name a file that holds it".to_owned();
            self.note(key, origin.as_deref(), "is not a text, or is empty".to_owned(), help);
        }
        text.map(SecretString::from)
    }

    fn secret_from(&self, key: &str, value: Value) -> Option<SecretString> {
        let origin = value.origin().map(str::to_owned);
        let path = PathBuf::from(value.into_string().unwrap_or_default());
        let why = match std::fs::read_to_string(&path) {
            Ok(text) if !text.trim().is_empty() => return Some(SecretString::from(text.trim())),
            Ok(_) => "the file is empty".to_owned(),
            Err(error) => error.to_string(),
        };
        let what = format!("{} cannot be used: {why}", path.display());
        let help =
            "name a file that this process may read and that holds only the secret".to_owned();
        self.note(key, origin.as_deref(), what, help);
        None
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn help_for_unknown(&self, key: &str) -> String {
        if let Some(known) = nearest(key, self.asked.iter().map(String::as_str)) {
            return format!("did you mean `{known}`? If not, remove it");
        }
        let known: Vec<&str> = self.asked.iter().map(String::as_str).collect();
        format!("remove it; known keys: {}", known.join(", "))
    }
}

/// The address without the slash at its end, if it is an http address.
pub fn http_address(url: &str) -> Option<String> {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let is_plain =
        !host.starts_with('/') && !host.is_empty() && !host.contains(char::is_whitespace);
    is_plain.then(|| url.trim_end_matches('/').to_owned())
}

/// A value as people wrote it, for an error; tables and lists may hold secrets and are not shown.
fn shown(value: &Value) -> String {
    match &value.kind {
        ValueKind::String(text) => format!("{text:?}"),
        ValueKind::Table(_) => "a section".to_owned(),
        ValueKind::Array(_) => "a list".to_owned(),
        other => other.to_string(),
    }
}
