//! A number in what somebody says is not the incident that they mean, unless it is one of theirs.

use super::{code_in, payments_fail, payments_fail_and_are_taken};
use crate::kit::bot::TestBot;
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    a_quantity_never_leads_to_another_incident,
    a_number_of_nothing_in_view_is_the_first_of_the_words,
    words_for_one_of_several_customers_wait_for_a_yes,
    a_marked_number_and_a_note_wait_for_nothing,
    whoever_is_paged_may_say_in_how_many_minutes,
}

async fn said_about(bot: &TestBot, number: i64, text: &str) -> bool {
    format!("{:?}", bot.timeline(number).await).contains(text)
}

/// Incidents 1 and 2 of the bank, 3 of another customer.
async fn three_are_open(bot: &TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.says("zhou-min", "daocloud", "报障 二级 报表很慢").await;
    bot.says("zheng-yu", "isoftstone", "报障 核心生产系统不可用 下单失败").await;
}

async fn a_quantity_never_leads_to_another_incident(bot: &mut TestBot) {
    three_are_open(bot).await;
    for words in ["升级 2 小时没有进展", "催办 2 次了", "方案 1. 重启网关 2. 清空缓存"]
    {
        let who = if words.starts_with("方案") { "zhang-qiang" } else { "zhou-min" };
        let answer = bot.says(who, "daocloud", words).await;
        assert_says(&answer, &["INC-1", "INC-2"]);
        for number in [1, 2] {
            let incident = bot.incident(number).await;
            assert!(incident.escalation.is_none(), "{words}: {number}");
        }
    }
    let answer = bot.whispers("chen-jing", "update 2 of 5 disks replaced").await;
    assert!(!said_about(bot, 2, "disks replaced").await, "{answer}");
}

async fn a_number_of_nothing_in_view_is_the_first_of_the_words(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.says("zheng-yu", "isoftstone", "报障 核心生产系统不可用 下单失败").await;
    bot.says("zhang-qiang", "daocloud", "进展 47 已切换到备用").await;
    assert!(said_about(bot, 1, "47 已切换到备用").await);
    // Incident 2 exists, and nobody can tell from here.
    bot.says("zhou-min", "daocloud", "补充 2 已经恢复一半").await;
    assert!(said_about(bot, 1, "2 已经恢复一半").await);
    assert!(!said_about(bot, 2, "已经恢复一半").await);
    bot.says("zhou-min", "daocloud", "补充 1 退款也失败").await;
    assert!(said_about(bot, 1, "\"退款也失败\"").await);
}

async fn words_for_one_of_several_customers_wait_for_a_yes(bot: &mut TestBot) {
    three_are_open(bot).await;
    for words in ["进展 3 已切换到备用", "update 3 switched over", "待客户 3 昨晚的日志"]
    {
        let question = bot.says("zhang-qiang", "staff", words).await;
        assert_says(&question, &["INC-3", "下单失败", "#3"]);
        let text = words.rsplit(' ').next().unwrap();
        assert!(!said_about(bot, 3, text).await, "{words}");
    }
    let question = bot.whispers("zhang-qiang", "进展 3 正在切换").await;
    let code = code_in(&question);
    bot.whispers("chen-jing", &format!("确认 {code}")).await;
    assert!(!said_about(bot, 3, "正在切换").await, "somebody else's yes counts for nothing");
    bot.whispers("zhang-qiang", &format!("确认 {code}")).await;
    assert!(said_about(bot, 3, "正在切换").await);
    assert!(bot.last_in("isoftstone").text.contains("正在切换"));
}

async fn a_marked_number_and_a_note_wait_for_nothing(bot: &mut TestBot) {
    three_are_open(bot).await;
    bot.says("zhang-qiang", "staff", "进展 #3 已切换到备用").await;
    assert!(said_about(bot, 3, "已切换到备用").await);
    bot.says("zhang-qiang", "staff", "内部备注 3 疑似 7 号盘").await;
    assert!(said_about(bot, 3, "疑似 7 号盘").await);
    bot.says("zhang-qiang", "daocloud", "进展 1 已恢复一半").await;
    assert!(said_about(bot, 1, "已恢复一半").await, "one customer is in view here");
}

async fn whoever_is_paged_may_say_in_how_many_minutes(bot: &mut TestBot) {
    payments_fail(bot).await;
    bot.whispers("zhang-qiang", "收到，5 分钟内处理").await;
    assert_eq!(bot.incident(1).await.owner, Some("zhang-qiang".into()));
}
