//! Access, and how an incident closes when nobody answers.

use super::scene::{Scene, Spoken};

#[tokio::test]
async fn a_level_1_without_access_becomes_a_level_2() {
    let mut scene = Scene::starting_at(
        "2026-03-10T02:00:00Z",
        "daocloud",
        &["staff"],
        &["zhang-qiang", "zhao-lei"],
    )
    .await;
    scene.says("zhou-min", "报障 一级 支付全部失败").await;
    scene.says_alone("zhang-qiang", Spoken::AckOfLastPage).await;
    scene.says("wu-hao", "访问权限 拒绝 #1 安全部门今天不批准外部登录").await;
    scene.says("zhao-lei", "拒绝访问降级 #1").await;
    scene.says_what("zhao-lei", Spoken::WithCode("确认 {code}")).await;
    scene.tells(
        "In the afternoon the security department agrees, and the customer raises the level again.",
    );
    scene.advances_to("2026-03-10T06:00:00Z").await;
    scene.says("zhou-min", "访问权限 授权 #1 堡垒机账号已开通").await;
    scene.says("zhou-min", "定级 #1 一级 支付仍然全部失败").await;
    scene.says("zhou-min", "为什么 #1").await;
    scene.is_kept_as("daocloud-without-access");
}

#[tokio::test]
async fn a_solution_without_an_answer_is_transferred_to_the_customer() {
    let mut scene =
        Scene::starting_at("2026-03-10T02:00:00Z", "daocloud", &[], &["zhang-qiang"]).await;
    scene.says("zhou-min", "报障 三级 报表导出变慢").await;
    scene.says("zhang-qiang", "认领 #1").await;
    scene.says("zhang-qiang", "方案 #1 永久措施 已为导出任务增加内存，请确认").await;
    scene.tells("Nobody answers. The window is five working days.");
    scene.advances_to("2026-03-18T10:00:00Z").await;
    scene.says("zhou-min", "查看 #1").await;
    scene.tells("Within thirty days it can be opened again; later another one goes on with it.");
    scene.says("zhou-min", "重开 #1 导出又变慢了").await;
    scene.is_kept_as("daocloud-transferred");
}

#[tokio::test]
async fn information_that_does_not_come_cancels_after_7_days_at_level_3_and_14_at_level_4() {
    let mut scene =
        Scene::starting_at("2026-03-10T02:00:00Z", "daocloud", &[], &["zhang-qiang"]).await;
    scene.says("zhou-min", "报障 三级 报表导出变慢").await;
    scene.says("zhang-qiang", "待客户 #1 昨晚的导出日志").await;
    scene.says("zhou-min", "报障 四级 如何调整备份时间").await;
    scene.says("zhang-qiang", "待客户 #2 目前的备份策略截图").await;
    scene.advances_to("2026-03-17T03:00:00Z").await;
    scene.says("zhou-min", "列表 全部").await;
    scene.advances_to("2026-03-24T03:00:00Z").await;
    scene.says("zhou-min", "列表 全部").await;
    scene.is_kept_as("daocloud-cancelled");
}
