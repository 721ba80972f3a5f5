//! What the customer is asked and does not answer: reminders in working hours, and the end that was
//! announced.

use chrono::{DateTime, TimeDelta, Utc};
use watchbell::domain::incident::{Actor, Fact, IncidentState, Outcome};

use super::{payments_fail, payments_fail_and_are_taken};
use crate::kit::bot::{TestBot, minutes, tuesday};
use crate::kit::posts::assert_says;
use crate::kit::{at, journeys};

journeys! {
    a_solution_without_an_answer_is_transferred_to_the_customer,
    information_that_never_comes_cancels_after_7_days_at_level_3_and_14_at_level_4,
    a_word_of_the_customer_ends_the_waiting,
    a_time_given_by_hand_lengthens_the_wait_and_never_shortens_it,
    level_1_is_asked_about_and_never_parked,
    a_rise_to_level_1_ends_the_waiting,
    what_is_solved_or_closed_waits_for_nobody,
    staff_go_on_without_the_answer,
    after_an_outage_of_weeks_the_customer_is_reminded_before_anything_is_closed,
    windows_are_told_by_show_why_and_board,
}

/// Level 3 in the `DaoCloud` group, taken by the engineer on call. The journeys begin on Tuesday 10
/// March, 16:30.
async fn reports_are_slow(bot: &TestBot, level: &str) {
    bot.says("zhou-min", "daocloud", &format!("报障 {level} 报表变慢")).await;
    bot.says("zhang-qiang", "daocloud", "认领 #1").await;
}

async fn reminders(bot: &TestBot) -> Vec<DateTime<Utc>> {
    bot.instants_of(1, |fact| matches!(fact, Fact::AnswerReminded { .. })).await
}

/// How and when the bot closed it.
async fn closed_by_bot(bot: &TestBot) -> Option<(Outcome, DateTime<Utc>)> {
    match bot.incident(1).await.state {
        IncidentState::Closed { outcome, by: Actor::Bot, at } => Some((outcome, at)),
        _ => None,
    }
}

async fn a_solution_without_an_answer_is_transferred_to_the_customer(bot: &mut TestBot) {
    reports_are_slow(bot, "三级").await;
    let asked = bot.says("zhang-qiang", "daocloud", "方案 #1 已重建索引").await;
    // Five working days of nine hours after Tuesday 16:30.
    assert_says(
        &asked,
        &["3月17日 16:30", "已转移给客户", "3月12日 16:30", "3月16日 16:30", "同意关闭 #1"],
    );
    let closes_at = at("2026-03-17T08:30:00Z");
    bot.advance_to(closes_at - TimeDelta::seconds(1)).await;
    assert_eq!(reminders(bot).await, [at("2026-03-12T08:30:00Z"), at("2026-03-16T08:30:00Z")]);
    assert_says(
        &bot.last_in("daocloud").text,
        &["INC-1", "等待您的答复", "同意关闭 #1", "3月17日 16:30"],
    );
    assert_eq!(closed_by_bot(bot).await, None);
    bot.advance(minutes(1)).await;
    assert_eq!(closed_by_bot(bot).await, Some((Outcome::Transferred, closes_at)));
    let said = bot.last_in("daocloud").text;
    assert_says(&said, &["INC-1", "已转移给客户", "没有答复", "重开 #1", "4月16日 16:30"]);
    bot.advance(TimeDelta::days(20)).await;
    assert_eq!(bot.last_in("daocloud").at, closes_at, "a closed incident is quiet");
}

