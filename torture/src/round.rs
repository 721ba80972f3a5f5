//! One round: a fresh deployment, stories and faults at the same time, and then the truth.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use simulator::VisibleMessage;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use watchbell::store::Store;

use crate::checks::health::HealthLog;
use crate::checks::waits::Waits;
use crate::checks::{logs, messages, records};
use crate::deployment::Deployment;
use crate::faults::{self, Period, Strike, Undo};
use crate::patience::{pause, until};
use crate::people::Phones;
use crate::performance::{Played, Stage};
use crate::plan::Plan;
use crate::story::Story;
use crate::watcher::{Room, Watcher};
use crate::world::{CUSTOMERS, MANAGER};

/// How long people wait for one thing, all faults included. A message that a platform held back
/// for its rate limit may take a minute.
const PATIENCE: Duration = Duration::from_mins(3);
/// How long the last messages may take.
const QUIET_WITHIN: Duration = Duration::from_mins(3);

/// What a round showed.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) violations: Vec<String>,
    pub(crate) stories: usize,
    pub(crate) messages: usize,
    /// How often each kind of fault was made.
    pub(crate) faults: BTreeMap<&'static str, usize>,
    pub(crate) waits: Waits,
    /// Where everything can be looked at, if something is wrong.
    pub(crate) folder: Option<PathBuf>,
}

/// What watches while the round runs.
pub(crate) struct Watching {
    pub(crate) watcher: Watcher,
    rooms: Vec<Room>,
    health: Vec<HealthLog>,
    began_at: Instant,
    stop: CancellationToken,
    tasks: JoinSet<()>,
}

/// Plays a round to its end.
pub(crate) async fn play(plan: &Plan) -> anyhow::Result<Outcome> {
    let mut deployment = Deployment::start(plan.kind, &plan.ways).await?;
    let mut watching = Watching::start(&deployment)?;
    let began_at = Instant::now();
    let mut stories = start_stories(plan, &deployment, &watching.watcher)?;
    let faults = strike(&plan.strikes, &mut deployment, began_at).await?;
    let mut played = Vec::new();
    while let Some(story) = stories.join_next().await {
        played.push(story?);
    }
    let quiet = wait_until_quiet(&deployment).await;
    // What the last message says must be seen, and what would be one too many.
    pause(Duration::from_secs(2)).await;
    watching.end().await;
    let mut outcome = Outcome { stories: played.len(), ..Outcome::default() };
    outcome.messages = watching.messages();
    outcome.waits = Waits::of(&played, &faults);
    outcome.violations = violations(&deployment, &watching, &played, &faults).await?;
    for period in &faults {
        *outcome.faults.entry(period.fault.kind()).or_default() += 1;
    }
    outcome.violations.extend(quiet.err().map(|error| format!("{error:#}")));
    if !outcome.violations.is_empty() {
        outcome.folder = Some(write_story(&mut deployment, plan, &watching, &played)?);
    }
    Ok(outcome)
}

impl Watching {
    pub(crate) fn start(deployment: &Deployment) -> anyhow::Result<Self> {
        let (watcher, stop, mut tasks) =
            (Watcher::default(), CancellationToken::new(), JoinSet::new());
        let mut screens: Vec<(Room, Phones)> = Vec::new();
        let groups = CUSTOMERS.iter().map(|customer| (customer.platform, customer.group));
        let engineers = CUSTOMERS.iter().map(|customer| (customer.platform, customer.engineer));
        for room in groups.chain(engineers).chain([MANAGER]) {
            if screens.iter().all(|(known, _)| *known != room) {
                screens.push((room, deployment.platform(room.0)?.phones.clone()));
            }
        }
        let rooms = screens.iter().map(|(room, _)| *room).collect();
        tasks.spawn_local(watcher.clone().watch(screens, stop.clone()));
        let mut health = Vec::new();
        for instance in &deployment.instances {
            let log = HealthLog::default();
            let watch =
                log.clone().watch(instance.address, deployment.client.clone(), stop.clone());
            tasks.spawn_local(watch);
            health.push(log);
        }
        Ok(Self { watcher, rooms, health, began_at: Instant::now(), stop, tasks })
    }

    pub(crate) async fn end(&mut self) {
        self.stop.cancel();
        while self.tasks.join_next().await.is_some() {}
    }

    /// How many messages were read.
    pub(crate) fn messages(&self) -> usize {
        self.rooms.iter().map(|room| self.watcher.read(*room).len()).sum()
    }
}

fn start_stories(
    plan: &Plan,
    deployment: &Deployment,
    watcher: &Watcher,
) -> anyhow::Result<JoinSet<Played>> {
    let mut stories = JoinSet::new();
    for story in plan.stories.clone() {
        stories.spawn_local(start_story(story, deployment, watcher)?.play());
    }
    Ok(stories)
}

