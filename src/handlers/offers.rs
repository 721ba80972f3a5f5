//! What a number in reply means: a corrected line, a level for a report that was only cried out, or
//! the level of the caller's own incident.

use super::context::CommandContext;
use super::offer::{Offer, Suggestion};
use super::outcome::{NotSaved, Outcome, Stopped};
use super::reply::Reply;
use super::unknown_people::whom_to_ask;
use super::{Handlers, confirmation, rights};
use crate::commands::command::{Command, HelpTopic};
use crate::commands::error::ParseError;
use crate::commands::verb::Verb;
use crate::commands::{SeverityWords, corrected, incident_named_in, parse, sounds_like_trouble};
use crate::domain::incident::Incident;
use crate::ids::SeverityId;

impl Handlers {
    /// The reply to a message that is no command.
    pub(super) fn not_understood(&self, context: &CommandContext<'_>, error: ParseError) -> Reply {
        if let Some(refused) = error.verb().and_then(|verb| rights::check_verb(context, verb).err())
        {
            return refused;
        }
        let ParseError::UnknownVerb { typed, suggestions } = error else {
            return Reply::NotUnderstood { error: Box::new(error) };
        };
        let words = self.vocabularies.of(context);
        let said = context.said();
        let usable = suggestions.into_iter().filter(|verb| self.is_usable(context, *verb));
        let usable: Vec<Verb> = usable.collect();
        if usable.is_empty() && confirmation::bare_code(context).is_some() {
            return Reply::ConfirmationUnknown;
        }
        if is_cry(context, &said, &usable) {
            return self.offer_to_report(context, said, &words);
        }
        if usable.is_empty() && context.is_unknown_alone() {
            return whom_to_ask(context);
        }
        let suggested = usable
            .iter()
            .map(|verb| Suggestion { verb: *verb, line: corrected(&said, *verb, &words) });
        let suggestions: Vec<Suggestion> = suggested.collect();
        if !suggestions.is_empty() {
            self.recent.keep_offer(context, Offer::Suggestions(suggestions.clone()));
        }
        Reply::Suggested { typed, suggestions }
    }

    /// Nothing is opened yet, and nobody in trouble is left without a next step.
    fn offer_to_report(
        &self,
        context: &CommandContext<'_>,
        words: String,
        levels: &SeverityWords,
    ) -> Reply {
        let levels = levels.ordinary().map(|name| (name.rank, name.id.clone())).collect();
        self.recent.keep_offer(context, Offer::Report { words: words.clone(), levels });
        Reply::ReportOffered { words }
    }

    /// The command behind a number in reply, where an offer waits for it; the clock of a report
    /// counts from the caller's first words.
    pub(super) async fn settled<'a>(
        &self,
        context: CommandContext<'a>,
        command: Command,
    ) -> Result<(CommandContext<'a>, Command), NotSaved> {
        match command {
            Command::Choose { number } => Ok(self.chosen(context, number)),
            Command::Approve { .. } => self.approved_words(context, command).await,
            Command::Open { .. } => {
                let asked_at = self.recent.cried_at(&context);
                Ok((CommandContext { asked_at, ..context }, command))
            }
            other => Ok((context, other)),
        }
    }

    fn chosen<'a>(&self, context: CommandContext<'a>, number: u8) -> (CommandContext<'a>, Command) {
        let unchanged = Command::Choose { number };
        let Some((at, offer)) = self.recent.offer(&context) else { return (context, unchanged) };
        let command = match offer {
            Offer::Report { words, levels } => report(words, &levels, number),
            Offer::Suggestions(suggestions) => {
                let index = usize::from(number).checked_sub(1);
                let suggestion = index.and_then(|index| suggestions.into_iter().nth(index));
                suggestion.map(|Suggestion { verb, line }| {
                    let words = self.vocabularies.of(&context);
                    let command = line.and_then(|line| parse(&line, &words).ok());
                    command.unwrap_or(Command::Help { topic: Some(HelpTopic::Verb(verb)) })
                })
            }
        };
        let Some(command) = command else { return (context, unchanged) };
        self.recent.forget_offer(&context);
        let asked_at = matches!(command, Command::Open { .. }).then_some(at);
        (CommandContext { asked_at, ..context }, command)
    }

    /// `1` in answer to a receipt that asks for the level. Whoever reported it may grade it, whether
    /// the directory knows them or not.
    pub(super) async fn grade_by_number(
        &self,
        context: &CommandContext<'_>,
        number: u8,
    ) -> Result<Outcome, Stopped> {
        let open = self.open_in_group(context).await?;
        let is_ungraded = |incident: &&Incident| incident.severity.is_none();
        let is_own = |incident: &&Incident| context.actor.is_same_as(&incident.reporter);
        let own = open.iter().filter(is_ungraded).find(is_own);
        let incident = own.or_else(|| {
            let mut ungraded = open.iter().filter(is_ungraded);
            ungraded.next().filter(|_| context.person.is_some() && ungraded.next().is_none())
        });
        let Some(incident) = incident else { return self.help(context, None).await };
        let terms = self.actions.entitlement_on(context.directory, &incident.contract_ref);
        let levels = terms.map(|terms| self.vocabularies.of_terms(&terms)).unwrap_or_default();
        let Some(level) = levels.ordinary().find(|name| name.rank == number) else {
            return self.help(context, None).await;
        };
        self.act(context, incident, |i, s| {
            i.change_severity(s, &context.actor, level.id.clone(), String::new())
        })
        .await
    }
}

fn report(words: String, levels: &[(u8, SeverityId)], number: u8) -> Option<Command> {
    let level = levels.iter().find(|(rank, _)| *rank == number).map(|(_, id)| id.clone());
    let is_offered = level.is_some() || levels.is_empty() && number == 1;
    is_offered.then_some(Command::Open { severity: level, title: words, other_level: None })
}

/// Whether a customer describes trouble rather than mistypes a command.
fn is_cry(context: &CommandContext<'_>, said: &str, suggestions: &[Verb]) -> bool {
    if context.is_support() || rights::check_verb(context, Verb::Open).is_err() {
        return false;
    }
    let is_misspelled = said.split_whitespace().next().is_some_and(str::is_ascii);
    match suggestions {
        [] => sounds_like_trouble(said),
        [Verb::Open, ..] => false,
        // Whoever names an incident means a command on it.
        _ => !is_misspelled && incident_named_in(said).is_none() && sounds_like_trouble(said),
    }
}
