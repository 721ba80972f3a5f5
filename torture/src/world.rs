//! The vendor whose bot is tried: platforms, customers, engineers and the duty manager. All of them
//! are fictitious.

use std::fmt::Write as _;

/// A platform and one of the ways in which the bot receives there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Way {
    /// The platform, as `watchbell simulate` calls it.
    pub(crate) platform: &'static str,
    /// As `--receive` calls it; none for the platform's usual way.
    pub(crate) receive: Option<&'static str>,
    /// Discord's commands are chosen from a list where no message arrives.
    pub(crate) is_listed: bool,
    /// A message that the bot could not save is not brought again: Discord's events, and those of
    /// WeCom's long connection.
    pub(crate) brings_once: bool,
}

const fn way(platform: &'static str, receive: Option<&'static str>) -> Way {
    Way { platform, receive, is_listed: false, brings_once: false }
}

/// Every way of receiving, by platform.
pub(crate) const WAYS: [&[Way]; 4] = [
    &[way("dingtalk", None), way("dingtalk", Some("http"))],
    &[
        Way { brings_once: true, ..way("discord", None) },
        Way { is_listed: true, brings_once: true, ..way("discord", Some("interactions")) },
    ],
    &[way("wecom", None), Way { brings_once: true, ..way("wecom", Some("long-connection")) }],
    &[way("welink", None)],
];

/// A customer with one group on one platform, and the engineer on call there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Customer {
    pub(crate) key: &'static str,
    pub(crate) platform: &'static str,
    /// The group, as its people know it.
    pub(crate) group: &'static str,
    /// What stands before the group in an address.
    group_way: &'static str,
    pub(crate) account: &'static str,
    pub(crate) engineer: &'static str,
    /// What stands before an account in the address that reaches somebody alone.
    direct_way: &'static str,
}

/// Three customers share DingTalk and two share WeLink, so that what is one's could reach another.
pub(crate) const CUSTOMERS: [Customer; 7] = [
    dingtalk("tea", "cidTEA==", "staff-shen"),
    dingtalk("mill", "cidMILL==", "staff-mei"),
    dingtalk("quay", "cidQUAY==", "staff-qin"),
    Customer {
        key: "lamp",
        platform: "discord",
        group: "300000000000000001",
        group_way: "channel",
        account: "400000000000000001",
        engineer: "400000000000000002",
        direct_way: "user",
    },
    Customer {
        key: "rope",
        platform: "wecom",
        group: "wrOPS",
        group_way: "robot",
        account: "rao",
        engineer: "wei",
        direct_way: "app",
    },
    welink("pier", "tea", "pan@demo"),
    welink("bank", "bank", "bo@demo"),
];

const fn dingtalk(key: &'static str, group: &'static str, account: &'static str) -> Customer {
    Customer {
        key,
        platform: "dingtalk",
        group,
        group_way: "group",
        account,
        engineer: "staff-zhang",
        direct_way: "user",
    }
}

const fn welink(key: &'static str, group: &'static str, account: &'static str) -> Customer {
    Customer {
        key,
        platform: "welink",
        group,
        group_way: "robot",
        account,
        engineer: "wu@demo",
        direct_way: "user",
    }
}

/// The duty manager, who is told at once of each Level-1 incident.
pub(crate) const MANAGER: (&str, &str) = ("dingtalk", "staff-dora");

/// Platforms in the order of [`WAYS`].
pub(crate) fn platforms() -> impl Iterator<Item = &'static str> {
    WAYS.iter().filter_map(|ways| ways.first()).map(|way| way.platform)
}

/// The directory file.
pub(crate) fn directory() -> String {
    let (platform, account) = MANAGER;
    let mut text = format!(
        r#"
duty_manager = "person:dora"
[people.dora]
name = "多拉（虚构）"
role = "duty_manager"
accounts = ["{platform}:{account}"]
contact_methods = ["direct:{platform}:user:{account}"]
"#
    );
    for platform in platforms() {
        if let Some(customer) = CUSTOMERS.iter().find(|customer| customer.platform == platform) {
            text.push_str(&customer.engineer_on_call());
        }
    }
    for customer in CUSTOMERS {
        text.push_str(&customer.entry());
    }
    text
}

impl Customer {
    fn engineer_on_call(&self) -> String {
        let Self { platform, engineer, direct_way, .. } = self;
        format!(
            r#"
[people.engineer-{platform}]
name = "工程师 {platform}（虚构）"
role = "engineer"
accounts = ["{platform}:{engineer}"]
contact_methods = ["direct:{platform}:{direct_way}:{engineer}"]
[rotations.{platform}]
zone = "Asia/Shanghai"
fallback = "dora"
layers = [{{ people = ["engineer-{platform}"], handover.weekly = {{ weekday = "mon", at = "09:00" }}, starting = 2026-01-05 }}]
[policies.{platform}]
repeat_after = "30m"
fallback = "dora"
steps = [{{ after = "0m", targets = ["oncall:{platform}"] }}, {{ after = "30m", targets = ["duty_manager"] }}]
"#
        )
    }

    fn entry(&self) -> String {
        let Self { key, platform, group, group_way, account, .. } = self;
        let mut text = String::new();
        let _ = write!(
            text,
            r#"
[customers.{key}]
name = "虚构客户 {key}"
zone = "Asia/Shanghai"
policy = "{platform}"
contract = {{ plan = "daocloud", tier = "professional", from = 2026-01-01, until = 2046-12-31 }}
[groups.{key}]
name = "{key} × 支持"
kind = "customer"
customer = "{key}"
room = "{platform}:{group_way}:{group}"
bot_name = "watchbell"
language = "zh"
members = ["reporter-{key}", "engineer-{platform}", "dora"]
[people.reporter-{key}]
name = "联系人 {key}（虚构）"
role = "customer_admin"
customer = "{key}"
accounts = ["{platform}:{account}"]
"#
        );
        text
    }
}
