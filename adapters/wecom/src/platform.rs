//! The adapter itself: which way a message goes.

use std::sync::Arc;

use async_trait::async_trait;
use chat::token::TokenCache;
use chat::{
    Address, Capabilities, ChatEvent, ChatPlatform, ConnectError, EventOutcome, EventSink, Health,
    Inbound, Message, Now, RawRequest, RawResponse, Refusal, SendError, SendOptions, Sent,
};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use url::Url;

use crate::address::Target;
use crate::app_api::{AppApi, NewGroup};
use crate::callback::robot::{Arrival, News};
use crate::callback::{self, Opened};
use crate::capability::Ways;
use crate::crypto::Salt;
use crate::passive::{self, FinishedStreams, Seal};
use crate::reply::{Endpoint, ReplyRoute};
use crate::response_url::{self, ReplyRefusal};
use crate::settings::{LongConnection, Settings, SettingsError, Webhook};
use crate::socket::{self, Connection, Link};
use crate::text::{self, Buttons, Calling, LONGEST_MARKDOWN};
use crate::{card, webhook};

/// Where the adapter gets unpredictable bytes, new ones at each call.
pub type Chance = Arc<dyn Fn() -> Salt + Send + Sync>;

/// WeCom, for one organisation.
pub struct WeCom {
    settings: Settings,
    contact_methods: Ways,
    calling: Calling,
    client: reqwest::Client,
    app: Option<AppApi>,
    link: Link,
    used_urls: response_url::Used,
    streams: FinishedStreams,
    now: Now,
    chance: Chance,
}

impl WeCom {
    /// An adapter which speaks through `client`; see [`http::client`](crate::http::client) for what
    /// it needs.
    pub fn new(
        settings: Settings,
        client: reqwest::Client,
        now: Now,
        chance: Chance,
    ) -> Result<Self, SettingsError> {
        settings.check()?;
        let calls = settings.robot.as_ref().is_none_or(|robot| robot.mentions);
        let app = settings.app.clone().map(|app| AppApi {
            client: client.clone(),
            api: settings.api.clone(),
            app,
            tokens: Arc::new(TokenCache::default()),
        });
        Ok(Self {
            contact_methods: Ways::of(&settings),
            calling: if calls { Calling::ByAccount } else { Calling::ByName },
            settings,
            client,
            app,
            link: Link::default(),
            used_urls: response_url::Used::default(),
            streams: FinishedStreams::default(),
            now,
            chance,
        })
    }

    /// Makes a group of the app, for the people who work on one incident. Messages to the address
    /// it gives are read by all of them.
    pub async fn create_group(&self, group: &NewGroup<'_>) -> Result<Address, SendError> {
        let chat = self.app()?.create_group(group, (self.now)()).await?;
        Ok(Address::room(format!("appchat:{chat}")))
    }

    /// Whether the robot's long connection is held right now.
    pub fn is_connected(&self) -> bool {
        self.link.is_up()
    }

    fn take(&self, opened: &Opened<'_>) -> Result<Inbound, Refusal> {
        match opened.endpoint {
            Endpoint::App => callback::app::read(&self.settings, &opened.clear, opened.signed_at),
            Endpoint::GroupRobot => {
                callback::group_robot::read(&self.settings, &opened.clear, opened.signed_at)
            }
            Endpoint::Robot | Endpoint::Socket => self.take_from_robot(opened),
        }
    }

    fn take_from_robot(&self, opened: &Opened<'_>) -> Result<Inbound, Refusal> {
        let body: Value = serde_json::from_str(&opened.clear).map_err(|_| Refusal::Malformed)?;
        let arrival =
            Arrival { endpoint: Endpoint::Robot, token: &opened.nonce, at: opened.signed_at };
        match callback::robot::read(&self.settings, &body, &arrival)? {
            News::Event(event) => {
                // WeCom shows a group's id nowhere, so an operator finds it here.
                tracing::debug!(
                    platform = self.settings.name,
                    room = event.room.address,
                    "event received"
                );
                Ok(Inbound::Event(event))
            }
            News::StreamAsked(id) => Ok(match self.streams.find(&id) {
                Some(clear) => {
                    Inbound::Challenge(self.seal(opened.key).json(&clear, &opened.nonce))
                }
                None => Inbound::Ignored("a stream that is not known"),
            }),
            News::TakenOver => Ok(Inbound::Ignored("an event of the long connection")),
            News::Ignored(why) => Ok(Inbound::Ignored(why)),
        }
    }

