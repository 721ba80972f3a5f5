//! In which language somebody reads a page.

use axum::http::{HeaderMap, header};

use crate::domain::directory::{Destination, Directory, Languages};

/// The language of a browser, for pages that belong to no group: whichever of the two it names
/// first.
pub(super) fn language_of(headers: &HeaderMap) -> Languages {
    let wanted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let tags = wanted.split(',').map(|tag| tag.trim().to_ascii_lowercase());
    let known = tags.filter_map(|tag| match tag.get(..2) {
        Some("zh") => Some(Languages::Zh),
        Some("en") => Some(Languages::En),
        _ => None,
    });
    known.into_iter().next().unwrap_or(Languages::Both)
}

/// The language in which a link's message was sent.
pub(super) fn language_at(
    directory: &Directory,
    room: &Destination,
    account: Option<&str>,
) -> Languages {
    let person = account.and_then(|account| directory.person_behind(&room.platform, account));
    let of_person = person.map(|person| person.language);
    let of_group = directory.group_in(room).map(|group| group.language);
    of_person.or(of_group).unwrap_or(Languages::Both)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_we_speak_is_taken() {
        for (wanted, language) in [
            ("zh-CN,zh;q=0.9,en;q=0.8", Languages::Zh),
            ("de-CH, en-GB;q=0.9, zh;q=0.1", Languages::En),
            ("fr", Languages::Both),
            ("", Languages::Both),
        ] {
            let headers =
                HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, wanted.parse().unwrap())]);
            assert_eq!(language_of(&headers), language, "{wanted}");
        }
    }
}
