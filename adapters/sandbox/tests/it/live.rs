//! The live stream: in order, without gaps, and continuing where a reader stopped.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::Request;
use chat::{Address, ChatPlatform as _, Message, MessageKind, SendOptions};
use futures::StreamExt as _;

use crate::kit::Sandbox;

/// One stream, read event by event.
struct Reader {
    body: BodyDataStream,
    text: String,
}

impl Reader {
    async fn open(sandbox: &Sandbox, path: &str, last_id: Option<&str>) -> Self {
        let mut request = Request::get(path);
        if let Some(id) = last_id {
            request = request.header("last-event-id", id);
        }
        let response = sandbox.call(request.body(Body::empty()).unwrap()).await;
        Self { body: response.into_body().into_data_stream(), text: String::new() }
    }

    /// The next event as name and id; state changes and comments are skipped.
    async fn next(&mut self) -> Option<(String, String)> {
        loop {
            while let Some((event, rest)) = self.text.split_once("\n\n") {
                let field = |name: &str| {
                    let line = event.lines().find_map(|line| line.strip_prefix(name));
                    line.map(|value| value.trim().to_owned()).unwrap_or_default()
                };
                let (name, id) = (field("event:"), field("id:"));
                self.text = rest.to_owned();
                if !name.is_empty() && name != "state-changed" {
                    return Some((name, id));
                }
            }
            let chunk = tokio::time::timeout(Duration::from_secs(5), self.body.next())
                .await
                .expect("an event");
            self.text += std::str::from_utf8(&chunk?.unwrap()).unwrap();
        }
    }

    async fn take(&mut self, count: usize) -> Vec<(String, String)> {
        let mut events = Vec::new();
        for _ in 0..count {
            events.push(self.next().await.expect("the stream goes on"));
        }
        events
    }
}

fn event(name: &str, id: &str) -> (String, String) {
    (name.to_owned(), id.to_owned())
}

const ROOM: &str = "harbour";
const MESSAGE: &str = "message";

async fn send(sandbox: &Sandbox, words: &str) -> chat::MessageRef {
    let message = Message::new(MessageKind::Card, words);
    let sent = sandbox.platform.send(&Address::room(ROOM), &message, &SendOptions::default()).await;
    sent.unwrap().reference.unwrap()
}

async fn edit(sandbox: &Sandbox, reference: &chat::MessageRef, words: &str) {
    let message = Message::new(MessageKind::Card, words);
    sandbox.platform.edit(&Address::room(ROOM), reference, &message).await.unwrap();
}

#[tokio::test]
async fn a_reader_who_comes_back_goes_on_where_it_stopped() {
    let sandbox = Sandbox::new();
    send(&sandbox, "one").await;
    let mut first = Reader::open(&sandbox, "/sandbox/events?after=0", None).await;
    let id = "000000000000000a.1";
    assert_eq!(first.take(1).await, [event(MESSAGE, id)]);
    drop(first);
    send(&sandbox, "two").await;
    send(&sandbox, "three").await;
    let mut second = Reader::open(&sandbox, "/sandbox/events?after=0", Some(id)).await;
    let missed = [event(MESSAGE, "000000000000000a.2"), event(MESSAGE, "000000000000000a.3")];
    assert_eq!(second.take(2).await, missed);
}

#[tokio::test]
async fn an_edit_is_told_as_such_to_a_reader_who_knew_the_message() {
    let sandbox = Sandbox::new();
    let reference = send(&sandbox, "before").await;
    let mut knowing = Reader::open(&sandbox, "/sandbox/events", None).await;
    edit(&sandbox, &reference, "after").await;
    assert_eq!(knowing.take(1).await, [event("edited", "000000000000000a.2")]);
    let mut fresh = Reader::open(&sandbox, "/sandbox/events?after=0", None).await;
    assert_eq!(fresh.take(1).await, [event(MESSAGE, "000000000000000a.2")]);
}

#[tokio::test]
async fn a_reader_of_an_earlier_process_is_told_to_begin_anew() {
    let sandbox = Sandbox::new();
    send(&sandbox, "one").await;
    let mut reader = Reader::open(&sandbox, "/sandbox/events", Some("00000000000000bb.41")).await;
    assert_eq!(reader.take(2).await, [event("reset", ""), event(MESSAGE, "000000000000000a.1")]);
}

#[tokio::test]
async fn streams_end_when_the_process_wants_to() {
    let sandbox = Sandbox::new();
    let mut reader = Reader::open(&sandbox, "/sandbox/events", None).await;
    sandbox.platform.end_streams();
    assert_eq!(reader.next().await, None);
}
