//! Finds what a plan asks for in what people write: `impact: half of all payments; version: 2.3`.
//!
//! An item begins with its name and a colon, at the start of the words, of a line, or behind a
//! semicolon, and ends where the next begins. Only names that the plan has count, so ordinary
//! colons are left alone.

use super::code::FENCE;
use super::fold::{fold, is_blank};
use crate::domain::plan::RequiredInfoItem;
use crate::ids::RequiredInfoItemId;

/// Words with what they say about each item set apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Itemised {
    /// The items in the order in which they were written; of an item written twice the last one.
    pub items: Vec<(RequiredInfoItemId, String)>,
    /// What stood before the first item, if anything did.
    pub rest: Option<String>,
}

/// Reads words against the items of a plan.
pub fn itemised(words: &str, items: &[RequiredInfoItem]) -> Itemised {
    let mut read = Itemised::default();
    let mut open: Option<(&RequiredInfoItemId, String)> = None;
    let mut before = String::new();
    let mut is_code = false;
    for piece in pieces(words) {
        // Code and logs are somebody else's words: no item begins in them.
        let begins = if is_code { None } else { named(piece, items) };
        is_code ^= piece.matches(FENCE).count() % 2 == 1;
        match (begins, &mut open) {
            (Some((id, text)), _) => {
                read.keep(open.take());
                open = Some((id, text.to_owned()));
            }
            (None, Some((_, text))) => text.push_str(piece),
            (None, None) => before.push_str(piece),
        }
    }
    read.keep(open);
    read.rest = Some(trimmed(&before)).filter(|rest| rest.contains(char::is_alphanumeric));
    read
}

impl Itemised {
    /// A name with nothing behind it says nothing.
    fn keep(&mut self, item: Option<(&RequiredInfoItemId, String)>) {
        let Some((id, text)) = item else { return };
        let text = trimmed(&text);
        if text.contains(char::is_alphanumeric) {
            self.items.retain(|(known, _)| known != id);
            self.items.push((id.clone(), text));
        }
    }
}

/// Cuts behind every line end and semicolon, so that each piece begins where an item may begin.
fn pieces(words: &str) -> impl Iterator<Item = &str> {
    words.split_inclusive(['\n', ';', '；'])
}

/// The item whose name and colon the piece begins with, and what follows.
fn named<'t, 'i>(
    piece: &'t str,
    items: &'i [RequiredInfoItem],
) -> Option<(&'i RequiredInfoItemId, &'t str)> {
    let (label, text) = piece.split_once([':', '：'])?;
    let label = fold(label.trim_matches(is_decoration));
    let item = items.iter().find(|item| item.labels().any(|known| fold(known) == label))?;
    Some((&item.id, text))
}

/// What people put before a name in a list.
fn is_decoration(typed: char) -> bool {
    is_blank(typed) || matches!(typed, '-' | '*' | '•' | '·' | '【' | '】' | '[' | ']')
}

fn trimmed(text: &str) -> String {
    text.trim_matches(|typed| is_blank(typed) || matches!(typed, ';' | '；')).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::Plans;

    fn read(words: &str) -> (Vec<(String, String)>, Option<String>) {
        let plans = Plans::load(None, None).unwrap();
        let read = itemised(words, &plans.plan("zitadel").unwrap().required_info);
        (read.items.into_iter().map(|(id, text)| (id.to_string(), text)).collect(), read.rest)
    }

    fn items(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn items_are_found_in_either_language_and_by_other_names() {
        for words in [
            "impact: all logins",
            "Impact：all logins",
            "影响: all logins",
            "影响范围：all logins",
            "- impact : all logins",
        ] {
            assert_eq!(read(words), (items(&[("impact", "all logins")]), None), "{words}");
        }
    }

    #[test]
    fn several_items_stand_in_one_message() {
        let wanted = items(&[
            ("impact", "三成用户无法登录"),
            ("version", "v2.3"),
            ("steps", "1. 打开\n2. 登录"),
        ]);
        assert_eq!(
            read("影响：三成用户无法登录；版本：v2.3\n步骤：1. 打开\n2. 登录"),
            (wanted, None)
        );
    }

    #[test]
    fn words_before_the_first_item_stay_words() {
        let (found, rest) = read("logins fail\nimpact: a third of all users");
        assert_eq!(
            (found, rest.as_deref()),
            (items(&[("impact", "a third of all users")]), Some("logins fail"))
        );
    }

    #[test]
    fn other_colons_name_nothing() {
        for words in [
            "time: 10:30",
            "the error: impact",
            "http://example.test/version",
            "impact",
            "影响",
            "impact:",
        ] {
            assert_eq!(read(words).0, items(&[]), "{words}");
        }
    }

    #[test]
    fn code_names_no_item() {
        let (found, rest) = read("logins fail\n```\nimpact: none\nversion: 9\n```\nversion: 2.3");
        assert_eq!(found, items(&[("version", "2.3")]));
        assert!(rest.unwrap().starts_with("logins fail"));
    }

    #[test]
    fn an_item_written_twice_means_the_last() {
        assert_eq!(read("version: 1\nversion: 2").0, items(&[("version", "2")]));
    }
}
