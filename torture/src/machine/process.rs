//! A process of this program's own: started, killed, frozen, and its output kept.

use std::fs::{File, OpenOptions};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, ensure};

/// A running process; it is killed when dropped.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
}

/// A signal, as `kill` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signal {
    Kill,
    Stop,
    Continue,
    Terminate,
}

impl Process {
    /// Starts this very program again with other arguments. Its lines go to the end of `log`.
    /// `environment` is added to this process's own.
    pub(crate) fn start(
        arguments: &[String],
        environment: &[(String, String)],
        log: &Path,
    ) -> anyhow::Result<Self> {
        let lines = append(log)?;
        // A write beyond a limit of size is an error, not a signal that ends the process: so a test
        // may fill up the disk of one process alone.
        let mut command = Command::new("sh");
        command.args(["-c", "trap '' XFSZ; exec \"$@\"", "sh"]);
        command.arg(std::env::current_exe()?).args(arguments);
        command.envs(environment.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).stdout(lines.try_clone()?).stderr(lines);
        Ok(Self { child: command.spawn().context("a process did not start")? })
    }

    /// Runs this program with other arguments to its end; gives back what it printed.
    pub(crate) fn run(arguments: &[&str]) -> anyhow::Result<String> {
        let done = Command::new(std::env::current_exe()?)
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .context("a process did not start")?;
        let told = String::from_utf8_lossy(&done.stderr);
        ensure!(done.status.success(), "{arguments:?} ended with {}: {told}", done.status);
        Ok(String::from_utf8_lossy(&done.stdout).into_owned())
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    pub(crate) fn signal(&self, signal: Signal) -> anyhow::Result<()> {
        send(self.id(), signal)
    }

    /// With SIGKILL: nothing is finished, nothing is flushed.
    pub(crate) fn kill(mut self) {
        self.end();
    }

    /// How large a file may become that the process writes, in bytes; none for no limit.
    pub(crate) fn limit_files(&self, bytes: Option<u64>) -> anyhow::Result<()> {
        let most = bytes.map_or_else(|| "unlimited".to_owned(), |bytes| bytes.to_string());
        // Only the soft limit, which the process's owner may raise again.
        let limited = Command::new("prlimit")
            .args(["--pid", &self.id().to_string(), &format!("--fsize={most}:")])
            .status()
            .context("prlimit is missing: install util-linux")?;
        ensure!(limited.success(), "prlimit ended with {limited}");
        Ok(())
    }

    fn end(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}

/// Sends a signal to a process that this program started, itself or through another one.
pub(crate) fn send(id: u32, signal: Signal) -> anyhow::Result<()> {
    let name = match signal {
        Signal::Kill => "-KILL",
        Signal::Stop => "-STOP",
        Signal::Continue => "-CONT",
        Signal::Terminate => "-TERM",
    };
    let sent = Command::new("kill").args([name, &id.to_string()]).stderr(Stdio::null()).status()?;
    ensure!(sent.success(), "the process {id} could not be sent {name}");
    Ok(())
}

fn append(log: &Path) -> anyhow::Result<File> {
    let opened = OpenOptions::new().create(true).append(true).open(log);
    opened.with_context(|| format!("cannot write {}", log.display()))
}
