//! Times as people say them, and codes as people type them.

use super::{code_in, payments_fail};
use crate::kit::bot::{Chat, TestBot};
use crate::kit::posts::assert_says;
use crate::kit::{at, journeys};

journeys! {
    a_cover_ends_after_it_begins,
    a_night_ends_at_midnight,
    a_weekday_is_the_next_one,
    the_code_alone_confirms,
    a_code_that_nobody_waits_for_is_named,
    the_words_of_the_field_are_understood,
    every_time_that_is_typed_is_read_in_the_zone_of_what_it_is_about,
}

async fn covered(bot: &TestBot, said: &str, from: &str, until: &str) {
    let before = bot.bot.actions.store.directory().overrides.len();
    let answer = bot.whispers("chen-jing", said).await;
    let directory = bot.bot.actions.store.directory();
    assert_eq!(directory.overrides.len(), before + 1, "{said}: {answer}");
    let newest = directory.overrides.iter().max_by_key(|cover| (cover.made_at, cover.until));
    let found =
        directory.overrides.iter().any(|cover| cover.from == at(from) && cover.until == at(until));
    assert!(found, "{said}: {newest:?}");
}

/// It is Tuesday, 16:30 in Beijing.
async fn a_cover_ends_after_it_begins(bot: &mut TestBot) {
    covered(
        bot,
        "顶班 primary 从 明天 9:00 至 18:00",
        "2026-03-11T01:00:00Z",
        "2026-03-11T10:00:00Z",
    )
    .await;
    covered(bot, "顶班 primary 从 20:00 到 8:00", "2026-03-10T12:00:00Z", "2026-03-11T00:00:00Z")
        .await;
    covered(
        bot,
        "顶班 primary 从 周五 20:00 至 周一 9:00",
        "2026-03-13T12:00:00Z",
        "2026-03-16T01:00:00Z",
    )
    .await;
    covered(
        bot,
        "cover primary from tomorrow 22:00 until 6:00",
        "2026-03-11T14:00:00Z",
        "2026-03-11T22:00:00Z",
    )
    .await;
}

async fn a_night_ends_at_midnight(bot: &mut TestBot) {
    for said in [
        "顶班 primary 至 晚上12点",
        "顶班 primary 至 24:00",
        "顶班 primary 到今晚12点",
        "cover primary until midnight",
    ] {
        covered(bot, said, "2026-03-10T08:30:00Z", "2026-03-10T16:00:00Z").await;
    }
    for said in ["顶班 primary 至 晚上1点", "顶班 primary 至 今晚1点"] {
        covered(bot, said, "2026-03-10T08:30:00Z", "2026-03-10T17:00:00Z").await;
    }
    for said in ["顶班 primary 至 明天中午", "顶班 primary 至 明天上午12点"] {
        covered(bot, said, "2026-03-10T08:30:00Z", "2026-03-11T04:00:00Z").await;
    }
}

async fn a_weekday_is_the_next_one(bot: &mut TestBot) {
    for (said, until) in [
        ("顶班 primary 至 周三 9:00", "2026-03-11T01:00:00Z"),
        ("顶班 primary 至 周二 9:00", "2026-03-17T01:00:00Z"),
        ("顶班 primary 至 星期二 18:00", "2026-03-10T10:00:00Z"),
        ("cover primary until friday 6pm", "2026-03-13T10:00:00Z"),
        ("顶班 primary 至 下周三 9:00", "2026-03-18T01:00:00Z"),
    ] {
        covered(bot, said, "2026-03-10T08:30:00Z", until).await;
    }
}

async fn the_code_alone_confirms(bot: &mut TestBot) {
    payments_fail(bot).await;
    for (index, write) in [
        (|code| code) as fn(String) -> String,
        |code| code.to_lowercase(),
        |code| format!("{code}。"),
    ]
    .iter()
    .enumerate()
    {
        let asked = bot.whispers("zhao-lei", &format!("静默 #1 {}分钟", 30 + index)).await;
        bot.whispers("zhao-lei", &write(code_in(&asked))).await;
        let until = bot.incident(1).await.silenced_until.expect("it is silent");
        assert_eq!((until - bot.now()).num_minutes(), 30 + i64::try_from(index).unwrap());
    }
}

async fn a_code_that_nobody_waits_for_is_named(bot: &mut TestBot) {
    payments_fail(bot).await;
    let asked = bot.whispers("zhao-lei", "静默 #1 30分钟").await;
    let code = code_in(&asked);
    let other = bot.whispers("chen-jing", &code).await;
    assert_says(&other, &["确认码", "没有执行"]);
    bot.whispers("zhao-lei", &code).await;
    assert_says(&bot.whispers("zhao-lei", &code).await, &["已过期或已使用"]);
    assert!(bot.incident(1).await.silenced_until.is_some());
}

