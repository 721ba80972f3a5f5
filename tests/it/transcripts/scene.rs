//! One group of the sandbox, the rooms beside it, and what is said there in order.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use regex::Regex;
use serde_json::{Value, json};

use crate::sandbox_http::sandbox::Sandbox;

/// A conversation that is being written down.
pub(crate) struct Scene {
    sandbox: Sandbox,
    group: String,
    /// The paths of the rooms that are listened to, with what they are called.
    places: Vec<(String, String)>,
    zone: Tz,
    read_until: u64,
    text: String,
    /// What was said last and not written down.
    unwritten: String,
}

/// Words with something in them that only the sandbox knows.
pub(crate) enum Spoken<'a> {
    Words(&'a str),
    /// The code of the last page to this person, with the word that acknowledges.
    AckOfLastPage,
    /// These words, with the code that the bot asked to be repeated put in the place of `{code}`.
    WithCode(&'a str),
}

/// The codes are made by chance; what they are does not matter.
static CODES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\bP-\d{4}\b|(收到|ack|转交|handoff|呼叫|[Pp]age) \d{4}\b|(确认|confirm) [0-9A-Z]{4}\b",
    )
    .unwrap()
});

/// A code that waits for a yes.
static ASKED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:确认|confirm) ([0-9A-Z]{4})\b").unwrap());

impl Scene {
    /// Listens to a customer's group, and to these groups and people beside it.
    pub(crate) async fn starting_at(
        start: &str,
        group: &str,
        groups: &[&str],
        people: &[&str],
    ) -> Self {
        let sandbox = Sandbox::start_at(start).await;
        let zone =
            if group == "zitadel" { chrono_tz::Europe::Zurich } else { chrono_tz::Asia::Shanghai };
        let mut places = vec![(format!("groups/{group}"), "group".to_owned())];
        places.extend(groups.iter().map(|id| (format!("groups/{id}"), format!("{id} room"))));
        places.extend(people.iter().map(|id| (format!("people/{id}"), format!("{id} alone"))));
        Self {
            sandbox,
            group: group.to_owned(),
            places,
            zone,
            read_until: 0,
            text: String::new(),
            unwritten: String::new(),
        }
    }

    /// A line of explanation.
    pub(crate) fn tells(&mut self, line: &str) {
        write!(self.text, "*{line}*\n\n").unwrap();
    }

    /// Somebody says something in the group.
    pub(crate) async fn says(&mut self, who: &str, words: &str) {
        self.says_what(who, Spoken::Words(words)).await;
    }

    /// Says text that the sandbox completes.
    pub(crate) async fn says_what(&mut self, who: &str, spoken: Spoken<'_>) {
        let words = self.complete(who, spoken).await;
        let path = format!("groups/{}/messages", self.group);
        self.speaks(&path, json!({"user": who, "text": words})).await;
    }

    /// Says it without writing it down: it only leads up to what is to be shown.
    pub(crate) async fn prepares(&mut self, who: &str, words: &str) {
        let written = self.text.len();
        self.says(who, words).await;
        self.unwritten = self.text.split_off(written);
    }

    /// Confirms with the code of a question that was not written down either.
    pub(crate) async fn prepares_with_code(&mut self, who: &str, words: &str) {
        let code = last_code(&self.unwritten);
        self.prepares(who, &words.replace("{code}", &code)).await;
    }

    /// Somebody says something in another group, such as the staff room.
    pub(crate) async fn says_in(&mut self, group: &str, who: &str, spoken: Spoken<'_>) {
        let words = self.complete(who, spoken).await;
        self.speaks(&format!("groups/{group}/messages"), json!({"user": who, "text": words})).await;
    }

    /// Somebody says something to the bot alone.
    pub(crate) async fn says_alone(&mut self, who: &str, spoken: Spoken<'_>) {
        let words = self.complete(who, spoken).await;
        self.speaks(&format!("people/{who}/messages"), json!({"text": words})).await;
    }

