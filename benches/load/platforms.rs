//! The ways in: a platform on loopback each, how it writes the addresses of the town, and its
//! signed callbacks.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;

use chat::RawRequest;
use chat_welink::relay::Forwarded;
use chrono::{DateTime, Utc};
use dingtalk_simulator as dingtalk;
use discord_simulator as discord;
use tokio::runtime::Runtime;
use watchbell::clock::{Clock, SystemClock};
use wecom_simulator as wecom;
use welink_simulator as welink;

use crate::callbacks::opening;
use crate::kit::many_customers::{
    DINGTALK, PlatformAddresses, conversation, customer_person, engineer,
};
use crate::kit::wire::post;
use crate::{TOWN, http};

/// A way in, with the platform behind it.
pub(crate) struct WayIn {
    pub(crate) name: &'static str,
    pub(crate) streets: PlatformAddresses,
    /// The platform's section of the configuration.
    pub(crate) section: String,
    /// The callback by which the `key`th incident is opened; it keeps the platform alive.
    callback: Box<dyn Fn(usize) -> Vec<u8>>,
}

impl WayIn {
    /// The `from`th incident and so on; no two are alike.
    pub(crate) fn openings(&self, from: usize, count: usize) -> Vec<Vec<u8>> {
        (from..from + count).map(&self.callback).collect()
    }
}

/// `DingTalk` first: the others are compared with it.
pub(crate) fn all(runtime: &Runtime) -> [WayIn; 5] {
    // A second one is refused, and the first one serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    [
        by_dingtalk(runtime),
        by_discord(runtime),
        by_wecom_robot(runtime),
        by_wecom_app(runtime),
        by_welink(runtime),
    ]
}

fn by_dingtalk(runtime: &Runtime) -> WayIn {
    let fake = http::start_fake(runtime);
    let section = dingtalk::configuration_over_http(address_in(&fake.base()));
    let callback = Box::new(move |key| opening(&fake, key));
    WayIn { name: "DingTalk callback", streets: DINGTALK, section, callback }
}

const DISCORD: PlatformAddresses = PlatformAddresses {
    platform: "discord",
    room: |group| format!("channel:{}", channel(group)),
    direct_way: "user",
    customer: |group| (400_000_000_000_000_000 + group).to_string(),
    engineer: |number| (410_000_000_000_000_000 + number).to_string(),
    manager: "420000000000000000",
    house: "channel:310000000000000000",
};

fn channel(group: usize) -> String {
    (300_000_000_000_000_000 + group).to_string()
}

/// The interaction is answered on its own response, which the simulator does not see; what the bot
/// says with its token afterwards is refused, and goes to the channel.
fn by_discord(runtime: &Runtime) -> WayIn {
    let setup = discord::Setup::for_simulations();
    let fake = runtime.block_on(discord::DiscordSimulator::start(setup, Arc::new(now))).unwrap();
    let section = discord::configuration_of_endpoint(address_in(&fake.base()));
    let callback = Box::new(move |key: usize| {
        let (group, title) = (key % TOWN.groups, title(key));
        let options = [("title", title.as_str()), ("level", "L1")];
        let data = discord::command_data(("incident", "open"), &options, None);
        let account = (DISCORD.customer)(group);
        let (_, body) =
            fake.interaction(discord::Use::Command, &channel(group), &account, data, now());
        posted(DISCORD.platform, fake.signed(body.to_string().into_bytes(), now()))
    });
    WayIn { name: "Discord interaction", streets: DISCORD, section, callback }
}

const WECOM: PlatformAddresses = PlatformAddresses {
    platform: "wecom",
    room: |group| format!("robot:{}", conversation(group)),
    direct_way: "app",
    customer: customer_person,
    engineer,
    manager: "staff-dora",
    house: "webhook:oncall",
};

fn by_wecom_robot(runtime: &Runtime) -> WayIn {
    let (fake, section) = start_wecom(runtime);
    let callback = Box::new(move |key: usize| {
        let room = conversation(key % TOWN.groups);
        wecom_callback(key, Some(&room), |said, at| fake.robot_callback(said, at))
    });
    WayIn { name: "WeCom robot", streets: WECOM, section, callback }
}

