//! The simulator from its users' side: people write, press and read; an operator makes it
//! misbehave.

use async_trait::async_trait;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use simulator::{
    CallFault, Fault, FaultRequest, Figures, PressRequest, SayRequest, Simulator, Turn,
    VisibleMessage,
};

use crate::gateway::Reach;
use crate::people::Utterance;
use crate::state::{Delivery, Inner, flood_control};
use crate::{Shared, cards};
use chat_dingtalk::http;
use chat_dingtalk::protocol::{CARD_TOPIC, MESSAGE_TOPIC};

/// What the gateway's flood control asks for when it is told to.
const FLOOD_WAIT_SECONDS: u64 = 5;

/// A simulator as people know it.
pub(crate) struct Stage(pub(crate) Shared);

#[async_trait]
impl Simulator for Stage {
    async fn say(&self, said: SayRequest) -> Result<(), String> {
        let inner = &*self.0;
        let message = inner.message_of(&said);
        let turn = inner.state().faults.turn(message);
        for message in turn.into_iter().flat_map(Turn::into_events) {
            inner.bring_message(&message).await?;
        }
        Ok(())
    }

    async fn press(&self, pressed: PressRequest) -> Result<(), String> {
        let inner = &*self.0;
        let press = inner.press_of(&pressed)?;
        let copies = if inner.state().faults.twice() { 2 } else { 1 };
        for _ in 0..copies {
            let answer = inner.bring("CALLBACK", CARD_TOPIC, &press, Reach::Subscribed).await?;
            if answer.code != 200 {
                return Err(format!("the bot answered {}", answer.code));
            }
            let response = &answer.data["response"];
            cards::apply_answer(&mut inner.state(), &pressed.message, &pressed.account, response);
        }
        Ok(())
    }

    fn messages(&self, room: &str) -> Vec<VisibleMessage> {
        let room = bare(room);
        self.0
            .state()
            .deliveries
            .iter()
            .filter(|delivery| delivery.room == room)
            .map(shown)
            .collect()
    }

    fn inject(&self, request: FaultRequest) -> Result<(), String> {
        let mut state = self.0.state();
        let unavailable = CallFault::Respond(503, json!({"code": "system.error"}));
        match state.faults.inject(&request, flood_control(FLOOD_WAIT_SECONDS), unavailable) {
            Some(Fault::ExpireTokens) => state.tokens.clear(),
            Some(Fault::CloseSocket) => state.gateway.break_some(usize::MAX),
            _ => {}
        }
        Ok(())
    }

    fn figures(&self) -> Figures {
        let state = self.0.state();
        state.tally.figures(state.gateway.opened, state.faults.left())
    }
}

impl Inner {
    fn message_of(&self, said: &SayRequest) -> Value {
        let id = said.id.clone().unwrap_or_else(|| format!("msg{}==", self.state().next_number()));
        let room = bare(&said.room);
        let utterance = Utterance {
            id: &id,
            conversation: (!said.direct).then_some(room),
            staff: Some(&said.account),
            nick: &said.account,
            text: &said.text,
            mentioned: &[],
            quotes: said.quotes.as_deref(),
            attachment: said.attachment,
        };
        self.message(utterance, self.now())
    }

    /// A bot that holds connections receives events there; any other is called back.
    async fn bring_message(&self, message: &Value) -> Result<(), String> {
        let holds_connections = self.state().gateway.connections() > 0;
        match &self.bot {
            Some(bot) if !holds_connections => self.call_back(bot, message).await,
            _ => {
                match self.bring("CALLBACK", MESSAGE_TOPIC, message, Reach::Subscribed).await?.code
                {
                    200 => Ok(()),
                    code => Err(format!("the bot answered {code}")),
                }
            }
        }
    }

    async fn call_back(&self, bot: &url::Url, message: &Value) -> Result<(), String> {
        let url = bot.join("/hooks/dingtalk").map_err(|_| "the bot's address is unusable")?;
        let client = http::client().map_err(|_| "no client")?;
        let headers = self.signed_headers(self.now()).into_iter();
        let headers: HeaderMap = headers
            .filter(|(name, _)| name != "Content-Type")
            .filter_map(|(name, value)| Some((name.parse().ok()?, value.parse().ok()?)))
            .collect();
        let answer =
            http::VENDOR.send_json(client.post(url).headers(headers), message.to_string()).await;
        match answer.map_err(|error| error.to_string())?.status {
            200 => Ok(()),
            status => Err(format!("the bot answered {status}")),
        }
    }

    /// A press on a button that is now on the card, with the fields of the vendor's sample.
    fn press_of(&self, pressed: &PressRequest) -> Result<Value, String> {
        let state = self.state();
        let card = state.deliveries.iter().rev().find(|delivery| delivery.id == pressed.message);
        let card = card.ok_or("there is no such message")?;
        let fits =
            |(label, key): &&(String, String)| *label == pressed.button || *key == pressed.button;
        let (_, key) = card.buttons.iter().find(fits).ok_or("there is no such button on it")?;
        let content = json!({"cardPrivateData": {"actionIds": ["press"], "params": {"key": key}}});
        Ok(json!({
            "extension": "{}",
            "corpId": self.setup.corp_id,
            "type": "actionCallback",
            "userId": pressed.account,
            "outTrackId": pressed.message,
            "content": content.to_string(),
        }))
    }
}

fn shown(delivery: &Delivery) -> VisibleMessage {
    let everybody = delivery.at_all.then(|| "all".to_owned());
    VisibleMessage {
        id: delivery.id.clone(),
        room: delivery.room.clone(),
        text: delivery.text.clone(),
        buttons: delivery.buttons.iter().map(|(label, _)| label.clone()).collect(),
        mentioned: delivery.at.iter().cloned().chain(everybody).collect(),
        only_for: None,
        thread: None,
        edits: delivery.edits,
    }
}

/// Rooms may be named as the adapter's addresses name them.
fn bare(room: &str) -> &str {
    room.strip_prefix("group:").or_else(|| room.strip_prefix("user:")).unwrap_or(room)
}
