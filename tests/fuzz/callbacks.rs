//! Callbacks of the platforms, on adapters as `serve` builds them.
//!
//! Each platform has two targets. One signs whatever comes as the platform would, so that what lies
//! behind the signature is reached. The other changes the whole request, and only what was signed may
//! be accepted.

use std::io::Write as _;
use std::sync::{Arc, LazyLock};

use chat::signature::hmac_sha256_base64;
use chat::{ChatEvent, ChatPlatform, EventBody, Inbound, Menu, RawRequest, Refusal};
use chat_wecom::crypto::CallbackKey;
use chat_wecom::xml::Element;
use chrono::{DateTime, Utc};
use discord_simulator::{DiscordSimulator, Setup};
use serde_json::Value;
use tokio::runtime::Runtime;
use watchbell::clock::{Clock, ManualClock};
use watchbell::config::Config;
use watchbell::platforms;
use watchbell::render::menu::CommandMenu;

const STAMP: &str = "1750000000";
const STAMP_MILLIS: &str = "1750000000000";
const CORP: &str = "wwdemo0000000001";
const AES: &str = "DWdM8TVWzZRBb0WLaAUvFMZ44k8cRvicmQivfnSqy3e";
const RELAY_SECRET: &str = "a made-up secret of thirty-two bytes and more";

/// The texts of the corpus that are what the platform sends: those must be accepted.
const DINGTALK: &[u8] = include_bytes!("../corpus/dingtalk_request/signed");
const WECOM: &[u8] = include_bytes!("../corpus/wecom_request/check");
const DISCORD: &[u8] = include_bytes!("../corpus/discord_request/signed");
const WELINK: &[u8] = include_bytes!("../corpus/welink_relay_request/signed");
const TENANT: &[u8] = include_bytes!("../corpus/welink_tenant_request/sealed.json");
/// Somebody left the tenant.
const LEFT: &[u8] = include_bytes!("../corpus/welink_tenant_body/left.json");
/// What a gateway and Discord have signed; nothing else is.
const FORWARDED: &[u8] = include_bytes!("../corpus/welink_relay_body/mention.json");
const INTERACTION: &[u8] = include_bytes!("../corpus/discord_body/ping.json");

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_750_000_000, 0).unwrap()
}

struct Adapters {
    all: Vec<Arc<dyn ChatPlatform>>,
    discord: DiscordSimulator,
    _runtime: Runtime,
}

static ADAPTERS: LazyLock<Adapters> = LazyLock::new(|| {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = Runtime::new().unwrap();
    let clock: Arc<dyn Clock> = Arc::new(ManualClock::starting_at(now()));
    let menu: Arc<dyn Menu> = Arc::new(CommandMenu::new());
    let starting = DiscordSimulator::start(Setup::default(), Arc::new(now));
    let discord = runtime.block_on(starting).unwrap();
    let key = Setup::default().signing_key().verifying_key().to_bytes();
    let key = key.iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
    let mut file = tempfile::NamedTempFile::new().unwrap();
    write!(file, "{}", configuration(&key)).unwrap();
    let config = Config::load_with(Some(file.path()), []);
    let config = config.unwrap_or_else(|refused| panic!("{refused}"));
    let all = runtime.block_on(async { platforms::build(&config, &clock, &menu).unwrap() });
    Adapters { all, discord, _runtime: runtime }
});

fn configuration(discord_key: &str) -> String {
    format!(
        r#"
[platforms.dingtalk]
kind = "dingtalk"
robot_code = "dingAPP"
corp_id = "dingCORP"
app_key = "k"
app_secret = "s"
[platforms.wecom]
kind = "wecom"
corp_id = "{CORP}"
[platforms.wecom.robot]
bot_id = "AIB-demo-01"
token = "t"
encoding_aes_key = "{AES}"
[platforms.wecom.app]
agent_id = 1000002
secret = "s"
token = "t"
encoding_aes_key = "{AES}"
[platforms.discord]
kind = "discord"
application_id = "1234567890"
token = "a made-up token"
mode = "interactions"
public_key = "{discord_key}"
[platforms.welink]
kind = "welink"
client_id = "k"
client_secret = "s"
tenant_callback = true
tenant_id = "TENANT"
relay_secret = "{RELAY_SECRET}"
[platforms.welink.robots.tea]
token = "t"
"#
    )
}

fn outcome_of(platform: &str, request: &RawRequest) -> Result<Inbound, Refusal> {
    let adapter = ADAPTERS.all.iter().find(|adapter| adapter.name() == platform).unwrap();
    let received = adapter.receive(request, now());
    if let Ok(Inbound::Event(event)) = &received {
        is_sound(platform, event);
    }
    received
}

/// What holds of every event that is believed.
fn is_sound(platform: &str, event: &ChatEvent) {
    assert_eq!(event.platform, platform);
    assert!(!event.id.is_empty(), "{event:?}");
    match &event.body {
        // A change of groups or of the organisation has no sender that one must know.
        EventBody::Membership { .. } => {}
        EventBody::Message { .. } | EventBody::Wordless { .. } | EventBody::Action { .. } => {
            assert!(!event.sender.account.is_empty(), "{event:?}");
        }
    }
}

