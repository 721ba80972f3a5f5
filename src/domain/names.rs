//! What a thing is called in the two languages people speak to the bot.

use serde::{Deserialize, Serialize};

/// A language of replies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    Zh,
    #[default]
    En,
}

/// Whether a text holds a word in whatever case; a Latin word only where no letter continues it, so
/// that `cve` is not found in `receive`.
pub fn holds_word(text: &str, word: &str) -> bool {
    places_of(&text.to_lowercase(), &word.to_lowercase()).next().is_some()
}

/// Where a word ends in a text, each time it stands there; both are in lower case.
pub fn places_of<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    let continues = |letter: Option<char>| letter.is_some_and(|it| it.is_ascii_alphabetic());
    let is_latin = |letter: Option<char>| letter.is_some_and(|it| it.is_ascii_alphabetic());
    text.match_indices(word).filter_map(move |(at, found)| {
        let end = at + found.len();
        let before = is_latin(word.chars().next()) && continues(text[..at].chars().next_back());
        let after = is_latin(word.chars().next_back()) && continues(text[end..].chars().next());
        (!word.is_empty() && !before && !after).then_some(end)
    })
}

/// One name per language. Both are always there; a plan file that lacks one is refused.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Names {
    pub zh: String,
    pub en: String,
}

impl Names {
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The name in that language.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::holds_word;

    #[test]
    fn a_word_is_found_as_a_word_and_not_as_a_part_of_one() {
        for (text, word, expected) in [
            ("Security hole in the login", "security", true),
            ("疑似数据泄露，请看一下", "泄露", true),
            ("漏洞 cve-2026-1 怎么修", "CVE", true),
            ("登录页有xss漏洞", "XSS", true),
            ("we receive no mail", "cve", false),
            ("insecurity of the team", "security", false),
            ("invoices are wrong", "invoice", false),
            ("安装失败", "安全", false),
            ("anything", "", false),
        ] {
            assert_eq!(holds_word(text, word), expected, "{text} / {word}");
        }
    }
}
