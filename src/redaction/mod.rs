//! Takes secrets out of what people typed, before it is kept anywhere: keys, tokens, passwords,
//! addresses that open something to whoever holds them.
//!
//! What is taken out leaves [`MARK`] in its place, so that readers know that something was there.
//! Ordinary talk about order numbers, hashes, telephones and passwords stays as it is; `tests`
//! holds the table. All rules are looked for in one pass whose cost grows with the length of the
//! text and with nothing else, and only a text in which one is found is gone through again.

mod rules;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex, RegexSet};

use rules::{RULES, Rule};

/// Marks where something was taken out, in both languages because it may appear in either.
pub const MARK: &str = "[已隐去 hidden]";

static ALL: LazyLock<RegexSet> =
    LazyLock::new(|| RegexSet::new(RULES.iter().map(|rule| rule.pattern)).unwrap_or_default());

static EACH: LazyLock<Vec<Option<Regex>>> =
    LazyLock::new(|| RULES.iter().map(|rule| Regex::new(rule.pattern).ok()).collect());

/// The text without its secrets; the text itself when it holds none.
pub fn without_secrets(text: &str) -> Cow<'_, str> {
    let mut clean = Cow::Borrowed(text);
    for index in ALL.matches(text) {
        let (Some(Some(pattern)), rule) = (EACH.get(index), &RULES[index]) else { continue };
        if let Cow::Owned(changed) =
            pattern.replace_all(&clean, |found: &Captures<'_>| put(rule, found))
        {
            clean = Cow::Owned(changed);
        }
    }
    // A rule may match and then leave everything standing, as with "password: wrong".
    if clean == text { Cow::Borrowed(text) } else { clean }
}

/// What stands where a rule matched. The group `secret` is what the rule judges, the group `taken`
/// what is taken out; where a pattern has no such group, it is the whole match.
fn put(rule: &Rule, found: &Captures<'_>) -> String {
    let whole = found.get_match();
    let secret = found.name("secret").unwrap_or(whole);
    if !(rule.is_secret)(secret.as_str()) {
        return whole.as_str().to_owned();
    }
    let taken = found.name("taken").unwrap_or(whole);
    let (before, behind) = (taken.start() - whole.start(), taken.end() - whole.start());
    format!("{}{MARK}{}", &whole.as_str()[..before], &whole.as_str()[behind..])
}
