//! A message as text that can be cut to a platform's limit without losing what matters.
//!
//! When a limit bites, whole lines go from the end of the body and a mark says so. The headline, the
//! people called and the words to reply with stay: a page nobody can acknowledge is worse than a short one.

use crate::capability::LengthLimit;

/// Stands where lines were left out.
pub const CUT_MARK: &str = "…";

/// Lines of text, by how much they matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The first line; cut inside only when nothing else is left to cut.
    pub head: String,
    /// Cut from the end, line by line.
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

    /// As much as `limit` allows, with `separator` between lines (some markdowns need a blank line).
    pub fn fit_joined(&self, limit: LengthLimit, separator: &str) -> String {
        (0..=self.body.len())
            .rev()
            .map(|lines| self.join(lines, separator))
            .find(|text| limit.allows(text))
            .map_or_else(|| self.headline_only(limit), |text| self.with_number(text, limit))
    }

    fn join(&self, body_lines: usize, separator: &str) -> String {
        let cut = (body_lines < self.body.len()).then_some(CUT_MARK);
        let body = self.body.iter().take(body_lines).map(String::as_str);
        let lines: Vec<&str> = std::iter::once(self.head.as_str())
            .chain(body)
            .chain(cut)
            .chain(self.tail.iter().map(String::as_str))
            .collect();
        lines.join(separator)
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

/// `text` cut to `limit` between two characters, ending in [`CUT_MARK`] when something was left out.
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
    fn nothing_is_cut_below_the_limit() {
        assert_eq!(draft().fit(LengthLimit::Bytes(2000)), draft().whole());
        assert!(!draft().whole().contains(CUT_MARK));
    }

    #[test]
    fn lines_go_whole_and_from_the_end_of_the_body() {
        let text = draft().fit(LengthLimit::Chars(80));
        assert_eq!(text, "[INC-128] 支付不可用\nline 1 of the body\nline 2 of the body\n…\n「收到 5531」");
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
