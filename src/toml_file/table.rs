//! Reads one table of the file key by key, noting every problem instead of stopping at the first.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Problems, help_for_unknown, read_value};

/// A table and what was asked of it so far.
pub struct Table<'t, 'p> {
    name: String,
    span: Range<usize>,
    entries: &'t DeTable<'t>,
    asked: BTreeSet<&'static str>,
    problems: &'p Problems,
}

impl<'t, 'p> Table<'t, 'p> {
    /// A table called `name` in errors, which stands at `span`.
    pub fn new(
        name: &str,
        span: Range<usize>,
        entries: &'t DeTable<'t>,
        problems: &'p Problems,
    ) -> Self {
        Self { name: name.to_owned(), span, entries, asked: BTreeSet::new(), problems }
    }

    /// Reads the table, then refuses every key that was not asked for.
    pub fn read<T>(mut self, body: impl FnOnce(&mut Self) -> T) -> T {
        let value = body(&mut self);
        for key in self.entries.keys().filter(|key| !self.asked.contains(key.get_ref().as_ref())) {
            let what = format!("{} has no key `{}`", self.name, key.get_ref());
            self.problems.add_with_help(
                key.span(),
                what,
                help_for_unknown(key.get_ref(), &self.asked),
            );
        }
        value
    }

    /// A value that must be there. `help` says what it means and how it is written.
    pub fn required<T: DeserializeOwned>(&mut self, key: &'static str, help: &str) -> Option<T> {
        if !self.has(key) {
            self.asked.insert(key);
            let what = format!("{} lacks `{key}`", self.name);
            self.problems.add_with_help(self.span.clone(), what, format!("add {key} = …: {help}"));
            return None;
        }
        self.optional(key, help)
    }

    /// A value that may be left out; none, too, when it cannot be read, which is then noted.
    pub fn optional<T: DeserializeOwned>(&mut self, key: &'static str, help: &str) -> Option<T> {
        self.asked.insert(key);
        let value = self.entries.get(key)?;
        read_value(value, help, self.problems)
    }

    /// A list, item by item, so that one bad item does not hide the next; none when there was a bad
    /// one.
    pub fn list<T: DeserializeOwned>(&mut self, key: &'static str, help: &str) -> Option<Vec<T>> {
        self.each(key, help, |item, problems| read_value(item, help, problems))
    }

    /// A list of texts, each in a form of its own.
    pub fn parsed_list<T>(
        &mut self,
        key: &'static str,
        help: &str,
        parse: Parse<T>,
    ) -> Option<Vec<T>> {
        self.each(key, help, |item, problems| parse_value(item, help, parse, problems))
    }

    /// A text in a form of its own, which must be there.
    pub fn parsed<T>(&mut self, key: &'static str, help: &str, parse: Parse<T>) -> Option<T> {
        self.required::<String>(key, help)?;
        parse_value(self.entries.get(key)?, help, parse, self.problems)
    }

    /// A table inside this one, which must be there.
    pub fn table<T>(
        &mut self,
        key: &'static str,
        help: &str,
        body: impl FnOnce(&mut Table<'t, 'p>) -> Option<T>,
    ) -> Option<T> {
        self.required::<toml::Table>(key, help)?;
        let (name, value) = self.entries.get_key_value(key)?;
        let inner = Table::new(
            &format!("{}'s {key}", self.name),
            name.span(),
            value.get_ref().as_table()?,
            self.problems,
        );
        inner.read(body)
    }

    /// Notes a problem about the value of a key.
    pub fn note(&mut self, key: &str, what: String, help: &str) {
        let span = self.entries.get(key).map_or_else(|| self.span.clone(), Spanned::span);
        self.problems.add_with_help(span, what, help);
    }

    /// What the table is called in errors.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    fn each<T>(
        &mut self,
        key: &'static str,
        help: &str,
        read: impl Fn(&Spanned<DeValue<'_>>, &Problems) -> Option<T>,
    ) -> Option<Vec<T>> {
        self.asked.insert(key);
        let Some(value) = self.entries.get(key) else { return Some(Vec::new()) };
        let Some(items) = value.get_ref().as_array() else {
            let help = format!("write {key} = [ … ]: {help}");
            self.problems.add_with_help(value.span(), format!("`{key}` is not a list"), help);
            return None;
        };
        // All items are read before a bad one ends the list.
        let read: Vec<Option<T>> = items.iter().map(|item| read(item, self.problems)).collect();
        read.into_iter().collect()
    }
}

/// From a text to what it says, or to a sentence about what is wrong with it.
type Parse<T> = fn(&str) -> Result<T, String>;

fn parse_value<T>(
    value: &Spanned<DeValue<'_>>,
    help: &str,
    parse: Parse<T>,
    problems: &Problems,
) -> Option<T> {
    let text: String = read_value(value, help, problems)?;
    match parse(&text) {
        Ok(parsed) => Some(parsed),
        Err(what) => {
            problems.add_with_help(value.span(), what, help);
            None
        }
    }
}
