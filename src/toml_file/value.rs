//! From text to tables, and from a value to what it says.

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::Problems;

/// Parses TOML as far as it goes; syntax errors become problems and what could be read is returned.
pub fn parse<'t>(text: &'t str, problems: &Problems) -> Spanned<DeTable<'t>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let (at, what) = (error.span().unwrap_or(0..0), error.message());
        problems.add_with_help(at, format!("this is not TOML: {what}"), "correct the TOML here");
    }
    table
}

/// A value by its type, or a problem that points at the part that does not fit.
pub fn read_value<T: DeserializeOwned>(
    value: &Spanned<DeValue<'_>>,
    help: &str,
    problems: &Problems,
) -> Option<T> {
    match T::deserialize(ValueDeserializer::from(with_dates_as_text(value))) {
        Ok(read) => Some(read),
        Err(error) => {
            let span = error.span().unwrap_or_else(|| value.span());
            problems.add_with_help(span, error.message().to_owned(), help);
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
