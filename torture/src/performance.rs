//! Plays one story: people write until the bot has taken it, and wait for what they must be told.

use std::time::{Duration, Instant};

use anyhow::Context;
use simulator::{PressRequest, SayRequest, VisibleMessage};

use crate::patience::{pause, until};
use crate::people::Phones;
use crate::story::{Act, Story};
use crate::watcher::{Room, Watcher, holds};
use crate::world::MANAGER;

/// A platform brings again what the bot has not taken; so do people.
const AGAIN_AFTER: Duration = Duration::from_millis(700);

/// How long people wait before they say something again, and how often they do. The bot does not
/// repeat a command that comes again within a minute.
const SILENCE: Duration = Duration::from_secs(45);
const TIMES_AGAIN: usize = 2;

/// Stands in every page and in nothing else.
const PAGE: &str = "呼叫 ";

/// Everything a story is played with.
pub(crate) struct Stage {
    pub(crate) story: Story,
    pub(crate) phones: Phones,
    pub(crate) watcher: Watcher,
    pub(crate) is_listed: bool,
    /// Whether the platform brings a message once, whether or not the bot could save it.
    pub(crate) brings_once: bool,
    /// How long people wait for one thing, all faults included.
    pub(crate) patience: Duration,
}

/// What became of a story.
#[derive(Debug)]
pub(crate) struct Played {
    pub(crate) story: Story,
    /// The number people read in the receipt.
    pub(crate) number: Option<i64>,
    /// What every room had to read, each by words that are in no other message there.
    pub(crate) read: Vec<(Room, Vec<String>)>,
    /// How long people waited for what they read.
    pub(crate) waits: Vec<Wait>,
    /// Why it did not come to its ending.
    pub(crate) stuck: Option<String>,
    /// When the bot took the last thing that was said or pressed.
    taken_at: Option<Instant>,
}

/// From the moment at which the bot took something to the moment at which somebody read what came
/// of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wait {
    pub(crate) from: Instant,
    pub(crate) until: Instant,
    pub(crate) is_page: bool,
}

impl Played {
    fn new(story: Story) -> Self {
        let (read, waits) = (Vec::new(), Vec::new());
        Self { story, number: None, read, waits, stuck: None, taken_at: None }
    }

    fn note_wait(&mut self, until: Instant, words: &[&str]) {
        if let Some(from) = self.taken_at.filter(|from| *from < until) {
            self.waits.push(Wait { from, until, is_page: words.contains(&PAGE) });
        }
    }
}

impl Stage {
    /// Plays the story to its ending.
    pub(crate) async fn play(self) -> Played {
        pause(Duration::from_millis(self.story.begins_after)).await;
        let mut played = Played::new(self.story.clone());
        for (place, act) in self.story.acts.iter().enumerate() {
            if let Err(why) = self.perform(place, act, &mut played).await {
                played.stuck = Some(format!("{act:?} of {}: {why:#}", self.story.title));
                break;
            }
        }
        played
    }

    async fn perform(&self, place: usize, act: &Act, played: &mut Played) -> anyhow::Result<()> {
        let title = self.story.title.as_str();
        match act {
            Act::Open => {
                let said = self.by_customer(&self.opening());
                let receipt =
                    self.hears(played, place, said, self.group(), &[title, "已受理"]).await?;
                played.number =
                    Some(number_in(&receipt.text, title).context("the receipt has no number")?);
                self.reads(played, self.engineer(), &[PAGE, title]).await?;
                self.reads(played, MANAGER, &[title, "立即告知"]).await?;
            }
            Act::Acknowledge { by_button } => {
                let page = self.reads(played, self.engineer(), &[PAGE, title]).await?;
                self.acknowledge(place, &page, *by_button, played).await?;
            }
            Act::Update(text) => {
                let said = self.by_engineer(&self.listed("进展", played, text)?);
                let number = incident(played)?;
                let told = self.on_poor([&number, "次进展"], [text, "次进展"]);
                self.hears(played, place, said, self.group(), &told).await?;
            }
            Act::Comment(text) => {
                let said = self.by_customer(&self.listed("补充", played, text)?);
                self.hears(played, place, said, self.engineer(), &[text]).await?;
            }
            Act::Solve(text) => {
                let said = self.by_engineer(&self.listed("方案", played, text)?);
                let number = incident(played)?;
                let told = self.on_poor([&number, "已给出方案"], [text, "同意关闭"]);
                self.hears(played, place, said, self.group(), &told).await?;
            }
            Act::Reject(text) => {
                let said = self.by_customer(&self.listed("未解决", played, text)?);
                let number = incident(played)?;
                let told = self.on_poor([&number, "客户表示未解决"], [text, "仍未解决"]);
                self.hears(played, place, said, self.engineer(), &told).await?;
            }
            Act::Consent { by_button } => self.consent(place, *by_button, played).await?,
        }
        Ok(())
    }

