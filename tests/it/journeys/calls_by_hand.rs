//! Somebody is called by a colleague, beside the policy: they answer, cannot, or are not there.

use watchbell::domain::incident::Fact;

use super::{payments_fail, payments_fail_and_are_taken};
use crate::kit::bot::{TestBot, minutes};
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    who_was_called_answers_and_whoever_called_is_told,
    a_bare_answer_is_enough,
    a_button_answers_too,
    an_unanswered_call_is_repeated_and_the_caller_is_told,
    below_the_most_urgent_the_pauses_grow_and_the_calls_end,
    a_silence_holds_calls_back,
    who_cannot_help_declines,
    before_anybody_has_it_an_answer_takes_it,
    the_owner_may_be_called_too,
    a_colleagues_code_is_named_as_such,
    whoever_tries_codes_learns_nothing_and_keeps_their_own,
    nobody_else_learns_of_a_code,
}

async fn helps(bot: &TestBot, answer: &str) {
    payments_fail_and_are_taken(bot).await;
    bot.whispers("zhang-qiang", "呼叫 @chen-jing #1").await;
    bot.advance(minutes(1)).await;
    let code = bot.code_for("chen-jing");
    let reply = bot.whispers("chen-jing", &answer.replace("CODE", &code)).await;
    assert_says(&reply, &["INC-1", "陈静", "已回应呼叫"]);
}

async fn answered(bot: &TestBot) -> usize {
    bot.instants_of(1, |fact| matches!(fact, Fact::CallAnswered)).await.len()
}

async fn who_was_called_answers_and_whoever_called_is_told(bot: &mut TestBot) {
    helps(bot, "收到 CODE").await;
    assert_says(&bot.last_in("zhang-qiang").text, &["INC-1", "陈静", "已回应呼叫"]);
    assert_eq!(bot.incident(1).await.owner, Some("zhang-qiang".into()), "the owner stays");
    assert_eq!(answered(bot).await, 1);
    let pages = bot.pages_to("chen-jing").len();
    bot.advance(minutes(30)).await;
    assert_eq!(bot.pages_to("chen-jing").len(), pages, "the page ended");
    let again = bot.whispers("chen-jing", "认领 #1").await;
    assert_says(&again, &["已由 张强"]);
}

async fn a_bare_answer_is_enough(bot: &mut TestBot) {
    helps(bot, "收到").await;
    assert_eq!(answered(bot).await, 1);
}

async fn a_button_answers_too(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.says("li-na", "staff", "呼叫 @sam-miller #1").await;
    let code = bot.code_for("sam-miller");
    let reply = bot.presses("sam-miller", &format!("ack:{code}")).await;
    assert_says(&reply, &["INC-1", "answered the call"]);
    assert_says(&bot.last_in("li-na").text, &["INC-1", "Sam Miller", "已回应呼叫"]);
}

async fn an_unanswered_call_is_repeated_and_the_caller_is_told(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.whispers("zhang-qiang", "呼叫 @chen-jing #1").await;
    for (after, calls) in [(4, 1), (1, 2), (4, 2), (1, 3)] {
        bot.advance(minutes(after)).await;
        assert_eq!(bot.pages_to("chen-jing").len(), calls, "{}", bot.now());
    }
    assert_says(&bot.last_in("zhang-qiang").text, &["陈静", "3 次", "没有回应"]);
    bot.advance(minutes(60)).await;
    assert_eq!(bot.pages_to("chen-jing").len(), 15, "rank 1 goes on every five minutes");
    bot.whispers("chen-jing", &format!("收到 {}", bot.code_for("chen-jing"))).await;
    bot.advance(minutes(60)).await;
    assert_eq!(bot.pages_to("chen-jing").len(), 15);
}

async fn below_the_most_urgent_the_pauses_grow_and_the_calls_end(bot: &mut TestBot) {
    bot.says("zhou-min", "daocloud", "报障 三级 报表慢").await;
    bot.whispers("zhang-qiang", "认领 #1").await;
    bot.whispers("zhang-qiang", "呼叫 @chen-jing #1").await;
    for (after, calls) in [(5, 2), (9, 2), (1, 3), (19, 3), (1, 4), (40, 5), (60, 6), (600, 6)] {
        bot.advance(minutes(after)).await;
        assert_eq!(bot.pages_to("chen-jing").len(), calls, "{}", bot.now());
    }
    let told = bot.posts_in("zhang-qiang");
    let told: Vec<_> = told.iter().filter(|post| post.text.contains("没有回应")).collect();
    assert_eq!(told.len(), 2);
    assert_says(&told[1].text, &["6 次", "不再自动呼叫"]);
}

