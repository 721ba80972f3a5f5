//! Express tickets, an agreed time for news, and the emergency group.

use super::scene::{Scene, Spoken};

#[tokio::test]
async fn the_tenth_express_ticket_of_the_month_and_the_eleventh() {
    let mut scene =
        Scene::starting_at("2026-03-10T02:00:00Z", "alibabacloud-tickets", &[], &["zhang-qiang"])
            .await;
    for number in 1..=9 {
        scene.prepares("shao-an", &format!("加急 第{number}次发布失败")).await;
        scene.prepares_with_code("shao-an", "确认 {code}").await;
    }
    scene.tells("Nine express tickets of the month are spent.");
    scene.says("shao-an", "配额").await;
    scene.says("shao-an", "加急 支付网关超时").await;
    scene.says_what("shao-an", Spoken::WithCode("确认 {code}")).await;
    scene.says("shao-an", "加急 短信发送失败").await;
    scene.tells("Support re-sorts the tenth, which gives it back.");
    scene.says("zhang-qiang", "定级 #10 重要 已有备用通道").await;
    scene.says_what("zhang-qiang", Spoken::WithCode("确认 {code}")).await;
    scene.says("shao-an", "配额").await;
    scene.is_kept_as("alibabacloud-express");
}

#[tokio::test]
async fn business_down_calls_the_emergency_group_and_news_comes_when_agreed() {
    let mut scene = Scene::starting_at(
        "2026-03-10T02:00:00Z",
        "alibabacloud",
        &["staff"],
        &["zhang-qiang", "sam-miller"],
    )
    .await;
    scene.says("shen-yi", "报障 业务不可用 首页打不开").await;
    scene.says_alone("zhang-qiang", Spoken::AckOfLastPage).await;
    scene.says_alone("sam-miller", Spoken::AckOfLastPage).await;
    scene.says("shen-yi", "查看 #1").await;
    scene.says("zhang-qiang", "约定时间 #1 12:30").await;
    scene.advances_to("2026-03-10T04:20:00Z").await;
    scene.says("zhang-qiang", "进展 #1 首页已切换到备用站点").await;
    scene.is_kept_as("alibabacloud-emergency-group");
}
