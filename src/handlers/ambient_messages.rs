//! Keeps the messages of a room with its open incidents, whether they were for the bot or not.
//!
//! A message that became an act is on the timeline and is not kept twice. Everything else is
//! attributed to an incident by the surest sign: the thread, the quoted message, the number, or
//! that only one is open. Where nothing is open, and in a chat with the bot alone, nothing is kept
//! (`docs/adr/0017`).

use chat::{ChatEvent, EventBody, EventOutcome, Message};

use super::Handlers;
use super::context::{CommandContext, SaidUnder, View};
use super::outcome::{NotSaved, Stopped};
use crate::actions::ActionError;
use crate::domain::incident::{Actor, Incident, Visibility};
use crate::domain::notice::{Notice, Priority};
use crate::domain::transcript::{Attribution, TranscriptLine, numbers_named};
use crate::ids::IncidentNumber;
use crate::redaction;
use crate::render::answers;

/// A message that may be about any of so many incidents is kept with each of them.
const OPEN: i64 = 10;

/// The event without the secrets in its text, and whether there were any. No code after this sees
/// them.
pub(super) fn without_secrets(event: ChatEvent) -> (ChatEvent, bool) {
    let mut event = event.without_nul();
    let EventBody::Message { text, .. } = &mut event.body else { return (event, false) };
    let clean = redaction::without_secrets(text).into_owned();
    let had_some = clean != *text && clean.contains(redaction::MARK);
    *text = clean;
    (event, had_some)
}

impl Handlers {
    /// Keeps a message that was not for the bot.
    pub(super) async fn keep_ambient_message(
        &self,
        context: &CommandContext<'_>,
    ) -> Result<EventOutcome, NotSaved> {
        let lines = match self.transcript_lines(context).await {
            Ok(lines) => lines,
            Err(Stopped::Store(error)) => return Err(NotSaved(error)),
            Err(Stopped::Reply(_)) => Vec::new(),
        };
        if lines.is_empty() {
            return Ok(EventOutcome::default());
        }
        match self.actions.keep_ambient_message(&context.origin, lines, context.now).await {
            Err(ActionError::Store(error)) => Err(NotSaved(error)),
            Ok(()) | Err(ActionError::Refused(_) | ActionError::Contended) => {
                Ok(EventOutcome::default())
            }
        }
    }

    /// The caller's message as it is kept: a line for each incident that it may be about.
    pub(super) async fn transcript_lines(
        &self,
        context: &CommandContext<'_>,
    ) -> Result<Vec<TranscriptLine>, Stopped> {
        let Some(words) = context.words.as_deref().filter(|words| !words.trim().is_empty()) else {
            return Ok(Vec::new());
        };
        if context.is_direct || context.by_link {
            return Ok(Vec::new());
        }
        let id = format!("{}:{}", context.origin.platform, context.origin.event_id);
        let meant = self.meant_by_words(context, words).await?;
        let line = |(attribution, incident): (Attribution, Incident)| {
            line(context, &incident, &id, (attribution, words))
        };
        Ok(meant.into_iter().map(line).collect())
    }

    /// The caller's message and, if the platform's own response carries it to the group, the bot's
    /// reply. A reply that is queued is kept when it is sent.
    pub(super) async fn lines_of_exchange(
        &self,
        context: &CommandContext<'_>,
        message: &Message,
        private: bool,
    ) -> Result<Vec<TranscriptLine>, Stopped> {
        // Boxed: the future of every reply would otherwise hold all that is looked up here.
        let mut lines = Box::pin(self.transcript_lines(context)).await?;
        let is_hidden = private && self.private_replies.contains(&context.origin.platform);
        if context.origin.answers_itself && !is_hidden {
            let answers: Vec<_> = lines.iter().map(|line| answered(line, message)).collect();
            lines.extend(answers);
        }
        Ok(lines)
    }

