//! Express tickets: a faster answer that costs one of those the customer has (Alibaba Cloud,
//! 极速工单工作说明书).

use chrono::TimeDelta;
use watchbell::domain::incident::Fact;
use watchbell::domain::ledger::express::Pool;

use super::code_in;
use crate::kit::bot::{Chat, TestBot, minutes, tuesday};
use crate::kit::posts::assert_says;
use crate::kit::{Database, at, journeys, on_both_engines};

journeys! {
    it_is_opened_by_the_yes_and_its_clock_runs_from_there,
    the_tenth_is_the_last_of_the_month_and_the_eleventh_is_told_what_opens_without,
    a_pack_is_spent_when_nothing_is_included,
    support_that_sorts_it_anew_gives_it_back,
    a_duplicate_and_what_is_out_of_scope_cost_nothing,
    however_it_is_said_it_is_asked_about_first,
    no_incident_becomes_an_express_ticket_later,
    who_may_not_spend_is_told_who_can_allow_it_and_a_stranger_is_not_turned_away,
    a_plan_without_express_tickets_says_so_and_keeps_the_title,
    what_it_says_already_is_not_asked_for_again,
    news_comes_hourly_or_when_it_was_agreed,
    the_balance_says_what_is_left_and_who_spent_it,
}

on_both_engines! {
    a_month_ends_at_midnight_where_the_customer_is,
    two_who_spend_the_last_one_at_the_same_instant,
}

const GROUP: &str = "alibabacloud-tickets";

/// Somebody asks for one and says yes; gives back what they read then.
async fn spends(bot: &TestBot, who: &str, title: &str) -> String {
    let question = bot.says(who, GROUP, &format!("加急 {title}")).await;
    bot.says(who, GROUP, &format!("确认 {}", code_in(&question))).await
}

async fn spends_many(bot: &TestBot, count: i64) {
    for place in 1..=count {
        let receipt = spends(bot, "shao-an", &format!("第{place}件事")).await;
        assert_says(&receipt, &[&format!("INC-{place}")]);
    }
}

async fn it_is_opened_by_the_yes_and_its_clock_runs_from_there(bot: &mut TestBot) {
    let question = bot.says("shao-an", GROUP, "加急 邮件网关全部超时").await;
    assert_says(
        &question,
        &[
            "邮件网关全部超时",
            "从您确认时开始",
            "10 分钟内",
            "7x24",
            "每 1 小时",
            "剩余 10/10",
            "2026-03",
        ],
    );
    assert!(
        bot.bot.actions.store.open_by_deadline(10).await.unwrap().is_empty(),
        "nothing is open yet"
    );
    bot.advance(minutes(1)).await;
    let receipt = bot.says("shao-an", GROUP, &format!("确认 {}", code_in(&question))).await;
    assert_says(&receipt, &["INC-1", "极速工单", "还剩 9 次", "16:41"]);
    let incident = bot.incident(1).await;
    assert_eq!((incident.rank, incident.opened_at), (1, tuesday() + minutes(1)));
    assert_eq!(incident.response.due_at(), Some(tuesday() + minutes(11)));
    assert_eq!(bot.pages_to("zhang-qiang").len(), 1);
    let again = bot.says("shao-an", GROUP, &format!("确认 {}", code_in(&question))).await;
    assert_says(&again, &["已过期或已使用"]);
    assert_eq!(account(bot).await.len(), 1);
}

async fn what_it_says_already_is_not_asked_for_again(bot: &mut TestBot) {
    let words = "邮件网关全部超时\n影响：华东全部租户；账号与实例：UID 1024（虚构）";
    let question = bot.says("shao-an", GROUP, &format!("加急 {words}")).await;
    assert_says(&question, &["「邮件网关全部超时」", "剩余 10/10"]);
    let receipt = bot.says("shao-an", GROUP, &format!("确认 {}", code_in(&question))).await;
    assert_says(&receipt, &["INC-1", "邮件网关全部超时 |", "「现象」（3/4）"]);
    let incident = bot.incident(1).await;
    assert_eq!(incident.title, "邮件网关全部超时");
    assert_eq!(incident.required_info.text_of(&"impact".into()), Some("华东全部租户"));
    assert_eq!(incident.required_info.text_of(&"instance".into()), Some("UID 1024（虚构）"));
    assert_says(&bot.pages_to("zhang-qiang")[0].text, &["影响：华东全部租户"]);
    let next = bot.says("shao-an", GROUP, "补充 全部返回 504").await;
    assert_says(&next, &["「证据」（4/4）"]);
}