/// A request from its text: `Name: value` lines, an empty line, the body.
fn request(bytes: &[u8]) -> RawRequest {
    let split = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap_or(bytes.len());
    let (head, body) = bytes.split_at(split);
    let head = String::from_utf8_lossy(head);
    let header = |line: &str| {
        let (name, value) = line.split_once(": ")?;
        Some((name.to_owned(), value.to_owned()))
    };
    RawRequest {
        method: "POST".to_owned(),
        headers: head.lines().filter_map(header).collect(),
        body: body.get(2..).unwrap_or_default().to_vec(),
        ..RawRequest::default()
    }
}

/// `bytes` with marks replaced by what was signed.
fn with_marks(bytes: &[u8], marks: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (mark, text) in marks {
        let mark = mark.as_bytes();
        if let Some(at) = bytes.windows(mark.len()).position(|piece| piece == mark) {
            bytes.splice(at..at + mark.len(), text.iter().copied());
        }
    }
    bytes
}

fn has_header(request: &RawRequest, name: &str, value: &str) -> bool {
    request.header(name).is_some_and(|given| given.eq_ignore_ascii_case(value))
}

fn dingtalk_sign() -> String {
    hmac_sha256_base64(b"s", &[STAMP_MILLIS.as_bytes(), b"\n", b"s"])
}

pub(crate) fn dingtalk_body(bytes: &[u8]) {
    let headers = [("timestamp", STAMP_MILLIS.to_owned()), ("sign", dingtalk_sign())];
    let headers = headers.map(|(name, value)| (name.to_owned(), value)).to_vec();
    let request = RawRequest {
        method: "POST".to_owned(),
        headers,
        body: bytes.to_vec(),
        ..RawRequest::default()
    };
    if let Ok(Inbound::Event(_)) = outcome_of("dingtalk", &request) {
        let body: Value = serde_json::from_slice(bytes).unwrap();
        assert_eq!(
            (&body["robotCode"], &body["chatbotCorpId"]),
            (&"dingAPP".into(), &"dingCORP".into())
        );
    }
}

pub(crate) fn dingtalk_request(bytes: &[u8]) {
    let sign = dingtalk_sign();
    let marks = [("{stamp}", STAMP_MILLIS.as_bytes()), ("{sign}", sign.as_bytes())];
    let request = request(&with_marks(bytes, &marks));
    let outcome = outcome_of("dingtalk", &request);
    assert!(outcome.is_ok() || bytes != DINGTALK, "{outcome:?}");
    if outcome.is_ok() {
        assert_eq!(request.header("timestamp"), Some(STAMP_MILLIS));
        assert_eq!(request.header("sign"), Some(sign.as_str()));
    }
}

fn wecom_key(receiver: &str) -> CallbackKey {
    CallbackKey::new("t".into(), &AES.into(), receiver).unwrap()
}

/// Where a callback comes in, and for whom it is sealed there.
fn wecom_place(line: &str) -> (&'static str, &'static str) {
    if line.starts_with("app") { ("app", CORP) } else { ("robot", "") }
}

/// The first line says where it comes in; the rest is the message, which is sealed and signed.
pub(crate) fn wecom_message(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (line, clear) = text.split_once('\n').unwrap_or(("robot", &text));
    let (tail, receiver) = wecom_place(line);
    let key = wecom_key(receiver);
    let sealed = key.seal(clear, [1; 16]);
    let signature = key.sign(STAMP, "n1", &sealed);
    let body = if tail == "robot" {
        serde_json::json!({ "encrypt": sealed }).to_string()
    } else {
        format!("<xml><Encrypt>{sealed}</Encrypt></xml>")
    };
    let request = RawRequest {
        method: "POST".to_owned(),
        path_tail: tail.to_owned(),
        query: format!("msg_signature={signature}&timestamp={STAMP}&nonce=n1"),
        body: body.into_bytes(),
        ..RawRequest::default()
    };
    let _ = outcome_of("wecom", &request);
}

