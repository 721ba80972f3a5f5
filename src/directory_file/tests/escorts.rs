//! Escorts of a customer: both ways to write them, and what is told of a slip.

use super::*;
use crate::domain::directory::Escort;

/// The same offers, where the bank's tier has escorts.
fn with_escorts() -> Offered {
    let mut offered = offered();
    for offer in offered.plans.values_mut().flat_map(|tiers| tiers.values_mut()) {
        offer.has_escorts = true;
    }
    offered
}

/// The example, where the bank has these escorts.
fn example(escorts: &str) -> String {
    EXAMPLE.replacen(
        "policy = \"standard\"",
        &format!("policy = \"standard\"\nescorts = [{escorts}]"),
        1,
    )
}

fn problems(escorts: &str, offered: &Offered) -> Vec<String> {
    let refused = read("directory.toml", &example(escorts), offered).unwrap_err();
    refused
        .problems
        .iter()
        .map(|problem| {
            format!("{} | {}", problem.what, problem.help.as_deref().unwrap_or_default())
        })
        .collect()
}

#[test]
fn an_escort_may_be_written_in_a_list_or_as_a_table_of_its_own() {
    let day = |text: &str| text.parse().unwrap();
    let sale =
        Escort { name: "Sale".to_owned(), from: day("2026-06-17"), until: day("2026-06-19") };
    let in_a_list = example("{ name = \"Sale\", from = 2026-06-17, until = 2026-06-19 }");
    let table = "[[customers.harbour-bank.escorts]]\nname = \"Sale\"\nfrom = 2026-06-17\nuntil = 2026-06-19\n\n";
    let contract = "[customers.harbour-bank.contract]";
    let as_table = EXAMPLE.replacen(contract, &format!("{table}{contract}"), 1);
    for text in [in_a_list, as_table] {
        let directory = read("directory.toml", &text, &with_escorts());
        let directory = directory.unwrap_or_else(|refused| panic!("{}", refused.render(false)));
        assert_eq!(directory.customers["harbour-bank"].escorts, std::slice::from_ref(&sale));
    }
}

#[test]
fn escorts_are_checked() {
    let sale = "{ name = \"Sale\", from = 2026-06-17, until = 2026-06-19 }";
    let slips = [
        "{ name = \" \", from = 2026-06-19, until = 2026-06-17 }".to_owned(),
        format!("{sale}, {{ name = \"Move\", from = 2026-06-19, until = 2026-06-25 }}"),
        "{ name = \"Sale\", from = 2026-06-17 }".to_owned(),
        "{ name = \"Sale\", from = 2026-06-17, until = 2026-06-19, days = 3 }".to_owned(),
        "{ name = \"Sale\", from = 2026-06-31, until = 2026-07-01 }".to_owned(),
    ];
    let mut told: Vec<String> =
        slips.iter().flat_map(|slip| problems(slip, &with_escorts())).collect();
    told.extend(problems(sale, &offered()));
    insta::assert_snapshot!(told.join("\n"), @r#"
    an escort has no name | write the name of the event; the customer reads it in the receipt
    the escort ends on 2026-06-17, before it begins on 2026-06-19 | both days are included; `until` is the last one
    the escorts "Sale" and "Move" both include 2026-06-19 | end one before the other begins, or merge them
    missing field `until` | { name = "Summer sale", from = 2026-06-17, until = 2026-06-19 }
    unknown field `days`, expected one of `name`, `from`, `until` | { name = "Summer sale", from = 2026-06-17, until = 2026-06-19 }
    this is not TOML: invalid date, expected day between 01 and 30 | correct the TOML here
    daocloud professional promises nothing during an escort | remove the escorts, or correct the contract
    "#);
    let next = format!("{sale}, {{ name = \"Move\", from = 2026-06-20, until = 2026-06-25 }}");
    assert!(
        read("directory.toml", &example(&next), &with_escorts()).is_ok(),
        "days that follow are free"
    );
}

#[test]
fn a_slip_is_pointed_at() {
    let text = example("{ name = \"Sale\", from = 2026-06-19, until = 2026-06-17 }");
    let line = 1 + text.lines().position(|line| line.starts_with("escorts")).unwrap();
    let told = read("directory.toml", &text, &with_escorts()).unwrap_err().render(false);
    assert!(told.contains(&format!("directory.toml:{line}:")), "{told}");
}
