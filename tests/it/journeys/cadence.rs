//! How often the customer of a most urgent incident is told something, and who may change that.

use super::payments_fail_and_are_taken;
use crate::kit::bot::{TestBot, minutes, tuesday};
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    fewer_updates_wait_for_the_customers_agreement,
    a_customer_who_does_not_agree_keeps_the_hourly_updates,
    a_later_next_time_waits_for_the_customer_and_lapses,
    more_updates_need_nobodys_agreement,
    nobody_moves_the_promised_update_by_asking_again,
    the_meeting_link_is_in_every_update_of_rank_one,
}

fn hours(bot: &TestBot) -> Vec<i64> {
    let updates = bot.posts_in("daocloud").into_iter();
    let holding = updates.filter(|post| post.text.contains("次进展，"));
    holding.map(|post| (post.at - tuesday()).num_minutes()).collect()
}

async fn fewer_updates_wait_for_the_customers_agreement(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    let answer = bot.says("zhang-qiang", "daocloud", "更新频率 #1 4小时").await;
    assert_says(&answer, &["建议调整进展频率：每 4 小时一次", "「同意 #1」", "17:30"]);
    bot.advance(minutes(60)).await;
    assert_eq!(hours(bot), [60], "until then the plan's hour stays");
    let update = bot.last_in("daocloud").text;
    assert_says(&update, &["建议改为每 4 小时一次，您同意后才生效", "「同意 #1」"]);
    let shown = bot.says("zhou-min", "daocloud", "查看 1").await;
    assert_says(&shown, &["您同意后才生效"]);
    let agreed = bot.says("zhou-min", "daocloud", "同意").await;
    assert_says(&agreed, &["21:30", "4 小时"]);
    bot.advance(minutes(240)).await;
    assert_eq!(hours(bot), [60, 300]);
    assert!(!bot.last_in("daocloud").text.contains("您同意后才生效"));
}

async fn a_customer_who_does_not_agree_keeps_the_hourly_updates(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.says("zhang-qiang", "daocloud", "every #1 2h").await;
    let answer = bot.says("zhou-min", "daocloud", "不同意 #1").await;
    assert_says(&answer, &["不同意调整进展频率", "17:30"]);
    assert_says(&bot.last_in("zhang-qiang").text, &["不同意调整进展频率"]);
    bot.advance(minutes(120)).await;
    assert_eq!(hours(bot), [60, 120]);
    let late = bot.says("zhou-min", "daocloud", "同意 #1").await;
    assert_says(&late, &["INC-1"]);
    assert!(bot.incident(1).await.state.is_being_worked_on(), "nothing is left to agree to");
}

async fn a_later_next_time_waits_for_the_customer_and_lapses(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    let answer = bot.says("zhang-qiang", "daocloud", "约定时间 #1 19:00").await;
    assert_says(&answer, &["下一次 19:00", "「同意 #1」", "17:30"]);
    bot.advance(minutes(151)).await;
    assert_eq!(hours(bot), [60, 120], "nobody agreed");
    assert!(!bot.says("zhou-min", "daocloud", "查看 1").await.contains("您同意后才生效"));

    bot.says("zhang-qiang", "daocloud", "约定时间 #1 21:00").await;
    assert_says(&bot.says("zhou-min", "daocloud", "agree #1").await, &["21:00"]);
    bot.advance(minutes(119)).await;
    assert_eq!(hours(bot), [60, 120, 270]);
}

async fn more_updates_need_nobodys_agreement(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    let answer = bot.says("zhang-qiang", "daocloud", "更新频率 #1 30分钟").await;
    assert_says(&answer, &["17:00", "30 分钟"]);
    bot.advance(minutes(60)).await;
    assert_eq!(hours(bot), [30, 60]);
}

async fn nobody_moves_the_promised_update_by_asking_again(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    for _ in 0..3 {
        bot.advance(minutes(19)).await;
        bot.says("zhang-qiang", "daocloud", "更新频率 #1 60分钟").await;
    }
    bot.advance(minutes(3)).await;
    assert_eq!(hours(bot), [60]);
}

async fn the_meeting_link_is_in_every_update_of_rank_one(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    let answer =
        bot.says("zhang-qiang", "daocloud", "会议 #1 https://meet.vendor.example/128").await;
    assert_says(&answer, &["会议：https://meet.vendor.example/128"]);
    bot.advance(minutes(60)).await;
    assert_says(&bot.last_in("daocloud").text, &["会议：https://meet.vendor.example/128"]);
    bot.says("zhang-qiang", "daocloud", "进展 #1 已切换到备用存储").await;
    assert_says(&bot.last_in("daocloud").text, &["会议：https://meet.vendor.example/128"]);
    let refused = bot.says("zhang-qiang", "daocloud", "bridge #1 javascript:alert(1)").await;
    assert!(!refused.contains("会议："), "{refused}");
    bot.says("zhang-qiang", "daocloud", "会议 #1 取消").await;
    bot.advance(minutes(60)).await;
    assert!(!bot.last_in("daocloud").text.contains("会议："));
}
