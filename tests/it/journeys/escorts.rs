//! Escorts: a customer's event, declared in the directory file, during which answers come faster
//! and experts stand by.

use watchbell::domain::directory::Escort;
use watchbell::store::directory::{kind, put};
use watchbell::store::{Commit, Outcome};

use crate::kit::bot::{TestBot, minutes};
use crate::kit::posts::assert_says;
use crate::kit::{at, journeys};

journeys! {
    its_days_are_those_of_the_customers_zone,
    at_night_experts_and_duty_are_called_at_once,
    a_question_at_night_is_no_urgent_event_and_wakes_nobody,
    why_and_show_name_the_escort,
    raised_during_the_escort_it_counts_by_it,
    the_plan_names_what_is_booked_until_it_is_over,
    a_directory_that_forgets_it_moves_no_promise,
    huaweis_event_is_guarded_in_both_languages,
    an_escort_without_a_target_calls_the_group_for_lesser_levels_too,
}

/// The sandbox's shop on WeLink is escorted from 10 to 12 November: 双十一大促. Its group is open
/// from Monday to Friday.
const GROUP: &str = "isoftstone";
const WHO: &str = "zheng-yu";

/// 22:00 in Beijing on the first day.
const FIRST_NIGHT: &str = "2026-11-10T14:00:00Z";

/// A system that is degraded: three hours of the group's working time, and ten minutes during the
/// escort.
async fn is_slow(bot: &TestBot, what: &str) -> String {
    bot.says(WHO, GROUP, &format!("报障 生产系统异常 {what}变慢")).await
}

async fn its_days_are_those_of_the_customers_zone(bot: &mut TestBot) {
    for (number, opened, due, is_escorted) in [
        (1, "2026-11-09T15:59:00Z", "2026-11-10T04:00:00Z", false),
        (2, "2026-11-09T16:00:00Z", "2026-11-09T16:10:00Z", true),
        (3, "2026-11-12T15:59:00Z", "2026-11-12T16:09:00Z", true),
        (4, "2026-11-12T16:00:00Z", "2026-11-13T04:00:00Z", false),
    ] {
        bot.advance_to(at(opened)).await;
        let receipt = is_slow(bot, &format!("第 {number} 页")).await;
        assert_eq!(
            receipt.contains("双十一大促（至 2026-11-12 当天结束）"),
            is_escorted,
            "{receipt}"
        );
        let incident = bot.incident(number).await;
        assert_eq!(incident.response.due_at(), Some(at(due)), "opened at {opened}");
        bot.whispers("zhang-qiang", &format!("收到 {number}")).await;
    }
}

async fn at_night_experts_and_duty_are_called_at_once(bot: &mut TestBot) {
    bot.advance_to(at(FIRST_NIGHT)).await;
    let receipt = is_slow(bot, "下单").await;
    let told = ["10 分钟内，即 22:10", "7x24", "按护航时限计算", "专项应急小组已全部呼叫：2 人"];
    assert_says(&receipt, &told);
    assert!(!receipt.contains("不在服务时间"), "the clock runs:\n{receipt}");
    assert_says(&bot.last_in("staff").text, &["INC-1", "双十一大促", "22:10"]);
    for who in ["sam-miller", "tom-berg", "chen-jing"] {
        let called: Vec<_> = bot.pages_to(who).iter().map(|page| page.at).collect();
        assert_eq!(called, [bot.now()], "{who}");
    }
    bot.whispers("sam-miller", &format!("ack {}", bot.code_for("sam-miller"))).await;
    bot.whispers("chen-jing", &format!("收到 {}", bot.code_for("chen-jing"))).await;
    assert_says(&bot.last_in(GROUP).text, &["陈静", "未应答 Tom Berg"]);
    bot.advance(minutes(5)).await;
    assert_eq!(bot.pages_to("tom-berg").len(), 2, "who has not answered is called again");
}

async fn a_question_at_night_is_no_urgent_event_and_wakes_nobody(bot: &mut TestBot) {
    bot.advance_to(at(FIRST_NIGHT)).await;
    let receipt = bot.says(WHO, GROUP, "报障 一般性指导 怎么扩容").await;
    assert_says(&receipt, &["INC-1", "16 小时内", "11月12日 16:00", "双十一大促"]);
    assert!(!receipt.contains("专项应急小组"), "{receipt}");
    assert_eq!(bot.all_pages(), [], "nobody is woken");
    assert_says(&bot.says(WHO, GROUP, "为什么 1").await, &["只用于紧急事件"]);
    bot.advance_to(at("2026-11-11T01:00:00Z")).await;
    assert!(!bot.all_pages().is_empty(), "in the morning somebody is called");
}

async fn why_and_show_name_the_escort(bot: &mut TestBot) {
    bot.advance_to(at(FIRST_NIGHT)).await;
    is_slow(bot, "下单").await;
    let why = bot.says(WHO, GROUP, "为什么 1").await;
    assert_says(
        &why,
        &["10 分钟", "5.8", "22:10:00", "双十一大促（2026-11-10 至 2026-11-12）", "取代更长"],
    );
    let shown = bot.says(WHO, GROUP, "查看 1").await;
    assert_says(&shown, &["双十一大促", "护航开始适用"]);
    bot.advance_to(at("2026-11-11T02:00:00Z")).await;
    bot.says(WHO, GROUP, "报障 核心生产系统不可用 下单全部失败").await;
    let why = bot.says(WHO, GROUP, "为什么 2").await;
    assert_says(&why, &["5.2", "并不更早", "仍按原时限"]);
}

