//! "Did you mean …?"

use chat::settings::nearest;

/// What to do about a word that is not among the known ones.
pub fn help_for_unknown<'k, K: AsRef<str> + 'k>(
    word: &str,
    known: impl IntoIterator<Item = K>,
) -> String {
    let known: Vec<String> = known.into_iter().map(|each| each.as_ref().to_owned()).collect();
    match nearest(word, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "remove it: none is declared".to_owned(),
        None => format!("known: {}", known.join(", ")),
    }
}