    /// The clock moves, and whatever is due happens on the way.
    pub(crate) async fn advances_to(&mut self, instant: &str) {
        let goal: DateTime<Utc> = instant.parse().unwrap();
        let now: DateTime<Utc> =
            self.sandbox.state().await["now"].as_str().unwrap().parse().unwrap();
        let seconds = u64::try_from((goal - now).num_seconds()).unwrap();
        self.sandbox.advance(seconds).await;
        write!(self.text, "**{}**\n\n", self.wall(goal)).unwrap();
        let mut said = self.heard_since().await;
        // Timers of one instant fire in no order, so what follows from them is put into that of the
        // words.
        said.sort_by_cached_key(|(_, message)| {
            (instant_of(message), without_codes(message["text"].as_str().unwrap()))
        });
        self.writes_down(said);
    }

    /// A moment goes by in which nothing is due.
    pub(crate) async fn waits(&self, seconds: u64) {
        self.sandbox.advance(seconds).await;
    }

    /// Compares what was said with what is kept, and leaves the new text beside it where they
    /// differ.
    #[track_caller]
    pub(crate) fn is_kept_as(&self, name: &str) {
        let kept =
            PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("docs/transcripts/{name}.md"));
        let heading = format!("# {}\n\n", name.replace('-', " "));
        let text = CODES
            .replace_all(&self.text, |found: &regex::Captures<'_>| hidden(&found[0]))
            .into_owned();
        let text = format!("{heading}{}\n", text.trim_end());
        if std::fs::read_to_string(&kept).unwrap_or_default() == text {
            return;
        }
        let new = kept.with_extension("md.new");
        std::fs::write(&new, text).unwrap();
        panic!(
            "the conversation is not the one that is kept: look at {} and move it over if it is meant",
            new.display()
        );
    }

    async fn speaks(&mut self, path: &str, body: Value) {
        let (status, answer) = self.sandbox.post(path, body).await;
        assert_eq!(status, 200, "{answer}");
        let mut said = self.heard_since().await;
        // What is said in several rooms leaves in no order, so it is written room by room, after
        // what the person said.
        said.sort_by_key(|(_, message)| (instant_of(message), message["from"] == "bot"));
        self.writes_down(said);
    }

    async fn complete(&self, who: &str, spoken: Spoken<'_>) -> String {
        match spoken {
            Spoken::Words(words) => words.to_owned(),
            Spoken::AckOfLastPage => {
                let pages = self.sandbox.get(&format!("people/{who}/pages")).await;
                let page = pages.as_array().unwrap().last().expect("a page").clone();
                let key = page["buttons"][0]["key"].as_str().unwrap();
                format!("收到 {}", key.strip_prefix("ack:").unwrap())
            }
            Spoken::WithCode(words) => words.replace("{code}", &last_code(&self.text)),
        }
    }

    /// What was said since the last time, room by room, each in its order.
    async fn heard_since(&self) -> Vec<(String, Value)> {
        let mut said = Vec::new();
        for (path, name) in &self.places {
            let messages =
                self.sandbox.get(&format!("{path}/messages?after={}", self.read_until)).await;
            said.extend(
                messages.as_array().unwrap().iter().map(|message| (name.clone(), message.clone())),
            );
        }
        said
    }

    fn writes_down(&mut self, said: Vec<(String, Value)>) {
        for (place, message) in said {
            let text = message["text"].as_str().unwrap().replace('\n', "  \n  ");
            let (at, from) = (self.wall(instant_of(&message)), message["from"].as_str().unwrap());
            write!(self.text, "- `{at}` {place}, **{from}**: {text}\n\n").unwrap();
            self.read_until = self.read_until.max(message["seq"].as_u64().unwrap());
        }
    }

    fn wall(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.zone).format("%a %-d %b %H:%M").to_string()
    }
}

fn instant_of(message: &Value) -> DateTime<Utc> {
    message["at"].as_str().unwrap().parse().unwrap()
}

fn last_code(text: &str) -> String {
    ASKED.captures_iter(text).last().expect("a question with a code")[1].to_owned()
}

fn without_codes(text: &str) -> String {
    CODES.replace_all(text, |found: &regex::Captures<'_>| hidden(&found[0])).into_owned()
}

fn hidden(code: &str) -> String {
    match code.rsplit_once(' ') {
        Some((word, _)) => format!("{word} ····"),
        None => "P-····".to_owned(),
    }
}
