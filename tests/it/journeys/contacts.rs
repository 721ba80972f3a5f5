//! Who of a customer may open, spend and confirm: their administrators decide, and the plan until
//! they do.

use super::code_in;
use crate::kit::bot::TestBot;
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    everybody_can_see_who_may_what,
    an_administrator_allows_and_takes_back,
    a_decision_outlives_a_restart_and_belongs_to_one_customer,
    only_administrators_decide_and_only_about_their_own_people,
    who_may_not_open_or_confirm_is_told_who_can_allow_it,
    a_right_that_is_taken_back_meanwhile_is_not_used,
}

const GROUP: &str = "alibabacloud-tickets";

async fn decides(bot: &TestBot, who: &str, group: &str, sentence: &str) -> String {
    let question = bot.says(who, group, sentence).await;
    bot.says(who, group, &format!("确认 {}", code_in(&question))).await
}

async fn everybody_can_see_who_may_what(bot: &mut TestBot) {
    for who in ["shao-an", "gu-wen", "li-na"] {
        let shown = bot.says(who, GROUP, "联系人").await;
        assert_says(
            &shown,
            &[
                "邵安（虚构）（主）",
                "穆青（虚构）（备）",
                "顾文（虚构）：开单、同意关闭（按计划默认）",
                "未登记",
            ],
        );
        assert!(!shown.contains("沈一"), "nobody of another customer:\n{shown}");
    }
    assert_says(&bot.whispers("gu-wen", "contacts").await, &["顾文（虚构）：开单、同意关闭"]);
    assert_says(&bot.says("a-stranger", GROUP, "联系人").await, &["没有使用「联系人」的权限"]);
}

async fn an_administrator_allows_and_takes_back(bot: &mut TestBot) {
    let question = bot.says("shao-an", GROUP, "联系人 允许 @gu-wen 加急").await;
    assert_says(&question, &["将允许 顾文（虚构）：使用极速工单", "2 分钟"]);
    assert_says(&bot.says("gu-wen", GROUP, "加急 邮件延迟").await, &["没有执行"]);
    let done = bot.says("shao-an", GROUP, &format!("确认 {}", code_in(&question))).await;
    assert_says(&done, &["已允许 顾文（虚构）：使用极速工单"]);
    let question = bot.says("gu-wen", GROUP, "加急 邮件延迟").await;
    let receipt = bot.says("gu-wen", GROUP, &format!("确认 {}", code_in(&question))).await;
    assert_says(&receipt, &["INC-1", "还剩 9 次"]);
    assert_says(
        &bot.says("mu-qing", GROUP, "联系人").await,
        &["顾文（虚构）：开单、使用极速工单、同意关闭（由管理员决定）"],
    );
    decides(bot, "mu-qing", GROUP, "联系人 不允许 @gu-wen 加急").await;
    assert_says(&bot.says("gu-wen", GROUP, "加急 邮件又延迟").await, &["没有执行", "邵安", "穆青"]);
}

async fn a_decision_outlives_a_restart_and_belongs_to_one_customer(bot: &mut TestBot) {
    decides(bot, "shao-an", GROUP, "联系人 允许 @gu-wen 加急").await;
    bot.restart().await;
    assert_says(&bot.says("gu-wen", GROUP, "加急 邮件延迟").await, &["10/10"]);
    assert_says(
        &bot.says("han-mei", "alibabacloud", "加急 首页打不开").await,
        &["没有执行", "沈一"],
    );
}

async fn only_administrators_decide_and_only_about_their_own_people(bot: &mut TestBot) {
    for who in ["gu-wen", "zhao-lei", "ren-wei", "li-na"] {
        let refused = bot.says(who, GROUP, "联系人 允许 @gu-wen 加急").await;
        assert_says(&refused, &["只能由", "邵安", "穆青", "没有执行"]);
    }
    for stranger in ["han-mei", "nobody", "zhang-qiang"] {
        let refused = bot.says("shao-an", GROUP, &format!("联系人 允许 @{stranger} 加急")).await;
        assert_says(&refused, &["没有找到", "没有执行"]);
    }
    let refused = bot.says("shao-an", GROUP, "联系人 不允许 @mu-qing 开单").await;
    assert_says(&refused, &["穆青", "始终拥有全部权限"]);
}

async fn who_may_not_open_or_confirm_is_told_who_can_allow_it(bot: &mut TestBot) {
    decides(bot, "shao-an", GROUP, "联系人 不允许 @gu-wen 开单").await;
    decides(bot, "shao-an", GROUP, "联系人 不允许 @gu-wen 确认").await;
    let refused = bot.says("gu-wen", GROUP, "开单 重要 邮件延迟").await;
    assert_says(&refused, &["开单", "没有执行", "邵安"]);
    bot.says("shao-an", GROUP, "开单 重要 邮件延迟").await;
    bot.whispers("zhang-qiang", "认领 #1").await;
    bot.says("zhang-qiang", GROUP, "方案 #1 已扩容").await;
    assert_says(&bot.says("gu-wen", GROUP, "同意关闭 #1").await, &["同意关闭", "邵安", "未解决 #"]);
    assert!(!bot.incident(1).await.state.is_closed());
    assert_says(&bot.says("shao-an", GROUP, "同意关闭 #1").await, &["INC-1", "已关闭"]);
}

async fn a_right_that_is_taken_back_meanwhile_is_not_used(bot: &mut TestBot) {
    decides(bot, "shao-an", GROUP, "联系人 允许 @gu-wen 加急").await;
    let question = bot.says("gu-wen", GROUP, "加急 邮件延迟").await;
    decides(bot, "shao-an", GROUP, "联系人 不允许 @gu-wen 加急").await;
    let refused = bot.says("gu-wen", GROUP, &format!("确认 {}", code_in(&question))).await;
    assert_says(&refused, &["使用极速工单", "没有执行"]);
    assert!(bot.bot.actions.store.open_by_deadline(10).await.unwrap().is_empty());
}
