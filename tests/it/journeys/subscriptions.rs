//! News by mail, on request: to mailboxes of the customer, about what the customer's room is told,
//! and to nobody else.

use chat::SendError;
use watchbell::domain::directory::ContactMethod;
use watchbell::domain::incident::Fact;
use watchbell::store::{Commit, Outcome, directory};

use super::{code_in, payments_fail_and_are_taken};
use crate::kit::bot::{Chat, TestBot, minutes};
use crate::kit::posts::assert_says;
use crate::kit::{Database, journeys, on_both_engines, people};

journeys! {
    a_member_reads_in_their_mailbox_what_the_room_hears_of_the_course_of_things,
    the_closing_is_the_last_email_unless_it_is_opened_again,
    no_news_goes_to_a_stranger,
    a_mailbox_that_only_shares_the_domain_is_asked_first,
    a_code_from_a_mailbox_is_the_askers_alone_and_ends,
    nobody_fills_a_mailbox_with_codes,
    whoever_wants_no_more_emails_gets_none,
    a_mailbox_that_does_not_exist_is_told_of_once,
    a_mail_server_in_trouble_loses_no_email,
    a_mailbox_that_is_no_longer_the_customers_gets_nothing_more,
    nor_does_it_hear_that_its_incident_is_a_duplicate,
    with_several_open_the_number_is_asked_for,
    strangers_in_the_group_subscribe_nobody,
}

on_both_engines![a_page_that_chat_cannot_bring_comes_by_mail];

const ZHOU: &str = "zhou-min@lantern.example";
const WU: &str = "wu-hao@lantern.example";
const DESK: &str = "it-desk@lantern.example";

/// Zhou Min's mailbox is declared, and the domain it is in is her bank's.
async fn with_mailboxes(bot: &TestBot) {
    let known = bot.bot.actions.store.directory();
    let mut bank = known.customers["lantern-bank"].clone();
    bank.mail_domains = vec!["lantern.example".parse().unwrap()];
    let mut zhou = known.people["zhou-min"].clone();
    zhou.email = Some(ZHOU.parse().unwrap());
    let mut zheng = known.people["zheng-yu"].clone();
    zheng.email = Some("zheng-yu@crane.example".parse().unwrap());
    write(
        bot,
        vec![
            directory::put(directory::kind::CUSTOMER, "lantern-bank", &bank).unwrap(),
            directory::put(directory::kind::PERSON, "zhou-min", &zhou).unwrap(),
            directory::put(directory::kind::PERSON, "zheng-yu", &zheng).unwrap(),
        ],
    )
    .await;
}

async fn write(bot: &TestBot, documents: Vec<watchbell::store::DirectoryChange>) {
    let commit = Commit { directory: documents, ..Commit::default() };
    assert!(matches!(bot.bot.actions.store.commit(commit).await.unwrap(), Outcome::Done { .. }));
    bot.bot.actions.store.reload_directory().await.unwrap();
}

/// Incident 1 is being worked on, and Zhou Min reads about it at home.
async fn followed_by_mail(bot: &TestBot) {
    with_mailboxes(bot).await;
    payments_fail_and_are_taken(bot).await;
    bot.says("zhou-min", "daocloud", "订阅 #1").await;
}

fn emails(bot: &TestBot, address: &str) -> Vec<String> {
    bot.mail.sent_to(address).into_iter().map(|email| email.text).collect()
}

fn last_email(bot: &TestBot, address: &str) -> String {
    emails(bot, address).pop().unwrap_or_else(|| panic!("no email to {address}"))
}

