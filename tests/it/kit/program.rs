//! The real program as a process of its own: made ready in a folder, started, killed.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::patience::wait_for;
use super::town::{Town, configuration};
use super::wire::{Wire, get};

const READY_WITHIN: Duration = Duration::from_secs(20);

/// A folder with configuration, directory and database, and the address to listen on.
#[derive(Debug)]
pub(crate) struct Home {
    pub(crate) address: SocketAddr,
    pub(crate) database: PathBuf,
    binary: PathBuf,
    configuration: PathBuf,
}

impl Home {
    /// Writes the files and applies the directory. `fake` is where `DingTalk` is found.
    pub(crate) fn settle(binary: &Path, folder: &Path, town: Town, fake: &str) -> Self {
        let home = Self {
            address: free_address(),
            database: folder.join("watchbell.db"),
            binary: binary.to_owned(),
            configuration: folder.join("watchbell.toml"),
        };
        let directory = folder.join("directory.toml");
        std::fs::write(&home.configuration, configuration(&home.database, home.address, fake)).unwrap();
        std::fs::write(&directory, town.directory()).unwrap();
        let mut apply = home.command("apply");
        let applied = apply.arg(directory).arg("--yes").stdout(Stdio::null()).status().unwrap();
        assert!(applied.success(), "the directory was not applied");
        home
    }

    /// Starts the program and leaves it to itself.
    pub(crate) fn start(&self) -> Program {
        Program(self.command("serve").stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap())
    }

    /// Whether the program answers that it is well.
    pub(crate) fn is_ready(&self) -> bool {
        let asked = Wire::open(self.address).and_then(|mut wire| wire.ask(&get("/health")));
        matches!(asked, Ok(200))
    }

    pub(crate) fn wait_until_ready(&self) {
        wait_for("a healthy program", READY_WITHIN, || self.is_ready().then_some(()));
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(&self.binary);
        command.arg(name).arg("--config").arg(&self.configuration);
        command
    }
}

/// A running program; it is killed when dropped.
#[derive(Debug)]
pub(crate) struct Program(Child);

impl Program {
    pub(crate) fn id(&self) -> u32 {
        self.0.id()
    }
}

/// With SIGKILL: nothing is finished, nothing is flushed.
impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Taken by nobody a moment ago.
fn free_address() -> SocketAddr {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap()
}
