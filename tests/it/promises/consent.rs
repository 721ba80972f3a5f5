//! Promise 15: nothing closes without consent, a rule of the plan whose window has passed, or an
//! act of the duty manager with a reason.

use chrono::TimeDelta;
use watchbell::domain::directory::Side;
use watchbell::domain::incident::{Actor, Fact, IncidentState};

use super::random_life::Life;
use crate::kit::bot::TestBot;
use crate::kit::journeys;

journeys! {
    where_no_plan_has_a_rule_a_solution_without_an_answer_stays_open_for_ever,
    every_closing_of_a_random_life_has_its_consent,
}

async fn where_no_plan_has_a_rule_a_solution_without_an_answer_stays_open_for_ever(
    bot: &mut TestBot,
) {
    bot.says("mo-lin", "mill", "报障 支付全部失败").await;
    bot.says("zhang-qiang", "mill", "方案 #1 已重启支付").await;
    bot.advance(TimeDelta::days(90)).await;
    assert!(matches!(bot.incident(1).await.state, IncidentState::Resolved { .. }));
}

async fn every_closing_of_a_random_life_has_its_consent(bot: &mut TestBot) {
    let mut life = Life::from_seed(15);
    life.go_on(bot, 100).await;
    let mut closings = 0;
    for number in 1..=life.opened() {
        let timeline = bot.timeline(number).await;
        for pair in timeline.windows(2) {
            if matches!(pair[1].fact, Fact::Closed { .. }) {
                closings += 1;
                assert!(matches!(pair[0].fact, Fact::Confirmed), "{pair:#?}");
                assert!(
                    matches!(pair[0].actor, Actor::Person { side: Side::Customer, .. }),
                    "{pair:#?}"
                );
            }
        }
    }
    assert!(closings > 0, "something was closed");
}
