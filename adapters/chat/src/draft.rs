//! A message as text that can be cut to a platform's limit without losing what matters.
//!
//! When a limit bites, lines go from the end of the body and a mark says so. The headline,
//! the people called and the words to reply with stay: a page nobody can acknowledge is worse than
//! a short one.

use crate::capability::LengthLimit;

/// Marks where lines were left out.
pub const CUT_MARK: &str = "…";

/// Begins an item of a list. Below it may be lines about the item.
pub const ITEM: &str = "· ";

/// The beginning of a line is shown where at least as much of it fits.
const WORTH_READING: &str = "一段足够长的开头才值得读";

/// A line of so many times that length is a text.
const LINES: usize = 5;

/// Separates the two halves of a text in two languages.
pub const RULE: &str = "---";

/// Lines of text, by how much they matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The first line; cut inside only when nothing else is left to cut.
    pub head: String,
    /// Cut from the end, line by line; where a [`RULE`] is in it, from the ends of both halves, so
    /// that the readers of each language lose equally little.
    pub body: Vec<String>,
    /// Kept whole as long as it fits under the headline: who is called, what to reply.
    pub tail: Vec<String>,
    /// A text that survives every cut: the number of the incident.
    pub keep: Option<String>,
}

impl Draft {
    /// Everything, with `\n` between lines.
    pub fn whole(&self) -> String {
        self.join(self.body.len(), "\n")
    }

    /// As much as `limit` allows, with `\n` between lines.
    pub fn fit(&self, limit: LengthLimit) -> String {
        self.fit_joined(limit, "\n")
    }

    /// As much as `limit` allows, with `separator` between lines (some markdowns need a blank
    /// line).
    pub fn fit_joined(&self, limit: LengthLimit, separator: &str) -> String {
        if let Some(list) = self.fit_list(limit, separator) {
            return self.with_number(list, limit);
        }
        (0..=self.body.len())
            .rev()
            .map(|lines| (lines, self.join(lines, separator)))
            .find(|(_, text)| limit.allows(text))
            .map_or_else(
                || self.headline_only(limit),
                |(lines, text)| {
                    let text = self.with_a_beginning(lines, separator, limit).unwrap_or(text);
                    self.with_number(text, limit)
                },
            )
    }

    /// A list as far as it fits: an item that nobody reads is a message that was never sent. First
    /// the lines about items go, then the tail, and items last. None where there is no list.
    fn fit_list(&self, limit: LengthLimit, separator: &str) -> Option<String> {
        let items = self.body.iter().filter(|line| line.starts_with(ITEM)).count();
        if items < 2 || limit.allows(&self.join(self.body.len(), separator)) {
            return None;
        }
        let (about, tail) = (self.body.len() - items, self.tail.len());
        let without_lines = (0..about).rev().map(|about| (items, about, tail));
        let without_tail = (0..tail).rev().map(|tail| (items, 0, tail));
        let without_items = (1..items).rev().map(|items| (items, 0, 0));
        without_lines
            .chain(without_tail)
            .chain(without_items)
            .map(|(items, about, tail)| self.list(items, about, tail).join(separator))
            .find(|text| limit.allows(text))
    }

    /// So many items, lines about items, and lines of the tail.
    fn list(&self, items: usize, about: usize, tail: usize) -> Vec<&str> {
        let mut left = (items, about);
        let has_room = |line: &&str| -> bool {
            let left = if line.starts_with(ITEM) { &mut left.0 } else { &mut left.1 };
            let has_room = *left > 0;
            *left = left.saturating_sub(1);
            has_room
        };
        let body = self.body.iter().map(String::as_str).filter(has_room);
        let tail = self.tail.iter().map(String::as_str).take(tail);
        std::iter::once(self.head.as_str()).chain(body).chain([CUT_MARK]).chain(tail).collect()
    }

