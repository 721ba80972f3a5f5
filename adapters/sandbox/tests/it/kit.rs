//! A sandbox whose world records what it receives and answers with what it was told to.

use std::path::Path;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use chat::{ChatEvent, Message, MessageKind};
use chat_sandbox::{
    ClockKind, GroupKind, GroupView, MemberView, PlatformLook, SandboxOptions, SandboxPlatform,
    World, WorldError, WorldState, router,
};
use chrono::{DateTime, Utc};
use serde_json::Value;
use tower::ServiceExt as _;

/// The instant at which the clock of these tests stands.
pub(crate) fn now() -> DateTime<Utc> {
    "2026-10-12T02:00:00Z".parse().unwrap()
}

#[derive(Default)]
pub(crate) struct ListeningWorld {
    pub(crate) received: Mutex<Vec<ChatEvent>>,
    pub(crate) moved: Mutex<Vec<u32>>,
    pub(crate) fails: Mutex<Option<WorldError>>,
}

impl ListeningWorld {
    fn failure(&self) -> Result<(), WorldError> {
        self.fails.lock().unwrap().clone().map_or(Ok(()), Err)
    }
}

#[async_trait]
impl World for ListeningWorld {
    async fn state(&self) -> Result<WorldState, WorldError> {
        Ok(WorldState {
            now: now(),
            clock: ClockKind::Manual,
            next_due_at: None,
            groups: vec![
                group("harbour", &["wang-wei", "zhang-qiang"]),
                group("lantern", &["sun-yue"]),
            ],
            people: ["wang-wei", "zhang-qiang", "sun-yue"].map(person).to_vec(),
            incidents: Vec::new(),
        })
    }

    async fn timeline(&self, number: i64, language: &str) -> Result<Value, WorldError> {
        match number {
            1 => Ok(serde_json::json!({ "incident": { "number": 1 }, "language": language })),
            _ => Err(WorldError::NotFound("There is no such incident.".into())),
        }
    }

    async fn handle(&self, event: ChatEvent) -> Result<Vec<Message>, WorldError> {
        self.failure()?;
        self.received.lock().unwrap().push(event);
        Ok(vec![Message::new(MessageKind::Reply, "noted")])
    }

    async fn follow(&self) -> Result<(), WorldError> {
        Ok(())
    }

    async fn advance(&self, seconds: u32) -> Result<(), WorldError> {
        self.failure()?;
        self.moved.lock().unwrap().push(seconds);
        Ok(())
    }

    async fn advance_to_next_due(&self) -> Result<(), WorldError> {
        Err(WorldError::Conflict("Nothing is due.".into()))
    }
}

fn person(id: &str) -> MemberView {
    MemberView {
        id: id.into(),
        name: format!("Name of {id}"),
        role: "customer".into(),
        zone: "Asia/Shanghai".into(),
    }
}

fn group(id: &str, members: &[&str]) -> GroupView {
    GroupView {
        id: id.into(),
        name: format!("Group {id}"),
        plan: "isoftstone".into(),
        tier: "vip".into(),
        language: "zh".into(),
        zone: "Asia/Shanghai".into(),
        platform_look: PlatformLook::WeCom,
        bot_name: "值班助手".into(),
        kind: GroupKind::Customer,
        members: members.iter().copied().map(person).collect(),
    }
}

pub(crate) struct Sandbox {
    pub(crate) platform: Arc<SandboxPlatform>,
    pub(crate) world: Arc<ListeningWorld>,
    router: Router,
}

pub(crate) fn platform(seed: u64, data_dir: Option<&Path>) -> std::io::Result<SandboxPlatform> {
    let data_dir = data_dir.map(Path::to_owned);
    SandboxPlatform::open(SandboxOptions { now: Arc::new(now), seed, data_dir })
}

impl Sandbox {
    pub(crate) fn new() -> Self {
        Self::over(platform(0xA, None).unwrap())
    }

    pub(crate) fn over(platform: SandboxPlatform) -> Self {
        let (platform, world) = (Arc::new(platform), Arc::new(ListeningWorld::default()));
        let router = router(Arc::clone(&platform), Arc::clone(&world) as Arc<dyn World>);
        Self { platform, world, router }
    }

    pub(crate) async fn call(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> (StatusCode, Value) {
        json(self.call(Request::get(path).body(Body::empty()).unwrap()).await).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        json(self.call(posting(path, body)).await).await
    }

    pub(crate) async fn says(&self, user: &str, text: &str) -> Value {
        let body = serde_json::json!({ "user": user, "text": text });
        let (status, answer) = self.post("/sandbox/groups/harbour/messages", &body).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        answer
    }

    pub(crate) fn last_received(&self) -> ChatEvent {
        self.world.received.lock().unwrap().last().cloned().unwrap()
    }
}

pub(crate) fn posting(path: &str, body: &Value) -> Request<Body> {
    let request = Request::post(path).header("content-type", "application/json");
    request.body(Body::from(body.to_string())).unwrap()
}

pub(crate) async fn text(response: Response<Body>) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

async fn json(response: Response<Body>) -> (StatusCode, Value) {
    let status = response.status();
    let body = text(response).await;
    (status, serde_json::from_str(&body).unwrap_or_else(|_| panic!("not JSON: {body}")))
}
