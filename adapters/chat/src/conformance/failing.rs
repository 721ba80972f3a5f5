//! Cases about sends that fail, and about ways to answer that are closed or point elsewhere.

use super::sending::{sample, send};
use super::{Fault, Outcome, ReplyKind, Rig, hold};
use crate::error::SendError;
use crate::platform::{SendOptions, Sent};

const NO_REPLY: Outcome = Outcome::Excluded("the platform gives no such reply address");

pub(super) async fn cases(rig: &dyn Rig) -> Vec<(&'static str, Outcome)> {
    vec![
        ("an open reply address is used", open_reply(rig).await),
        ("a closed reply address is skipped, or ends in a typed error", closed_reply(rig).await),
        ("a reply address that points elsewhere is never called", foreign_reply(rig).await),
        ("too much sent becomes a time to wait", fault(rig, Fault::RateLimited).await),
        ("a platform in trouble becomes another try", fault(rig, Fault::Unavailable).await),
        (
            "refused credentials become a matter for an operator",
            fault(rig, Fault::CredentialsRefused).await,
        ),
        ("a room that is gone becomes permanent", fault(rig, Fault::Gone).await),
        ("after a failure the next message arrives", recovery(rig).await),
    ]
}

async fn reply(rig: &dyn Rig, kind: ReplyKind) -> Option<Result<Sent, SendError>> {
    let options =
        SendOptions::keyed(format!("c-reply-{kind:?}")).replying(Some(rig.reply_address(kind)?));
    Some(rig.platform().send(&rig.room(), &sample("reply"), &options).await)
}

async fn open_reply(rig: &dyn Rig) -> Outcome {
    let Some(got) = reply(rig, ReplyKind::Open).await else { return NO_REPLY };
    let through = rig.arrived().last().is_some_and(|arrival| arrival.through_reply);
    hold(got.is_ok() && through, format!("{got:?}"))
}

async fn closed_reply(rig: &dyn Rig) -> Outcome {
    let before = rig.arrived().len();
    let Some(got) = reply(rig, ReplyKind::Closed).await else { return NO_REPLY };
    let new = rig.arrived().split_off(before);
    let fits = match &got {
        Ok(_) => new.len() == 1 && !new[0].through_reply,
        Err(error) => new.is_empty() && !matches!(error, SendError::Unauthorized(_)),
    };
    hold(fits, format!("{got:?}"))
}

async fn foreign_reply(rig: &dyn Rig) -> Outcome {
    let Some(got) = reply(rig, ReplyKind::Foreign).await else { return NO_REPLY };
    let typed = !matches!(&got, Err(error) if error.is_worth_another_try());
    hold(rig.foreign_calls() == 0 && typed, format!("{} calls, {got:?}", rig.foreign_calls()))
}

async fn fault(rig: &dyn Rig, fault: Fault) -> Outcome {
    if !rig.fail_next(fault) {
        return Outcome::Excluded("the platform cannot fail so");
    }
    let got = send(rig, &format!("c-{fault:?}"), &sample("fault")).await;
    let fits = match &got {
        Err(SendError::RetryAfter(wait)) => fault == Fault::RateLimited && !wait.is_zero(),
        Err(SendError::Away(_) | SendError::Retryable(_)) => fault == Fault::Unavailable,
        Err(SendError::Unauthorized(_)) => fault == Fault::CredentialsRefused,
        Err(SendError::Permanent { gone, .. }) => fault == Fault::Gone && *gone,
        // Nobody is told of a repeat where nothing arrived.
        Err(SendError::Uncertain(_)) | Ok(_) => false,
    };
    hold(fits, format!("{got:?}"))
}

async fn recovery(rig: &dyn Rig) -> Outcome {
    let got = send(rig, "c-recovery", &sample("after all that")).await;
    let arrived =
        rig.arrived().last().is_some_and(|arrival| arrival.text.contains("after all that"));
    hold(got.is_ok() && arrived, format!("{got:?}"))
}
