//! `group check`: the list of ticks, read by those who set a group up.

use watchbell::domain::directory::{Destination, Group};
use watchbell::engine::group_checks::Trouble;

use super::payments_fail;
use crate::kit::bot::{Chat, TestBot, minutes};
use crate::kit::posts::assert_says;
use crate::kit::{Database, Engine, journeys, on_both_engines, people};

journeys! {
    a_stranger_and_an_ordinary_member_do_not_check,
    a_group_on_a_platform_where_nobody_is_known_says_so,
    an_unbound_group_is_told_how_to_be_bound,
    a_group_from_which_nothing_ever_came_is_told_to_the_staff,
}

on_both_engines! {
    the_list_of_a_group_with_text_only,
    the_list_of_a_group_where_everything_is_possible,
    a_bot_that_people_see_under_another_name_is_told,
}

async fn the_list_of_a_group_with_text_only(database: &Database) {
    let bot = TestBot::on(database, Chat::Poorest).await;
    let list = bot.says("zhou-min", "daocloud", "@watchbell 自检").await;
    insta::allow_duplicates! { insta::assert_snapshot!(list, @r"
    自检：灯笼银行 × 支持
    ✓ 绑定：虚构灯笼银行，DaoCloud 产品支持 · 专业服务，合同至 2030-12-31
    ✓ 接收：已收到这条命令，平台的签名已核对
    ✓ 发送：正常，您正在看的就是
    ✓ 平台：正常
    – 名字：请核对群里显示的机器人名字是「watchbell」
    ✓ 本群支持：@ 提醒
    – 本群没有：按钮、更新卡片、话题、仅本人可见的回复；会改用文字、新消息或私聊
    ✓ 机器人：平台没有限制发送频率
    ✓ 值班：现在会呼叫 张强（虚构）
    ✓ 账号：相关人员在本平台都有账号
    ✓ 呼叫：相关人员都有呼叫方式
    ") };
    bot.finish().await;
}

async fn the_list_of_a_group_where_everything_is_possible(database: &Database) {
    let bot = TestBot::on(database, Chat::Rich).await;
    let list = bot.says("urs-muster", "zitadel", "group check").await;
    insta::allow_duplicates! { insta::assert_snapshot!(list, @"
    Group check: Alpine Kiosk × support
    ✓ Bound to Alpine Kiosk (fictitious), ZITADEL support services · Extended SLA, contract until 2030-12-31
    ✓ Receiving: this command arrived, and the platform's signature was verified
    ✓ Sending: works, as you see
    ✓ Platform: healthy
    – Name: check that people see the bot here as watchbell
    ✓ Supported: mentions, buttons, card updates, threads, replies to one person only
    ✓ Rate limit: the platform sets none
    ✓ On call: Tom Berg (fictitious) would be paged now
    ✓ Accounts: everybody concerned has one here
    ✓ Paging: everybody who is paged has a contact method
    ") };
    let inside = bot.says("zhao-lei", "staff", "group check").await;
    insta::allow_duplicates! { insta::assert_snapshot!(inside, @r"
    自检：值班室 On-call room
    ✓ 绑定：内部群
    ✓ 接收：已收到这条命令，平台的签名已核对
    ✓ 发送：正常，您正在看的就是
    ✓ 平台：正常
    – 名字：请核对群里显示的机器人名字是「watchbell」
    ✓ 本群支持：@ 提醒、按钮、更新卡片、话题、仅本人可见的回复
    ✓ 机器人：平台没有限制发送频率
    ✓ 账号：相关人员在本平台都有账号
    ✓ 呼叫：相关人员都有呼叫方式
    ---
    Group check: 值班室 On-call room
    ✓ Bound as a staff room
    ✓ Receiving: this command arrived, and the platform's signature was verified
    ✓ Sending: works, as you see
    ✓ Platform: healthy
    – Name: check that people see the bot here as watchbell
    ✓ Supported: mentions, buttons, card updates, threads, replies to one person only
    ✓ Rate limit: the platform sets none
    ✓ Accounts: everybody concerned has one here
    ✓ Paging: everybody who is paged has a contact method
    ") };
    bot.finish().await;
}

async fn a_stranger_and_an_ordinary_member_do_not_check(bot: &mut TestBot) {
    for who in ["wu-hao", "a-stranger"] {
        assert_says(&bot.says(who, "daocloud", "自检").await, &["没有使用「自检」的权限"]);
    }
    assert_says(&bot.whispers("zhou-min", "自检").await, &["客户群"]);
}

async fn a_group_on_a_platform_where_nobody_is_known_says_so(bot: &mut TestBot) {
    let daocloud = bot.bot.actions.store.directory().groups["daocloud"].clone();
    let room = Destination { platform: people::ANNEX.to_owned(), address: "bank-annex".to_owned() };
    let moved =
        Group { id: "bank-annex".into(), room, members: vec!["zhou-min".into()], ..daocloud };
    people::add_group(&bot.bot.actions.store, &moved).await;
    let code = bot.whispers("zhou-min", "绑定账号").await;
    let code = code.split_once("绑定码：").unwrap().1.chars().take(9).collect::<String>();
    bot.whispers_in_annex("zm-99", &format!("绑定账号 {code}")).await;
    let list = bot.says_in_annex("zm-99", "bank-annex", "自检").await;
    assert_says(&list, &["✗ 账号", "其他支持人员"]);
    assert!(
        !list.contains("张强（虚构）、"),
        "who is not in the group is counted there, not named:\n{list}"
    );
    assert!(!list.contains("周敏"), "she has just been linked:\n{list}");
}

async fn an_unbound_group_is_told_how_to_be_bound(bot: &mut TestBot) {
    payments_fail(bot).await;
    bot.advance(minutes(1)).await;
    let list = bot.says("zhao-lei", "street", "自检").await;
    assert_says(&list, &["fake:street", "✗ 绑定：没有", "watchbell apply"]);
}

#[tokio::test]
async fn a_platform_in_trouble_is_no_business_of_the_customers() {
    let database = Database::fresh(Engine::Sqlite).await;
    let bot = TestBot::on(&database, Chat::Poorest).await;
    bot.platform.fall_ill("the token is refused");
    let outside = bot.says("zhou-min", "daocloud", "自检").await;
    assert_says(&outside, &["✗ 平台：异常，请查看 /health"]);
    let inside = bot.says("zhao-lei", "staff", "自检").await;
    assert_says(&inside, &["✗ 平台：异常，the token is refused"]);
    bot.finish().await;
    database.remove().await;
}

async fn silent_groups(bot: &TestBot) -> Vec<String> {
    let troubles = bot.bot.engine.group_troubles(bot.now()).await.unwrap();
    let silent = troubles.into_iter().filter(|(_, trouble)| *trouble == Trouble::Silent);
    silent.map(|(group, _)| group.to_string()).collect()
}

async fn a_group_from_which_nothing_ever_came_is_told_to_the_staff(bot: &mut TestBot) {
    assert!(silent_groups(bot).await.is_empty(), "people need a day to add the bot");
    bot.says("zhou-min", "daocloud", "帮助").await;
    bot.talks("urs-muster", "zitadel", "good morning").await;
    bot.whispers("hana-ko", "help").await;
    bot.advance(minutes(25 * 60)).await;
    let silent = silent_groups(bot).await;
    assert!(silent.contains(&"hollow".to_owned()), "a direct chat is no group: {silent:?}");
    assert!(!silent.contains(&"daocloud".to_owned()) && !silent.contains(&"zitadel".to_owned()));
    let inside = bot.says("zhao-lei", "staff", "自检").await;
    assert_says(&inside, &["✗ 从未收到过消息的群", "links open"]);
    let outside = bot.says("zhou-min", "daocloud", "自检").await;
    assert!(!outside.contains("从未收到"), "a customer reads of no other: {outside}");
    bot.says("hana-ko", "hollow", "help").await;
    assert!(!silent_groups(bot).await.contains(&"hollow".to_owned()));
}

async fn a_bot_that_people_see_under_another_name_is_told(database: &Database) {
    let bot = TestBot::on(database, Chat::Rich).await;
    for (shown, sign) in [("watchbell", '✓'), ("Watchbell ", '✓'), ("值班助手", '✗')] {
        bot.platform.show_as(shown);
        let list = bot.says("zhou-min", "daocloud", "自检").await;
        assert_says(&list, &[&format!("{sign} 名字")]);
        let troubles = bot.bot.engine.group_troubles(bot.now()).await.unwrap();
        let other = Trouble::OtherName(vec![shown.to_owned()]);
        assert_eq!(troubles.contains(&("daocloud".into(), other)), sign == '✗', "{troubles:?}");
    }
    bot.finish().await;
}