async fn a_member_reads_in_their_mailbox_what_the_room_hears_of_the_course_of_things(
    bot: &mut TestBot,
) {
    followed_by_mail(bot).await;
    assert_says(
        &bot.last_in("daocloud").text,
        &["INC-1", "周敏（虚构） 已订阅", "lantern.example"],
    );
    assert_says(
        &last_email(bot, ZHOU),
        &["INC-1", "已订阅", "subscribed. Status updates", "「灯笼银行 × 支持」"],
    );
    bot.says("zhang-qiang", "daocloud", "进展 #1 正在切换存储").await;
    assert_says(
        &last_email(bot, ZHOU),
        &["正在切换存储", "update 1", "退订 #1 zhou-min@lantern.example"],
    );
    bot.says("zhou-min", "daocloud", "改级 #1 二级 已有绕行办法").await;
    let question = bot.last_in("daocloud").text;
    bot.says("zhou-min", "daocloud", &format!("确认 {}", code_in(&question))).await;
    assert_says(&last_email(bot, ZHOU), &["二级", "已有绕行办法"]);
    let so_far = emails(bot, ZHOU).len();
    bot.says("zhang-qiang", "staff", "备注 #1 怀疑是机房").await;
    bot.says("wu-hao", "daocloud", "补充 #1 还是很慢").await;
    assert_eq!(emails(bot, ZHOU).len(), so_far, "neither notes nor talk are news");
    bot.says("zhang-qiang", "daocloud", "方案 #1 已切换存储").await;
    assert_says(
        &last_email(bot, ZHOU),
        &["已切换存储", "同意关闭 #1", "请到群「灯笼银行 × 支持」"],
    );
    assert!(!emails(bot, ZHOU).iter().any(|email| email.contains("怀疑是机房")));
}

async fn the_closing_is_the_last_email_unless_it_is_opened_again(bot: &mut TestBot) {
    followed_by_mail(bot).await;
    bot.says("zhang-qiang", "daocloud", "方案 #1 已重启支付").await;
    bot.says("zhou-min", "daocloud", "同意关闭 #1").await;
    assert_says(&last_email(bot, ZHOU), &["已关闭", "closed"]);
    let so_far = emails(bot, ZHOU).len();
    bot.advance(minutes(240)).await;
    assert_eq!(emails(bot, ZHOU).len(), so_far);
    let late = bot.says("zhou-min", "daocloud", "订阅 #1 it-desk@lantern.example").await;
    assert_says(&late, &["INC-1", "关闭"]);
    bot.says("zhou-min", "daocloud", "重开 #1 又失败了").await;
    assert_says(&last_email(bot, ZHOU), &["又失败了", "reopened it"]);
}

async fn no_news_goes_to_a_stranger(bot: &mut TestBot) {
    with_mailboxes(bot).await;
    payments_fail_and_are_taken(bot).await;
    for stranger in
        ["eve@evil.example", "zheng-yu@crane.example", "zhou@lantern.example.evil.example"]
    {
        let answer = bot.says("zhou-min", "daocloud", &format!("订阅 #1 {stranger}")).await;
        assert_says(&answer, &["INC-1", "没有订阅", "登记"]);
        assert!(emails(bot, stranger).is_empty());
    }
    let answer = bot.says("zhou-min", "daocloud", "订阅 #1 eve").await;
    assert_says(&answer, &["「eve」不是可用的邮箱地址"]);
    let answer = bot.says("zheng-yu", "isoftstone", "订阅 #1 zheng-yu@crane.example").await;
    assert_says(&answer, &["没有", "INC-1"]);
    assert!(bot.incident(1).await.subscribers.is_empty());
    assert!(bot.mail.sent().is_empty());
}

async fn a_mailbox_that_only_shares_the_domain_is_asked_first(bot: &mut TestBot) {
    with_mailboxes(bot).await;
    payments_fail_and_are_taken(bot).await;
    let answer = bot.says("wu-hao", "daocloud", &format!("订阅 #1 {DESK}")).await;
    assert_says(&answer, &["it-desk@", "确认码", "30 分钟"]);
    let code = code_in(&last_email(bot, DESK));
    assert!(!answer.contains(&code), "only the mailbox knows it");
    bot.says("zhang-qiang", "daocloud", "进展 #1 正在切换存储").await;
    assert_eq!(emails(bot, DESK).len(), 1, "no news before the code is back");
    let done = bot.says("wu-hao", "daocloud", &format!("确认 {code}")).await;
    assert_says(&done, &["INC-1", "已订阅", "it-desk@"]);
    bot.says("zhang-qiang", "daocloud", "进展 #1 已切换").await;
    assert_says(&last_email(bot, DESK), &["已切换"]);
}

