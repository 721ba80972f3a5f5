//! What is left of the chats when the process starts again with the same data directory.

use std::io::Write as _;

use chat::{Address, ChatPlatform as _, Message, MessageKind, SendOptions};
use chat_sandbox::Place;

use crate::kit::{Sandbox, platform};

fn texts(sandbox: &Sandbox) -> Vec<String> {
    sandbox
        .platform
        .messages(&Place::group("harbour"), 0)
        .into_iter()
        .map(|record| record.text)
        .collect()
}

#[tokio::test]
async fn chats_edits_and_keys_survive_and_no_event_id_comes_twice() {
    let directory = tempfile::tempdir().unwrap();
    let room = Address::room("harbour");
    let card = |words: &str| Message::new(MessageKind::Card, words);
    let options = SendOptions::keyed("card-1");

    let before = Sandbox::over(platform(1, Some(directory.path())).unwrap());
    let first = before.says("wang-wei", "报障").await;
    let sent = before.platform.send(&room, &card("open"), &options).await.unwrap();
    before.platform.edit(&room, &sent.reference.unwrap(), &card("acknowledged")).await.unwrap();
    drop(before);

    let after = Sandbox::over(platform(1, Some(directory.path())).unwrap());
    assert_eq!(texts(&after), ["报障", "noted", "acknowledged"]);
    after.platform.send(&room, &card("open"), &options).await.unwrap();
    assert_eq!(texts(&after).len(), 3, "the same key makes the same message");
    let second = after.says("wang-wei", "报障").await;
    assert_ne!(first["event_id"], second["event_id"]);
}

#[tokio::test]
async fn half_a_line_left_by_a_killed_process_is_cut_off() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("messages.jsonl");
    Sandbox::over(platform(1, Some(directory.path())).unwrap()).says("wang-wei", "whole").await;
    let mut file = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
    file.write_all(br#"{"seq":3,"revis"#).unwrap();

    Sandbox::over(platform(2, Some(directory.path())).unwrap()).says("wang-wei", "next").await;
    let again = Sandbox::over(platform(3, Some(directory.path())).unwrap());
    assert_eq!(texts(&again), ["whole", "noted", "next", "noted"]);
}

#[test]
fn a_file_that_somebody_changed_is_not_read_as_if_nothing_were() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("messages.jsonl"), "not a record\n").unwrap();
    let error = platform(1, Some(directory.path())).unwrap_err();
    assert!(error.to_string().contains("messages.jsonl, line 1"), "{error}");
}
