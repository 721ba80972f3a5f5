//! More openings within a minute than anybody types: they are kept, page nobody, and are opened by a
//! yes.

use chrono::TimeDelta;
use watchbell::domain::incident::Fact;
use watchbell::ids::IncidentNumber;

use super::code_in;
use crate::kit::bot::{TestBot, minutes};
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    the_sixth_of_a_minute_is_kept_and_a_yes_opens_it,
    a_flood_is_asked_about_once_a_minute_and_pages_nobody,
    several_kept_reports_become_one_incident_that_lists_each,
    what_is_kept_outlives_the_process,
    twelve_people_of_one_group_need_no_yes_and_the_thirteenth_does,
    the_vendors_own_people_are_not_counted_one_by_one,
    a_second_delivery_is_not_counted,
    anothers_yes_opens_nothing,
    of_more_than_fifty_the_rest_is_asked_about_again,
    the_clock_counts_from_the_first_of_the_words,
    other_customers_are_paged_at_once_during_a_flood,
}

async fn incidents(bot: &TestBot) -> i64 {
    let mut number = 0;
    while bot.bot.actions.store.incident(IncidentNumber(number + 1)).await.unwrap().is_some() {
        number += 1;
    }
    number
}

async fn five_reports(bot: &TestBot) {
    for number in 1..=5 {
        bot.says("zhou-min", "daocloud", &format!("报障 二级 第 {number} 个接口失败")).await;
    }
}

async fn the_sixth_of_a_minute_is_kept_and_a_yes_opens_it(bot: &mut TestBot) {
    five_reports(bot).await;
    let asked = bot.says("zhou-min", "daocloud", "报障 一级 核心交易中断").await;
    assert_says(&asked, &["已开 5 单", "核心交易中断", "还没有开单", "已保存", "24 小时"]);
    assert_eq!(incidents(bot).await, 5);
    assert!(bot.posts().iter().all(|post| !post.text.contains("INC-6")), "nobody is paged");
    assert_says(&bot.last_in("zhao-lei").text, &["灯笼银行", "核心交易中断", "先保存"]);
    let receipt = bot.says("zhou-min", "daocloud", &code_in(&asked)).await;
    assert_says(&receipt, &["INC-6", "一级", "核心交易中断"]);
    assert_eq!(incidents(bot).await, 6);
    // The minute is over, so the next one opens by itself.
    bot.advance(TimeDelta::seconds(61)).await;
    assert_says(&bot.says("zhou-min", "daocloud", "报障 三级 报表偏慢").await, &["INC-7"]);
}

async fn a_flood_is_asked_about_once_a_minute_and_pages_nobody(bot: &mut TestBot) {
    five_reports(bot).await;
    bot.advance(TimeDelta::seconds(2)).await;
    let pages = bot.all_pages().len();
    let mut questions = 0;
    for number in 6..=60 {
        let said = bot.says("zhou-min", "daocloud", &format!("报障 一级 第 {number} 条")).await;
        questions += usize::from(said.contains("已开 5 单"));
    }
    assert_eq!((questions, incidents(bot).await), (1, 5));
    assert_eq!(bot.all_pages().len(), pages);
}

async fn several_kept_reports_become_one_incident_that_lists_each(bot: &mut TestBot) {
    five_reports(bot).await;
    let asked = bot.says("zhou-min", "daocloud", "报障 二级 退款失败").await;
    bot.says("zhou-min", "daocloud", "报障 一级 登录全部失败").await;
    bot.says("zhou-min", "daocloud", "报障 三级 报表空白").await;
    let receipt = bot.says("zhou-min", "daocloud", &format!("确认 {}", code_in(&asked))).await;
    assert_says(&receipt, &["INC-6", "一级", "登录全部失败 (+2)"]);
    let said = bot.timeline(6).await.into_iter().find_map(|entry| match entry.fact {
        Fact::Said { text } => Some(text),
        _ => None,
    });
    assert_eq!(said.as_deref(), Some("1. 退款失败\n2. 登录全部失败\n3. 报表空白"));
    assert_eq!(incidents(bot).await, 6);
    let again = bot.says("zhou-min", "daocloud", &format!("确认 {}", code_in(&asked))).await;
    assert_says(&again, &["已过期或已使用"]);
}

async fn what_is_kept_outlives_the_process(bot: &mut TestBot) {
    five_reports(bot).await;
    let asked = bot.says("zhou-min", "daocloud", "报障 一级 核心交易中断").await;
    bot.says("zhou-min", "daocloud", "报障 二级 对账中断").await;
    bot.restart().await;
    bot.advance(minutes(20 * 60)).await;
    let receipt = bot.says("zhou-min", "daocloud", &code_in(&asked)).await;
    assert_says(&receipt, &["INC-6", "核心交易中断 (+1)"]);
}

