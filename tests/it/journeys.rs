//! What people live through, in their words: the real handlers, engine, store and sentences, on both
//! SQL engines, with text only and with everything a platform can do.

mod account_link;
mod after_closing;
mod all_pages;
mod approved_guests;
mod attachments;
mod bare_numbers;
mod cadence;
mod calls_by_hand;
mod cards;
mod closing;
mod comments;
mod contacts;
mod credits;
mod cries;
mod customer_question;
mod customers_words;
mod escalation;
mod escorts;
mod express;
mod five_plans;
mod floods;
mod group_check;
mod help;
mod in_full;
mod isolation;
mod levels;
mod mentions;
mod mirrors;
mod number_left_out;
mod odd_characters;
mod off_hours;
mod opening_limits;
mod outages;
mod ownership;
mod plain_answers;
mod plan_facts;
mod provisional;
mod quotes;
mod regions;
mod repeats;
mod requests;
mod silence;
mod special_handling;
mod spoken_times;
mod subscriptions;
mod transcript;
mod ungraded;
mod unknown_people;

use crate::kit::bot::TestBot;

/// Level 1 in the `DaoCloud` group: 支付全部失败. It is incident 1 where it is the first.
async fn payments_fail(bot: &TestBot) -> String {
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await
}

/// An open incident that the paged engineer acknowledged.
async fn payments_fail_and_are_taken(bot: &TestBot) {
    payments_fail(bot).await;
    bot.whispers("zhang-qiang", &format!("收到 {}", bot.code_for("zhang-qiang"))).await;
}

/// The code in a question that wants a yes.
fn code_in(question: &str) -> String {
    let after =
        |word: &str| question.split_once(word).map(|(_, rest)| rest.chars().take(4).collect());
    let code: Option<String> = after("「确认 ").or_else(|| after("\"confirm "));
    code.unwrap_or_else(|| panic!("no code in:\n{question}"))
}
