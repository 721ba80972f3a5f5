//! What is said where an incident is open is kept with it, without secrets, for as long as the plan
//! says.

use chat::ThreadRef;
use chrono::TimeDelta;
use watchbell::domain::directory::Side;
use watchbell::domain::incident::{Actor, Visibility};
use watchbell::domain::transcript::{Attribution, TranscriptLine};
use watchbell::engine::retention::{KEPT, Retention};
use watchbell::render::lang::Language;
use watchbell::render::transcript::{Record, markdown};

use super::{payments_fail, payments_fail_and_are_taken};
use crate::kit::bot::{TestBot, minutes};
use crate::kit::cards::lively;
use crate::kit::posts::assert_says;
use crate::kit::{Database, journeys, on_both_engines};

journeys! {
    talk_is_kept_from_the_opening_to_the_closing,
    talk_that_is_delivered_twice_is_kept_once,
    a_number_in_the_words_says_what_they_are_about,
    words_that_may_be_about_several_are_kept_with_each,
    what_the_bot_says_is_kept_as_it_was_said,
    questions_to_the_bot_are_kept_with_the_answers_that_all_can_read,
    what_became_an_act_is_on_the_timeline_and_not_kept_twice,
    secrets_are_taken_out_of_everything_that_is_saved,
    a_secret_in_talk_is_told_of_once,
    what_the_staff_say_among_themselves_is_marked_as_inside,
    a_chat_with_the_bot_alone_is_nobodys_transcript,
    it_is_forgotten_when_the_plan_says_so,
    what_is_open_again_is_not_forgotten,
    a_newcomer_catches_up_and_a_customer_reads_no_note,
    the_staff_read_the_last_lines_in_their_own_room,
    a_document_for_a_customer_holds_nothing_internal,
}

on_both_engines! {
    a_thread_and_a_quoted_message_say_what_words_are_about,
}

async fn talk_is_kept_from_the_opening_to_the_closing(bot: &mut TestBot) {
    assert_eq!(bot.talks("zhou-min", "daocloud", "早上好").await, "");
    payments_fail_and_are_taken(bot).await;
    bot.advance(minutes(1)).await;
    assert_eq!(
        bot.talks("wu-hao", "daocloud", "订单页也打不开了").await,
        "",
        "the bot was not asked"
    );
    bot.talks("zhang-qiang", "daocloud", "我看一下网关").await;
    bot.talks("zheng-yu", "isoftstone", "今天天气不错").await;
    assert_eq!(bot.talk_about(1).await, ["订单页也打不开了", "我看一下网关"]);
    let line =
        bot.transcript(1).await.into_iter().find(|line| line.words == "订单页也打不开了").unwrap();
    assert_eq!(
        (line.at, line.attribution, line.visibility),
        (bot.now(), Attribution::Time, Visibility::Customer)
    );
    assert_eq!(line.speaker.name(), "吴昊（虚构）");

    bot.says("zhang-qiang", "daocloud", "方案 #1 已重启支付").await;
    bot.talks("wu-hao", "daocloud", "好像好了").await;
    bot.says("zhou-min", "daocloud", "同意关闭 #1").await;
    bot.talks("wu-hao", "daocloud", "谢谢").await;
    assert_eq!(bot.talk_about(1).await, ["订单页也打不开了", "我看一下网关", "好像好了"]);
    assert_says(&bot.transcript(1).await.pop().unwrap().words, &["INC-1", "已关闭"]);
}

async fn talk_that_is_delivered_twice_is_kept_once(bot: &mut TestBot) {
    payments_fail(bot).await;
    let event = bot.talk("wu-hao", "daocloud", "订单页也打不开了");
    for _ in 0..3 {
        bot.handle(event.clone()).await;
    }
    assert_eq!(bot.talk_about(1).await, ["订单页也打不开了"]);
}

async fn a_number_in_the_words_says_what_they_are_about(bot: &mut TestBot) {
    payments_fail(bot).await;
    bot.says("zhou-min", "daocloud", "报障 二级 报表很慢").await;
    bot.talks("wu-hao", "daocloud", "#2 凌晨的也慢，和 INC-1 无关").await;
    bot.talks("zhang-qiang", "staff", "INC-1 像是存储").await;
    bot.talks("zheng-yu", "isoftstone", "#1 是什么").await;
    bot.talks("zhang-qiang", "staff", "午饭吃什么").await;
    assert_eq!(bot.talk_about(2).await, ["#2 凌晨的也慢，和 INC-1 无关"]);
    assert_eq!(bot.talk_about(1).await, ["INC-1 像是存储"]);
}