    /// The answer as the event's own endpoint wants it; none if there is nothing to say.
    fn passive(&self, event: &ChatEvent, outcome: &EventOutcome) -> Option<RawResponse> {
        let way = ReplyRoute::read(event.reply_to.as_ref()?)?;
        let answer = outcome.reply.as_ref()?;
        match way.endpoint {
            Endpoint::Robot => {
                let clear = passive::of_robot(&way, answer, outcome, self.calling).to_string();
                if way.task_id.is_none() {
                    self.streams.keep(passive::stream_id(&way), clear.clone(), (self.now)());
                }
                Some(self.seal(self.settings.robot_callback()?).json(&clear, &way.token))
            }
            Endpoint::App => {
                let app = self.settings.app.as_ref()?;
                let clear = passive::of_app(&way, &app.corp_id, answer, (self.now)());
                Some(self.seal(app.callback.as_ref()?).xml(&clear))
            }
            Endpoint::GroupRobot => {
                let clear = passive::of_group_robot(answer);
                Some(self.seal(self.settings.group_robot.as_ref()?).xml(&clear))
            }
            Endpoint::Socket => None,
        }
    }

    fn seal<'a>(&self, key: &'a crate::crypto::CallbackKey) -> Seal<'a> {
        Seal { key, salt: (self.chance)(), now: (self.now)() }
    }

    /// The way back of the event that is answered, where it reaches exactly the people of `to`.
    fn route(&self, to: &Address, options: &SendOptions) -> Option<ReplyRoute> {
        let reply = options.reply_to.as_ref().filter(|reply| reply.is_open((self.now)()))?;
        ReplyRoute::read(reply).filter(|way| self.is_same_room(&to.text, &way.room))
    }

    fn is_same_room(&self, to: &str, room: &str) -> bool {
        let Ok(Target::Webhook(name)) = Target::of(to) else { return to == room };
        let chat = self.settings.webhooks.get(name).and_then(|webhook| webhook.chat.as_deref());
        chat.is_some_and(|chat| room == crate::address::robot(chat))
    }

    /// Answers by the way back; none where it takes no answer (any more), so that the address is
    /// left.
    async fn reply(&self, way: &ReplyRoute, message: &Message) -> Option<Result<Sent, SendError>> {
        let answered = match way.endpoint {
            Endpoint::Robot => self.reply_by_url(way, message).await?,
            Endpoint::Socket => {
                let long = self.settings.long_connection()?;
                // Who else may see the answer is not known here, so the card changes for the
                // presser alone.
                socket::respond(&self.link, long, way, message, self.calling, true).await
            }
            Endpoint::App => {
                let task_id = way.task_id.as_deref().filter(|_| !way.token.is_empty())?;
                let pressed = (way.account.as_str(), task_id, way.token.as_str());
                self.app.as_ref()?.update_card(pressed, message, (self.now)()).await
            }
            Endpoint::GroupRobot => return None,
        };
        match answered {
            Ok(()) => Some(Ok(Sent::default())),
            Err(SendError::Permanent { .. }) => None,
            Err(other) => Some(Err(other)),
        }
    }

    async fn reply_by_url(
        &self,
        way: &ReplyRoute,
        message: &Message,
    ) -> Option<Result<(), SendError>> {
        let url = match self.take_url(way.url.as_deref()?) {
            Ok(url) => url,
            Err(why) => {
                tracing::warn!(platform = self.settings.name, %why, "response_url skipped");
                return None;
            }
        };
        let answered = webhook::respond(&self.client, url.clone(), message, self.calling).await;
        if matches!(answered, Err(SendError::RetryAfter(_))) {
            self.used_urls.give_back(&url);
        }
        Some(answered)
    }

    /// The address of a message, for the one call that it is good for.
    fn take_url(&self, written: &str) -> Result<Url, ReplyRefusal> {
        let url = response_url::guard(written, &self.settings)?;
        self.used_urls.take(&url, (self.now)())?;
        Ok(url)
    }

    async fn send_directly(
        &self,
        way: Target<'_>,
        message: &Message,
        key: &str,
    ) -> Result<Sent, SendError> {
        let long = self.settings.long_connection();
        match (way, long) {
            (Target::Robot(to) | Target::User(to), Some(long)) => {
                self.by_robot(long, way, to, message, key).await
            }
            (Target::Robot(chat), None) => {
                let webhook = self.settings.webhook_into(chat).ok_or_else(|| {
                    SendError::refused(
                        "a robot that is called back cannot speak first: give this group a webhook",
                    )
                })?;
                self.by_webhook(webhook, message).await
            }
            (Target::Webhook(name), _) => {
                let webhook = self.settings.webhooks.get(name);
                let gone = || SendError::gone("no webhook of that name in the settings");
                self.by_webhook(webhook.ok_or_else(gone)?, message).await
            }
            (Target::User(account), None) | (Target::App(account), _) => {
                self.app()?.to_person(account, message, key, (self.now)()).await
            }
            (Target::AppChat(chat), _) => self.app()?.to_group(chat, message, (self.now)()).await,
        }
    }

    async fn by_webhook(&self, webhook: &Webhook, message: &Message) -> Result<Sent, SendError> {
        webhook::post(&self.client, &self.settings.api, webhook, message)
            .await
            .map(|()| Sent::default())
    }

    async fn by_robot(
        &self,
        long: &LongConnection,
        way: Target<'_>,
        to: &str,
        message: &Message,
        key: &str,
    ) -> Result<Sent, SendError> {
        let salt = (self.chance)();
        // The id of a card may not come twice, and a second copy is another card.
        let key = if message.repeat { format!("{key} {salt:?}") } else { key.to_owned() };
        let task_id = card::task_id(message, &key);
        // A card calls nobody, so in a group a call goes before the buttons.
        let must_call = matches!(way, Target::Robot(_))
            && self.calling == Calling::ByAccount
            && !text::called(message).is_empty();
        let card =
            (!must_call).then(|| card::with_buttons(message, &task_id, card::ROBOT)).flatten();
        let reference = card.as_ref().map(|_| chat::MessageRef(task_id));
        let body = if let Some(card) = card {
            json!({"chatid": to, "msgtype": "template_card", "template_card": card})
        } else {
            let content = text::markdown(message, LONGEST_MARKDOWN, self.calling, Buttons::AsWords);
            json!({"chatid": to, "msgtype": "markdown", "markdown": {"content": content}})
        };
        let req_id = self.link.fresh_req_id(socket::SEND, salt);
        self.link.ask(socket::SEND, &req_id, &body, long.answer_within).await?;
        Ok(Sent { reference })
    }

    fn app(&self) -> Result<&AppApi, SendError> {
        self.app.as_ref().ok_or_else(|| SendError::refused("no WeCom app in the settings"))
    }
}

