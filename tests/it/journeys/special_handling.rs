//! Special handling: access to the system, honest severities, on-site visits, the emergency group.

use watchbell::domain::incident::{Fact, HandlingFact};

use super::{code_in, payments_fail, payments_fail_and_are_taken};
use crate::kit::bot::{TestBot, minutes, tuesday};
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    level_one_without_access_falls_by_the_duty_managers_yes_and_comes_back_with_access,
    staff_record_the_customers_refusal_with_its_words,
    a_plan_without_a_rule_of_access_asks_for_none,
    support_regrades_and_the_customer_may_escalate_against_it,
    the_duty_managers_ruling_is_the_last_word,
    restored_service_proposes_the_lower_level_of_the_plan,
    somebody_comes_to_the_site_and_the_way_is_measured,
    whoever_is_late_on_the_way_is_asked_and_the_duty_manager_is_told,
    nobody_is_sent_where_the_plan_has_nobody_to_send,
    business_down_calls_all_experts_at_once,
    raising_to_business_down_calls_them_too,
    an_emergency_group_can_be_called_by_hand_where_one_is_declared,
}

async fn level_one_without_access_falls_by_the_duty_managers_yes_and_comes_back_with_access(
    bot: &mut TestBot,
) {
    let receipt = payments_fail(bot).await;
    assert_says(&receipt, &["访问权限 授权 #1", "影响严重性事故"]);
    bot.advance(minutes(10)).await;
    let told = bot.says("zhou-min", "daocloud", "访问权限 拒绝 #1 内网不许远程").await;
    assert_says(&told, &["INC-1", "周敏", "内网不许远程", "影响严重性事故"]);
    assert_eq!(bot.incident(1).await.rank, 1, "nothing falls by itself");
    assert_says(&bot.last_in("zhao-lei").text, &["内网不许远程", "拒绝访问降级 #1"]);

    let question = bot.whispers("zhao-lei", "拒绝访问降级 #1").await;
    assert_says(&question, &["INC-1", "影响严重性事故", "2 分钟"]);
    bot.whispers("zhao-lei", &format!("确认 {}", code_in(&question))).await;
    let incident = bot.incident(1).await;
    assert_eq!((incident.rank, incident.response.due_at()), (2, Some(tuesday() + minutes(120))));
    let told = bot.last_in("daocloud").text;
    assert_says(&told, &["INC-1", "周敏", "16:40", "内网不许远程", "定级 #1 L1"]);

    let told = bot.says("zhou-min", "daocloud", "访问权限 授权 #1 堡垒机已开通").await;
    assert_says(&told, &["INC-1", "堡垒机已开通", "定级 #1 L1"]);
    bot.says("zhou-min", "daocloud", "定级 #1 L1 已可登录").await;
    assert_eq!(bot.incident(1).await.rank, 1);
    let shown = bot.says("zhou-min", "daocloud", "查看 1").await;
    assert_says(&shown, &["访问权限", "周敏"]);
}

async fn staff_record_the_customers_refusal_with_its_words(bot: &mut TestBot) {
    payments_fail(bot).await;
    let answer = bot.says("zhang-qiang", "daocloud", "访问权限 拒绝 #1").await;
    assert_says(&answer, &["INC-1", "没有记录"]);
    let answer = bot.whispers("zhao-lei", "拒绝访问降级 #1").await;
    assert_says(&answer, &["INC-1", "没有降级"]);
    bot.says("zhang-qiang", "daocloud", "访问权限 拒绝 #1 周敏电话里说不许远程").await;
    let said = Fact::SpecialHandling(HandlingFact::AccessAnswered {
        granted: false,
        by_customer: false,
        words: "周敏电话里说不许远程".to_owned(),
    });
    let entry = bot.timeline(1).await.into_iter().find(|entry| entry.fact == said).unwrap();
    assert_eq!(entry.actor.name(), "张强（虚构）");
    let answer = bot.says("zhou-min", "daocloud", "拒绝访问降级 #1").await;
    assert_says(&answer, &["权限", "值班主管"]);
    assert_eq!(bot.incident(1).await.rank, 1);
}

async fn a_plan_without_a_rule_of_access_asks_for_none(bot: &mut TestBot) {
    let receipt = bot.says("zheng-yu", "isoftstone", "报障 L1 下单全部失败").await;
    assert!(!receipt.contains("访问权限"), "{receipt}");
    let answer = bot.says("zheng-yu", "isoftstone", "访问权限 拒绝 #1").await;
    assert_says(&answer, &["INC-1", "不取决于访问权限"]);
}

