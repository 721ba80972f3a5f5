//! Outside the hours of a 5x8 group.

use super::scene::{Scene, Spoken};

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
