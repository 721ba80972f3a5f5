use super::*;
use crate::domain::directory::{ContactMethod, GroupKind};
use crate::ids::{ChannelId, CoverageId, SeverityId};

mod customers;
mod escorts;
mod rotations;
mod several;

const EXAMPLE: &str = include_str!("../../deploy/directory.example.toml");

fn tier(platforms: Option<&[&str]>, severities: &[&str]) -> TierOffer {
    TierOffer {
        channels: [ChannelId::new("im"), ChannelId::new("ticket")].into(),
        platforms: platforms.map(|kinds| kinds.iter().map(|kind| (*kind).to_owned()).collect()),
        severities: severities.iter().map(SeverityId::new).collect(),
        coverages: [CoverageId::new("24x7")].into(),
        has_express: false,
        has_escorts: false,
    }
}

fn offered() -> Offered {
    let plans = [
        ("daocloud", "professional", tier(None, &["l1"])),
        ("zitadel", "dedicated", tier(None, &["sev1"])),
        ("isoftstone", "vip", tier(Some(&["welink", "wecom"]), &["guidance"])),
        ("isoftstone", "basic", tier(Some(&[]), &["guidance"])),
    ];
    let mut offered = Offered::default();
    for (plan, id, tier) in plans {
        offered.plans.entry(plan.into()).or_default().insert(id.into(), tier);
    }
    offered.platforms.insert("dingtalk".to_owned(), "dingtalk".to_owned());
    offered
}

fn told(text: &str) -> String {
    read("directory.toml", text, &offered()).unwrap_err().render(false)
}

/// What is told when one text of the example is replaced.
fn told_with(from: &str, to: &str) -> String {
    assert!(EXAMPLE.contains(from), "the example no longer says {from}");
    told(&EXAMPLE.replacen(from, to, 1))
}

/// Only the sentences and the advice, for tables of small slips.
fn sentences(from: &str, to: &str) -> Vec<String> {
    assert!(EXAMPLE.contains(from), "the example no longer says {from}");
    let refused = read("directory.toml", &EXAMPLE.replacen(from, to, 1), &offered()).unwrap_err();
    refused
        .problems
        .iter()
        .map(|problem| {
            format!("{} | {}", problem.what, problem.help.as_deref().unwrap_or_default())
        })
        .collect()
}

