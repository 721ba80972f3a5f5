//! A vendor with many customers, as the files an operator writes: configuration and directory.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::Path;

/// How large the town is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ManyCustomers {
    /// Customers, each with one group and one person who writes there.
    pub(crate) groups: usize,
    /// Engineers; the customers are shared out among them.
    pub(crate) engineers: usize,
}

/// How a platform writes the addresses of a town.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PlatformAddresses {
    /// The platform, as the configuration calls it.
    pub(crate) platform: &'static str,
    /// The room of the customer's group: way and id.
    pub(crate) room: fn(usize) -> String,
    /// What stands before an account in the address that reaches a person alone.
    pub(crate) direct_way: &'static str,
    /// The account of the customer's person.
    pub(crate) customer: fn(usize) -> String,
    /// The account of an engineer.
    pub(crate) engineer: fn(usize) -> String,
    /// The account of the duty manager.
    pub(crate) manager: &'static str,
    /// The staff's own room: way and id.
    pub(crate) house: &'static str,
}

pub(crate) const DINGTALK: PlatformAddresses = PlatformAddresses {
    platform: "dingtalk",
    room: |group| format!("group:{}", conversation(group)),
    direct_way: "user",
    customer: customer_person,
    engineer,
    manager: "staff-dora",
    house: "robot:oncall",
};

/// The conversation of a customer's group.
pub(crate) fn conversation(group: usize) -> String {
    format!("cidTOWN{group:04}==")
}

/// The staff id of the customer's person.
pub(crate) fn customer_person(group: usize) -> String {
    format!("staff-customer-{group}")
}

/// The staff id of an engineer.
pub(crate) fn engineer(number: usize) -> String {
    format!("staff-engineer-{number}")
}

impl ManyCustomers {
    /// The directory file.
    pub(crate) fn directory(self, streets: PlatformAddresses) -> String {
        let PlatformAddresses { platform, direct_way, .. } = streets;
        let mut text = house(streets);
        for engineer in 0..self.engineers {
            let account = (streets.engineer)(engineer);
            let _ = write!(
                text,
                r#"
[people.engineer-{engineer}]
name = "Engineer {engineer}"
role = "engineer"
accounts = ["{platform}:{account}"]
contact_methods = ["direct:{platform}:{direct_way}:{account}", "staff:house"]
[rotations.team-{engineer}]
zone = "Asia/Shanghai"
fallback = "dora"
layers = [{{ people = ["engineer-{engineer}"], handover.weekly = {{ weekday = "mon", at = "09:00" }}, starting = 2026-01-05 }}]
[policies.team-{engineer}]
repeat_after = "5m"
fallback = "dora"
steps = [{{ after = "0m", targets = ["oncall:team-{engineer}"] }}, {{ after = "5m", targets = ["duty_manager"] }}]
"#
            );
        }
        for group in 0..self.groups {
            text.push_str(&self.customer(group, streets));
        }
        text
    }

    fn customer(self, group: usize, streets: PlatformAddresses) -> String {
        let (platform, engineer) = (streets.platform, group % self.engineers);
        let (room, account) = ((streets.room)(group), (streets.customer)(group));
        format!(
            r#"
[customers.customer-{group}]
name = "Customer {group}"
zone = "Asia/Shanghai"
policy = "team-{engineer}"
[customers.customer-{group}.contract]
plan = "daocloud"
tier = "professional"
from = 2026-01-01
until = 2046-12-31
[groups.group-{group}]
name = "Customer {group} x support"
kind = "customer"
customer = "customer-{group}"
room = "{platform}:{room}"
bot_name = "watchbell"
language = "zh"
members = ["person-{group}", "engineer-{engineer}"]
[people.person-{group}]
name = "Person {group}"
role = "customer_admin"
customer = "customer-{group}"
accounts = ["{platform}:{account}"]
"#
        )
    }
}

fn house(
    PlatformAddresses { platform, direct_way, manager, house, .. }: PlatformAddresses,
) -> String {
    format!(
        r#"
duty_manager = "person:dora"
[groups.house]
name = "House"
kind = "staff"
room = "{platform}:{house}"
bot_name = "watchbell"
language = "zh"
[people.dora]
name = "Dora Keller"
role = "duty_manager"
accounts = ["{platform}:{manager}"]
contact_methods = ["direct:{platform}:{direct_way}:{manager}", "staff:house"]
"#
    )
}

/// The configuration file without its platform: the database beside it.
pub(crate) fn configuration_alone(database: &Path, listen: SocketAddr) -> String {
    let database = database.display();
    format!(
        r#"
[database]
url = "sqlite:{database}"
[http]
listen = "{listen}"
metrics_listen = "{listen}"
public_url = "http://{listen}"
[links]
key = "a made-up key of thirty-two bytes and more"
[opening]
by_account = 0
in_room = 0
"#
    )
}

/// The same with `DingTalk` at `fake`.
pub(crate) fn configuration(database: &Path, listen: SocketAddr, fake: &str) -> String {
    configuration_alone(database, listen)
        + &format!(
            r#"
[log]
level = "warn"
[platforms.dingtalk]
kind = "dingtalk"
robot_code = "dingFAKEAPP"
corp_id = "dingFAKECORP"
app_key = "dingFAKEAPP"
app_secret = "fake-app-secret"
oapi_base = "{fake}"
api_base = "{fake}"
allow_loopback = true
allowed_reply_hosts = ["127.0.0.1"]
[platforms.dingtalk.robots.oncall]
access_token = "fake-token-oncall"
secret = "SECfake-oncall"
conversation = "cidOPS=="
"#
        )
}
