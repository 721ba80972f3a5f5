//! What goes wrong, drawn from the seed before anything starts, and how it is done to a deployment.

use std::fmt;
use std::time::{Duration, Instant};

use anyhow::Context;
use rand::RngExt;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use simulator::{Fault as Misbehaviour, FaultRequest};

use crate::deployment::{Database, Deployment, Kind};
use crate::hold::{Held, hold_connections, lock_file};
use crate::machine::process::Signal;
use crate::machine::proxy::Passage;
use crate::patience::{pause, until};
use crate::world::platforms;

/// Longer than the bot takes for what it has begun.
const STOPS_WITHIN: Duration = Duration::from_mins(1);

/// More than it takes to draw any kind once.
const DRAWS: usize = 10_000;

/// One thing that goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// An instance is killed, and started again when the fault ends.
    Killed(usize),
    /// An instance is told to stop, as for an upgrade, and started again when the fault ends.
    Stopped(usize),
    /// An instance does not run, and goes on when the fault ends.
    Frozen(usize),
    /// The PostgreSQL server is killed, and started again.
    DatabaseKilled,
    DatabaseFrozen,
    /// The PostgreSQL server is lost, and its standby takes its place; it gets a standby of its own
    /// when the fault ends.
    DatabasePromoted,
    /// No byte passes between an instance and the database.
    DatabaseCut(usize),
    /// The SQLite file and everything else an instance writes cannot grow.
    DiskFull,
    /// Another program holds the SQLite file.
    FileLocked,
    /// Nobody listens at the platform.
    PlatformAway(&'static str),
    /// The platform takes connections and never answers.
    PlatformSilent(&'static str),
    /// The platform itself does something wrong.
    PlatformWrong(&'static str, Wrong),
    /// An instance's clock is put forward or back by so many seconds.
    ClockStep(usize, i64),
    /// So many connections to an instance are opened and say nothing.
    Connections(usize, usize),
}

/// The faults that a simulator makes by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrong {
    Slow { calls: u32, millis: u64 },
    LosesResponses(u32),
    DeliversTwice(u32),
    Reorders(u32),
    ForgetsTokens,
    LimitsRate(u32),
    Unavailable(u32),
    ClosesSocket,
}

/// A fault with its time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Strike {
    pub(crate) after: Duration,
    pub(crate) lasts: Duration,
    pub(crate) fault: Fault,
}

/// When a fault was there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Period {
    pub(crate) fault: Fault,
    pub(crate) from: Instant,
    pub(crate) until: Instant,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Killed(instance) => write!(f, "kill instance {instance}"),
            Self::Stopped(instance) => write!(f, "stop instance {instance} in order"),
            Self::Frozen(instance) => write!(f, "freeze instance {instance}"),
            Self::DatabaseKilled => f.write_str("kill the database"),
            Self::DatabaseFrozen => f.write_str("freeze the database"),
            Self::DatabasePromoted => f.write_str("promote the standby of the database"),
            Self::DatabaseCut(instance) => write!(f, "cut instance {instance} off the database"),
            Self::DiskFull => f.write_str("fill the disk"),
            Self::FileLocked => f.write_str("lock the database file"),
            Self::PlatformAway(platform) => write!(f, "{platform} is away"),
            Self::PlatformSilent(platform) => write!(f, "{platform} does not answer"),
            Self::PlatformWrong(platform, wrong) => write!(f, "{platform}: {wrong:?}"),
            Self::ClockStep(instance, seconds) => {
                write!(f, "step the clock of instance {instance} by {seconds} s")
            }
            Self::Connections(instance, count) => {
                write!(f, "open {count} idle connections to instance {instance}")
            }
        }
    }
}