/// Sets the stage for a story.
pub(crate) fn start_story(
    story: Story,
    deployment: &Deployment,
    watcher: &Watcher,
) -> anyhow::Result<Stage> {
    let platform = deployment.platform(story.customer.platform)?;
    Ok(Stage {
        story,
        phones: platform.phones.clone(),
        watcher: watcher.clone(),
        is_listed: platform.way.is_listed,
        brings_once: platform.way.brings_once,
        patience: PATIENCE,
    })
}

/// A fault that lasts.
struct Lasting {
    strike: Strike,
    undo: Undo,
    from: Instant,
    until: Duration,
}

/// Makes every fault in its time and ends all of them; gives back when each was there.
async fn strike(
    strikes: &[Strike],
    deployment: &mut Deployment,
    began_at: Instant,
) -> anyhow::Result<Vec<Period>> {
    let (mut over, mut lasting) = (Vec::new(), Vec::<Lasting>::new());
    for strike in strikes {
        while let Some(next) = first_to_end(&lasting, strike.after) {
            over.push(end(lasting.swap_remove(next), deployment, began_at).await?);
        }
        faults::wait_until(strike.after, began_at).await;
        match faults::begin(strike.fault, deployment).await {
            Ok(undo) => {
                let until = strike.after + strike.lasts;
                lasting.push(Lasting { strike: *strike, undo, from: Instant::now(), until });
            }
            // What cannot happen now, such as to freeze what is dead, is left out.
            Err(why) => println!("  left out: {}, because {why}", strike.fault),
        }
    }
    while let Some(next) = first_to_end(&lasting, Duration::MAX) {
        over.push(end(lasting.swap_remove(next), deployment, began_at).await?);
    }
    Ok(over)
}

/// The place of the fault that ends first, if it ends before `before`.
fn first_to_end(lasting: &[Lasting], before: Duration) -> Option<usize> {
    let ends = lasting.iter().enumerate().filter(|(_, fault)| fault.until < before);
    ends.min_by_key(|(_, fault)| fault.until).map(|(place, _)| place)
}

async fn end(
    lasting: Lasting,
    deployment: &mut Deployment,
    began_at: Instant,
) -> anyhow::Result<Period> {
    faults::wait_until(lasting.until, began_at).await;
    let until = Instant::now();
    faults::end(lasting.undo, deployment).await?;
    Ok(Period { fault: lasting.strike.fault, from: lasting.from, until })
}

/// Every instance runs and is healthy, and nothing waits to be sent.
pub(crate) async fn wait_until_quiet(deployment: &Deployment) -> anyhow::Result<()> {
    for number in 0..deployment.instances.len() {
        deployment.wait_until_ready(number).await?;
    }
    let (url, _network) = deployment.database_url().await?;
    let store = Store::open_existing(&url, &TaskTracker::new()).await?;
    let quiet = until("nothing waits to be sent", QUIET_WITHIN, async || {
        let waiting = store.waiting_messages(None).await.ok()?;
        waiting.is_empty().then_some(())
    })
    .await;
    store.close().await;
    quiet
}

/// Everything that is wrong in the end.
pub(crate) async fn violations(
    deployment: &Deployment,
    watching: &Watching,
    played: &[Played],
    faults: &[Period],
) -> anyhow::Result<Vec<String>> {
    let mut found = messages::violations(played, &watching.watcher, &watching.rooms);
    let (url, _network) = deployment.database_url().await?;
    let store = Store::open_existing(&url, &TaskTracker::new()).await?;
    found.extend(records::violations(&store, played).await?);
    store.close().await;
    for (number, instance) in deployment.instances.iter().enumerate() {
        let secrets = logs::secrets_in(&instance.settings()?);
        found.extend(logs::violations(&instance.log, &secrets)?);
        if let Some(health) = watching.health.get(number) {
            found.extend(health.violations(number, faults));
        }
    }
    for platform in &deployment.platforms {
        let figures = platform.phones.figures().await.unwrap_or_default();
        if figures.over_limit > 0 {
            let (name, calls) = (platform.way.platform, figures.over_limit);
            found.push(format!("{calls} calls to {name} were above its limit"));
        }
    }
    Ok(found)
}

/// Writes what everybody read beside the logs, for whoever has to find out what went wrong.
pub(crate) fn write_story(
    deployment: &mut Deployment,
    plan: &Plan,
    watching: &Watching,
    played: &[Played],
) -> anyhow::Result<PathBuf> {
    let mut text = format!("{plan}\n");
    for story in played {
        let _ = writeln!(text, "{:?} {story:#?}", story.number);
    }
    for room in &watching.rooms {
        let _ = writeln!(text, "--- read in {room:?}");
        for seen in watching.watcher.read(*room) {
            let VisibleMessage { text: words, buttons, edits, .. } = seen.message;
            let after = seen.at.saturating_duration_since(watching.began_at).as_secs_f64();
            let _ = writeln!(text, "{after:.1} s\n{words}\n    {buttons:?}, {edits} edits");
        }
    }
    deployment.folder.disable_cleanup(true);
    std::fs::write(deployment.folder.path().join("story.txt"), text)?;
    Ok(deployment.folder.path().to_owned())
}
