//! The golden targets and due times, through the plan files as they are shipped.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of a test binary are not seen as tests by the lint"
)]

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::Value;
use watchbell::domain::plan::{Every, Plan, Promise};
use watchbell::plans::Plans;

const TARGETS: &str = include_str!("fixtures/golden/targets.json");
const DUE: &str = include_str!("fixtures/golden/due.jsonl");

fn plans() -> Plans {
    Plans::load(None, None).expect("the shipped plans are sound")
}

fn texts(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .map(|items| items.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default()
}

fn alternatives<'t>(written: &'t str, all: &[&'t str]) -> Vec<&'t str> {
    if written == "*" { all.to_vec() } else { written.split('|').collect() }
}

fn promise_fits(promise: &Promise, row: &Value) -> bool {
    let fits_amount = |amount: &Value, unit: &Value, promise: &Promise| {
        promise.target().is_some_and(|target| {
            amount == target.amount.amount
                && unit == target.amount.unit.key()
                && row["coverage"] == target.coverage.as_str()
                && row
                    .get("needs")
                    .is_none_or(|needs| *needs == target.needs.clone().unwrap_or_default().en)
        })
    };
    let kind_fits = row["kind"] == promise.kind();
    kind_fits
        && match promise {
            Promise::Target(_) => fits_amount(&row["amount"], &row["unit"], promise),
            Promise::BestEffort { coverage } => row["coverage"] == coverage.as_str(),
            Promise::Periodic { every: Every::Month } => row["every"] == "month",
            Promise::Periodic { every: Every::Agreed } => row["every"] == "agreed",
            Promise::Contract { coverages } => {
                let joined: Vec<_> =
                    coverages.iter().map(watchbell::ids::CoverageId::as_str).collect();
                row["coverage"] == format!("contract: {}", joined.join(" | "))
            }
            Promise::None | Promise::NotOffered => true,
        }
}

fn ids<T>(items: &[T], id: impl Fn(&T) -> &str) -> Vec<&str> {
    items.iter().map(id).collect()
}

fn check_row(plan: &Plan, row: &Value) {
    let (tiers, channels, severities) = (
        ids(&plan.tiers, |tier| tier.id.as_str()),
        ids(&plan.channels, |channel| channel.id.as_str()),
        ids(&plan.severities, |severity| severity.id.as_str()),
    );
    let mut checked = 0;
    for tier in alternatives(row["tier"].as_str().unwrap(), &tiers) {
        for channel in alternatives(row["channel"].as_str().unwrap(), &channels) {
            for severity in alternatives(row["severity"].as_str().unwrap(), &severities) {
                let cell = plan.cell(tier, channel, severity);
                let cell = cell.unwrap_or_else(|| panic!("{tier} {channel} {severity} of {row}"));
                assert!(promise_fits(&cell.promise, row), "{}: {cell:?}\nis not {row}", plan.id);
                if let Some(quota) = row.get("quota_per_month") {
                    let included =
                        plan.express.as_ref().map(|express| express.included_in(&tier.into()));
                    assert_eq!(included.map(Value::from).as_ref(), Some(quota), "{row}");
                }
                checked += 1;
            }
        }
    }
    assert!(checked > 0, "{row}");
}

#[test]
fn every_golden_target_is_what_the_plan_file_yields() {
    let golden: Value = serde_json::from_str(TARGETS).unwrap();
    let plans = plans();
    for (id, expected) in golden["plans"].as_object().unwrap() {
        let plan = plans.plan(id).unwrap_or_else(|| panic!("no plan {id}"));
        assert_eq!(ids(&plan.tiers, |tier| tier.id.as_str()), texts(&expected["tiers"]), "{id}");
        for row in expected["rows"].as_array().unwrap() {
            check_row(plan, row);
        }
    }
}

#[test]
fn every_golden_ladder_is_offered_in_its_order() {
    let golden: Value = serde_json::from_str(TARGETS).unwrap();
    let plans = plans();
    for (id, tier, channel) in [
        ("daocloud", "professional", "im"),
        ("isoftstone", "vip", "im"),
        ("huaweicloud", "enterprise", "im"),
        ("zitadel", "dedicated", "im"),
        ("alibabacloud", "premier", "im"),
    ] {
        let offered = plans.plan(id).unwrap().severities_on(&tier.into(), &channel.into());
        let expected = &golden["plans"][id]["severities"];
        let expected = if expected.is_array() { expected } else { &expected[channel] };
        let offered: Vec<_> = offered.into_iter().map(|severity| severity.id.as_str()).collect();
        assert_eq!(offered, texts(expected), "{id}");
    }
}

#[test]
fn every_golden_due_time_comes_out_to_the_second() {
    let plans = plans();
    let mut checked = 0;
    for line in DUE.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| case[key].as_str().unwrap();
        let plan = plans.plan(text("plan")).unwrap();
        let promise = &plan.cell(text("tier"), text("channel"), text("severity")).unwrap().promise;
        checked += 1;
        let Some(target) = promise.target() else {
            assert_eq!(case["due_at"], Value::Null, "{line}");
            assert_eq!(case["kind"], promise.kind(), "{line}");
            continue;
        };
        let zone: Tz = text("customer_tz").parse().unwrap();
        let calendar = plans.calendar(plan, &target.coverage, zone).unwrap();
        let opened: DateTime<Utc> = text("opened_at").parse().unwrap();
        let due = calendar.due_at(opened, target.seconds);
        assert_eq!(due.at, text("due_at").parse::<DateTime<Utc>>().unwrap(), "{line}");
        assert!(!due.provisional, "{line}");
        assert_eq!(case["target_seconds"], target.seconds, "{line}");
        assert_eq!(case["coverage"], target.coverage.as_str(), "{line}");
    }
    assert_eq!(checked, 150);
}
