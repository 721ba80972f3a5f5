//! A late answer costs days: what is proposed, decided and taken back, who may see it, and what it
//! does to the end of the contract.

use chrono::NaiveDate;
use watchbell::domain::directory::Customer;
use watchbell::domain::ledger::credit::LedgerEntry;
use watchbell::store::directory::{kind, put};
use watchbell::store::{Commit, Outcome};

use super::code_in;
use crate::kit::bot::{TestBot, minutes};
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    a_late_response_and_a_late_answer_owe_two_credits,
    an_approved_credit_extends_the_contract_and_a_reversal_takes_it_back,
    a_refused_credit_is_told_to_the_customer_with_the_reason,
    nobody_but_the_duty_manager_decides_and_never_where_a_customer_reads,
    nobody_sees_another_customers_credits,
    the_extension_keeps_a_contract_in_force_and_outlives_a_new_directory,
    a_credit_is_decided_once_though_two_yes_are_asked_for,
}

/// Nobody answers `sev2` within two hours, nor the escalation: the response is 75 minutes late, the
/// answer 45.
async fn late_twice(bot: &TestBot) {
    bot.says("urs-muster", "zitadel", "open sev2 logins are slow").await;
    bot.advance(minutes(30)).await;
    bot.says("urs-muster", "zitadel", "escalate #1 urgent nobody answers").await;
    bot.advance(minutes(165)).await;
    bot.whispers("zhao-lei", "接管 #1").await;
}

/// Whether a text names something, where the number of an incident is none.
fn names(text: &str, what: &str) -> bool {
    text.replace("INC-", "").contains(what)
}

fn customer(bot: &TestBot) -> Customer {
    bot.bot.actions.store.directory().customers["alpine-kiosk"].clone()
}

async fn ledger(bot: &TestBot) -> Vec<LedgerEntry> {
    bot.bot.actions.store.ledger_of(&"alpine-kiosk".into()).await.unwrap()
}

async fn approves(bot: &TestBot, number: u32) -> String {
    let question = bot.whispers("zhao-lei", &format!("批准积分 C-{number}")).await;
    bot.whispers("zhao-lei", &format!("确认 {}", code_in(&question))).await
}

fn the_end(bot: &TestBot) -> String {
    customer(bot).contract.ends_on().to_string()
}

async fn a_late_response_and_a_late_answer_owe_two_credits(bot: &mut TestBot) {
    late_twice(bot).await;
    let lines: Vec<_> =
        ledger(bot).await.iter().map(|entry| (entry.number.0, entry.claim.days)).collect();
    assert_eq!(lines, [(1, 3), (2, 5)]);
    let proposals = bot.whispers("zhao-lei", "服务积分").await;
    assert_says(
        &proposals,
        &["C-1 · INC-1 · 升级答复超时 45 分钟 · 3 天", "C-2", "1 小时 15 分钟", "5 天"],
    );
    let told = bot.posts_in("staff");
    assert!(told.iter().any(|post| post.text.contains("批准积分 C-1")), "{told:?}");
    let own = bot.says("urs-muster", "zitadel", "credit show").await;
    assert_says(&own, &["2030-12-31", "No service credit"]);
    assert!(
        !bot.posts_in("zitadel").iter().any(|post| names(&post.text, "C-1")),
        "nothing counts yet"
    );
}

async fn an_approved_credit_extends_the_contract_and_a_reversal_takes_it_back(bot: &mut TestBot) {
    late_twice(bot).await;
    let question = bot.whispers("zhao-lei", "批准积分 C-2").await;
    assert_says(&question, &["C-2", "INC-1", "Alpine Kiosk", "延长 5 天"]);
    assert_eq!(the_end(bot), "2030-12-31", "not before the yes");
    let approved = bot.whispers("zhao-lei", &format!("确认 {}", code_in(&question))).await;
    assert_says(&approved, &["C-2", "已批准", "2031-01-05"]);
    assert_eq!(the_end(bot), "2031-01-05");
    let told = bot.last_in("zitadel").text;
    assert_says(&told, &["C-2", "5 d", "1 h 15 min", "2031-01-05"]);
    let own = bot.says("urs-muster", "zitadel", "credit show").await;
    assert_says(&own, &["2031-01-05", "5 d of service credits", "C-2 · INC-1"]);
    assert!(!names(&own, "C-1"), "what waits is not shown: {own}");
    assert_says(&bot.says("urs-muster", "zitadel", "plan").await, &["2031-01-05"]);

    bot.advance(minutes(5)).await;
    let question = bot.whispers("zhao-lei", "冲正积分 C-2 已电话约定").await;
    assert_says(&question, &["C-2", "缩短 5 天"]);
    bot.whispers("zhao-lei", &format!("确认 {}", code_in(&question))).await;
    assert_eq!(the_end(bot), "2030-12-31");
    assert_says(&bot.last_in("zitadel").text, &["C-2", "reversed by", "已电话约定", "2030-12-31"]);
    let moved: Vec<i64> = ledger(bot).await.iter().map(LedgerEntry::days).collect();
    assert_eq!(moved, [0, 0, 5, -5], "four lines, none of them changed");
}

