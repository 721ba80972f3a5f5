//! `/act/TOKEN`: one act, asked about and carried out once.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chat::{ChatEvent, EventBody, Room, RoomKind, Sender};
use chrono::{DateTime, Utc};

use super::form::{Answer, LONGEST_NAME, Wanted, typed};
use super::language::{language_at, language_of};
use super::page::{self, AskToAct, Choice, End, Field};
use super::{LinkPages, form};
use crate::domain::directory::{Directory, Languages};
use crate::links::{Act, LinkRefusal, READ_KEY};
use crate::render::links as words;

/// A link that is good, with everything known about it.
pub(super) struct Visit {
    pub(super) act: Act,
    mark: String,
    pub(super) language: Languages,
    /// The label of the button.
    label: String,
    directory: Arc<Directory>,
    pub(super) now: DateTime<Utc>,
}

/// Shows what the link would do.
pub(super) async fn ask(
    State(pages): State<Arc<LinkPages>>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Response {
    match pages.visit_to_act(&token, &headers).await {
        Ok(visit) => pages.show(&visit, &Answer::default(), None).await,
        Err(end) => end,
    }
}

/// Does it.
pub(super) async fn act(
    State(pages): State<Arc<LinkPages>>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(answer): Form<Answer>,
) -> Response {
    let visit = match pages.visit_to_act(&token, &headers).await {
        Ok(visit) => visit,
        Err(end) => return end,
    };
    let language = visit.language;
    let event = match pages.asked_for(&visit, &answer) {
        Ok(event) => event,
        Err(missing) => return pages.show(&visit, &answer, Some(missing)).await,
    };
    pages.act(event, visit.now, language).await
}

impl LinkPages {
    /// The same where something would be done; what is only read has a page of its own.
    async fn visit_to_act(&self, token: &str, headers: &HeaderMap) -> Result<Visit, Response> {
        let visit = self.visit(token, headers).await?;
        let is_read = visit.act.key.starts_with(READ_KEY);
        if is_read { Err(page::ended(visit.language, End::Unknown)) } else { Ok(visit) }
    }

    /// The link behind a token, or the page that says why it is worth nothing.
    pub(super) async fn visit(&self, token: &str, headers: &HeaderMap) -> Result<Visit, Response> {
        let (now, directory) = (self.clock.now(), self.store.directory());
        let act = self.links.read_act(token, now).map_err(|worthless| match worthless {
            LinkRefusal::Unknown => page::ended(language_of(headers), End::Unknown),
            LinkRefusal::Expired(act) => page::ended(
                language_at(&directory, &act.room, act.account.as_deref()),
                End::Expired,
            ),
        })?;
        let language = language_at(&directory, &act.room, act.account.as_deref());
        let label =
            words::act(language, &act.key).ok_or_else(|| page::ended(language, End::Unknown))?;
        let mark = self.links.mark(token);
        match self.store.reply_to(&act.room.platform, &mark).await {
            Ok(None) => Ok(Visit { act, mark, language, label, directory, now }),
            Ok(Some(_)) => Err(page::ended(language, End::Used)),
            Err(error) => {
                tracing::warn!(%error, "the use of a link could not be looked up");
                Err(page::ended(language, End::NotSaved))
            }
        }
    }

    /// The event that the form asks for; the key of the sentence that says what is missing, where
    /// something is.
    fn asked_for(&self, visit: &Visit, answer: &Answer) -> Result<ChatEvent, &'static str> {
        let said = form::said(&visit.act.key, answer)?;
        let sender = self.sender(visit, answer.name.as_deref()).ok_or("link-name-missing")?;
        Ok(visit.event(sender, said))
    }

    /// The page, with what was already written. What is missing is said where somebody has tried to
    /// send it.
    async fn show(&self, visit: &Visit, answer: &Answer, problem: Option<&str>) -> Response {
        let Ok(about) = self.handlers.about(&visit.pressed(), visit.now).await else {
            return page::ended(visit.language, End::NotSaved);
        };
        let said = |key: &str| words::said(visit.language, key, &[]);
        let (about, question) = about.map_or((None, None), |about| {
            let question =
                about.question.map(|asked| words::either(visit.language, &asked.zh, &asked.en));
            (Some(format!("{} · {}", about.number, about.title)), question)
        });
        let asked = AskToAct {
            lang: page::tag(visit.language),
            title: words::said(visit.language, "link-ask", &[("act", visit.label.as_str().into())]),
            about,
            question,
            recorded_as: visit.recorded_as(),
            problem: problem.map(said),
            words: visit.words(answer),
            name: visit.act.account.is_none().then(|| Field {
                label: said("link-name"),
                value: answer.name.clone().unwrap_or_default(),
                is_needed: true,
            }),
            scores: visit.scores(),
            act: visit.label.clone(),
        };
        let status =
            if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        page::show(status, &asked)
    }

    /// Who acts: the person the link was sent to, else whoever they say they are.
    fn sender(&self, visit: &Visit, name: Option<&str>) -> Option<Sender> {
        if visit.act.account.is_some() {
            return Some(visit.reader());
        }
        let name = typed(name, LONGEST_NAME)?;
        let display = words::actor(visit.language, &name);
        Some(Sender { account: self.links.guest(&name), display })
    }
}

impl Visit {
    /// Whoever is known to read here; nobody in a group.
    fn reader(&self) -> Sender {
        let account = self.act.account.clone().unwrap_or_default();
        let known = self.directory.person_behind(&self.act.room.platform, &account);
        let display = known.map_or_else(|| account.clone(), |person| person.name.clone());
        Sender { account, display }
    }

    fn recorded_as(&self) -> String {
        if self.act.account.is_none() {
            return words::said(self.language, "link-as-typed", &[]);
        }
        words::said(self.language, "link-as-known", &[("name", self.reader().display.into())])
    }

    /// The field for words; none where the button says it all.
    fn words(&self, answer: &Answer) -> Option<Field> {
        let (label, is_needed) = match Wanted::of(&self.act.key) {
            Wanted::Press => return None,
            Wanted::Words => ("link-words", true),
            Wanted::Score => ("link-words-if-any", false),
        };
        let value = answer.words.clone().unwrap_or_default();
        Some(Field { label: words::said(self.language, label, &[]), value, is_needed })
    }

    fn scores(&self) -> Vec<Choice> {
        if Wanted::of(&self.act.key) != Wanted::Score {
            return Vec::new();
        }
        let choice = |score: &str| Choice {
            word: score.to_owned(),
            name: words::said(self.language, &format!("choice-{score}"), &[]),
            chosen: false,
        };
        form::SCORES.into_iter().map(choice).collect()
    }

    /// What the button alone would ask for, to look at what it is about.
    pub(super) fn pressed(&self) -> ChatEvent {
        let pressed = EventBody::Action { key: self.act.key.clone(), message: None };
        self.event(self.reader(), pressed)
    }

    fn event(&self, sender: Sender, body: EventBody) -> ChatEvent {
        let kind = if self.act.account.is_some() { RoomKind::Direct } else { RoomKind::Group };
        ChatEvent {
            id: self.mark.clone(),
            platform: self.act.room.platform.clone(),
            room: Room { address: self.act.room.address.clone(), kind, title: None },
            sender,
            body,
            reply_to: None,
            sent_at: self.now,
        }
    }
}
