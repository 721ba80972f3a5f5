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
    pub(super) async fn look(&self, hearing: &Hearing<'_>, command: Command) -> Result<Words, Stopped> {
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
        let incident = Box::new(incident);
        Ok(if why {
            Words::Why { incident, timeline, entitlement }
        } else {
            Words::Show { incident, timeline, entitlement }
        })
    }

    async fn list(&self, hearing: &Hearing<'_>, scope: ListScope) -> Result<Words, Stopped> {
        let store = &self.actions.store;
        let mut incidents = match (hearing.view(), scope) {
            (View::EveryCustomer, _) => store.open_by_deadline(LISTED).await?,
            (View::Group(group), ListScope::Open) => self.open_followed_in(hearing, group, LISTED).await?,
            (View::Group(group), ListScope::Mine | ListScope::All) => {
                self.all_followed_in(hearing, group, LISTED).await?
            }
            (View::Unbound(room), ListScope::Open) => store.open_incidents_in(room, LISTED).await?,
            (View::Unbound(room), ListScope::Mine | ListScope::All) => {
                store.incidents_in(room, LISTED).await?
            }
        };
        if scope == ListScope::Mine {
            incidents.retain(|incident| is_mine(hearing, incident));
        }
        Ok(Words::List { incidents, scope })
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
        Some(team) if rotations.is_empty() => Err(Words::UnknownTeam { team: team.to_owned() }.into()),
        _ => Ok(Words::OnCall { at, rotations }),
    }
}
