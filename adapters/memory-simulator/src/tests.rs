use chat::conformance::{self, Arrival, Fault, ReplyKind, Rig};
use chat::{MessageKind, ReplyAddress};
use chrono::TimeDelta;

use super::*;

const ROOM: &str = "ops";

struct FakeRig(MemoryPlatform);

fn noon() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::hours(12)
}

impl Rig for FakeRig {
    fn platform(&self) -> &dyn ChatPlatform {
        &self.0
    }

    fn now(&self) -> DateTime<Utc> {
        noon()
    }

    fn room(&self) -> Address {
        Address::room(ROOM)
    }

    fn account(&self) -> String {
        "lee".into()
    }

    fn arrived(&self) -> Vec<Arrival> {
        let arrival = |sent: SentMessage| Arrival {
            text: sent.text,
            markup: false,
            mentioned: sent.mentioned,
            buttons: sent.buttons,
            through_reply: sent.through_reply,
        };
        self.0.sent().into_iter().map(arrival).collect()
    }

    fn request(&self, id: &str, text: &str, at: DateTime<Utc>) -> Option<RawRequest> {
        let event = chat::ChatEvent { id: id.into(), ..self.0.says(ROOM, "kim", text) };
        Some(self.0.request(&event, at))
    }

    fn forged_request(&self, text: &str) -> Option<RawRequest> {
        let mut request = self.request("m-9", text, self.now())?;
        request.headers[1].1 = "AAAA".into();
        Some(request)
    }

    fn unsigned_request(&self, text: &str) -> Option<RawRequest> {
        let mut request = self.request("m-9", text, self.now())?;
        request.headers.truncate(1);
        Some(request)
    }

    fn reply_address(&self, kind: ReplyKind) -> Option<ReplyAddress> {
        let (text, life) = match kind {
            ReplyKind::Open => ("fake-reply:1", 1),
            ReplyKind::Closed => ("fake-reply:1", 0),
            ReplyKind::Foreign => ("https://elsewhere.example/", 1),
        };
        Some(ReplyAddress::new(text, self.now() + TimeDelta::seconds(life)))
    }

    fn foreign_calls(&self) -> usize {
        self.0
            .sent()
            .iter()
            .filter(|sent| sent.through_reply && sent.key.contains("Foreign"))
            .count()
    }

    fn fail_next(&self, fault: Fault) -> bool {
        let error = match fault {
            Fault::RateLimited => SendError::RetryAfter(Duration::from_secs(5)),
            Fault::Unavailable => SendError::Retryable("down".into()),
            Fault::CredentialsRefused => SendError::Unauthorized("token".into()),
            Fault::Gone => SendError::gone("dissolved"),
        };
        self.0.fail_next(ROOM, 1, &error);
        true
    }
}

#[tokio::test]
async fn the_rich_platform_passes_every_case() {
    let report = conformance::run(&FakeRig(MemoryPlatform::rich("fake").with_now(noon))).await;
    assert!(report.broken().is_empty(), "{report}");
    assert_eq!(report.excluded(), Vec::<&str>::new());
}

#[tokio::test]
async fn the_poorest_platform_passes_every_case() {
    let report = conformance::run(&FakeRig(MemoryPlatform::poorest("fake").with_now(noon))).await;
    assert!(report.broken().is_empty(), "{report}");
    assert_eq!(report.excluded(), Vec::<&str>::new());
}

#[tokio::test]
async fn a_failure_hits_its_own_address_only_and_as_often_as_told() {
    let fake = MemoryPlatform::poorest("fake");
    fake.fail_next(ROOM, 2, &SendError::Retryable("down".into()));
    let message = Message::new(MessageKind::Notice, "hello");
    let mut outcomes = Vec::new();
    for address in [ROOM, "other", ROOM, ROOM] {
        let sent = fake.send(&Address::room(address), &message, &SendOptions::keyed("k")).await;
        outcomes.push(sent.is_ok());
    }
    assert_eq!(outcomes, [false, true, false, true]);
    assert_eq!((fake.attempts(ROOM), fake.sent_to(ROOM).len(), fake.sent().len()), (3, 1, 2));
}

#[tokio::test]
async fn a_lost_answer_is_a_message_people_read_and_the_sender_does_not_know_of() {
    for (fake, copies) in [(MemoryPlatform::poorest("fake"), 2), (MemoryPlatform::rich("fake"), 1)]
    {
        fake.lose_answer_of_next(ROOM);
        let message = Message::new(MessageKind::Page, "wake up");
        let room = Address::room(ROOM);
        let first = fake.send(&room, &message, &SendOptions::keyed("page-1")).await;
        assert!(matches!(first, Err(SendError::Uncertain(_))));
        assert!(fake.send(&room, &message, &SendOptions::keyed("page-1")).await.is_ok());
        assert_eq!(fake.sent_to(ROOM).len(), copies);
    }
}

#[tokio::test]
async fn a_rate_is_kept_for_each_address() {
    let limit = RateLimit { count: 1, per: Duration::from_mins(1), mute: Duration::from_mins(10) };
    let fake = MemoryPlatform::poorest("fake").with_rate(limit);
    let message = Message::new(MessageKind::Notice, "hello");
    let send = |address| fake.send(address, &message, const { &EMPTY });
    let (room, other) = (Address::room(ROOM), Address::room("other"));
    assert!(send(&room).await.is_ok());
    assert_eq!(send(&room).await, Err(SendError::RetryAfter(Duration::from_mins(10))));
    assert!(send(&other).await.is_ok());
}

const EMPTY: SendOptions =
    SendOptions { key: String::new(), reply_to: None, only_for: None, thread_name: None };