/// It is 16:30 in Beijing, where most of the staff are, and 09:30 in Zurich, where the customer and
/// one of the rotations are. Who writes, what, and the time in the answer.
const TIMES_ABROAD: [(&str, &str, &str); 14] = [
    ("zhao-lei", "静默 #1 至 11:00", "11:00（苏黎世时间）"),
    ("zhao-lei", "snooze #1 until 10:15", "10:15（苏黎世时间）"),
    ("tom-berg", "ack #1", "INC-1"),
    ("zhang-qiang", "约定时间 #1 10:00", "10:00（苏黎世时间）"),
    ("tom-berg", "next #1 tomorrow 8:30", "11 Mar 08:30 (Zurich time)"),
    ("zhang-qiang", "待客户 #1 请提供日志 至 15:00", "15:00（苏黎世时间）"),
    ("tom-berg", "resume #1", "INC-1"),
    ("tom-berg", "wait #1 for the logs until tomorrow 9:00", "11 Mar 09:00 (Zurich time)"),
    ("zhang-qiang", "顶班 europe 至 20:00", "20:00（苏黎世时间）"),
    ("zhang-qiang", "顶班 欧洲值班 从 明天 9:00 至 18:00", "18:00（苏黎世时间）"),
    ("sam-miller", "cover europe from 12:00 until 13:00", "13:00 (Zurich time)"),
    ("zhang-qiang", "值班 europe 15:00", "15:00（苏黎世时间）"),
    ("tom-berg", "oncall primary 20:00", "20:00 (Beijing time)"),
    ("zhang-qiang", "值班 欧洲值班 明天 9:00", "3月11日 09:00（苏黎世时间）"),
];

async fn every_time_that_is_typed_is_read_in_the_zone_of_what_it_is_about(bot: &mut TestBot) {
    bot.says("urs-muster", "zitadel", "open sev2 logins are slow").await;
    let mut wrong = Vec::new();
    for (who, said, told) in TIMES_ABROAD {
        let mut answer = bot.whispers(who, said).await;
        if answer.contains("「确认 ") || answer.contains("\"confirm ") {
            answer.push_str(&bot.whispers(who, &code_in(&answer)).await);
        }
        if !answer.contains(told) {
            wrong.push(format!("{said}: {told} is not in:\n{answer}"));
        }
    }
    // Somebody goes to a customer in China, and the caller is in Zurich.
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    let sent = bot.whispers("nina-frei", "dispatch #2 @chen-jing 20:00").await;
    if !sent.contains("20:00 (Beijing time") {
        wrong.push(format!("dispatch:\n{sent}"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    let covers = &bot.bot.actions.store.directory().overrides;
    for until in ["2026-03-10T19:00:00Z", "2026-03-11T17:00:00Z", "2026-03-10T12:00:00Z"] {
        assert!(covers.iter().any(|cover| cover.until == at(until)), "{until}: {covers:?}");
    }
}

async fn the_words_of_the_field_are_understood(bot: &mut TestBot) {
    for said in ["谁值班", "谁值班？", "谁在值班", "who's on call", "who is on call?", "现在谁值班"]
    {
        let answer = bot.whispers("zhang-qiang", said).await;
        assert_says(&answer, &["张强"]);
    }
    payments_fail(bot).await;
    bot.whispers("zhang-qiang", "acknowledge #1").await;
    assert_eq!(bot.incident(1).await.owner, Some("zhang-qiang".into()));
    let asked = bot.whispers("zhao-lei", "关单 #1 为 同意 客户电话确认").await;
    bot.whispers("zhao-lei", &code_in(&asked)).await;
    assert!(bot.incident(1).await.state.is_closed());
}

crate::kit::on_both_engines! {
    in_the_repeated_hour_the_next_one_is_meant,
}

async fn in_the_repeated_hour_the_next_one_is_meant(database: &crate::kit::Database) {
    // 02:40 in Zurich, for the first time; clocks go back at 03:00.
    let start = at("2026-10-25T00:40:00Z");
    let bot = TestBot::starting_at(database, Chat::Poorest, start).await;
    for (said, until) in [
        ("cover europe until 2:30", "2026-10-25T01:30:00Z"),
        ("cover europe until 2:50", "2026-10-25T00:50:00Z"),
        ("cover europe until 3:10", "2026-10-25T02:10:00Z"),
    ] {
        let answer = bot.whispers("tom-berg", said).await;
        let directory = bot.bot.actions.store.directory();
        assert!(directory.overrides.iter().any(|it| it.until == at(until)), "{said}: {answer}");
    }
    bot.finish().await;
}
