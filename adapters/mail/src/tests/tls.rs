//! Conversations that nobody else can follow, and those that are refused because somebody could.

use chat::{ChatPlatform as _, Health, SendError};

use super::server::{CERTIFICATE, Server};
use super::{mail, notice, send, settings, word_of};
use crate::{Login, Settings, SettingsError, Tls};

fn guarded(tls: Tls) -> (Server, Settings) {
    let server = Server::guarded(word_of(tls), "watchbell", "right");
    let login = Some(Login { user: "watchbell".into(), password: "right".into() });
    let authority = Some(CERTIFICATE.to_owned());
    let settings = Settings { tls, authority, login, ..settings(&server) };
    (server, settings)
}

#[tokio::test]
async fn an_email_goes_under_tls_after_a_login() {
    for tls in [Tls::StartTls, Tls::Implicit] {
        let (server, settings) = guarded(tls);
        send(&mail(settings), "1", &notice("news")).await.unwrap();
        assert!(server.email().secure, "{tls:?}");
        assert_eq!(server.figures().logins, 1);
    }
}

#[tokio::test]
async fn a_certificate_of_nobody_we_trust_is_not_talked_to() {
    for tls in [Tls::StartTls, Tls::Implicit] {
        let (server, settings) = guarded(tls);
        let mail = mail(Settings { authority: None, ..settings });
        assert!(send(&mail, "1", &notice("news")).await.unwrap_err().is_worth_another_try());
        assert_eq!(server.figures().logins, 0, "no password was shown");
        assert!(server.emails().is_empty());
    }
}

#[tokio::test]
async fn a_server_without_the_upgrade_is_sent_nothing() {
    let (server, settings) = guarded(Tls::None);
    let mail = mail(Settings { tls: Tls::StartTls, ..settings });
    assert!(matches!(send(&mail, "1", &notice("news")).await, Err(SendError::Unauthorized(_))));
    assert!(matches!(mail.check().await, Health::Down(_)));
    assert_eq!(server.figures().logins, 0);
}

#[test]
fn an_authority_that_is_none_is_told_when_the_program_starts() {
    let from = "watchbell@vendor.example".parse().unwrap();
    let settings =
        Settings { authority: Some("no PEM".into()), ..Settings::new("mail", "localhost", from) };
    let now = std::sync::Arc::new(|| chrono::DateTime::UNIX_EPOCH);
    assert_eq!(crate::Mail::new(settings, now).err(), Some(SettingsError::UnreadableAuthority));
}
