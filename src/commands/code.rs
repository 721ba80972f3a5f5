//! Fenced code and logs in what people write: somebody else's words, which are read for nothing.

/// What begins and ends a fenced part.
pub(super) const FENCE: &str = "```";

/// Words with the fenced parts set apart: what is outside, and what is inside if anything is.
pub fn without_code(words: &str) -> (String, Option<String>) {
    let parts = || words.split(FENCE);
    let joined = |inside: usize| {
        let chosen = parts().enumerate().filter(|(at, _)| at % 2 == inside);
        let chosen: Vec<&str> = chosen.map(|(_, part)| part.trim()).collect();
        chosen.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    };
    let inside = joined(1);
    (joined(0), Some(inside).filter(|inside| !inside.is_empty()))
}

/// The words up to the first fence, and the rest from there on.
pub(super) fn split_before_code(words: &str) -> (&str, &str) {
    words.split_at(words.find(FENCE).unwrap_or(words.len()))
}

/// What is behind fenced code at the start; a fence that does not end takes all.
pub(super) fn behind_code(text: &str) -> Option<&str> {
    let code = text.strip_prefix(FENCE)?;
    Some(code.split_once(FENCE).map_or("", |(_, behind)| behind))
}

/// Whether any of the words is fenced.
pub fn has_code(words: &str) -> bool {
    words.contains(FENCE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_set_apart() {
        for (words, outside, inside) in [
            ("支付失败 ```\nat x.y\n```", "支付失败", Some("at x.y")),
            ("支付失败\n```log\nlevel: L1", "支付失败", Some("log\nlevel: L1")),
            ("支付失败", "支付失败", None),
            ("```only code```", "", Some("only code")),
        ] {
            let inside = inside.map(str::to_owned);
            assert_eq!(without_code(words), (outside.to_owned(), inside), "{words}");
        }
    }
}
