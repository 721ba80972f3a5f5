//! Words that change little: additions, escalations, questions, and what nobody understands.

use super::{payments_fail, payments_fail_and_are_taken};
use crate::kit::bot::{TestBot, minutes};
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    a_customers_words_reach_the_owner,
    an_engineers_words_reach_the_customer,
    an_escalation_reaches_the_duty_manager,
    an_unknown_verb_is_suggested_as_a_whole_line_and_waits_for_a_yes,
    the_number_is_asked_for_when_several_are_open,
    everybody_can_ask_what_is_promised_and_why,
    the_language_of_a_group_can_be_changed,
    the_board_shows_the_nearest_deadline_first,
    who_is_on_call_is_told,
}

async fn a_customers_words_reach_the_owner(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    let answer = bot.says("wu-hao", "daocloud", "补充 第二机房也失败").await;
    assert_says(&answer, &["INC-1"]);
    assert_says(&bot.last_in("zhang-qiang").text, &["INC-1", "吴昊", "第二机房也失败"]);
    assert_says(&bot.last_in("staff").text, &["第二机房也失败"]);
}

async fn an_engineers_words_reach_the_customer(bot: &mut TestBot) {
    payments_fail(bot).await;
    bot.whispers("zhang-qiang", "回复 #1 请提供订单号").await;
    assert_says(&bot.last_in("daocloud").text, &["INC-1", "张强", "请提供订单号"]);
    let incident = bot.incident(1).await;
    assert!(incident.response.given.is_some(), "a person has answered");
    bot.advance(minutes(4)).await;
    assert_eq!(bot.pages_to("chen-jing").len(), 1, "but nobody has taken it");
}

async fn an_escalation_reaches_the_duty_manager(bot: &mut TestBot) {
    bot.says("urs-muster", "zitadel", "open sev2 logins are slow").await;
    let answer = bot.says("urs-muster", "zitadel", "escalate #1 urgent nobody answers").await;
    assert_says(&answer, &["INC-1", "2 h"]);
    assert_says(&bot.last_in("zhao-lei").text, &["INC-1", "nobody answers"]);
}

async fn an_unknown_verb_is_suggested_as_a_whole_line_and_waits_for_a_yes(bot: &mut TestBot) {
    payments_fail(bot).await;
    let before = bot.incident(1).await;
    let answer = bot.says("zhou-min", "daocloud", "@watchbell 升机 #1 太慢").await;
    assert_says(&answer, &["升机", "升级 #1 太慢", "回复序号"]);
    assert_eq!(bot.incident(1).await, before, "a guess changes nothing");
    bot.says("zhou-min", "daocloud", "1").await;
    assert!(bot.incident(1).await.escalation.is_some(), "the caller's own yes carries it out");
}

async fn the_number_is_asked_for_when_several_are_open(bot: &mut TestBot) {
    payments_fail(bot).await;
    bot.says("wu-hao", "daocloud", "报障 二级 报表打不开").await;
    let answer = bot.says("wu-hao", "daocloud", "补充 第二机房也失败").await;
    assert_says(&answer, &["INC-1", "INC-2", "没有执行"]);
    let list = bot.says("wu-hao", "daocloud", "列表").await;
    assert_says(&list, &["支付全部失败", "报表打不开"]);
}

async fn everybody_can_ask_what_is_promised_and_why(bot: &mut TestBot) {
    assert_says(&bot.says("wu-hao", "daocloud", "支持计划").await, &["专业服务", "李娜"]);
    for words in ["支持计划 级别", "plan levels", "计划 级别"] {
        let levels = bot.says("wu-hao", "daocloud", words).await;
        assert_says(
            &levels,
            &["L1 生产灾害性事故：系统失效或几乎无法开展工作", "L5 优化和改进建议：对产品的"],
        );
    }
    payments_fail(bot).await;
    assert_says(&bot.says("wu-hao", "daocloud", "为什么").await, &["INC-1", "16:30", "17:30"]);
    assert_says(&bot.says("wu-hao", "daocloud", "帮助 全部").await, &["开单"]);
}

async fn the_language_of_a_group_can_be_changed(bot: &mut TestBot) {
    assert_says(&bot.says("zhou-min", "daocloud", "语言 英文").await, &["English"]);
    assert_says(&payments_fail(bot).await, &["INC-1", "Production disaster"]);
}

async fn the_board_shows_the_nearest_deadline_first(bot: &mut TestBot) {
    payments_fail(bot).await;
    bot.says("shen-yi", "alibabacloud", "报障 业务不可用 首页打不开").await;
    let board = bot.whispers("zhao-lei", "看板").await;
    let place = |what: &str| board.find(what).unwrap_or_else(|| panic!("no {what} in\n{board}"));
    assert!(place("INC-2") < place("INC-1"), "{board}");
}

async fn who_is_on_call_is_told(bot: &mut TestBot) {
    let answer = bot.whispers("zhao-lei", "值班").await;
    assert_says(&answer, &["张强", "陈静", "赵磊"]);
}
