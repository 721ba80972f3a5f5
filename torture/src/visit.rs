//! Every boundary is visited: for each of them one story is played by a process that dies just
//! there and is started again.

use std::time::Duration;

use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::deployment::{Deployment, Kind};
use crate::faults::Strike;
use crate::patience::until;
use crate::performance::Played;
use crate::plan::Plan;
use crate::round::{Outcome, Watching, start_story, violations, wait_until_quiet, write_story};
use crate::story::Story;
use crate::world::{CUSTOMERS, WAYS};

/// A story with two deaths in it takes seconds; this is for a slow machine.
const STORY_WITHIN: Duration = Duration::from_mins(10);

/// Dies at each boundary of a story in turn, or at every `step`-th, until a story ends before the
/// next boundary is reached.
pub(crate) async fn play(seed: u64, kind: Kind, step: u64) -> anyhow::Result<Outcome> {
    let random = &mut StdRng::seed_from_u64(seed);
    let ways: Vec<_> = WAYS.iter().filter_map(|ways| ways.first().copied()).collect();
    let mut deployment = Deployment::start(kind, &ways).await?;
    let mut watching = Watching::start(&deployment)?;
    let (mut played, mut deaths) = (Vec::<Played>::new(), 0);
    let mut boundary = 1;
    for customer in CUSTOMERS.iter().cycle() {
        let story = Story::whole(random, *customer, played.len() + 1);
        let (told, has_died) = live_and_die(&mut deployment, &watching, story, boundary).await?;
        played.push(told);
        if !has_died {
            break;
        }
        deaths += 1;
        boundary += step;
    }
    let quiet = wait_until_quiet(&deployment).await;
    watching.end().await;
    let mut outcome = Outcome {
        stories: played.len(),
        messages: watching.messages(),
        violations: violations(&deployment, &watching, &played, &[]).await?,
        ..Outcome::default()
    };
    outcome.faults.insert("death at a boundary", deaths);
    outcome.violations.extend(quiet.err().map(|error| format!("{error:#}")));
    if !outcome.violations.is_empty() {
        let (stories, strikes) = (Vec::new(), Vec::<Strike>::new());
        let plan = Plan { seed, kind, ways, stories, strikes };
        outcome.folder = Some(write_story(&mut deployment, &plan, &watching, &played)?);
    }
    Ok(outcome)
}

/// One story, by a process that ends at `boundary` and is then started again. Gives back whether
/// it came to that.
async fn live_and_die(
    deployment: &mut Deployment,
    watching: &Watching,
    story: Story,
    boundary: u64,
) -> anyhow::Result<(Played, bool)> {
    deployment.kill_instance(0);
    deployment.start_instance(0, Some(boundary))?;
    let stage = start_story(story, deployment, &watching.watcher)?;
    let playing = tokio::task::spawn_local(stage.play());
    let mut has_died = false;
    until("the story ends", STORY_WITHIN, async || {
        if !deployment.is_running(0) {
            has_died = true;
            deployment.start_instance(0, None).ok()?;
        }
        playing.is_finished().then_some(())
    })
    .await?;
    Ok((playing.await?, has_died))
}
