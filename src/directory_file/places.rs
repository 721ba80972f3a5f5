//! Where each key and value of a TOML text stands, by path, so that rules can be checked on the
//! domain's own types and still point at the text.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The places of a text. Paths are written like `groups.acme.members[2]`, counted from 0.
#[derive(Debug, Default)]
pub(super) struct Places(BTreeMap<String, Place>);

#[derive(Debug)]
struct Place {
    span: Range<usize>,
    /// What is there, if it is a text.
    text: Option<String>,
}

impl Places {
    /// Walks the whole tree once.
    pub(super) fn of(root: &DeTable<'_>) -> Self {
        let mut places = Self::default();
        places.walk_table("", root);
        places
    }

    /// The place of a path; of the nearest path above it where it is absent; at worst the start of
    /// the file.
    pub(super) fn of_path(&self, path: &str) -> Range<usize> {
        let mut path = path;
        loop {
            if let Some(place) = self.0.get(path) {
                return place.span.clone();
            }
            match path.rfind(['.', '[']) {
                Some(cut) => path = &path[..cut],
                None => return 0..0,
            }
        }
    }

    /// The first text under a path that names this id, alone or behind a colon; else the path's own
    /// place.
    pub(super) fn of_id_under(&self, path: &str, id: &str) -> Range<usize> {
        let names_it = |text: &str| text == id || text.rsplit(':').next() == Some(id);
        let under =
            self.0.range(path.to_owned()..).take_while(|(known, _)| known.starts_with(path));
        let mut naming = under.filter(|(_, place)| place.text.as_deref().is_some_and(names_it));
        naming.next().map_or_else(|| self.of_path(path), |(_, place)| place.span.clone())
    }

    fn walk_table(&mut self, path: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let below = if path.is_empty() {
                key.get_ref().to_string()
            } else {
                format!("{path}.{key}", key = key.get_ref())
            };
            // A table's own span is its whole header or body; its name is the better thing to point
            // at.
            let span = if value.get_ref().is_table() { key.span() } else { value.span() };
            self.walk_value(below, value, span);
        }
    }

    fn walk_value(&mut self, path: String, value: &Spanned<DeValue<'_>>, span: Range<usize>) {
        match value.get_ref() {
            DeValue::Table(table) => self.walk_table(&path, table),
            DeValue::Array(items) => {
                for (place, item) in items.iter().enumerate() {
                    self.walk_value(format!("{path}[{place}]"), item, item.span());
                }
            }
            _ => {}
        }
        let text = value.get_ref().as_str().map(str::to_owned);
        self.0.insert(path, Place { span, text });
    }
}
