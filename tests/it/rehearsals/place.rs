//! Where an incident is played: a platform with one group and three people, by the platform's own
//! ids.

use std::net::SocketAddr;
use std::path::Path;

/// The contract of everybody here, but with a status update every minute instead of every hour.
const PLAN: &str = include_str!("../../../plans/daocloud.toml");

/// A platform, a group of it and who is there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    /// The platform, as `watchbell simulate` calls it.
    pub(crate) kind: &'static str,
    /// How the bot receives there, as `--receive` calls it; none for the platform's usual way.
    pub(crate) receive: Option<&'static str>,
    /// The group, as its people know it.
    pub(crate) group: &'static str,
    /// What stands before the group in an address.
    pub(crate) group_way: &'static str,
    /// What stands before somebody's account in the address that reaches them alone.
    pub(crate) direct_way: &'static str,
    pub(crate) customer: &'static str,
    pub(crate) engineer: &'static str,
    pub(crate) manager: &'static str,
}

pub(crate) const DINGTALK: Place = Place {
    kind: "dingtalk",
    receive: None,
    group: "cidTEA==",
    group_way: "group",
    direct_way: "user",
    customer: "staff-shen",
    engineer: "staff-zhang",
    manager: "staff-dora",
};

/// Called back, and speaking in text alone.
pub(crate) const DINGTALK_BY_CALLBACK: Place = Place { receive: Some("http"), ..DINGTALK };

pub(crate) const DISCORD: Place = Place {
    kind: "discord",
    receive: None,
    group: "300000000000000001",
    group_way: "channel",
    direct_way: "user",
    customer: "400000000000000001",
    engineer: "400000000000000002",
    manager: "400000000000000003",
};

/// Without a gateway connection: what is no command and no press does not arrive.
pub(crate) const DISCORD_BY_ENDPOINT: Place = Place { receive: Some("interactions"), ..DISCORD };

/// The group of the simulator's one webhook, which carries what is no answer.
pub(crate) const WECOM: Place = Place {
    kind: "wecom",
    receive: None,
    group: "wrOPS",
    group_way: "robot",
    direct_way: "app",
    customer: "shen",
    engineer: "zhang",
    manager: "dora",
};

pub(crate) const WECOM_BY_CONNECTION: Place = Place { receive: Some("long-connection"), ..WECOM };

pub(crate) const WELINK: Place = Place {
    kind: "welink",
    receive: None,
    group: "tea",
    group_way: "robot",
    direct_way: "user",
    customer: "shen@demo",
    engineer: "zhang@demo",
    manager: "dora@demo",
};

impl Place {
    /// For people who read a table of places.
    pub(crate) fn name(&self) -> String {
        self.receive
            .map_or_else(|| self.kind.to_owned(), |receive| format!("{} ({receive})", self.kind))
    }

    /// The directory file: a customer with a group, an engineer on duty and a duty manager.
    pub(crate) fn directory(&self) -> String {
        let Self { kind, group, group_way, direct_way, customer, engineer, manager, .. } = self;
        format!(
            r#"
duty_manager = "person:dora"
[customers.tea]
name = "虚构茶行"
zone = "Asia/Shanghai"
policy = "standard"
contract = {{ plan = "daocloud", tier = "professional", from = 2026-01-01, until = 2046-12-31 }}
[groups.tea]
name = "茶行 × 支持"
kind = "customer"
customer = "tea"
room = "{kind}:{group_way}:{group}"
bot_name = "watchbell"
language = "zh"
members = ["shen", "zhang", "dora"]
[people.shen]
name = "沈一（虚构）"
role = "customer_admin"
customer = "tea"
accounts = ["{kind}:{customer}"]
[people.zhang]
name = "张强（虚构）"
role = "engineer"
accounts = ["{kind}:{engineer}"]
contact_methods = ["direct:{kind}:{direct_way}:{engineer}"]
[people.dora]
name = "多拉（虚构）"
role = "duty_manager"
accounts = ["{kind}:{manager}"]
contact_methods = ["direct:{kind}:{direct_way}:{manager}"]
[rotations.primary]
zone = "Asia/Shanghai"
fallback = "dora"
layers = [{{ people = ["zhang"], handover.weekly = {{ weekday = "mon", at = "09:00" }}, starting = 2026-01-05 }}]
[policies.standard]
repeat_after = "30m"
fallback = "dora"
steps = [{{ after = "0m", targets = ["oncall:primary"] }}, {{ after = "30m", targets = ["duty_manager"] }}]
"#
        )
    }
}

/// The configuration of a bot in `folder`, without its platform.
pub(crate) fn configuration(folder: &Path, listen: SocketAddr) -> String {
    let folder = folder.display();
    format!(
        r#"
[database]
url = "sqlite:{folder}/watchbell.db"
[http]
listen = "{listen}"
metrics_listen = "{listen}"
public_url = "http://{listen}"
[links]
key = "a made-up key of thirty-two bytes and more"
[plans]
dir = "{folder}/plans"
[log]
level = "info"
"#
    )
}

/// Puts the plan with the quick updates into `folder`.
pub(crate) fn write_plan(folder: &Path) {
    let plans = folder.join("plans");
    std::fs::create_dir(&plans).unwrap();
    let quick = PLAN.replace("every_minutes = 60", "every_minutes = 1");
    assert_ne!(quick, PLAN, "the contract promises no hourly update");
    std::fs::write(plans.join("daocloud.toml"), quick).unwrap();
}
