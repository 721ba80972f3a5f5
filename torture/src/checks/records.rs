//! What the database holds: each incident once, in the state that people were told, with a timeline
//! that has no gap and no act twice.

use watchbell::domain::incident::{Fact, Incident, IncidentState, TimelineEntry};
use watchbell::ids::IncidentNumber;
use watchbell::store::Store;

use crate::performance::Played;
use crate::story::{Act, Ending};

/// Everything wrong with what is recorded.
pub(crate) async fn violations(store: &Store, played: &[Played]) -> anyhow::Result<Vec<String>> {
    let mut found = Vec::new();
    for story in played.iter().filter(|played| played.stuck.is_none()) {
        let Some(number) = story.number else { continue };
        let number = IncidentNumber(number);
        let Some(incident) = store.incident(number).await? else {
            found.push(format!("INC-{} was confirmed and is not recorded", number.0));
            continue;
        };
        let timeline = store.timeline_of(number).await?;
        found.extend(of_incident(story, &incident));
        found.extend(of_timeline(story, &timeline));
    }
    found.extend(twins(played));
    let dead = store.count_dead_letters().await?;
    if dead > 0 {
        found.push(format!("{dead} messages were given up"));
    }
    Ok(found)
}

fn of_incident(played: &Played, incident: &Incident) -> Vec<String> {
    let mut found = Vec::new();
    let title = &played.story.title;
    if incident.title != *title {
        found.push(format!("INC-{} is {:?} and not {title:?}", incident.number.0, incident.title));
    }
    let is_there = match played.story.ending {
        Ending::Unanswered => matches!(incident.state, IncidentState::Open),
        Ending::Acknowledged => matches!(incident.state, IncidentState::Acknowledged { .. }),
        Ending::Solved => matches!(incident.state, IncidentState::Resolved { .. }),
        Ending::Closed => matches!(incident.state, IncidentState::Closed { .. }),
    };
    if !is_there {
        let (ending, state) = (played.story.ending, &incident.state);
        found.push(format!("INC-{} must be {ending:?} and is {state:?}", incident.number.0));
    }
    found
}

/// Every act of the story has its entry, once.
fn of_timeline(played: &Played, timeline: &[TimelineEntry]) -> Vec<String> {
    let mut found = Vec::new();
    let title = &played.story.title;
    if !(1..).zip(timeline).all(|(place, entry)| entry.seq == place) {
        found.push(format!("{title}: the timeline has a gap"));
    }
    for act in &played.story.acts {
        let times = timeline.iter().filter(|entry| is_of(act, &entry.fact)).count();
        // What a customer adds is an item of the required information while the bot asks for it.
        let is_item = |entry: &TimelineEntry| matches!(entry.fact, Fact::RequiredInfoGiven { .. });
        if times == 0 && matches!(act, Act::Comment(_)) && timeline.iter().any(is_item) {
            continue;
        }
        let once = !matches!(act, Act::Acknowledge { .. });
        if times == 0 || (once && times > 1) {
            found.push(format!("{title}: {act:?} was recorded {times} times"));
        }
    }
    found
}

fn is_of(act: &Act, fact: &Fact) -> bool {
    match (act, fact) {
        (Act::Open, Fact::Opened { .. })
        | (Act::Acknowledge { .. }, Fact::Acknowledged { .. })
        | (Act::Consent { .. }, Fact::Confirmed) => true,
        (Act::Update(text), Fact::Updated { text: told, .. })
        | (Act::Comment(text), Fact::Said { text: told })
        | (Act::Solve(text), Fact::Resolved { solution: told, .. })
        | (Act::Reject(text), Fact::Rejected { reason: told }) => text == told,
        _ => false,
    }
}

/// No number was given to two people.
fn twins(played: &[Played]) -> Vec<String> {
    let mut numbers: Vec<i64> = played.iter().filter_map(|story| story.number).collect();
    numbers.sort_unstable();
    let twice = numbers.windows(2).filter(|pair| pair.first() == pair.last());
    twice
        .filter_map(|pair| pair.first())
        .map(|number| format!("two stories are INC-{number}"))
        .collect()
}
