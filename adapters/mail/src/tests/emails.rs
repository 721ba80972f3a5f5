//! What an e-mail looks like on its way, and that nobody can make it look like another.

use chat::{Address, Button, ChatPlatform as _, Line, Message, SendOptions};

use super::server::Server;
use super::{WANG, mail, notice, send, settings};
use crate::Settings;

#[tokio::test]
async fn an_email_carries_the_whole_message_and_says_that_a_program_wrote_it() {
    let server = Server::open();
    let reply_to = Some("Support <support@vendor.example>".parse().unwrap());
    let mail = mail(Settings { reply_to, ..settings(&server) });
    let mut message = notice("🟠 [INC-128][二级] 支付不可用 | 处理中");
    message.lines = vec![
        Line::text("第 3 次进展：").and_typed("正在切换存储"),
        Line::text("---"),
        "Update 3".into(),
    ];
    send(&mail, "row-1", &message).await.unwrap();
    let email = server.email();
    assert_eq!(
        (email.from.as_str(), email.to.as_slice()),
        ("watchbell@vendor.example", &[WANG.to_owned()][..])
    );
    assert_eq!(email.subject(), "🟠 [INC-128][二级] 支付不可用 | 处理中");
    insta::assert_snapshot!(email.text(), @r"
    🟠 [INC-128][二级] 支付不可用 | 处理中
    第 3 次进展：正在切换存储
    ---
    Update 3
    ");
    let headers = email.header_names().into_iter().filter(|name| name != "Subject");
    let shown: Vec<_> =
        headers.map(|name| format!("{name}: {}", email.header(&name).unwrap())).collect();
    insta::assert_snapshot!(shown.join("\n"), @r"
    Date: Tue, 10 Mar 2026 08:30:00 +0000
    From: Watchbell <watchbell@vendor.example>
    To: wang@bank.example
    Message-ID: <67aeb81ce060443690be7e2b106625ed@vendor.example>
    Auto-Submitted: auto-generated
    MIME-Version: 1.0
    Content-Type: text/plain; charset=utf-8
    Reply-To: Support <support@vendor.example>
    In-Reply-To: <f406d5180fe2588745f24f8a22cc1d9b@vendor.example>
    References: <f406d5180fe2588745f24f8a22cc1d9b@vendor.example>
    Content-Transfer-Encoding: base64
    ");
}

#[tokio::test]
async fn every_try_of_an_email_has_one_id_and_every_email_its_own() {
    let server = Server::open();
    let mail = mail(settings(&server));
    let repeat = Message { repeat: true, ..notice("once") };
    for (key, message) in
        [("row-1", &notice("once")), ("row-1", &repeat), ("row-2", &notice("again"))]
    {
        send(&mail, key, message).await.unwrap();
    }
    let ids: Vec<_> =
        server.emails().iter().map(|email| email.header("Message-ID").unwrap()).collect();
    assert_eq!(ids[0], ids[1]);
    assert_ne!(ids[0], ids[2]);
    assert!(server.emails()[1].subject().contains("repeat"), "a mailbox may show both");
}

#[tokio::test]
async fn letters_about_one_incident_are_one_thread() {
    let server = Server::open();
    let mail = mail(settings(&server));
    let other = Message { incident: Some("INC-129".into()), ..notice("c") };
    let none = Message { incident: None, ..notice("d") };
    for (key, message) in [("1", &notice("a")), ("2", &notice("b")), ("3", &other), ("4", &none)] {
        send(&mail, key, message).await.unwrap();
    }
    let threads: Vec<_> = server.emails().iter().map(|email| email.header("References")).collect();
    assert!(threads[0].is_some());
    assert_eq!(threads[0], threads[1]);
    assert_ne!(threads[0], threads[2]);
    assert_eq!(threads[3], None);
}

#[tokio::test]
async fn typed_words_forge_no_header_no_line_and_no_end_of_the_email() {
    let server = Server::open();
    let mail = mail(settings(&server));
    let hostile = "x\r\nBcc: eve@evil.example\r\n\r\n.\r\nMAIL FROM:<eve@evil.example>\u{2028}[INC-999] forged";
    let mut message = notice("");
    message.headline = Line::text("[INC-128] ").and_typed(hostile);
    message.lines =
        vec![Line::default().and_typed(hostile), ".".into(), "..".into(), "From here".into()];
    send(&mail, "key\r\nBcc: eve@evil.example", &message).await.unwrap();
    let email = server.email();
    assert_eq!(email.to, [WANG]);
    let names = email.header_names();
    for name in ["Date", "From", "To", "Subject", "Message-ID"] {
        assert_eq!(
            names.iter().filter(|known| known.eq_ignore_ascii_case(name)).count(),
            1,
            "{names:?}"
        );
    }
    assert!(!names.iter().any(|name| name.eq_ignore_ascii_case("bcc")), "{names:?}");
    assert!(
        !email.text().lines().any(|line| line.starts_with("[INC-999]") || line.starts_with("Bcc"))
    );
    assert!(email.text().contains("\n.\n..\nFrom here"), "{}", email.text());
}

#[tokio::test]
async fn no_line_is_longer_than_a_server_takes() {
    let server = Server::open();
    let mail = mail(settings(&server));
    for (key, long) in [("1", "a".repeat(3000)), ("2", "障".repeat(3000))] {
        let mut message = notice(&long);
        message.lines = vec![Line::text(long.clone()), Line::text("the last line")];
        send(&mail, key, &message).await.unwrap();
    }
    for email in server.emails() {
        assert!(email.raw.split("\r\n").all(|line| line.len() <= 998), "RFC 5321, 4.5.3.1.6");
        assert!(email.raw.is_ascii());
        assert!(email.subject().chars().count() <= 200);
        assert!(email.text().ends_with("the last line"));
    }
}

#[tokio::test]
async fn the_way_out_stands_in_the_header_where_there_is_one() {
    let server = Server::open();
    let mut message = notice("[INC-128] closed");
    message.buttons = vec![Button::new("退订", "unsubscribe:INC-128")];
    let unsubscribe_to = Some("support@vendor.example".parse().unwrap());
    let with_reader = mail(Settings { unsubscribe_to, ..settings(&server) });
    send(&with_reader, "1", &message).await.unwrap();
    send(&with_reader, "2", &notice("a page is no news")).await.unwrap();
    let nobody_reads = mail(settings(&server));
    send(&nobody_reads, "3", &message).await.unwrap();
    message.buttons[0].link = Some("https://bell.example/a/xyz".into());
    send(&nobody_reads, "4", &message).await.unwrap();
    let contact_methods: Vec<_> =
        server.emails().iter().map(|email| email.header("List-Unsubscribe")).collect();
    let mailto = "<mailto:support@vendor.example?subject=unsubscribe%3AINC-128>";
    let link = "<https://bell.example/a/xyz>";
    assert_eq!(contact_methods, [Some(mailto.to_owned()), None, None, Some(link.to_owned())]);
}

#[tokio::test]
async fn a_link_stands_beside_the_words_of_its_button() {
    let server = Server::open();
    let mail = mail(settings(&server));
    let link = Some("https://bell.example/a/5531".into());
    let mut page = notice("[INC-128] page");
    page.buttons =
        vec![Button {
            reply: Some("收到 5531".into()), link, ..Button::new("认领", "ack:5531")
        }];
    send(&mail, "1", &page).await.unwrap();
    assert!(server.email().text().ends_with("认领「收到 5531」 https://bell.example/a/5531"));
}

#[tokio::test]
async fn what_is_no_address_never_reaches_the_server() {
    let server = Server::open();
    let mail = mail(settings(&server));
    for address in
        ["wang", "a@b.example\r\nRCPT TO:<eve@evil.example>", "a@b.example,eve@evil.example"]
    {
        let sent =
            mail.send(&Address::person(address), &notice("x"), &SendOptions::keyed("1")).await;
        assert!(!sent.unwrap_err().is_worth_another_try());
    }
    assert_eq!(server.figures().connections, 0);
}
