//! Paging stops for a while, and always continues again.

use super::{code_in, payments_fail};
use crate::kit::bot::{TestBot, minutes, tuesday};
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    a_silence_holds_pages_back_and_ends_by_itself,
    a_level_one_incident_is_not_silenced_for_more_than_an_hour,
}

async fn a_silence_holds_pages_back_and_ends_by_itself(bot: &mut TestBot) {
    payments_fail(bot).await;
    bot.advance(minutes(1)).await;
    let question = bot.whispers("zhao-lei", "静默 #1 30m").await;
    assert_says(&question, &["INC-1", "17:01"]);
    bot.whispers("zhao-lei", &format!("确认 {}", code_in(&question))).await;
    bot.advance(minutes(29)).await;
    assert_eq!(bot.all_pages().len(), 1, "the page of the opening and no other");
    assert_says(&bot.says("zhou-min", "daocloud", "查看 1").await, &["INC-1"]);

    bot.advance(minutes(2)).await;
    let pages = bot.all_pages();
    assert!(pages.len() > 1, "the silence is over and nobody has answered");
    assert_eq!(pages[1].0, tuesday() + minutes(31));
}

async fn a_level_one_incident_is_not_silenced_for_more_than_an_hour(bot: &mut TestBot) {
    payments_fail(bot).await;
    let answer = bot.whispers("zhao-lei", "静默 #1 90m").await;
    assert_says(&answer, &["INC-1", "1 小时", "没有执行"]);
    assert!(!answer.contains("确认"), "nobody is asked for a yes that would be refused:\n{answer}");
    bot.advance(minutes(4)).await;
    assert_eq!(bot.all_pages().len(), 3);
}