async fn words_that_may_be_about_several_are_kept_with_each(bot: &mut TestBot) {
    payments_fail(bot).await;
    bot.says("zhou-min", "daocloud", "报障 二级 报表很慢").await;
    bot.talks("wu-hao", "daocloud", "刚刚又发生了").await;
    for number in [1, 2] {
        let kept =
            bot.transcript(number).await.into_iter().find(|line| line.words == "刚刚又发生了");
        assert_eq!(kept.unwrap().attribution, Attribution::Room);
    }
}

async fn a_thread_and_a_quoted_message_say_what_words_are_about(database: &Database) {
    let bot = lively(database).await;
    payments_fail(&bot).await;
    bot.says("zhou-min", "daocloud", "报障 二级 报表很慢").await;
    let (first, second) = (bot.card("daocloud", 1).reference, bot.card("daocloud", 2).reference);
    let thread = Some(ThreadRef(second.0.clone()));
    bot.handle(bot.talk_under("wu-hao", "daocloud", "凌晨的也慢", (None, thread.clone()))).await;
    bot.handle(bot.talk_under("wu-hao", "daocloud", "退款也失败", (Some(first.clone()), None)))
        .await;
    bot.handle(bot.talk_under("wu-hao", "daocloud", "见上文", (Some(first), thread))).await;
    let attributed = |lines: Vec<TranscriptLine>| {
        let people = lines.into_iter().filter(|line| line.speaker != Actor::Bot);
        people.map(|line| (line.words, line.attribution)).collect::<Vec<_>>()
    };
    assert_eq!(
        attributed(bot.transcript(1).await),
        [("退款也失败".to_owned(), Attribution::Quote)]
    );
    let below = [
        ("凌晨的也慢".to_owned(), Attribution::Thread),
        ("见上文".to_owned(), Attribution::Thread),
    ];
    assert_eq!(attributed(bot.transcript(2).await), below);
    bot.finish().await;
}

