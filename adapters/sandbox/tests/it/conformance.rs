//! The suite every adapter passes.

use chat::conformance::{Arrival, Fault, ReplyKind, Rig, run};
use chat::{Address, ChatPlatform, RawRequest, ReplyAddress};
use chat_sandbox::{Place, Record, SandboxPlatform};
use chrono::{DateTime, Utc};

use crate::kit;

struct SandboxRig(SandboxPlatform);

fn arrival(record: Record) -> Arrival {
    Arrival {
        text: record.text,
        markup: false,
        mentioned: record.mentions,
        buttons: record.buttons.into_iter().map(|button| button.key).collect(),
        through_reply: false,
    }
}

impl Rig for SandboxRig {
    fn platform(&self) -> &dyn ChatPlatform {
        &self.0
    }

    fn now(&self) -> DateTime<Utc> {
        kit::now()
    }

    fn room(&self) -> Address {
        Address::room("harbour")
    }

    fn account(&self) -> String {
        "zhang-qiang".to_owned()
    }

    fn arrived(&self) -> Vec<Arrival> {
        self.0.messages(&Place::group("harbour"), 0).into_iter().map(arrival).collect()
    }

    fn request(&self, _id: &str, _text: &str, _at: DateTime<Utc>) -> Option<RawRequest> {
        None
    }

    /// The sandbox has no secret: any webhook in its name is forged.
    fn forged_request(&self, text: &str) -> Option<RawRequest> {
        Some(RawRequest { method: "POST".into(), body: text.into(), ..RawRequest::default() })
    }

    fn unsigned_request(&self, text: &str) -> Option<RawRequest> {
        self.forged_request(text)
    }

    fn reply_address(&self, _kind: ReplyKind) -> Option<ReplyAddress> {
        None
    }

    fn foreign_calls(&self) -> usize {
        0
    }

    fn fail_next(&self, _fault: Fault) -> bool {
        false
    }
}

#[tokio::test]
async fn the_sandbox_is_a_platform_like_the_others() {
    let report = run(&SandboxRig(kit::platform(1, None).unwrap())).await;
    assert!(report.broken().is_empty(), "{report}");
    assert_eq!(report.excluded().len(), 12, "{report}");
}
