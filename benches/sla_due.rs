//! How many due times one core computes a second, on the mix of the golden cases, and that the
//! length of a target does not matter.
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that cannot read its input has nothing to measure"
)]

use std::hint::black_box;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use serde_json::Value;
use watchbell::domain::calendar::CoverageCalendar;
use watchbell::plans::Plans;

const GOLDEN: &str = include_str!("../tests/fixtures/golden/due.jsonl");

struct Case {
    plan: String,
    tier: String,
    channel: String,
    severity: String,
    zone: Tz,
    opened: DateTime<Utc>,
}

fn cases() -> Vec<Case> {
    let lines = GOLDEN.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let case = |line: Value| {
        let text = |key: &str| line[key].as_str().unwrap().to_owned();
        Case {
            plan: text("plan"),
            tier: text("tier"),
            channel: text("channel"),
            severity: text("severity"),
            zone: text("customer_tz").parse().unwrap(),
            opened: text("opened_at").parse().unwrap(),
        }
    };
    lines.map(case).collect()
}

/// From names to the due instant, as the bot asks.
fn look_up_and_compute(plans: &Plans, case: &Case) -> Option<DateTime<Utc>> {
    let plan = plans.plan(&case.plan)?;
    let target = plan.cell(&case.tier, &case.channel, &case.severity)?.promise.target()?;
    let calendar = plans.calendar(plan, &target.coverage, case.zone)?;
    Some(calendar.due_at(case.opened, target.seconds).at)
}

fn prepared(plans: &Plans, cases: &[Case]) -> Vec<(CoverageCalendar, DateTime<Utc>, i64)> {
    let prepare = |case: &Case| {
        let plan = plans.plan(&case.plan)?;
        let target = plan.cell(&case.tier, &case.channel, &case.severity)?.promise.target()?;
        Some((plans.calendar(plan, &target.coverage, case.zone)?, case.opened, target.seconds))
    };
    cases.iter().filter_map(prepare).collect()
}

fn golden_mix(criterion: &mut Criterion) {
    let (plans, cases) = (Plans::load(None, None).unwrap(), cases());
    let prepared = prepared(&plans, &cases);
    let mut group = criterion.benchmark_group("golden mix");
    group.throughput(Throughput::Elements(cases.len() as u64));
    group.bench_function("from names", |bencher| {
        bencher.iter(|| {
            for case in &cases {
                black_box(look_up_and_compute(&plans, black_box(case)));
            }
        });
    });
    group.throughput(Throughput::Elements(prepared.len() as u64));
    group.bench_function("due_at", |bencher| {
        bencher.iter(|| {
            for (calendar, opened, seconds) in &prepared {
                black_box(calendar.due_at(black_box(*opened), *seconds));
            }
        });
    });
    group.finish();
}

fn length_of_target(criterion: &mut Criterion) {
    let plans = Plans::load(None, None).unwrap();
    let plan = plans.plan("daocloud").unwrap();
    let calendar = plans.calendar(plan, &"cn_5x8".into(), chrono_tz::Asia::Shanghai).unwrap();
    let opened = "2026-02-13T08:00:00Z".parse().unwrap();
    let mut group = criterion.benchmark_group("business days");
    for days in [1_i64, 10, 100, 1_000, 10_000, 100_000] {
        group.bench_with_input(BenchmarkId::from_parameter(days), &days, |bencher, days| {
            bencher.iter(|| calendar.due_at(black_box(opened), days * 9 * 3600));
        });
    }
    group.finish();
}

criterion_group!(benches, golden_mix, length_of_target);
criterion_main!(benches);