async fn a_code_from_a_mailbox_is_the_askers_alone_and_ends(bot: &mut TestBot) {
    with_mailboxes(bot).await;
    payments_fail_and_are_taken(bot).await;
    bot.says("wu-hao", "daocloud", &format!("订阅 #1 {DESK}")).await;
    let code = code_in(&last_email(bot, DESK));
    bot.says("zhou-min", "daocloud", &format!("确认 {code}")).await;
    bot.advance(minutes(31)).await;
    bot.says("wu-hao", "daocloud", &format!("确认 {code}")).await;
    assert!(bot.incident(1).await.subscribers.is_empty());
}

async fn nobody_fills_a_mailbox_with_codes(bot: &mut TestBot) {
    with_mailboxes(bot).await;
    payments_fail_and_are_taken(bot).await;
    for _ in 0..8 {
        bot.says("wu-hao", "daocloud", &format!("订阅 #1 {DESK}")).await;
        bot.advance(minutes(1)).await;
    }
    assert_eq!(emails(bot, DESK).len(), 5);
    assert_says(&bot.says("wu-hao", "daocloud", &format!("订阅 #1 {DESK}")).await, &["15 分钟"]);
}

async fn whoever_wants_no_more_emails_gets_none(bot: &mut TestBot) {
    followed_by_mail(bot).await;
    let twice = bot.says("wu-hao", "daocloud", &format!("订阅 #1 {ZHOU}")).await;
    assert_says(&twice, &["已经订阅了"]);
    let unknown = bot.says("wu-hao", "daocloud", "退订 #1").await;
    assert_says(&unknown, &["没有登记您的邮箱"]);
    let so_far = emails(bot, ZHOU).len();
    // As it is in the e-mail, with the sign of no width that keeps an `@` from calling anybody.
    let answer = bot.says("wu-hao", "daocloud", "退订 #1 zhou-min@\u{200D}lantern.example").await;
    assert_says(&answer, &["吴昊（虚构） 已退订", "zhou-min@"]);
    bot.says("zhang-qiang", "daocloud", "进展 #1 已切换").await;
    assert_eq!(emails(bot, ZHOU).len(), so_far);
    assert_says(&bot.says("zhou-min", "daocloud", "退订 #1").await, &["无需退订"]);
}

async fn a_mailbox_that_does_not_exist_is_told_of_once(bot: &mut TestBot) {
    followed_by_mail(bot).await;
    bot.mail.fail_next(ZHOU, 3, &SendError::gone("no such mailbox"));
    bot.says("zhang-qiang", "daocloud", "进展 #1 正在切换存储").await;
    bot.says("zhang-qiang", "daocloud", "进展 #1 已切换").await;
    bot.advance(minutes(1)).await;
    let told =
        bot.posts_in("daocloud").into_iter().filter(|post| post.text.contains("邮件服务器表示"));
    assert_eq!(told.count(), 1);
    assert!(bot.incident(1).await.subscribers.is_empty());
    let bounced = |fact: &Fact| matches!(fact, Fact::Unsubscribed { bounced: true, .. });
    assert_eq!(bot.instants_of(1, bounced).await.len(), 1);
    let warned =
        bot.posts_in("staff").into_iter().any(|post| post.text.contains("no such mailbox"));
    assert!(!warned, "it is the customer's matter");
    bot.mail.heal();
    bot.says("zhou-min", "daocloud", "订阅 #1").await;
    bot.says("zhang-qiang", "daocloud", "进展 #1 又好了").await;
    assert_says(&last_email(bot, ZHOU), &["又好了"]);
}

async fn a_mail_server_in_trouble_loses_no_email(bot: &mut TestBot) {
    followed_by_mail(bot).await;
    bot.mail.fail_next(
        ZHOU,
        3,
        &SendError::Retryable("the mail server asks to try later (451)".into()),
    );
    bot.says("zhang-qiang", "daocloud", "进展 #1 正在切换存储").await;
    bot.advance(minutes(10)).await;
    let news = emails(bot, ZHOU).into_iter().filter(|email| email.contains("正在切换存储"));
    assert_eq!(news.count(), 1);
    assert_eq!(bot.incident(1).await.subscribers.len(), 1);
}

