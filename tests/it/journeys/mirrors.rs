//! One incident in many rooms: the customer in one, the engineers in another, each in its own
//! language.

use chat::MessageKind;
use watchbell::domain::directory::{Destination, Group, GroupKind, Languages};
use watchbell::domain::incident::Fact;

use super::{payments_fail, payments_fail_and_are_taken};
use crate::kit::bot::{TestBot, minutes};
use crate::kit::journeys;
use crate::kit::posts::assert_says;
use crate::kit::{at, people};

journeys! {
    news_reaches_every_room_once_in_its_own_language,
    a_note_reaches_the_staff_rooms_that_follow_and_no_customer,
    words_carry_the_speaker_and_the_room_they_were_said_in,
    a_second_group_of_the_customer_sees_and_acts_once_it_follows,
    a_mirror_ends_when_it_is_removed_or_the_group_changes_hands,
    another_customers_group_reads_as_none,
    a_group_can_have_all_its_incidents_followed_elsewhere,
    who_may_mirror_and_where_it_is_asked_for,
}

/// A room of the engineers on the other platform, in English.
fn engineers() -> Group {
    Group {
        id: "engineers".into(),
        name: "Engineers (fictitious)".to_owned(),
        kind: GroupKind::Staff,
        room: Destination { platform: people::ANNEX.to_owned(), address: "engineers".to_owned() },
        bot_name: "watchbell".to_owned(),
        language: Languages::En,
        channel: "im".into(),
        members: Vec::new(),
        mirrors: Vec::new(),
    }
}

/// Another group of the customer whose payments fail, on the other platform, in English.
fn branch() -> Group {
    let kind = GroupKind::Customer("lantern-bank".into());
    let room = Destination { platform: people::ANNEX.to_owned(), address: "branch".to_owned() };
    let (id, name) = ("branch".into(), "Lantern branch (fictitious)".to_owned());
    Group { id, name, kind, room, ..engineers() }
}

async fn with_more_rooms(bot: &TestBot) {
    for group in [engineers(), branch()] {
        people::add_group(&bot.bot.actions.store, &group).await;
    }
}

async fn followed_in_both(bot: &TestBot) {
    with_more_rooms(bot).await;
    payments_fail_and_are_taken(bot).await;
    bot.says("li-na", "staff", "镜像 添加 #1 engineers").await;
    bot.says("li-na", "staff", "mirror add #1 Lantern branch (fictitious)").await;
}

fn how_often(bot: &TestBot, room: &str, words: &str) -> usize {
    bot.posts_in(room).iter().filter(|post| post.text.contains(words)).count()
}

async fn news_reaches_every_room_once_in_its_own_language(bot: &mut TestBot) {
    with_more_rooms(bot).await;
    payments_fail_and_are_taken(bot).await;
    let told = bot.says("li-na", "staff", "镜像 添加 #1 engineers").await;
    assert_says(&told, &["INC-1", "李娜", "Engineers"]);
    assert_says(
        &bot.last_in("engineers").text,
        &["INC-1", "mirrored this incident in \"Engineers", "Owner"],
    );
    bot.says("li-na", "staff", "镜像 添加 #1 branch").await;

    bot.says("zhang-qiang", "staff", "进展 #1 standby-runs").await;
    for room in ["daocloud", "engineers", "branch", "staff"] {
        assert_eq!(how_often(bot, room, "standby-runs"), 1, "{room}: {:#?}", bot.posts_in(room));
    }
    assert_says(&bot.last_in("daocloud").text, &["INC-1", "进展"]);
    assert_says(&bot.last_in("branch").text, &["INC-1", "Beijing time"]);
    bot.advance(minutes(61)).await;
    assert_says(&bot.last_in("branch").text, &["INC-1", "automatic"]);
    assert_says(&bot.last_in("daocloud").text, &["INC-1", "自动"]);

    bot.says("zhou-min", "daocloud", "定级 #1 二级 reason-42").await;
    bot.says("zhang-qiang", "staff", "方案 #1 solution-43").await;
    bot.says("zhou-min", "daocloud", "同意关闭 #1").await;
    for room in ["daocloud", "engineers", "branch"] {
        assert_eq!(how_often(bot, room, "solution-43"), 1, "{room}");
        let closed = bot.posts_in(room).iter().filter(|post| is_closing(&post.text)).count();
        assert_eq!(closed, 1, "{room}: {:#?}", bot.posts_in(room));
    }
}

