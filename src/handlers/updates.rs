//! `update`, `every`, `next` and `bridge`: news for the customer, and when it comes.

use chrono::TimeDelta;

use super::Handlers;
use super::context::CommandContext;
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use crate::commands::wall_time::WallTime;
use crate::domain::directory::MeetingLink;
use crate::domain::plan::Relief;
use crate::ids::IncidentNumber;

impl Handlers {
    pub(super) async fn update(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        relief: Option<Relief>,
        text: String,
    ) -> Result<Outcome, Stopped> {
        self.act_on(context, number, |i, s| {
            i.update_with_relief(s, &context.actor, text.clone(), relief)
        })
        .await
    }

    pub(super) async fn agree_on_cadence(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        minutes: u32,
    ) -> Result<Outcome, Stopped> {
        let every = TimeDelta::minutes(minutes.into());
        self.act_on(context, number, |i, s| i.agree_on_cadence(s, &context.actor, every)).await
    }

    pub(super) async fn set_bridge(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        link: Option<MeetingLink>,
    ) -> Result<Outcome, Stopped> {
        self.act_on(context, number, |i, _| i.set_bridge(&context.actor, link.clone())).await
    }

    pub(super) async fn agree_on_next_update(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        time: WallTime,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, number).await?;
        let next_at = context.instant(time, incident.zone).ok_or(Reply::NoSuchTime { time })?;
        self.act(context, &incident, |i, s| i.agree_on_next(s, &context.actor, next_at)).await
    }
}