async fn information_that_never_comes_cancels_after_7_days_at_level_3_and_14_at_level_4(
    bot: &mut TestBot,
) {
    bot.says("zhou-min", "daocloud", "报障 三级 报表变慢").await;
    bot.says("zhou-min", "daocloud", "报障 四级 如何配置报表").await;
    let asked = bot.says("zhang-qiang", "daocloud", "待客户 #1 昨晚的慢查询日志").await;
    assert_says(
        &asked,
        &["INC-1", "昨晚的慢查询日志", "3月17日 16:30", "客户取消", "补充 #1", "暂停"],
    );
    let asked = bot.says("zhang-qiang", "daocloud", "挂起 #2 版本号").await;
    assert_says(&asked, &["INC-2", "版本号", "3月24日 16:30"]);
    for number in [1, 2] {
        let incident = bot.incident(number).await;
        assert_eq!(
            incident.response.given.map(|given| given.at),
            Some(tuesday()),
            "asking is a response"
        );
    }
    bot.advance(TimeDelta::days(15)).await;
    for (number, days) in [(1, 7), (2, 14)] {
        let end = bot.timeline(number).await.pop().unwrap();
        assert_eq!(end.fact, Fact::Closed { outcome: Outcome::Cancelled, reason: String::new() });
        assert_eq!((end.at, end.actor), (tuesday() + TimeDelta::days(days), Actor::Bot));
        let reminded =
            bot.instants_of(number, |fact| matches!(fact, Fact::AnswerReminded { .. })).await;
        assert_eq!(reminded.len(), 2, "INC-{number}");
    }
    assert_says(&bot.last_in("daocloud").text, &["INC-2", "客户取消", "没有收到"]);
}

async fn a_word_of_the_customer_ends_the_waiting(bot: &mut TestBot) {
    reports_are_slow(bot, "三级").await;
    bot.says("zhang-qiang", "daocloud", "更新频率 #1 4小时").await;
    bot.says("zhang-qiang", "daocloud", "待客户 #1 慢查询日志").await;
    assert_eq!(bot.incident(1).await.updates.next_at, None, "the agreed cadence rests");
    bot.advance(TimeDelta::days(2)).await;
    let reply = bot.says("wu-hao", "daocloud", "补充 #1 日志在工单附件里").await;
    assert_says(&reply, &["INC-1", "日志在工单附件里"]);
    let told = bot.posts_in("zhang-qiang").into_iter().filter(|post| post.at == bot.now());
    let told: Vec<String> = told.map(|post| post.text).collect();
    assert_says(&told.concat(), &["INC-1", "继续处理", "日志在工单附件里"]);
    let incident = bot.incident(1).await;
    assert!(!incident.is_parked());
    assert_eq!(incident.updates.next_at, Some(bot.now() + minutes(240)));
    bot.says("zhang-qiang", "daocloud", "更新频率 #1 30天").await;
    bot.advance(TimeDelta::days(20)).await;
    assert_eq!(closed_by_bot(bot).await, None);
}

async fn a_time_given_by_hand_lengthens_the_wait_and_never_shortens_it(bot: &mut TestBot) {
    reports_are_slow(bot, "三级").await;
    let sooner = bot.says("zhang-qiang", "daocloud", "待客户 #1 慢查询日志 直到 明天 18:00").await;
    assert_says(&sooner, &["慢查询日志", "3月11日 18:00", "3月17日 16:30"]);
    assert!(!sooner.contains("直到"));
    let later =
        bot.says("zhang-qiang", "daocloud", "待客户 #1 复现步骤 直到 2026-04-02 12:00").await;
    assert_says(&later, &["复现步骤", "4月2日 12:00"]);
    bot.advance_to(at("2026-04-02T03:59:00Z")).await;
    assert_eq!(closed_by_bot(bot).await, None);
    bot.advance(minutes(1)).await;
    assert_eq!(closed_by_bot(bot).await, Some((Outcome::Cancelled, at("2026-04-02T04:00:00Z"))));
}

async fn level_1_is_asked_about_and_never_parked(bot: &mut TestBot) {
    payments_fail(bot).await;
    bot.advance(minutes(1)).await;
    let asked = bot.says("zhang-qiang", "daocloud", "待客户 #1 网关日志").await;
    assert_says(&asked, &["INC-1", "网关日志", "不会因此暂停", "17:30"]);
    let incident = bot.incident(1).await;
    assert_eq!((incident.is_parked(), incident.owner), (false, None));
    assert!(incident.response.given.is_some());
    bot.advance(minutes(3)).await;
    assert_eq!(bot.pages_to("chen-jing").len(), 1, "paging goes on");
    bot.advance(minutes(60)).await;
    assert_says(&bot.last_in("daocloud").text, &["第 1 次进展"]);
}

