//! Where a platform can change what was sent, the first message about an incident always shows its
//! state; where it has threads, the details go below it.

use chat::SendError;

use super::{payments_fail, payments_fail_and_are_taken};
use crate::kit::bot::{Chat, TestBot, minutes};
use crate::kit::cards::lively;
use crate::kit::posts::assert_says;
use crate::kit::{Database, on_both_engines};

on_both_engines! {
    the_card_shows_how_it_stands_from_the_opening_to_the_end,
    the_card_of_the_staff_is_kept_true_too,
    several_changes_in_one_moment_change_the_card_once,
    a_card_that_somebody_took_away_is_missed_by_nobody,
    a_platform_in_trouble_gets_its_card_later,
    where_nothing_can_be_changed_nothing_is_queued,
    details_go_below_the_card_and_what_all_must_see_stays_in_the_room,
    a_thread_that_is_gone_costs_no_word,
    a_thread_is_named_without_secrets,
}

async fn the_card_shows_how_it_stands_from_the_opening_to_the_end(database: &Database) {
    let bot = lively(database).await;
    payments_fail(&bot).await;
    let card = bot.card("daocloud", 1);
    assert_says(&card.text, &["已受理", "17:30", "已呼叫值班：张强", "请准备"]);
    assert_eq!(
        (card.edits, card.buttons.as_slice()),
        (0, ["escalate:INC-1".to_owned()].as_slice())
    );

    bot.whispers("zhang-qiang", &format!("收到 {}", bot.code_for("zhang-qiang"))).await;
    let card = bot.card("daocloud", 1);
    assert_says(&card.text, &["处理中", "负责人：张强", "响应：张强", "下次进展"]);
    assert!(!card.text.contains("请准备"), "{}", card.text);

    bot.whispers("zhang-qiang", "方案 #1 已切换到备用存储").await;
    let card = bot.card("daocloud", 1);
    assert_says(&card.text, &["已切换到备用存储", "同意关闭"]);
    assert_eq!(card.buttons, ["confirm:INC-1", "reject:INC-1"]);

    bot.says("zhou-min", "daocloud", "同意关闭 #1").await;
    let card = bot.card("daocloud", 1);
    assert_says(&card.text, &["✅ [INC-1]", "已关闭", "重开 #1"]);
    assert!(card.buttons.is_empty(), "nothing is left to press: {:?}", card.buttons);
    bot.finish().await;
}

async fn the_card_of_the_staff_is_kept_true_too(database: &Database) {
    let bot = lively(database).await;
    payments_fail(&bot).await;
    assert_eq!(bot.card("staff", 1).buttons, ["ack:INC-1"]);
    bot.whispers("zhang-qiang", &format!("收到 {}", bot.code_for("zhang-qiang"))).await;
    let card = bot.card("staff", 1);
    assert_says(&card.text, &["处理中", "负责人：张强"]);
    let next = ["update:INC-1", "wait:INC-1", "solve:INC-1", "handoff:INC-1"];
    assert_eq!(card.buttons, next, "what its owner does next");
    bot.finish().await;
}

async fn several_changes_in_one_moment_change_the_card_once(database: &Database) {
    let bot = lively(database).await;
    payments_fail(&bot).await;
    let code = bot.code_for("zhang-qiang");
    let edits = bot.card("daocloud", 1).edits;
    for words in [
        format!("收到 {code}"),
        "定级 #1 二级 只影响一部分".to_owned(),
        "约定时间 #1 17:10".to_owned(),
    ] {
        bot.deliver(bot.platform.says("staff", "zhang-qiang", &words)).await;
    }
    bot.bot.settle().await.unwrap();
    assert_eq!(bot.card("daocloud", 1).edits, edits + 1);
    assert_says(&bot.card("daocloud", 1).text, &["张强", "17:10"]);
    bot.finish().await;
}

async fn a_card_that_somebody_took_away_is_missed_by_nobody(database: &Database) {
    let bot = lively(database).await;
    payments_fail(&bot).await;
    let card = bot.card("daocloud", 1);
    bot.platform.remove(&card.reference);
    let before = bot.platform.sent_to("staff").len();
    bot.whispers("zhang-qiang", &format!("收到 {}", bot.code_for("zhang-qiang"))).await;
    let told = bot.platform.sent_to("daocloud").pop().unwrap();
    assert_says(&told.text, &["INC-1", "负责人：张强"]);
    assert_eq!(told.thread, None, "its thread went with the card");
    let staff = bot.platform.sent_to("staff").split_off(before);
    assert!(
        staff.iter().all(|sent| !sent.text.contains("未能送达")),
        "nobody is warned: {staff:?}"
    );
    assert!(bot.bot.actions.store.dead_letters(9).await.unwrap().is_empty());
    bot.finish().await;
}

