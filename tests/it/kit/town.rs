//! A vendor with many customers, as the files an operator writes: configuration and directory.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::Path;

/// How large the town is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Town {
    /// Customers, each with one group and one person who writes there.
    pub(crate) groups: usize,
    /// Engineers; the customers are shared out among them.
    pub(crate) engineers: usize,
}

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

impl Town {
    /// The directory file.
    pub(crate) fn directory(self) -> String {
        let mut text = HOUSE.to_owned();
        for engineer in 0..self.engineers {
            let account = self::engineer(engineer);
            let _ = write!(
                text,
                r#"
[people.engineer-{engineer}]
name = "Engineer {engineer}"
role = "engineer"
accounts = ["dingtalk:{account}"]
ways = ["direct:dingtalk:user:{account}", "staff:house"]
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
            text.push_str(&self.customer(group));
        }
        text
    }

    fn customer(self, group: usize) -> String {
        let (engineer, room, account) = (group % self.engineers, conversation(group), customer_person(group));
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
room = "dingtalk:group:{room}"
bot_name = "watchbell"
language = "zh"
members = ["person-{group}", "engineer-{engineer}"]
[people.person-{group}]
name = "Person {group}"
role = "customer_admin"
customer = "customer-{group}"
accounts = ["dingtalk:{account}"]
"#
        )
    }
}

const HOUSE: &str = r#"
duty_manager = "person:dora"
[groups.house]
name = "House"
kind = "staff"
room = "dingtalk:robot:oncall"
bot_name = "watchbell"
language = "zh"
[people.dora]
name = "Dora Keller"
role = "duty_manager"
accounts = ["dingtalk:staff-dora"]
ways = ["direct:dingtalk:user:staff-dora", "staff:house"]
"#;

/// The configuration file: the database beside it, and `DingTalk` at `fake`.
pub(crate) fn configuration(database: &Path, listen: SocketAddr, fake: &str) -> String {
    let database = database.display();
    format!(
        r#"
[database]
url = "sqlite:{database}"
[http]
listen = "{listen}"
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
