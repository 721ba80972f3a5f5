//! Cases about requests that come in: what is believed, and what is refused before it is read.

use chrono::TimeDelta;

use super::{Outcome, Rig, hold};
use crate::event::{ChatEvent, EventBody};
use crate::webhook::{Inbound, RawRequest, Refusal};

const DEAF: Outcome = Outcome::Excluded("the platform receives no webhooks");

/// Longer than any genuine request of any platform.
const HUGE_BODY_BYTES: usize = 1 << 20;

/// A header and a query are short enough to be read before they are believed.
const LONGEST_REFUSAL_BYTES: usize = 64;

pub(super) fn cases(rig: &dyn Rig) -> Vec<(&'static str, Outcome)> {
    vec![
        ("a genuine message comes out with its words", genuine_message(rig)),
        ("a second delivery carries the same id, another message another", event_ids(rig)),
        ("a request without a signature is refused", refused(rig, rig.unsigned_request("hello"))),
        ("a request with a wrong signature is refused", refused(rig, rig.forged_request("hello"))),
        ("a timestamp too far in the past is refused", skewed(rig, TimeDelta::hours(-2))),
        ("a timestamp too far in the future is refused", skewed(rig, TimeDelta::hours(2))),
        ("a body larger than any genuine one is refused", huge_body(rig)),
    ]
}

fn genuine_message(rig: &dyn Rig) -> Outcome {
    let Some(request) = rig.request("m-1", "ack INC-128", rig.now()) else { return DEAF };
    let Some(event) = outcome(rig, &request) else { return hold(false, "not taken for an event") };
    let EventBody::Message { text, addressed, .. } = &event.body else {
        return hold(false, "not taken for a message");
    };
    let fits = text == "ack INC-128" && *addressed && !event.sender.account.is_empty();
    hold(fits && event.platform == rig.platform().name(), format!("{event:?}"))
}

fn event_ids(rig: &dyn Rig) -> Outcome {
    let requests = ["m-1", "m-1", "m-2"].map(|id| rig.request(id, "hello", rig.now()));
    let [Some(first), Some(again), Some(other)] = requests else { return DEAF };
    let ids = [first, again, other].map(|request| outcome(rig, &request).map(|event| event.id));
    hold(ids[0].is_some() && ids[0] == ids[1] && ids[0] != ids[2], format!("{ids:?}"))
}

fn refused(rig: &dyn Rig, request: Option<RawRequest>) -> Outcome {
    let Some(request) = request else { return DEAF };
    match rig.platform().receive(&request, rig.now()) {
        Err(refusal) => {
            let answer = refusal.response();
            hold(
                answer.status >= 400 && answer.body.len() <= LONGEST_REFUSAL_BYTES,
                format!("{answer:?}"),
            )
        }
        Ok(believed) => hold(false, format!("believed: {believed:?}")),
    }
}

fn skewed(rig: &dyn Rig, by: TimeDelta) -> Outcome {
    let Some(request) = rig.request("m-3", "hello", rig.now() + by) else { return DEAF };
    let got = rig.platform().receive(&request, rig.now());
    hold(got == Err(Refusal::Expired), format!("{got:?}"))
}

fn huge_body(rig: &dyn Rig) -> Outcome {
    let Some(mut request) = rig.request("m-4", "hello", rig.now()) else { return DEAF };
    request.body.resize(HUGE_BODY_BYTES, b' ');
    let got = rig.platform().receive(&request, rig.now());
    hold(got == Err(Refusal::TooLarge), format!("{got:?}"))
}

fn outcome(rig: &dyn Rig, request: &RawRequest) -> Option<ChatEvent> {
    match rig.platform().receive(request, rig.now()) {
        Ok(Inbound::Event(event)) => Some(*event),
        _ => None,
    }
}
