//! The answer to `list`: the incidents of one group, and questions about which one is meant.

use chat::{Line, Message};

use super::block::Block;
use super::lang::Tongue;
use super::scene::{Case, Scene};
use super::{guard, headline};
use crate::commands::command::ListScope;
use crate::domain::incident::Incident;

/// As many as fit into one message.
const LONGEST: usize = 15;

/// Incidents in the order given, one to a line.
pub fn list(incidents: &[Incident], scope: ListScope, scene: &Scene<'_>) -> Message {
    let title = match scope {
        ListScope::Open => "list-open",
        ListScope::Mine => "list-mine",
        ListScope::All => "list-all",
    };
    if incidents.is_empty() {
        let none = format!("{title}-none");
        return scene.reply(|tongue| Block::saying(tongue, &none, &[]));
    }
    titled(scene, title, incidents)
}

/// Several incidents are open and it is not clear which one is meant.
pub fn ambiguous(incidents: &[Incident], scene: &Scene<'_>) -> Message {
    titled(scene, "ambiguous", incidents)
}

fn titled(scene: &Scene<'_>, title: &str, incidents: &[Incident]) -> Message {
    let count = i64::try_from(incidents.len()).unwrap_or(i64::MAX);
    let message = scene.reply(|tongue| {
        Block::saying(tongue, title, &[("count", count.into())])
            .with_all(incidents.iter().take(LONGEST).map(|incident| line(scene, tongue, incident)))
            .with_all(left_off(tongue, incidents.len(), LONGEST))
    });
    if scene.is_for_customer() { guard::customer_room(&message) } else { message }
}

fn line(scene: &Scene<'_>, tongue: Tongue, incident: &Incident) -> Line {
    headline::of(&Case { scene: &Scene { incident: Some(incident), ..*scene }, incident }, tongue)
}

/// That there is more than is shown.
pub(super) fn left_off(tongue: Tongue, all: usize, shown: usize) -> Option<Line> {
    let more = i64::try_from(all.saturating_sub(shown)).unwrap_or(i64::MAX);
    (more > 0).then(|| tongue.line("list-more", &[("count", more.into())]))
}
