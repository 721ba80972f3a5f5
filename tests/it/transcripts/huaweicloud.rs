//! A level that does not fit, and what the customer can do about it.

use super::scene::{Scene, Spoken};

#[tokio::test]
async fn regraded_by_support_and_escalated_against_by_the_customer() {
    let mut scene = Scene::starting_at(
        "2026-03-10T02:00:00Z",
        "huaweicloud",
        &["staff"],
        &["zhang-qiang", "zhao-lei"],
    )
    .await;
    scene.tells("A question is reported as a core production system that is down.");
    scene.says("wei-lan", "报障 核心生产系统不可用 如何给新同事开通只读权限").await;
    scene.says_alone("zhang-qiang", Spoken::AckOfLastPage).await;
    scene.says("zhang-qiang", "定级 #1 一般性指导 是使用咨询，没有系统不可用").await;
    scene.says_what("zhang-qiang", Spoken::WithCode("确认 {code}")).await;
    scene.says("chu-tian", "升级 #1 紧急 今天要向审计交代，不同意降级").await;
    scene.says_in("staff", "zhao-lei", Spoken::Words("看板")).await;
    scene.is_kept_as("huaweicloud-regraded");
}
