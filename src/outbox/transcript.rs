//! What the bot said in a room is kept with the incidents it was about: the words as they were
//! sent, in the same transaction as the record that they were sent. Of a message that lists several
//! notices each incident keeps its own words alone: what stood beside them belongs to other
//! incidents, whose texts are forgotten at another time.

use std::sync::Arc;

use chat::{AddressKind, Message, SendOptions};
use chrono::{DateTime, Utc};

use super::delivery_context::Delivery;
use super::dispatcher::Dispatcher;
use crate::domain::directory::Side;
use crate::domain::incident::{Actor, Incident, Visibility};
use crate::domain::notice::Intent;
use crate::domain::transcript::{Attribution, TranscriptLine};
use crate::ids::IncidentNumber;
use crate::redaction;
use crate::store::{ClaimedMessage, StoreError};

/// An answer that may be about any of so many incidents is kept with each of them.
const OPEN: i64 = 10;

/// Words on their way into a room, as they will be kept.
pub(super) struct Words {
    text: String,
    /// The number that the message as a whole is about.
    number: Option<IncidentNumber>,
}

/// The words of a message that a room reads; none for what one person reads alone, in a chat or by
/// mail.
pub(super) fn words_for_room(
    delivery: &Delivery,
    message: &Message,
    options: &SendOptions,
) -> Option<Words> {
    let is_alone = delivery.address().kind != AddressKind::Room || options.only_for.is_some();
    let is_known = delivery.directory.group_in(&delivery.destination).is_some()
        || delivery.incident.as_ref().is_none_or(|incident| incident.room == delivery.destination);
    (is_known && !is_alone).then(|| Words {
        text: redaction::without_secrets(&message.plain_text()).into_owned(),
        number: message.incident.as_deref().and_then(number_in),
    })
}

impl Dispatcher {
    /// The lines to keep of words that were sent at `at`. A transcript is not worth saying
    /// something twice, so what cannot be found out costs the line and nothing else.
    pub(super) async fn lines_said(
        &self,
        row: &ClaimedMessage,
        delivery: &Delivery,
        words: Option<&Words>,
        at: DateTime<Utc>,
    ) -> Vec<TranscriptLine> {
        let Some(words) = words else { return Vec::new() };
        let about = match &delivery.incident {
            Some(incident) => Ok(vec![(Attribution::Own, incident.clone())]),
            None => self.answered_about(delivery, words).await,
        };
        let about = about.unwrap_or_else(|error| {
            tracing::warn!(row = row.id, %error, "a message is missing from the transcript");
            Vec::new()
        });
        let kept = about.into_iter().filter(|(_, incident)| incident.is_transcribed(at));
        kept.map(|(attribution, incident)| {
            line(row, delivery, (attribution, &incident), &words.text, at)
        })
        .collect()
    }

    /// The incidents that an answer given in a room may be about.
    async fn answered_about(
        &self,
        delivery: &Delivery,
        words: &Words,
    ) -> Result<Vec<(Attribution, Arc<Incident>)>, StoreError> {
        if !matches!(delivery.intent, Intent::Answer { .. }) {
            return Ok(Vec::new());
        }
        if let Some(number) = words.number {
            let named = self.store.incident(number).await?;
            return Ok(named
                .map(|incident| (Attribution::Number, Arc::new(incident)))
                .into_iter()
                .collect());
        }
        let open = self.store.open_incidents_in(&delivery.destination, OPEN).await?;
        let attribution = Attribution::of_room_with(open.len());
        Ok(open.into_iter().map(|incident| (attribution, Arc::new(incident))).collect())
    }
}

fn line(
    row: &ClaimedMessage,
    delivery: &Delivery,
    about: (Attribution, &Incident),
    words: &str,
    at: DateTime<Utc>,
) -> TranscriptLine {
    TranscriptLine {
        incident: about.1.number,
        id: row.id.to_string(),
        at,
        room: delivery.destination.clone(),
        visibility: match delivery.audience {
            Side::Customer => Visibility::Customer,
            Side::Support => Visibility::Internal,
        },
        speaker: Actor::Bot,
        attribution: about.0,
        words: words.to_owned(),
    }
}

fn number_in(text: &str) -> Option<IncidentNumber> {
    text.strip_prefix("INC-")?.parse().ok().map(IncidentNumber)
}
