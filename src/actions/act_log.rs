//! What operators see of each act: one line of the log, and the figures of the work.
//!
//! A line holds the words of facts and the ids of people and incidents. It never holds what
//! somebody wrote, a name, or a code.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use tracing::Level;

use crate::domain::actor::Actor;
use crate::domain::incident::{Fact, Incident, TimelineEntry};
use crate::ids::PersonId;

/// Incidents opened, by rank (1 is the worst). Counter.
const OPENED: &str = "watchbell_incidents_opened_total";
/// Incidents closed, by rank. Counter.
const CLOSED: &str = "watchbell_incidents_closed_total";
/// First responses, by whether they kept the promise (`kept`: `yes`, `no`, or `none` promised).
/// Counter.
const RESPONSES: &str = "watchbell_responses_total";
/// From the opening to an acknowledgement. Histogram.
const TIME_TO_ACKNOWLEDGE: &str = "watchbell_time_to_acknowledge_seconds";
/// Slots for which nobody wrote the promised update. Counter.
const UPDATES_MISSED: &str = "watchbell_updates_missed_total";

/// What there is to tell once an act is durable.
#[derive(Debug)]
pub(super) struct ActLog {
    line: Option<String>,
    counted: Vec<(Counted, DateTime<Utc>)>,
}

#[derive(Debug, Clone, Copy)]
enum Counted {
    Opened,
    Closed,
    Acknowledged,
    Responded,
    UpdateMissed,
}

impl ActLog {
    pub(super) fn of(entries: &[TimelineEntry]) -> Self {
        let line = tracing::enabled!(Level::INFO).then(|| line_of(entries));
        let counted = entries
            .iter()
            .flat_map(|entry| counted(&entry.fact).iter().map(|counted| (*counted, entry.at)))
            .collect();
        Self { line, counted }
    }

    /// Tells of the act that left the incident like this.
    pub(super) fn tell(&self, incident: &Incident) {
        if let Some(line) = self.line.as_ref().filter(|line| !line.is_empty()) {
            tracing::info!(incident = %incident.number, rank = incident.rank, "{line}");
        }
        for (counted, at) in &self.counted {
            count(*counted, *at, incident);
        }
    }
}

fn counted(fact: &Fact) -> &'static [Counted] {
    match fact {
        Fact::Opened { .. } => &[Counted::Opened],
        Fact::Closed { .. } => &[Counted::Closed],
        Fact::Acknowledged { .. } => &[Counted::Acknowledged, Counted::Responded],
        Fact::Responded { .. } => &[Counted::Responded],
        Fact::HoldingUpdate { .. } => &[Counted::UpdateMissed],
        _ => &[],
    }
}

fn count(counted: Counted, at: DateTime<Utc>, incident: &Incident) {
    let rank = || incident.rank.to_string();
    match counted {
        Counted::Opened => metrics::counter!(OPENED, "rank" => rank()).increment(1),
        Counted::Closed => metrics::counter!(CLOSED, "rank" => rank()).increment(1),
        Counted::UpdateMissed => metrics::counter!(UPDATES_MISSED, "rank" => rank()).increment(1),
        Counted::Acknowledged => {
            let took = (at - incident.opened_at).to_std().unwrap_or_default();
            metrics::histogram!(TIME_TO_ACKNOWLEDGE).record(took.as_secs_f64());
        }
        Counted::Responded => {
            // Only the first answer keeps or breaks the promise.
            if let Some(given) = incident.response.given.as_ref().filter(|given| given.at == at) {
                let kept = match incident.response.due_at() {
                    None => "none",
                    Some(due_at) if given.at <= due_at => "yes",
                    Some(_) => "no",
                };
                metrics::counter!(RESPONSES, "kept" => kept, "rank" => rank()).increment(1);
            }
        }
    }
}

/// `opened by guest, told dora, paged chen-jing`.
fn line_of(entries: &[TimelineEntry]) -> String {
    let mut line = String::new();
    for entry in entries {
        let word: &'static str = (&entry.fact).into();
        let comma = if line.is_empty() { "" } else { ", " };
        let _ = write!(line, "{comma}{}", word.replace('_', " "));
        if let Some(person) = person_in(&entry.fact) {
            let _ = write!(line, " {person}");
        }
        match &entry.actor {
            Actor::Person { id, .. } => drop(write!(line, " by {id}")),
            Actor::Guest { .. } => line.push_str(" by guest"),
            Actor::Bot => {}
        }
    }
    line
}

/// Whom a fact is about, beside the one who acted.
fn person_in(fact: &Fact) -> Option<&PersonId> {
    match fact {
        Fact::Paged { person, .. }
        | Fact::Told { person }
        | Fact::EscalationPaged { person, .. } => Some(person),
        Fact::Assigned { to } | Fact::HandoffOffered { to, .. } => Some(to),
        Fact::HandoffAccepted { from } => Some(from),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::directory::Side;
    use crate::domain::incident::Visibility;

    fn entry(actor: Actor, fact: Fact) -> TimelineEntry {
        let at = DateTime::UNIX_EPOCH;
        TimelineEntry { seq: 1, at, actor, visibility: Visibility::Internal, fact }
    }

    fn person(id: &str) -> Actor {
        Actor::Person { id: id.into(), name: "Anna Example".to_owned(), side: Side::Support }
    }

    #[test]
    fn a_line_names_acts_and_ids_but_no_texts_names_or_codes() {
        let guest = Actor::Guest { account: "u-77".to_owned(), name: "Li".to_owned() };
        let title = "the card 4711 4711 is refused".to_owned();
        let opening = [
            entry(guest, Fact::Opened { severity: None, title, asked_at: None }),
            entry(Actor::Bot, Fact::Told { person: "dora".into() }),
            entry(
                Actor::Bot,
                Fact::Paged { person: "chen-jing".into(), code: "5531".into(), cycle: 1, step: 1 },
            ),
        ];
        insta::assert_snapshot!(line_of(&opening), @"opened by guest, told dora, paged chen-jing");
        let handing_over = [
            entry(
                person("anna"),
                Fact::HandoffOffered { to: "ben".into(), summary: "half done".to_owned() },
            ),
            entry(person("anna"), Fact::Noted { text: "a secret".to_owned() }),
        ];
        insta::assert_snapshot!(
            line_of(&handing_over),
            @"handoff offered ben by anna, noted by anna"
        );
    }
}
