//! What people read: nothing twice without saying so, nothing of another customer's.

use std::collections::BTreeMap;

use chat::message::REPEAT_MARK;

use crate::performance::Played;
use crate::watcher::{Room, Seen, Watcher, holds};
use crate::world::CUSTOMERS;

/// Whoever repeats a command is told each time that nothing was repeated, with the first answer.
const NOTHING_REPEATED: &str = "没有重复执行";

/// Everything wrong with what can be read.
pub(crate) fn violations(played: &[Played], watcher: &Watcher, rooms: &[Room]) -> Vec<String> {
    let mut found: Vec<String> = played
        .iter()
        .filter_map(|story| story.stuck.as_ref())
        .map(|why| format!("a story is stuck: {why}"))
        .collect();
    for room in rooms {
        let messages = watcher.read(*room);
        found.extend(crossings(played, *room, &messages));
        found.extend(unmarked_copies(played, *room, &messages));
    }
    found
}

/// A customer's group shows no other customer's words.
fn crossings(played: &[Played], room: Room, messages: &[Seen]) -> Vec<String> {
    let is_group = CUSTOMERS.iter().any(|customer| (customer.platform, customer.group) == room);
    if !is_group {
        return Vec::new();
    }
    let strangers = played.iter().filter(|played| {
        let customer = played.story.customer;
        (customer.platform, customer.group) != room
    });
    let tokens: Vec<&str> = strangers.map(|played| played.story.token()).collect();
    let shows = |seen: &&Seen| tokens.iter().any(|token| seen.message.text.contains(token));
    messages
        .iter()
        .filter(shows)
        .map(|seen| format!("{room:?} reads another customer's words:\n{}", seen.message.text))
        .collect()
}

/// Of each message that was due at most one copy does not say that it is one.
fn unmarked_copies(played: &[Played], room: Room, messages: &[Seen]) -> Vec<String> {
    let mut copies: BTreeMap<String, (usize, usize, String)> = BTreeMap::new();
    let due = played.iter().flat_map(|played| &played.read).filter(|(there, _)| *there == room);
    let due: Vec<Vec<&str>> =
        due.map(|(_, words)| words.iter().map(String::as_str).collect()).collect();
    // A card that was changed shows what was also said.
    for Seen { message, .. } in messages.iter().filter(|seen| seen.message.edits == 0) {
        let mut keys: Vec<String> = due
            .iter()
            .filter(|words| is_told_once(words) && holds(&message.text, words))
            .map(|words| format!("{words:?}"))
            .collect();
        keys.sort();
        keys.dedup();
        let is_second_answer = message.text.contains(NOTHING_REPEATED);
        if keys.is_empty() && !is_second_answer {
            keys.push(bare(&message.text));
        }
        for key in keys {
            let (all, marked, text) = copies.entry(key).or_default();
            *all += 1;
            *marked += usize::from(message.text.contains(REPEAT_MARK) || is_second_answer);
            message.text.clone_into(text);
        }
    }
    copies
        .into_values()
        .filter(|(all, marked, _)| all - marked.min(all) > 1)
        .map(|(all, marked, text)| {
            format!("{room:?} reads this {all} times, {marked} of them marked as repeats:\n{text}")
        })
        .collect()
}

/// A page may come again by the policy, and under another code; a headline alone is that of each
/// update and each solution. The rest is told once.
fn is_told_once(words: &[&str]) -> bool {
    let is_headline = |words: &[&str]| {
        words.first().is_some_and(|word| word.starts_with("INC-"))
            && words.iter().any(|word| ["次进展", "已给出方案"].contains(word))
    };
    !words.iter().any(|word| word.starts_with("呼叫")) && !is_headline(words)
}

/// Without the mark of a repeat and what differs between two copies: the form of the way it came
/// by, times that run on, and links, each of which has a signature of its own.
fn bare(text: &str) -> String {
    let plain = text.replace(REPEAT_MARK, "").replace('*', "");
    let lines = plain.lines().map(|line| {
        let until = ["还有", "http"].iter().filter_map(|from| line.find(from)).min();
        line.get(..until.unwrap_or(line.len())).unwrap_or(line).trim()
    });
    lines.filter(|line| !line.is_empty() && !line.ends_with('…')).collect::<Vec<_>>().join("\n")
}