    /// The same with the beginning of the first line that did not fit, where that is a text rather
    /// than a line of a list and there is room for enough of it to be worth reading.
    fn with_a_beginning(
        &self,
        whole: usize,
        separator: &str,
        limit: LengthLimit,
    ) -> Option<String> {
        let cut = self.body.get(whole)?;
        let is_text = limit.measure(cut) >= LINES * limit.measure(WORTH_READING);
        if !is_text || self.body.iter().any(|line| line == RULE) {
            return None;
        }
        let used = limit.measure(&self.join(whole, separator)) - limit.measure(CUT_MARK);
        let room = limit.most().checked_sub(used)?;
        let beginning = beginning_of(cut, limit.of(room));
        let is_worth_it = limit.measure(&beginning) >= limit.measure(WORTH_READING);
        let body = self.body[..whole].iter().map(String::as_str).chain([beginning.as_str()]);
        is_worth_it.then(|| self.around(body.collect(), separator))
    }

    fn join(&self, body_lines: usize, separator: &str) -> String {
        self.around(self.body_cut_to(body_lines), separator)
    }

    fn around(&self, body: Vec<&str>, separator: &str) -> String {
        let lines: Vec<&str> = std::iter::once(self.head.as_str())
            .chain(body)
            .chain(self.tail.iter().map(String::as_str))
            .collect();
        lines.join(separator)
    }

    fn body_cut_to(&self, most: usize) -> Vec<&str> {
        match self.body.iter().position(|line| line == RULE) {
            Some(rule) => self.halves_cut_to(most, rule),
            None => cut_to(&self.body, most),
        }
    }

    /// The longer half gives first; the headline of the second one goes last, and the rule with it.
    fn halves_cut_to(&self, most: usize, rule: usize) -> Vec<&str> {
        let (first, second) = (&self.body[..rule], &self.body[rule + 1..]);
        let (mut ahead, mut behind) = (first.len(), second.len());
        for _ in most..self.body.len() {
            match (ahead, behind) {
                (0, 0..=1) => return cut_to(&self.body, 0),
                // The headline of the first half is no part of the body.
                _ if behind < 2 || (ahead > 0 && ahead + 1 >= behind) => ahead -= 1,
                _ => behind -= 1,
            }
        }
        let mut lines = cut_to(first, ahead);
        lines.push(RULE);
        lines.extend(cut_to(second, behind));
        lines
    }

    fn headline_only(&self, limit: LengthLimit) -> String {
        let number_at_front = match &self.keep {
            Some(number) if !self.head.starts_with(number) => format!("{number} "),
            _ => String::new(),
        };
        cut_inside(&format!("{number_at_front}{}", self.head), limit)
    }

    fn with_number(&self, text: String, limit: LengthLimit) -> String {
        match &self.keep {
            Some(number) if !text.contains(number.as_str()) => {
                let numbered = format!("{number} {text}");
                if limit.allows(&numbered) { numbered } else { self.headline_only(limit) }
            }
            _ => text,
        }
    }
}

/// As much of a line as fits; half an address or half a mention is left out.
fn beginning_of(line: &str, limit: LengthLimit) -> String {
    let cut = cut_inside(line, limit);
    let last = cut.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let is_half = cut[last..].contains("://") || cut[last..].contains("<@");
    if is_half { format!("{}{CUT_MARK}", cut[..last].trim_end()) } else { cut }
}

/// The first `most` lines, and the mark where there were more.
fn cut_to(lines: &[String], most: usize) -> Vec<&str> {
    let cut = (most < lines.len()).then_some(CUT_MARK);
    lines.iter().take(most).map(String::as_str).chain(cut).collect()
}