#[test]
fn the_example_is_sound() {
    let directory = read("deploy/directory.example.toml", EXAMPLE, &offered());
    let directory = directory.unwrap_or_else(|refused| panic!("{}", refused.render(false)));
    let bank = &directory.customers["harbour-bank"];
    assert_eq!(bank.contract.until.to_string(), "2026-12-31");
    assert_eq!(directory.groups["oncall-room"].kind, GroupKind::Staff);
    assert_eq!(
        directory.people["li-na"].contact_methods[1],
        ContactMethod::StaffGroup("oncall-room".into())
    );
    assert_eq!(directory.policies["standard"].fallback, "dora-keller".into());
    assert_eq!(
        directory.person_behind("dingtalk", "example-qian").unwrap().id,
        "qian-example".into()
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "what is told is a table")]
fn all_problems_are_told_at_once_where_they_stand() {
    let text = r#"
[customers.acme]
name = "Acme (example)"
zone = "Mars/Olympus"
polcy = "standard"
contract = { plan = "daoclaud", tier = "vip", from = "2026-12-31", until = "2026-01-01" }

[groups.main]
name = "Main"
kind = "customer"
room = "dingtalk"
members = ["eve", 3]

[people.ada]
name = "Ada (example)"
role = "boss"

[rotations.primary]
zone = "Asia/Shanghai"
layers = [{ people = ["ada", "bo"], handover.daily = { at = "9" }, starting = 2026-01-05 }]

[escalations]
"#;
    insta::assert_snapshot!(told(text), @r#"
      × the file names no duty manager
       ╭─[directory.toml:1:1]
     1 │ 
       · ▲
       · ╰── here
     2 │ [customers.acme]
     3 │ name = "Acme (example)"
       ╰────
      help: add duty_manager = "oncall:ROTATION" at the top: a policy that runs out of steps starts again there

      × customers.acme lacks `policy`
       ╭─[directory.toml:2:12]
     1 │ 
     2 │ [customers.acme]
       ·            ──┬─
       ·              ╰── here
     3 │ name = "Acme (example)"
       ╰────
      help: add policy = …: the id of an entry under [policies]

      × failed to parse timezone: 'Mars/Olympus'
       ╭─[directory.toml:4:8]
     3 │ name = "Acme (example)"
     4 │ zone = "Mars/Olympus"
       ·        ───────┬──────
       ·               ╰── here
     5 │ polcy = "standard"
       ╰────
      help: write the customer's time zone, such as "Asia/Shanghai"

      × customers.acme has no key `polcy`
       ╭─[directory.toml:5:1]
     4 │ zone = "Mars/Olympus"
     5 │ polcy = "standard"
       · ──┬──
       ·   ╰── here
     6 │ contract = { plan = "daoclaud", tier = "vip", from = "2026-12-31", until = "2026-01-01" }
       ╰────
      help: did you mean `policy`?

      × there is no plan `daoclaud`
       ╭─[directory.toml:6:21]
     5 │ polcy = "standard"
     6 │ contract = { plan = "daoclaud", tier = "vip", from = "2026-12-31", until = "2026-01-01" }
       ·                     ─────┬────
       ·                          ╰── here
     7 │ 
       ╰────
      help: did you mean `daocloud`?

      × the term ends on 2026-01-01, before it begins on 2026-12-31
       ╭─[directory.toml:6:76]
     5 │ polcy = "standard"
     6 │ contract = { plan = "daoclaud", tier = "vip", from = "2026-12-31", until = "2026-01-01" }
       ·                                                                            ──────┬─────
       ·                                                                                  ╰── here
     7 │ 
       ╰────
      help: both days are included; `until` is the last one

      × groups.main lacks `bot_name`
       ╭─[directory.toml:8:9]
     7 │ 
     8 │ [groups.main]
       ·         ──┬─
       ·           ╰── here
     9 │ name = "Main"
       ╰────
      help: add bot_name = …: the name people mention the bot by

      × groups.main does not name its customer
        ╭─[directory.toml:10:8]
      9 │ name = "Main"
     10 │ kind = "customer"
        ·        ─────┬────
        ·             ╰── here
     11 │ room = "dingtalk"
        ╰────
      help: add customer = "ID"

      × "dingtalk" does not name a platform and an address
        ╭─[directory.toml:11:8]
     10 │ kind = "customer"
     11 │ room = "dingtalk"
        ·        ─────┬────
        ·             ╰── here
     12 │ members = ["eve", 3]
        ╰────
      help: write "PLATFORM:ADDRESS", such as "dingtalk:group:cid123"

      × invalid type: integer `3`, expected a string
        ╭─[directory.toml:12:19]
     11 │ room = "dingtalk"
     12 │ members = ["eve", 3]
        ·                   ┬
        ·                   ╰── here
     13 │ 
        ╰────
      help: write ids of people

      × unknown variant `boss`, expected one of `customer`, `customer_admin`, `engineer`, `tam`, `duty_manager`,
      │ `admin`
        ╭─[directory.toml:16:8]
     15 │ name = "Ada (example)"
     16 │ role = "boss"
        ·        ───┬──
        ·           ╰── here
     17 │ 
        ╰────
      help: write "customer", "customer_admin", "engineer", "tam", "duty_manager" or "admin"

      × "9" is not a time of day such as "09:00"
        ╭─[directory.toml:20:61]
     19 │ zone = "Asia/Shanghai"
     20 │ layers = [{ people = ["ada", "bo"], handover.daily = { at = "9" }, starting = 2026-01-05 }]
        ·                                                             ─┬─
        ·                                                              ╰── here
     21 │ 
        ╰────
      help: { people = ["ID"], handover.weekly = { weekday = "mon", at = "09:00" }, starting = "2026-01-05" }

      × the file has no key `escalations`
        ╭─[directory.toml:22:2]
     21 │ 
     22 │ [escalations]
        ·  ─────┬─────
        ·       ╰── here
        ╰────
      help: known: customers, groups, people, rotations, policies, duty_manager

    directory.toml has 13 problems; nothing was applied
    "#);
}

#[test]
fn every_syntax_error_is_told() {
    insta::assert_snapshot!(told("[customers.acme\nname = \"Acme\nzone = Asia/Shanghai\n"), @r#"
      × this is not TOML: unclosed table, expected `]`
       ╭─[directory.toml:1:16]
     1 │ [customers.acme
       ·                ▲
       ·                ╰── here
     2 │ name = "Acme
       ╰────
      help: correct the TOML here

    directory.toml has 1 problem; nothing was applied
    "#);
}

#[test]
fn a_policy_without_fallback_and_unknown_names_in_it_are_pointed_at() {
    let text = EXAMPLE
        .replace("repeat_after = \"5m\"\nfallback = \"dora-keller\"", "repeat_after = \"5s\"");
    insta::assert_snapshot!(told(&text.replace("next:primary", "next:primry")), @r#"
      × policies.standard names no fallback
         ╭─[directory.toml:153:11]
     152 │ 
     153 │ [policies.standard]
         ·           ────┬───
         ·               ╰── here
     154 │ repeat_after = "5s"
         ╰────
      help: add fallback = "ID": the person who is paged when no step names anybody

      × policies.standard repeats after 5s; the minimum is one minute
         ╭─[directory.toml:154:16]
     153 │ [policies.standard]
     154 │ repeat_after = "5s"
         ·                ──┬─
         ·                  ╰── here
     155 │ steps = [
         ╰────
      help: write "1m" or more

      × policies.standard step 2 names the rotation primry, which is not in the directory
         ╭─[directory.toml:157:30]
     156 │   { after = "0m", targets = ["oncall:primary"] },
     157 │   { after = "5m", targets = ["next:primry", "tam"] },
         ·                              ──────┬──────
         ·                                    ╰── here
     158 │   { after = "10m", targets = ["duty_manager"] },
         ╰────
      help: did you mean `primary`?

    directory.toml has 3 problems; nothing was applied
    "#);
}

#[test]
fn a_tier_without_chat_on_this_platform_is_told_at_the_room() {
    let vip = "plan = \"isoftstone\"\ntier = \"vip\"\n";
    let from = "plan = \"daocloud\"        # watchbell plans list\ntier = \"professional\"    # watchbell plans show daocloud\n";
    insta::assert_snapshot!(told_with(from, vip), @r#"
      × isoftstone vip does not offer groups on dingtalk
        ╭─[directory.toml:55:8]
     54 │ customer = "harbour-bank"
     55 │ room = "dingtalk:group:cidHARBOUR0001=="
        ·        ────────────────┬────────────────
        ·                        ╰── here
     56 │ bot_name = "watchbell"
        ╰────
      help: the tier has groups on: wecom, welink

    directory.toml has 1 problem; nothing was applied
    "#);
}

#[test]
#[expect(clippy::too_many_lines, reason = "what is told is a table")]
fn each_slip_has_one_sentence_and_a_way_out() {
    let slips = [
        ("duty_manager = \"oncall:managers\"", ""),
        ("duty_manager = \"oncall:managers\"", "duty_manager = \"oncall:manager\""),
        ("duty_manager = \"oncall:managers\"", "duty_manager = \"tam\""),
        ("policy = \"standard\"", "policy = \"standart\""),
        ("person = \"li-na\"", "person = \"lina\""),
        ("person = \"li-na\"", "person = \"qian-example\""),
        ("deputy = \"oncall:primary\"", "deputy = \"oncall:night\""),
        ("account_representative = \"mei-lan\"", "account_representative = \"urs-example\""),
        ("tier = \"professional\"", "tier = \"profesional\""),
        ("until = 2026-12-31", "until = 2025-12-31"),
        ("severity = \"sev1\"", "severity = \"sev0\""),
        ("coverage = \"24x7\"", "coverage = \"24x8\""),
        ("minutes = 30", "minutes = 0"),
        ("customer = \"harbour-bank\"\nroom", "customer = \"harbor-bank\"\nroom"),
        ("customer = \"harbour-bank\"\nroom", "room"),
        ("kind = \"staff\"", "kind = \"staff\"\ncustomer = \"harbour-bank\""),
        ("cidALPINE0001==", "cidHARBOUR0001=="),
        ("room = \"dingtalk:group:cidALPINE0001==\"", "room = \"wecom:group:1\""),
        ("language = \"en\"\nmembers", "channel = \"fax\"\nmembers"),
        ("members = [\"urs-example\"]", "members = [\"qian-example\"]"),
        ("members = [\"urs-example\"]", "members = \"urs-example\""),
        ("dingtalk:example-miller", "dingtalk:example-li"),
        ("accounts = [\"dingtalk:example-miller\"]", "accounts = [\"example-miller\"]"),
        ("\"direct:dingtalk:user:example-miller\"", "\"sms:123\""),
        ("example-miller\", \"staff:oncall-room\"", "example-miller\", \"staff:alpine-rail-main\""),
        ("example-miller\", \"staff:oncall-room\"", "example-miller\", \"staff:oncall\""),
        ("contact_methods = [\"direct:dingtalk:user:example-mei\"]", ""),
        ("customer = \"alpine-rail\"\nlanguage", "language"),
        ("role = \"tam\"", "role = \"tam\"\ncustomer = \"alpine-rail\""),
        ("people = [\"dora-keller\"]", "people = []"),
        (
            "people = [\"zhang-qiang\", \"sam-miller\"]",
            "people = [\"zhang-qiang\", \"urs-example\"]",
        ),
        ("fallback = \"mei-lan\"", "fallback = \"mei\""),
        (
            "{ after = \"10m\", targets = [\"duty_manager\"] }",
            "{ after = \"10m\", targets = [\"boss\"] }",
        ),
        ("[customers.alpine-rail]", "[customers]\nglacier = 1\n[customers.alpine-rail]"),
    ];
    let told: Vec<String> = slips.iter().flat_map(|(from, to)| sentences(from, to)).collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    the file names no duty manager | add duty_manager = "oncall:ROTATION" at the top: a policy that runs out of steps starts again there
    there is no `manager` under [rotations] | did you mean `managers`?
    "tam" cannot carry a duty; write "person:<id>" or "oncall:<rotation>" | write "oncall:ROTATION" or "person:ID"
    there is no `standart` under [policies] | did you mean `standard`?
    there is no `lina` under [people] | did you mean `li-na`?
    Qian (example) belongs to a customer and cannot serve here | name a person of the vendor, or correct the person's role
    there is no `night` under [rotations] | known: managers, primary
    Urs (example) belongs to a customer and cannot serve here | name a person of the vendor, or correct the person's role
    the plan daocloud has no tier `profesional` | did you mean `professional`?
    the term ends on 2025-12-31, before it begins on 2026-01-01 | both days are included; `until` is the last one
    zitadel dedicated has no severity `sev0` | did you mean `sev1`?
    the plan zitadel has no coverage `24x8` | did you mean `24x7`?
    a target of 0 minutes is too short | write at least one minute
    there is no `harbor-bank` under [customers] | did you mean `harbour-bank`?
    Qian (example) may not read messages in Harbour Bank × support | members must belong to the group's own customer or to the vendor
    groups.harbour-bank-main does not name its customer | add customer = "ID"
    groups.oncall-room is a staff group and cannot have a customer | remove the customer, or write kind = "customer"
    the room dingtalk:group:cidHARBOUR0001== already belongs to another group | a room belongs to one group; remove one of the two
    the configuration has no platform `wecom` | known: dingtalk
    zitadel dedicated does not offer the channel `fax` | did you mean `im`?
    Qian (example) may not read messages in Alpine Rail support | members must belong to the group's own customer or to the vendor
    `members` is not a list | write members = [ … ]: write ids of people
    dingtalk:example-li already belongs to another person | an account belongs to one person; remove one of the two
    "example-miller" does not name a platform and an address | write "PLATFORM:ID", such as "dingtalk:user123"
    "sms:123" is not a contact method | write "direct:PLATFORM:ADDRESS", such as "direct:dingtalk:user:user123", or "staff:GROUP"
    Alpine Rail support is a customer's group; the customer would read the pages | name a group of kind = "staff"
    there is no `oncall` under [groups] | known: alpine-rail-main, harbour-bank-main, oncall-room
    Mei Lan (example) may be paged but has no contact method | add contact_methods = ["direct:PLATFORM:ADDRESS", "staff:GROUP"]; the first is tried first
    Urs (example) acts for a customer but names none | add customer = "ID"
    Li Na (example) belongs to the vendor and cannot have a customer | remove the customer, or correct the role
    rotations.managers layer 1 lists nobody | list at least one person
    Urs (example) belongs to a customer and cannot serve here | name a person of the vendor, or correct the person's role
    rotations.managers falls back to mei, who is not in the directory | known: dora-keller, li-na, mei-lan, qian-example, sam-miller, urs-example, zhang-qiang
    "boss" is not a target to page; write "oncall:<rotation>", "next:<rotation>", "person:<id>", "duty_manager", "tam" or "account_representative" | { after = "0m", targets = ["oncall:ROTATION"] }
    `glacier` is not an entry | write [customers.ID]
    "#);
}
