//! Several files as one directory.
//!
//! Each text is parsed as if the ones before it were blank, so that a place in any of them is a
//! place in all of them together, and every rule points at the right file without knowing of files.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::toml_file::Problems;

/// A file of a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryText {
    /// What the operator calls it.
    pub name: String,
    pub text: String,
}

/// Each text behind as many blanks as the texts before it are long.
pub(super) fn spread(texts: &[DirectoryText]) -> Vec<String> {
    let spread = |(place, range): (usize, Range<usize>)| {
        " ".repeat(range.start) + texts.get(place).map_or("", |text| text.text.as_str())
    };
    ranges(texts).enumerate().map(spread).collect()
}

/// Where each text is among all of them.
pub(super) fn ranges(texts: &[DirectoryText]) -> impl Iterator<Item = Range<usize>> {
    let mut end = 0;
    texts.iter().map(move |text| {
        let start = end;
        // One more, so that the end of a file is not the start of the next.
        end = start + text.text.len() + 1;
        start..end
    })
}

/// All texts as one table. What two of them declare is noted.
pub(super) fn merged<'t>(
    roots: Vec<Spanned<DeTable<'t>>>,
    texts: &[DirectoryText],
    problems: &Problems,
) -> Spanned<DeTable<'t>> {
    let mut merged = DeTable::new();
    let mut twice = Vec::new();
    for root in roots {
        for (key, value) in root.into_inner() {
            match merged.get_mut(key.get_ref().as_ref()) {
                None => drop(merged.insert(key, value)),
                Some(known) => merge_section(&key, known, value, &mut twice),
            }
        }
    }
    for Twice { name, first, second } in twice {
        let files = [first, second.clone()].map(|at| file_of(texts, at.start));
        let what = format!("{name} is declared in {} and in {}", files[0], files[1]);
        problems.add_with_help(second, what, "declare it in one of the two files");
    }
    Spanned::new(0..0, merged)
}

struct Twice {
    name: String,
    first: Range<usize>,
    second: Range<usize>,
}

fn merge_section<'t>(
    key: &Spanned<std::borrow::Cow<'t, str>>,
    known: &mut Spanned<DeValue<'t>>,
    value: Spanned<DeValue<'t>>,
    twice: &mut Vec<Twice>,
) {
    let first = known.span();
    let (DeValue::Table(known), DeValue::Table(_)) = (known.get_mut(), value.get_ref()) else {
        twice.push(Twice { name: key.get_ref().to_string(), first, second: key.span() });
        return;
    };
    let DeValue::Table(entries) = value.into_inner() else { return };
    for (id, entry) in entries {
        if let Some((declared, _)) = known.get_key_value(id.get_ref().as_ref()) {
            let name = format!("{}.{}", key.get_ref(), id.get_ref());
            twice.push(Twice { name, first: declared.span(), second: id.span() });
        } else {
            known.insert(id, entry);
        }
    }
}

fn file_of(texts: &[DirectoryText], at: usize) -> &str {
    let found = ranges(texts).position(|range| range.contains(&at));
    found.and_then(|place| texts.get(place)).map_or("", |text| &text.name)
}
