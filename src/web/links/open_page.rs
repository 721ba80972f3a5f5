//! `/open/TOKEN`: opening an incident, from a link that is pinned in a customer's group.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chat::{ChatEvent, EventBody, Room, RoomKind, Sender};
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::LinkPages;
use super::form::{LONGEST_NAME, LONGEST_WORDS, typed};
use super::language::language_of;
use super::page::{self, AskToOpen, Choice, End, Field, Yes};
use super::pages::told;
use crate::commands::{Verb, grammar};
use crate::domain::directory::Group;
use crate::domain::names::Names;
use crate::links::{Acted, Form as OpeningForm, Level};
use crate::render::links as words;

/// Longest title, in characters.
const LONGEST_TITLE: usize = 200;

/// The choice of somebody who does not know the level. Support grades it.
const UNKNOWN_LEVEL: &str = "unknown";

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Report {
    once: Option<String>,
    level: Option<String>,
    title: Option<String>,
    impact: Option<String>,
    name: Option<String>,
    /// The code of a question that the page asked, and nothing else with it but the name.
    yes: Option<String>,
}

/// A link that is good, with its group.
struct Visit<'a> {
    token: &'a str,
    group: Group,
    form: OpeningForm,
    now: DateTime<Utc>,
}

/// Shows the form.
pub(super) async fn ask(
    State(pages): State<Arc<LinkPages>>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Response {
    match pages.visit_to_open(&token) {
        Some(visit) => visit.show(&pages.new_form(visit.now), StatusCode::OK),
        None => page::ended(language_of(&headers), End::Unknown),
    }
}

/// Opens the incident.
pub(super) async fn open(
    State(pages): State<Arc<LinkPages>>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(report): Form<Report>,
) -> Response {
    let Some(visit) = pages.visit_to_open(&token) else {
        return page::ended(language_of(&headers), End::Unknown);
    };
    let language = visit.group.language;
    let Some(event) = pages.event(&visit, &report) else {
        return visit.show(&report, StatusCode::UNPROCESSABLE_ENTITY);
    };
    match pages.carry_out(event, visit.now).await {
        Ok(Acted::Asked { code, message }) => {
            let once = pages.new_once(visit.now);
            let name = report.name.unwrap_or_default();
            page::asked(language, &message, Yes { code, once, name })
        }
        acted => told(acted, language),
    }
}

impl LinkPages {
    /// The group of a link; none when it is not a customer's, or is no longer there.
    fn visit_to_open<'a>(&self, token: &'a str) -> Option<Visit<'a>> {
        let (now, directory) = (self.clock.now(), self.store.directory());
        let group = directory.groups.get(&self.links.read_open(token)?)?;
        group.customer()?;
        let form = self.handlers.form(&group.room, now);
        Some(Visit { token, group: group.clone(), form, now })
    }

    fn new_form(&self, now: DateTime<Utc>) -> Report {
        Report { once: Some(self.new_once(now)), ..Report::default() }
    }

    fn new_once(&self, now: DateTime<Utc>) -> String {
        self.random.id(now).simple().to_string()
    }

    /// The words somebody would have typed in the group, as they came from the form; none when some
    /// are missing.
    fn event(&self, visit: &Visit<'_>, report: &Report) -> Option<ChatEvent> {
        let once = typed(report.once.as_deref(), LONGEST_NAME)?;
        let name = typed(report.name.as_deref(), LONGEST_NAME)?;
        let text = match report.yes.as_deref() {
            Some(code) => format!("确认 {}", typed(Some(code), LONGEST_NAME)?),
            None => visit.words(report)?,
        };
        Some(ChatEvent {
            id: self.links.mark(&format!("{}.{once}", visit.token)),
            platform: visit.group.room.platform.clone(),
            room: Room {
                address: visit.group.room.address.clone(),
                kind: RoomKind::Group,
                title: None,
            },
            sender: Sender {
                account: self.links.guest(&name),
                display: words::actor(visit.group.language, &name),
            },
            body: EventBody::Message {
                text,
                addressed: true,
                mentioned: Vec::new(),
                quoted: None,
                thread: None,
            },
            reply_to: None,
            sent_at: visit.now,
        })
    }
}

impl Visit<'_> {
    /// The line that opens what the form says; none when something is missing.
    fn words(&self, report: &Report) -> Option<String> {
        let title = typed(report.title.as_deref(), LONGEST_TITLE)?;
        let verb = grammar::of(Verb::Open).zh.first()?;
        if !self.is_level_chosen(report) {
            return None;
        }
        let level =
            self.level_of(report).map(|level| format!("{} ", level.word)).unwrap_or_default();
        let impact = self.impact_of(report).unwrap_or_default();
        Some(format!("{verb} {level}{title}{impact}"))
    }

    /// A level that this group has; the form is not believed about it.
    fn level_of(&self, report: &Report) -> Option<&Level> {
        self.form.levels.iter().find(|level| Some(level.word.as_str()) == report.level.as_deref())
    }

    /// Whether one of the choices was made. None of them is made beforehand: whoever sends the form
    /// without looking would report everything as most urgent.
    fn is_level_chosen(&self, report: &Report) -> bool {
        self.form.levels.is_empty()
            || self.level_of(report).is_some()
            || report.level.as_deref() == Some(UNKNOWN_LEVEL)
    }

    /// The line that says the impact, as somebody would have typed it.
    fn impact_of(&self, report: &Report) -> Option<String> {
        let asked = self.form.impact.as_ref()?;
        let words = typed(report.impact.as_deref(), LONGEST_WORDS)?;
        Some(format!("\n{}：{words}", asked.label))
    }

    fn choices(&self, report: &Report) -> Vec<Choice> {
        let language = self.group.language;
        let choice = |word: &str, name: String| Choice {
            word: word.to_owned(),
            name,
            chosen: report.level.as_deref() == Some(word),
        };
        let level = |level: &Level| {
            let name = words::either(language, &level.zh, &level.en);
            let means = level.means.as_ref();
            let means = means.map(|it| words::either(language, &it.zh, &it.en));
            let means = means.map(|means| format!(" · {means}")).unwrap_or_default();
            choice(&level.word, format!("{} {name}{means}", level.word))
        };
        let mut choices: Vec<Choice> = self.form.levels.iter().map(level).collect();
        if !choices.is_empty() {
            choices
                .push(choice(UNKNOWN_LEVEL, words::said(language, "link-open-level-unknown", &[])));
        }
        choices
    }

    /// The form, with what was already written. What is missing is said where somebody has tried to
    /// send it.
    fn show(&self, report: &Report, status: StatusCode) -> Response {
        let language = self.group.language;
        let said = |key: &str| words::said(language, key, &[]);
        let written = |field: &Option<String>| field.clone().unwrap_or_default();
        let named = |names: &Names| words::either(language, &names.zh, &names.en);
        let form = AskToOpen {
            lang: page::tag(language),
            title: words::said(
                language,
                "link-open",
                &[("group", self.group.name.as_str().into())],
            ),
            vendor: self.form.vendor.as_ref().map(named),
            recorded_as: said("link-as-typed"),
            problem: (status != StatusCode::OK).then(|| said("link-open-missing")),
            once: written(&report.once),
            levels: self.choices(report),
            level_label: said("link-open-level"),
            subject_label: said("link-open-subject"),
            subject: written(&report.title),
            impact: self.form.impact.as_ref().map(|asked| Field {
                label: named(&asked.question),
                value: written(&report.impact),
                is_needed: false,
            }),
            name_label: said("link-name"),
            name: written(&report.name),
            submit: said("link-open-submit"),
        };
        page::show(status, &form)
    }
}