async fn the_tenth_is_the_last_of_the_month_and_the_eleventh_is_told_what_opens_without(
    bot: &mut TestBot,
) {
    spends_many(bot, 9).await;
    let question = bot.says("shao-an", GROUP, "加急 第10件事").await;
    assert_says(&question, &["剩余 1/10", "合计可用 1 次"]);
    let receipt = bot.says("shao-an", GROUP, &format!("确认 {}", code_in(&question))).await;
    assert_says(&receipt, &["INC-10", "还剩 0 次"]);
    let refused = bot.says("shao-an", GROUP, "加急 第11件事").await;
    assert_says(
        &refused,
        &["已经用完", "没有扣减", "开单 第11件事", "重要工单", "一般工单", "邵安", "穆青", "购买"],
    );
    assert!(!refused.contains("确认 "), "there is nothing to say yes to:\n{refused}");
    let opened = bot.says("shao-an", GROUP, "开单 重要 第11件事").await;
    assert_says(&opened, &["INC-11", "第11件事"]);
    assert_eq!(bot.incident(11).await.express, None);
}

async fn a_pack_is_spent_when_nothing_is_included(bot: &mut TestBot) {
    let question = bot.says("shen-yi", "alibabacloud", "加急 首页打不开").await;
    assert_says(&question, &["极速工单包", "剩余 2/2"]);
    let receipt =
        bot.says("shen-yi", "alibabacloud", &format!("确认 {}", code_in(&question))).await;
    assert_says(&receipt, &["INC-1", "极速工单", "还剩 1 次"]);
    let incident = bot.incident(1).await;
    assert_eq!((incident.rank, incident.response.due_at()), (1, Some(tuesday() + minutes(10))));
    let spent = incident.express.unwrap();
    assert_eq!(spent.pool, Pool::Pack { from: "2026-01-01".parse().unwrap() });
    let shown = bot.says("shen-yi", "alibabacloud", "为什么 #1").await;
    assert_says(&shown, &["INC-1", "10 分钟"]);
}

async fn support_that_sorts_it_anew_gives_it_back(bot: &mut TestBot) {
    spends(bot, "shao-an", "证书怎么换").await;
    let question = bot.says("zhao-lei", GROUP, "定级 #1 一般 这是咨询").await;
    bot.says("zhao-lei", GROUP, &format!("确认 {}", code_in(&question))).await;
    assert!(
        bot.posts_in(GROUP).iter().any(|post| post.text.contains("已退回")),
        "{:?}",
        bot.posts_in(GROUP)
    );
    assert_says(&bot.says("shao-an", GROUP, "余额").await, &["10/10", "赵磊", "退回 1 次"]);
    assert!(has_fact(bot, 1, |fact| matches!(fact, Fact::ExpressGivenBack { .. })).await);
    let question = bot.says("zhao-lei", GROUP, "代客户关闭 #1 为 重复 与 INC-9 重复").await;
    bot.says("zhao-lei", GROUP, &format!("确认 {}", code_in(&question))).await;
    assert_eq!(account(bot).await.len(), 2, "it comes back once");
}

async fn a_duplicate_and_what_is_out_of_scope_cost_nothing(bot: &mut TestBot) {
    for (number, outcome, left) in
        [(1, "重复", "10/10"), (2, "超范围", "10/10"), (3, "同意", "9/10")]
    {
        spends(bot, "shao-an", "邮件延迟").await;
        let sentence = format!("代客户关闭 #{number} 为 {outcome} 已与客户确认");
        let question = bot.says("zhao-lei", GROUP, &sentence).await;
        bot.says("zhao-lei", GROUP, &format!("确认 {}", code_in(&question))).await;
        assert!(bot.incident(number).await.state.is_closed());
        bot.advance(minutes(2)).await;
        assert_says(&bot.says("shao-an", GROUP, "配额").await, &[left]);
    }
}

async fn however_it_is_said_it_is_asked_about_first(bot: &mut TestBot) {
    for sentence in
        ["极速 邮件延迟", "express 邮件延迟", "报障 极速 邮件延迟", "开单 一级 邮件延迟"]
    {
        let question = bot.says("shao-an", GROUP, sentence).await;
        assert_says(&question, &["邮件延迟", "从您确认时开始", "10/10"]);
    }
    let question = bot.says("shen-yi", "alibabacloud", "报障 极速 首页打不开").await;
    assert_says(&question, &["首页打不开", "2/2"]);
    assert!(account(bot).await.is_empty());
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    let told = bot.says("zhou-min", "daocloud", "升级 #1 加急 没有进展").await;
    assert_says(&told, &["INC-1", "紧急", "没有进展"]);
    let hint = bot.says("zhou-min", "daocloud", "加急 #1").await;
    assert_says(&hint, &["升级"]);
}

async fn no_incident_becomes_an_express_ticket_later(bot: &mut TestBot) {
    bot.says("shao-an", GROUP, "开单 重要 邮件延迟").await;
    let refused = bot.says("shao-an", GROUP, "定级 #1 极速").await;
    assert_says(&refused, &["没有执行", "加急 标题", "升级 #"]);
    let refused = bot.says("zhao-lei", GROUP, "定级裁决 #1 极速 客户着急").await;
    assert_says(&refused, &["没有执行", "加急 标题"]);
    assert_eq!(bot.incident(1).await.severity, Some("important".into()));
}