async fn raised_during_the_escort_it_counts_by_it(bot: &mut TestBot) {
    bot.advance_to(at("2026-11-09T15:30:00Z")).await;
    is_slow(bot, "下单").await;
    bot.advance_to(at("2026-11-09T17:00:00Z")).await;
    assert!(bot.all_pages().is_empty(), "it waits for the morning, whatever begins at midnight");
    let told = bot.says(WHO, GROUP, "定级 #1 生产系统不可用 打不开了").await;
    assert_says(&told, &["INC-1", "01:10"]);
    assert_eq!(bot.incident(1).await.response.due_at(), Some(bot.now() + minutes(10)));
    assert_eq!(bot.pages_to("tom-berg").len(), 1);
    assert_says(&bot.says(WHO, GROUP, "查看 1").await, &["双十一大促"]);
}

async fn the_plan_names_what_is_booked_until_it_is_over(bot: &mut TestBot) {
    let booked =
        ["已登记护航：双十一大促，2026-11-10 至 2026-11-12", "10 分钟内响应，7x24", "专项应急小组"];
    let plan = bot.says(WHO, GROUP, "支持计划").await;
    assert_says(&plan, &booked);
    bot.advance_to(at("2026-11-12T15:59:00Z")).await;
    assert_says(&bot.says(WHO, GROUP, "支持计划").await, &booked);
    bot.advance(minutes(1)).await;
    let plan = bot.says(WHO, GROUP, "支持计划").await;
    assert!(!plan.contains("护航"), "{plan}");
    let plan = bot.says("zhou-min", "daocloud", "支持计划").await;
    assert!(!plan.contains("护航"), "another customer's event is nobody's business:\n{plan}");
}

async fn a_directory_that_forgets_it_moves_no_promise(bot: &mut TestBot) {
    bot.advance_to(at(FIRST_NIGHT)).await;
    is_slow(bot, "下单").await;
    let promised = bot.incident(1).await.response;
    book(bot, "paper-crane", Vec::new()).await;
    let question = bot.says(WHO, GROUP, "定级 #1 系统异常 好一些了").await;
    bot.says(WHO, GROUP, &format!("确认 {}", super::code_in(&question))).await;
    let incident = bot.incident(1).await;
    assert_eq!((incident.rank, incident.response), (4, promised));
    let receipt = is_slow(bot, "退款").await;
    assert!(!receipt.contains("护航"), "{receipt}");
    book(bot, "paper-crane", vec![event("双十一大促", "2026-11-10", "2026-11-12")]).await;
    assert_eq!(bot.incident(2).await.response.due_at(), Some(at("2026-11-11T04:00:00Z")));
    assert_says(&is_slow(bot, "搜索").await, &["INC-3", "22:10"]);
}

async fn huaweis_event_is_guarded_in_both_languages(bot: &mut TestBot) {
    book(bot, "cloud-ferry", vec![event("Spring launch", "2026-03-10", "2026-03-10")]).await;
    let receipt = bot.says("chu-tian", "huaweicloud", "报障 生产系统不可用 控制台打不开").await;
    let zh = "护航期间：Spring launch（至 2026-03-10 当天结束），响应按护航时限计算";
    let en = "Escort: Spring launch, until the end of 2026-03-10; its response time applies";
    assert_says(&receipt, &[zh, en]);
    let incident = bot.incident(1).await;
    assert_eq!(incident.response.due_at(), Some(bot.now() + minutes(10)), "and not thirty");
    // The file names no experts for this customer: the duty manager gathers them.
    let experts = incident.special_handling.experts.unwrap();
    assert_eq!(experts.missing().collect::<Vec<_>>(), [&"zhao-lei".into()]);
}

async fn an_escort_without_a_target_calls_the_group_for_lesser_levels_too(bot: &mut TestBot) {
    bot.says("shen-yi", "alibabacloud", "报障 一般问题 首页变慢").await;
    assert!(bot.pages_to("tom-berg").is_empty());
    book(bot, "tea-mountain", vec![event("春茶节", "2026-03-10", "2026-03-11")]).await;
    let receipt = bot.says("shen-yi", "alibabacloud", "报障 一般问题 购物车变慢").await;
    assert_says(&receipt, &["INC-2", "春茶节", "专项应急小组已全部呼叫：2 人"]);
    assert!(
        !receipt.contains("护航时限"),
        "the plan promises no time of an escort's own:\n{receipt}"
    );
    assert_eq!(bot.incident(2).await.response.due_at(), Some(bot.now() + minutes(60)));
    assert_eq!(bot.pages_to("tom-berg").len(), 1);
}

fn event(name: &str, from: &str, until: &str) -> Escort {
    let day = |text: &str| text.parse().unwrap();
    Escort { name: name.to_owned(), from: day(from), until: day(until) }
}

/// The operator applies a directory file in which a customer has these escorts.
async fn book(bot: &TestBot, whose: &str, escorts: Vec<Escort>) {
    let store = &bot.bot.actions.store;
    let mut customer = store.directory().customers[whose].clone();
    customer.escorts = escorts;
    let document = put(kind::CUSTOMER, whose, &customer).unwrap();
    let commit = Commit { directory: vec![document], ..Commit::default() };
    assert!(matches!(store.commit(commit).await.unwrap(), Outcome::Done { .. }));
    store.reload_directory().await.unwrap();
}
