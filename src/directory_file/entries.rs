//! The entries of the file, one function each: from a table to the domain's own type.
//!
//! Every key is asked for before any missing one ends the reading, so that all of them are told.
//! Where a harmless value can stand in for a bad one it does, so that the rules can still be
//! checked on the rest; a file with any problem is refused as a whole.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::directory::{
    Account, AgreedTarget, ContactMethod, Contract, Customer, Destination, Group, GroupKind,
    MailDomain, Person,
};
use crate::domain::escalation::policy::PolicyDraft;
use crate::domain::escalation::rotation::Rotation;
use crate::ids::{ChannelId, CustomerId, PolicyId};
use crate::toml_file::Section;

/// The channel of chat groups in the plans (`im`).
const CHAT_CHANNEL: &str = "im";

/// Stands for an id that was already told to be missing; no id that people write is empty.
pub(super) const UNREADABLE: &str = "";

pub(super) fn customer(id: &str, table: &mut Section<'_, '_>) -> Option<Customer> {
    let name = table.required("name", "the name staff read on a page");
    let zone = table.required("zone", "write the customer's time zone, such as \"Asia/Shanghai\"");
    let contract = table.table(
        "contract",
        "[customers.ID.contract] with plan, tier, from and until",
        contract,
    );
    let policy = table.required("policy", "the id of an entry under [policies]");
    let tam =
        table.optional("tam", "{ person = \"ID\", deputy = \"oncall:ROTATION\" or \"person:ID\" }");
    let account_representative = table.optional("account_representative", "the id of a person");
    let help = "write domains that are the customer's alone, such as \"bank.example\"";
    let mail_domains = table.parsed_list("mail_domains", help, mail_domain);
    let primary = table.optional("primary_administrator", "the id of one of its administrators");
    let packs =
        table.list("express_packs", "{ count = 20, from = 2026-01-01, until = 2026-12-31 }");
    let experts =
        table.list("experts", "write \"oncall:ROTATION\" or \"person:ID\": the emergency group");
    let escorts =
        table.list("escorts", "{ name = \"Summer sale\", from = 2026-06-17, until = 2026-06-19 }");
    let help = "write the web address of a meeting: \"https://meet.vendor.example/bank\"";
    let bridge = table.optional("bridge", help);
    Some(Customer {
        id: id.into(),
        name: name.unwrap_or_default(),
        zone: zone.unwrap_or_default(),
        contract: contract?,
        policy: policy.unwrap_or_else(|| PolicyId::new(UNREADABLE)),
        tam,
        account_representative,
        mail_domains: mail_domains.unwrap_or_default(),
        primary_administrator: primary,
        express_packs: packs.unwrap_or_default(),
        experts: experts.unwrap_or_default(),
        escorts: escorts.unwrap_or_default(),
        bridge,
    })
}

fn contract(table: &mut Section<'_, '_>) -> Option<Contract> {
    let plan = table.required("plan", "the id of a plan; `watchbell plans list` shows them");
    let tier = table.required("tier", "the id of a tier; `watchbell plans show PLAN` lists them");
    let from: Option<NaiveDate> =
        table.required("from", "the first day of the term, such as 2026-01-01");
    let until: Option<NaiveDate> =
        table.required("until", "the last day of the term, such as 2026-12-31");
    let targets: Option<Vec<AgreedTarget>> =
        table.list("targets", "{ severity = \"ID\", minutes = 30, coverage = \"ID\" }");
    let help = "write channels of the plan that were agreed: [\"im\"]";
    let agreed_channels = table.list("agreed_channels", help);
    Some(Contract {
        plan: plan?,
        tier: tier?,
        from: from?,
        until: until?,
        targets: targets.unwrap_or_default(),
        agreed_channels: agreed_channels.unwrap_or_default(),
        credit_days: 0,
    })
}

/// The word after `kind =` of a group.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum GroupKindWord {
    Customer,
    Staff,
}

pub(super) fn group(id: &str, table: &mut Section<'_, '_>) -> Option<Group> {
    let name = table.required("name", "what staff call the group");
    let kind = group_kind(table);
    let room = table.parsed(
        "room",
        "write \"PLATFORM:ADDRESS\", such as \"dingtalk:group:cid123\"",
        destination,
    );
    let bot_name = table.required("bot_name", "the name people mention the bot by");
    let language =
        table.optional("language", "write \"zh\", \"en\" or \"both\"").unwrap_or_default();
    let channel = table.optional("channel", "a channel of the customer's plan");
    let members = table.list("members", "write ids of people");
    let mirrors = table.list("mirrors", "write ids of groups that mirror its incidents");
    Some(Group {
        id: id.into(),
        name: name.unwrap_or_default(),
        kind: kind?,
        room: room?,
        bot_name: bot_name.unwrap_or_default(),
        language,
        channel: channel.unwrap_or_else(|| ChannelId::new(CHAT_CHANNEL)),
        members: members.unwrap_or_default(),
        mirrors: mirrors.unwrap_or_default(),
    })
}

