//! The simulator as a program, driven from outside as an operator would.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::routing::{any, get};
use chat::{Address, Button, ChatPlatform as _, Message, MessageKind, SendOptions};
use serde_json::{Value, json};
use simulator::VisibleMessage;
use tokio::net::TcpListener;
use tokio::sync::Mutex;
use url::Url;

use chat_welink::WeLink;
use welink_simulator::{Setup, configuration, run};

type Requests = Arc<Mutex<Vec<String>>>;

/// A bot that notes what it is asked and shows a page for every link.
async fn bot() -> (Url, Requests) {
    let noted = Requests::default();
    let routes = Router::new()
        .route("/hooks/welink/relay", any(note))
        .route("/act/T", get(page).post(note))
        .with_state(Arc::clone(&noted));
    (serve(routes).await, noted)
}

async fn note(State(noted): State<Requests>, body: String) {
    noted.lock().await.push(body);
}

async fn page() -> &'static str {
    "<form method=\"post\"></form>"
}

async fn serve(routes: Router) -> Url {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    #[expect(clippy::disallowed_methods, reason = "it ends with the test's runtime")]
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Url::parse(&format!("http://{address}/")).unwrap()
}

async fn simulator(bot: Url) -> SocketAddr {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    #[expect(clippy::disallowed_methods, reason = "it ends with the test's runtime")]
    tokio::spawn(run(listener, Some(bot)));
    address
}

fn speaking_to(address: SocketAddr) -> WeLink {
    let base = Url::parse(&format!("http://{address}/")).unwrap();
    let settings = Setup::default().settings("welink", &base).unwrap();
    let client = chat_welink::http::client().unwrap();
    #[expect(
        clippy::disallowed_methods,
        reason = "the simulator is a program with the clock of its machine"
    )]
    let now = Arc::new(chrono::Utc::now);
    WeLink::new(settings, client, now, Arc::new(|| [7; 16])).unwrap()
}

async fn drive(address: SocketAddr, path: &str, body: Value) -> u16 {
    let url = format!("http://{address}/_simulator/{path}");
    let request = chat_welink::http::client().unwrap().post(url).json(&body);
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn somebody_writes_by_the_gateway_and_presses_a_link() {
    let (bot, noted) = bot().await;
    let link = format!("{bot}act/T");
    let address = simulator(bot).await;
    let said = json!({"room": "tea", "account": "li@demo", "text": "列表"});
    assert_eq!(drive(address, "say", said).await, 204);
    let forwarded: Value = serde_json::from_str(&noted.lock().await.remove(0)).unwrap();
    assert_eq!((&forwarded["chat_id"], &forwarded["text"]), (&json!("tea"), &json!("列表")));

    let mut message = Message::new(MessageKind::Card, "[INC-42]");
    message.buttons =
        vec![Button { link: Some(link), ..Button::new("同意关闭", "confirm:INC-42") }];
    let to = Address::room("robot:tea");
    speaking_to(address).send(&to, &message, &SendOptions::keyed("k")).await.unwrap();
    let read = chat_welink::http::client()
        .unwrap()
        .get(format!("http://{address}/_simulator/messages?room=tea"));
    let shown: Vec<VisibleMessage> = read.send().await.unwrap().json().await.unwrap();
    assert_eq!(shown[0].buttons, ["同意关闭"]);
    let press =
        |button: &str| json!({"message": shown[0].id, "button": button, "account": "li@demo"});
    assert_eq!(drive(address, "press", press("同意关闭")).await, 204);
    assert_eq!(noted.lock().await.remove(0), "name=li%40demo");
    assert_eq!(drive(address, "press", press("没有")).await, 409);
}

#[tokio::test]
async fn a_gateway_can_deliver_twice_and_in_the_wrong_order() {
    let (bot, noted) = bot().await;
    let address = simulator(bot).await;
    let say = |text: &'static str| {
        drive(address, "say", json!({"room": "tea", "account": "li@demo", "text": text}))
    };
    assert_eq!(drive(address, "fault", json!({"fault": "duplicate"})).await, 204);
    say("one").await;
    assert_eq!(drive(address, "fault", json!({"fault": "reorder"})).await, 204);
    say("two").await;
    say("three").await;
    let texts: Vec<String> = noted
        .lock()
        .await
        .iter()
        .map(|body| {
            serde_json::from_str::<Value>(body).unwrap()["text"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(texts, ["one", "one", "three", "two"]);
    assert_eq!(drive(address, "fault", json!({"fault": "close_socket"})).await, 409);
}

#[test]
fn the_section_for_a_bot_names_every_robot() {
    let text = configuration(SocketAddr::from(([127, 0, 0, 1], 9)));
    for part in
        ["kind = \"welink\"", "base = \"http://127.0.0.1:9\"", "[platforms.welink.robots.oncall]"]
    {
        assert!(text.contains(part), "{text}");
    }
}
