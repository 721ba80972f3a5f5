//! A whole incident on `DingTalk`, in Chinese: signed callbacks into the real routes and the real
//! adapter, and everything the bot says read where `DingTalk` would show it.

use chat::Attachment;
use dingtalk_simulator::Utterance;
use watchbell::ids::IncidentNumber;

use crate::kit::bot::minutes;
use crate::kit::posts::assert_says;
use crate::kit::served_bot::ServedBot;
use crate::kit::{Database, on_both_engines};

on_both_engines! {
    an_incident_from_the_first_word_to_the_closing,
    a_forged_callback_is_refused_before_it_is_read,
    a_callback_delivered_five_times_is_one_incident,
    an_answered_message_says_which_incident_is_meant,
    a_picture_alone_is_answered_with_how_to_write,
    a_group_without_the_robot_opens_incidents_on_a_page,
}

const GROUP: &str = "cidTEA==";

async fn an_incident_from_the_first_word_to_the_closing(database: &Database) {
    let bot_server = ServedBot::opens(database).await;
    bot_server.says(Some(GROUP), "staff-shen", "报障 业务不可用 首页打不开").await;
    let receipt = bot_server.last_in_session_of(GROUP);
    assert_says(&receipt, &["INC-1", "16:40（北京时间", "17:30（北京时间"]);
    let page = bot_server.last_to("staff-zhang");
    assert_says(&page, &["INC-1", "首页打不开", "收到 "]);

    bot_server.advance(minutes(2)).await;
    bot_server.says(None, "staff-zhang", &format!("收到 {}", code_in(&page))).await;
    assert_says(&bot_server.last_in_session_of("cidDIRECT=="), &["INC-1"]);
    assert_says(&bot_server.last_in_group(GROUP), &["INC-1", "张强"]);
    bot_server.advance(minutes(57)).await;
    assert!(
        !bot_server.texts_to("staff-dora").iter().any(|text| text.starts_with("呼叫")),
        "it was taken"
    );

    bot_server.advance(minutes(1)).await;
    assert_says(
        &bot_server.last_in_group(GROUP),
        &["第 1 次进展", "自动发布", "18:30（北京时间）"],
    );
    bot_server.says(Some(GROUP), "staff-zhang", "进展 已回退版本").await;
    assert_says(&bot_server.last_in_session_of(GROUP), &["第 2 次进展", "已回退版本"]);
    bot_server.says(Some(GROUP), "staff-zhang", "方案 #1 已回退到上一版本").await;
    assert_says(&bot_server.last_in_session_of(GROUP), &["INC-1", "已回退到上一版本", "同意关闭"]);
    bot_server.says(Some(GROUP), "staff-shen", "同意关闭").await;
    assert_says(&bot_server.last_in_session_of(GROUP), &["INC-1", "已关闭"]);
    bot_server.closes().await;
}

async fn a_forged_callback_is_refused_before_it_is_read(database: &Database) {
    let bot_server = ServedBot::opens(database).await;
    let (mut headers, body) =
        bot_server.callback(Some(GROUP), "staff-shen", "报障 业务不可用 首页打不开");
    for (name, value) in &mut headers {
        if name == "sign" {
            "IOEgMZc3+4jGR5Rt/QZ0hmhCmF//7IYcb/kaaNz+eY0=".clone_into(value);
        }
    }
    assert_eq!(bot_server.post((headers, body)).await, 401);
    let (headers, _) = bot_server.callback(Some(GROUP), "staff-shen", "报障 业务不可用 首页打不开");
    assert_eq!(bot_server.post((headers, b"{".to_vec())).await, 400);
    assert!(bot_server.texts().is_empty());
    bot_server.closes().await;
}

async fn a_callback_delivered_five_times_is_one_incident(database: &Database) {
    let bot_server = ServedBot::opens(database).await;
    let callback = bot_server.callback(Some(GROUP), "staff-shen", "报障 业务不可用 首页打不开");
    for _ in 0..5 {
        assert_eq!(bot_server.post(callback.clone()).await, 200);
    }
    let receipts = bot_server.texts().iter().filter(|text| text.contains("已受理")).count();
    assert_eq!(receipts, 1);
    bot_server.says(Some(GROUP), "staff-shen", "列表").await;
    assert!(!bot_server.last_in_session_of(GROUP).contains("INC-2"));
    bot_server.closes().await;
}