async fn twelve_people_of_one_group_need_no_yes_and_the_thirteenth_does(bot: &mut TestBot) {
    for number in 1..=12 {
        let who = format!("guest-{number}");
        let said = bot.says(&who, "daocloud", &format!("报障 二级 第 {number} 个接口失败")).await;
        assert_says(&said, &[&format!("INC-{number}")]);
    }
    let asked = bot.says("guest-13", "daocloud", "报障 一级 核心交易中断").await;
    assert_says(&asked, &["本群在最近 1 分钟内已开 12 单", "核心交易中断"]);
    // Another group has its own count.
    assert_says(&bot.says("zheng-yu", "isoftstone", "报障 一级 下单失败").await, &["INC-13"]);
    let receipt = bot.says("guest-13", "daocloud", &code_in(&asked)).await;
    assert_says(&receipt, &["INC-14", "核心交易中断"]);
}

async fn the_vendors_own_people_are_not_counted_one_by_one(bot: &mut TestBot) {
    for number in 1..=8 {
        let said = format!("报障 三级 第 {number} 个接口偏慢");
        assert_says(&bot.says("zhang-qiang", "daocloud", &said).await, &[&format!("INC-{number}")]);
    }
}

async fn a_second_delivery_is_not_counted(bot: &mut TestBot) {
    for number in 1..=4 {
        bot.says("zhou-min", "daocloud", &format!("报障 二级 第 {number} 个接口失败")).await;
    }
    let fifth = bot.platform.says("daocloud", "zhou-min", "报障 二级 第 5 个接口失败");
    for _ in 0..3 {
        bot.handle(fifth.clone()).await;
    }
    assert_eq!(incidents(bot).await, 5);
    let sixth = bot.platform.says("daocloud", "zhou-min", "报障 二级 第 6 个接口失败");
    for _ in 0..3 {
        bot.handle(sixth.clone()).await;
    }
    let asked = bot.posts_in("daocloud").into_iter().rev().find(|it| it.text.contains("「确认 "));
    let receipt = bot.says("zhou-min", "daocloud", &code_in(&asked.unwrap().text)).await;
    assert_says(&receipt, &["INC-6", "第 6 个接口失败"]);
    assert!(!receipt.contains("(+"), "one report, however often it was delivered: {receipt}");
}

async fn anothers_yes_opens_nothing(bot: &mut TestBot) {
    five_reports(bot).await;
    let asked = bot.says("zhou-min", "daocloud", "报障 一级 核心交易中断").await;
    let yes = format!("确认 {}", code_in(&asked));
    assert_says(&bot.says("wu-hao", "daocloud", &yes).await, &["已过期或已使用"]);
    assert_says(&bot.says("zheng-yu", "isoftstone", &yes).await, &["已过期或已使用"]);
    assert_eq!(incidents(bot).await, 5);
    assert_says(&bot.says("zhou-min", "daocloud", &yes).await, &["INC-6"]);
}

async fn of_more_than_fifty_the_rest_is_asked_about_again(bot: &mut TestBot) {
    five_reports(bot).await;
    let asked = bot.says("zhou-min", "daocloud", "报障 一级 第 1 条").await;
    for number in 2..=53 {
        bot.says("zhou-min", "daocloud", &format!("报障 二级 第 {number} 条")).await;
    }
    bot.says("zhou-min", "daocloud", &code_in(&asked)).await;
    bot.advance(minutes(2)).await;
    assert_eq!(bot.incident(6).await.title, "第 1 条 (+49)");
    let more = bot.posts_in("daocloud").into_iter().find(|it| it.text.contains("最多列出 50 条"));
    bot.says("zhou-min", "daocloud", &code_in(&more.unwrap().text)).await;
    assert_eq!(bot.incident(7).await.title, "第 51 条 (+2)");
    bot.advance(minutes(2)).await;
}

async fn the_clock_counts_from_the_first_of_the_words(bot: &mut TestBot) {
    five_reports(bot).await;
    let typed_at = bot.now();
    let asked = bot.says("zhou-min", "daocloud", "报障 一级 核心交易中断").await;
    bot.advance(minutes(9)).await;
    bot.says("zhou-min", "daocloud", &code_in(&asked)).await;
    assert_eq!(bot.incident(6).await.opened_at, typed_at);
    let asked = {
        five_reports_more(bot).await;
        bot.says("zhou-min", "daocloud", "报障 一级 再次中断").await
    };
    bot.advance(minutes(11)).await;
    bot.says("zhou-min", "daocloud", &code_in(&asked)).await;
    assert_eq!(bot.incident(12).await.opened_at, bot.now());
}

async fn five_reports_more(bot: &TestBot) {
    for number in 1..=5 {
        bot.says("zhou-min", "daocloud", &format!("报障 二级 第 {number} 个任务失败")).await;
    }
}

async fn other_customers_are_paged_at_once_during_a_flood(bot: &mut TestBot) {
    for number in 1..=100 {
        bot.says("zhou-min", "daocloud", &format!("报障 一级 第 {number} 条")).await;
        bot.advance(TimeDelta::milliseconds(100)).await;
    }
    bot.advance(TimeDelta::seconds(60)).await;
    let before = bot.pages_to("zhang-qiang").len();
    bot.says("zheng-yu", "isoftstone", "报障 一级 下单失败").await;
    bot.advance(TimeDelta::seconds(60)).await;
    let pages = bot.pages_to("zhang-qiang").split_off(before);
    assert!(pages.iter().any(|page| page.text.contains("下单失败")), "{pages:#?}");
}
