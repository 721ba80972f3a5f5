//! What customers say in their own words at the end: that it is solved, that they have read it,
//! thanks. It is met, whatever command the words happen to be.

use super::context::CommandContext;
use super::outcome::{NotSaved, Outcome, Stopped};
use super::reply::Reply;
use super::{Handlers, rights};
use crate::commands::command::{Command, Target};
use crate::commands::error::ParseError;
use crate::commands::verb::Verb;
use crate::commands::{PlainWords, plain_words};
use crate::domain::incident::{Incident, IncidentState};
use crate::ids::IncidentNumber;
use crate::render::answers;

type Said = Result<Command, ParseError>;

impl Handlers {
    /// The outcome of words that are no command for this caller, and whether the reply is for them
    /// alone; none where the words are anything else.
    pub(super) async fn met(
        &self,
        context: &CommandContext<'_>,
        said: &Said,
    ) -> Result<Option<(Outcome, bool)>, NotSaved> {
        // Most messages are commands, and need no look at their words.
        if !may_be_plain(context, said) {
            return Ok(None);
        }
        let typed = context.said();
        let Some((meant, incident)) = plain_words(&typed) else { return Ok(None) };
        let met = match meant {
            PlainWords::Solved | PlainWords::AsksForNews if context.is_support() => {
                return Ok(None);
            }
            PlainWords::AsksForNews => self.show(context, incident, None).await,
            PlainWords::Solved => Box::pin(self.end_in_plain_words(context, incident, typed)).await,
            PlainWords::Received | PlainWords::Thanks => self.be_polite(context, meant).await,
        };
        match met {
            Ok(outcome) => Ok(Some((outcome, false))),
            Err(stopped) => Ok(Some((stopped.into_outcome()?, true))),
        }
    }

    /// Consent where a solution is offered; else the owner is told.
    async fn end_in_plain_words(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        typed: String,
    ) -> Result<Outcome, Stopped> {
        let incident = match number {
            Some(_) => self.find(context, number).await?,
            None => match self.offered_solution(context).await? {
                Some(incident) => incident,
                None => self.find(context, None).await?,
            },
        };
        if has_solution(&incident) && rights::check_verb(context, Verb::Confirm).is_ok() {
            let consent = Command::Confirm { incident: Some(incident.number), text: None };
            return self.run(context, consent).await;
        }
        self.act(context, &incident, |i, s| i.wish_to_close(s, &context.actor, typed.clone())).await
    }

    /// The incident of the quoted message, or the only one here with a solution that waits for the
    /// customer.
    async fn offered_solution(
        &self,
        context: &CommandContext<'_>,
    ) -> Result<Option<Incident>, Stopped> {
        if let Some(incident) = self.spoken_under(context).await? {
            return Ok(Some(incident));
        }
        let open = self.open_in_group(context).await?;
        let mut offered = open.into_iter().filter(has_solution);
        let first = offered.next();
        Ok(first.filter(|_| offered.next().is_none()))
    }

    /// A word of thanks is answered, and whoever may agree to close is reminded how.
    async fn be_polite(
        &self,
        context: &CommandContext<'_>,
        meant: PlainWords,
    ) -> Result<Outcome, Stopped> {
        let offered =
            if context.is_support() { None } else { self.offered_solution(context).await? };
        let waiting = offered.filter(has_solution).map(|incident| incident.number);
        let rendered = context.render_context(context.entitlement.as_deref(), None);
        let is_thanks = meant == PlainWords::Thanks;
        Ok(Outcome::Reply(Reply::ready(answers::politely(is_thanks, waiting, &rendered))))
    }
}

fn has_solution(incident: &Incident) -> bool {
    matches!(incident.state, IncidentState::Resolved { .. })
}

/// Whether the words may be taken as plain words: they are no command, or one of the staff's that
/// customers say without knowing it.
fn may_be_plain(context: &CommandContext<'_>, said: &Said) -> bool {
    let verb = match said {
        Ok(Command::Ack { target: None | Some(Target::Incident(_)) }) => Some(Verb::Ack),
        Ok(Command::Solve { .. }) => Some(Verb::Solve),
        Ok(_) => return false,
        Err(ParseError::UnknownVerb { .. }) => return true,
        Err(error) => error.verb(),
    };
    let is_staffs = matches!(verb, Some(Verb::Ack | Verb::Solve | Verb::Close));
    is_staffs && !context.is_support()
}
