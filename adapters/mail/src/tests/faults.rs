//! A server that refuses, puts off, goes away or falls silent. No e-mail is lost by it, and none
//! changes its id.

use std::time::Duration;

use chat::{ChatPlatform as _, Health, SendError};

use super::server::Server;
use super::{mail, notice, send, settings};
use crate::{Login, Settings};

#[tokio::test]
async fn a_greylisting_server_takes_the_same_email_later() {
    let server = Server::open();
    let mail = mail(settings(&server));
    server.refuse_next("recipient", 451, "4.7.1 Greylisted, please try again in 300 seconds");
    let first = send(&mail, "row-1", &notice("news")).await;
    assert_eq!(
        first,
        Err(SendError::Retryable("the mail server asks to try later (451 4.7.1)".into()))
    );
    assert!(server.emails().is_empty());
    send(&mail, "row-1", &notice("news")).await.unwrap();
    assert!(server.email().text().contains("news"));
}

#[tokio::test]
async fn a_connection_lost_in_the_email_loses_no_email() {
    let server = Server::open();
    let mail = mail(settings(&server));
    server.break_next("drop in data");
    let first = send(&mail, "row-1", &notice("news")).await;
    assert_eq!(first, Err(SendError::Uncertain("the connection to the mail server broke".into())));
    assert!(server.emails().is_empty());
    send(&mail, "row-1", &notice("news")).await.unwrap();
    assert_eq!(server.emails().len(), 1);
}

#[tokio::test]
async fn a_lost_answer_brings_a_second_email_with_the_same_id() {
    let server = Server::open();
    let mail = mail(settings(&server));
    server.break_next("drop before answer");
    assert!(send(&mail, "row-1", &notice("news")).await.unwrap_err().may_have_arrived());
    send(&mail, "row-1", &notice("news")).await.unwrap();
    let ids: Vec<_> = server.emails().iter().map(|email| email.header("Message-ID")).collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1]);
}

#[tokio::test]
async fn a_silent_server_is_given_up_in_time_and_its_connection_too() {
    let server = Server::open();
    let mail = mail(Settings { patience: Duration::from_secs(1), ..settings(&server) });
    server.break_next("recipient");
    let first = send(&mail, "row-1", &notice("news")).await;
    assert_eq!(first, Err(SendError::Away("the mail server did not answer in time".into())));
    send(&mail, "row-2", &notice("other news")).await.unwrap();
    assert!(server.email().text().contains("other news"));
    assert_eq!(server.figures().connections, 2, "the half-spoken one is not used again");
}

#[tokio::test]
async fn a_refusal_names_its_code_and_none_of_the_servers_words() {
    let server = Server::open();
    let mail = mail(settings(&server));
    for (at, code, text, expected) in [
        (
            "recipient",
            550,
            "5.1.1 wang?",
            SendError::gone("the mail server knows no such mailbox (550 5.1.1)"),
        ),
        (
            "recipient",
            552,
            "full",
            SendError::refused("the mail server accepts no e-mail for this mailbox (552)"),
        ),
        (
            "data",
            554,
            "5.7.1 spam: news",
            SendError::refused("the mail server refused the e-mail (554 5.7.1)"),
        ),
        (
            "sender",
            550,
            "5.7.1 not yours",
            SendError::Unauthorized("the mail server accepts no e-mail from us (550 5.7.1)".into()),
        ),
    ] {
        server.refuse_next(at, code, text);
        assert_eq!(send(&mail, "row-1", &notice("news")).await, Err(expected), "{at} {code}");
    }
    send(&mail, "row-1", &notice("news")).await.unwrap();
}

#[tokio::test]
async fn one_connection_carries_email_after_email() {
    let server = Server::open();
    let mail = mail(settings(&server));
    for key in ["1", "2", "3"] {
        send(&mail, key, &notice("news")).await.unwrap();
    }
    assert_eq!((server.emails().len(), server.figures().connections), (3, 1));
    server.hang_up();
    send(&mail, "4", &notice("news")).await.unwrap();
    assert_eq!((server.emails().len(), server.figures().connections), (4, 2));
}

#[tokio::test]
async fn a_wrong_password_is_a_matter_for_the_operator() {
    let server = Server::guarded("none", "watchbell", "right");
    let login = Some(Login { user: "watchbell".into(), password: "WRONG".into() });
    let mail = mail(Settings { login, ..settings(&server) });
    let error = send(&mail, "1", &notice("news")).await.unwrap_err();
    assert_eq!(
        error,
        SendError::Unauthorized("the mail server refused the login (535 5.7.8)".into())
    );
    assert!(matches!(mail.check().await, Health::Down(why) if !why.contains("WRONG")));
}

#[tokio::test]
async fn health_is_what_an_email_would_find() {
    let server = Server::open();
    let mail = mail(settings(&server));
    assert_eq!(mail.check().await, Health::Up);
    drop(server);
    assert_eq!(mail.check().await, Health::Down("the mail server could not be reached".into()));
}
