use std::iter::successors;

use chrono_tz::Tz;
use proptest::prelude::*;

use super::*;
use crate::domain::escalation::kit::{NOBODY, at, daily, layer, policy, rotation};
use crate::domain::escalation::paging_hours::PagingHours;
use crate::domain::escalation::policy::EscalationPolicy;
use crate::domain::escalation::target::Duty;

const T0: &str = "2026-05-04T10:00Z";

fn mona() -> Duty {
    Duty::Person("mona".into())
}

fn plan(policy: &EscalationPolicy) -> EscalationPlan<'_> {
    EscalationPlan::new(policy, at(T0), None, PagingHours::always())
}

impl EscalationPlan<'_> {
    /// What happens if nobody acts: each due step with its instant, without end, by the overrides
    /// and duties known now.
    fn forecast<'a>(
        &'a self,
        from: PendingStep,
        context: &'a Context<'a>,
    ) -> impl Iterator<Item = (DateTime<Utc>, DueSteps)> + 'a {
        let fire_on_time = |pending: PendingStep| {
            (pending.due_at, self.fire_due_steps(pending, context, pending.due_at))
        };
        successors(Some(fire_on_time(from)), move |(_, due_steps)| {
            Some(fire_on_time(due_steps.next))
        })
    }
}

/// One line for each of the first departures: minute, people, what was unfilled and who was told.
fn story(policy: &EscalationPolicy, context: &Context<'_>, departures: usize) -> String {
    let plan = plan(policy);
    let lines =
        plan.forecast(plan.first(), context).take(departures).map(|(now, each)| told(now, &each));
    lines.collect::<Vec<_>>().join("\n")
}

fn told(now: DateTime<Utc>, due_steps: &DueSteps) -> String {
    let minute = (now - at(T0)).num_minutes();
    let pages = due_steps.pages.iter().map(|(person, why)| match why.capacity {
        Capacity::PolicyFallback => format!("{person} as fallback"),
        _ => format!("{person} {}/{}#{}", why.step, why.of, why.attempt),
    });
    let unfilled = due_steps
        .unfilled
        .iter()
        .map(|(position, target)| format!("{}:{target}", position.step + 1));
    let told = due_steps.tell.as_ref().map(|person| format!("; tell {person} of "));
    let unfilled = unfilled.collect::<Vec<_>>().join(" ");
    format!(
        "{minute}: {}{}{unfilled}",
        pages.collect::<Vec<_>>().join(", "),
        told.unwrap_or_default()
    )
}

