//! The words by which a customer may name a level: the plan's own names, and the usual short forms.
//!
//! Built once per plan, tier and channel; looking a word up costs a few hash probes.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::fold::fold_char;
use super::lexer::Cursor;
use crate::ids::SeverityId;

mod of_plan;

pub use of_plan::severity_words;

/// What a plan calls one of its levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeverityName {
    pub id: SeverityId,
    /// 1 is the worst. The short forms (`L1`, `一级`, `P1`) follow it.
    pub rank: u8,
    pub zh: String,
    pub en: String,
    /// Further names of the plan.
    pub aliases: Vec<String>,
}

/// A level that the plan knows but does not offer to this tier on this channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    pub severity: SeverityName,
    /// The channels of the customer's tier that serve it, in Chinese; empty when only another tier
    /// does.
    pub channels_zh: Vec<String>,
    /// The same in English.
    pub channels_en: Vec<String>,
}

/// The level words of one group.
#[derive(Debug, Clone, Default)]
pub struct SeverityWords {
    offered: Vec<SeverityName>,
    elsewhere: Vec<Elsewhere>,
    /// The severity of express tickets, which have a way of their own on every channel.
    express: Option<SeverityId>,
    index: HashMap<String, Slot>,
    longest: usize,
}

#[derive(Debug, Clone, Copy)]
enum Slot {
    Offered(usize),
    Elsewhere(usize),
}

/// What was typed in the place of a level.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NamedSeverity<'w> {
    Offered(&'w SeverityName),
    Elsewhere(&'w Elsewhere),
    /// Spelled like a level (`P9`, `7级`), but the plan has no such rank.
    Unknown(String),
}

impl SeverityWords {
    /// The words for these levels. Where two levels claim a word, a plan's own name goes before a
    /// short form, and an offered level before one that is not.
    pub fn new(mut offered: Vec<SeverityName>, elsewhere: Vec<Elsewhere>) -> Self {
        offered.sort_by_key(|name| name.rank);
        let mut words = Self { offered, elsewhere, ..Self::default() };
        words.add(own_names);
        words.add(short_forms);
        words.longest = words.index.keys().map(|key| key.chars().count()).max().unwrap_or_default();
        words
    }

    /// The same where the tier has express tickets, whose severity this is.
    #[must_use]
    pub fn with_express(self, express: Option<SeverityId>) -> Self {
        Self { express, ..self }
    }

    /// Whether this is the severity of express tickets.
    pub fn is_express(&self, severity: &SeverityId) -> bool {
        self.express.as_ref() == Some(severity)
    }

    /// The levels offered here, the worst first.
    pub fn offered(&self) -> &[SeverityName] {
        &self.offered
    }

    /// The levels offered here that cost no express ticket, the worst first.
    pub fn ordinary(&self) -> impl Iterator<Item = &SeverityName> {
        self.offered.iter().filter(|name| !self.is_express(&name.id))
    }

    fn add(&mut self, words_of: fn(&SeverityName) -> Vec<String>) {
        let offered = self.offered.iter().enumerate().map(|(at, name)| (Slot::Offered(at), name));
        let elsewhere = self
            .elsewhere
            .iter()
            .enumerate()
            .map(|(at, other)| (Slot::Elsewhere(at), &other.severity));
        for (slot, name) in offered.chain(elsewhere) {
            for word in words_of(name) {
                if let Entry::Vacant(free) = self.index.entry(compact(&word)) {
                    free.insert(slot);
                }
            }
        }
    }

    /// Takes the longest level word at the cursor. Where there are no levels at all, nothing is
    /// one.
    pub(super) fn read_name(&self, cursor: &mut Cursor<'_>) -> Option<NamedSeverity<'_>> {
        if self.index.is_empty() {
            return None;
        }
        let mut ahead = *cursor;
        ahead.skip_separators();
        let (mut known, mut unknown) = (None, None);
        at_word_ends(ahead, self.longest.max(LONGEST_SHAPE), |key, end| {
            match self.meaning_of(key) {
                Some(found) => known = Some((found, end)),
                None if is_level_shaped(key) => {
                    unknown = Some((NamedSeverity::Unknown(key.to_uppercase()), end));
                }
                None => {}
            }
        });
        let (found, end) = known.or(unknown)?;
        *cursor = end;
        Some(found)
    }

    /// The level that a word names, in any spelling: the plan's own names, `L1`, `一级`, `P1`.
    pub fn id_of(&self, word: &str) -> Option<&SeverityId> {
        match self.meaning_of(&compact(word))? {
            NamedSeverity::Offered(name) => Some(&name.id),
            NamedSeverity::Elsewhere(elsewhere) => Some(&elsewhere.severity.id),
            NamedSeverity::Unknown(_) => None,
        }
    }

    fn meaning_of(&self, key: &str) -> Option<NamedSeverity<'_>> {
        match *self.index.get(key)? {
            Slot::Offered(at) => self.offered.get(at).map(NamedSeverity::Offered),
            Slot::Elsewhere(at) => self.elsewhere.get(at).map(NamedSeverity::Elsewhere),
        }
    }
}

/// `severity10` or `严重程度10`.
const LONGEST_SHAPE: usize = 10;

const NUMERALS: &[&str] = &["一", "二", "三", "四", "五", "六", "七", "八", "九"];

const PREFIXES: &[&str] =
    &["l", "p", "s", "sev", "severity", "level", "严重性", "严重程度", "级别"];

fn own_names(name: &SeverityName) -> Vec<String> {
    let mut words = vec![name.id.as_str().to_owned(), name.zh.clone(), name.en.clone()];
    words.extend(name.aliases.iter().cloned());
    words.retain(|word| !compact(word).is_empty());
    words
}

fn short_forms(name: &SeverityName) -> Vec<String> {
    let rank = name.rank;
    let mut words: Vec<String> = PREFIXES.iter().map(|prefix| format!("{prefix}{rank}")).collect();
    words.push(format!("{rank}级"));
    if let Some(numeral) = usize::from(rank).checked_sub(1).and_then(|at| NUMERALS.get(at)) {
        words.extend([
            format!("{numeral}级"),
            format!("严重性{numeral}"),
            format!("严重程度{numeral}"),
        ]);
    }
    words
}

fn is_level_shaped(key: &str) -> bool {
    let is_number =
        |text: &str| matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
    key.strip_suffix('级').is_some_and(is_number)
        || PREFIXES.iter().any(|prefix| key.strip_prefix(prefix).is_some_and(is_number))
}

/// The form in which level words are compared: folded, letters and digits only.
fn compact(word: &str) -> String {
    word.chars().map(fold_char).filter(|c| c.is_alphanumeric()).collect()
}

/// Visits every place at which a level word may end, with the compact form of what stands before
/// it. A word ends before a blank or punctuation; `1级` also ends where the title is glued on.
fn at_word_ends<'t>(
    mut cursor: Cursor<'t>,
    longest: usize,
    mut visit: impl FnMut(&str, Cursor<'t>),
) {
    let mut key = String::new();
    let mut length = 0;
    while length < longest
        && let Some(c) = cursor.next()
    {
        if !c.is_alphanumeric() {
            continue;
        }
        key.push(c);
        length += 1;
        if cursor.is_at_word_end() || is_numbered_level(&key) {
            visit(&key, cursor);
        }
    }
}

fn is_numbered_level(key: &str) -> bool {
    key.strip_suffix('级').is_some_and(|rank| rank.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests;