    /// Keeps the reply to an act that the platform's own response carries. Nobody waits for it.
    pub(super) async fn keep_answer(
        &self,
        context: &CommandContext<'_>,
        incident: &Incident,
        message: &Message,
    ) {
        if context.is_direct || context.by_link || !incident.is_transcribed(context.now) {
            return;
        }
        let id = format!("{}:{}:answer", context.origin.platform, context.origin.event_id);
        let words = redaction::without_secrets(&message.plain_text()).into_owned();
        let line = TranscriptLine {
            speaker: Actor::Bot,
            ..line(context, incident, &id, (Attribution::Own, words.as_str()))
        };
        if let Err(error) = self.actions.store.keep_soon(&[line]).await {
            tracing::warn!(%error, "an answer is missing from the transcript");
        }
    }

    async fn meant_by_words(
        &self,
        context: &CommandContext<'_>,
        words: &str,
    ) -> Result<Vec<(Attribution, Incident)>, Stopped> {
        let is_open = |incident: &Incident| !incident.state.is_closed();
        if let Some((attribution, incident)) = self.spoken_under_openly(context).await? {
            return Ok(vec![(attribution, incident)]);
        }
        for number in numbers_named(words) {
            let named = self.in_view(context, IncidentNumber(number)).await?;
            if let Some(incident) = named.filter(is_open) {
                return Ok(vec![(Attribution::Number, incident)]);
            }
        }
        let open = match context.view() {
            // A staff room is about every customer, so the time alone says nothing there.
            View::EveryCustomer => Vec::new(),
            View::Group(group) => self.open_followed_in(context, group, OPEN).await?,
            View::OutOfContract(room) => self.actions.store.open_incidents_in(room, OPEN).await?,
        };
        let attribution = Attribution::of_room_with(open.len());
        Ok(open.into_iter().map(|incident| (attribution, incident)).collect())
    }

    /// The open incident in whose thread the words stand, else the one of the quoted message.
    async fn spoken_under_openly(
        &self,
        context: &CommandContext<'_>,
    ) -> Result<Option<(Attribution, Incident)>, Stopped> {
        let is_thread = |under: &&SaidUnder| matches!(under, SaidUnder::Thread(_));
        let signs = context.said_under.iter().filter(is_thread);
        let quotes = context.said_under.iter().filter(|under| !is_thread(under));
        for under in signs.chain(quotes) {
            let seen = self.seen_under(context, under).await?;
            if let Some(seen) = seen.filter(|incident| !incident.state.is_closed()) {
                let attribution =
                    if is_thread(&under) { Attribution::Thread } else { Attribution::Quote };
                return Ok(Some((attribution, seen)));
            }
        }
        Ok(None)
    }
}

impl CommandContext<'_> {
    /// The same; the writer is told when something was taken out of their words.
    #[must_use]
    pub(super) fn warned_of_secrets(mut self, had_some: bool) -> Self {
        self.origin.extra = had_some.then(|| self.secret_taken_out());
        self
    }

    /// Tells the writer that something was taken out of their words and should be changed.
    fn secret_taken_out(&self) -> Notice {
        let render_context = self.render_context(self.entitlement.as_deref(), None);
        // With the priority of a reply it would use up the short-lived reply address that the reply
        // itself needs.
        Notice {
            priority: Priority::Low,
            ..self.answer(&answers::secret_taken_out(&render_context), true)
        }
    }
}

/// The bot's reply to a kept message, as it is kept beside it.
fn answered(line: &TranscriptLine, message: &Message) -> TranscriptLine {
    TranscriptLine {
        id: format!("{}:answer", line.id),
        speaker: Actor::Bot,
        words: redaction::without_secrets(&message.plain_text()).into_owned(),
        ..line.clone()
    }
}

fn line(
    context: &CommandContext<'_>,
    incident: &Incident,
    id: &str,
    said: (Attribution, &str),
) -> TranscriptLine {
    let visibility =
        if context.is_in_customers_room() { Visibility::Customer } else { Visibility::Internal };
    TranscriptLine {
        incident: incident.number,
        id: id.to_owned(),
        at: context.now,
        room: context.origin.room.clone(),
        visibility,
        speaker: context.actor.clone(),
        attribution: said.0,
        words: said.1.to_owned(),
    }
}
