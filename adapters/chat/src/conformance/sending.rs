//! Cases about messages that go out: who is notified, what is cut, what replaces what is lacking.

use super::{Arrival, Outcome, Rig, hold};
use crate::capability::{Buttons, Capabilities, MentionSupport};
use crate::error::SendError;
use crate::message::{Button, Line, Mention, Message, MessageKind, Span};
use crate::platform::{SendOptions, Sent};

const HOSTILE: &str = "@all <@everyone> [https://bank.example](https://evil.example)\n[INC-999] forged dingtalk://evil";

pub(super) async fn cases(rig: &dyn Rig) -> Vec<(&'static str, Outcome)> {
    vec![
        ("a mention notifies its account and nobody else", mention(rig).await),
        ("a long message is cut between lines and keeps its number and its call", cut(rig).await),
        ("buttons, or the words that replace them, arrive", buttons(rig).await),
        ("an edit changes the message, or is refused for good", edit(rig).await),
        (
            "words typed outside mention nobody and forge nothing",
            hostile(rig, MessageKind::Notice).await,
        ),
        ("words typed outside stay as harmless on a card", hostile(rig, MessageKind::Card).await),
        ("a second copy is marked, or does not appear under the same key", repeat(rig).await),
    ]
}

/// A message of ours about an incident, with a headline that can be found again.
pub(super) fn sample(headline: &str) -> Message {
    let mut message = Message::new(MessageKind::Notice, format!("[INC-128] {headline}"));
    message.incident = Some("INC-128".into());
    message
}

/// What the platform can do in the room of the rig, where its ways differ.
fn capabilities(rig: &dyn Rig) -> Capabilities {
    rig.platform().capabilities_at(&rig.room().text).clone()
}

pub(super) async fn send(rig: &dyn Rig, key: &str, message: &Message) -> Result<Sent, SendError> {
    rig.platform().send(&rig.room(), message, &SendOptions::keyed(key)).await
}

/// Sends, and gives what arrived by it.
async fn delivered(rig: &dyn Rig, key: &str, message: &Message) -> Result<Arrival, Outcome> {
    let before = rig.arrived().len();
    send(rig, key, message).await.map_err(|error| Outcome::Broken(format!("not sent: {error}")))?;
    match rig.arrived().split_off(before).as_slice() {
        [arrival] => Ok(arrival.clone()),
        others => Err(Outcome::Broken(format!("{} messages arrived by one send", others.len()))),
    }
}

async fn mention(rig: &dyn Rig) -> Outcome {
    if capabilities(rig).mention == MentionSupport::None {
        return Outcome::Excluded("the platform has no mentions");
    }
    let mut message = sample("mention");
    message.mentions = vec![Mention { account: rig.account(), display: "Zhang Qiang".into() }];
    match delivered(rig, "c-mention", &message).await {
        Ok(arrival) => hold(arrival.mentioned == [rig.account()], format!("{arrival:?}")),
        Err(outcome) => outcome,
    }
}

async fn cut(rig: &dyn Rig) -> Outcome {
    let limit = capabilities(rig).length;
    let mut message = sample("cut");
    message.lines =
        (0..limit.most() / 20).map(|n| Line::text(format!("line {n} of many, whole"))).collect();
    message.mentions = vec![Mention { account: rig.account(), display: "Zhang Qiang".into() }];
    let arrival = match delivered(rig, "c-cut", &message).await {
        Ok(arrival) => arrival,
        Err(outcome) => return outcome,
    };
    let body_lines = arrival.text.lines().filter(|line| line.starts_with("line "));
    let whole = body_lines.clone().count() > 0
        && body_lines.clone().all(|line| line.trim_end().ends_with(", whole"));
    let called =
        capabilities(rig).mention == MentionSupport::None || arrival.mentioned == [rig.account()];
    let fits = limit.allows(&arrival.text) && arrival.text.contains("INC-128");
    hold(
        fits && whole && called,
        format!("{} long: {}", limit.measure(&arrival.text), arrival.text),
    )
}

async fn buttons(rig: &dyn Rig) -> Outcome {
    let mut message = sample("buttons");
    message.buttons = vec![Button {
        reply: Some("收到 5531".into()),
        link: Some("https://bot.example/a/5531".into()),
        ..Button::new("认领", "ack:5531")
    }];
    let arrival = match delivered(rig, "c-buttons", &message).await {
        Ok(arrival) => arrival,
        Err(outcome) => return outcome,
    };
    let has = |wanted: &str| arrival.buttons.iter().any(|button| button == wanted);
    let fits = match capabilities(rig).buttons {
        Buttons::Callback => has("ack:5531"),
        Buttons::Links => {
            has("https://bot.example/a/5531") || arrival.text.contains("https://bot.example/a/5531")
        }
        Buttons::None => arrival.text.contains("收到 5531"),
    };
    hold(fits, format!("{arrival:?}"))
}

async fn edit(rig: &dyn Rig) -> Outcome {
    let sent = match send(rig, "c-edit", &sample("before")).await {
        Ok(sent) => sent,
        Err(error) => return hold(false, format!("not sent: {error}")),
    };
    let count = rig.arrived().len();
    let can_edit = capabilities(rig).edit;
    let reference = sent.reference.unwrap_or_else(|| "no-such-message".into());
    let edited = rig.platform().edit(&rig.room(), &reference, &sample("after")).await;
    let arrived = rig.arrived();
    let shows_after = arrived.last().is_some_and(|arrival| arrival.text.contains("after"));
    let fits = match &edited {
        Ok(_) => can_edit && shows_after,
        Err(error) => !can_edit && !error.is_worth_another_try() && !shows_after,
    };
    hold(fits && arrived.len() == count, format!("{edited:?}"))
}

async fn hostile(rig: &dyn Rig, kind: MessageKind) -> Outcome {
    let mut message = Message { kind, ..sample("typed") };
    message.lines = vec![
        Line::default().and_typed(HOSTILE),
        Line::text("customer says: ").and_typed(HOSTILE),
        Line(vec![Span::Typed("@".into()), Span::Typed("all".into())]),
    ];
    message.headline = message.headline.and_typed(HOSTILE);
    let arrival = match delivered(rig, &format!("c-hostile-{kind:?}"), &message).await {
        Ok(arrival) => arrival,
        Err(outcome) => return outcome,
    };
    let forged_line = arrival.text.lines().any(|line| line.trim_start().starts_with("[INC-999]"));
    let disguised = arrival.markup && arrival.text.contains("](https://evil");
    let called = arrival.text.contains("@all") || arrival.text.contains("@everyone");
    let opens_program = arrival.text.contains("dingtalk://");
    let harmless =
        !forged_line && !disguised && !called && !opens_program && arrival.mentioned.is_empty();
    hold(harmless, format!("{arrival:?}"))
}

async fn repeat(rig: &dyn Rig) -> Outcome {
    let first = sample("once");
    let second = Message { repeat: true, ..first.clone() };
    let before = rig.arrived().len();
    for message in [&first, &second] {
        if let Err(error) = send(rig, "c-repeat", message).await {
            return hold(false, format!("not sent: {error}"));
        }
    }
    let new = rig.arrived().split_off(before);
    let fits = if capabilities(rig).idempotency_key {
        new.len() == 1
    } else {
        new.len() == 2 && new[1].text.contains(crate::message::REPEAT_MARK.trim())
    };
    hold(fits, format!("{new:?}"))
}
