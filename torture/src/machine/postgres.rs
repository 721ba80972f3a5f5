//! A PostgreSQL server of this program's own, which can be killed, frozen and started again.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use tempfile::TempDir;

use super::process::{Signal, send};
use crate::patience::until;

const STARTS_WITHIN: Duration = Duration::from_mins(1);

/// A server that listens on a socket in a private folder and on no port.
pub(crate) struct Postgres {
    folder: TempDir,
    binaries: PathBuf,
    /// The server refuses to run as root, so another user owns it then.
    owner: Option<&'static str>,
    server: Option<Child>,
}

impl Postgres {
    /// A new and empty one.
    pub(crate) async fn start() -> anyhow::Result<Self> {
        let mut postgres = Self::without_data()?;
        let mut make = postgres.command("initdb");
        make.args(["--username=watchbell", "--auth=trust", "--encoding=UTF8", "--locale=C"])
            .args(["--no-sync", "--pgdata"])
            .arg(postgres.data());
        done(&mut make)?;
        postgres.restart().await?;
        Ok(postgres)
    }

    /// A standby that follows another server and takes no writes.
    pub(crate) async fn follow(leading: &Self) -> anyhow::Result<Self> {
        let mut postgres = Self::without_data()?;
        let mut copy = postgres.command("pg_basebackup");
        copy.arg("--host").arg(leading.folder.path());
        copy.args(["--username=watchbell", "--write-recovery-conf", "--checkpoint=fast"]);
        copy.args(["--no-sync", "--pgdata"]).arg(postgres.data());
        done(&mut copy)?;
        postgres.restart().await?;
        Ok(postgres)
    }

    fn without_data() -> anyhow::Result<Self> {
        let binaries = binaries()?;
        // The path of a socket has to be short.
        let folder = tempfile::Builder::new().prefix("wb-pg-").tempdir_in("/tmp")?;
        let owner = owner()?;
        if let Some(owner) = owner {
            done(Command::new("chown").arg(owner).arg(folder.path()))?;
        }
        Ok(Self { folder, binaries, owner, server: None })
    }

    /// Makes a standby take writes.
    pub(crate) fn promote(&self) -> anyhow::Result<()> {
        done(self.command("pg_ctl").args(["promote", "--wait", "--pgdata"]).arg(self.data()))
            .map(drop)
    }

    /// What a statement answers, as text.
    pub(crate) fn ask(&self, statement: &str) -> anyhow::Result<String> {
        let mut ask = self.command("psql");
        ask.arg("--host").arg(self.folder.path());
        ask.args(["--username=watchbell", "--dbname=postgres", "--tuples-only", "--no-align"]);
        Ok(done(ask.args(["--command", statement]))?.trim().to_owned())
    }

    /// Where its socket is.
    pub(crate) fn socket(&self) -> PathBuf {
        self.folder.path().join(".s.PGSQL.5432")
    }

    /// Starts the server where none runs, and waits until it takes connections. What a crash of the
    /// machine would lose does not matter here, so nothing waits for the disk; what a crash of the
    /// server would lose does, and is kept.
    pub(crate) async fn restart(&mut self) -> anyhow::Result<()> {
        until("PostgreSQL takes connections", STARTS_WITHIN, async || {
            if !self.is_running() {
                self.server = Some(self.spawn().ok()?);
            }
            self.takes_connections().then_some(())
        })
        .await
    }

    /// Kills the server with everything it is doing.
    pub(crate) fn kill(&mut self) -> anyhow::Result<()> {
        send(self.postmaster()?, Signal::Kill)?;
        if let Some(mut server) = self.server.take() {
            server.wait()?;
        }
        Ok(())
    }

    /// Freezes the server and every process of its own, or lets them go on.
    pub(crate) fn signal_all(&self, signal: Signal) -> anyhow::Result<()> {
        let postmaster = self.postmaster()?;
        for id in children(postmaster).into_iter().chain([postmaster]) {
            // A child may have ended meanwhile.
            let _ = send(id, signal);
        }
        Ok(())
    }

    fn spawn(&self) -> anyhow::Result<Child> {
        let folder = self.folder.path();
        let log = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(folder.join("server.log"))?;
        let mut command = self.command("postgres");
        command.arg("-D").arg(self.data()).arg("-k").arg(folder);
        for setting in [
            "listen_addresses=",
            "fsync=off",
            "synchronous_commit=on",
            "full_page_writes=off",
            "max_connections=200",
        ] {
            command.args(["-c", setting]);
        }
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        command.spawn().context("postgres did not start")
    }

    fn is_running(&mut self) -> bool {
        self.server.as_mut().is_some_and(|server| matches!(server.try_wait(), Ok(None)))
    }

    fn takes_connections(&self) -> bool {
        let asked = Command::new(self.binaries.join("pg_isready"))
            .arg("--host")
            .arg(self.folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        asked.is_ok_and(|status| status.success())
    }

    fn postmaster(&self) -> anyhow::Result<u32> {
        let written = std::fs::read_to_string(self.data().join("postmaster.pid"))?;
        let first = written.lines().next().unwrap_or_default();
        first.trim().parse().context("postmaster.pid names no process")
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn command(&self, name: &str) -> Command {
        let binary = self.binaries.join(name);
        let mut command = match self.owner {
            None => Command::new(binary),
            Some(owner) => {
                let mut command = Command::new("runuser");
                command.args(["-u", owner, "--"]).arg(binary);
                command
            }
        };
        command.current_dir("/");
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let _ = self.signal_all(Signal::Continue);
        let _ = self.kill();
    }
}

/// What a command that ends well prints.
fn done(command: &mut Command) -> anyhow::Result<String> {
    let ended = command.output()?;
    let said = String::from_utf8_lossy(&ended.stderr);
    ensure!(ended.status.success(), "{}: {said}", command.get_program().display());
    Ok(String::from_utf8_lossy(&ended.stdout).into_owned())
}

/// The newest installation.
fn binaries() -> anyhow::Result<PathBuf> {
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = installed.map(|entry| entry.path().join("bin")).collect();
    folders.sort();
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    folders.splice(0..0, std::env::split_paths(&on_path));
    let holds_server = |folder: &PathBuf| {
        ["initdb", "postgres", "pg_isready", "pg_basebackup", "pg_ctl", "psql"]
            .iter()
            .all(|name| folder.join(name).is_file())
    };
    match folders.into_iter().rev().find(holds_server) {
        Some(folder) => Ok(folder),
        None => bail!("PostgreSQL's server is missing: install the Debian package 'postgresql'"),
    }
}

fn owner() -> anyhow::Result<Option<&'static str>> {
    let exists = |name: &str| {
        Command::new("id").arg(name).output().is_ok_and(|asked| asked.status.success())
    };
    let id = Command::new("id").arg("-u").output()?.stdout;
    let is_root = String::from_utf8_lossy(&id).trim() == "0";
    Ok(is_root.then(|| if exists("postgres") { "postgres" } else { "nobody" }))
}

/// The processes whose parent is `id`.
fn children(id: u32) -> Vec<u32> {
    let list = std::fs::read_to_string(Path::new("/proc").join(format!("{id}/task/{id}/children")));
    list.unwrap_or_default().split_whitespace().filter_map(|id| id.parse().ok()).collect()
}