async fn who_may_not_spend_is_told_who_can_allow_it_and_a_stranger_is_not_turned_away(
    bot: &mut TestBot,
) {
    let refused = bot.says("gu-wen", GROUP, "加急 邮件延迟").await;
    assert_says(&refused, &["使用极速工单", "没有执行", "邵安", "穆青", "开单 标题"]);
    let refused = bot.says("a-stranger", GROUP, "加急 邮件延迟").await;
    assert_says(&refused, &["没有使用「加急」的权限", "邵安"]);
    let receipt = bot.says("a-stranger", GROUP, "报障 极速 邮件延迟").await;
    assert_says(&receipt, &["INC-1", "尚未定级"]);
    assert_eq!(bot.incident(1).await.express, None);
    assert!(account(bot).await.is_empty());
}

async fn a_plan_without_express_tickets_says_so_and_keeps_the_title(bot: &mut TestBot) {
    let refused = bot.says("zhou-min", "daocloud", "加急 支付全部失败").await;
    assert_says(&refused, &["没有极速工单", "开单 支付全部失败"]);
    assert_says(&bot.says("zhou-min", "daocloud", "配额").await, &["没有按次计算的服务"]);
    let expired = bot.says("mo-lin", "mill", "加急 磨坊停了").await;
    assert_says(&expired, &["没有开单", "开单 磨坊停了"]);
}

async fn news_comes_hourly_or_when_it_was_agreed(bot: &mut TestBot) {
    spends(bot, "shao-an", "邮件延迟").await;
    bot.whispers("zhang-qiang", &format!("收到 {}", bot.code_for("zhang-qiang"))).await;
    assert_eq!(bot.incident(1).await.updates.next_at, Some(tuesday() + minutes(60)));
    let told = bot.says("zhang-qiang", GROUP, "约定时间 #1 19:00").await;
    assert_says(&told, &["INC-1", "19:00"]);
    bot.says("shao-an", GROUP, "同意 #1").await;
    bot.advance(minutes(150)).await;
    assert_eq!(bot.last_in(GROUP).at, at("2026-03-10T11:00:00Z"));
}

async fn the_balance_says_what_is_left_and_who_spent_it(bot: &mut TestBot) {
    assert_says(
        &bot.says("gu-wen", GROUP, "余额").await,
        &["合计可用 10 次", "10/10", "2026-03-31"],
    );
    spends(bot, "mu-qing", "邮件延迟").await;
    let told = bot.says("zhao-lei", GROUP, "quota").await;
    assert_says(&told, &["9/10", "INC-1", "穆青", "16:30"]);
    assert_says(&bot.says("zhao-lei", "staff", "配额").await, &["客户群"]);
    assert_says(&bot.whispers("shao-an", "配额").await, &["9/10"]);
    assert_says(&bot.whispers("shen-yi", "配额").await, &["2/2", "2030-12-31"]);
}

async fn a_month_ends_at_midnight_where_the_customer_is(database: &Database) {
    // The last hour of March in Beijing, while in UTC it is the afternoon.
    let bot = TestBot::starting_at(database, Chat::Poorest, at("2026-03-31T15:00:00Z")).await;
    spends_many(&bot, 10).await;
    assert_says(&bot.says("shao-an", GROUP, "加急 还有一件").await, &["已经用完"]);
    bot.advance(TimeDelta::minutes(60)).await;
    let receipt = spends(&bot, "shao-an", "还有一件").await;
    assert_says(&receipt, &["INC-11", "2026-04", "还剩 9 次"]);
}

async fn two_who_spend_the_last_one_at_the_same_instant(database: &Database) {
    let bot = TestBot::on(database, Chat::Poorest).await;
    spends_many(&bot, 9).await;
    let first = code_in(&bot.says("shao-an", GROUP, "加急 第一位").await);
    let second = code_in(&bot.says("mu-qing", GROUP, "加急 第二位").await);
    let yes = |who: &str, code: &str| bot.platform.says(GROUP, who, &format!("确认 {code}"));
    let (handlers, now) = (&bot.bot.handlers, bot.now());
    let events = (yes("shao-an", &first), yes("mu-qing", &second));
    let (one, other) = tokio::join!(handlers.handle(events.0, now), handlers.handle(events.1, now));
    one.unwrap();
    other.unwrap();
    bot.bot.settle().await.unwrap();
    let account = account(&bot).await;
    assert_eq!(
        account.iter().map(|entry| entry.seq).collect::<Vec<_>>(),
        (1..=10).collect::<Vec<_>>()
    );
    let open = bot.bot.actions.store.open_by_deadline(20).await.unwrap();
    assert_eq!(open.len(), 10, "exactly one of the two was opened");
    let said = bot.posts_in(GROUP);
    assert_eq!(said.iter().filter(|post| post.text.contains("已经用完")).count(), 1, "{said:?}");
}

async fn account(bot: &TestBot) -> Vec<watchbell::domain::ledger::express::Entry> {
    bot.bot.actions.store.express_account(&"bamboo-post".into()).await.unwrap()
}

async fn has_fact(bot: &TestBot, number: i64, is: fn(&Fact) -> bool) -> bool {
    bot.timeline(number).await.iter().any(|entry| is(&entry.fact))
}
