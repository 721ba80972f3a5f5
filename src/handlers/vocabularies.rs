//! The level words of each group, built once for each tier and channel.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use chat::{ChatEvent, EventBody};

use super::Handlers;
use super::context::{CommandContext, View};
use crate::commands::command::Command;
use crate::commands::error::{Argument, ParseError};
use crate::commands::vocabulary::{SeverityWords, severity_words};
use crate::commands::{incident_named_in, parse_addressed};
use crate::domain::entitlement::Entitlement;
use crate::ids::{ChannelId, PlanId, TierId};

/// Plan text, tier and channel.
type Key = (PlanId, String, TierId, ChannelId);

/// Vocabularies by what they depend on.
#[derive(Default)]
pub(super) struct Vocabularies(RwLock<HashMap<Key, Arc<SeverityWords>>>);

impl Vocabularies {
    /// The level words where this was said. A room without a contract has none, so that everything
    /// said there is kept as it was.
    pub(super) fn of(&self, context: &CommandContext<'_>) -> Arc<SeverityWords> {
        context.entitlement.as_deref().map(|terms| self.of_terms(terms)).unwrap_or_default()
    }

    fn of_terms(&self, terms: &Entitlement) -> Arc<SeverityWords> {
        let version = terms.plan.version.fingerprint.clone();
        let key = (terms.plan.id.clone(), version, terms.tier.clone(), terms.channel.clone());
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Arc::clone(known);
        }
        let words = Arc::new(severity_words(&terms.plan, &terms.tier, &terms.channel));
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&words));
        words
    }
}

impl Handlers {
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