/// Three parts with an empty line between them: where it comes in, the query, the body.
pub(crate) fn wecom_request(bytes: &[u8]) {
    let place = String::from_utf8_lossy(bytes);
    let (tail, receiver) = wecom_place(&place);
    let key = wecom_key(receiver);
    let sealed = key.seal(r#"{"msgtype":"text"}"#, [1; 16]);
    let signature = key.sign(STAMP, "n1", &sealed);
    let marks = [("{signature}", signature.as_bytes()), ("{sealed}", sealed.as_bytes())];
    let text = String::from_utf8_lossy(&with_marks(bytes, &marks)).into_owned();
    let mut parts = text.splitn(3, "\n\n").skip(1);
    let (query, body) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    for method in ["POST", "GET"] {
        let request = RawRequest {
            method: method.to_owned(),
            path_tail: tail.to_owned(),
            query: query.to_owned(),
            body: body.as_bytes().to_vec(),
            ..RawRequest::default()
        };
        let outcome = outcome_of("wecom", &request);
        assert!(outcome.is_ok() || bytes != WECOM || method == "POST", "{outcome:?}");
        if outcome.is_ok() {
            assert!(text.contains(&signature), "accepted without the signature");
            assert!(query.contains(STAMP) && query.contains("n1"));
        }
    }
}

/// No entity is expanded, and what is read has no more depth than the reader allows.
pub(crate) fn wecom_xml(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Some(element) = Element::parse(&text) {
        let read = format!("{element:?}");
        assert!(read.len() <= 200 * text.len() + 1000, "{} from {}", read.len(), text.len());
    }
}

pub(crate) fn discord_body(bytes: &[u8]) {
    let _ = outcome_of("discord", &ADAPTERS.discord.signed(bytes.to_vec(), now()));
}

pub(crate) fn discord_request(bytes: &[u8]) {
    let genuine = ADAPTERS.discord.signed(INTERACTION.to_vec(), now());
    let header = |name| genuine.header(name).unwrap();
    let (stamp, signature) = (header("X-Signature-Timestamp"), header("X-Signature-Ed25519"));
    let marks = [
        ("{stamp}", stamp.as_bytes()),
        ("{signature}", signature.as_bytes()),
        ("{body}", INTERACTION),
    ];
    let request = request(&with_marks(bytes, &marks));
    let outcome = outcome_of("discord", &request);
    assert!(outcome.is_ok() || bytes != DISCORD, "{outcome:?}");
    if outcome.is_ok() {
        assert!(has_header(&request, "X-Signature-Timestamp", stamp));
        assert!(has_header(&request, "X-Signature-Ed25519", signature));
        assert_eq!(request.body, INTERACTION);
    }
}

fn relay_request(body: &[u8]) -> RawRequest {
    let signature = chat_welink::relay::sign(RELAY_SECRET, STAMP, body);
    let headers = [("x-watchbell-timestamp", STAMP), ("x-watchbell-signature", &signature)];
    RawRequest {
        method: "POST".to_owned(),
        path_tail: "relay".to_owned(),
        headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        body: body.to_vec(),
        ..RawRequest::default()
    }
}

pub(crate) fn welink_relay_body(bytes: &[u8]) {
    let _ = outcome_of("welink", &relay_request(bytes));
}

pub(crate) fn welink_relay_request(bytes: &[u8]) {
    let genuine = relay_request(FORWARDED);
    let signature = genuine.header("x-watchbell-signature").unwrap();
    let marks = [
        ("{stamp}", STAMP.as_bytes()),
        ("{signature}", signature.as_bytes()),
        ("{body}", FORWARDED),
    ];
    let request =
        RawRequest { path_tail: "relay".to_owned(), ..request(&with_marks(bytes, &marks)) };
    let outcome = outcome_of("welink", &request);
    assert!(outcome.is_ok() || bytes != WELINK, "{outcome:?}");
    if outcome.is_ok() {
        assert!(has_header(&request, "x-watchbell-timestamp", STAMP));
        assert!(has_header(&request, "x-watchbell-signature", signature));
        assert_eq!(request.body, FORWARDED);
    }
}

/// What the tenant's address book tells, sealed under the app's secret. Nothing about another tenant, and nothing old,
/// is believed.
pub(crate) fn welink_tenant_body(bytes: &[u8]) {
    let sealed = chat_welink::envelope::seal("s", [1; 16], bytes).unwrap();
    let request = RawRequest {
        method: "POST".to_owned(),
        path_tail: "tenant".to_owned(),
        body: serde_json::json!({ "encrypt": sealed }).to_string().into_bytes(),
        ..RawRequest::default()
    };
    let outcome = outcome_of("welink", &request);
    assert!(outcome.is_ok() || bytes != LEFT, "{outcome:?}");
    if let Ok(Inbound::Event(event)) = outcome {
        assert!((event.sent_at - now()).num_minutes().abs() <= 30, "{event:?}");
        assert!(["tenant:TENANT", "tenant:"].contains(&event.room.address.as_str()), "{event:?}");
    }
}

/// The whole request of that callback. Nothing opens but what was sealed under the app's secret.
pub(crate) fn welink_tenant_request(bytes: &[u8]) {
    let sealed = chat_welink::envelope::seal("s", [1; 16], LEFT).unwrap();
    let request = RawRequest {
        method: "POST".to_owned(),
        path_tail: "tenant".to_owned(),
        body: with_marks(bytes, &[("{sealed}", sealed.as_bytes())]),
        ..RawRequest::default()
    };
    let outcome = outcome_of("welink", &request);
    assert!(outcome.is_ok() || bytes != TENANT, "{outcome:?}");
    if outcome.is_ok() {
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        let given = body["encrypt"].as_str().unwrap();
        assert_eq!(chat_welink::envelope::open("s", given).as_deref(), Some(LEFT));
    }
}