#[test]
fn a_used_up_policy_starts_again_at_the_duty_manager() {
    let policy = policy("0m person:ada; 5m person:bo", "10m");
    let context = Context { duty_manager: Some(&mona()), ..NOBODY };
    insta::assert_snapshot!(story(&policy, &context, 5), @"
    0: ada 1/2#1
    5: bo 2/2#1
    15: mona 1/2#2, ada 1/2#2
    20: bo 2/2#2
    30: mona 1/2#3, ada 1/2#3
    ");
}

#[test]
fn below_the_most_urgent_level_the_pauses_grow_up_to_two_hours() {
    let policy = policy("0m person:ada; 5m person:bo", "10m");
    let plan = plan(&policy).slowing_down(true);
    let minutes: Vec<i64> = plan
        .forecast(plan.first(), &NOBODY)
        .filter(|(_, steps)| steps.pages.iter().any(|(person, _)| person.as_str() == "ada"))
        .map(|(now, _)| (now - at(T0)).num_minutes())
        .take(8)
        .collect();
    assert_eq!(minutes, [0, 15, 40, 85, 170, 295, 420, 545]);
    let weekend = plan.forecast(plan.first(), &NOBODY);
    let weekend = weekend.take_while(|(now, _)| *now < at(T0) + TimeDelta::hours(63)).count();
    assert_eq!(weekend, 66, "two people once in 125 minutes");
    // After an outage of a day everybody is paged once, and the chain goes on.
    let late = plan.fire_due_steps(plan.first(), &NOBODY, at(T0) + TimeDelta::hours(24));
    assert_eq!(late.pages.len(), 2);
    assert!(late.next.due_at > at(T0) + TimeDelta::hours(24));
}

#[test]
fn an_empty_step_costs_nothing_and_is_told() {
    let policy = policy("0m person:ada; 5m oncall:nobody; 10m person:bo; 15m person:cy", "5m");
    let context = Context { duty_manager: Some(&mona()), ..NOBODY };
    insta::assert_snapshot!(story(&policy, &context, 4), @"
    0: ada 1/4#1
    5: bo 3/4#1; tell mona of 2:oncall:nobody
    10: cy 4/4#1
    15: mona 1/4#2, ada 1/4#2
    ");
}

#[test]
fn an_empty_last_step_starts_the_next_cycle_at_once() {
    let policy = policy("0m person:ada; 5m oncall:nobody", "10m");
    let context = Context { duty_manager: Some(&mona()), ..NOBODY };
    insta::assert_snapshot!(story(&policy, &context, 3), @"
    0: ada 1/2#1
    5: mona 1/2#2, ada 1/2#2; tell mona of 2:oncall:nobody
    10: mona 1/2#3, ada 1/2#3; tell mona of 2:oncall:nobody
    ");
}

#[test]
fn an_empty_target_beside_a_filled_one_is_told_but_saves_no_time() {
    let policy = policy("0m person:ada oncall:nobody; 5m person:bo", "10m");
    insta::assert_snapshot!(story(&policy, &NOBODY, 2), @"
    0: ada 1/2#1; tell dora of 1:oncall:nobody
    5: bo 2/2#1
    ");
}

#[test]
fn a_policy_that_finds_nobody_pages_the_fallback_again_and_again() {
    let policy = policy("0m oncall:nobody; 5m tam", "10m");
    insta::assert_snapshot!(story(&policy, &NOBODY, 3), @"
    0: dora as fallback; tell dora of 1:oncall:nobody 2:tam
    10: dora as fallback; tell dora of 1:duty_manager 1:oncall:nobody 2:tam
    20: dora as fallback; tell dora of 1:duty_manager 1:oncall:nobody 2:tam
    ");
}

#[test]
fn a_policy_without_steps_pages_the_fallback() {
    let policy = EscalationPolicy { steps: Vec::new(), ..policy("0m tam", "10m") };
    insta::assert_snapshot!(story(&policy, &NOBODY, 2), @"
    0: dora as fallback
    10: dora as fallback
    ");
}

#[test]
fn the_one_working_step_of_a_hurried_policy_is_paged_once_a_minute() {
    let policy = policy("0s oncall:nobody; 2s person:ada; 2s tam; 3s tam", "1m");
    insta::assert_snapshot!(story(&policy, &NOBODY, 4), @"
    0: ada 2/4#1; tell dora of 1:oncall:nobody 3:tam
    1: ada 2/4#2; tell dora of 1:duty_manager 1:oncall:nobody 3:tam
    2: ada 2/4#3; tell dora of 1:duty_manager 1:oncall:nobody 3:tam
    3: ada 2/4#4; tell dora of 1:duty_manager 1:oncall:nobody 3:tam
    ");
}

#[test]
fn overdue_steps_leave_together_and_the_chain_goes_on_at_its_old_instants() {
    let policy = policy("0m person:ada; 5m person:bo; 10m person:cy", "5m");
    let plan = plan(&policy);
    for (minute, expected, next) in [
        (0, "0: ada 1/3#1", 5),
        (4, "4: ada 1/3#1", 5),
        (5, "5: bo 2/3#1, ada 1/3#1", 10),
        (59, "59: cy 3/3#4, bo 2/3#4, ada 1/3#4", 60),
    ] {
        let now = at(T0) + TimeDelta::minutes(minute);
        let due_steps = plan.fire_due_steps(plan.first(), &NOBODY, now);
        let pages = told(now, &due_steps);
        assert_eq!(pages.split("; tell").next(), Some(expected));
        assert_eq!(due_steps.next.due_at, at(T0) + TimeDelta::minutes(next));
    }
}

#[test]
fn fifty_repeats_with_late_wakings_do_not_drift() {
    let policy = policy("0m person:ada; 5m person:bo; 7m person:cy", "4m");
    let plan = plan(&policy);
    let mut pending = plan.first();
    let in_order = (0..50).flat_map(|cycle| (0..3).map(move |step| Position { cycle, step }));
    for (due_steps, position) in (0..).zip(in_order) {
        assert_eq!(pending.position, position);
        assert_eq!(pending.due_at, plan.step_due_at(position.cycle, position.step));
        let late = TimeDelta::milliseconds(due_steps * 113 % 1000);
        pending = plan.fire_due_steps(pending, &NOBODY, pending.due_at + late).next;
    }
    assert_eq!(pending.due_at, at(T0) + TimeDelta::minutes(50 * 11));
}

#[test]
fn whoever_is_on_call_when_the_step_leaves_is_paged() {
    let policy = policy("0m oncall:primary", "30m");
    let rotations = [rotation(Tz::UTC, vec![layer("ada bo", daily("10:30"), "2026-05-03")])];
    let context = Context { rotations: &rotations, ..NOBODY };
    insta::assert_snapshot!(story(&policy, &context, 2), @"
    0: ada 1/1#1
    30: bo 1/1#2; tell dora of 1:duty_manager
    ");
}

prop_compose! {
    fn policies()(
        steps in prop::collection::vec((0..400u32, prop::sample::select(vec!["person:ada", "tam", "tam person:bo"])), 1..5),
        shares in any::<bool>(),
        repeat in 1..900u32,
    ) -> EscalationPolicy {
        let unit = |n: u32| if shares { format!("{}%", n % 101) } else { format!("{n}s") };
        let steps: Vec<_> = steps.into_iter().map(|(after, targets)| format!("{} {targets}", unit(after))).collect();
        policy(&steps.join(";"), &format!("{repeat}s"))
    }
}

proptest! {
    #[test]
    fn paging_never_ends_never_rushes_and_never_looks_back(
        policy in policies(),
        lateness in prop::collection::vec(0..2000i64, 1..20),
    ) {
        let plan = plan(&policy);
        let mut pending = plan.first();
        let mut silent = 0;
        for late in lateness {
            let now = pending.due_at + TimeDelta::seconds(late);
            let due_steps = plan.fire_due_steps(pending, &NOBODY, now);
            prop_assert!(due_steps.next.due_at > now);
            prop_assert!(due_steps.next.position > pending.position);
            prop_assert!(due_steps.next.due_at - now <= plan.cycle_length());
            prop_assert_eq!(due_steps.unfilled.is_empty(), due_steps.tell.is_none());
            silent = if due_steps.pages.is_empty() { silent + 1 } else { 0 };
            prop_assert!(silent < 2, "two silent departures in a row");
            pending = due_steps.next;
        }
    }

    #[test]
    fn no_minute_sees_more_pages_than_the_policy_has_steps(policy in policies()) {
        let plan = plan(&policy);
        let mut pending = plan.first();
        let mut paged_at = Vec::new();
        while paged_at.len() < 40 {
            let due_steps = plan.fire_due_steps(pending, &NOBODY, pending.due_at);
            if !due_steps.pages.is_empty() {
                paged_at.push(pending.due_at);
            }
            pending = due_steps.next;
        }
        let minute_of = |from: &DateTime<Utc>| {
            paged_at.iter().filter(|page| *page >= from && **page < *from + TimeDelta::minutes(1)).count()
        };
        prop_assert!(paged_at.iter().map(minute_of).all(|pages| pages <= policy.steps.len()));
    }
}
