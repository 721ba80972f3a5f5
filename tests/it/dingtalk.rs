//! A whole incident on `DingTalk`, in Chinese: signed callbacks into the real routes and the real
//! adapter, and everything the bot says read where `DingTalk` would show it.

use crate::kit::bot::minutes;
use crate::kit::posts::assert_says;
use crate::kit::served_bot::ServedBot;
use crate::kit::{Database, on_both_engines};

on_both_engines! {
    an_incident_from_the_first_word_to_the_closing,
    a_forged_callback_is_refused_before_it_is_read,
    a_callback_delivered_five_times_is_one_incident,
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

/// The four digits after the word that acknowledges.
fn code_in(page: &str) -> &str {
    page.split_once("收到 ").map(|(_, rest)| &rest[..4]).unwrap()
}
