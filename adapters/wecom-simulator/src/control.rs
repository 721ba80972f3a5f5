//! The side of the people: they write and press, and the platform brings it to the bot.

use std::time::Duration;

use async_trait::async_trait;
use chat::RawRequest;
use serde_json::{Value, json};
use simulator::{
    CallFault, Fault, FaultRequest, Figures, PressRequest, SayRequest, Simulator, Turn,
    VisibleMessage,
};
use tokio::time::interval;

use crate::callbacks::{Act, Utterance};
use crate::state::{Delivery, Route, Ticket, errcode};
use crate::{WeComSimulator, socket};

/// The platform tries three times in all (vendor page 90930).
const TRIES: u32 = 3;
const BETWEEN_TRIES: Duration = Duration::from_secs(1);

/// After five seconds the platform takes an answer for lost (vendor page 90930).
const ANSWER_TIME: Duration = Duration::from_secs(5);

/// How often an unfinished stream is asked for.
const MOST_POLLS: u32 = 10;

/// Something people did, on its way to the bot.
#[derive(Debug, Clone)]
pub(crate) enum Happening {
    /// For the robot: the clear message.
    Robot(Value),
    /// For the app: the clear message, who, and the card that was pressed.
    App { clear: String, account: String, task_id: Option<String> },
}

#[async_trait]
impl Simulator for WeComSimulator {
    async fn say(&self, said: SayRequest) -> Result<(), String> {
        let number = self.inner.state().next_number();
        let id = said.id.unwrap_or_else(|| format!("{number}"));
        let chat = (!said.direct).then_some(said.room.as_str());
        let quoted = said.quotes.as_ref().map(|id| self.words_of(id)).transpose()?;
        let act = match (&quoted, said.attachment) {
            (_, Some(attachment)) => Act::Send(attachment, &said.text),
            (Some(quoted), None) => Act::Answer(&said.text, quoted),
            (None, None) => Act::Say(&said.text),
        };
        let utterance = Utterance { id: &id, chat, account: &said.account, act };
        let happening = if said.direct && self.was_last_reached_by_app(&said.account) {
            self.for_app(&utterance)
        } else {
            Happening::Robot(self.inner.robot_message(&utterance, &self.base(), self.inner.now()))
        };
        self.bring_in_turn(happening).await
    }

    async fn press(&self, pressed: PressRequest) -> Result<(), String> {
        let delivery =
            self.deliveries().into_iter().find(|delivery| delivery.id == pressed.message);
        let delivery = delivery.ok_or("no such message")?;
        let is_wanted = |(label, key): &&(String, String)| [label, key].contains(&&pressed.button);
        let (_, key) = delivery.content.buttons.iter().find(is_wanted).ok_or("no such button")?;
        let task_id = delivery.content.task_id.as_deref().ok_or("not a card")?;
        let id = format!("press-{}", self.inner.state().next_number());
        let chat = (delivery.room != pressed.account).then_some(delivery.room.as_str());
        let utterance =
            Utterance { id: &id, chat, account: &pressed.account, act: Act::Press(key, task_id) };
        let happening = if delivery.route == Route::App {
            self.for_app(&utterance)
        } else {
            Happening::Robot(self.inner.robot_message(&utterance, &self.base(), self.inner.now()))
        };
        self.bring_in_turn(happening).await
    }

    fn messages(&self, room: &str) -> Vec<VisibleMessage> {
        self.deliveries().into_iter().filter(|delivery| delivery.room == room).map(shown).collect()
    }

    fn inject(&self, request: FaultRequest) -> Result<(), String> {
        let mut state = self.inner.state();
        let unavailable = CallFault::Respond(503, json!({}));
        match state.faults.inject(&request, errcode(45_009), unavailable) {
            Some(Fault::ExpireTokens) => state.tokens.clear(),
            Some(Fault::CloseSocket) => {
                let listener = state.listener.take().ok_or("no bot holds a long connection")?;
                let closed = listener.frames.send(Value::Null);
                return closed.map_err(|_| "it was closed already".to_owned());
            }
            _ => {}
        }
        Ok(())
    }

    fn figures(&self) -> Figures {
        let state = self.inner.state();
        state.tally.figures(state.connections, state.faults.left())
    }
}

impl WeComSimulator {
    fn words_of(&self, message: &str) -> Result<String, String> {
        let delivery = self.deliveries().into_iter().find(|delivery| delivery.id == message);
        Ok(delivery.ok_or("no such message")?.content.text)
    }

    /// People answer where they were last written to.
    fn was_last_reached_by_app(&self, account: &str) -> bool {
        let state = self.inner.state();
        let last = state.deliveries.iter().rev().find(|delivery| delivery.room == account);
        last.is_some_and(|delivery| delivery.route == Route::App)
    }

    fn for_app(&self, utterance: &Utterance<'_>) -> Happening {
        let task_id = match utterance.act {
            Act::Say(_) | Act::Answer(..) | Act::Send(..) => None,
            Act::Press(_, task_id) => Some(task_id.to_owned()),
        };
        let clear = self.inner.app_message(utterance, self.inner.now());
        Happening::App { clear, account: utterance.account.to_owned(), task_id }
    }

