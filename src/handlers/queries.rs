//! Questions: they change nothing.

use super::context::{CommandContext, View};
use super::reply::Reply;
use super::{Handlers, Stopped};
use crate::commands::command::{Command, ListScope};
use crate::domain::incident::Incident;
use crate::ids::RotationId;

/// How many incidents a list shows.
const LISTED: i64 = 20;
impl Handlers {
    pub(super) async fn look(
        &self,
        context: &CommandContext<'_>,
        command: Command,
    ) -> Result<Reply, Stopped> {
        match command {
            Command::Show { incident } => {
                let incident = self.find(context, incident).await?;
                self.with_timeline(context, incident, false).await
            }
            Command::Why { incident } => {
                let incident = self.find(context, incident).await?;
                self.with_timeline(context, incident, true).await
            }
            Command::List { scope } => self.list(context, scope).await,
            Command::Board => {
                let incidents = self.actions.store.open_by_deadline(LISTED).await?;
                Ok(Reply::Board { incidents })
            }
            Command::Plan => Ok(Reply::Plan),
            Command::Help { topic } => Ok(Reply::Help { topic }),
            Command::Oncall { team, when } => who_is_on_call(context, team.as_deref(), when),
            _ => Err(Reply::NothingOpen.into()),
        }
    }

    async fn with_timeline(
        &self,
        context: &CommandContext<'_>,
        incident: Incident,
        why: bool,
    ) -> Result<Reply, Stopped> {
        let timeline = self.actions.store.timeline_of(incident.id).await?;
        let entitlement = self.actions.entitlement_on(context.directory, &incident.contract_ref);
        let number = incident.number;
        let incident = Box::new(incident);
        if why {
            return Ok(Reply::Why { incident, timeline, entitlement });
        }
        let continued_as = self.actions.store.continuation_of(number).await?;
        Ok(Reply::Show { incident, timeline, entitlement, continued_as })
    }

    async fn list(&self, context: &CommandContext<'_>, scope: ListScope) -> Result<Reply, Stopped> {
        let mut incidents = self.all_in_view(context, scope == ListScope::Open, LISTED).await?;
        if scope == ListScope::Mine {
            incidents.retain(|incident| is_mine(context, incident));
        }
        Ok(Reply::List { incidents, scope })
    }

    /// What can be seen from where the caller speaks, at most `limit`. For the staff it is what is open.
    pub(super) async fn all_in_view(
        &self,
        context: &CommandContext<'_>,
        only_open: bool,
        limit: i64,
    ) -> Result<Vec<Incident>, Stopped> {
        let store = &self.actions.store;
        match context.view() {
            View::EveryCustomer => Ok(store.open_by_deadline(limit).await?),
            View::Group(group) if only_open => self.open_followed_in(context, group, limit).await,
            View::Group(group) => self.all_followed_in(context, group, limit).await,
            View::OutOfContract(room) if only_open => {
                Ok(store.open_incidents_in(room, limit).await?)
            }
            View::OutOfContract(room) => Ok(store.incidents_in(room, limit).await?),
        }
    }
}

fn is_mine(context: &CommandContext<'_>, incident: &Incident) -> bool {
    let owned = context.person.is_some_and(|person| incident.owner.as_ref() == Some(&person.id));
    owned || incident.reporter == context.actor
}

fn who_is_on_call(
    context: &CommandContext<'_>,
    team: Option<&str>,
    when: Option<crate::commands::moment::WallTime>,
) -> Result<Reply, Stopped> {
    let at = match when {
        Some(time) => context.instant(time, context.zone()).ok_or(Reply::NoSuchTime { time })?,
        None => context.now,
    };
    let directory = context.directory;
    let is_asked = |id: &RotationId| team.is_none_or(|team| id.as_str() == team);
    let asked = directory.rotations.iter().filter(|rotation| is_asked(&rotation.id));
    let rotations: Vec<RotationId> = asked.map(|rotation| rotation.id.clone()).collect();
    match team {
        Some(team) if rotations.is_empty() => {
            Err(Reply::UnknownTeam { team: team.to_owned() }.into())
        }
        _ => Ok(Reply::OnCall { at, rotations }),
    }
}