impl Fault {
    /// The kind, for counting.
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Self::Killed(_) => "kill",
            Self::Stopped(_) => "stop in order",
            Self::Frozen(_) => "freeze",
            Self::DatabaseKilled => "database killed",
            Self::DatabaseFrozen => "database frozen",
            Self::DatabasePromoted => "standby promoted",
            Self::DatabaseCut(_) => "database cut",
            Self::DiskFull => "disk full",
            Self::FileLocked => "file locked",
            Self::PlatformAway(_) => "platform away",
            Self::PlatformSilent(_) => "platform silent",
            Self::PlatformWrong(_, wrong) => match wrong {
                Wrong::Slow { .. } => "platform slow",
                Wrong::LosesResponses(_) => "response lost",
                Wrong::DeliversTwice(_) => "delivered twice",
                Wrong::Reorders(_) => "reordered",
                Wrong::ForgetsTokens => "tokens forgotten",
                Wrong::LimitsRate(_) => "rate limited",
                Wrong::Unavailable(_) => "platform 503",
                Wrong::ClosesSocket => "socket closed",
            },
            Self::ClockStep(..) => "clock step",
            Self::Connections(..) => "idle connections",
        }
    }

    /// Whether the instance cannot save anything while it lasts.
    pub(crate) fn stops_saving(self, instance: usize) -> bool {
        match self {
            Self::DatabaseKilled | Self::DatabaseFrozen | Self::DiskFull | Self::FileLocked => true,
            Self::DatabaseCut(cut) => cut == instance,
            _ => false,
        }
    }

    fn draw(random: &mut StdRng, kind: Kind, instances: usize) -> Self {
        let instance = random.random_range(0..instances);
        let all: Vec<&'static str> = platforms().collect();
        let platform = all.choose(random).copied().unwrap_or("dingtalk");
        let of_database = match kind {
            Kind::Sqlite => vec![Self::DiskFull, Self::FileLocked],
            Kind::Postgres { .. } => vec![
                Self::DatabaseKilled,
                Self::DatabaseFrozen,
                Self::DatabasePromoted,
                Self::DatabaseCut(instance),
            ],
        };
        match random.random_range(0..10) {
            0 => Self::Killed(instance),
            1 => Self::Stopped(instance),
            2 => Self::Frozen(instance),
            3 | 4 => of_database.choose(random).copied().unwrap_or(Self::Killed(instance)),
            5 => Self::PlatformAway(platform),
            6 => Self::PlatformSilent(platform),
            7 => Self::ClockStep(instance, random.random_range(-120..=120)),
            8 => Self::Connections(instance, 300),
            _ => Self::PlatformWrong(platform, Wrong::draw(random)),
        }
    }

    /// How long it lasts where it lasts at all.
    fn length(self, random: &mut StdRng) -> Duration {
        let (shortest, longest) = match self {
            Self::PlatformWrong(..) => return Duration::ZERO,
            Self::Killed(_) | Self::Stopped(_) => (0, 2_000),
            Self::Frozen(_) | Self::DatabaseCut(_) | Self::DatabaseFrozen => (1_000, 14_000),
            Self::DatabaseKilled | Self::DatabasePromoted => (0, 4_000),
            Self::DiskFull | Self::FileLocked => (1_000, 12_000),
            Self::PlatformAway(_) | Self::PlatformSilent(_) => (2_000, 20_000),
            Self::ClockStep(..) | Self::Connections(..) => (3_000, 15_000),
        };
        Duration::from_millis(random.random_range(shortest..=longest))
    }
}

impl Wrong {
    fn draw(random: &mut StdRng) -> Self {
        match random.random_range(0..8) {
            0 => Self::Slow { calls: 3, millis: 2_000 },
            1 => Self::LosesResponses(1),
            2 => Self::DeliversTwice(5),
            3 => Self::Reorders(2),
            4 => Self::ForgetsTokens,
            5 => Self::LimitsRate(3),
            6 => Self::Unavailable(3),
            _ => Self::ClosesSocket,
        }
    }

    fn request(self) -> FaultRequest {
        let (fault, times, millis) = match self {
            Self::Slow { calls, millis } => (Misbehaviour::Slow, calls, millis),
            Self::LosesResponses(calls) => (Misbehaviour::Drop, calls, 0),
            Self::DeliversTwice(events) => (Misbehaviour::Duplicate, events, 0),
            Self::Reorders(events) => (Misbehaviour::Reorder, events, 0),
            Self::ForgetsTokens => (Misbehaviour::ExpireTokens, 1, 0),
            Self::LimitsRate(calls) => (Misbehaviour::RateLimited, calls, 0),
            Self::Unavailable(calls) => (Misbehaviour::Unavailable, calls, 0),
            Self::ClosesSocket => (Misbehaviour::CloseSocket, 1, 0),
        };
        FaultRequest { fault, times, millis }
    }
}

/// Faults one after the other, some of them at the same time, within `length`; where `only` names
/// kinds, no others.
pub(crate) fn draw(
    random: &mut StdRng,
    kind: Kind,
    length: Duration,
    only: &[String],
) -> anyhow::Result<Vec<Strike>> {
    let instances = match kind {
        Kind::Sqlite => 1,
        Kind::Postgres { instances } => instances,
    };
    let (mut strikes, mut at) = (Vec::new(), 1_500);
    let end = u64::try_from(length.as_millis()).unwrap_or(u64::MAX);
    while at < end {
        let wanted = |fault: &Fault| only.is_empty() || only.iter().any(|it| it == fault.kind());
        let mut drawn = (0..DRAWS).map(|_| Fault::draw(random, kind, instances));
        let fault =
            drawn.find(wanted).with_context(|| format!("no fault on {kind:?} in {only:?}"))?;
        let lasts = fault.length(random);
        strikes.push(Strike { after: Duration::from_millis(at), lasts, fault });
        at += random.random_range(500..5_000);
    }
    Ok(strikes)
}

