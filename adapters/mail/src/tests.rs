//! Against a real mail server: what it is shown, and what becomes of what it says.

mod conformance;
mod emails;
mod faults;
mod server;
mod tls;

use std::sync::Arc;

use chat::{Address, ChatPlatform as _, Message, MessageKind, SendError, SendOptions, Sent};
use chrono::DateTime;

use crate::{Mail, Settings, Tls};
use server::Server;

/// Starts the server.
const SERVER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/server/start.sh");

/// The mailbox most e-mails go to.
const WANG: &str = "wang@bank.example";

/// What a server on loopback needs: no TLS and no login.
fn settings(server: &Server) -> Settings {
    let from = "Watchbell <watchbell@vendor.example>".parse().unwrap();
    Settings { port: server.port, tls: Tls::None, ..Settings::new("mail", "127.0.0.1", from) }
}

/// The word by which the server knows a kind of TLS.
fn word_of(tls: Tls) -> &'static str {
    match tls {
        Tls::None => "none",
        Tls::StartTls => "starttls",
        Tls::Implicit => "implicit",
    }
}

/// The adapter at a fixed instant: 8:30 on a Tuesday, in UTC.
fn mail(settings: Settings) -> Mail {
    let now = || DateTime::from_timestamp(1_773_131_400, 0).unwrap();
    Mail::new(settings, Arc::new(now)).unwrap()
}

fn notice(headline: &str) -> Message {
    Message { incident: Some("INC-128".into()), ..Message::new(MessageKind::Notice, headline) }
}

async fn send(mail: &Mail, key: &str, message: &Message) -> Result<Sent, SendError> {
    mail.send(&Address::person(WANG), message, &SendOptions::keyed(key)).await
}