async fn what_the_bot_says_is_kept_as_it_was_said(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.advance(minutes(61)).await;
    let kept = bot.transcript(1).await;
    let said_in = |room: &str| {
        let own =
            kept.iter().filter(|line| line.speaker == Actor::Bot && line.room.address == room);
        own.map(|line| line.words.lines().next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    for room in ["daocloud", "staff"] {
        let (posts, lines) = (bot.posts_in(room), said_in(room));
        assert_eq!(lines.len(), posts.len(), "{lines:#?}\n{posts:#?}");
        for (post, line) in posts.iter().zip(&lines) {
            assert!(post.text.contains(line.as_str()), "{line}\n{}", post.text);
        }
    }
    let visible = |room: &str| {
        let lines = kept.iter().filter(|line| line.room.address == room);
        lines.map(|line| line.visibility).collect::<Vec<_>>()
    };
    assert!(visible("daocloud").iter().all(|visibility| *visibility == Visibility::Customer));
    assert!(visible("staff").iter().all(|visibility| *visibility == Visibility::Internal));
    assert!(kept.iter().all(|line| line.room.address != "zhang-qiang"), "pages are between two");
}

async fn questions_to_the_bot_are_kept_with_the_answers_that_all_can_read(bot: &mut TestBot) {
    payments_fail(bot).await;
    bot.says("wu-hao", "daocloud", "查看 #1").await;
    bot.says("wu-hao", "daocloud", "升机 #1").await;
    assert_eq!(bot.talk_about(1).await, ["查看 #1", "升机 #1"]);
    let is_answer =
        |line: &TranscriptLine| line.speaker == Actor::Bot && line.words.contains("升机");
    let answers = bot.transcript(1).await.into_iter().filter(is_answer);
    let can_be_private = bot.platform_answers_privately();
    assert_eq!(answers.count(), usize::from(!can_be_private));
}

async fn what_became_an_act_is_on_the_timeline_and_not_kept_twice(bot: &mut TestBot) {
    payments_fail(bot).await;
    bot.says("wu-hao", "daocloud", "补充 #1 第二机房也失败").await;
    assert_eq!(bot.talk_about(1).await, Vec::<String>::new());
    assert!(format!("{:?}", bot.timeline(1).await).contains("第二机房也失败"));
}

async fn secrets_are_taken_out_of_everything_that_is_saved(bot: &mut TestBot) {
    let receipt = bot.says("zhou-min", "daocloud", "报障 一级 登录失败 密码：Xk29fjq88 无效").await;
    assert_says(&receipt, &["INC-1", "[已隐去 hidden]"]);
    assert!(bot.posts_in("daocloud").iter().any(|post| post.text.contains("请尽快更换")));
    bot.says("zhou-min", "daocloud", "补充 #1 用 AKIAABCDEFGHIJKLMNOP 也不行").await;
    bot.says("zhang-qiang", "staff", "内部备注 #1 root 口令 Qw12er78").await;
    bot.talks("wu-hao", "daocloud", "试 postgres://app:pa55word@db.example/orders").await;
    let saved = format!(
        "{:?}{:?}{:?}",
        bot.incident(1).await,
        bot.timeline(1).await,
        bot.transcript(1).await
    );
    for secret in ["Xk29fjq88", "AKIAABCDEFGHIJKLMNOP", "Qw12er78", "pa55word"] {
        assert!(!saved.contains(secret), "{secret} in {saved}");
        assert!(bot.posts().iter().all(|post| !post.text.contains(secret)), "{secret}");
    }
    assert!(saved.matches("[已隐去 hidden]").count() >= 4);
    assert_eq!(bot.incident(1).await.title, "登录失败 [已隐去 hidden] 无效");
}

async fn a_secret_in_talk_is_told_of_once(bot: &mut TestBot) {
    assert_eq!(
        bot.talks("wu-hao", "daocloud", "密码：Xk29fjq88").await,
        "",
        "nothing is kept, nothing is told"
    );
    payments_fail(bot).await;
    let event = bot.talk("wu-hao", "daocloud", "密码：Xk29fjq88 大家试试");
    let told = bot.handle(event.clone()).await;
    assert_says(&told, &["已被隐去", "请尽快更换"]);
    assert_eq!(bot.handle(event).await, "");
    assert_eq!(bot.talk_about(1).await, ["[已隐去 hidden] 大家试试"]);
    for ordinary in ["订单 20260310128 失败", "commit 4f0c1b9a7d2e3f5a6b8c9d0e1f2a3b4c5d6e7f80"]
    {
        assert_eq!(bot.talks("wu-hao", "daocloud", ordinary).await, "");
    }
}

async fn what_the_staff_say_among_themselves_is_marked_as_inside(bot: &mut TestBot) {
    payments_fail(bot).await;
    bot.talks("zhang-qiang", "staff", "INC-1 像是存储").await;
    bot.talks("zhang-qiang", "daocloud", "INC-1 正在查").await;
    let kept = bot.transcript(1).await;
    let visibility = |words: &str| kept.iter().find(|line| line.words == words).unwrap().visibility;
    assert_eq!(visibility("INC-1 像是存储"), Visibility::Internal);
    assert_eq!(visibility("INC-1 正在查"), Visibility::Customer);
}

async fn a_chat_with_the_bot_alone_is_nobodys_transcript(bot: &mut TestBot) {
    payments_fail(bot).await;
    bot.whispers("zhou-min", "查看 #1").await;
    bot.whispers("zhou-min", "你好吗").await;
    assert_eq!(bot.talk_about(1).await, Vec::<String>::new());
    assert!(bot.transcript(1).await.iter().all(|line| line.room.address != "zhou-min"));
}

/// Closes incident 1, of which something was said.
async fn close_it(bot: &TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.talks("wu-hao", "daocloud", "订单页也打不开了").await;
    bot.says("zhang-qiang", "daocloud", "方案 #1 已重启支付").await;
    bot.says("zhou-min", "daocloud", "同意关闭 #1").await;
}

async fn forget(bot: &TestBot, after: TimeDelta) -> usize {
    let retention = Retention::new(bot.bot.actions.store.clone(), bot.bot.actions.clone(), KEPT);
    retention.forget_transcripts(bot.now() + after).await.unwrap()
}

async fn it_is_forgotten_when_the_plan_says_so(bot: &mut TestBot) {
    close_it(bot).await;
    bot.says("zhou-min", "daocloud", "报障 二级 报表很慢").await;
    bot.talks("wu-hao", "daocloud", "凌晨的也慢").await;
    // DaoCloud's plan: 730 days after the closing.
    assert_eq!(forget(bot, TimeDelta::days(730) - TimeDelta::seconds(1)).await, 0);
    assert!(!bot.transcript(1).await.is_empty());
    assert_eq!(forget(bot, TimeDelta::days(730)).await, 1);
    assert!(bot.transcript(1).await.is_empty());
    assert_eq!(bot.talk_about(2).await, ["凌晨的也慢"], "it is still open");
    assert!(!bot.timeline(1).await.is_empty(), "the timeline stays");
}

async fn what_is_open_again_is_not_forgotten(bot: &mut TestBot) {
    close_it(bot).await;
    bot.says("zhou-min", "daocloud", "重开 #1 又失败了").await;
    assert_eq!(forget(bot, TimeDelta::days(4000)).await, 0);
    assert_eq!(bot.talk_about(1).await, ["订单页也打不开了"]);
}

async fn a_newcomer_catches_up_and_a_customer_reads_no_note(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.says("zhang-qiang", "staff", "内部备注 #1 疑似 7 号盘").await;
    bot.says("zhang-qiang", "daocloud", "进展 #1 已排除网络").await;
    bot.talks("wu-hao", "daocloud", "查询也失败了").await;
    bot.says("wu-hao", "daocloud", "查看 #1").await;
    let inside = bot.whispers("chen-jing", "前情 #1").await;
    assert_says(&inside, &["支付全部失败", "张强", "7 号盘", "已排除网络", "查询也失败了"]);
    let outside = bot.says("zhou-min", "daocloud", "摘要").await;
    assert_says(&outside, &["支付全部失败", "张强", "已排除网络", "吴昊", "查询也失败了"]);
    assert!(!outside.contains("7 号盘"), "{outside}");
    assert!(
        !bot.says("zhang-qiang", "daocloud", "前情 #1").await.contains("7 号盘"),
        "customers read along"
    );
    assert_says(&bot.says("zheng-yu", "isoftstone", "前情 #1").await, &["没有编号为 INC-1 的工单"]);
}

async fn the_staff_read_the_last_lines_in_their_own_room(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.talks("wu-hao", "daocloud", "查询也失败了").await;
    let lines = bot.says("zhang-qiang", "staff", "记录 #1").await;
    assert_says(&lines, &["INC-1", "查询也失败了", "watchbell transcript export --incident 1"]);
    assert_says(&bot.says("zhang-qiang", "daocloud", "记录 #1").await, &["内部群"]);
    assert_says(&bot.says("zhou-min", "daocloud", "记录 #1").await, &["权限"]);
}

async fn a_document_for_a_customer_holds_nothing_internal(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.says("zhang-qiang", "staff", "内部备注 #1 疑似 7 号盘").await;
    bot.talks("zhang-qiang", "staff", "INC-1 像是存储").await;
    bot.talks("wu-hao", "daocloud", "查询也失败了").await;
    let (theirs, ours) = (document(bot, Side::Customer).await, document(bot, Side::Support).await);
    for inside in ["7 号盘", "像是存储"] {
        assert!(!theirs.contains(inside) && ours.contains(inside), "{inside}\n{theirs}");
    }
    assert_says(&theirs, &["查询也失败了", "已受理"]);
    assert_eq!(document(bot, Side::Customer).await, theirs);
}

/// The document about incident 1.
async fn document(bot: &TestBot, audience: Side) -> String {
    let store = &bot.bot.actions.store;
    let incident = bot.incident(1).await;
    let record = Record {
        incident: &incident,
        timeline: &bot.timeline(1).await,
        lines: &bot.transcript(1).await,
        directory: &store.directory(),
        entitlement: None,
        audience,
        language: Language::Zh,
    };
    markdown(&record)
}
