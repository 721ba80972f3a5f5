//! From an event to a command.

use chat::{ChatEvent, EventBody};

use super::context::{CommandContext, View};
use super::mentions::{self, Meant};
use super::{Handlers, buttons};
use crate::commands::command::Command;
use crate::commands::error::{Argument, ParseError};
use crate::commands::verb::Verb;
use crate::commands::{incident_named_in, parse_addressed};

impl Handlers {
    /// The command in an event; none when it is not for the bot.
    pub(super) fn understand(
        &self,
        context: &CommandContext<'_>,
        event: &ChatEvent,
    ) -> Option<Result<Command, ParseError>> {
        match &event.body {
            EventBody::Message { text, addressed, mentioned, .. } => {
                let words = self.vocabularies.of(context);
                let read =
                    |text: &str| parse_addressed(text, context.bot_name(), *addressed, &words);
                let said = read(text)?;
                // Only commands about a person: free text stays as it was typed, and most messages
                // need no look at the names of everybody.
                if !may_name_a_person(&said) {
                    return Some(said);
                }
                let of_person = mentions::with_ids(context, text, mentioned, meant_by(&said))
                    .and_then(|text| read(&text))
                    .filter(|said| said.as_ref().is_ok_and(Command::is_about_a_person));
                Some(of_person.unwrap_or(said))
            }
            EventBody::Action { key, .. } => match buttons::words_missing(key) {
                Some(missing) => Some(Err(missing)),
                None => buttons::command_of(key).map(Ok),
            },
            EventBody::Wordless { .. } | EventBody::Membership { .. } => None,
        }
    }

    /// A staff room has no level words of its own, so a level typed there is read with those of the
    /// incident that is meant. Any other mistake stays a mistake.
    pub(super) async fn understand_by_incident(
        &self,
        context: &CommandContext<'_>,
        event: &ChatEvent,
        error: ParseError,
    ) -> Result<Command, ParseError> {
        let lacks_level =
            matches!(error, ParseError::MissingArgument { which: Argument::Severity, .. });
        let EventBody::Message { text, addressed, .. } = &event.body else { return Err(error) };
        if !lacks_level || !matches!(context.view(), View::EveryCustomer) {
            return Err(error);
        }
        let Ok(incident) = self.find(context, incident_named_in(text)).await else {
            return Err(error);
        };
        let terms = self.actions.entitlement_on(context.directory, &incident.contract_ref);
        let Some(terms) = terms else { return Err(error) };
        let words = self.vocabularies.of_terms(&terms);
        parse_addressed(text, context.bot_name(), *addressed, &words).unwrap_or(Err(error))
    }
}

/// Whom a command may be about.
fn meant_by(said: &Result<Command, ParseError>) -> Meant {
    let verb = match said {
        Ok(command) => command.verb(),
        Err(error) => error.verb(),
    };
    if verb == Some(Verb::Contacts) { Meant::Contacts } else { Meant::Anybody }
}

/// Whether a command may be about a person, as far as it was understood. A name with blanks in front
/// of the verb hides the verb.
fn may_name_a_person(said: &Result<Command, ParseError>) -> bool {
    let verb = match said {
        Ok(command) => command.verb(),
        Err(error) => error.verb(),
    };
    verb.is_none_or(Verb::takes_a_person)
}