async fn support_regrades_and_the_customer_may_escalate_against_it(bot: &mut TestBot) {
    bot.says("chu-tian", "huaweicloud", "报障 L1 控制台变慢").await;
    let question = bot.says("li-na", "huaweicloud", "定级 #1 L3 只是变慢").await;
    let told = bot.says("li-na", "huaweicloud", &format!("确认 {}", code_in(&question))).await;
    assert_says(&told, &["INC-1", "只是变慢", "升级 #1", "escalate #1"]);
    assert_eq!(bot.incident(1).await.rank, 3);
    let told = bot.says("chu-tian", "huaweicloud", "升级 #1 控制台其实打不开").await;
    assert_says(&told, &["INC-1", "控制台其实打不开"]);
    assert_says(&bot.last_in("zhao-lei").text, &["控制台其实打不开"]);
}

async fn the_duty_managers_ruling_is_the_last_word(bot: &mut TestBot) {
    bot.says("chu-tian", "huaweicloud", "报障 L1 控制台变慢").await;
    assert_says(&bot.says("li-na", "huaweicloud", "定级裁决 #1 L3 只是变慢").await, &["权限"]);
    assert_says(&bot.says("zhao-lei", "huaweicloud", "定级裁决 #1 L3").await, &["原因"]);
    let question = bot.whispers("zhao-lei", "定级裁决 #1 L3 只是变慢").await;
    bot.whispers("zhao-lei", &format!("确认 {}", code_in(&question))).await;
    assert_says(&bot.last_in("huaweicloud").text, &["已裁决", "只是变慢", "升级 #1"]);
    assert_says(&bot.last_in("staff").text, &["INC-1", "只是变慢"]);
    for level in ["L1", "L4"] {
        let answer = bot.says("chu-tian", "huaweicloud", &format!("定级 #1 {level} 打不开")).await;
        assert_says(&answer, &["INC-1", "没有更改", "升级 #1"]);
    }
    assert_eq!(bot.incident(1).await.rank, 3);
    bot.whispers("zhao-lei", "定级裁决 #1 L1 确实打不开").await;
    assert_eq!(bot.incident(1).await.rank, 1, "raising needs no yes");
}

async fn restored_service_proposes_the_lower_level_of_the_plan(bot: &mut TestBot) {
    bot.says("urs-muster", "zitadel", "open sev1 nobody can log in").await;
    bot.whispers("tom-berg", "ack 1").await;
    bot.says("tom-berg", "zitadel", "update #1 we look at the database").await;
    let last = bot.last_in("tom-berg").text;
    assert!(!last.contains("level #1"), "nothing is proposed yet:\n{last}");
    let told =
        bot.says("tom-berg", "zitadel", "update #1 restored: logins work, some are slow").await;
    assert_says(&told, &["restored: logins work, some are slow"]);
    assert!(!told.contains("level #1"), "the proposal is for the staff alone:\n{told}");
    assert_says(&bot.last_in("tom-berg").text, &["severely degraded", "level #1 L2"]);
    assert_eq!(bot.incident(1).await.rank, 1, "and nothing is lowered by itself");
    let question = bot.says("tom-berg", "zitadel", "level #1 L2 logins work again").await;
    let told = bot.says("tom-berg", "zitadel", &format!("confirm {}", code_in(&question))).await;
    assert_says(&told, &["INC-1", "logins work again", "escalate #1"]);
    assert_eq!(bot.incident(1).await.rank, 2);
}

async fn somebody_comes_to_the_site_and_the_way_is_measured(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    let missing = bot.says("li-na", "daocloud", "派遣 #1 @chen-jing").await;
    assert_says(&missing, &["到达的时间"]);
    let told = bot.says("li-na", "daocloud", "派遣 #1 @chen-jing 2小时").await;
    assert_says(&told, &["INC-1", "陈静", "18:30"]);
    assert_says(&bot.last_in("chen-jing").text, &["18:30", "到场 #1"]);
    bot.advance(minutes(90)).await;
    let told = bot.says("chen-jing", "daocloud", "到场 #1").await;
    assert_says(&told, &["INC-1", "陈静", "1 小时 30 分钟", "7x24"]);
    let again = bot.whispers("zhao-lei", "到场 #1").await;
    assert_says(&again, &["INC-1", "没有再次记录"]);
    assert_says(&bot.says("zhou-min", "daocloud", "查看 1").await, &["现场：陈静"]);
    let why = bot.says("zhou-min", "daocloud", "为什么 1").await;
    assert_says(&why, &["2026-03-10 16:30:00", "2026-03-10 18:00:00", "只计时", "policy"]);
}