async fn a_refused_credit_is_told_to_the_customer_with_the_reason(bot: &mut TestBot) {
    late_twice(bot).await;
    let before = bot.now();
    bot.advance(minutes(1)).await;
    let missing = bot.whispers("zhao-lei", "拒绝积分 C-1").await;
    assert_says(&missing, &["原因"]);
    let refused = bot.whispers("zhao-lei", "拒绝积分 C-1 已按时电话答复").await;
    assert_says(&refused, &["C-1", "未批准", "已按时电话答复"]);
    assert_eq!(the_end(bot), "2030-12-31");
    let told = bot.posts_after("zitadel", before);
    let told = told.iter().find(|post| names(&post.text, "C-1")).expect("the customer is told");
    assert_says(&told.text, &["refused", "已按时电话答复"]);
    bot.advance(minutes(2)).await;
    assert_says(&bot.whispers("zhao-lei", "批准积分 C-1").await, &["C-1", "已经拒绝"]);
}

async fn nobody_but_the_duty_manager_decides_and_never_where_a_customer_reads(bot: &mut TestBot) {
    late_twice(bot).await;
    assert_says(&bot.whispers("tom-berg", "credit approve C-1").await, &["may not"]);
    assert_says(&bot.says("urs-muster", "zitadel", "credit approve C-1").await, &["may not"]);
    let here = bot.says("zhao-lei", "zitadel", "credit refuse C-1 not owed").await;
    assert_says(&here, &["does not work in a customer's group"]);
    assert_says(&bot.whispers("zhao-lei", "批准积分 C-9").await, &["没有编号为 C-9"]);
    assert_says(&bot.whispers("zhao-lei", "批准积分 全部").await, &["不是服务积分的编号"]);
    assert_eq!(ledger(bot).await.len(), 2);
}

async fn nobody_sees_another_customers_credits(bot: &mut TestBot) {
    late_twice(bot).await;
    approves(bot, 1).await;
    for (who, group) in
        [("zhou-min", "daocloud"), ("shen-yi", "alibabacloud"), ("zhao-lei", "daocloud")]
    {
        let seen = bot.says(who, group, "服务积分").await;
        assert_says(&seen, &["合同有效期至：2030-12-31", "没有生效的服务积分"]);
        for theirs in ["C-1", "C-2", "Alpine"] {
            assert!(!names(&seen, theirs), "{group} reads {theirs}: {seen}");
        }
    }
    let stranger = bot.says("a-stranger", "zitadel", "credit show").await;
    assert!(!names(&stranger, "C-1"), "{stranger}");
}

async fn the_extension_keeps_a_contract_in_force_and_outlives_a_new_directory(bot: &mut TestBot) {
    late_twice(bot).await;
    approves(bot, 2).await;
    // A new directory file says that the term was over yesterday.
    let mut declared = customer(bot);
    declared.contract.until = NaiveDate::from_ymd_opt(2026, 3, 9).unwrap();
    let change = put(kind::CUSTOMER, declared.id.as_str(), &declared).unwrap();
    let store = &bot.bot.actions.store;
    let outcome =
        store.commit(Commit { directory: vec![change], ..Commit::default() }).await.unwrap();
    assert!(matches!(outcome, Outcome::Done { .. }));
    store.reload_directory().await.unwrap();
    assert_eq!(the_end(bot), "2026-03-14");
    bot.says("urs-muster", "zitadel", "open sev3 still under contract").await;
    assert!(bot.incident(2).await.response.due_at().is_some());
    for number in [1, 2] {
        bot.whispers("zhao-lei", &format!("认领 #{number}")).await;
    }
    bot.advance(minutes(5 * 24 * 60)).await;
    assert_says(&bot.says("urs-muster", "zitadel", "plan").await, &["No support plan"]);
}

async fn a_credit_is_decided_once_though_two_yes_are_asked_for(bot: &mut TestBot) {
    late_twice(bot).await;
    let first = bot.whispers("zhao-lei", "批准积分 C-1").await;
    let second = bot.whispers("sun-jie", "批准积分 C-1").await;
    bot.whispers("zhao-lei", &format!("确认 {}", code_in(&first))).await;
    let late = bot.whispers("sun-jie", &format!("确认 {}", code_in(&second))).await;
    assert_says(&late, &["C-1", "已经批准"]);
    assert_eq!(the_end(bot), "2031-01-03", "three days and not six");
}
