//! The whole line that was probably meant, for a line whose verb nobody knows.

use super::fold::fold;
use super::grammar::of;
use super::parse::parse;
use super::suggest::{chars, misheard, unlikeness_of_name};
use super::verb::Verb;
use super::vocabulary::SeverityWords;

/// The whole line that was probably meant: the verb in the words in which it was typed, and all
/// that followed it. None where the line would not be understood either.
pub fn corrected(said: &str, verb: Verb, severities: &SeverityWords) -> Option<String> {
    let said = said.trim();
    let word = said.split_whitespace().next()?;
    let rest = said.get(word.len()..)?.trim_start();
    let typed = fold(word);
    let row = of(verb);
    let likely = row.names().filter_map(|name| Some((unlikeness_of_name(&typed, name)?, name)));
    let line = match likely.min() {
        Some((_, name)) => {
            let glued = glued_behind(&typed, name).and_then(|at| word.char_indices().nth(at));
            let glued = glued.map(|(at, _)| &word[at..]).unwrap_or_default();
            [name, glued, rest]
                .iter()
                .filter(|part| !part.is_empty())
                .copied()
                .collect::<Vec<_>>()
                .join(" ")
        }
        // The level and the trouble, without the verb.
        None if verb == Verb::Open => {
            let name = if said.is_ascii() { row.en[0] } else { row.zh[0] };
            format!("{name} {said}")
        }
        None => return None,
    };
    parse(&line, severities).ok().filter(|command| command.verb() == Some(verb)).map(|_| line)
}

/// How many characters of a Chinese word are the name, where the first argument is glued on.
fn glued_behind(typed: &str, name: &str) -> Option<usize> {
    let (typed, name) = (chars(typed), chars(name));
    let begins = typed.len() > name.len() && !name.iter().any(char::is_ascii);
    (begins && misheard(&typed, &name).is_some()).then_some(name.len())
}
