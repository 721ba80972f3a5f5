//! `page` and `silence`: pages by hand, and a pause of the pages of one incident.

use super::Handlers;
use super::confirmed_act::ConfirmedAct;
use super::context::CommandContext;
use super::lookup::staff_named;
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use crate::commands::command::PageTarget;
use crate::commands::wall_time::Until;
use crate::domain::escalation::on_call::current_on_call;
use crate::ids::{IncidentNumber, PersonId};

impl Handlers {
    pub(super) async fn page(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        target: &PageTarget,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, number).await?;
        let person = paged_person(context, target)?;
        self.act(context, &incident, |i, s| i.page_by_hand(s, &context.actor, &person)).await
    }

    /// Asks for the confirmation, unless the incident could not be silenced anyway.
    pub(super) async fn silence(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        until: Until,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, number).await?;
        let until = context.end(until, context.now, incident.zone).ok_or(Reply::NoSuchEnd)?;
        if let Err(refused) = incident.refuse_to_be_silenced(context.now, until) {
            return Err(self.refused_before_asking(context, &incident, refused));
        }
        self.ask_to_confirm(context, &incident, ConfirmedAct::Silence { until }).await
    }
}

/// The person a manual page goes to: somebody by name, or whoever is on call on a team's rotation.
fn paged_person(context: &CommandContext<'_>, target: &PageTarget) -> Result<PersonId, Reply> {
    match target {
        PageTarget::Person(name) => staff_named(context, name).map(|person| person.id.clone()),
        PageTarget::Team(team) => {
            let directory = context.directory;
            let Some(rotation) = directory.rotation_called(team) else {
                return Err(Reply::UnknownTeam { team: team.clone() });
            };
            let holder = current_on_call(rotation, &directory.overrides, context.now).person;
            holder
                .or_else(|| rotation.fallback.clone())
                .ok_or(Reply::NobodyOnCall { team: team.clone() })
        }
    }
}
