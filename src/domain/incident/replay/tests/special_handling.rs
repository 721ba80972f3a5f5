//! Special handling in random histories.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::{SEVERITIES, STAFF};
use crate::domain::incident::kit::{Story, customer, staff};
use crate::domain::incident::{Incident, Refused, Visit};
use crate::domain::plan::Relief;
use crate::ids::PersonId;

#[derive(Debug, Clone)]
pub(super) enum Act {
    AnswerAccess { granted: bool, by_customer: bool },
    LowerWithoutAccess,
    Rule(usize),
    UpdateRestored,
    SendOut(usize, i64),
    Arrive,
    CallExperts,
    Join(usize),
}

pub(super) fn acts() -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => (any::<bool>(), any::<bool>())
            .prop_map(|(granted, by_customer)| Act::AnswerAccess { granted, by_customer }),
        1 => Just(Act::LowerWithoutAccess),
        1 => (0..SEVERITIES.len()).prop_map(Act::Rule),
        1 => Just(Act::UpdateRestored),
        2 => (0..STAFF.len(), 0..400_i64).prop_map(|(who, minutes)| Act::SendOut(who, minutes)),
        1 => Just(Act::Arrive),
        2 => Just(Act::CallExperts),
        2 => (0..STAFF.len()).prop_map(Act::Join),
    ]
}

pub(super) fn carry_out(story: &mut Story, act: &Act) -> Result<(), Refused> {
    let (now, text, manager) = (story.now, "words".to_owned(), staff("zhao-min"));
    story.act(|incident, context| match act {
        Act::AnswerAccess { granted, by_customer } => {
            let by = if *by_customer { customer() } else { staff("li-na") };
            incident.answer_access(context, &by, *granted, text)
        }
        Act::LowerWithoutAccess => incident.lower_without_access(context, &manager),
        Act::Rule(to) => incident.rule_on_severity(context, &manager, SEVERITIES[*to].into(), text),
        Act::UpdateRestored => {
            incident.update_with_relief(context, &staff("li-na"), text, Some(Relief::Restored))
        }
        Act::SendOut(who, minutes) => {
            let person = PersonId::from(STAFF[*who]);
            incident.send_out(context, &manager, person, now + TimeDelta::minutes(*minutes))
        }
        Act::Arrive => incident.arrive(context, &manager),
        Act::CallExperts => incident.call_experts_by_hand(context, &manager),
        Act::Join(who) => incident.acknowledge(context, &staff(STAFF[*who])),
    })
}

pub(super) fn looked_for_at(incident: &Incident) -> Option<DateTime<Utc>> {
    incident.special_handling.visit.as_ref().and_then(Visit::looked_for_at)
}

pub(super) fn experts_called_at(incident: &Incident) -> Option<DateTime<Utc>> {
    incident.special_handling.experts.as_ref().and_then(|experts| experts.calls_again_at)
}