/// People write to the app in private; the incident is opened in their group.
fn by_wecom_app(runtime: &Runtime) -> WayIn {
    let (fake, section) = start_wecom(runtime);
    let callback = Box::new(move |key: usize| {
        wecom_callback(key, None, |said, at| fake.app_callback(said, at))
    });
    WayIn { name: "WeCom app", streets: WECOM, section, callback }
}

fn start_wecom(runtime: &Runtime) -> (wecom::WeComSimulator, String) {
    let mut setup = wecom::Setup::default();
    let webhook = |group| wecom::SetupWebhook::named(&robot(group), &conversation(group));
    let webhooks: Vec<_> = (0..TOWN.groups).map(webhook).collect();
    setup.webhooks.extend(webhooks.iter().cloned());
    let fake = runtime.block_on(wecom::WeComSimulator::start(setup, Arc::new(now))).unwrap();
    let mut section = wecom::configuration(address_in(&fake.base()));
    for wecom::SetupWebhook { name, key, chat } in webhooks {
        let _ = write!(
            section,
            "[platforms.wecom.webhooks.{name}]\nkey = \"{key}\"\nchat = \"{chat}\"\n"
        );
    }
    (fake, section)
}

fn wecom_callback(
    key: usize,
    chat: Option<&str>,
    make: impl Fn(&wecom::Utterance<'_>, DateTime<Utc>) -> RawRequest,
) -> Vec<u8> {
    let (id, account) = (id(key), customer_person(key % TOWN.groups));
    let text = format!("报障 L1 {}", title(key));
    let said = wecom::Utterance { id: &id, chat, account: &account, act: wecom::Act::Say(&text) };
    posted(WECOM.platform, make(&said, now()))
}

const WELINK: PlatformAddresses = PlatformAddresses {
    platform: "welink",
    room: |group| format!("robot:{}", robot(group)),
    direct_way: "user",
    customer: |group| format!("customer-{group}@demo"),
    engineer: |number| format!("engineer-{number}@demo"),
    manager: "dora@demo",
    house: "robot:oncall",
};

fn robot(group: usize) -> String {
    format!("town-{group}")
}

fn by_welink(runtime: &Runtime) -> WayIn {
    let mut setup = welink::Setup::default();
    let robots: Vec<_> =
        (0..TOWN.groups).map(|group| welink::SetupRobot::named(&robot(group))).collect();
    setup.robots.extend(robots.iter().cloned());
    let fake = runtime.block_on(welink::WeLinkSimulator::start(setup, Arc::new(now))).unwrap();
    let mut section = welink::configuration(address_in(&fake.base()));
    for welink::SetupRobot { name, token } in &robots {
        let _ = write!(section, "[platforms.welink.robots.{name}]\ntoken = \"{token}\"\n");
    }
    let callback = Box::new(move |key: usize| {
        let group = key % TOWN.groups;
        let message = Forwarded {
            event_id: id(key),
            chat_id: robot(group),
            user_id: (WELINK.customer)(group),
            user_name: "Person".to_owned(),
            text: format!("报障 L1 {}", title(key)),
            is_mention: true,
        };
        posted(WELINK.platform, fake.forwarded(&message, now()))
    });
    WayIn { name: "WeLink relay", streets: WELINK, section, callback }
}

/// A request as the bytes that the platform posts.
fn posted(platform: &str, request: RawRequest) -> Vec<u8> {
    let RawRequest { path_tail, query, headers, body, .. } = request;
    let mut path = format!("/hooks/{platform}");
    for (mark, part) in [('/', path_tail), ('?', query)] {
        if !part.is_empty() {
            path.push(mark);
            path.push_str(&part);
        }
    }
    post(&path, &(headers, body))
}

fn title(key: usize) -> String {
    format!("支付返回 500, 订单 {key} 无法完成")
}

fn id(key: usize) -> String {
    format!("msgLOAD{key:08}==")
}

fn address_in(base: &str) -> SocketAddr {
    base.trim_start_matches("http://").trim_end_matches('/').parse().unwrap()
}

fn now() -> DateTime<Utc> {
    SystemClock.now()
}
