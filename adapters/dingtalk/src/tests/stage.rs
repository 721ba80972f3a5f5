//! The stand-in as a rehearsal: the same story in both modes, and every way to misbehave.

use std::time::Duration;

use chat::rehearsal::{Misbehaviour, PlatformFault, Said};
use chat::{Address, ChatPlatform as _, Message, MessageKind, SendError, SendOptions};

use super::kit::{Listening, impatient, until};

fn said(text: &str) -> Said {
    Said {
        room: "group:cidOPS==".into(),
        direct: false,
        account: "user123".into(),
        text: text.into(),
        id: None,
    }
}

fn fault(fault: PlatformFault) -> Misbehaviour {
    Misbehaviour { fault, times: 1, millis: 600 }
}

async fn speak(listening: &Listening, key: &str) -> Result<(), SendError> {
    let to = Address::room("group:cidOPS==");
    let message = Message::new(MessageKind::Notice, "hello");
    listening.pair.adapter.send(&to, &message, &SendOptions::keyed(key)).await.map(drop)
}

#[tokio::test]
async fn a_direct_chat_is_answered_where_the_person_reads_it() {
    let listening = Listening::start(impatient(1)).await;
    let stage = listening.pair.fake.stage();
    let alone = Said { room: "user123".into(), direct: true, ..said("on call?") };
    stage.say(alone).await.unwrap();
    let event = listening.memory.events.lock().unwrap().remove(0);
    assert_eq!(event.room.address, "user:user123");
    let answer = Message::new(MessageKind::Reply, "张强");
    let options = SendOptions::keyed("k").replying(event.reply_to.clone());
    listening.pair.adapter.send(&event.room.to_address(), &answer, &options).await.unwrap();
    let read = stage.messages("user123");
    assert_eq!((read.len(), read[0].text.as_str()), (1, "张强"));
    assert!(stage.messages("cidOPS==").is_empty());
}

#[tokio::test]
async fn events_come_twice_or_in_the_wrong_order_when_told_so() {
    let listening = Listening::start(impatient(1)).await;
    let stage = listening.pair.fake.stage();
    stage.misbehave(fault(PlatformFault::Duplicate)).unwrap();
    stage.say(said("one")).await.unwrap();
    stage.misbehave(fault(PlatformFault::Reorder)).unwrap();
    for words in ["two", "three", "four"] {
        stage.say(said(words)).await.unwrap();
    }
    assert_eq!(listening.memory.words(), ["one", "one", "three", "two", "four"]);
}

#[tokio::test]
async fn sends_meet_every_fault_and_are_typed() {
    let listening = Listening::start(impatient(1)).await;
    let stage = listening.pair.fake.stage();
    let wait = Err(SendError::RetryAfter(Duration::from_secs(5)));
    let too_late = Err(SendError::Retryable("DingTalk did not answer in time".into()));
    let broke = Err(SendError::Retryable("the connection to DingTalk broke".into()));
    let table = [
        (PlatformFault::RateLimited, wait),
        (PlatformFault::Slow, too_late),
        (PlatformFault::Drop, broke),
        (PlatformFault::Unavailable, Err(SendError::Retryable("system.error: ".into()))),
        (PlatformFault::ExpireTokens, Ok(())),
    ];
    for (nth, (kind, wanted)) in table.into_iter().enumerate() {
        stage.misbehave(fault(kind)).unwrap();
        assert_eq!(speak(&listening, &format!("k{nth}")).await, wanted, "{kind:?}");
    }
    // The slow, the dropped and the last one are read; nothing else was.
    until(|| stage.messages("cidOPS==").len() == 3).await;
}

#[tokio::test]
async fn closed_sockets_are_counted_when_they_come_back() {
    let mut listening = Listening::start(impatient(1)).await;
    let stage = listening.pair.fake.stage();
    stage.misbehave(fault(PlatformFault::CloseSocket)).unwrap();
    listening.over().await;
    assert_eq!(stage.say(said("unheard")).await, Err("nobody is connected who wants that".into()));
    listening.listen();
    listening.until_connected(1).await;
    assert_eq!(stage.figures().connections, 2);
}

#[tokio::test]
async fn the_figures_tell_the_busiest_minute_and_what_was_refused() {
    let listening = Listening::start(impatient(1)).await;
    let robot = Address::room("robot:oncall");
    let message = Message::new(MessageKind::Notice, "hello");
    for n in 0..21 {
        let _ = listening.pair.adapter.send(&robot, &message, &SendOptions::keyed(n.to_string())).await;
    }
    let unkeyed = Address::room("robot:keyword");
    let _ = listening.pair.adapter.send(&unkeyed, &message, &SendOptions::keyed("x")).await;
    let figures = listening.pair.fake.stage().figures();
    assert_eq!(figures.busiest_minute["robot:fake-token-oncall"], 20);
    assert_eq!((figures.over_limit, figures.refused), (1, vec!["310000 keywords not in content".to_owned()]));
}