    async fn acknowledge(
        &self,
        place: usize,
        page: &VisibleMessage,
        by_button: bool,
        played: &mut Played,
    ) -> anyhow::Result<()> {
        let number = incident(played)?;
        let told = [number.as_str(), "负责人：", "响应："];
        // A message that lists several pages has a button for each.
        let several = format!("认领 #{}", number.trim_start_matches("INC-"));
        let engineer = self.story.customer.engineer;
        let is_pressed = by_button
            && (self.press(page, &several, engineer).await?
                || self.press(page, "认领", engineer).await?);
        if is_pressed {
            played.taken_at = Some(Instant::now());
            return self.reads(played, self.group(), &told).await.map(drop);
        }
        let code = code_in(&page.text, &self.story.title).context("the page has no code")?;
        let said = SayRequest {
            room: engineer.to_owned(),
            direct: true,
            account: engineer.to_owned(),
            text: format!("收到 {code}"),
            ..SayRequest::default()
        };
        self.hears(played, place, said, self.group(), &told).await.map(drop)
    }

    async fn consent(
        &self,
        place: usize,
        by_button: bool,
        played: &mut Played,
    ) -> anyhow::Result<()> {
        let number = incident(played)?;
        let told = [number.as_str(), "已关闭"];
        let offers = self.on_poor([number.as_str(), "已给出方案"], [number.as_str(), "同意关闭"]);
        let question = self.watcher.wait_for(self.group(), &offers, self.patience).await?.message;
        if by_button && self.press(&question, "同意关闭", self.story.customer.account).await? {
            played.taken_at = Some(Instant::now());
            return self.reads(played, self.group(), &told).await.map(drop);
        }
        let short = number.trim_start_matches("INC-");
        let said = self.by_customer(&format!("同意关闭 #{short}"));
        self.hears(played, place, said, self.group(), &told).await.map(drop)
    }

    /// Presses a button until the bot has taken it; false where the message has no such button.
    async fn press(
        &self,
        message: &VisibleMessage,
        button: &str,
        account: &str,
    ) -> anyhow::Result<bool> {
        let Some(button) = message.buttons.iter().find(|label| *label == button) else {
            return Ok(false);
        };
        let (message, button, account) = (message.id.clone(), button.clone(), account.to_owned());
        let pressed = PressRequest { message, button, account };
        self.until_taken(async || self.phones.press(&pressed).await).await?;
        Ok(true)
    }

    fn opening(&self) -> String {
        let title = &self.story.title;
        if self.is_listed {
            format!("/工单 开单\n标题:{title}\n级别:L1")
        } else {
            format!("开单 L1 {title}")
        }
    }

    /// A command about the incident, in the way of the platform.
    fn listed(&self, verb: &str, played: &Played, text: &str) -> anyhow::Result<String> {
        let number = played.number.context("nobody knows the incident's number")?;
        Ok(if self.is_listed {
            format!("/值守 {verb} 编号:{number} 内容:{text}")
        } else {
            format!("{verb} #{number} {text}")
        })
    }

