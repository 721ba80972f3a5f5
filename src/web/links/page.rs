//! The pages themselves. Templates escape whatever they are given.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use chat::{Message, Span};

use crate::domain::directory::Languages;
use crate::render::links::said;

/// Asks before an act.
#[derive(Template)]
#[template(path = "links/act.html")]
pub(super) struct AskToAct {
    pub(super) lang: &'static str,
    pub(super) title: String,
    pub(super) about: Option<String>,
    pub(super) question: Option<String>,
    pub(super) recorded_as: String,
    pub(super) problem: Option<String>,
    pub(super) words: Option<Field>,
    /// None where it is known who reads.
    pub(super) name: Option<Field>,
    /// A button for each; without any there is one button, which says what it does.
    pub(super) scores: Vec<Choice>,
    pub(super) act: String,
}

/// Something to fill in.
pub(super) struct Field {
    pub(super) label: String,
    /// What was already written.
    pub(super) value: String,
    pub(super) is_needed: bool,
}

/// Asks what is to be opened.
#[derive(Template)]
#[template(path = "links/open.html")]
pub(super) struct AskToOpen {
    pub(super) lang: &'static str,
    pub(super) title: String,
    pub(super) vendor: Option<String>,
    pub(super) recorded_as: String,
    pub(super) problem: Option<String>,
    /// The same in every copy of one form, so that sending it twice opens one incident.
    pub(super) once: String,
    pub(super) levels: Vec<Choice>,
    pub(super) level_label: String,
    pub(super) subject_label: String,
    pub(super) subject: String,
    pub(super) impact: Option<Field>,
    pub(super) name_label: String,
    pub(super) name: String,
    pub(super) submit: String,
}

/// A level or a score to choose.
pub(super) struct Choice {
    pub(super) word: String,
    pub(super) name: String,
    pub(super) chosen: bool,
}

/// Says what came of it.
#[derive(Template)]
#[template(path = "links/told.html")]
struct Told {
    lang: &'static str,
    title: String,
    lines: Vec<String>,
    yes: Option<Yes>,
    button: String,
}

/// The yes to what was asked, as a form with one button.
pub(super) struct Yes {
    pub(super) code: String,
    /// The same in every copy of one form, so that sending it twice opens one incident.
    pub(super) once: String,
    /// The name that the report came with; another name is another person.
    pub(super) name: String,
}

/// How a visit can end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Used,
    Expired,
    Unknown,
    NotSaved,
}

impl End {
    fn status(self) -> StatusCode {
        match self {
            Self::Used | Self::Expired => StatusCode::GONE,
            Self::Unknown => StatusCode::NOT_FOUND,
            Self::NotSaved => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Used => "link-used",
            Self::Expired => "link-expired",
            Self::Unknown => "link-unknown",
            Self::NotSaved => "link-unsaved",
        }
    }
}

/// A page that says how the visit ended.
pub(super) fn ended(language: Languages, end: End) -> Response {
    let hint = said(language, &format!("{}-hint", end.key()), &[]);
    tell(end.status(), language, end.key(), vec![hint])
}

/// A page with what was said about an act that was done.
pub(super) fn done(language: Languages, message: &Message) -> Response {
    let mut lines = lines_of(message);
    lines.push(said(language, "link-done-hint", &[]));
    tell(StatusCode::OK, language, "link-done", lines)
}

/// A page that asks for a yes.
pub(super) fn asked(language: Languages, message: &Message, yes: Yes) -> Response {
    tell_with(StatusCode::OK, language, "link-asked", lines_of(message), Some(yes))
}

/// A page with the reason why an act was not done.
pub(super) fn refused(language: Languages, message: &Message) -> Response {
    tell(StatusCode::CONFLICT, language, "link-refused", lines_of(message))
}

/// A page from its template.
pub(super) fn show(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(text) => (status, Html(text)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// The language as HTML names it.
pub(super) fn tag(language: Languages) -> &'static str {
    if language == Languages::En { "en" } else { "zh-CN" }
}

fn tell(status: StatusCode, language: Languages, title: &str, lines: Vec<String>) -> Response {
    tell_with(status, language, title, lines, None)
}

fn tell_with(
    status: StatusCode,
    language: Languages,
    title: &str,
    lines: Vec<String>,
    yes: Option<Yes>,
) -> Response {
    metrics::counter!("watchbell_link_pages_total", "end" => title.to_owned()).increment(1);
    let button = said(language, "held-button", &[]);
    let title = said(language, title, &[]);
    show(status, &Told { lang: tag(language), title, lines, yes, button })
}

/// What is said, line by line, without the words that stand for buttons.
fn lines_of(message: &Message) -> Vec<String> {
    message.draft(Span::plain).whole().lines().map(str::to_owned).collect()
}
