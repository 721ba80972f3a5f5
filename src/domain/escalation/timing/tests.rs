use super::*;
use crate::domain::escalation::kit::{at, policy};

const T0: &str = "2026-05-04T10:00Z";

fn promised(minutes: i64) -> ResponseWindow {
    ResponseWindow { starts_at: at(T0), due_at: at(T0) + TimeDelta::minutes(minutes) }
}

/// Seconds from the start of paging to each step of a cycle.
fn seconds(plan: &EscalationPlan<'_>, cycle: u32) -> Vec<i64> {
    (0..plan.steps()).map(|step| (plan.step_due_at(cycle, step) - at(T0)).num_seconds()).collect()
}

#[test]
fn warnings_of_a_ten_minute_target_go_at_minutes_four_seven_and_nine() {
    let policy = policy("40% person:ada; 70% person:bo; 90% duty_manager", "1m");
    let plan = EscalationPlan::new(&policy, at(T0), Some(promised(10)), PagingHours::always());
    assert_eq!(seconds(&plan, 0), [4 * 60, 7 * 60, 9 * 60]);
    // The first step leaves again a minute after the last.
    assert_eq!(seconds(&plan, 1), [10 * 60, 13 * 60, 15 * 60]);
}

#[test]
fn fifty_repeats_leave_every_step_where_arithmetic_puts_it() {
    let policy = policy("0m person:ada; 33% person:bo; 5m duty_manager", "7m");
    let plan = EscalationPlan::new(&policy, at(T0), Some(promised(10)), PagingHours::always());
    for cycle in 0..=50 {
        let begins = i64::from(cycle) * (5 + 7) * 60;
        assert_eq!(seconds(&plan, cycle), [begins, begins + 198, begins + 300], "cycle {cycle}");
    }
}

#[test]
fn waits_add_up_to_the_due_instants() {
    let policy = policy("1m person:ada; 33% person:bo; 67% duty_manager", "20%");
    let window =
        ResponseWindow { due_at: promised(11).due_at + TimeDelta::milliseconds(7), ..promised(11) };
    let plan = EscalationPlan::new(&policy, at(T0), Some(window), PagingHours::always());
    let (mut position, mut due_at) = (Position::FIRST, plan.step_due_at(0, 0));
    for _ in 0..150 {
        assert_eq!(due_at, plan.step_due_at(position.cycle, position.step));
        due_at += plan.wait_after(position);
        let next = plan.following(position);
        assert_eq!(plan.wait_before(next.step), plan.wait_after(position));
        position = next;
    }
    assert_eq!(position, Position { cycle: 50, step: 0 });
}

#[test]
fn what_is_shared_out_depends_on_what_is_left_of_the_promise() {
    let policy = policy("0% person:ada; 50% person:bo", "5m");
    let past = |starts: i64, due: i64| {
        let moved = |minutes| at(T0) + TimeDelta::minutes(minutes);
        Some(ResponseWindow { starts_at: moved(starts), due_at: moved(due) })
    };
    for (response, half) in [
        (Some(promised(10)), 5 * 60),
        // Four of ten minutes are gone when paging starts.
        (past(-4, 6), 3 * 60),
        // The promise is broken already: its whole length is shared out again.
        (past(-60, -50), 5 * 60),
        (past(-10, 0), 5 * 60),
        // Nothing was promised, or a promise without length.
        (None, 15 * 60),
        (past(-5, -5), 15 * 60),
    ] {
        let plan = EscalationPlan::new(&policy, at(T0), response, PagingHours::always());
        assert_eq!(seconds(&plan, 0), [0, half], "{response:?}");
    }
}

#[test]
fn a_step_never_leaves_before_the_one_before_it() {
    let policy = policy("10m person:ada; 40% person:bo; 12m person:cy", "5m");
    let plan = EscalationPlan::new(&policy, at(T0), Some(promised(10)), PagingHours::always());
    assert_eq!(seconds(&plan, 0), [600, 600, 720]);
}

#[test]
fn cycles_are_a_minute_apart_even_if_the_shares_come_to_nothing() {
    let policy = policy("0% person:ada; 50% person:bo", "10%");
    let nearly_over = ResponseWindow { due_at: at(T0) + TimeDelta::seconds(2), ..promised(0) };
    let plan = EscalationPlan::new(&policy, at(T0), Some(nearly_over), PagingHours::always());
    assert_eq!(seconds(&plan, 0), [0, 1]);
    assert_eq!(seconds(&plan, 1), [61, 62]);
}

#[test]
fn a_policy_that_goes_on_past_the_calendar_stays_at_its_end() {
    let policy = policy("0m person:ada", "1193046h");
    let plan = EscalationPlan::new(&policy, at(T0), None, PagingHours::always());
    assert_eq!(plan.step_due_at(u32::MAX, 0), DateTime::<Utc>::MAX_UTC);
}
