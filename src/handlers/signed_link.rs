//! Acts by a signed link, on platforms whose bots receive no messages. The link carries the right
//! to one act, and the answer is shown on its page; what the group has to know is said there as
//! well.

use chat::{ChatEvent, EventBody};
use chrono::{DateTime, Utc};

use super::context::CommandContext;
use super::outcome::{NotSaved, Outcome, Stopped};
use super::reply::Reply;
use super::{Handlers, ambient_messages, buttons};
use crate::actions::Committed;
use crate::commands::command::Command;
use crate::domain::directory::Destination;
use crate::domain::incident::Incident;
use crate::domain::notice::Intent;
use crate::domain::plan::Severity;
use crate::links::{About, Acted, Form, Level, Question};
use crate::render::transcript::{self, Record};

/// The item of a plan that says how much is affected.
const IMPACT: &str = "impact";

impl Handlers {
    /// Carries out what the page behind a link asks for. The id of the event is the link's mark, so
    /// a link that was used does nothing more; one that was refused can be tried again.
    pub async fn act_by_link(
        &self,
        event: ChatEvent,
        now: DateTime<Utc>,
    ) -> Result<Acted, NotSaved> {
        if self.actions.store.reply_to(&event.platform, &event.id).await?.is_some() {
            return Ok(Acted::Before);
        }
        let directory = self.actions.store.directory();
        let (event, had_secrets) = ambient_messages::without_secrets(event);
        let context = CommandContext::of(&self.actions, &directory, &event, &[], now).by_link();
        let context = context.warned_of_secrets(had_secrets);
        let asked = self.asked_by_link(&context, &event).await;
        self.actions.follow_answer(&context.origin);
        match asked {
            Ok(
                Outcome::Done(Committed::Before { .. })
                | Outcome::ConfirmationAsked(Committed::Before { .. }),
            ) => Ok(Acted::Before),
            // Where a yes is asked for, the page shows the question with the code to send in the
            // group.
            Ok(
                Outcome::Done(Committed::Now { incident, answer })
                | Outcome::ConfirmationAsked(Committed::Now { incident, answer }),
            ) => {
                let said = answer.map_or(Intent::Recorded { what: None }, |notice| notice.intent);
                Ok(Acted::Done(Box::new(self.render(&context, &said, Some(&incident)))))
            }
            Ok(Outcome::AskedByLink { code, message }) => Ok(Acted::Asked { code, message }),
            Ok(Outcome::Reply(words)) | Err(Stopped::Reply(words)) => {
                Ok(Acted::Refused(Box::new(words.message(&context))))
            }
            Err(Stopped::Store(error)) => Err(NotSaved(error)),
        }
    }

    async fn asked_by_link(
        &self,
        context: &CommandContext<'_>,
        event: &ChatEvent,
    ) -> Result<Outcome, Stopped> {
        let command = self.understand(context, event).ok_or(Reply::NothingOpen)?;
        let command = command.map_err(|error| Reply::NotUnderstood { error: Box::new(error) })?;
        match self.repeated(context, &command).await? {
            Some(words) => Ok(Outcome::Reply(words)),
            None => Box::pin(self.run(context, command)).await,
        }
    }

    /// What the page for opening asks for in a room; nothing but words without a contract in force.
    pub fn form_for(&self, room: &Destination, now: DateTime<Utc>) -> Form {
        let directory = self.actions.store.directory();
        let group = directory.group_in(room);
        let customer = group.and_then(|group| directory.customer_of(group));
        let Some((group, customer)) = group.zip(customer) else { return Form::default() };
        if !customer.contract.is_in_force(now.with_timezone(&customer.zone).date_naive()) {
            return Form::default();
        }
        let Some(terms) = self.actions.entitlement(&directory, customer, &group.channel) else {
            return Form::default();
        };
        // An express ticket takes a yes of somebody who may spend it, which no page can give.
        let level = |severity: &Severity| {
            let rank = severity.rank_on(&terms.channel)?;
            Some(Level {
                word: format!("L{rank}"),
                zh: severity.names.zh.clone(),
                en: severity.names.en.clone(),
                means: severity.means.clone(),
            })
        };
        let impact = terms.plan.required_info.iter().find(|item| item.id.as_str() == IMPACT);
        Form {
            vendor: Some(terms.plan.names.clone()),
            levels: terms.ordinary_severities().into_iter().filter_map(level).collect(),
            impact: impact.map(|item| Question {
                label: item.id.to_string(),
                question: item.question.clone(),
            }),
        }
    }

    /// The incident that a button's key mentions, for the page that asks. None where the key
    /// mentions none that may be seen from there.
    pub async fn about(
        &self,
        event: &ChatEvent,
        now: DateTime<Utc>,
    ) -> Result<Option<About>, NotSaved> {
        let EventBody::Action { key, .. } = &event.body else { return Ok(None) };
        let directory = self.actions.store.directory();
        let context = CommandContext::of(&self.actions, &directory, event, &[], now).by_link();
        let incident = self.seen_by_link(&context, key).await?;
        Ok(incident.map(|incident| self.described(&context, incident, key)))
    }

    /// Everything about the incident that a button's key mentions, as far as the room may read it.
    pub async fn document(
        &self,
        event: &ChatEvent,
        now: DateTime<Utc>,
    ) -> Result<Option<String>, NotSaved> {
        let EventBody::Action { key, .. } = &event.body else { return Ok(None) };
        let directory = self.actions.store.directory();
        let context = CommandContext::of(&self.actions, &directory, event, &[], now).by_link();
        let Some(incident) = self.seen_by_link(&context, key).await? else { return Ok(None) };
        let store = &self.actions.store;
        let entitlement = self.actions.entitlement_on(&directory, &incident.contract_ref);
        let record = Record {
            incident: &incident,
            timeline: &store.timeline_of(incident.number).await.map_err(NotSaved)?,
            lines: &store.last_lines(incident.number, i64::MAX).await.map_err(NotSaved)?,
            directory: &directory,
            entitlement: entitlement.as_deref(),
            audience: context.side_of_audience(),
            language: context.language().first(),
        };
        let document = transcript::html(&record);
        Ok(document
            .inspect_err(|error| tracing::error!(%error, "a page could not be written"))
            .ok())
    }

    /// The incident that a key mentions; none where it mentions none that may be seen from there.
    async fn seen_by_link(
        &self,
        context: &CommandContext<'_>,
        key: &str,
    ) -> Result<Option<Incident>, NotSaved> {
        match self.spoken_of_by(context, key).await {
            Ok(incident) => Ok(Some(incident)),
            Err(Stopped::Reply(_)) => Ok(None),
            Err(Stopped::Store(error)) => Err(NotSaved(error)),
        }
    }

    async fn spoken_of_by(
        &self,
        context: &CommandContext<'_>,
        key: &str,
    ) -> Result<Incident, Stopped> {
        if let Some(number) = buttons::number_in(key) {
            return self.find(context, Some(number)).await;
        }
        match buttons::command_of(key) {
            Some(Command::Ack { target } | Command::Handoff { target, .. }) => {
                self.find_target(context, target).await
            }
            _ => Err(Reply::NothingOpen.into()),
        }
    }

    fn described(&self, context: &CommandContext<'_>, incident: Incident, key: &str) -> About {
        let terms = self.actions.entitlement_on(context.directory, &incident.contract_ref);
        let asked = buttons::item_in(key);
        let item = asked.as_ref().and_then(|item| terms.as_ref()?.plan.required_info_item(item));
        About {
            number: incident.number.to_string(),
            title: incident.title,
            question: item.map(|item| item.question.clone()),
        }
    }
}
