//! A world just large enough to show the page: one severity, one page, an update every hour.
//!
//! It decides nothing the way the real program does; it only makes every kind of message appear.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use chat::{
    Address, Button, ButtonStyle, ChatEvent, ChatPlatform as _, EventBody, Line, Mention, Message,
    MessageKind, RoomKind, SendOptions, Sender, Span,
};
use chat_sandbox::{ClockKind, IncidentView, SandboxPlatform, World, WorldError, WorldState};
use chrono::{DateTime, TimeDelta, Utc};

use crate::cast;

const ENGINEER: (&str, &str) = ("zhang-qiang", "张强");
const OPEN: [&str; 6] = ["报障", "开单", "提交", "open", "report", "new"];
const TAKE: [&str; 4] = ["收到", "认领", "ack", "take"];
const SOLVE: [&str; 3] = ["已解决", "方案", "solve"];
const CLOSE: [&str; 2] = ["同意关闭", "confirm"];
const UPDATE: [&str; 3] = ["进展", "更新", "update"];
const SHOW: [&str; 4] = ["查看", "列表", "show", "list"];

/// A clock that stands until it is moved.
#[derive(Debug, Clone)]
pub(crate) struct StandingClock(Arc<AtomicI64>);

impl StandingClock {
    pub(crate) fn starting_at(instant: &str) -> Self {
        let instant: DateTime<Utc> = instant.parse().unwrap_or_default();
        Self(Arc::new(AtomicI64::new(instant.timestamp())))
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.0.load(Ordering::SeqCst), 0).unwrap_or_default()
    }

    fn move_to(&self, instant: DateTime<Utc>) {
        self.0.fetch_max(instant.timestamp(), Ordering::SeqCst);
    }
}

/// The world of the demonstration.
pub(crate) struct DemoWorld {
    platform: Arc<SandboxPlatform>,
    clock: StandingClock,
    incidents: Mutex<Vec<IncidentView>>,
}

impl DemoWorld {
    pub(crate) fn new(platform: Arc<SandboxPlatform>, clock: StandingClock) -> Self {
        Self { platform, clock, incidents: Mutex::new(Vec::new()) }
    }

    fn incidents(&self) -> MutexGuard<'_, Vec<IncidentView>> {
        self.incidents.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn open(&self, group: &str, title: &str) -> Message {
        let incident = self.file(group, title);
        let due = incident.response_due_at.unwrap_or_default();
        let mut receipt = message(MessageKind::Reply, &incident, "已受理 received");
        receipt.lines = vec![
            Line::text("标题 title: ").and_typed(title),
            Line::text(format!("响应承诺 response due: {} UTC", due.format("%H:%M"))),
            Line(vec![Span::Text("值班 on call: ".into()), Span::Mention(engineer())]),
        ];
        self.page(&incident).await;
        receipt
    }

    fn file(&self, group: &str, title: &str) -> IncidentView {
        let now = self.clock.now();
        let number = i64::try_from(self.incidents().len()).unwrap_or_default() + 1;
        let incident = IncidentView {
            id: format!("demo-{number}"),
            number,
            label: format!("INC-{number}"),
            group: group.into(),
            customer: group.into(),
            title: title.into(),
            severity: "core_production_down".into(),
            severity_name: "一级 Level 1".into(),
            rank: 1,
            state: "open".into(),
            opened_at: now,
            response_due_at: Some(now + TimeDelta::minutes(10)),
            responded_at: None,
            next_update_at: Some(now + TimeDelta::hours(1)),
            owner: None,
            paged: vec![ENGINEER.1.into()],
        };
        self.incidents().push(incident.clone());
        incident
    }

    async fn page(&self, incident: &IncidentView) {
        let code = 5530 + incident.number;
        let mut page = message(MessageKind::Page, incident, "请立即响应 please respond");
        page.lines = vec![Line::default().and_typed(&incident.title)];
        page.buttons = vec![Button {
            style: ButtonStyle::Primary,
            reply: Some(format!("收到 {code}")),
            ..Button::new("认领 Acknowledge", format!("ack:{}", incident.number))
        }];
        self.send(&Address::person(ENGINEER.0), &page, &format!("page-{}", incident.id)).await;
    }

    async fn send(&self, to: &Address, message: &Message, key: &str) {
        if let Err(error) = self.platform.send(to, message, &SendOptions::keyed(key)).await {
            tracing::error!(%error, "the demonstration could not speak");
        }
    }

    async fn take(&self, number: Option<i64>, sender: &Sender) -> Option<Message> {
        let now = self.clock.now();
        let taken = self.change(number, |incident| {
            incident.state = "acknowledged".into();
            incident.owner = Some(sender.display.clone());
            incident.responded_at.get_or_insert(now);
            incident.paged.clear();
        })?;
        let mut card = message(MessageKind::Card, &taken, "已认领 acknowledged");
        card.lines = vec![Line::text("负责人 owner: ").and_typed(&sender.display)];
        self.send(&Address::room(&taken.group), &card, &format!("card-{}", taken.id)).await;
        Some(message(MessageKind::Reply, &taken, "收到 noted"))
    }

