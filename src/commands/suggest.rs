//! Which verb was probably meant by a word that is none. A suggestion is shown, never carried out.

use strsim::osa_distance;

use super::grammar::{Grammar, verbs};
use super::homophones::{Similarity, similarity, spelled};
use super::verb::Verb;

const MOST_SUGGESTIONS: usize = 3;

/// Longer words are sentences; they are not compared letter by letter.
const LONGEST_COMPARED: usize = 24;

/// From how many characters on a Chinese name is long.
const LONG_NAME: usize = 4;

/// What one edit costs. The finer reasons to prefer one name over another are fractions of it.
const EDIT: usize = 100;

/// The verbs that `folded` was probably meant to be, the most likely first.
pub(super) fn suggestions(folded: &str) -> Vec<Verb> {
    if folded.is_empty() {
        return Vec::new();
    }
    let mut likely: Vec<(usize, Verb)> =
        verbs().filter_map(|row| Some((unlikeness(folded, row)?, row.verb))).collect();
    likely.sort();
    likely.into_iter().take(MOST_SUGGESTIONS).map(|(_, verb)| verb).collect()
}

fn unlikeness(typed: &str, row: &Grammar) -> Option<usize> {
    row.names().filter_map(|name| unlikeness_of_name(typed, name)).min()
}

pub(super) fn unlikeness_of_name(typed: &str, name: &str) -> Option<usize> {
    match (typed.is_ascii(), name.is_ascii()) {
        (true, true) => latin(typed, name),
        (true, false) => pinyin(typed, name),
        (false, false) => chinese(typed, name),
        (false, true) => None,
    }
}

/// One edit for short names, two for long ones, or a beginning of at least three letters.
fn latin(typed: &str, name: &str) -> Option<usize> {
    if typed.len() > LONGEST_COMPARED || name.len() < 2 {
        return None;
    }
    let edits = osa_distance(typed, name);
    let allowed = if name.len() <= 4 { 1 } else { 2 };
    if edits <= allowed {
        return Some(edits * EDIT + tie_break(typed, name));
    }
    let is_beginning = typed.len() >= 3 && name.starts_with(typed);
    is_beginning.then_some(2 * EDIT)
}

/// People rarely miss the first letter, and more often miss a key for its neighbour than for a far
/// one.
fn tie_break(typed: &str, name: &str) -> usize {
    let first_differs = typed.as_bytes().first() != name.as_bytes().first();
    let letters_differ = sorted(typed) != sorted(name);
    usize::from(first_differs) * 20
        + usize::from(letters_differ) * 10
        + typed.len().abs_diff(name.len())
}

fn sorted(text: &str) -> Vec<u8> {
    let mut letters = text.as_bytes().to_vec();
    letters.sort_unstable();
    letters
}

/// Somebody who typed the sounds and did not pick the characters.
fn pinyin(typed: &str, name: &str) -> Option<usize> {
    let sounds = spelled(name)?;
    if typed == sounds {
        return Some(EDIT / 2);
    }
    let is_close = sounds.len() >= 5
        && typed.len().abs_diff(sounds.len()) <= 1
        && osa_distance(typed, &sounds) == 1;
    is_close.then_some(EDIT + EDIT / 2)
}

fn chinese(typed: &str, name: &str) -> Option<usize> {
    // A verb with the title glued on, such as 报障支付返回500.
    if typed.starts_with(name) {
        return Some(EDIT / 5);
    }
    let (typed, name) = (chars(typed), chars(name));
    if typed.len() > LONGEST_COMPARED {
        return None;
    }
    if typed.len() >= name.len()
        && let Some(cost) = misheard(&typed, &name)
    {
        let is_glued = typed.len() > name.len();
        return Some(cost / certainty(&name) + usize::from(is_glued) * EDIT / 5);
    }
    let is_one_away = strsim::generic_damerau_levenshtein(&typed, &name) == 1;
    is_one_away.then(|| weight_of_edit(&typed, &name) / certainty(&name))
}

/// All but one character of a long name is a better reason than a short name with something glued
/// on: 定级裁 is 定级裁决 rather than 定级.
fn certainty(name: &[char]) -> usize {
    if name.len() >= 4 { 10 } else { 1 }
}

/// A verb of two characters shares one with half the table, so one that was dropped, added or moved
/// is a better reason than one that is wholly different.
fn weight_of_edit(typed: &[char], name: &[char]) -> usize {
    let is_replaced = typed.len() == name.len() && sorted_chars(typed) != sorted_chars(name);
    // Most of a long name was right, which says more than another name that the word only begins
    // with.
    let edit = if name.len() < LONG_NAME { EDIT } else { EDIT / 2 };
    if is_replaced { edit + EDIT / 2 } else { edit }
}

/// The cost of the characters which sound like the right ones; `None` when one does not.
pub(super) fn misheard(typed: &[char], name: &[char]) -> Option<usize> {
    typed
        .iter()
        .zip(name)
        .map(|(&typed, &meant)| match similarity(typed, meant) {
            Similarity::Same => Some(0),
            Similarity::SoundsTheSame => Some(EDIT * 2 / 5),
            Similarity::SoundsClose => Some(EDIT * 3 / 5),
            Similarity::Different => None,
        })
        .sum()
}

pub(super) fn chars(text: &str) -> Vec<char> {
    text.chars().take(LONGEST_COMPARED + 1).collect()
}

fn sorted_chars(text: &[char]) -> Vec<char> {
    let mut sorted = text.to_vec();
    sorted.sort_unstable();
    sorted
}

#[cfg(test)]
mod tests;