async fn a_rise_to_level_1_ends_the_waiting(bot: &mut TestBot) {
    reports_are_slow(bot, "三级").await;
    bot.says("zhang-qiang", "daocloud", "待客户 #1 慢查询日志").await;
    bot.advance(minutes(10)).await;
    bot.says("li-na", "daocloud", "定级 #1 一级 全部报表打不开").await;
    let incident = bot.incident(1).await;
    assert!(!incident.is_parked());
    assert_eq!(incident.updates.next_at, Some(bot.now() + minutes(60)));
}

async fn what_is_solved_or_closed_waits_for_nobody(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.says("zhang-qiang", "daocloud", "方案 #1 已重启支付").await;
    let refused = bot.says("zhang-qiang", "daocloud", "待客户 #1 网关日志").await;
    assert_says(&refused, &["INC-1", "给出方案", "没有执行"]);
    bot.says("zhou-min", "daocloud", "同意关闭 #1").await;
    let refused = bot.says("zhang-qiang", "daocloud", "待客户 #1 网关日志").await;
    assert_says(&refused, &["INC-1", "关闭", "重开 #1"]);
    let customers = bot.says("zhou-min", "daocloud", "待客户 #1 网关日志").await;
    assert_says(&customers, &["权限"]);
}

async fn staff_go_on_without_the_answer(bot: &mut TestBot) {
    reports_are_slow(bot, "二级").await;
    let nothing = bot.says("zhang-qiang", "daocloud", "恢复 #1").await;
    assert_says(&nothing, &["INC-1", "没有在等待客户"]);
    bot.says("zhang-qiang", "daocloud", "待客户 #1 慢查询日志").await;
    assert_says(&bot.says("li-na", "daocloud", "恢复").await, &["INC-1", "继续处理"]);
    assert_says(&bot.last_in("zhang-qiang").text, &["INC-1", "继续处理"]);
    bot.advance(TimeDelta::days(10)).await;
    assert_eq!(closed_by_bot(bot).await, None);
}

async fn after_an_outage_of_weeks_the_customer_is_reminded_before_anything_is_closed(
    bot: &mut TestBot,
) {
    reports_are_slow(bot, "三级").await;
    bot.says("zhang-qiang", "daocloud", "方案 #1 已重建索引").await;
    bot.clock.advance_to(at("2026-04-01T02:00:00Z"));
    bot.restart().await;
    bot.advance(minutes(1)).await;
    assert_eq!(closed_by_bot(bot).await, None);
    assert_says(&bot.last_in("daocloud").text, &["等待您的答复", "4月2日 10:00"]);
    bot.advance(TimeDelta::days(1)).await;
    assert_eq!(closed_by_bot(bot).await, Some((Outcome::Transferred, at("2026-04-02T02:00:00Z"))));
}

async fn windows_are_told_by_show_why_and_board(bot: &mut TestBot) {
    reports_are_slow(bot, "三级").await;
    bot.says("zhang-qiang", "daocloud", "待客户 #1 慢查询日志").await;
    let shown = bot.says("zhou-min", "daocloud", "查看 #1").await;
    assert_says(&shown, &["待客户提供信息", "慢查询日志", "3月17日 16:30", "客户取消"]);
    assert_says(
        &bot.says("zhou-min", "daocloud", "为什么 #1").await,
        &["7 天", "2026-03-17 16:30:00"],
    );
    assert_says(
        &bot.says("zhao-lei", "staff", "看板").await,
        &["INC-1", "待客户提供信息", "3月17日 16:30"],
    );
    bot.says("zhang-qiang", "daocloud", "方案 #1 已重建索引").await;
    let why = bot.says("zhou-min", "daocloud", "为什么 #1").await;
    assert_says(&why, &["5 个工作日", "2026-03-17 16:30:00", "已转移给客户"]);
}
