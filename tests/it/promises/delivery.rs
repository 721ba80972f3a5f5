//! Promises 9 to 12: pages arrive, stop for a reason only, and an event has one effect.

use chat::{ChatPlatform, MessageKind, SendError};
use chrono::TimeDelta;

use crate::kit::bot::{Chat, TestBot, minutes};
use crate::kit::posts::assert_says;
use crate::kit::{Database, journeys, on_both_engines};

on_both_engines! {
    a_page_takes_the_next_way_within_thirty_seconds,
}

journeys! {
    paging_never_falls_silent_by_itself,
    nobody_is_paged_after_an_acknowledgement,
    an_event_delivered_five_times_has_one_effect_and_one_visible_answer,
    a_question_delivered_five_times_is_answered_once,
    an_event_delivered_again_after_a_restart_changes_nothing,
}

async fn a_page_takes_the_next_way_within_thirty_seconds(database: &Database) {
    let bot = TestBot::on(database, Chat::Poorest).await;
    bot.platform.fail_next("zhang-qiang", 3, &SendError::Retryable("out of reach".into()));
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    bot.advance(TimeDelta::seconds(30)).await;
    let in_staff_room = bot.posts_in("staff");
    let page = in_staff_room.iter().find(|post| post.kind == MessageKind::Page);
    assert_says(&page.expect("the staff room is the next way").text, &["INC-1", "张强"]);
    bot.finish_with_dead_letters().await;
}

async fn paging_never_falls_silent_by_itself(bot: &mut TestBot) {
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    bot.advance(TimeDelta::hours(6)).await;
    let pages = bot.all_pages();
    let pauses = pages.windows(2).map(|pair| pair[1].0 - pair[0].0);
    assert!(pauses.max().unwrap() <= minutes(5));
    assert!(bot.now() - pages.last().unwrap().0 < minutes(5));
}

async fn nobody_is_paged_after_an_acknowledgement(bot: &mut TestBot) {
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    bot.advance(minutes(3)).await;
    let event = bot.platform.says("staff", "chen-jing", "认领 #1");
    // The fourth minute comes before anything the acknowledgement says has left.
    bot.deliver(event).await;
    let taken_at = bot.now();
    bot.advance(minutes(10)).await;
    assert!(bot.all_pages().iter().all(|(at, _)| *at < taken_at));
    let told = bot
        .posts_after("zhang-qiang", taken_at - minutes(1))
        .pop()
        .expect("told by whom it was taken");
    assert_says(&told.text, &["陈静", &bot.code_for("zhang-qiang")]);
}

async fn an_event_delivered_five_times_has_one_effect_and_one_visible_answer(bot: &mut TestBot) {
    let event = bot.platform.says("daocloud", "zhou-min", "报障 一级 支付全部失败");
    let mut answers = Vec::new();
    for _ in 0..5 {
        answers.push(bot.handle(event.clone()).await);
    }
    only_the_first_is_visible(bot, &answers);
    assert_eq!(bot.bot.actions.store.open_by_deadline(10).await.unwrap().len(), 1);
    assert_eq!(bot.pages_to("zhang-qiang").len(), 1);
}

async fn a_question_delivered_five_times_is_answered_once(bot: &mut TestBot) {
    let event = bot.platform.says("daocloud", "zhou-min", "帮助 升级");
    let mut answers = Vec::new();
    for _ in 0..5 {
        answers.push(bot.handle(event.clone()).await);
    }
    only_the_first_is_visible(bot, &answers);
}

/// A platform that shows answers on its own response shows that of one delivery; so all of them
/// must be alike. Elsewhere the later ones are empty.
fn only_the_first_is_visible(bot: &TestBot, answers: &[String]) {
    let first = &answers[0];
    assert!(!first.is_empty());
    let answers_itself = bot.platform.capabilities().passive_reply.is_some();
    // What the platform's response carried comes first; what the bot said besides comes once.
    let is_the_same = |answer: &String| !answer.is_empty() && first.starts_with(answer.as_str());
    let is_fine =
        |answer: &String| if answers_itself { is_the_same(answer) } else { answer.is_empty() };
    assert!(answers[1..].iter().all(is_fine), "{answers:#?}");
}

async fn an_event_delivered_again_after_a_restart_changes_nothing(bot: &mut TestBot) {
    let event = bot.platform.says("daocloud", "zhou-min", "报障 一级 支付全部失败");
    bot.handle(event.clone()).await;
    let timeline = bot.timeline(1).await;
    bot.restart().await;
    bot.handle(event).await;
    assert_eq!(bot.timeline(1).await, timeline);
    assert_eq!(bot.pages_to("zhang-qiang").len(), 1);
}
