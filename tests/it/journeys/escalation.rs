//! The customer asks for management attention: who is paged, what answers it, and what is said when
//! nobody does.

use watchbell::domain::incident::Fact;

use crate::kit::bot::{TestBot, minutes};
use crate::kit::posts::assert_says;
use crate::kit::{at, journeys};

journeys! {
    an_urgent_escalation_pages_the_duty_manager_until_the_page_is_answered,
    a_regular_escalation_at_night_pages_when_support_opens,
    a_second_escalation_says_that_the_clock_does_not_start_again,
    the_duty_manager_takes_over_and_the_customer_is_told,
    words_of_the_duty_manager_are_an_answer,
    a_missed_answer_is_told_to_both_sides_and_shown_everywhere,
    only_the_management_takes_over,
}

async fn logins_are_slow(bot: &TestBot) {
    bot.says("urs-muster", "zitadel", "open sev3 logins are slow").await;
}

async fn an_urgent_escalation_pages_the_duty_manager_until_the_page_is_answered(bot: &mut TestBot) {
    logins_are_slow(bot).await;
    bot.says("tom-berg", "zitadel", "ack #1").await;
    let answer = bot.says("urs-muster", "zitadel", "escalate #1 urgent nobody answers").await;
    assert_says(&answer, &["INC-1", "2 h", "response due before 11:30"]);
    let page = bot.pages_to("zhao-lei").pop().unwrap();
    assert_eq!(page.at, bot.now());
    assert_says(&page.text, &["INC-1", "客户紧急升级", "nobody answers", "11:30", "接管 #1"]);
    let code = bot.code_for("zhao-lei");
    bot.advance(minutes(31)).await;
    let pages = bot.pages_to("zhao-lei");
    assert_eq!(pages.len(), 3, "at once and every quarter of an hour");
    assert_eq!(bot.code_for("zhao-lei"), code, "one code for all of them");
    let told = bot.whispers("zhao-lei", &format!("收到 {code}")).await;
    assert_says(&told, &["INC-1", "升级已答复"]);
    bot.advance(minutes(180)).await;
    assert_eq!(bot.pages_to("zhao-lei").len(), 3);
    assert!(
        bot.instants_of(1, |fact| matches!(fact, Fact::EscalationMissed { .. })).await.is_empty()
    );
}

async fn a_regular_escalation_at_night_pages_when_support_opens(bot: &mut TestBot) {
    logins_are_slow(bot).await;
    bot.says("tom-berg", "zitadel", "ack #1").await;
    bot.advance_to(at("2026-03-10T19:00:00Z")).await;
    let answer = bot.says("urs-muster", "zitadel", "escalate #1 normal please have a look").await;
    assert_says(&answer, &["INC-1", "1 working day", "11 Mar 17:00"]);
    assert!(bot.pages_to("zhao-lei").is_empty());
    assert_says(&bot.last_in("zhao-lei").text, &["please have a look"]);
    bot.advance_to(at("2026-03-11T07:30:00Z")).await;
    let pages: Vec<_> = bot.pages_to("zhao-lei").iter().map(|page| page.at).collect();
    assert_eq!(pages, [at("2026-03-11T07:00:00Z")], "eight o'clock in Zurich");
}

async fn a_second_escalation_says_that_the_clock_does_not_start_again(bot: &mut TestBot) {
    logins_are_slow(bot).await;
    bot.says("urs-muster", "zitadel", "escalate #1 normal please have a look").await;
    bot.advance(minutes(60)).await;
    let answer = bot.says("lea-beispiel", "zitadel", "escalate #1 urgent now it is worse").await;
    assert_says(&answer, &["09:30", "2 times", "does not restart", "response due before 12:30"]);
    bot.advance(minutes(60)).await;
    let answer = bot.says("urs-muster", "zitadel", "escalate #1 urgent hello").await;
    assert_says(&answer, &["3 times", "response due before 12:30"]);
}

