//! Many pages at once: one answer for all of them, and calls that nobody answers become rarer.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use watchbell::domain::incident::{Fact, IncidentState};
use watchbell::ids::IncidentNumber;

use super::code_in;
use crate::kit::bot::{TestBot, minutes};
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    one_answer_for_all_that_wait,
    one_page_alone_needs_no_question,
    without_a_page_nothing_is_acknowledged,
    what_somebody_took_meanwhile_is_named,
    a_storm_of_reports_rings_once_and_again_after_a_minute,
    pages_far_apart_come_by_themselves,
    an_unanswered_weekend_is_not_a_thousand_pages,
    in_a_storm_each_code_leads_to_one_incident,
}

async fn three_reports(bot: &TestBot) {
    for (group, who, said) in [
        ("daocloud", "zhou-min", "报障 二级 支付偶发失败"),
        ("daocloud", "wu-hao", "报障 一级 登录全部失败"),
        ("isoftstone", "zheng-yu", "报障 一级 下单失败"),
    ] {
        bot.says(who, group, said).await;
    }
}

async fn one_answer_for_all_that_wait(bot: &mut TestBot) {
    three_reports(bot).await;
    let asked = bot.whispers("zhang-qiang", "收到 全部").await;
    assert_says(&asked, &["3 个呼叫", "INC-1", "INC-2", "INC-3", "确认"]);
    assert_eq!(bot.incident(1).await.state, IncidentState::Open, "nothing before the yes");
    let done = bot.whispers("zhang-qiang", &code_in(&asked)).await;
    assert_says(&done, &["已认领 3 个", "INC-1", "INC-2", "INC-3"]);
    for number in 1..=3 {
        assert_eq!(bot.incident(number).await.owner, Some("zhang-qiang".into()));
    }
    assert_says(&bot.last_in("isoftstone").text, &["INC-3", "张强"]);
    assert_says(&bot.whispers("zhang-qiang", "收到全部").await, &["没有等您回应的呼叫"]);
}

async fn one_page_alone_needs_no_question(bot: &mut TestBot) {
    super::payments_fail(bot).await;
    bot.whispers("zhang-qiang", "ack all").await;
    assert_eq!(bot.incident(1).await.owner, Some("zhang-qiang".into()));
}

async fn without_a_page_nothing_is_acknowledged(bot: &mut TestBot) {
    super::payments_fail(bot).await;
    assert_says(&bot.whispers("tom-berg", "ack all").await, &["No page waits"]);
    assert_says(&bot.says("zhou-min", "daocloud", "收到 全部").await, &["权限"]);
    assert_eq!(bot.incident(1).await.state, IncidentState::Open);
}

async fn what_somebody_took_meanwhile_is_named(bot: &mut TestBot) {
    three_reports(bot).await;
    let asked = bot.whispers("zhang-qiang", "认领 所有").await;
    bot.whispers("chen-jing", "认领 #2").await;
    let done = bot.whispers("zhang-qiang", &format!("确认 {}", code_in(&asked))).await;
    assert_says(&done, &["已认领 2 个", "INC-2", "已由 陈静"]);
    assert_eq!(bot.incident(2).await.owner, Some("chen-jing".into()));
}

/// Twelve reports of two customers, one every five seconds.
async fn a_storm_of_reports_rings_once_and_again_after_a_minute(bot: &mut TestBot) {
    bot.lift_opening_limits().await;
    for number in 1..=12 {
        let (who, group) =
            if number % 2 == 0 { ("zhou-min", "daocloud") } else { ("zheng-yu", "isoftstone") };
        bot.says(who, group, &format!("报障 一级 第 {number} 个接口失败")).await;
        bot.advance(TimeDelta::seconds(5)).await;
    }
    bot.advance(TimeDelta::seconds(10)).await;
    let pages = bot.pages_to("zhang-qiang");
    // A platform that shows little needs a few messages for ten lines.
    let is_as_told = (3..=5).contains(&pages.len());
    assert!(is_as_told, "one at once for each customer, the others together: {pages:#?}");
    assert_says(&pages[0].text, &["第 1 个接口失败"]);
    assert_says(&pages[1].text, &["第 2 个接口失败"]);
    assert_says(&pages[2].text, &["收到 全部"]);
    let together = format!("{pages:?}");
    for number in 2..=12 {
        assert_says(&together, &[&format!("第 {number} 个接口失败")]);
    }
    let asked = bot.whispers("zhang-qiang", "收到 全部").await;
    bot.whispers("zhang-qiang", &code_in(&asked)).await;
    for number in 1..=12 {
        assert_eq!(bot.incident(number).await.owner, Some("zhang-qiang".into()), "{number}");
    }
}

async fn pages_far_apart_come_by_themselves(bot: &mut TestBot) {
    bot.says("zheng-yu", "isoftstone", "报障 一级 下单失败").await;
    bot.advance(TimeDelta::seconds(61)).await;
    bot.says("zhou-min", "daocloud", "报障 一级 支付失败").await;
    let pages = bot.pages_to("zhang-qiang");
    assert_eq!(pages.len(), 2, "{pages:#?}");
    assert_says(&pages[1].text, &["支付失败"]);
    assert!(!pages[1].text.contains("下单失败"));
}

async fn an_unanswered_weekend_is_not_a_thousand_pages(bot: &mut TestBot) {
    bot.says("zhou-min", "daocloud", "报障 二级 支付偶发失败").await;
    bot.advance(minutes(60)).await;
    let board = bot.whispers("zhao-lei", "看板").await;
    assert_says(&board, &["未应答", "次，", "下次呼叫"]);
    bot.advance(minutes(63 * 60)).await;
    let pages = bot.pages_to("zhang-qiang").len();
    assert!((3..200).contains(&pages), "{pages} pages to one person");
}

async fn in_a_storm_each_code_leads_to_one_incident(bot: &mut TestBot) {
    bot.lift_opening_limits().await;
    let reporters = [
        ("daocloud", "zhou-min", "报障 二级 支付失败"),
        ("isoftstone", "zheng-yu", "报障 一级 下单失败"),
        ("zitadel", "lea-beispiel", "open sev2 log-in fails"),
    ];
    let reports = 180;
    for at in 0..reports {
        let (group, who, said) = reporters[at % reporters.len()];
        bot.says(who, group, &format!("{said} {at}")).await;
    }
    let mut stands_for: BTreeMap<(String, String), i64> = BTreeMap::new();
    for number in 1..=i64::try_from(reports).unwrap() {
        let store = &bot.bot.actions.store;
        for entry in store.timeline_of(IncidentNumber(number)).await.unwrap() {
            if let Fact::Paged { person, code, .. } = entry.fact {
                let other = stands_for.insert((person.to_string(), code.clone()), number);
                assert!(other.is_none_or(|other| other == number), "{person} {code}: {other:?}");
            }
        }
    }
    for (at, ((person, code), number)) in stands_for.iter().enumerate() {
        if at % 30 == 0 {
            bot.whispers(person, &format!("ack {code}")).await;
            assert_eq!(bot.incident(*number).await.owner, Some(person.as_str().into()));
        }
    }
}
