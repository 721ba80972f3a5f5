//! Addresses of web pages inside of words: they stay links that can be pressed, whatever a platform
//! does with the signs in them.

use std::fmt::Write as _;

/// Signs that end an address; what is not ASCII ends it too.
const NEVER_INSIDE: &str = " \"<>[]{}\\^`|";
/// Signs that rather belong to the sentence when they stand at the end.
const NOT_AT_THE_END: &str = ".,;:!?)'*_~";

/// The text with `outside` applied to everything but web addresses. In an address, signs that call
/// people or that markdown reads are written as percent signs and numbers, which means the same to
/// the server (RFC 3986, 2.1).
pub(crate) fn keep(text: &str, outside: impl Fn(&str) -> String) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((start, end)) = next(rest) {
        kept.push_str(&outside(&rest[..start]));
        kept.push_str(&encoded(&rest[start..end]));
        rest = &rest[end..];
    }
    kept.push_str(&outside(rest));
    kept
}

/// Where the next address begins and ends.
fn next(text: &str) -> Option<(usize, usize)> {
    let starts = text.match_indices("://").filter_map(|(at, _)| scheme_before(text, at));
    starts.map(|start| (start, start + length(&text[start..]))).find(|(start, end)| {
        let behind_scheme = text[*start..*end].split_once("://").map_or("", |(_, host)| host);
        behind_scheme.starts_with(|first: char| first.is_ascii_alphanumeric())
    })
}

fn scheme_before(text: &str, at: usize) -> Option<usize> {
    let before = &text[..at];
    let scheme = ["https", "http"].into_iter().find(|scheme| {
        let start = before.len().checked_sub(scheme.len());
        start
            .and_then(|start| before.get(start..))
            .is_some_and(|it| it.eq_ignore_ascii_case(scheme))
    })?;
    let start = at - scheme.len();
    let is_alone =
        !before[..start].ends_with(|c: char| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_alone.then_some(start)
}

fn length(address: &str) -> usize {
    let end = address
        .find(|c: char| !c.is_ascii_graphic() || NEVER_INSIDE.contains(c))
        .unwrap_or(address.len());
    // Whoever is named before the host may be meant to look like it.
    let end = host_ends(&address[..end]).unwrap_or(end);
    address[..end].trim_end_matches(|c| NOT_AT_THE_END.contains(c)).len()
}

/// Where an `@` disguises the host (`https://bank.example@evil.example`), the address ends before
/// it.
fn host_ends(address: &str) -> Option<usize> {
    let host = address.find("://")? + "://".len();
    let path = address[host..].find(['/', '?', '#']).map_or(address.len(), |at| host + at);
    address[host..path].find('@').map(|at| host + at)
}

fn encoded(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for sign in address.chars() {
        match sign {
            '@' | '*' | '~' | '!' | '(' | ')' | '\'' => {
                let _ = write!(encoded, "%{:02X}", u32::from(sign));
            }
            other => encoded.push(other),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> String {
        keep(
            text,
            |outside| if outside.is_empty() { String::new() } else { format!("‹{outside}›") },
        )
    }

    #[test]
    fn addresses_are_found_where_they_end() {
        for (typed, shown) in [
            ("见 https://a.example/x_y?b=1&c=2#d。", "‹见 ›https://a.example/x_y?b=1&c=2#d‹。›"),
            ("(http://a.example/x)", "‹(›http://a.example/x‹)›"),
            ("HTTPS://A.example, then", "HTTPS://A.example‹, then›"),
            ("https://a.example/@team/x", "https://a.example/%40team/x"),
            ("https://bank.example@evil.example/x", "https://bank.example‹@evil.example/x›"),
            ("https://a.example/a*b*c", "https://a.example/a%2Ab%2Ac"),
            ("[a](https://a.example)", "‹[a](›https://a.example‹)›"),
            ("two http://a.example http://b.example", "‹two ›http://a.example‹ ›http://b.example"),
            ("no xhttp://a, https:// or ftp://b", "‹no xhttp://a, https:// or ftp://b›"),
        ] {
            assert_eq!(marked(typed), shown, "{typed}");
        }
    }
}