/// What has to be undone in the end.
pub(crate) enum Undo {
    Nothing,
    Restart(usize),
    Continue(usize),
    RestartDatabase,
    ContinueDatabase,
    FollowDatabase,
    OpenDatabase(usize),
    Unlimit,
    LetGo(Held),
    OpenPlatform(&'static str),
    SetClock(usize),
}

/// Begins a fault. One that cannot happen in the state of things, such as to freeze an instance
/// that is already frozen, gives back an error.
#[expect(clippy::too_many_lines, reason = "one table of every fault")]
pub(crate) async fn begin(fault: Fault, to: &mut Deployment) -> anyhow::Result<Undo> {
    match fault {
        Fault::Killed(number) => {
            let instance = to.instances.get_mut(number).context("no such instance")?;
            instance.process.take().context("it does not run")?.kill();
            Ok(Undo::Restart(number))
        }
        Fault::Stopped(number) => {
            running(to, number)?.signal(Signal::Terminate)?;
            // One that is frozen would not notice.
            running(to, number)?.signal(Signal::Continue)?;
            let stopped = until("an instance stops", STOPS_WITHIN, async || {
                (!to.is_running(number)).then_some(())
            });
            stopped.await?;
            Ok(Undo::Restart(number))
        }
        Fault::Frozen(number) => {
            running(to, number)?.signal(Signal::Stop)?;
            Ok(Undo::Continue(number))
        }
        Fault::DatabaseKilled => {
            postgres(to)?.kill()?;
            Ok(Undo::RestartDatabase)
        }
        Fault::DatabaseFrozen => {
            postgres(to)?.signal_all(Signal::Stop)?;
            Ok(Undo::ContinueDatabase)
        }
        Fault::DatabasePromoted => {
            postgres(to)?.promote()?;
            Ok(Undo::FollowDatabase)
        }
        Fault::DatabaseCut(number) => {
            set_passage(to, number, Passage::Silent)?;
            Ok(Undo::OpenDatabase(number))
        }
        Fault::DiskFull => {
            // The first page may be written again, so that what fails is growth and not opening.
            running(to, 0)?.limit_files(Some(4096))?;
            Ok(Undo::Unlimit)
        }
        Fault::FileLocked => {
            let Database::Sqlite(path) = &to.database else { anyhow::bail!("there is no file") };
            Ok(Undo::LetGo(lock_file(path).await?))
        }
        Fault::PlatformAway(name) => {
            to.platform(name)?.from_bot.set(Passage::Refused);
            Ok(Undo::OpenPlatform(name))
        }
        Fault::PlatformSilent(name) => {
            to.platform(name)?.from_bot.set(Passage::Silent);
            Ok(Undo::OpenPlatform(name))
        }
        Fault::PlatformWrong(name, wrong) => {
            let done = to.platform(name)?.phones.misbehave(&wrong.request()).await;
            done.map_err(anyhow::Error::msg)?;
            Ok(Undo::Nothing)
        }
        Fault::ClockStep(number, seconds) => {
            let instance = to.instances.get(number).context("no such instance")?;
            instance.set_clock(seconds * 1_000)?;
            Ok(Undo::SetClock(number))
        }
        Fault::Connections(number, count) => {
            let instance = to.instances.get(number).context("no such instance")?;
            Ok(Undo::LetGo(hold_connections(instance.address, count).await))
        }
    }
}

/// Ends a fault.
pub(crate) async fn end(undo: Undo, of: &mut Deployment) -> anyhow::Result<()> {
    match undo {
        Undo::Nothing => Ok(()),
        Undo::LetGo(held) => {
            held.let_go().await;
            Ok(())
        }
        Undo::Restart(number) => {
            of.kill_instance(number);
            of.start_instance(number, None)
        }
        Undo::Continue(number) => {
            // It may have been killed while it was frozen.
            if let Ok(process) = running(of, number) {
                process.signal(Signal::Continue)?;
            }
            Ok(())
        }
        Undo::RestartDatabase => postgres(of)?.restart().await,
        Undo::ContinueDatabase => postgres(of)?.signal_all(Signal::Continue),
        Undo::FollowDatabase => postgres(of)?.follow().await,
        Undo::OpenDatabase(number) => set_passage(of, number, Passage::Open),
        Undo::Unlimit => match running(of, 0) {
            Ok(process) => process.limit_files(None),
            Err(_) => Ok(()),
        },
        Undo::OpenPlatform(name) => {
            of.platform(name)?.from_bot.set(Passage::Open);
            Ok(())
        }
        Undo::SetClock(number) => {
            of.instances.get(number).context("no such instance")?.set_clock(0)
        }
    }
}

fn running(of: &Deployment, number: usize) -> anyhow::Result<&crate::machine::process::Process> {
    let instance = of.instances.get(number).context("no such instance")?;
    instance.process.as_ref().context("it does not run")
}

fn postgres(of: &mut Deployment) -> anyhow::Result<&mut crate::machine::replicated::Replicated> {
    match &mut of.database {
        Database::Postgres(server) => Ok(server),
        Database::Sqlite(_) => anyhow::bail!("there is no server"),
    }
}

fn set_passage(of: &Deployment, number: usize, passage: Passage) -> anyhow::Result<()> {
    let instance = of.instances.get(number).context("no such instance")?;
    instance.to_database.as_ref().context("there is no network")?.set(passage);
    Ok(())
}

/// Lets the time of a strike come.
pub(crate) async fn wait_until(after: Duration, began_at: Instant) {
    pause(after.saturating_sub(began_at.elapsed())).await;
}
