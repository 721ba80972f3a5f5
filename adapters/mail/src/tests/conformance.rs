//! The suite of the chat contract. What it leaves out is named.

use chat::conformance::{self, Arrival, Fault, ReplyKind, Rig};
use chat::{Address, ChatPlatform, RawRequest, ReplyAddress};
use chrono::{DateTime, Utc};

use super::server::{Server, Taken};
use super::{WANG, mail, settings};
use crate::Mail;

struct Office {
    server: Server,
    mail: Mail,
}

impl Rig for Office {
    fn platform(&self) -> &dyn ChatPlatform {
        &self.mail
    }

    fn now(&self) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH
    }

    fn room(&self) -> Address {
        Address::person(WANG)
    }

    fn account(&self) -> String {
        WANG.to_owned()
    }

    fn arrived(&self) -> Vec<Arrival> {
        let arrival = |email: &Taken| Arrival { text: email.text(), ..Arrival::default() };
        self.server.emails().iter().map(arrival).collect()
    }

    fn request(&self, _: &str, _: &str, _: DateTime<Utc>) -> Option<RawRequest> {
        None
    }

    fn forged_request(&self, _: &str) -> Option<RawRequest> {
        None
    }

    fn unsigned_request(&self, _: &str) -> Option<RawRequest> {
        None
    }

    fn reply_address(&self, _: ReplyKind) -> Option<ReplyAddress> {
        None
    }

    fn foreign_calls(&self) -> usize {
        0
    }

    fn fail_next(&self, fault: Fault) -> bool {
        match fault {
            // SMTP has no word for it that names a time; see `faults`.
            Fault::RateLimited => return false,
            Fault::Unavailable => self.server.refuse_next("sender", 421, "4.3.2 closing down"),
            Fault::CredentialsRefused => {
                self.server.refuse_next("sender", 530, "5.7.0 log in first");
            }
            Fault::Gone => self.server.refuse_next("recipient", 550, "5.1.1 no such mailbox"),
        }
        true
    }
}

#[tokio::test]
async fn it_keeps_the_contract_as_far_as_mail_can() {
    let server = Server::open();
    let office = Office { mail: mail(settings(&server)), server };
    let report = conformance::run(&office).await;
    assert!(report.broken().is_empty(), "{report}");
    insta::assert_debug_snapshot!(report.excluded(), @r#"
    [
        "a genuine message comes out with its words",
        "a second delivery carries the same id, another message another",
        "a request without a signature is refused",
        "a request with a wrong signature is refused",
        "a timestamp too far in the past is refused",
        "a timestamp too far in the future is refused",
        "a body larger than any genuine one is refused",
        "a mention notifies its account and nobody else",
        "an open reply address is used",
        "a closed reply address is skipped, or ends in a typed error",
        "a reply address that points elsewhere is never called",
        "too much sent becomes a time to wait",
    ]
    "#);
}
