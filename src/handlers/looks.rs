//! Questions: they change nothing.

use super::caller::{Hearing, View};
use super::words::Words;
use super::{Desk, Stopped};
use crate::commands::command::{Command, ListScope};
use crate::domain::incident::Incident;
use crate::ids::RotationId;

/// How many incidents a list shows.
const LISTED: i64 = 20;
impl Desk {
    pub(super) async fn look(
        &self,
        hearing: &Hearing<'_>,
        command: Command,
    ) -> Result<Words, Stopped> {
        match command {
            Command::Show { incident } => {
                let incident = self.find(hearing, incident).await?;
                self.with_timeline(hearing, incident, false).await
            }
            Command::Why { incident } => {
                let incident = self.find(hearing, incident).await?;
                self.with_timeline(hearing, incident, true).await
            }
            Command::List { scope } => self.list(hearing, scope).await,
            Command::Board => {
                let incidents = self.actions.store.open_by_deadline(LISTED).await?;
                Ok(Words::Board { incidents })
            }
            Command::Plan => Ok(Words::Plan),
            Command::Help { topic } => Ok(Words::Help { topic }),
            Command::Oncall { team, when } => who_is_on_call(hearing, team.as_deref(), when),
            _ => Err(Words::NothingOpen.into()),
        }
    }

    async fn with_timeline(
        &self,
        hearing: &Hearing<'_>,
        incident: Incident,
        why: bool,
    ) -> Result<Words, Stopped> {
        let timeline = self.actions.store.timeline_of(incident.id).await?;
        let entitlement = self.actions.entitlement_on(hearing.directory, &incident.footing);
        let number = incident.number;
        let incident = Box::new(incident);
        if why {
            return Ok(Words::Why { incident, timeline, entitlement });
        }
        let continued_as = self.actions.store.continuation_of(number).await?;
        Ok(Words::Show { incident, timeline, entitlement, continued_as })
    }

    async fn list(&self, hearing: &Hearing<'_>, scope: ListScope) -> Result<Words, Stopped> {
        let mut incidents = self.all_in_view(hearing, scope == ListScope::Open, LISTED).await?;
        if scope == ListScope::Mine {
            incidents.retain(|incident| is_mine(hearing, incident));
        }
        Ok(Words::List { incidents, scope })
    }

    /// What can be seen from where the caller speaks, at most `limit`. For the staff it is what is open.
    pub(super) async fn all_in_view(
        &self,
        hearing: &Hearing<'_>,
        only_open: bool,
        limit: i64,
    ) -> Result<Vec<Incident>, Stopped> {
        let store = &self.actions.store;
        match hearing.view() {
            View::EveryCustomer => Ok(store.open_by_deadline(limit).await?),
            View::Group(group) if only_open => self.open_followed_in(hearing, group, limit).await,
            View::Group(group) => self.all_followed_in(hearing, group, limit).await,
            View::Unbound(room) if only_open => Ok(store.open_incidents_in(room, limit).await?),
            View::Unbound(room) => Ok(store.incidents_in(room, limit).await?),
        }
    }
}

fn is_mine(hearing: &Hearing<'_>, incident: &Incident) -> bool {
    let owned = hearing.person.is_some_and(|person| incident.owner.as_ref() == Some(&person.id));
    owned || incident.reporter == hearing.actor
}

fn who_is_on_call(
    hearing: &Hearing<'_>,
    team: Option<&str>,
    when: Option<crate::commands::moment::WallTime>,
) -> Result<Words, Stopped> {
    let at = match when {
        Some(time) => hearing.instant(time, hearing.zone()).ok_or(Words::NoSuchTime { time })?,
        None => hearing.now,
    };
    let directory = hearing.directory;
    let is_asked = |id: &RotationId| team.is_none_or(|team| id.as_str() == team);
    let asked = directory.rotations.iter().filter(|rotation| is_asked(&rotation.id));
    let rotations: Vec<RotationId> = asked.map(|rotation| rotation.id.clone()).collect();
    match team {
        Some(team) if rotations.is_empty() => {
            Err(Words::UnknownTeam { team: team.to_owned() }.into())
        }
        _ => Ok(Words::OnCall { at, rotations }),
    }
}
