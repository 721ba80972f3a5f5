//! What can be read: the state, the chat of a group, the phone of a person.

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use serde_json::Value;

use super::Sandbox;
use super::error::{ApiError, Parameters};
use crate::record::{Place, Record, RecordKind};
use crate::view::{GroupView, MemberView, WorldState};

/// Where to begin reading.
#[derive(Debug, Deserialize)]
pub(super) struct After {
    /// Only messages after this one; all when absent.
    #[serde(default)]
    after: u64,
}

pub(super) async fn state(State(sandbox): State<Sandbox>) -> Result<Json<WorldState>, ApiError> {
    Ok(Json(sandbox.world.state().await?))
}

/// In which language to tell.
#[derive(Debug, Deserialize)]
pub(super) struct Told {
    /// `zh` or `en`.
    #[serde(default = "in_chinese")]
    language: String,
}

fn in_chinese() -> String {
    "zh".to_owned()
}

/// Everything said and done about an incident, also about one that is closed.
pub(super) async fn timeline(
    State(sandbox): State<Sandbox>,
    Path(number): Path<String>,
    Parameters(Told { language }): Parameters<Told>,
) -> Result<Json<Value>, ApiError> {
    let number = number.parse().map_err(|_| {
        ApiError::not_found("not_found", "There is no such incident: write its number alone.")
    })?;
    Ok(Json(sandbox.world.timeline(number, &language).await?))
}

pub(super) async fn group_messages(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    Parameters(After { after }): Parameters<After>,
) -> Result<Json<Vec<Record>>, ApiError> {
    find_group(&sandbox.world.state().await?, &id)?;
    Ok(Json(sandbox.platform.messages(&Place::group(id), after)))
}

pub(super) async fn person_messages(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    Parameters(After { after }): Parameters<After>,
) -> Result<Json<Vec<Record>>, ApiError> {
    find_person(&sandbox.world.state().await?, &id)?;
    Ok(Json(sandbox.platform.messages(&Place::person(id), after)))
}

/// Only what must wake the person; the rest of the phone is at `/messages`.
pub(super) async fn pages(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    Parameters(After { after }): Parameters<After>,
) -> Result<Json<Vec<Record>>, ApiError> {
    find_person(&sandbox.world.state().await?, &id)?;
    let mut records = sandbox.platform.messages(&Place::person(id), after);
    records.retain(|record| record.kind == RecordKind::Page);
    Ok(Json(records))
}

pub(super) fn find_group<'a>(state: &'a WorldState, id: &str) -> Result<&'a GroupView, ApiError> {
    state.groups.iter().find(|group| group.id == id).ok_or_else(|| {
        let known = listed(state.groups.iter().map(|group| group.id.as_str()));
        ApiError::not_found("no_such_group", format!("There is no such group. There are: {known}."))
    })
}

pub(super) fn find_person<'a>(state: &'a WorldState, id: &str) -> Result<&'a MemberView, ApiError> {
    state.people.iter().find(|person| person.id == id).ok_or_else(|| {
        let known = listed(state.people.iter().map(|person| person.id.as_str()));
        ApiError::not_found(
            "no_such_person",
            format!("There is no such person. There are: {known}."),
        )
    })
}

/// A known person who is not a member gets another answer than an unknown one.
pub(super) fn find_member<'a>(
    state: &'a WorldState,
    group: &'a GroupView,
    id: &str,
) -> Result<&'a MemberView, ApiError> {
    let person = find_person(state, id)?;
    group.member(&person.id).ok_or_else(|| {
        let members = listed(group.members.iter().map(|member| member.id.as_str()));
        let name = &person.name;
        ApiError::forbidden(
            "not_a_member",
            format!("{name} is not a member of this group. Those who may speak here: {members}."),
        )
    })
}

fn listed<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    ids.collect::<Vec<_>>().join(", ")
}
