//! A PostgreSQL server with a standby that has everything before a commit is answered, and what an
//! operator does when the server is lost: the standby is promoted and gets a standby of its own.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, ensure};
use tokio::sync::watch;

use super::postgres::Postgres;
use super::process::Signal;
use crate::patience::until;

const FOLLOWS_WITHIN: Duration = Duration::from_mins(1);

/// One server that takes writes, and one that follows it.
pub(crate) struct Replicated {
    leading: Postgres,
    following: Option<Postgres>,
    /// Where the leading one is found, for whoever connects.
    socket: watch::Sender<PathBuf>,
}

impl Replicated {
    pub(crate) async fn start() -> anyhow::Result<Self> {
        let leading = Postgres::start().await?;
        let socket = watch::Sender::new(leading.socket());
        let mut replicated = Self { leading, following: None, socket };
        replicated.follow().await?;
        Ok(replicated)
    }

    /// Where the socket of the server is that takes writes.
    pub(crate) fn socket(&self) -> watch::Receiver<PathBuf> {
        self.socket.subscribe()
    }

    /// Starts the leading server where it does not run.
    pub(crate) async fn restart(&mut self) -> anyhow::Result<()> {
        self.leading.restart().await
    }

    pub(crate) fn kill(&mut self) -> anyhow::Result<()> {
        self.leading.kill()
    }

    pub(crate) fn signal_all(&self, signal: Signal) -> anyhow::Result<()> {
        self.leading.signal_all(signal)
    }

    /// Ends the leading server for good, whatever it is doing, and lets the standby take its place.
    pub(crate) fn promote(&mut self) -> anyhow::Result<()> {
        ensure!(self.following.is_some(), "there is no standby");
        // It may be dead already, or frozen: what is frozen would not notice that its server ended.
        let _ = self.leading.signal_all(Signal::Continue);
        let _ = self.leading.kill();
        let following = self.following.take().context("there is no standby")?;
        following.promote()?;
        self.socket.send_replace(following.socket());
        self.leading = following;
        Ok(())
    }

    /// Gives the leading server a standby, and answers commits from then on when both have them.
    pub(crate) async fn follow(&mut self) -> anyhow::Result<()> {
        if self.following.is_some() {
            return Ok(());
        }
        self.leading.restart().await?;
        let following = Postgres::follow(&self.leading).await?;
        until("the standby follows", FOLLOWS_WITHIN, async || {
            let asked = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'";
            (self.leading.ask(asked).ok()? == "1").then_some(())
        })
        .await?;
        self.leading.ask("ALTER SYSTEM SET synchronous_standby_names = '*'")?;
        self.leading.ask("SELECT pg_reload_conf()")?;
        self.following = Some(following);
        Ok(())
    }
}
