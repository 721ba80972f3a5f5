use std::collections::BTreeSet;

use super::*;
use crate::commands::grammar::verb_named;
use crate::commands::homophones::sounding_like;
use crate::commands::vocabulary::SeverityWords;
use crate::commands::{ParseError, parse};

/// Every word one edit of a letter away from a Latin name.
fn one_edit_away(name: &str) -> BTreeSet<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut typos = BTreeSet::new();
    for at in 0..=letters.len() {
        for letter in 'a'..='z' {
            let mut inserted = letters.clone();
            inserted.insert(at, letter);
            typos.insert(String::from_iter(inserted));
            if at < letters.len() {
                let mut replaced = letters.clone();
                replaced[at] = letter;
                typos.insert(String::from_iter(replaced));
            }
        }
    }
    typos.extend(dropped_and_swapped(&letters));
    typos
}

fn dropped_and_swapped(letters: &[char]) -> BTreeSet<String> {
    let mut typos = BTreeSet::new();
    for at in 0..letters.len() {
        let mut dropped = letters.to_vec();
        dropped.remove(at);
        typos.insert(String::from_iter(dropped));
        if at + 1 < letters.len() {
            let mut swapped = letters.to_vec();
            swapped.swap(at, at + 1);
            typos.insert(String::from_iter(swapped));
        }
    }
    typos
}

/// A Chinese name with one character replaced by one that sounds the same.
fn one_homophone_away(name: &str) -> BTreeSet<String> {
    let characters: Vec<char> = name.chars().collect();
    let mut typos = BTreeSet::new();
    for (at, &character) in characters.iter().enumerate() {
        for other in sounding_like(character) {
            let mut misheard = characters.clone();
            misheard[at] = other;
            typos.insert(String::from_iter(misheard));
        }
    }
    typos
}

/// One character doubled, dropped or swapped with its neighbour.
fn one_character_away(name: &str) -> BTreeSet<String> {
    let characters: Vec<char> = name.chars().collect();
    let mut typos = dropped_and_swapped(&characters);
    for (at, &character) in characters.iter().enumerate() {
        let mut doubled = characters.clone();
        doubled.insert(at, character);
        typos.insert(String::from_iter(doubled));
    }
    typos
}

/// All (typo, verb) pairs of a kind of mistake; what is a name itself or nothing at all is no typo.
fn typos(
    names: fn(&Grammar) -> &[&'static str],
    mistakes: fn(&str) -> BTreeSet<String>,
) -> Vec<(String, Verb)> {
    let pairs = verbs().flat_map(|row| names(row).iter().map(|name| (row.verb, *name)));
    pairs
        .filter(|(_, name)| *name != "?")
        .flat_map(|(verb, name)| mistakes(name).into_iter().map(move |typo| (typo, verb)))
        .filter(|(typo, _)| !typo.is_empty() && verb_named(typo).is_none())
        .collect()
}

fn percent_suggested_first(typos: &[(String, Verb)]) -> usize {
    let right = typos.iter().filter(|(typo, verb)| suggestions(typo).first() == Some(verb)).count();
    right * 100 / typos.len()
}

#[test]
fn ninety_five_of_a_hundred_latin_typos_are_recognised() {
    let typos = typos(|row| row.en, one_edit_away);
    assert!(typos.len() > 5000);
    let percent = percent_suggested_first(&typos);
    assert!(percent >= 95, "{percent} %");
}

#[test]
fn ninety_five_of_a_hundred_homophones_are_recognised() {
    let typos = typos(|row| row.zh, one_homophone_away);
    assert!(typos.len() > 500);
    let percent = percent_suggested_first(&typos);
    assert!(percent >= 95, "{percent} %");
}

#[test]
fn ninety_five_of_a_hundred_chinese_slips_are_recognised() {
    let percent = percent_suggested_first(&typos(|row| row.zh, one_character_away));
    assert!(percent >= 95, "{percent} %");
}

#[test]
fn no_typo_is_ever_carried_out() {
    let latin = typos(|row| row.en, one_edit_away);
    let chinese =
        [typos(|row| row.zh, one_homophone_away), typos(|row| row.zh, one_character_away)].concat();
    for (typo, _) in latin.iter().chain(&chinese) {
        let outcome = parse(&format!("{typo} #128 because"), &SeverityWords::default());
        assert!(matches!(outcome, Err(ParseError::UnknownVerb { .. })), "{typo}: {outcome:?}");
    }
}

#[test]
fn common_mistakes_suggest_what_was_meant() {
    for (typed, meant) in [
        ("升机", Verb::Escalate),
        ("认令", Verb::Ack),
        ("认零", Verb::Ack),
        ("收道", Verb::Ack),
        ("关毕", Verb::Close),
        ("报账", Verb::Open),
        ("进站", Verb::Update),
        ("方按", Verb::Solve),
        ("制班", Verb::Oncall),
        ("escalte", Verb::Escalate),
        ("confrm", Verb::Confirm),
        ("esc", Verb::Escalate),
        ("shengji", Verb::Escalate),
        ("renlin", Verb::Ack),
        ("开单支付返回500", Verb::Open),
        ("报账支付返回", Verb::Open),
    ] {
        assert_eq!(suggestions(typed).first(), Some(&meant), "{typed}");
    }
}

#[test]
fn at_most_three_are_suggested_and_none_for_talk() {
    for typed in ["hello", "支付系统挂了怎么办", "x", "页面", ""] {
        assert_eq!(suggestions(typed), [], "{typed}");
    }
    assert!(suggestions("定机").len() <= 3);
}