#[async_trait]
impl ChatPlatform for WeCom {
    fn name(&self) -> &str {
        &self.settings.name
    }

    fn capabilities(&self) -> &Capabilities {
        self.contact_methods.usual()
    }

    fn capabilities_at(&self, address: &str) -> &Capabilities {
        self.contact_methods.at(address)
    }

    fn shown_names(&self) -> Vec<String> {
        let robot = self.settings.robot.as_ref();
        robot.and_then(|robot| robot.display_name.clone()).into_iter().collect()
    }

    fn receive(&self, request: &RawRequest, now: DateTime<Utc>) -> Result<Inbound, Refusal> {
        let opened = callback::open(&self.settings, request, now)?;
        if opened.is_check {
            return Ok(Inbound::Challenge(RawResponse::text(opened.clear)));
        }
        self.take(&opened)
    }

    fn respond(&self, event: Option<&ChatEvent>, outcome: &EventOutcome) -> RawResponse {
        event.and_then(|event| self.passive(event, outcome)).unwrap_or_else(passive::nothing)
    }

    async fn send(
        &self,
        to: &Address,
        message: &Message,
        options: &SendOptions,
    ) -> Result<Sent, SendError> {
        let way = Target::of(&to.text)?;
        if let Some(route) = self.route(to, options)
            && let Some(replied) = self.reply(&route, message).await
        {
            return replied;
        }
        self.send_directly(way, message, &options.key).await
    }

    async fn check(&self) -> Health {
        let is_wanted = self.settings.long_connection().is_some() && self.link.was_begun();
        if is_wanted && !self.link.is_up() {
            return Health::Down("the long connection is down".into());
        }
        let Some(app) = &self.app else {
            return if self.link.is_up() { Health::Up } else { Health::Unknown };
        };
        match app.check((self.now)()).await {
            Ok(()) => Health::Up,
            Err(error) => Health::Down(error.to_string()),
        }
    }

    fn holds_connection(&self) -> bool {
        self.settings.long_connection().is_some()
    }

    async fn connect(&self, sink: Arc<dyn EventSink>) -> Result<(), ConnectError> {
        let (Some(long), Some(robot)) = (self.settings.long_connection(), &self.settings.robot)
        else {
            return Err(ConnectError::NotAGateway);
        };
        self.link.begin();
        let connection = Connection {
            settings: &self.settings,
            bot_id: &robot.bot_id,
            long,
            calling: self.calling,
            link: &self.link,
            salt: (self.chance)(),
            now: Arc::clone(&self.now),
            sink,
        };
        Err(connection.hold().await)
    }
}