/// `text` cut to `limit` between two characters, ending in [`CUT_MARK`] when something was left
/// out.
pub fn cut_inside(text: &str, limit: LengthLimit) -> String {
    if limit.allows(text) {
        return text.to_owned();
    }
    let room = limit.most().saturating_sub(limit.measure(CUT_MARK));
    let mut kept = String::new();
    let mut used = 0;
    for character in text.chars() {
        used += limit.measure(character.encode_utf8(&mut [0; 4]));
        if used > room {
            break;
        }
        kept.push(character);
    }
    kept + CUT_MARK
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft {
            head: "[INC-128] 支付不可用".into(),
            body: (1..=9).map(|n| format!("line {n} of the body")).collect(),
            tail: vec!["「收到 5531」".into()],
            keep: Some("INC-128".into()),
        }
    }

    #[test]
    fn a_long_text_that_does_not_fit_is_read_as_far_as_it_goes() {
        let words = "逐台检查缓存节点，".repeat(60);
        let draft = Draft { body: vec![words.clone(), "下次进展：11:22".into()], ..draft() };
        let shown = draft.fit(LengthLimit::Chars(200));
        assert!(shown.chars().count() <= 200 && shown.chars().count() > 190, "{shown}");
        assert!(
            shown.contains("逐台检查缓存节点，逐台") && shown.ends_with("「收到 5531」"),
            "{shown}"
        );
        let address = format!("见 https://logs.example/{}", "a".repeat(300));
        let draft = Draft { body: vec![format!("{words}{address}")], ..draft };
        let shown = draft.fit(LengthLimit::Chars(600));
        assert!(!shown.contains("://") && shown.contains("见…"), "no half address: {shown}");
    }

    #[test]
    fn nothing_is_cut_below_the_limit() {
        assert_eq!(draft().fit(LengthLimit::Bytes(2000)), draft().whole());
        assert!(!draft().whole().contains(CUT_MARK));
    }

    #[test]
    fn lines_go_whole_and_from_the_end_of_the_body() {
        let text = draft().fit(LengthLimit::Chars(80));
        assert_eq!(
            text,
            "[INC-128] 支付不可用\nline 1 of the body\nline 2 of the body\n…\n「收到 5531」"
        );
    }

    #[test]
    fn every_limit_is_kept_and_every_limit_with_room_shows_the_number() {
        for most in 3..400 {
            for limit in [LengthLimit::Bytes(most), LengthLimit::Chars(most)] {
                let text = draft().fit(limit);
                assert!(limit.allows(&text), "{limit:?}: {text}");
                assert!(most < 12 || text.contains("INC-128"), "{limit:?}: {text}");
            }
        }
    }

    #[test]
    fn the_readers_of_both_languages_lose_equally_little() {
        let lines = |tag: &str| (1..=4).map(|n| format!("{tag}{n}")).collect::<Vec<_>>();
        let body = [lines("zh"), vec![RULE.into(), "[INC-128] down".into()], lines("en")].concat();
        let both = Draft { body, tail: Vec::new(), ..draft() };
        let text = both.fit(LengthLimit::Chars(63));
        assert_eq!(
            text,
            "[INC-128] 支付不可用\nzh1\nzh2\nzh3\n…\n---\n[INC-128] down\nen1\nen2\nen3\n…"
        );
        assert_eq!(
            both.fit(LengthLimit::Chars(41)),
            "[INC-128] 支付不可用\n…\n---\n[INC-128] down\n…"
        );
        assert_eq!(both.fit(LengthLimit::Chars(30)), "[INC-128] 支付不可用\n…");
    }

    #[test]
    fn every_item_of_a_list_stays_as_long_as_there_is_room_for_it() {
        let item = |n: usize| [format!("· [INC-{n}] 支付不可用"), format!("about {n}")];
        let list = Draft {
            head: "3 messages".into(),
            body: (1..=3).flat_map(item).collect(),
            tail: vec!["「同意关闭 #1」 https://bot.example/1".into(), "「评价 #2 5」".into()],
            keep: None,
        };
        let shown = |most| list.fit(LengthLimit::Chars(most));
        assert_eq!(shown(400), list.whole());
        assert_eq!(
            shown(115),
            "3 messages\n· [INC-1] 支付不可用\nabout 1\n· [INC-2] 支付不可用\n· [INC-3] 支付不可用\n…\n\
             「同意关闭 #1」 https://bot.example/1\n「评价 #2 5」"
        );
        assert_eq!(
            shown(100),
            "3 messages\n· [INC-1] 支付不可用\n· [INC-2] 支付不可用\n· [INC-3] 支付不可用\n…\n\
             「同意关闭 #1」 https://bot.example/1"
        );
        assert_eq!(shown(50), "3 messages\n· [INC-1] 支付不可用\n· [INC-2] 支付不可用\n…");
    }

    #[test]
    fn a_number_missing_from_the_text_is_put_in_front() {
        let nameless = Draft { head: "支付不可用".into(), ..draft() };
        assert!(nameless.fit(LengthLimit::Bytes(60)).starts_with("INC-128 "));
    }

    #[test]
    fn a_long_headline_is_cut_between_characters() {
        assert_eq!(cut_inside("支付不可用", LengthLimit::Bytes(10)), "支付…");
        assert_eq!(cut_inside("支付不可用", LengthLimit::Chars(4)), "支付不…");
    }
}