    fn change(&self, number: Option<i64>, change: impl FnOnce(&mut IncidentView)) -> Option<IncidentView> {
        let mut incidents = self.incidents();
        let is_open = |incident: &&mut IncidentView| incident.state != "closed";
        let mut open = incidents.iter_mut().filter(is_open);
        let found = open.find(|incident| number.is_none_or(|wanted| wanted == incident.number))?;
        change(found);
        Some(found.clone())
    }

    async fn obey(&self, room: &str, text: &str, sender: &Sender) -> Message {
        let text = text.trim_start_matches('/').trim();
        let rest = |verbs: &[&str]| verbs.iter().find_map(|verb| text.strip_prefix(verb)).map(str::trim);
        if let Some(title) = rest(&OPEN) {
            return self.open(room, title).await;
        }
        let answer = if rest(&TAKE).is_some() {
            self.take(None, sender).await
        } else if rest(&SOLVE).is_some() {
            self.change(None, |incident| incident.state = "resolved".into()).map(|incident| {
                message(MessageKind::Reply, &incident, "已解决，请确认 solved, please confirm")
            })
        } else if rest(&CLOSE).is_some() {
            self.change(None, |incident| incident.state = "closed".into())
                .map(|incident| message(MessageKind::Reply, &incident, "已关闭 closed"))
        } else if let Some(words) = rest(&UPDATE) {
            self.change(None, |_| {}).map(|incident| status_update(&incident, words))
        } else if rest(&SHOW).is_some() {
            self.change(None, |_| {}).map(|incident| message(MessageKind::Reply, &incident, &incident.title))
        } else {
            None
        };
        answer.unwrap_or_else(|| {
            Message::new(MessageKind::Reply, "没有这个命令，请发送「帮助」。 Unknown command; send \"help\".")
        })
    }

    async fn do_due(&self, now: DateTime<Utc>) {
        let due: Vec<IncidentView> = self.incidents().clone();
        for incident in due.into_iter().filter(|incident| incident.state != "closed") {
            let room = Address::room(&incident.group);
            if incident.responded_at.is_none() && incident.response_due_at == Some(now) {
                let late = message(MessageKind::Warning, &incident, "响应超时 response is overdue");
                self.send(&room, &late, &format!("late-{}", incident.id)).await;
            }
            if incident.next_update_at == Some(now) {
                let update = status_update(&incident, "仍在处理 still being worked on");
                self.send(&room, &update, &format!("update-{}-{now}", incident.id)).await;
                self.change(Some(incident.number), |it| it.next_update_at = Some(now + TimeDelta::hours(1)));
            }
        }
    }

    fn next_due(&self) -> Option<DateTime<Utc>> {
        let now = self.clock.now();
        let incidents = self.incidents();
        let open = incidents.iter().filter(|incident| incident.state != "closed");
        let response = |it: &IncidentView| it.response_due_at.filter(|_| it.responded_at.is_none());
        let instants = open.flat_map(|it| [response(it), it.next_update_at]).flatten();
        instants.filter(|instant| *instant > now).min()
    }
}

fn engineer() -> Mention {
    Mention { account: ENGINEER.0.into(), display: ENGINEER.1.into() }
}

fn message(kind: MessageKind, incident: &IncidentView, words: &str) -> Message {
    let headline = format!("[{}][{}] {words}", incident.label, incident.severity_name);
    Message { incident: Some(incident.label.clone()), ..Message::new(kind, headline) }
}

fn status_update(incident: &IncidentView, words: &str) -> Message {
    let mut update = message(MessageKind::StatusUpdate, incident, "进展 update");
    update.lines = vec![Line::default().and_typed(words)];
    update
}

#[async_trait]
impl World for DemoWorld {
    async fn state(&self) -> Result<WorldState, WorldError> {
        let incidents = self.incidents().iter().filter(|it| it.state != "closed").cloned().collect();
        Ok(WorldState {
            now: self.clock.now(),
            clock: ClockKind::Manual,
            next_due_at: self.next_due(),
            groups: cast::groups(),
            people: cast::people(),
            incidents,
        })
    }

    async fn hear(&self, event: ChatEvent) -> Result<Vec<Message>, WorldError> {
        let answer = match event.body {
            EventBody::Message { text, addressed: true, .. } => {
                let home = if event.room.kind == RoomKind::Direct { "war-room" } else { &event.room.address };
                Some(self.obey(home, &text, &event.sender).await)
            }
            EventBody::Action { key, .. } => {
                let number = key.strip_prefix("ack:").and_then(|digits| digits.parse().ok());
                self.take(number, &event.sender).await
            }
            EventBody::Message { .. } | EventBody::Membership { .. } => None,
        };
        Ok(answer.into_iter().collect())
    }

    async fn advance(&self, seconds: u32) -> Result<(), WorldError> {
        let until = self.clock.now() + TimeDelta::seconds(seconds.into());
        while let Some(due) = self.next_due().filter(|due| *due <= until) {
            self.clock.move_to(due);
            self.do_due(due).await;
        }
        self.clock.move_to(until);
        Ok(())
    }

    async fn advance_to_next_due(&self) -> Result<(), WorldError> {
        let due = self.next_due().ok_or_else(|| WorldError::Conflict("Nothing is due.".into()))?;
        self.clock.move_to(due);
        self.do_due(due).await;
        Ok(())
    }
}