async fn an_answered_message_says_which_incident_is_meant(database: &Database) {
    let bot_server = ServedBot::opens(database).await;
    bot_server.says(Some(GROUP), "staff-shen", "报障 业务不可用 首页打不开").await;
    bot_server.says(Some(GROUP), "staff-shen", "报障 业务不可用 报表也打不开").await;
    let mut read = bot_server.dingtalk.deliveries().into_iter();
    let first = read.find(|sent| sent.text.contains("[INC-1]") && sent.room == GROUP);
    let first = first.unwrap().id;
    let utterance = Utterance {
        conversation: Some(GROUP),
        staff: Some("staff-zhang"),
        text: "进展 已回退版本",
        quotes: Some(&first),
        ..Utterance::default()
    };
    bot_server.sends(utterance).await;
    assert_says(&bot_server.last_in_session_of(GROUP), &["INC-1", "已回退版本"]);
    bot_server.closes().await;
}

async fn a_picture_alone_is_answered_with_how_to_write(database: &Database) {
    let bot_server = ServedBot::opens(database).await;
    let picture = Utterance {
        conversation: Some(GROUP),
        staff: Some("staff-shen"),
        attachment: Some(Attachment::Picture),
        ..Utterance::default()
    };
    bot_server.sends(picture).await;
    assert_says(&bot_server.last_in_session_of(GROUP), &["机器人读不了图片", "报障"]);
    bot_server.sends(Utterance { text: "报障 业务不可用 首页打不开", ..picture }).await;
    assert_says(&bot_server.last_in_session_of(GROUP), &["INC-1", "首页打不开"]);
    bot_server.closes().await;
}

async fn a_group_without_the_robot_opens_incidents_on_a_page(database: &Database) {
    let bot_server = ServedBot::opens(database).await;
    let (status, page) = bot_server.on_the_page("tea", &[]).await;
    assert_eq!(status, 200);
    assert_says(
        &page,
        &["报障 · 茶行 × 支持", "阿里云", "业务不可用", "不确定", "哪些业务、多少用户受影响"],
    );
    assert!(!page.contains("checked"), "nothing is chosen beforehand: {page}");
    let form = |level: &'static str| {
        [
            ("once", "form-1"),
            ("level", level),
            ("title", "首页打不开"),
            ("impact", "全部门店；自 10:20 起"),
            ("name", "李雷（虚构）"),
        ]
    };
    for unchosen in ["", "L9"] {
        let (status, page) = bot_server.on_the_page("tea", &form(unchosen)).await;
        assert_eq!(status, 422, "{unchosen}");
        assert_says(&page, &["请选择级别", "首页打不开", "全部门店"]);
    }
    let (status, page) = bot_server.on_the_page("tea", &form("L1")).await;
    assert_eq!(status, 200);
    assert_says(&page, &["已完成", "INC-1", "首页打不开"]);
    // The impact is answered already, so the next item is asked for.
    assert_says(&bot_server.last_in_group(GROUP), &["INC-1", "首页打不开", "「现象」（2/4）"]);
    let timeline = bot_server.bot.actions.store.timeline_of(IncidentNumber(1)).await.unwrap();
    assert_says(&format!("{timeline:?}"), &["全部门店；自 10:20 起", "经链接：李雷（虚构）"]);
    assert_says(&bot_server.last_to("staff-zhang"), &["INC-1", "收到 "]);
    let ungraded =
        [("once", "form-2"), ("level", "unknown"), ("title", "报表慢"), ("name", "李雷")];
    assert_says(&bot_server.on_the_page("tea", &ungraded).await.1, &["INC-2", "未定级"]);
    bot_server.closes().await;
}

/// The four digits after the word that acknowledges.
fn code_in(page: &str) -> &str {
    page.split_once("收到 ").map(|(_, rest)| &rest[..4]).unwrap()
}