fn is_closing(text: &str) -> bool {
    let headline = text.lines().next().unwrap_or_default();
    headline.contains("INC-1") && (headline.contains("已关闭") || headline.contains("losed"))
}

async fn a_note_reaches_the_staff_rooms_that_follow_and_no_customer(bot: &mut TestBot) {
    followed_in_both(bot).await;
    bot.says("zhang-qiang", "staff", "内部备注 #1 disk-seven-77").await;
    assert_eq!(how_often(bot, "engineers", "disk-seven-77"), 1);
    assert_says(&bot.last_in("engineers").text, &["Note by 张强", "值班室"]);
    assert_eq!(how_often(bot, "staff", "disk-seven-77"), 1, "the answer to whoever noted it");
    for room in ["daocloud", "branch", "zhou-min", "wu-hao"] {
        assert_eq!(how_often(bot, room, "disk-seven-77"), 0, "{room}");
    }
}

async fn words_carry_the_speaker_and_the_room_they_were_said_in(bot: &mut TestBot) {
    followed_in_both(bot).await;
    bot.says("wu-hao", "daocloud", "补充 #1 second-zone-too").await;
    for room in ["daocloud", "branch", "engineers", "staff", "zhang-qiang"] {
        assert_eq!(how_often(bot, room, "second-zone-too"), 1, "{room}");
    }
    assert_says(&bot.last_in("branch").text, &["吴昊", "灯笼银行 × 支持"]);
    assert!(!bot.last_in("daocloud").text.contains("灯笼银行"), "no room is named to itself");

    bot.says_in_annex("a-stranger", "branch", "say #1 branch-is-down").await;
    for room in ["daocloud", "branch", "engineers", "staff"] {
        assert_eq!(how_often(bot, room, "branch-is-down"), 1, "{room}");
    }
    assert_says(&bot.last_in("daocloud").text, &["Lantern branch"]);

    bot.says("zhang-qiang", "staff", "回复 #1 please-send-ids").await;
    for room in ["daocloud", "branch", "engineers", "staff"] {
        assert_eq!(how_often(bot, room, "please-send-ids"), 1, "{room}");
    }
    assert!(!bot.last_in("branch").text.contains("值班室"), "customers learn of no staff room");
    assert_says(&bot.last_in("engineers").text, &["值班室"]);
}

async fn a_second_group_of_the_customer_sees_and_acts_once_it_follows(bot: &mut TestBot) {
    with_more_rooms(bot).await;
    payments_fail_and_are_taken(bot).await;
    let unseen = bot.says_in_annex("a-stranger", "branch", "show #1").await;
    assert_says(&unseen, &["no incident INC-1"]);
    bot.says("li-na", "staff", "镜像 添加 #1 branch").await;
    assert_says(&bot.says_in_annex("a-stranger", "branch", "show").await, &["INC-1"]);
    assert_says(&bot.says_in_annex("a-stranger", "branch", "list").await, &["INC-1"]);
    assert_says(&bot.says_in_annex("a-stranger", "branch", "list all").await, &["INC-1"]);
    let escalated =
        bot.says_in_annex("a-stranger", "branch", "escalate #1 urgent still-down").await;
    assert_says(&escalated, &["INC-1"]);
    assert_says(&bot.last_in("daocloud").text, &["still-down"]);
    let refused = bot.says_in_annex("a-stranger", "branch", "level #1 L3 it holds").await;
    assert_says(&refused, &["You may not"]);
}

