//! Signed links.

use chrono::{DateTime, TimeDelta, Utc};
use watchbell::domain::directory::Destination;
use watchbell::links::Links;

fn links() -> Links {
    let key = "a made-up key of thirty-two bytes and more";
    Links::new("https://bot.example", key.into(), TimeDelta::hours(2), [].into())
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_750_000_000, 0).unwrap()
}

/// The tokens that were made: one for an act in a room, one to open.
fn made() -> [String; 2] {
    let room = Destination { platform: "welink".to_owned(), address: "robot:tea".to_owned() };
    let act = links().to_act(&room, None, "ack:INC-7", now()).unwrap();
    let open = links().to_open(&"tea".into());
    [act, open].map(|address| address.rsplit('/').next().unwrap().to_owned())
}

/// No other text than a token that was made asks for anything, and a token for one purpose serves
/// no other. The marks `{act}` and `{open}` in a text stand for the tokens.
pub(crate) fn signed_link(bytes: &[u8]) {
    let [act, open] = made();
    let text = String::from_utf8_lossy(bytes).replace("{act}", &act).replace("{open}", &open);
    let text = text.trim_end_matches('\n');
    if let Ok(read) = links().read_act(text, now()) {
        assert_eq!((text, read.key.as_str()), (act.as_str(), "ack:INC-7"));
    }
    assert!(links().read_act(text, now() + TimeDelta::hours(2)).is_err());
    if let Some(group) = links().read_open(text) {
        assert_eq!((text, group.as_str()), (open.as_str(), "tea"));
    }
}
