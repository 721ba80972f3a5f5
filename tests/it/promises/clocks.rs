//! Promises 5 and 6: one deadline, wherever it is looked at.

use chrono::{DateTime, Utc};
use watchbell::domain::incident::{Clocks, Fact};

use super::random_life::Life;
use crate::kit::bot::{TestBot, minutes};
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    the_deadline_shown_stored_and_enforced_is_one_value,
    an_answer_before_the_deadline_is_in_time_and_at_it_too_late,
    every_clock_of_a_random_life_follows_from_its_timeline,
}

/// Group, customer, words, and the zone's hours from UTC in March before summer time.
const OPENINGS: [(&str, &str, &str, i64); 5] = [
    ("daocloud", "zhou-min", "报障 二级 支付变慢", 8),
    ("isoftstone", "zheng-yu", "报障 生产系统不可用 报表打不开", 8),
    ("huaweicloud", "chu-tian", "open L2 orders are slow", 8),
    ("zitadel", "urs-muster", "open sev2 logins are slow", 1),
    ("alibabacloud", "shen-yi", "报障 一般问题 首页变慢", 8),
];

async fn the_deadline_shown_stored_and_enforced_is_one_value(bot: &mut TestBot) {
    let mut stored = Vec::new();
    for (number, (group, customer, words, hours)) in (1..).zip(OPENINGS) {
        let receipt = bot.says(customer, group, words).await;
        let due = bot.incident(number).await.response.due_at().unwrap();
        assert_says(&receipt, &[&wall_clock(due, hours)]);
        assert_says(
            &bot.says(customer, group, &format!("why #{number}")).await,
            &[&wall_clock(due, hours)],
        );
        stored.push(due);
    }
    bot.advance(minutes(125)).await;
    for (number, due) in (1..).zip(stored) {
        let missed =
            bot.instants_of(number, |fact| matches!(fact, Fact::ResponseMissed { .. })).await;
        assert_eq!(missed, [due], "INC-{number}");
    }
}

async fn an_answer_before_the_deadline_is_in_time_and_at_it_too_late(bot: &mut TestBot) {
    let (group, customer, ..) = OPENINGS[0];
    for number in [1, 2] {
        bot.says(customer, group, &format!("报障 一级 支付失败 {number}")).await;
    }
    let due = bot.incident(1).await.response.due_at().unwrap();
    bot.advance_to(due - chrono::TimeDelta::milliseconds(1)).await;
    bot.says("zhang-qiang", group, "认领 #1").await;
    bot.advance_to(due).await;
    bot.says("zhang-qiang", group, "认领 #2").await;
    let is_missed = |fact: &Fact| matches!(fact, Fact::ResponseMissed { .. });
    assert!(bot.instants_of(1, is_missed).await.is_empty());
    assert_eq!(bot.instants_of(2, is_missed).await, [due]);
}

async fn every_clock_of_a_random_life_follows_from_its_timeline(bot: &mut TestBot) {
    let mut life = Life::from_seed(5);
    life.go_on(bot, 60).await;
    let actions = &bot.bot.actions;
    for number in 1..=life.opened() {
        let incident = bot.incident(number).await;
        let terms = actions.entitlement_on(&actions.store.directory(), &incident.contract_ref);
        let timeline = bot.timeline(number).await;
        let rebuilt = Clocks::rebuilt(&timeline, terms.as_deref());
        assert_eq!(rebuilt, Some(Clocks::of(&incident, terms.as_deref())), "INC-{number}");
        assert!(Clocks::agree(&incident, &timeline, terms.as_deref()), "INC-{number}");
    }
}

fn wall_clock(at: DateTime<Utc>, hours: i64) -> String {
    (at + chrono::TimeDelta::hours(hours)).format("%H:%M").to_string()
}