async fn whoever_is_late_on_the_way_is_asked_and_the_duty_manager_is_told(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.says("zhou-min", "daocloud", "访问权限 授权 #1").await;
    bot.says("li-na", "daocloud", "派遣 #1 @chen-jing 30分钟").await;
    let posts_before = bot.posts_in("daocloud").len();
    bot.advance(minutes(31)).await;
    for who in ["chen-jing", "zhao-lei", "staff"] {
        assert_says(&bot.last_in(who).text, &["INC-1", "17:00", "到场 #1"]);
    }
    assert_eq!(
        bot.posts_in("daocloud").len(),
        posts_before,
        "the customer is told of a new time, not of the search"
    );
    let told = bot.says("zhao-lei", "daocloud", "派遣 #1 @chen-jing 17:40").await;
    assert_says(&told, &["17:40"]);
}

async fn nobody_is_sent_where_the_plan_has_nobody_to_send(bot: &mut TestBot) {
    bot.says("zheng-yu", "isoftstone", "报障 L1 下单全部失败").await;
    let answer = bot.says("li-na", "isoftstone", "派遣 #1 @chen-jing 2小时").await;
    assert_says(&answer, &["INC-1", "VIP级不含现场支持", "热线电话"]);
    let answer = bot.says("chen-jing", "isoftstone", "到场 #1").await;
    assert_says(&answer, &["INC-1", "没有人被派往"]);
}

async fn business_down_calls_all_experts_at_once(bot: &mut TestBot) {
    let receipt = bot.says("shen-yi", "alibabacloud", "报障 业务不可用 首页打不开").await;
    assert_says(&receipt, &["INC-1", "专项应急小组已全部呼叫：2 人"]);
    for expert in ["sam-miller", "tom-berg"] {
        assert_eq!(bot.pages_to(expert).len(), 1, "{expert}");
    }
    bot.whispers("zhang-qiang", &format!("收到 {}", bot.code_for("zhang-qiang"))).await;
    bot.whispers("sam-miller", &format!("ack {}", bot.code_for("sam-miller"))).await;
    assert_says(&bot.last_in("alibabacloud").text, &["INC-1", "Sam Miller", "未应答 Tom Berg"]);
    assert_eq!(bot.incident(1).await.owner, Some("zhang-qiang".into()));
    bot.advance(minutes(5)).await;
    assert_eq!((bot.pages_to("sam-miller").len(), bot.pages_to("tom-berg").len()), (1, 2));
    assert_says(&bot.last_in("zhao-lei").text, &["专家未应答", "Tom Berg"]);
    let shown = bot.says("shen-yi", "alibabacloud", "查看 1").await;
    assert_says(&shown, &["已应答 Sam Miller", "未应答 Tom Berg"]);
}

async fn raising_to_business_down_calls_them_too(bot: &mut TestBot) {
    let receipt = bot.says("shen-yi", "alibabacloud", "报障 一般问题 首页变慢").await;
    assert!(!receipt.contains("专项应急小组") && bot.pages_to("tom-berg").is_empty());
    let told = bot.says("shen-yi", "alibabacloud", "定级 #1 业务不可用 打不开了").await;
    assert_says(&told, &["INC-1", "专项应急小组已全部呼叫"]);
    assert_eq!(bot.pages_to("tom-berg").len(), 1);
}

async fn an_emergency_group_can_be_called_by_hand_where_one_is_declared(bot: &mut TestBot) {
    payments_fail(bot).await;
    let answer = bot.whispers("zhao-lei", "作战室 #1").await;
    assert_says(&answer, &["INC-1", "experts", "呼叫"]);
    bot.says("shen-yi", "alibabacloud", "报障 一般问题 首页变慢").await;
    assert_says(&bot.says("shen-yi", "alibabacloud", "作战室 #2").await, &["权限"]);
    let told = bot.says("li-na", "alibabacloud", "作战室 #2").await;
    assert_says(&told, &["INC-2", "李娜", "未应答 Sam Miller"]);
    assert_eq!(bot.pages_to("sam-miller").len(), 1);
}