async fn a_mirror_ends_when_it_is_removed_or_the_group_changes_hands(bot: &mut TestBot) {
    followed_in_both(bot).await;
    let ended = bot.says("li-na", "staff", "镜像 移除 #1 engineers").await;
    assert_says(&ended, &["INC-1", "取消"]);
    assert_says(&bot.last_in("engineers").text, &["ended the mirror"]);
    let again = bot.says("zhao-lei", "staff", "mirror remove #1 engineers").await;
    assert_says(&again, &["没有镜像到"]);
    let twice = bot.says("li-na", "staff", "mirror add #1 branch").await;
    assert_says(&twice, &["没有重复添加"]);

    let sold = Group { kind: GroupKind::Customer("paper-crane".into()), ..branch() };
    people::add_group(&bot.bot.actions.store, &sold).await;
    bot.says("zhang-qiang", "staff", "进展 #1 standby-runs").await;
    for room in ["engineers", "branch"] {
        assert_eq!(how_often(bot, room, "standby-runs"), 0, "{room}");
    }
    let unseen = bot.says_in_annex("a-stranger", "branch", "show #1").await;
    assert_says(&unseen, &["no incident INC-1"]);
    let is_mirror = |fact: &Fact| matches!(fact, Fact::Mirrored { .. } | Fact::MirrorEnded { .. });
    assert_eq!(bot.instants_of(1, is_mirror).await.len(), 3);
    assert_eq!(bot.now(), at("2026-03-10T08:30:00Z"));
}

async fn another_customers_group_reads_as_none(bot: &mut TestBot) {
    payments_fail(bot).await;
    let of_another = bot.says("li-na", "staff", "镜像 添加 #1 isoftstone").await;
    let of_nobody = bot.says("li-na", "staff", "镜像 添加 #1 nowhere").await;
    assert_eq!(of_another.replace("isoftstone", "nowhere"), of_nobody);
    assert_says(&of_nobody, &["nowhere", "daocloud、staff"]);
    bot.says("zhang-qiang", "staff", "进展 #1 standby-runs").await;
    assert_eq!(how_often(bot, "isoftstone", "INC-1"), 0);
}

async fn a_group_can_have_all_its_incidents_followed_elsewhere(bot: &mut TestBot) {
    with_more_rooms(bot).await;
    let daocloud = bot.bot.actions.store.directory().groups["daocloud"].clone();
    let mirrors = vec!["engineers".into(), "branch".into(), "isoftstone".into()];
    people::add_group(&bot.bot.actions.store, &Group { mirrors, ..daocloud }).await;
    payments_fail(bot).await;
    assert_says(&bot.last_in("branch").text, &["INC-1", "支付全部失败", "Beijing time"]);
    for room in ["daocloud", "branch", "engineers", "staff"] {
        let cards =
            bot.posts_in(room).into_iter().filter(|post| post.kind == MessageKind::Card).count();
        assert_eq!(cards, 1, "{room}: {:#?}", bot.posts_in(room));
    }
    assert!(bot.posts_in("isoftstone").is_empty(), "no other customer, whatever is stored");
    bot.says("zhang-qiang", "staff", "进展 #1 standby-runs").await;
    assert_eq!(how_often(bot, "branch", "standby-runs"), 1);
}

async fn who_may_mirror_and_where_it_is_asked_for(bot: &mut TestBot) {
    with_more_rooms(bot).await;
    payments_fail(bot).await;
    let by_an_engineer = bot.says("zhang-qiang", "staff", "镜像 添加 #1 engineers").await;
    assert_says(&by_an_engineer, &["没有使用「镜像」的权限", "客户经理"]);
    let in_the_open = bot.says("li-na", "daocloud", "镜像 添加 #1 engineers").await;
    assert_says(&in_the_open, &["内部群"]);
    let of_a_customer = bot.says("zhou-min", "daocloud", "镜像 添加 #1 engineers").await;
    assert_says(&of_a_customer, &["权限"]);
    assert!(bot.incident(1).await.mirrors.is_empty());
    bot.whispers("zhao-lei", "mirror add #1 engineers").await;
    assert_eq!(bot.incident(1).await.mirrors.len(), 1);
}
