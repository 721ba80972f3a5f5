//! What fits while somebody is typing an option of a command: incidents they may see, levels of
//! their plan.
//!
//! A question is seen like anything said in that room, so nobody is offered the incidents of
//! another customer.

use chat::{ChatEvent, Choice, EventBody, OptionKind, Question, neutralise};
use chrono::{DateTime, Utc};

use super::Handlers;
use super::context::CommandContext;
use super::outcome::Stopped;
use crate::commands::SeverityName;
use crate::commands::verb::Verb;
use crate::domain::directory::Languages;
use crate::domain::incident::Incident;
use crate::render::menu;

/// As many as a platform shows at once.
const OFFERED: usize = 25;
/// How many incidents are looked through.
const LOOKED_THROUGH: i64 = 100;

impl Handlers {
    /// What fits, the best first. Nothing fits while the database is away.
    pub async fn suggest(&self, question: Question, now: DateTime<Utc>) -> Vec<Choice> {
        let directory = self.actions.store.directory();
        let event = as_event(&question, now);
        let context =
            CommandContext::of(&self.actions, &directory, &event, &self.reply_in_response, now);
        if question.option == Question::FIELDS {
            return fields(&context, &question.command);
        }
        let typed = question.typed.trim().to_lowercase();
        let mut choices = match menu::option_kind(&question.command, &question.option) {
            Some(OptionKind::Incident) => self
                .incidents_for(&context, &question.command)
                .await
                .iter()
                .map(choice_of)
                .collect(),
            Some(OptionKind::Severity) => {
                let words = self.vocabularies.of(&context);
                words.offered().iter().map(|name| level(name, context.language())).collect()
            }
            _ => Vec::new(),
        };
        choices.retain(|choice| fits(choice, &typed));
        choices.truncate(OFFERED);
        choices
    }

    /// The open incidents in view or, for opening one again, the closed ones.
    async fn incidents_for(&self, context: &CommandContext<'_>, command: &str) -> Vec<Incident> {
        let wants_closed = [Verb::Reopen, Verb::Rate].iter().any(|verb| command == verb.as_str());
        match self.all_in_view(context, !wants_closed, LOOKED_THROUGH).await {
            Ok(mut incidents) => {
                incidents.retain(|incident| incident.state.is_closed() == wants_closed);
                incidents
            }
            Err(Stopped::Store(error)) => {
                tracing::warn!(%error, "no incidents could be offered");
                Vec::new()
            }
            Err(Stopped::Reply(_)) => Vec::new(),
        }
    }
}

/// What a form asks for besides title and level: what the plan wants of the most urgent report on
/// this channel.
fn fields(context: &CommandContext<'_>, command: &str) -> Vec<Choice> {
    let Some(terms) = context.entitlement.as_ref().filter(|_| command == Verb::Open.as_str())
    else {
        return Vec::new();
    };
    let offered = terms.plan.severities_on(&terms.tier, &terms.channel);
    let items = offered.first().map(|severity| terms.plan.required_info_for(&severity.id));
    items.into_iter().flatten().map(menu::item_field).collect()
}

/// A question as if it had been said there, so that the same rules say what may be seen.
fn as_event(question: &Question, now: DateTime<Utc>) -> ChatEvent {
    ChatEvent {
        id: String::new(),
        platform: question.platform.clone(),
        room: question.room.clone(),
        sender: question.sender.clone(),
        body: EventBody::Message {
            text: String::new(),
            addressed: true,
            mentioned: Vec::new(),
            quoted: None,
            thread: None,
        },
        reply_to: None,
        sent_at: now,
    }
}

fn choice_of(incident: &Incident) -> Choice {
    let label = format!("{} {}", incident.number, neutralise::plain(&incident.title));
    Choice { label, value: incident.number.0.to_string() }
}

fn level(name: &SeverityName, language: Languages) -> Choice {
    let label = match language {
        Languages::Zh => name.zh.clone(),
        Languages::En => name.en.clone(),
        Languages::Both => format!("{} {}", name.zh, name.en),
    };
    Choice { label: format!("L{} {label}", name.rank), value: name.id.as_str().to_owned() }
}

fn fits(choice: &Choice, typed: &str) -> bool {
    let typed = typed.trim_start_matches('#');
    typed.is_empty()
        || choice.value.to_lowercase().starts_with(typed)
        || choice.label.to_lowercase().contains(typed)
}