async fn the_duty_manager_takes_over_and_the_customer_is_told(bot: &mut TestBot) {
    logins_are_slow(bot).await;
    bot.says("urs-muster", "zitadel", "escalate #1 urgent nobody answers").await;
    bot.advance(minutes(20)).await;
    bot.whispers("zhao-lei", "接管 #1").await;
    assert_says(
        &bot.last_in("zitadel").text,
        &["INC-1", "赵磊", "took over this escalation", "within the promised time"],
    );
    let incident = bot.incident(1).await;
    assert_eq!(incident.escalation.as_ref().unwrap().owner, Some("zhao-lei".into()));
    assert!(incident.response.given.is_some(), "a person has answered the customer");
    assert_eq!(incident.owner, None, "and nobody has taken the incident");
    bot.advance(minutes(2)).await;
    assert_says(&bot.whispers("zhao-lei", "接管 #1").await, &["INC-1", "没有重复接管"]);
}

async fn words_of_the_duty_manager_are_an_answer(bot: &mut TestBot) {
    logins_are_slow(bot).await;
    bot.says("tom-berg", "zitadel", "ack #1").await;
    bot.says("urs-muster", "zitadel", "escalate #1 urgent nobody answers").await;
    bot.says("tom-berg", "zitadel", "say #1 looking at it").await;
    assert!(
        bot.incident(1).await.escalation.unwrap().answered.is_none(),
        "an engineer is no management"
    );
    bot.says("zhao-lei", "zitadel", "say #1 I have asked two more engineers to help").await;
    assert_eq!(bot.incident(1).await.escalation.unwrap().answered.unwrap().by, "zhao-lei".into());
    assert!(bot.posts_in("staff").iter().any(|post| post.text.contains("升级已答复")));
}

async fn a_missed_answer_is_told_to_both_sides_and_shown_everywhere(bot: &mut TestBot) {
    logins_are_slow(bot).await;
    bot.says("tom-berg", "zitadel", "ack #1").await;
    bot.says("urs-muster", "zitadel", "escalate #1 urgent nobody answers").await;
    assert_says(
        &bot.whispers("zhao-lei", "看板").await,
        &["INC-1", "客户紧急升级，待答复", "11:30"],
    );
    let due = bot.incident(1).await.escalation.unwrap().due_at().unwrap();
    bot.advance_to(due + minutes(16)).await;
    assert_eq!(
        bot.instants_of(1, |fact| matches!(fact, Fact::EscalationMissed { .. })).await,
        [due]
    );
    let apology = bot
        .posts_in("zitadel")
        .into_iter()
        .find(|post| post.text.contains("We are sorry"))
        .unwrap();
    assert_says(&apology.text, &["INC-1", "11:30", "every whole 15 min"]);
    assert!(bot.posts_in("staff").iter().any(|post| post.text.contains("升级未按时答复")));
    assert_says(&bot.whispers("zhao-lei", "查看 #1").await, &["应于 11:30", "服务积分 1 天"]);
    let seen = bot.says("urs-muster", "zitadel", "show #1").await;
    assert_says(&seen, &["response was due before 11:30"]);
    assert!(!seen.contains("owed"), "what is not approved is not the customer's yet: {seen}");
    let why = bot.says("urs-muster", "zitadel", "why #1").await;
    assert_says(&why, &["Escalated", "within 2 h", "annex: 升级", "2026-03-10 11:30:00"]);
}

async fn only_the_management_takes_over(bot: &mut TestBot) {
    logins_are_slow(bot).await;
    assert_says(&bot.whispers("zhao-lei", "接管 #1").await, &["INC-1", "没有待处理的升级"]);
    bot.says("urs-muster", "zitadel", "escalate #1 urgent nobody answers").await;
    for who in ["tom-berg", "urs-muster"] {
        bot.says(who, "zitadel", "takeover #1").await;
    }
    assert!(bot.incident(1).await.escalation.unwrap().answered.is_none());
}
