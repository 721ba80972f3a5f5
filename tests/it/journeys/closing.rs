//! How it ends: by consent, by the duty manager with a reason; and how it comes back.

use watchbell::domain::incident::{Fact, IncidentState, Outcome};

use super::{code_in, payments_fail_and_are_taken};
use crate::kit::bot::{TestBot, minutes};
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    the_duty_manager_closes_with_a_reason_and_a_yes,
    nobody_else_closes_for_the_customer,
    a_rejected_solution_goes_back_to_its_owner,
    a_closed_incident_is_opened_again_and_pages_anew,
    a_solution_is_needed_before_consent,
}

async fn the_duty_manager_closes_with_a_reason_and_a_yes(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    let question =
        bot.says("zhao-lei", "daocloud", "代客户关闭 #1 为 取消 客户电话确认不再需要").await;
    assert_says(&question, &["INC-1", "客户取消"]);
    assert!(!bot.incident(1).await.state.is_closed());
    let closing = bot.says("zhao-lei", "daocloud", &format!("确认 {}", code_in(&question))).await;
    assert_says(&closing, &["INC-1", "客户取消"]);
    assert!(matches!(
        bot.incident(1).await.state,
        IncidentState::Closed { outcome: Outcome::Cancelled, .. }
    ));
    let last = bot.timeline(1).await.pop().unwrap();
    assert!(matches!(last.fact, Fact::Closed { reason, .. } if reason.contains("客户电话确认")));
    assert_eq!(last.actor.name(), "赵磊（虚构）");
}

async fn nobody_else_closes_for_the_customer(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    for who in ["zhou-min", "zhang-qiang", "li-na"] {
        let answer = bot.says(who, "daocloud", "代客户关闭 #1 为 同意 好了").await;
        assert_says(&answer, &["权限", "赵磊"]);
    }
    let answer = bot.says("zhao-lei", "daocloud", "代客户关闭 #1 为 同意").await;
    assert_says(&answer, &["原因"]);
    assert!(!bot.incident(1).await.state.is_closed());
}

async fn a_rejected_solution_goes_back_to_its_owner(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.says("zhang-qiang", "daocloud", "方案 #1 已重启支付").await;
    assert_eq!(bot.incident(1).await.updates.next_at, None, "no news while the customer decides");
    bot.advance(minutes(5)).await;
    bot.says("wu-hao", "daocloud", "未解决 #1 仍有三成失败").await;
    assert_says(&bot.last_in("zhang-qiang").text, &["INC-1", "仍有三成失败"]);
    let incident = bot.incident(1).await;
    assert_eq!(incident.owner, Some("zhang-qiang".into()));
    assert_eq!(incident.updates.next_at, Some(bot.now() + minutes(60)));
}

async fn a_closed_incident_is_opened_again_and_pages_anew(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.says("zhang-qiang", "daocloud", "方案 #1 已重启支付").await;
    bot.says("zhou-min", "daocloud", "同意关闭 #1").await;
    bot.advance(minutes(30)).await;
    let missing = bot.says("zhou-min", "daocloud", "重开").await;
    assert_says(&missing, &["编号"]);
    let answer = bot.says("zhou-min", "daocloud", "重开 #1 又失败了").await;
    assert_says(&answer, &["INC-1", "又失败了"]);
    assert_eq!(bot.pages_to("zhang-qiang").last().unwrap().at, bot.now());
    assert_eq!(bot.incident(1).await.owner, None);
    bot.advance(minutes(4)).await;
    assert_eq!(bot.pages_to("chen-jing").len(), 1, "the policy runs as if it were new");
}

async fn a_solution_is_needed_before_consent(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    let answer = bot.says("zhou-min", "daocloud", "同意关闭 #1").await;
    assert_says(&answer, &["INC-1", "还没有给出方案"]);
    assert!(!bot.incident(1).await.state.is_closed());
}
