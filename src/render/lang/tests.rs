use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// Each key of the files with the variables of its sentence.
fn sentences(files: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in files.iter().flat_map(|file| file.lines()).filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" =").filter(|_| !line.starts_with(' ')) {
            key = name.to_owned();
            assert!(found.insert(key.clone(), BTreeSet::new()).is_none(), "{key} is written twice");
        }
        let variables = line.split('$').skip(1).map(|rest| {
            rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect::<String>()
        });
        found.entry(key.clone()).or_default().extend(variables);
    }
    found.remove("");
    found
}

#[test]
fn both_languages_have_the_same_sentences_with_the_same_variables() {
    let (zh, en) = (sentences(ZH_FILES), sentences(EN_FILES));
    assert!(zh.len() > 30);
    assert_eq!(zh, en);
}

#[test]
fn every_file_is_free_of_mistakes() {
    for file in ZH_FILES.iter().chain(EN_FILES) {
        assert!(FluentResource::try_new((*file).to_owned()).is_ok(), "{file}");
    }
}

#[test]
fn every_sentence_can_be_filled_in() {
    for (language, files) in [(Language::Zh, ZH_FILES), (Language::En, EN_FILES)] {
        for (key, variables) in sentences(files) {
            let args: Vec<_> =
                variables.iter().map(|name| (name.as_str(), FluentValue::from("X"))).collect();
            let said = language.say(&key, &args);
            assert!(!said.is_empty() && said != key && !said.contains("{$"), "{key}: {said}");
        }
    }
}

#[test]
fn the_tone_is_calm() {
    for file in ZH_FILES.iter().chain(EN_FILES) {
        assert!(!file.contains(['!', '！']), "exclamation mark");
    }
}

fn text(language: Languages, key: &str, args: &Args<'_>) -> String {
    language.write(|language| language.say(key, args))
}

#[test]
fn two_languages_are_two_blocks() {
    let both = text(Languages::Both, "unknown-verb-none", &[("typed", "x".into())]);
    let (zh, en) = both.split_once(RULE).unwrap();
    assert_eq!(zh, text(Languages::Zh, "unknown-verb-none", &[("typed", "x".into())]));
    assert_eq!(en, text(Languages::En, "unknown-verb-none", &[("typed", "x".into())]));
    assert_ne!(zh, en);
}
