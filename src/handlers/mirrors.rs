//! `mirror`, and one incident in many rooms: where it is to be followed, and what can be seen from
//! a room that follows.

use super::Handlers;
use super::context::CommandContext;
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use crate::commands::command::MirrorChange;
use crate::domain::directory::{Directory, Group};
use crate::domain::incident::Incident;
use crate::ids::{GroupId, IncidentNumber};

/// How many of the newest incidents of each other group of the customer are searched for mirrored
/// ones.
const LOOKED_THROUGH: i64 = 200;

impl Handlers {
    /// Mirrors the incident in a group, or ends that.
    pub(super) async fn mirror(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        change: MirrorChange,
        name: &str,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, number).await?;
        let unknown =
            || Reply::UnknownGroup { name: name.to_owned(), incident: Box::new(incident.clone()) };
        let group = group_named(context.directory, &incident, name).ok_or_else(unknown)?;
        self.act(context, &incident, |incident, act_context| match change {
            MirrorChange::Add => incident.mirror_in(act_context, &context.actor, group.clone()),
            MirrorChange::Remove => incident.end_mirror(&context.actor, group.clone()),
        })
        .await
    }

    /// The incident of a number, where it was opened in this group or is followed there.
    pub(super) async fn followed_in(
        &self,
        context: &CommandContext<'_>,
        group: &Group,
        number: IncidentNumber,
    ) -> Result<Option<Incident>, Stopped> {
        let store = &self.actions.store;
        if let Some(own) = store.incident_in(&group.room, number).await? {
            return Ok(Some(own));
        }
        for sibling in context.sibling_groups(group) {
            let theirs = store.incident_in(&sibling.room, number).await?;
            if let Some(mirrored) = theirs.filter(|incident| incident.is_followed_in(&group.id)) {
                return Ok(Some(mirrored));
            }
        }
        Ok(None)
    }

    /// The open incidents that were opened in this group or are followed there, the newest first.
    pub(super) async fn open_followed_in(
        &self,
        context: &CommandContext<'_>,
        group: &Group,
        limit: i64,
    ) -> Result<Vec<Incident>, Stopped> {
        let mut seen = self.actions.store.open_incidents_in(&group.room, limit).await?;
        for sibling in context.sibling_groups(group) {
            let theirs =
                self.actions.store.open_incidents_in(&sibling.room, LOOKED_THROUGH).await?;
            seen.extend(theirs.into_iter().filter(|incident| incident.is_followed_in(&group.id)));
        }
        Ok(newest(seen, limit))
    }

    /// The incidents, open or closed, that were opened in this group or are followed there.
    pub(super) async fn all_followed_in(
        &self,
        context: &CommandContext<'_>,
        group: &Group,
        limit: i64,
    ) -> Result<Vec<Incident>, Stopped> {
        let mut seen = self.actions.store.incidents_in(&group.room, limit).await?;
        for sibling in context.sibling_groups(group) {
            let theirs = self.actions.store.incidents_in(&sibling.room, LOOKED_THROUGH).await?;
            seen.extend(theirs.into_iter().filter(|incident| incident.is_followed_in(&group.id)));
        }
        Ok(newest(seen, limit))
    }
}

fn newest(mut incidents: Vec<Incident>, limit: i64) -> Vec<Incident> {
    incidents.sort_by_key(|incident| std::cmp::Reverse(incident.number));
    incidents.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    incidents
}

/// The group of this id or name in which the incident may be followed. Another customer's reads as
/// none.
fn group_named(directory: &Directory, incident: &Incident, typed: &str) -> Option<GroupId> {
    let typed = typed.trim();
    let customer = incident.contract_ref.customer();
    let is_meant = |group: &&Group| {
        let is_named =
            group.id.as_str().eq_ignore_ascii_case(typed) || group.name.eq_ignore_ascii_case(typed);
        is_named && directory.reader_in(&group.id, customer).is_some()
    };
    let mut meant = directory.groups.values().filter(is_meant);
    let first = meant.next()?;
    meant.next().is_none().then(|| first.id.clone())
}
