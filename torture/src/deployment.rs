//! One bot with everything around it: a database, one or two instances, all four platforms, and the
//! network between them.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;
use reqwest::Client;
use tempfile::TempDir;

use crate::bot::{CLOCK_FILE, DIE_AT};
use crate::machine::process::Process;
use crate::machine::proxy::{Proxy, Target};
use crate::machine::replicated::Replicated;
use crate::patience::until;
use crate::people::{Phones, client};
use crate::world::{self, Way};

const READY_WITHIN: Duration = Duration::from_mins(2);

/// Which database the bot runs on, and how many instances share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres { instances: usize },
}

/// The database behind the bot.
pub(crate) enum Database {
    Sqlite(PathBuf),
    Postgres(Box<Replicated>),
}

/// One process of the bot.
pub(crate) struct Instance {
    pub(crate) address: SocketAddr,
    pub(crate) log: PathBuf,
    configuration: PathBuf,
    clock: PathBuf,
    /// What lies between it and PostgreSQL.
    pub(crate) to_database: Option<Proxy>,
    /// None while nobody has started it again.
    pub(crate) process: Option<Process>,
}

/// A platform with everybody on it.
pub(crate) struct Platform {
    pub(crate) way: Way,
    pub(crate) phones: Phones,
    /// What lies between the bot and the platform.
    pub(crate) from_bot: Proxy,
    _simulator: Process,
}

pub(crate) struct Deployment {
    pub(crate) database: Database,
    pub(crate) instances: Vec<Instance>,
    pub(crate) platforms: Vec<Platform>,
    pub(crate) client: Client,
    /// Callbacks and links reach the instances through it.
    _balancer: Proxy,
    pub(crate) folder: TempDir,
}

impl Deployment {
    /// Starts everything, with the directory applied, and waits until every instance is healthy.
    pub(crate) async fn start(kind: Kind, ways: &[Way]) -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix("watchbell-torture-").tempdir()?;
        let client = client()?;
        let count = match kind {
            Kind::Sqlite => 1,
            Kind::Postgres { instances } => instances,
        };
        let addresses = (0..count).map(|_| free_address()).collect::<Result<Vec<_>, _>>()?;
        let balancer = Proxy::start(Target::Tcp(addresses.clone())).await?;
        let mut platforms = Vec::new();
        let mut sections = String::new();
        for way in ways {
            let (platform, section) =
                start_platform(folder.path(), *way, balancer.address, &client).await?;
            platforms.push(platform);
            sections.push_str(&section);
        }
        let database = match kind {
            Kind::Sqlite => Database::Sqlite(folder.path().join("watchbell.db")),
            Kind::Postgres { .. } => Database::Postgres(Box::new(Replicated::start().await?)),
        };
        let mut instances = Vec::new();
        for (number, address) in addresses.into_iter().enumerate() {
            let at = folder.path().join(format!("instance-{number}"));
            std::fs::create_dir_all(&at)?;
            let instance = Instance::furnish(&at, address, &database, balancer.address, &sections);
            instances.push(instance.await?);
        }
        let mut deployment =
            Self { database, instances, platforms, client, _balancer: balancer, folder };
        deployment.apply_directory()?;
        for number in 0..deployment.instances.len() {
            deployment.start_instance(number, None)?;
        }
        for number in 0..deployment.instances.len() {
            deployment.wait_until_ready(number).await?;
        }
        Ok(deployment)
    }

    /// Starts an instance that does not run. `die_at` names the boundary at which it ends by
    /// itself, counted from its start.
    pub(crate) fn start_instance(
        &mut self,
        number: usize,
        die_at: Option<u64>,
    ) -> anyhow::Result<()> {
        let instance = self.instances.get_mut(number).context("no such instance")?;
        let arguments = ["bot", "serve", "--config"].map(str::to_owned).into_iter();
        let arguments: Vec<String> =
            arguments.chain([instance.configuration.display().to_string()]).collect();
        let mut environment = vec![(CLOCK_FILE.to_owned(), instance.clock.display().to_string())];
        environment.extend(die_at.map(|boundary| (DIE_AT.to_owned(), boundary.to_string())));
        instance.process = Some(Process::start(&arguments, &environment, &instance.log)?);
        Ok(())
    }

    /// Kills an instance that runs.
    pub(crate) fn kill_instance(&mut self, number: usize) {
        let process = self.instances.get_mut(number).and_then(|it| it.process.take());
        if let Some(process) = process {
            process.kill();
        }
    }

    pub(crate) fn is_running(&mut self, number: usize) -> bool {
        let process = self.instances.get_mut(number).and_then(|it| it.process.as_mut());
        process.is_some_and(Process::is_running)
    }

    pub(crate) async fn wait_until_ready(&self, number: usize) -> anyhow::Result<()> {
        let instance = self.instances.get(number).context("no such instance")?;
        until("a ready instance", READY_WITHIN, async || {
            self.is_ready(instance).await.then_some(())
        })
        .await
        .with_context(|| format!("see {}", instance.log.display()))
    }

    async fn is_ready(&self, instance: &Instance) -> bool {
        let page = format!("http://{}/health/ready", instance.address);
        let asked = self.client.get(page).timeout(Duration::from_secs(5)).send().await;
        asked.is_ok_and(|response| response.status().is_success())
    }

    pub(crate) fn platform(&self, name: &str) -> anyhow::Result<&Platform> {
        let found = self.platforms.iter().find(|platform| platform.way.platform == name);
        found.with_context(|| format!("no platform {name}"))
    }

    /// How an instance reaches the database from outside of the faults, for whoever looks into it
    /// in the end.
    pub(crate) async fn database_url(&self) -> anyhow::Result<(String, Option<Proxy>)> {
        match &self.database {
            Database::Sqlite(path) => Ok((format!("sqlite:{}", path.display()), None)),
            Database::Postgres(server) => {
                let proxy = Proxy::start(Target::Unix(server.socket())).await?;
                Ok((postgres_url(proxy.address), Some(proxy)))
            }
        }
    }

    fn apply_directory(&self) -> anyhow::Result<()> {
        let file = self.folder.path().join("directory.toml");
        std::fs::write(&file, world::directory())?;
        let instance = self.instances.first().context("no instance")?;
        let (file, configuration) =
            (file.display().to_string(), instance.configuration.display().to_string());
        Process::run(&["bot", "apply", &file, "--yes", "--config", &configuration]).map(drop)
    }
}