    /// The headline where a list may have no room for more, and the words elsewhere.
    fn on_poor<'w>(&self, headline: [&'w str; 2], words: [&'w str; 2]) -> [&'w str; 2] {
        if self.story.customer.platform == "welink" { headline } else { words }
    }

    fn by_customer(&self, text: &str) -> SayRequest {
        self.in_group(self.story.customer.account, text)
    }

    fn by_engineer(&self, text: &str) -> SayRequest {
        self.in_group(self.story.customer.engineer, text)
    }

    /// Somebody says something, and somebody reads what must come of it. Where the platform brings a
    /// message once, people say it again.
    async fn hears(
        &self,
        played: &mut Played,
        place: usize,
        said: SayRequest,
        room: Room,
        words: &[&str],
    ) -> anyhow::Result<VisibleMessage> {
        self.insist(place, said.clone()).await?;
        played.taken_at = Some(Instant::now());
        if self.brings_once {
            for again in 1..=TIMES_AGAIN {
                if self.watcher.wait_for(room, words, SILENCE).await.is_ok() {
                    break;
                }
                self.insist(place + 100 * again, said.clone()).await?;
            }
        }
        self.reads(played, room, words).await
    }

    fn in_group(&self, account: &str, text: &str) -> SayRequest {
        let (room, account) = (self.story.customer.group.to_owned(), account.to_owned());
        SayRequest { room, account, text: text.to_owned(), ..SayRequest::default() }
    }

    /// Says it again as the same message until the bot has taken it.
    async fn insist(&self, place: usize, said: SayRequest) -> anyhow::Result<()> {
        let said = SayRequest { id: Some(self.message_id(place)), ..said };
        self.until_taken(async || self.phones.say(&said).await).await
    }

    async fn until_taken(&self, act: impl AsyncFn() -> Result<(), String>) -> anyhow::Result<()> {
        let mut refused = String::new();
        let taken = until("the bot takes it", self.patience, async || {
            let outcome = act().await;
            if let Err(why) = outcome {
                refused = why;
                pause(AGAIN_AFTER).await;
                return None;
            }
            Some(())
        })
        .await;
        taken.with_context(|| refused)
    }

    /// Somebody reads a message with these words, and must not read it twice.
    async fn reads(
        &self,
        played: &mut Played,
        room: Room,
        words: &[&str],
    ) -> anyhow::Result<VisibleMessage> {
        let seen = self.watcher.wait_for(room, words, self.patience).await?;
        played.note_wait(seen.at, words);
        played.read.push((room, words.iter().map(|word| (*word).to_owned()).collect()));
        Ok(seen.message)
    }

    /// An id as Discord makes them; the other platforms take any. The same for each try.
    fn message_id(&self, place: usize) -> String {
        let digits: String = self.story.token().chars().filter(char::is_ascii_digit).collect();
        format!("50000000{digits:0>6}{place:0>4}")
    }

    fn group(&self) -> Room {
        (self.story.customer.platform, self.story.customer.group)
    }

    fn engineer(&self) -> Room {
        (self.story.customer.platform, self.story.customer.engineer)
    }
}

fn incident(played: &Played) -> anyhow::Result<String> {
    let number = played.number.context("nobody knows the incident's number")?;
    Ok(format!("INC-{number}"))
}

/// The number in the item of a message that names the title.
fn number_in(text: &str, title: &str) -> Option<i64> {
    let item = text.split("\n· ").find(|item| holds(item, &[title]))?;
    let (_, behind) = item.split_once("INC-")?;
    let digits: String = behind.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// The four digits that name a page.
fn code_in(text: &str, title: &str) -> Option<String> {
    let item = text.split("\n· ").find(|item| holds(item, &[PAGE, title]))?;
    let (_, behind) = item.split_once("呼叫 ")?;
    let digits: String = behind.chars().take_while(char::is_ascii_digit).collect();
    (digits.len() == 4).then_some(digits)
}