    /// Brings what happened, in the order and as often as the faults want it.
    async fn bring_in_turn(&self, happening: Happening) -> Result<(), String> {
        let turn = self.inner.state().faults.turn(happening);
        let Some(Turn { event, twice, earlier }) = turn else { return Ok(()) };
        self.bring(&event).await?;
        if twice {
            self.bring_again(&event).await?;
        }
        match earlier {
            Some(earlier) => self.bring(&earlier).await,
            None => Ok(()),
        }
    }

    /// A second delivery. The first answer stands, so this one only has to be 200.
    async fn bring_again(&self, happening: &Happening) -> Result<(), String> {
        let make = || match happening {
            Happening::Robot(clear) => self.inner.robot_request(clear, self.inner.now()),
            Happening::App { clear, .. } => self.inner.app_request(clear, self.inner.now()),
        };
        match happening {
            Happening::Robot(clear) if self.is_listened_to() => self.bring_by_socket(clear),
            _ => self.call_bot(make).await.map(drop),
        }
    }

    async fn bring(&self, happening: &Happening) -> Result<(), String> {
        match happening {
            Happening::Robot(clear) if self.is_listened_to() => self.bring_by_socket(clear),
            Happening::Robot(clear) => self.bring_by_callback(clear).await,
            Happening::App { clear, account, task_id } => {
                let make = || self.inner.app_request(clear, self.inner.now());
                let (_, body) = self.call_bot(make).await?;
                self.inner.take_app_answer(account, task_id.as_deref(), &body)
            }
        }
    }

    fn is_listened_to(&self) -> bool {
        self.inner.state().listener.is_some()
    }

    fn bring_by_socket(&self, clear: &Value) -> Result<(), String> {
        let at = self.inner.now();
        let mut state = self.inner.state();
        let req_id = format!("fake-req-{}", state.next_number());
        let task_id = clear["event"]["template_card_event"]["task_id"].as_str().map(str::to_owned);
        let account = clear["from"]["userid"].as_str().unwrap_or_default().to_owned();
        let room = clear["chatid"].as_str().unwrap_or(&account).to_owned();
        let cmd = if task_id.is_some() { "aibot_event_callback" } else { "aibot_msg_callback" };
        state.tickets.insert(req_id.clone(), Ticket { room, account, task_id, at });
        let frame = socket::callback(cmd, &req_id, clear);
        let listener = state.listener.as_ref().ok_or("no bot listens")?;
        listener.frames.send(frame).map_err(|_| "the connection is gone".to_owned())
    }

    async fn bring_by_callback(&self, clear: &Value) -> Result<(), String> {
        let (nonce, body) =
            self.call_bot(|| self.inner.robot_request(clear, self.inner.now())).await?;
        if self.inner.take_robot_answer(clear, &nonce, &body)? {
            return Ok(());
        }
        let mut pause = interval(BETWEEN_TRIES);
        for _ in 0..MOST_POLLS {
            pause.tick().await;
            let mut poll = clear.clone();
            poll["msgtype"] = json!("stream");
            poll["stream"] =
                json!({"id": format!("answer-{}", clear["msgid"].as_str().unwrap_or_default())});
            let (nonce, body) =
                self.call_bot(|| self.inner.robot_request(&poll, self.inner.now())).await?;
            if self.inner.take_robot_answer(clear, &nonce, &body)? {
                return Ok(());
            }
        }
        Err("the stream was never finished".into())
    }

    /// Calls the bot until it answers 200; gives the request's nonce and the body.
    async fn call_bot(&self, make: impl Fn() -> RawRequest) -> Result<(String, Vec<u8>), String> {
        let bot = self.bot.as_ref().ok_or("no bot listens, and no address of one is known")?;
        let mut pause = interval(BETWEEN_TRIES);
        let mut last = String::new();
        for _ in 0..TRIES {
            pause.tick().await;
            let request = make();
            let mut url = bot
                .join(&format!("hooks/wecom/{}", request.path_tail))
                .map_err(|e| e.to_string())?;
            url.set_query(Some(&request.query));
            let nonce = url
                .query_pairs()
                .find(|(name, _)| name == "nonce")
                .map(|(_, nonce)| nonce.into_owned());
            match self.client.post(url).timeout(ANSWER_TIME).body(request.body).send().await {
                Ok(answer) if answer.status().as_u16() == 200 => {
                    let body = answer.bytes().await.map_err(|error| error.to_string())?;
                    return Ok((nonce.unwrap_or_default(), body.to_vec()));
                }
                Ok(answer) => last = format!("the bot answered {}", answer.status()),
                Err(error) => last = error.to_string(),
            }
        }
        Err(last)
    }
}

fn shown(delivery: Delivery) -> VisibleMessage {
    VisibleMessage {
        id: delivery.id,
        room: delivery.room,
        text: delivery.content.text,
        buttons: delivery.content.buttons.into_iter().map(|(label, _)| label).collect(),
        mentioned: delivery.content.mentioned,
        only_for: delivery.only_for,
        thread: None,
        edits: delivery.edits,
    }
}
