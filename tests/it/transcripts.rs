//! Whole conversations in the sandbox, over HTTP and with its clock, written down as people would read them.
//!
//! Each is kept in `docs/transcripts`. A change of a sentence or of a deadline shows there; look at it, and keep it
//! if it is meant.

mod scene;

use scene::{Scene, Spoken};

#[tokio::test]
async fn opened_on_a_friday_evening_before_a_holiday_with_a_make_up_saturday() {
    let mut scene =
        Scene::starting_at("2026-02-13T11:40:00Z", "isoftstone", &["staff"], &["sam-miller"]).await;
    scene.tells("Friday 13 February 2026, 19:40 in Shanghai: the 5x8 coverage has closed. The Saturday is a make-up working day; from Sunday on it is Spring Festival, until the 23rd.");
    scene.says("feng-xue", "报障 生产系统异常 报表导出变慢").await;
    scene.says("feng-xue", "为什么 #1").await;
    scene.tells("Nobody is woken in the night. The Saturday opens at 9:00, and the page leaves.");
    scene.advances_to("2026-02-14T01:00:00Z").await;
    scene.advances_to("2026-02-14T01:02:00Z").await;
    scene.says_alone("sam-miller", Spoken::AckOfLastPage).await;
    scene.says("feng-xue", "查看 #1").await;
    scene.tells("A question asked on that Saturday evening counts from the 24th on.");
    scene.advances_to("2026-02-14T10:30:00Z").await;
    scene.says("zheng-yu", "报障 一般性指导 如何调整备份时间").await;
    scene.says("zheng-yu", "为什么 #2").await;
    scene.is_kept_as("isoftstone-friday-evening");
}

#[tokio::test]
async fn regraded_by_support_and_escalated_against_by_the_customer() {
    let mut scene =
        Scene::starting_at("2026-03-10T02:00:00Z", "huaweicloud", &["staff"], &["zhang-qiang", "zhao-lei"])
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