impl Instance {
    async fn furnish(
        folder: &Path,
        address: SocketAddr,
        database: &Database,
        public: SocketAddr,
        platforms: &str,
    ) -> anyhow::Result<Self> {
        let (url, to_database) = match database {
            Database::Sqlite(path) => (format!("sqlite:{}", path.display()), None),
            Database::Postgres(server) => {
                let proxy = Proxy::start(Target::Unix(server.socket())).await?;
                (postgres_url(proxy.address), Some(proxy))
            }
        };
        let configuration = folder.join("watchbell.toml");
        std::fs::write(&configuration, settings(&url, address, public) + platforms)?;
        let clock = folder.join("clock");
        std::fs::write(&clock, "0")?;
        let log = folder.join("bot.log");
        Ok(Self { address, log, configuration, clock, to_database, process: None })
    }

    /// Its configuration file.
    pub(crate) fn settings(&self) -> anyhow::Result<String> {
        Ok(std::fs::read_to_string(&self.configuration)?)
    }

    /// Puts the instance's clock so far before or behind the machine's.
    pub(crate) fn set_clock(&self, milliseconds: i64) -> anyhow::Result<()> {
        // Whoever reads it in the middle of a write must find a whole number.
        let next = self.clock.with_extension("next");
        std::fs::write(&next, milliseconds.to_string())?;
        Ok(std::fs::rename(next, &self.clock)?)
    }
}

/// Everybody may connect from this machine, so the URL holds no password.
fn postgres_url(address: SocketAddr) -> String {
    format!("postgres://watchbell@{address}/postgres")
}

/// Secrets of the configuration that no log may show, beside those of the platforms.
const LINKS_KEY: &str = "a made-up key of thirty-two bytes and more";

fn settings(database: &str, listen: SocketAddr, public: SocketAddr) -> String {
    format!(
        r#"
[database]
url = "{database}"
[http]
listen = "{listen}"
metrics_listen = "{listen}"
public_url = "http://{public}"
[links]
key = "{LINKS_KEY}"
[log]
level = "debug"
"#
    )
}

async fn start_platform(
    folder: &Path,
    way: Way,
    bot: SocketAddr,
    client: &Client,
) -> anyhow::Result<(Platform, String)> {
    let listen = free_address()?;
    let from_bot = Proxy::start(Target::Tcp(vec![listen])).await?;
    let mut arguments = vec!["bot", "simulate", way.platform];
    let (listens, public, bot) =
        (listen.to_string(), from_bot.address.to_string(), format!("http://{bot}/"));
    arguments.extend(["--listen", &listens, "--public", &public, "--bot", &bot]);
    arguments.extend(way.receive.iter().flat_map(|receive| ["--receive", receive]));
    let arguments: Vec<String> = arguments.into_iter().map(str::to_owned).collect();
    let log = folder.join(format!("{}.log", way.platform));
    let simulator = Process::start(&arguments, &[], &log)?;
    let section = until("a simulator", READY_WITHIN, async || section_in(&log)).await?;
    let phones = Phones::of(listen, client.clone())?;
    Ok((Platform { way, phones, from_bot, _simulator: simulator }, section))
}

/// The section of a configuration that a simulator prints; none before it has printed it.
fn section_in(log: &Path) -> Option<String> {
    let printed = std::fs::read_to_string(log).ok()?;
    let (_, behind) = printed.split_once("watchbell serve`:\n")?;
    let (section, _) = behind.split_once("Then act as the people")?;
    Some(section.to_owned())
}

/// Taken by nobody a moment ago.
fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}