async fn a_platform_in_trouble_gets_its_card_later(database: &Database) {
    let bot = lively(database).await;
    payments_fail_and_are_taken(&bot).await;
    let edits = bot.card("daocloud", 1).edits;
    // The answer leaves; the change of the card after it fails.
    bot.deliver(bot.platform.says("daocloud", "zhang-qiang", "约定时间 #1 17:10")).await;
    bot.bot.settle().await.unwrap();
    let after_one = bot.card("daocloud", 1).edits;
    assert_eq!(after_one, edits + 1);
    bot.whispers("zhang-qiang", "每 45 分钟").await;
    bot.platform.fail_next("daocloud", 3, &SendError::Retryable("502".to_owned()));
    bot.whispers("zhang-qiang", "约定时间 #1 17:00").await;
    bot.advance(minutes(5)).await;
    assert_says(&bot.card("daocloud", 1).text, &["17:00"]);
    bot.finish().await;
}

async fn where_nothing_can_be_changed_nothing_is_queued(database: &Database) {
    let bot = TestBot::on(database, Chat::Poorest).await;
    payments_fail(&bot).await;
    let code = bot.code_for("zhang-qiang");
    bot.deliver(bot.platform.says("staff", "zhang-qiang", &format!("收到 {code}"))).await;
    let waiting = bot.bot.actions.store.waiting_messages(None).await.unwrap();
    assert!(
        !waiting.is_empty()
            && waiting.iter().all(|message| message.priority < 4 && !message.is_card_update),
        "{waiting:?}"
    );
    bot.bot.settle().await.unwrap();
    assert!(bot.platform.sent().iter().all(|sent| sent.edits == 0));
    bot.finish().await;
}

async fn details_go_below_the_card_and_what_all_must_see_stays_in_the_room(database: &Database) {
    let bot = lively(database).await;
    payments_fail(&bot).await;
    assert_eq!(bot.card("daocloud", 1).thread_name.as_deref(), Some("INC-1 支付全部失败"));
    bot.whispers("zhang-qiang", &format!("收到 {}", bot.code_for("zhang-qiang"))).await;
    bot.whispers("zhang-qiang", "回复 #1 正在查看日志").await;
    bot.whispers("zhang-qiang", "进展 #1 已定位到存储").await;
    bot.whispers("zhang-qiang", "定级 #1 一级 全部失败").await;
    bot.whispers("zhang-qiang", "方案 #1 已切换到备用存储").await;
    bot.says("zhou-min", "daocloud", "同意关闭 #1").await;

    let below = bot.thread("daocloud", 1);
    assert!(below.iter().any(|text| text.contains("负责人：张强")), "{below:#?}");
    for text in ["已定位到存储", "已切换到备用存储", "已关闭"] {
        assert!(below.iter().all(|below| !below.contains(text)), "{text} is for all: {below:#?}");
        let in_room = |sent: &memory_simulator::SentMessage| {
            sent.thread.is_none() && sent.text.contains(text)
        };
        assert!(bot.platform.sent_to("daocloud").iter().any(in_room), "{text}");
    }
    bot.finish().await;
}

async fn a_thread_that_is_gone_costs_no_word(database: &Database) {
    let bot = lively(database).await;
    payments_fail_and_are_taken(&bot).await;
    bot.platform.remove(&bot.card("daocloud", 1).reference);
    bot.whispers("zhang-qiang", "约定时间 #1 18:00").await;
    let told = bot.platform.sent_to("daocloud").pop().unwrap();
    assert_says(&told.text, &["INC-1", "18:00"]);
    assert!(bot.bot.actions.store.dead_letters(9).await.unwrap().is_empty());
    bot.finish().await;
}

async fn a_thread_is_named_without_secrets(database: &Database) {
    let bot = lively(database).await;
    bot.says(
        "zhou-min",
        "daocloud",
        &format!("报障 一级 密码：Xk29fjq88 请联系 {}", "很".repeat(120)),
    )
    .await;
    let name = bot.card("daocloud", 1).thread_name.unwrap();
    assert!(name.starts_with("INC-1 [已隐去 hidden]"), "{name}");
    assert_eq!(name.chars().count(), 100);
    bot.finish().await;
}
