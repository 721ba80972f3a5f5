//! The real program as a process of its own: made ready in a folder, started, killed.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::many_customers::{DINGTALK, ManyCustomers, configuration};
use super::polling::wait_for;
use super::wire::{Wire, get};

const READY_WITHIN: Duration = Duration::from_mins(2);

/// A folder with configuration, directory and database, and the address to listen on.
#[derive(Debug, Clone)]
pub(crate) struct Home {
    pub(crate) address: SocketAddr,
    pub(crate) database: PathBuf,
    pub(crate) configuration: PathBuf,
    pub(crate) binary: PathBuf,
    pub(crate) directory: PathBuf,
}

impl Home {
    /// Writes the files. `fake` is where `DingTalk` is found.
    pub(crate) fn furnish(binary: &Path, folder: &Path, town: ManyCustomers, fake: &str) -> Self {
        let home = Self::empty(binary, folder);
        std::fs::write(&home.directory, town.directory(DINGTALK)).unwrap();
        home.with_configuration(fake)
    }

    /// Where the files will be; none is written yet.
    pub(crate) fn empty(binary: &Path, folder: &Path) -> Self {
        Self {
            address: free_address(),
            database: folder.join("watchbell.db"),
            configuration: folder.join("watchbell.toml"),
            binary: binary.to_owned(),
            directory: folder.join("directory.toml"),
        }
    }

    /// Writes the configuration file, from what is known by now.
    pub(crate) fn with_configuration(self, fake: &str) -> Self {
        std::fs::write(&self.configuration, configuration(&self.database, self.address, fake))
            .unwrap();
        self
    }

    pub(crate) fn apply_directory(&self) {
        let mut apply = self.command("apply");
        let applied =
            apply.arg(&self.directory).arg("--yes").stdout(Stdio::null()).status().unwrap();
        assert!(applied.success(), "the directory was not applied");
    }

    /// Starts the program and leaves it to itself.
    pub(crate) fn start(&self) -> Program {
        Program(self.command("serve").stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap())
    }

    /// The status of a page; none when nobody answers.
    pub(crate) fn status_of(&self, page: &str) -> Option<u16> {
        Wire::open(self.address).and_then(|mut wire| wire.ask(&get(page))).ok()
    }

    pub(crate) fn wait_until_ready(&self) {
        wait_for("a ready program", READY_WITHIN, || self.answers().then_some(()));
    }

    /// Whether the program answers that it takes callbacks. Its platform may be nobody.
    pub(crate) fn answers(&self) -> bool {
        self.status_of("/health/ready") == Some(200)
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(&self.binary);
        command.arg(name).arg("--config").arg(&self.configuration);
        command
    }
}

/// A running program; it is killed when dropped.
#[derive(Debug)]
pub(crate) struct Program(pub(crate) Child);

/// With SIGKILL: nothing is finished, nothing is flushed.
impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Taken by nobody a moment ago.
pub(crate) fn free_address() -> SocketAddr {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap()
}
