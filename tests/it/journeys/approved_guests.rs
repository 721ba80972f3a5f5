//! Administrators of a customer register people whom the vendor's directory does not know, and
//! remove them again.

use chat::EventBody;

use super::code_in;
use crate::kit::bot::TestBot;
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    a_guest_whom_an_administrator_registers_may_agree_to_close,
    a_contact_is_removed_and_is_a_guest_again,
    a_registration_outlives_a_restart_and_belongs_to_one_customer,
    a_right_may_be_given_with_the_registration,
    only_administrators_register_and_only_accounts_that_are_known,
}

const GROUP: &str = "alibabacloud-tickets";

/// Somebody writes and mentions accounts, as the platform names them.
async fn mentions(bot: &TestBot, who: &str, group: &str, text: &str, account: &str) -> String {
    let body = EventBody::Message {
        text: text.to_owned(),
        addressed: true,
        mentioned: vec![account.to_owned()],
        quoted: None,
        thread: None,
    };
    bot.handle(bot.platform.event(group, who, body)).await
}

async fn confirms(bot: &TestBot, who: &str, group: &str, question: &str) -> String {
    bot.says(who, group, &format!("确认 {}", code_in(question))).await
}

async fn registers(bot: &TestBot, name: &str, account: &str) -> String {
    let words = format!("联系人 允许 @{name}");
    let question = mentions(bot, "shao-an", GROUP, &words, account).await;
    assert_says(&question, &[&format!("将登记 {name}（账号 {account}）"), "2 分钟"]);
    confirms(bot, "shao-an", GROUP, &question).await
}

async fn mail_is_slow_and_a_solution_is_offered(bot: &TestBot) {
    bot.says("newcomer-7", GROUP, "开单 重要 邮件延迟").await;
    bot.whispers("zhang-qiang", "认领 #1").await;
    bot.says("zhang-qiang", GROUP, "方案 #1 已扩容").await;
}

async fn a_guest_whom_an_administrator_registers_may_agree_to_close(bot: &mut TestBot) {
    mail_is_slow_and_a_solution_is_offered(bot).await;
    let refused = bot.says("newcomer-7", GROUP, "同意关闭 #1").await;
    assert!(!bot.incident(1).await.state.is_closed(), "{refused}");
    let done = registers(bot, "新同事 小林", "newcomer-7").await;
    assert_says(&done, &["已登记 新同事 小林（账号 newcomer-7）", "立即生效"]);
    assert_says(
        &bot.says("newcomer-7", GROUP, "联系人").await,
        &["新同事 小林（管理员登记）：开单、同意关闭（按计划默认）"],
    );
    assert_says(&bot.says("newcomer-7", GROUP, "同意关闭 #1").await, &["INC-1", "已关闭"]);
    assert_says(&bot.whispers("newcomer-7", "列表").await, &["没有"]);
}

async fn a_contact_is_removed_and_is_a_guest_again(bot: &mut TestBot) {
    registers(bot, "小林", "newcomer-7").await;
    let again = mentions(bot, "mu-qing", GROUP, "联系人 允许 @小林", "newcomer-7").await;
    assert_says(&again, &["小林 已是登记的联系人", "没有改动"]);
    let question = mentions(bot, "mu-qing", GROUP, "联系人 移除 @小林", "newcomer-7").await;
    assert_says(&question, &["将移除联系人 小林"]);
    assert_says(&confirms(bot, "mu-qing", GROUP, &question).await, &["已移除联系人 小林"]);
    assert_says(&bot.says("newcomer-7", GROUP, "联系人").await, &["没有使用「联系人」的权限"]);
    let of_vendor = bot.says("mu-qing", GROUP, "联系人 移除 @gu-wen").await;
    assert_says(&of_vendor, &["顾文（虚构） 由服务方登记", "没有改动"]);
    let nobody = bot.says("mu-qing", GROUP, "contacts remove @nobody").await;
    assert_says(&nobody, &["没有找到", "没有执行"]);
}

async fn a_registration_outlives_a_restart_and_belongs_to_one_customer(bot: &mut TestBot) {
    registers(bot, "小林", "newcomer-7").await;
    bot.restart().await;
    assert_says(&bot.says("newcomer-7", GROUP, "联系人").await, &["小林（管理员登记）"]);
    let elsewhere = bot.says("newcomer-7", "alibabacloud", "联系人").await;
    assert_says(&elsewhere, &["没有使用「联系人」的权限"]);
    for words in ["联系人 允许 @小林", "联系人 移除 @小林", "联系人 允许 @小林 加急"]
    {
        let refused = mentions(bot, "shen-yi", "alibabacloud", words, "newcomer-7").await;
        assert_says(&refused, &["没有找到", "小林", "没有执行"]);
    }
    let staff = mentions(bot, "shen-yi", "alibabacloud", "联系人 允许 @张强", "zhang-qiang").await;
    assert_says(&staff, &["没有找到", "张强", "没有执行"]);
}

async fn a_right_may_be_given_with_the_registration(bot: &mut TestBot) {
    let words = "contacts allow @Lin (ops) spend";
    let question = mentions(bot, "shao-an", GROUP, words, "newcomer-7").await;
    assert_says(&question, &["将登记 Lin (ops)（账号 newcomer-7）", "并允许：使用极速工单"]);
    confirms(bot, "shao-an", GROUP, &question).await;
    assert_says(&bot.says("newcomer-7", GROUP, "加急 邮件延迟").await, &["确认"]);
    let question = mentions(bot, "shao-an", GROUP, "联系人 移除 @Lin", "newcomer-7").await;
    confirms(bot, "shao-an", GROUP, &question).await;
    registers(bot, "Lin", "newcomer-7").await;
    let refused = bot.says("newcomer-7", GROUP, "加急 邮件延迟").await;
    assert_says(&refused, &["没有执行", "邵安"]);
}

async fn only_administrators_register_and_only_accounts_that_are_known(bot: &mut TestBot) {
    for who in ["gu-wen", "newcomer-8", "zhao-lei", "ren-wei"] {
        let refused = mentions(bot, who, GROUP, "联系人 允许 @小林", "newcomer-7").await;
        assert!(!refused.contains("将登记"), "{who}: {refused}");
    }
    let by_name_alone = bot.says("shao-an", GROUP, "联系人 允许 @小林").await;
    assert_says(&by_name_alone, &["没有找到「小林」的账号", "没有执行"]);
    // Whoever reported something here is known by their account.
    bot.says("newcomer-9", GROUP, "开单 重要 邮件延迟").await;
    let question = bot.says("shao-an", GROUP, "联系人 允许 @newcomer-9").await;
    assert_says(&question, &["将登记", "（账号 newcomer-9）"]);
    let stolen = bot.says("gu-wen", GROUP, &format!("确认 {}", code_in(&question))).await;
    assert!(!stolen.contains("已登记"), "{stolen}");
    assert_says(&confirms(bot, "shao-an", GROUP, &question).await, &["已登记"]);
}
