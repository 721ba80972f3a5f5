//! Two instances on one PostgreSQL: the platform's one connection belongs to whoever holds the
//! lease, and goes to the other one when that dies or freezes.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use simulator::{SayRequest, Simulator};
use tokio::runtime::Handle;
use tokio::task::block_in_place;
use wecom_simulator::{Setup, WeComSimulator};

use crate::crash::BINARY;
use crate::kit::polling::{look_for, wait_for};
use crate::kit::program::{Home, Program};
use crate::kit::{Database, Engine};
use crate::rehearsals::place::WECOM_BY_CONNECTION;

/// Long enough for a busy machine; the lease lasts ten seconds.
const PATIENCE: Duration = Duration::from_mins(2);

/// One of the instances: its files and its process.
struct Instance {
    home: Home,
    program: Program,
    client: reqwest::Client,
}

impl Instance {
    fn starts(folder: &Path, database: &str, platform: &str) -> Self {
        std::fs::create_dir_all(folder).unwrap();
        let home = Home::empty(Path::new(BINARY), folder);
        let listen = home.address;
        let configuration = format!(
            "[database]\nurl = \"{database}\"\n[http]\nlisten = \"{listen}\"\n[log]\nlevel = \"warn\"\n{platform}"
        );
        std::fs::write(&home.configuration, configuration).unwrap();
        std::fs::write(&home.directory, WECOM_BY_CONNECTION.directory()).unwrap();
        home.apply_directory();
        let program = home.start();
        home.wait_until_ready();
        Self { home, program, client: chat_wecom::http::client().unwrap() }
    }

    /// Whether its health page says that the other one holds the connection.
    fn stands_by(&self) -> bool {
        let page = format!("http://{}/health", self.home.address);
        let asked = async { self.client.get(page).send().await?.text().await };
        let asked = block_in_place(|| Handle::current().block_on(asked));
        asked.is_ok_and(|page| page.contains("another process holds the connection"))
    }

    fn gets(&self, signal: &str) {
        let id = self.program.0.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    }
}

/// The platform, and what its people read.
struct Platform(WeComSimulator);

impl Platform {
    /// A customer reports something, and reads the receipt of that number.
    async fn hears(&self, title: &str, number: u32) {
        let place = WECOM_BY_CONNECTION;
        let said = SayRequest {
            room: place.group.to_owned(),
            direct: false,
            account: place.customer.to_owned(),
            text: format!("@watchbell 报障 一级 {title}"),
            id: None,
            quotes: None,
            attachment: None,
        };
        self.0.say(said).await.unwrap();
        let holds_both =
            |text: &str| text.contains(&format!("INC-{number}")) && text.contains(title);
        let read = look_for(PATIENCE, || {
            let messages = self.0.messages(place.group);
            messages.iter().any(|message| holds_both(&message.text)).then_some(())
        });
        assert!(read.is_some(), "nobody reads of {title}: {:?}", self.0.messages(place.group));
    }

    fn is_connected_for_the(&self, time: usize) {
        wait_for("the connection", PATIENCE, || (self.0.connections() == time).then_some(()));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn the_connection_goes_to_the_other_instance_when_one_freezes_or_dies() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let database = Database::fresh(Engine::Postgres).await;
    let folder = tempfile::tempdir().unwrap();
    let simulator = WeComSimulator::start(Setup::default(), simulator::machine_clock()).await;
    let platform = Platform(simulator.unwrap());
    let address: SocketAddr =
        platform.0.base().trim_start_matches("http://").trim_end_matches('/').parse().unwrap();
    let section = wecom_simulator::configuration_of_long_connection(address);

    let first = Instance::starts(&folder.path().join("first"), &database.url, &section);
    platform.is_connected_for_the(1);
    let second = Instance::starts(&folder.path().join("second"), &database.url, &section);
    wait_for("the second instance to stand by", PATIENCE, || second.stands_by().then_some(()));
    platform.hears("两个实例都在", 1).await;
    assert_eq!(platform.0.connections(), 1, "the second one left the connection alone");

    first.gets("-STOP");
    platform.is_connected_for_the(2);
    platform.hears("第一个实例冻结了", 2).await;
    first.gets("-CONT");
    wait_for("the first instance to stand by", PATIENCE, || first.stands_by().then_some(()));
    platform.hears("第一个实例醒来了", 3).await;
    assert_eq!(platform.0.connections(), 2, "it did not take the connection back");

    drop(second);
    platform.is_connected_for_the(3);
    platform.hears("第二个实例没有了", 4).await;
    drop(first);
    database.remove().await;
}
