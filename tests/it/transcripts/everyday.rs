//! Days as they come: somebody who knows no command, a quiet weekend, a storm of reports, and trouble
//! that comes back.

use super::scene::{Scene, Spoken};

#[tokio::test]
async fn a_customer_who_knows_no_command() {
    let mut scene =
        Scene::starting_at("2026-03-10T06:00:00Z", "daocloud", &[], &["zhang-qiang"]).await;
    scene.tells("Tuesday 10 March 2026, 14:00 in Shanghai. Wu Hao has never read a manual.");
    scene.says("wu-hao", "支付挂了，救命").await;
    scene.says("wu-hao", "1").await;
    scene.says_alone("zhang-qiang", Spoken::AckOfLastPage).await;
    scene.says("wu-hao", "谢谢").await;
    scene.says("wu-hao", "三成用户付不了款，从 13:50 开始").await;
    scene.says("wu-hao", "现在怎么样了？").await;
    scene.says_alone("zhang-qiang", Spoken::Words("进展 #1 已切换到备用存储，正在核对流水")).await;
    scene.advances_to("2026-03-10T06:40:00Z").await;
    scene.says_alone("zhang-qiang", Spoken::Words("方案 #1 已切换到备用存储，支付恢复")).await;
    scene.says("zhou-min", "谢谢，好了").await;
    scene.says("zhou-min", "帮助").await;
    scene.is_kept_as("daocloud-no-command");
}

#[tokio::test]
async fn a_weekend_on_call_for_a_lower_level() {
    let mut scene = Scene::starting_at(
        "2026-03-13T09:58:00Z",
        "isoftstone",
        &["staff"],
        &["zhang-qiang", "zhao-lei"],
    )
    .await;
    scene.tells("Friday 13 March 2026, 17:58 in Shanghai: two minutes before the 5x8 coverage of this group closes.");
    scene.says("feng-xue", "报障 三级 报表导出变慢").await;
    scene.tells("Nobody acknowledges before 18:00. The level rests outside its hours, and so do the people; the duty manager hears that it rests.");
    scene.advances_to("2026-03-13T10:30:00Z").await;
    scene.tells("Saturday and Sunday bring no page.");
    scene.advances_to("2026-03-16T00:59:00Z").await;
    scene.says("feng-xue", "查看 #1").await;
    scene.tells("On Monday at 9:00 the clock and the pages go on.");
    scene.advances_to("2026-03-16T01:01:00Z").await;
    scene.says_alone("zhang-qiang", Spoken::AckOfLastPage).await;
    scene.says("feng-xue", "为什么 #1").await;
    scene.is_kept_as("isoftstone-quiet-weekend");
}

#[tokio::test]
async fn a_storm_of_twelve_reports() {
    let mut scene =
        Scene::starting_at("2026-03-10T06:00:00Z", "daocloud", &[], &["zhang-qiang"]).await;
    scene.tells("Tuesday 10 March 2026, 14:00 in Shanghai. A storage system fails, and everybody reports what they see.");
    scene.says("zhou-min", "报障 一级 支付全部失败").await;
    let others = [
        "登录超时",
        "退款失败",
        "对账中断",
        "短信不发",
        "报表空白",
        "风控无响应",
        "开户失败",
        "转账挂起",
        "查询超时",
    ];
    for (number, words) in others.into_iter().enumerate() {
        let who = if number % 2 == 0 { "wu-hao" } else { "zhou-min" };
        scene.waits(4).await;
        scene.prepares(who, &format!("报障 二级 {words}")).await;
    }
    scene.tells("Nine more reports follow within forty seconds; their receipts are left out here. The eleventh is the sixth of one person within the minute: it is kept, pages nobody, and is opened by a yes.");
    scene.waits(4).await;
    scene.says("zhou-min", "报障 二级 密码重置失败").await;
    scene.says_what("zhou-min", Spoken::WithCode("确认 {code}")).await;
    scene.tells(
        "The twelfth comes from the account manager, who was told by telephone. It resembles the first.",
    );
    scene.waits(4).await;
    scene.says("li-na", "报障 一级 支付全部失败了").await;
    scene.says("li-na", "重复 #12 同 #1").await;
    scene.tells(
        "The phone of the engineer rang once. A minute later it rings again, for all the others.",
    );
    scene.advances_to("2026-03-10T06:01:10Z").await;
    scene.says_alone("zhang-qiang", Spoken::Words("收到 全部")).await;
    scene.says_alone("zhang-qiang", Spoken::WithCode("确认 {code}")).await;
    scene.says_alone("zhang-qiang", Spoken::Words("帮助")).await;
    scene.is_kept_as("daocloud-storm-of-twelve");
}

#[tokio::test]
async fn trouble_that_comes_back() {
    let mut scene =
        Scene::starting_at("2026-03-10T02:00:00Z", "daocloud", &[], &["zhang-qiang"]).await;
    scene.says("zhou-min", "报障 二级 登录偶发失败").await;
    scene.says_alone("zhang-qiang", Spoken::AckOfLastPage).await;
    scene.says_alone("zhang-qiang", Spoken::Words("方案 #1 已重启会话节点")).await;
    scene.says("zhou-min", "同意关闭 #1").await;
    scene.tells("Three days later it is back. The time in between counts for nobody: the response has a new clock.");
    scene.advances_to("2026-03-13T03:00:00Z").await;
    scene.says("zhou-min", "重开 #1 登录又开始失败").await;
    scene.says_alone("zhang-qiang", Spoken::AckOfLastPage).await;
    scene
        .says_alone(
            "zhang-qiang",
            Spoken::Words("进展 #1 查明原因：\n1. 会话缓存写满\n2. 清理任务停止"),
        )
        .await;
    scene.says_alone("zhang-qiang", Spoken::Words("方案 #1 永久措施 已修复清理任务并扩容")).await;
    scene.says("zhou-min", "已解决").await;
    scene.says("zhou-min", "为什么 #1").await;
    scene.says("zhou-min", "查看 #1 全文").await;
    scene.is_kept_as("daocloud-reopened");
}