async fn a_silence_holds_calls_back(bot: &mut TestBot) {
    payments_fail(bot).await;
    bot.whispers("li-na", "呼叫 @sam-miller #1").await;
    let asked = bot.whispers("zhao-lei", "静默 #1 30分钟").await;
    bot.whispers("zhao-lei", &format!("确认 {}", super::code_in(&asked))).await;
    bot.advance(minutes(29)).await;
    assert_eq!(bot.pages_to("sam-miller").len(), 1);
    bot.advance(minutes(1)).await;
    assert_eq!(bot.pages_to("sam-miller").len(), 2);
}

async fn who_cannot_help_declines(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.whispers("zhang-qiang", "呼叫 @chen-jing #1").await;
    bot.whispers("chen-jing", &format!("转交 {}", bot.code_for("chen-jing"))).await;
    assert_says(&bot.last_in("zhang-qiang").text, &["陈静", "无法参与", "其他人员"]);
    bot.advance(minutes(30)).await;
    assert_eq!(bot.pages_to("chen-jing").len(), 1);
}

async fn before_anybody_has_it_an_answer_takes_it(bot: &mut TestBot) {
    payments_fail(bot).await;
    bot.whispers("li-na", "呼叫 @chen-jing #1").await;
    bot.whispers("chen-jing", &format!("收到 {}", bot.code_for("chen-jing"))).await;
    assert_eq!(bot.incident(1).await.owner, Some("chen-jing".into()));
    assert_eq!(answered(bot).await, 0);
}

async fn the_owner_may_be_called_too(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.whispers("li-na", "呼叫 @zhang-qiang #1").await;
    let reply = bot.whispers("zhang-qiang", "收到").await;
    assert_says(&reply, &["张强", "已回应呼叫"]);
    assert_says(&bot.last_in("li-na").text, &["张强", "已回应呼叫"]);
}

async fn a_colleagues_code_is_named_as_such(bot: &mut TestBot) {
    payments_fail(bot).await;
    let code = bot.code_for("zhang-qiang");
    for (who, said, expected) in [
        ("chen-jing", format!("收到 {code}"), ["发给另一位同事", "认领 #1"]),
        ("tom-berg", format!("ack {code}"), ["was sent to a colleague", "ack #1"]),
        ("chen-jing", format!("转交 {code}"), ["发给另一位同事", "认领 #1"]),
    ] {
        assert_says(&bot.whispers(who, &said).await, &expected);
    }
    assert_says(&bot.says("li-na", "staff", &format!("收到 {code}")).await, &["另一位同事"]);
    assert_eq!(bot.incident(1).await.owner, None);
    assert_says(&bot.whispers("chen-jing", "收到 9998").await, &["没有找到发给您的呼叫"]);
}

async fn nobody_else_learns_of_a_code(bot: &mut TestBot) {
    payments_fail(bot).await;
    let code = bot.code_for("zhang-qiang");
    let in_their_group = bot.says("sam-miller", "zitadel", &format!("ack {code}")).await;
    assert!(!in_their_group.contains('#') || !in_their_group.contains("#1"), "{in_their_group}");
    let customer = bot.says("zhou-min", "daocloud", &format!("收到 {code}")).await;
    assert!(!customer.contains("同事"), "{customer}");
}

async fn whoever_tries_codes_learns_nothing_and_keeps_their_own(bot: &mut TestBot) {
    payments_fail(bot).await;
    let (own, colleagues) = {
        bot.advance(minutes(5)).await;
        (bot.code_for("chen-jing"), bot.code_for("zhang-qiang"))
    };
    assert_ne!(own, colleagues);
    for wrong in ["9991", "9992", "9993", "9994", "9995"] {
        let reply = bot.whispers("chen-jing", &format!("收到 {wrong}")).await;
        assert_says(&reply, &["没有找到发给您的呼叫"]);
    }
    let reply = bot.whispers("chen-jing", &format!("收到 {colleagues}")).await;
    assert_says(&reply, &["没有找到发给您的呼叫"]);
    assert_eq!(bot.incident(1).await.owner, None);
    let reply = bot.whispers("tom-berg", &format!("ack {colleagues}")).await;
    assert_says(&reply, &["was sent to a colleague"]);
    bot.whispers("chen-jing", &format!("收到 {own}")).await;
    assert_eq!(bot.incident(1).await.owner, Some("chen-jing".into()));
}