fn group_kind(table: &mut Section<'_, '_>) -> Option<GroupKind> {
    let kind: Option<GroupKindWord> = table.required("kind", "write \"customer\" or \"staff\"");
    let customer: Option<CustomerId> = table.optional("customer", "the id of a customer");
    match (kind?, customer) {
        (GroupKindWord::Customer, Some(customer)) => Some(GroupKind::Customer(customer)),
        (GroupKindWord::Customer, None) => {
            let what = format!("{} does not name its customer", table.name());
            table.note("kind", what, "add customer = \"ID\"");
            None
        }
        (GroupKindWord::Staff, None) => Some(GroupKind::Staff),
        (GroupKindWord::Staff, Some(_)) => {
            let what = format!("{} is a staff group and cannot have a customer", table.name());
            table.note("customer", what, "remove the customer, or write kind = \"customer\"");
            None
        }
    }
}

pub(super) fn person(id: &str, table: &mut Section<'_, '_>) -> Option<Person> {
    let name = table.required("name", "the person's name");
    let role = table.required(
        "role",
        "write \"customer\", \"customer_admin\", \"engineer\", \"tam\", \"duty_manager\" or \"admin\"",
    );
    let customer = table.optional("customer", "the id of a customer");
    let language =
        table.optional("language", "write \"zh\", \"en\" or \"both\"").unwrap_or_default();
    let zone = table.optional("zone", "write the person's zone, such as \"Europe/Zurich\"");
    let accounts = table.parsed_list(
        "accounts",
        "write \"PLATFORM:ID\", such as \"dingtalk:user123\"",
        account,
    );
    let help = "write \"direct:PLATFORM:ADDRESS\", such as \"direct:dingtalk:user:user123\", or \"staff:GROUP\"";
    let contact_methods = table.parsed_list("contact_methods", help, way);
    let email = table.optional("email", "write the person's own e-mail address");
    Some(Person {
        id: id.into(),
        name: name.unwrap_or_default(),
        role: role?,
        customer,
        language,
        zone,
        accounts: accounts?,
        contact_methods: contact_methods?,
        email,
    })
}

pub(super) fn rotation(id: &str, table: &mut Section<'_, '_>) -> Option<Rotation> {
    let zone =
        table.required("zone", "write the zone of its hand-over times, such as \"Asia/Shanghai\"");
    let help = "{ people = [\"ID\"], handover.weekly = { weekday = \"mon\", at = \"09:00\" }, \
                starting = \"2026-01-05\" }";
    let layers = table.list("layers", help);
    let fallback = table.optional("fallback", "the id of a person");
    let name = table.optional("name", "write \"主值班\" or { zh = \"主值班\", en = \"Primary\" }");
    Some(Rotation {
        id: id.into(),
        name,
        zone: zone.unwrap_or_default(),
        layers: layers?,
        fallback,
    })
}

pub(super) fn policy(id: &str, table: &mut Section<'_, '_>) -> Option<PolicyDraft> {
    let steps = table.list("steps", "{ after = \"0m\", targets = [\"oncall:ROTATION\"] }");
    let repeat_after =
        table.required("repeat_after", "how long after the last step the policy repeats: \"5m\"");
    let fallback = table.optional("fallback", "the id of a person");
    Some(PolicyDraft { id: id.into(), steps: steps?, repeat_after: repeat_after?, fallback })
}

fn destination(text: &str) -> Result<Destination, String> {
    match text.split_once(':') {
        Some((platform, address)) if !platform.is_empty() && !address.is_empty() => {
            Ok(Destination { platform: platform.to_owned(), address: address.to_owned() })
        }
        _ => Err(format!("{text:?} does not name a platform and an address")),
    }
}

fn mail_domain(text: &str) -> Result<MailDomain, String> {
    text.parse().map_err(|_| format!("{text:?} is not a mail domain"))
}

fn account(text: &str) -> Result<Account, String> {
    let Destination { platform, address } = destination(text)?;
    Ok(Account { platform, id: address })
}

fn way(text: &str) -> Result<ContactMethod, String> {
    match text.split_once(':') {
        Some(("direct", place)) => destination(place).map(ContactMethod::Direct),
        Some(("staff", group)) if !group.is_empty() => Ok(ContactMethod::StaffGroup(group.into())),
        _ => Err(format!("{text:?} is not a contact method")),
    }
}
