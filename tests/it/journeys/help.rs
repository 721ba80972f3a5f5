//! Somebody asks for help: five lines for the moment, and everything on request.

use super::{payments_fail, payments_fail_and_are_taken};
use crate::kit::bot::TestBot;
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    help_is_about_what_is_open,
    help_follows_the_incident_to_its_end,
    help_names_only_what_there_is,
    help_of_another_customer_is_another_help,
}

/// The names in the first line.
fn names(answer: &str) -> Vec<&str> {
    let first = answer.lines().next().unwrap_or_default();
    first.split(['：', '、']).skip(1).collect()
}

fn is_short(answer: &str) -> bool {
    answer.lines().count() == 5
}

async fn help_is_about_what_is_open(bot: &mut TestBot) {
    let answer = bot.says("wu-hao", "daocloud", "帮助").await;
    assert_says(&answer, &["本群没有未关闭的工单", "开单", "支持计划", "列表", "帮助 全部"]);
    assert!(is_short(&answer), "{answer}");
    payments_fail(bot).await;
    let answer = bot.says("wu-hao", "daocloud", "？").await;
    assert_says(&answer, &["INC-1", "支付全部失败", "查看 #1", "补充 #1", "升级 #1"]);
    assert!(is_short(&answer), "{answer}");
    bot.says("zhou-min", "daocloud", "报障 二级 报表打不开").await;
    let answer = bot.says("wu-hao", "daocloud", "").await;
    assert_says(&answer, &["另有 1 个"]);
    let answer = bot.whispers("zhang-qiang", "help").await;
    assert!(!answer.contains("开单"), "nothing is opened alone with the bot: {answer}");
}

async fn help_follows_the_incident_to_its_end(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    let owner = bot.incident(1).await.owner.unwrap().to_string();
    let answer = bot.whispers(&owner, "帮助").await;
    assert_says(&answer, &["INC-1", "进展 #1", "待客户 #1", "方案 #1"]);
    bot.says(&owner, "daocloud", "待客户 昨晚的日志").await;
    bot.says(&owner, "daocloud", "方案 已切换到备用").await;
    let answer = bot.says("zhou-min", "daocloud", "帮助").await;
    assert_says(&answer, &["同意关闭 #1", "未解决 #1", "查看 #1"]);
    bot.says("zhou-min", "daocloud", "同意关闭").await;
    assert_says(&bot.says("zhou-min", "daocloud", "帮助").await, &["没有未关闭的工单"]);
}

async fn help_names_only_what_there_is(bot: &mut TestBot) {
    for all in ["帮助 全部", "帮助全部", "help all"] {
        let answer = bot.says("zhou-min", "daocloud", all).await;
        assert_says(&answer, &["开单", "访问权限"]);
        for (absent, why) in [
            ("加急", "this plan has no express tickets"),
            ("服务积分", "and no credits"),
            ("看板", "customers have no board"),
            ("认领", "and acknowledge nothing"),
        ] {
            assert!(!names(&answer).contains(&absent), "{why}: {answer}");
        }
    }
    let answer = bot.says("zhang-qiang", "daocloud", "帮助 全部").await;
    assert!(!names(&answer).contains(&"内部备注"), "customers read along: {answer}");
    assert_says(&bot.whispers("zhang-qiang", "帮助 全部").await, &["内部备注", "认领"]);
}

async fn help_of_another_customer_is_another_help(bot: &mut TestBot) {
    payments_fail(bot).await;
    let answer = bot.says("shen-yi", "alibabacloud", "帮助").await;
    assert!(!answer.contains("INC-1"), "{answer}");
    assert_says(&bot.says("shen-yi", "alibabacloud", "帮助 全部").await, &["加急", "配额"]);
}