/// Zhou Min's mailbox and the domain of her bank are taken out of the directory.
async fn without_mailboxes(bot: &TestBot) {
    let known = bot.bot.actions.store.directory();
    let mut bank = known.customers["lantern-bank"].clone();
    bank.mail_domains.clear();
    let mut zhou = known.people["zhou-min"].clone();
    zhou.email = None;
    write(
        bot,
        vec![
            directory::put(directory::kind::CUSTOMER, "lantern-bank", &bank).unwrap(),
            directory::put(directory::kind::PERSON, "zhou-min", &zhou).unwrap(),
        ],
    )
    .await;
}

async fn a_mailbox_that_is_no_longer_the_customers_gets_nothing_more(bot: &mut TestBot) {
    followed_by_mail(bot).await;
    without_mailboxes(bot).await;
    let so_far = emails(bot, ZHOU).len();
    bot.says("zhang-qiang", "daocloud", "进展 #1 正在切换存储").await;
    assert_eq!(emails(bot, ZHOU).len(), so_far);
}

async fn nor_does_it_hear_that_its_incident_is_a_duplicate(bot: &mut TestBot) {
    followed_by_mail(bot).await;
    bot.says("wu-hao", "daocloud", "报障 一级 支付又失败").await;
    for number in [2, 1] {
        bot.says("zhou-min", "daocloud", &format!("订阅 #{number}")).await;
        assert_eq!(bot.incident(number).await.subscribers.len(), 1);
    }
    without_mailboxes(bot).await;
    let so_far = emails(bot, ZHOU).len();
    bot.says("zhang-qiang", "staff", "重复 #2 同 #1").await;
    assert!(bot.incident(2).await.state.is_closed());
    assert_eq!(emails(bot, ZHOU).len(), so_far, "{:?}", emails(bot, ZHOU).last());
    for number in [1, 2] {
        assert_eq!(bot.incident(number).await.subscribers, [], "neither keeps it");
    }
}

async fn with_several_open_the_number_is_asked_for(bot: &mut TestBot) {
    with_mailboxes(bot).await;
    bot.says("zhou-min", "daocloud", "报障 二级 查询很慢").await;
    bot.says("zhou-min", "daocloud", "订阅").await;
    assert_eq!(bot.incident(1).await.subscribers.len(), 1, "the only open one is meant");
    bot.says("wu-hao", "daocloud", "报障 三级 报表不对").await;
    bot.advance(minutes(2)).await;
    let answer = bot.says("zhou-min", "daocloud", "订阅").await;
    assert_says(&answer, &["INC-1", "INC-2"]);
    assert!(bot.incident(2).await.subscribers.is_empty());
    bot.says("zhou-min", "daocloud", &format!("订阅 {ZHOU} #2")).await;
    assert_eq!(bot.incident(2).await.subscribers.len(), 1);
}

async fn strangers_in_the_group_subscribe_nobody(bot: &mut TestBot) {
    with_mailboxes(bot).await;
    payments_fail_and_are_taken(bot).await;
    let answer = bot.says("somebody", "daocloud", &format!("订阅 #1 {WU}")).await;
    assert_says(&answer, &["权限"]);
    assert!(bot.mail.sent().is_empty());
}

async fn a_page_that_chat_cannot_bring_comes_by_mail(database: &Database) {
    let bot = TestBot::on(database, Chat::Poorest).await;
    let known = bot.bot.actions.store.directory();
    let mut zhang = known.people["zhang-qiang"].clone();
    let mailbox = "zhang-qiang@vendor.example";
    let by_mail = watchbell::domain::directory::Destination {
        platform: people::MAIL.to_owned(),
        address: mailbox.to_owned(),
    };
    zhang.contact_methods.truncate(1);
    zhang.contact_methods.push(ContactMethod::Direct(by_mail));
    write(&bot, vec![directory::put(directory::kind::PERSON, "zhang-qiang", &zhang).unwrap()])
        .await;
    bot.platform.fail_next("zhang-qiang", 50, &SendError::Retryable("trouble".into()));
    let paged_at = bot.now();
    super::payments_fail(&bot).await;
    bot.advance(minutes(1)).await;
    let page = bot.mail.sent_to(mailbox).into_iter().next().unwrap();
    assert!((page.at - paged_at).num_seconds() <= 30, "promise 9");
    assert_says(&page.text, &["INC-1", "呼叫", "支付全部失败", "收到"]);
    bot.finish_with_dead_letters().await;
}
