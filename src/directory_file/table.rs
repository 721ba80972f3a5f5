//! Reads one table of the file key by key, noting every problem instead of stopping at the first.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::problem::Found;

/// A table and what was asked of it so far.
pub(super) struct Table<'t, 'f> {
    name: String,
    span: Range<usize>,
    entries: &'t DeTable<'t>,
    asked: BTreeSet<&'static str>,
    found: &'f mut Found,
}

impl<'t, 'f> Table<'t, 'f> {
    /// A table called `name` in errors, which stands at `span`.
    pub(super) fn new(
        name: &str,
        span: Range<usize>,
        entries: &'t DeTable<'t>,
        found: &'f mut Found,
    ) -> Self {
        Self { name: name.to_owned(), span, entries, asked: BTreeSet::new(), found }
    }

    /// Reads the table, then refuses every key that was not asked for.
    pub(super) fn read<T>(mut self, body: impl FnOnce(&mut Self) -> T) -> T {
        let value = body(&mut self);
        for key in self.entries.keys().filter(|key| !self.asked.contains(key.get_ref().as_ref())) {
            let what = format!("{} has no key `{}`", self.name, key.get_ref());
            self.found.add(key.span(), what, help_for_unknown(key.get_ref(), &self.asked));
        }
        value
    }

    /// A value that must be there. `help` says what it means and how it is written.
    pub(super) fn required<T: DeserializeOwned>(
        &mut self,
        key: &'static str,
        help: &str,
    ) -> Option<T> {
        if !self.has(key) {
            self.asked.insert(key);
            let what = format!("{} lacks `{key}`", self.name);
            self.found.add(self.span.clone(), what, format!("add {key} = …: {help}"));
            return None;
        }
        self.optional(key, help)
    }

    /// A value that may be left out; none, too, when it cannot be read, which is then noted.
    pub(super) fn optional<T: DeserializeOwned>(
        &mut self,
        key: &'static str,
        help: &str,
    ) -> Option<T> {
        self.asked.insert(key);
        let value = self.entries.get(key)?;
        read_value(value, help, self.found)
    }

    /// A list, item by item, so that one bad item does not hide the next; none when there was a bad
    /// one.
    pub(super) fn list<T: DeserializeOwned>(
        &mut self,
        key: &'static str,
        help: &str,
    ) -> Option<Vec<T>> {
        self.each(key, help, |item, found| read_value(item, help, found))
    }

    /// A list of texts, each in a form of its own.
    pub(super) fn parsed_list<T>(
        &mut self,
        key: &'static str,
        help: &str,
        parse: Parse<T>,
    ) -> Option<Vec<T>> {
        self.each(key, help, |item, found| parse_value(item, help, parse, found))
    }

    /// A text in a form of its own, which must be there.
    pub(super) fn parsed<T>(
        &mut self,
        key: &'static str,
        help: &str,
        parse: Parse<T>,
    ) -> Option<T> {
        self.required::<String>(key, help)?;
        parse_value(self.entries.get(key)?, help, parse, self.found)
    }

    /// A table inside this one, which must be there.
    pub(super) fn table<T>(
        &mut self,
        key: &'static str,
        help: &str,
        body: impl FnOnce(&mut Table<'t, '_>) -> Option<T>,
    ) -> Option<T> {
        self.required::<toml::Table>(key, help)?;
        let (name, value) = self.entries.get_key_value(key)?;
        let inner = Table::new(
            &format!("{}'s {key}", self.name),
            name.span(),
            value.get_ref().as_table()?,
            self.found,
        );
        inner.read(body)
    }

    /// Notes a problem about the value of a key.
    pub(super) fn note(&mut self, key: &str, what: String, help: &str) {
        let span = self.entries.get(key).map_or_else(|| self.span.clone(), Spanned::span);
        self.found.add(span, what, help);
    }

    /// What the table is called in errors.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    fn each<T>(
        &mut self,
        key: &'static str,
        help: &str,
        read: impl Fn(&Spanned<DeValue<'_>>, &mut Found) -> Option<T>,
    ) -> Option<Vec<T>> {
        self.asked.insert(key);
        let Some(value) = self.entries.get(key) else { return Some(Vec::new()) };
        let Some(items) = value.get_ref().as_array() else {
            let help = format!("write {key} = [ … ]: {help}");
            self.found.add(value.span(), format!("`{key}` is not a list"), help);
            return None;
        };
        // All items are read before a bad one ends the list.
        let read: Vec<Option<T>> = items.iter().map(|item| read(item, self.found)).collect();
        read.into_iter().collect()
    }
}

/// From a text to what it says, or to a sentence about what is wrong with it.
type Parse<T> = fn(&str) -> Result<T, String>;

fn parse_value<T>(
    value: &Spanned<DeValue<'_>>,
    help: &str,
    parse: Parse<T>,
    found: &mut Found,
) -> Option<T> {
    let text: String = read_value(value, help, found)?;
    match parse(&text) {
        Ok(parsed) => Some(parsed),
        Err(what) => {
            found.add(value.span(), what, help);
            None
        }
    }
}

/// A value by its type, or a problem that points at the part that does not fit.
pub(super) fn read_value<T: DeserializeOwned>(
    value: &Spanned<DeValue<'_>>,
    help: &str,
    found: &mut Found,
) -> Option<T> {
    match T::deserialize(ValueDeserializer::from(with_dates_as_text(value))) {
        Ok(read) => Some(read),
        Err(error) => {
            let span = error.span().unwrap_or_else(|| value.span());
            found.add(span, error.message().to_owned(), help);
            None
        }
    }
}

/// TOML has dates without quotes; the domain reads dates from text. Both ways of writing one are
/// taken.
fn with_dates_as_text<'a>(value: &Spanned<DeValue<'a>>) -> Spanned<DeValue<'a>> {
    let read_as = match value.get_ref() {
        DeValue::Datetime(date) => DeValue::String(date.to_string().into()),
        DeValue::Array(items) => DeValue::Array(items.iter().map(with_dates_as_text).collect()),
        DeValue::Table(table) => {
            let entries = table.iter().map(|(key, value)| (key.clone(), with_dates_as_text(value)));
            DeValue::Table(entries.collect())
        }
        other => other.clone(),
    };
    Spanned::new(value.span(), read_as)
}

/// What to do about a word that is not among the known ones.
pub(super) fn help_for_unknown<'k, K: AsRef<str> + 'k>(
    word: &str,
    known: impl IntoIterator<Item = K>,
) -> String {
    let known: Vec<String> = known.into_iter().map(|each| each.as_ref().to_owned()).collect();
    let distance = |each: &&String| strsim::damerau_levenshtein(each, word);
    match known.iter().min_by_key(distance).filter(|each| distance(each) <= 3) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "remove it: none is declared".to_owned(),
        None => format!("known: {}", known.join(", ")),
    }
}
