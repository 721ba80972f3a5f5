//! What comes with the end and after it: codes, reopening and what continues instead, hand-overs,
//! and what is let go.

use chrono::TimeDelta;
use watchbell::domain::incident::{Fact, IncidentState, Outcome};
use watchbell::store::Partition;

use super::{code_in, payments_fail_and_are_taken};
use crate::kit::bot::{TestBot, minutes};
use crate::kit::posts::assert_says;
use crate::kit::{at, journeys};

journeys! {
    a_solution_may_say_how_it_solves,
    every_outcome_closes_with_its_reason_and_stops_every_clock,
    inside_the_window_the_incident_itself_is_opened_again,
    after_the_window_a_linked_incident_goes_on,
    a_level_1_is_handed_over_before_the_shift_ends,
    a_shift_that_ends_without_a_hand_over_is_told_to_the_duty_manager,
    after_two_years_only_figures_are_left,
}

async fn a_solution_may_say_how_it_solves(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    let asked = bot.says("zhang-qiang", "daocloud", "方案 #1 为 永久规避 每晚重启任务").await;
    assert_says(&asked, &["永久应对措施", "每晚重启任务"]);
    assert!(!asked.contains("为 永久规避"));
    let closed = bot.says("zhou-min", "daocloud", "同意关闭 #1").await;
    assert_says(&closed, &["永久应对措施"]);
    assert_says(
        &bot.says("wu-hao", "daocloud", "查看 #1").await,
        &["给出方案（永久应对措施）：每晚重启任务"],
    );
}

/// The outcome is the word people type.
async fn every_outcome_closes_with_its_reason_and_stops_every_clock(bot: &mut TestBot) {
    bot.lift_opening_limits().await;
    for (number, outcome) in (1..).zip(Outcome::ALL.iter().copied()) {
        bot.says("zhou-min", "daocloud", &format!("报障 三级 报表变慢 {number}")).await;
        bot.says("zhang-qiang", "daocloud", &format!("待客户 #{number} 日志")).await;
        let words = format!("close #{number} as {} agreed by phone", outcome.word());
        let question = bot.says("zhao-lei", "daocloud", &words).await;
        bot.says("zhao-lei", "daocloud", &format!("确认 {}", code_in(&question))).await;
        let end = bot.timeline(number).await.pop().unwrap();
        assert_eq!(end.fact, Fact::Closed { outcome, reason: "agreed by phone".to_owned() });
    }
    assert_eq!(
        bot.bot.actions.store.next_timer(&Partition::all().collect::<Vec<_>>()).await.unwrap(),
        None
    );
}

async fn inside_the_window_the_incident_itself_is_opened_again(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.says("zhang-qiang", "daocloud", "方案 #1 已重启支付").await;
    bot.says("zhou-min", "daocloud", "同意关闭 #1").await;
    bot.advance(TimeDelta::days(29)).await;
    assert_says(
        &bot.says("zhou-min", "daocloud", "重开 #1 又失败了").await,
        &["INC-1", "又失败了"],
    );
    assert_eq!(bot.incident(1).await.state, IncidentState::Open);
    bot.says("zhang-qiang", "daocloud", "认领 #1").await;
}

async fn after_the_window_a_linked_incident_goes_on(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.says("zhang-qiang", "daocloud", "方案 #1 已重启支付").await;
    bot.says("zhou-min", "daocloud", "同意关闭 #1").await;
    bot.advance(TimeDelta::days(30)).await;
    let receipt = bot.says("zhou-min", "daocloud", "重开 #1 又失败了").await;
    assert_says(&receipt, &["INC-2", "接续 INC-1", "支付全部失败"]);
    assert!(bot.incident(1).await.state.is_closed());
    let new = bot.incident(2).await;
    assert_eq!((new.state, new.rank, new.opened_at), (IncidentState::Open, 1, bot.now()));
    assert_says(&bot.says("wu-hao", "daocloud", "查看 #1").await, &["后续工单：INC-2"]);
    assert_says(&bot.says("wu-hao", "daocloud", "查看 #2").await, &["接续 INC-1", "又失败了"]);
    assert_says(
        &bot.says("wu-hao", "daocloud", "重开 #1 还是失败").await,
        &["INC-1", "INC-2", "补充 #2"],
    );
    bot.says("zhang-qiang", "daocloud", "认领 #2").await;
}

