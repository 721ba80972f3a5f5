//! Two instances on one PostgreSQL: the connections that a platform keeps to a bot belong to whoever
//! holds the lease, and go to the other one when that dies or freezes. `WeCom` allows one
//! connection; `DingTalk` gives each message to one of several; Discord gives each to all.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use chat_dingtalk::settings::Stream;
use dingtalk_simulator::DingTalkSimulator;
use discord_simulator::DiscordSimulator;
use simulator::{SayRequest, Simulator};
use tokio::runtime::Handle;
use tokio::task::block_in_place;
use wecom_simulator::WeComSimulator;

use crate::crash::BINARY;
use crate::kit::polling::{look_for, wait_for};
use crate::kit::program::{Home, Program};
use crate::kit::{Database, Engine};
use crate::rehearsals::place::{DINGTALK, DISCORD, Place, WECOM_BY_CONNECTION};

/// Long enough for a busy machine; the lease lasts ten seconds.
const PATIENCE: Duration = Duration::from_mins(2);

/// One of the instances: its files and its process.
struct Instance {
    home: Home,
    program: Program,
    client: reqwest::Client,
}

impl Instance {
    fn starts(folder: &Path, database: &str, platform: &Platform) -> Self {
        std::fs::create_dir_all(folder).unwrap();
        let home = Home::empty(Path::new(BINARY), folder);
        let listen = home.address;
        let configuration = format!(
            "[database]\nurl = \"{database}\"\n[http]\nlisten = \"{listen}\"\n[log]\nlevel = \"warn\"\n{}",
            platform.section
        );
        std::fs::write(&home.configuration, configuration).unwrap();
        std::fs::write(&home.directory, platform.place.directory()).unwrap();
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

/// A platform with two instances of one bot, and what its people read.
struct Platform {
    simulator: Arc<dyn Simulator>,
    place: Place,
    /// By which an instance finds it.
    section: String,
}

impl Platform {
    /// A customer reports something, and reads the one receipt of that number.
    async fn hears(&self, title: &str, number: u32) {
        let said = SayRequest {
            room: self.place.group.to_owned(),
            account: self.place.customer.to_owned(),
            text: format!("@watchbell 报障 一级 {title}"),
            ..SayRequest::default()
        };
        self.simulator.say(said).await.unwrap();
        let receipts = || {
            let messages = self.simulator.messages(self.place.group);
            let number = format!("INC-{number}");
            let words = [number.as_str(), title, "已受理"];
            let is_receipt = |text: &str| words.iter().all(|word| text.contains(word));
            messages.iter().filter(|message| is_receipt(&message.text)).count()
        };
        let read = look_for(PATIENCE, || Some(receipts()).filter(|count| *count > 0));
        let shown = || self.simulator.messages(self.place.group);
        assert_eq!(read, Some(1), "receipts of {title}: {:?}", shown());
    }
}

fn wait_until(who: &Instance, stands_by: bool) {
    let what = format!("the instance at {} to stand by: {stands_by}", who.home.address);
    wait_for(&what, PATIENCE, || (who.stands_by() == stands_by).then_some(()));
}

/// `is_settled` waits until the platform has given up the connections of a frozen instance, where
/// it would give them messages.
async fn the_connections_change_hands(platform: Platform, is_settled: impl Fn()) {
    let database = Database::fresh(Engine::Postgres).await;
    let folder = tempfile::tempdir().unwrap();

    let first = Instance::starts(&folder.path().join("first"), &database.url, &platform);
    wait_until(&first, false);
    let second = Instance::starts(&folder.path().join("second"), &database.url, &platform);
    wait_until(&second, true);
    is_settled();
    platform.hears("两个实例都在", 1).await;

    first.gets("-STOP");
    wait_until(&second, false);
    is_settled();
    platform.hears("第一个实例冻结了", 2).await;
    first.gets("-CONT");
    wait_until(&first, true);
    is_settled();
    platform.hears("第一个实例醒来了", 3).await;
    assert!(!second.stands_by(), "the one that woke did not take the connection back");

    drop(second);
    wait_until(&first, false);
    is_settled();
    platform.hears("第二个实例没有了", 4).await;
    drop(first);
    database.remove().await;
}

fn address_of(base: &str) -> SocketAddr {
    base.trim_start_matches("http://").trim_end_matches('/').parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn wecoms_one_connection_goes_to_the_other_instance_when_one_freezes_or_dies() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let setup = wecom_simulator::Setup::default();
    let wecom = WeComSimulator::start(setup, simulator::machine_clock()).await.unwrap();
    let section = wecom_simulator::configuration_of_long_connection(address_of(&wecom.base()));
    let wecom = Arc::new(wecom);
    let platform =
        Platform { simulator: Arc::clone(&wecom) as _, place: WECOM_BY_CONNECTION, section };
    let times = AtomicUsize::new(0);
    the_connections_change_hands(platform, || {
        // Two of the four looks come after a change.
        let connections = [1, 2, 2, 3][times.fetch_add(1, Ordering::Relaxed)];
        wait_for("the connection", PATIENCE, || (wecom.connections() == connections).then_some(()));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn dingtalks_connections_go_to_the_other_instance_when_one_freezes_or_dies() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let setup = dingtalk_simulator::Setup {
        ping_every: Duration::from_secs(2),
        silent_for: Duration::from_secs(20),
        ..dingtalk_simulator::Setup::default()
    };
    let dingtalk = DingTalkSimulator::start(setup, simulator::machine_clock()).await.unwrap();
    let section = dingtalk_simulator::configuration(address_of(&dingtalk.base()));
    let platform = Platform { simulator: dingtalk.stage(), place: DINGTALK, section };
    let one_instances = Stream::default().connections;
    the_connections_change_hands(platform, || {
        let is_one_instances = || (dingtalk.open_connections() == one_instances).then_some(());
        wait_for("the connections of one instance", PATIENCE, is_one_instances);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn discords_session_begins_in_the_other_instance_when_one_freezes_or_dies() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let setup = discord_simulator::Setup::for_simulations();
    let discord = DiscordSimulator::start(setup, simulator::machine_clock()).await.unwrap();
    let section = discord_simulator::configuration(address_of(&discord.base()));
    let discord = Arc::new(discord);
    let platform = Platform { simulator: Arc::clone(&discord) as _, place: DISCORD, section };
    let begun = AtomicUsize::new(0);
    the_connections_change_hands(platform, || {
        let sessions = [1, 2, 2, 3][begun.fetch_add(1, Ordering::Relaxed)];
        wait_for("the session", PATIENCE, || (discord.sessions().0 == sessions).then_some(()));
    })
    .await;
}
