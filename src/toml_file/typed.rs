//! Values by their own type, as the domain declares them.

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::DeValue;

use super::{Problems, Section, read_value};

/// From a text to what it says, or to a sentence about what is wrong with it.
type Parse<T> = fn(&str) -> Result<T, String>;

impl Section<'_, '_> {
    /// A value that must be there. `help` says what it means and how it is written.
    pub fn required<T: DeserializeOwned>(&mut self, key: &'static str, help: &str) -> Option<T> {
        self.must_have(key, Some(help));
        self.optional(key, help)
    }

    /// A value that may be left out; none, too, when it cannot be read, which is then noted.
    pub fn optional<T: DeserializeOwned>(&mut self, key: &'static str, help: &str) -> Option<T> {
        let value = self.get(key)?;
        read_value(value, help, self.problems())
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
        self.must_have(key, Some(help));
        let value = self.get(key)?;
        parse_value(value, help, parse, self.problems())
    }

    /// A table inside this one, which must be there.
    pub fn table<T>(
        &mut self,
        key: &'static str,
        help: &str,
        read: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        self.required::<toml::Table>(key, help)?;
        let mut inner = self.belonging(key)?;
        let value = read(&mut inner);
        inner.finish();
        value
    }

    fn each<T>(
        &mut self,
        key: &'static str,
        help: &str,
        read: impl Fn(&Spanned<DeValue<'_>>, &Problems) -> Option<T>,
    ) -> Option<Vec<T>> {
        let Some(value) = self.get(key) else { return Some(Vec::new()) };
        let Some(items) = value.get_ref().as_array() else {
            let help = format!("write {key} = [ … ]: {help}");
            self.problems().add_with_help(value.span(), format!("`{key}` is not a list"), help);
            return None;
        };
        // All items are read before a bad one ends the list.
        let read: Vec<Option<T>> = items.iter().map(|item| read(item, self.problems())).collect();
        read.into_iter().collect()
    }
}

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
