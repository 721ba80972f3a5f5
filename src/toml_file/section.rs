//! One table of a TOML file, read key by key.

use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Problems, help_for_unknown};
use crate::domain::names::Names;

/// A table being read. Keys nobody asked for are reported by [`Section::finish`].
pub struct Section<'t, 'p> {
    /// What it is called in errors; none where its place says enough.
    name: Option<String>,
    table: &'t DeTable<'t>,
    span: Range<usize>,
    asked: Vec<&'static str>,
    problems: &'p Problems,
}

impl<'t, 'p> Section<'t, 'p> {
    pub fn root(table: &'t Spanned<DeTable<'t>>, problems: &'p Problems) -> Self {
        // The whole file is no useful place to point at, so what the root lacks points at its first
        // line.
        Self::new(table.get_ref(), 0..0, problems)
    }

    fn new(table: &'t DeTable<'t>, span: Range<usize>, problems: &'p Problems) -> Self {
        Self { name: None, table, span, asked: Vec::new(), problems }
    }

    /// The same section, called this in errors.
    #[must_use]
    pub fn called(mut self, name: &str) -> Self {
        self.name = Some(name.to_owned());
        self
    }

    /// What it is called in errors.
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or("this table")
    }

    /// Where the table is in the file.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The list this section reports to.
    pub fn problems(&self) -> &'p Problems {
        self.problems
    }

    /// Whether the key is written.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// A text that has to be there.
    pub fn text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.must_have(key, None);
        self.maybe_text(key)
    }

    /// A text that may be left out.
    pub fn maybe_text(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let value = self.get(key)?;
        self.expect(value, key, "a text", text_of)
    }

    /// A text or a list of texts that has to be there.
    pub fn texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        self.must_have(key, None);
        self.maybe_texts(key)
    }

    /// A text or a list of texts; nothing when left out.
    pub fn maybe_texts(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        match value.get_ref().as_array() {
            Some(items) => {
                items.iter().filter_map(|item| self.expect(item, key, "a text", text_of)).collect()
            }
            None => {
                self.expect(value, key, "a text or a list of texts", text_of).into_iter().collect()
            }
        }
    }

    /// A whole number that has to be there.
    pub fn number(&mut self, key: &'static str) -> Option<Spanned<i64>> {
        self.must_have(key, None);
        self.maybe_number(key)
    }

    /// A whole number that may be left out.
    pub fn maybe_number(&mut self, key: &'static str) -> Option<Spanned<i64>> {
        let value = self.get(key)?;
        self.expect(value, key, "a whole number", number_of)
    }

    /// A list of whole numbers that has to be there.
    pub fn numbers(&mut self, key: &'static str) -> Vec<Spanned<i64>> {
        self.must_have(key, None);
        self.items(key)
            .into_iter()
            .filter_map(|v| self.expect(v, key, "a whole number", number_of))
            .collect()
    }

    /// `true` or `false`; left out means `false`.
    pub fn flag(&mut self, key: &'static str) -> bool {
        let Some(value) = self.get(key) else { return false };
        self.expect(value, key, "true or false", DeValue::as_bool).is_some_and(Spanned::into_inner)
    }

    /// A date that has to be there.
    pub fn date(&mut self, key: &'static str) -> Option<Spanned<NaiveDate>> {
        self.must_have(key, None);
        let value = self.get(key)?;
        self.expect(value, key, "a date such as 2026-10-01", date_of)
    }

    /// A list of dates; nothing when left out.
    pub fn maybe_dates(&mut self, key: &'static str) -> Vec<Spanned<NaiveDate>> {
        let dates = self.items(key);
        dates
            .into_iter()
            .filter_map(|v| self.expect(v, key, "a date such as 2026-10-01", date_of))
            .collect()
    }

    /// A pair of names `{ zh = "…", en = "…" }` that has to be there.
    pub fn names(&mut self, key: &'static str) -> Option<Names> {
        self.must_have(key, None);
        self.maybe_names(key)
    }

    /// A pair of names that may be left out.
    pub fn maybe_names(&mut self, key: &'static str) -> Option<Names> {
        self.section(key).and_then(Self::read_names)
    }

    /// A list of pairs of names; nothing when left out.
    pub fn maybe_names_list(&mut self, key: &'static str) -> Vec<Names> {
        self.sections(key).into_iter().filter_map(Self::read_names).collect()
    }

    fn read_names(mut self) -> Option<Names> {
        let (zh, en) = (self.text("zh"), self.text("en"));
        self.finish();
        Some(Names::new(zh?.into_inner(), en?.into_inner()))
    }

    /// A table under this key, if it is written.
    pub fn section(&mut self, key: &'static str) -> Option<Section<'t, 'p>> {
        let value = self.get(key)?;
        self.nested(value, key)
    }

    /// The tables of a list of tables; nothing when left out.
    pub fn sections(&mut self, key: &'static str) -> Vec<Section<'t, 'p>> {
        self.items(key).into_iter().filter_map(|value| self.nested(value, key)).collect()
    }

    /// The tables `[key.NAME]` with their names.
    pub fn named_sections(&mut self, key: &'static str) -> Vec<(Spanned<String>, Section<'t, 'p>)> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(written) = value.get_ref().as_table() else {
            let help = format!("write [{key}.ID] for each entry");
            self.problems.add_with_help(value.span(), format!("`{key}` is not a section"), help);
            return Vec::new();
        };
        let entry = |(id, value): (&'t Spanned<_>, &'t Spanned<DeValue<'t>>)| {
            let text = ToString::to_string(id.get_ref());
            let Some(table) = value.get_ref().as_table() else {
                let help = format!("write [{key}.ID]");
                self.problems.add_with_help(
                    value.span(),
                    format!("`{text}` is not an entry"),
                    help,
                );
                return None;
            };
            let section = Section::new(table, id.span(), self.problems);
            let section = section.called(&format!("{key}.{text}"));
            Some((Spanned::new(id.span(), text), section))
        };
        written.iter().filter_map(entry).collect()
    }

    /// The table under this key, called after this one; none where there is no table.
    pub(super) fn belonging(&self, key: &str) -> Option<Section<'t, 'p>> {
        let (name, value) = self.table.get_key_value(key)?;
        let section = Section::new(value.get_ref().as_table()?, name.span(), self.problems);
        Some(section.called(&format!("{}'s {key}", self.name())))
    }

    /// The entries of a table of whole numbers `key = { name = 1 }`.
    pub fn numbers_by_name(&mut self, key: &'static str) -> Vec<(Spanned<String>, Spanned<i64>)> {
        let Some(parent) = self.section(key) else { return Vec::new() };
        let number = |(name, value): (&Spanned<_>, _)| {
            let number = parent.expect(value, key, "a whole number", number_of)?;
            Some((Spanned::new(name.span(), ToString::to_string(name.get_ref())), number))
        };
        parent.table.iter().filter_map(number).collect()
    }

    /// Whether the value under the key is a table.
    pub fn is_section(&self, key: &str) -> bool {
        self.table.get(key).is_some_and(|value| value.get_ref().is_table())
    }

    /// Reports the keys nobody asked for: most often a slip of the pen that would silently change
    /// nothing.
    pub fn finish(self) {
        for name in self.table.keys().filter(|name| !self.asked.contains(&name.get_ref().as_ref()))
        {
            let what = match &self.name {
                Some(own) => format!("{own} has no key `{}`", name.get_ref()),
                None => format!("unknown key `{}`", name.get_ref()),
            };
            let help = help_for_unknown(name.get_ref(), &self.asked);
            self.problems.add_with_help(name.span(), what, help);
        }
    }

    /// Notes a problem about the value of a key.
    pub fn note(&self, key: &str, what: String, help: &str) {
        let span = self.table.get(key).map_or_else(|| self.span(), Spanned::span);
        self.problems.add_with_help(span, what, help);
    }

    pub(super) fn get(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.table.get(key)
    }

    /// Notes that a key is missing, if it is. `meaning` says what it means and how it is written.
    pub(super) fn must_have(&self, key: &str, meaning: Option<&str>) {
        if self.has(key) {
            return;
        }
        let what = match &self.name {
            Some(name) => format!("{name} lacks `{key}`"),
            None => format!("`{key}` is missing"),
        };
        match meaning {
            Some(meaning) => {
                let help = format!("add {key} = …: {meaning}");
                self.problems.add_with_help(self.span(), what, help);
            }
            None => self.problems.add(self.span(), what),
        }
    }

    fn items(&mut self, key: &'static str) -> Vec<&'t Spanned<DeValue<'t>>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.problems.add(value.span(), format!("`{key}` should be a list"));
            return Vec::new();
        };
        items.iter().collect()
    }

    fn nested(&self, value: &'t Spanned<DeValue<'t>>, key: &str) -> Option<Section<'t, 'p>> {
        let Some(table) = value.get_ref().as_table() else {
            self.problems.add(value.span(), format!("`{key}` should be a table"));
            return None;
        };
        Some(Section::new(table, value.span(), self.problems))
    }

    fn expect<T>(
        &self,
        value: &'t Spanned<DeValue<'t>>,
        key: &str,
        kind: &str,
        read: impl Fn(&DeValue<'t>) -> Option<T>,
    ) -> Option<Spanned<T>> {
        let found = read(value.get_ref());
        if found.is_none() {
            self.problems.add(value.span(), format!("`{key}` should be {kind}"));
        }
        found.map(|found| Spanned::new(value.span(), found))
    }
}

fn text_of(value: &DeValue<'_>) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn number_of(value: &DeValue<'_>) -> Option<i64> {
    let written = value.as_integer()?;
    i64::from_str_radix(written.as_str(), written.radix()).ok()
}

fn date_of(value: &DeValue<'_>) -> Option<NaiveDate> {
    let written = value.as_datetime()?;
    let (None, None, Some(date)) = (written.time, written.offset, written.date) else {
        return None;
    };
    NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
}