/// Zhang Qiang's week ends on Monday 16 March at 9:00; Sam Miller's begins after Chen Jing's.
async fn a_level_1_is_handed_over_before_the_shift_ends(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.advance_to(at("2026-03-16T00:31:00Z")).await;
    let asked =
        bot.posts_in("zhang-qiang").into_iter().find(|post| post.text.contains("交班")).unwrap();
    assert_eq!(asked.at, at("2026-03-16T00:30:00Z"));
    assert_says(&asked.text, &["INC-1", "交接 #1 @chen-jing", "陈静", "09:00"]);
    bot.whispers("zhang-qiang", "交接 #1 @chen-jing 切换进行到一半").await;
    bot.whispers("chen-jing", "认领 #1").await;
    bot.advance(minutes(60)).await;
    let missed = bot.instants_of(1, |fact| matches!(fact, Fact::HandoverMissed { .. })).await;
    assert!(missed.is_empty(), "{missed:?}");
}

async fn a_shift_that_ends_without_a_hand_over_is_told_to_the_duty_manager(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.advance_to(at("2026-03-16T01:00:00Z")).await;
    let told =
        bot.posts_in("zhao-lei").into_iter().rfind(|post| post.text.contains("无人接手")).unwrap();
    assert_eq!(told.at, at("2026-03-16T01:00:00Z"));
    assert_says(&told.text, &["INC-1", "张强", "指派 #1"]);
    assert!(
        bot.posts_in("daocloud").iter().all(|post| !post.text.contains("交班")),
        "inside alone"
    );
    bot.says("zhang-qiang", "daocloud", "定级 #1 三级 已有绕行办法").await;
}

async fn after_two_years_only_figures_are_left(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.says("wu-hao", "daocloud", "补充 #1 第二可用区也失败").await;
    bot.says("zhang-qiang", "daocloud", "方案 #1 已重启支付").await;
    bot.says("zhou-min", "daocloud", "同意关闭 #1").await;
    let before = bot.incident(1).await;
    bot.advance(TimeDelta::days(729)).await;
    bot.bot.engine.forget_due(bot.now()).await.unwrap();
    assert_eq!(bot.incident(1).await, before, "two years are not over yet");
    bot.advance(TimeDelta::days(2)).await;
    bot.bot.engine.forget_due(bot.now()).await.unwrap();
    let after = bot.incident(1).await;
    let kept = serde_json::to_string(&(&after, bot.timeline(1).await)).unwrap();
    for words in
        ["支付", "第二可用区", "重启", "周敏", "吴昊", "张强", "zhou-min", "wu-hao", "zhang-qiang"]
    {
        assert!(!kept.contains(words), "{words} is kept: {kept}");
    }
    assert_eq!(
        (after.number, after.severity, after.rank),
        (before.number, before.severity, before.rank)
    );
    assert_eq!(after.response.due_at(), before.response.due_at());
    assert!(matches!(after.state, IncidentState::Closed { outcome: Outcome::Agreed, .. }));
    let shown = bot.says("zhou-min", "daocloud", "查看 #1").await;
    assert_says(&shown, &["INC-1", "客户同意", "保留期限", "认领"]);
    let due = bot.bot.actions.store.due_to_anonymise(bot.now(), 10).await.unwrap();
    assert!(due.is_empty(), "it is reduced once");
    let audit = bot.bot.actions.store.audit(&[]).await.unwrap();
    assert_eq!(audit.findings, [], "the record stays whole without the texts");
}
