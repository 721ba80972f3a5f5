//! What a plan says beside its targets: contacts for one subject or for the management, the hours
//! of a desk, what an express ticket needs.

use crate::kit::bot::TestBot;
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    a_report_about_security_names_the_mailbox_for_it,
    an_escalation_names_the_phone_of_the_management,
    a_desk_is_told_with_its_hours,
    a_ladder_says_what_an_express_ticket_needs_and_what_is_included,
}

async fn a_report_about_security_names_the_mailbox_for_it(bot: &mut TestBot) {
    let who = "urs-muster";
    for (title, address) in [
        ("a vulnerability in the login page", Some("security@zitadel.com")),
        ("CVE-2026-1 affects us", Some("security@zitadel.com")),
        ("our invoice shows the wrong plan", Some("billing@zitadel.com")),
        ("登录页有漏洞", Some("security@zitadel.com")),
        ("mails are not received", None),
    ] {
        let receipt = bot.says(who, "zitadel", &format!("open sev3 {title}")).await;
        assert_eq!(receipt.contains("you can also contact"), address.is_some(), "{receipt}");
        assert_says(&receipt, address.as_slice());
    }
}

async fn an_escalation_names_the_phone_of_the_management(bot: &mut TestBot) {
    bot.says("urs-muster", "zitadel", "open sev2 logins are slow").await;
    bot.says("urs-muster", "zitadel", "escalate #1 urgent nobody answers").await;
    let told = bot.last_in("zitadel").text;
    assert_says(&told, &["escalation phone +41 45 86 84 69", "escalation mailbox hi@zitadel.com"]);
    assert!(!bot.last_in("staff").text.contains("+41 45"), "the staff are the ones who answer");
    bot.says("chu-tian", "huaweicloud", "报障 L2 控制台变慢").await;
    bot.says("chu-tian", "huaweicloud", "升级 #2 没有进展").await;
    assert!(
        !bot.last_in("huaweicloud").text.contains("紧急时也可直接联系"),
        "the plan names nobody"
    );
}

async fn a_desk_is_told_with_its_hours(bot: &mut TestBot) {
    let plan = bot.says("shen-yi", "alibabacloud", "支持计划").await;
    assert_says(&plan, &["官网在线咨询（人工）", "09:00-24:00"]);
}

async fn a_ladder_says_what_an_express_ticket_needs_and_what_is_included(bot: &mut TestBot) {
    let plan = bot.says("mu-qing", "alibabacloud-tickets", "支持计划").await;
    assert_says(&plan, &["极速工单：10 分钟内响应，每月含 10 次"]);
}
