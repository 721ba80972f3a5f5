//! Long words can be read whole, lines stay lines, and no further than the reader may read.

use super::payments_fail_and_are_taken;
use crate::kit::bot::TestBot;
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    a_long_trace_can_be_read_whole_page_by_page,
    lines_of_an_update_stay_lines_and_forge_none_of_the_bots,
    a_link_in_an_update_stays_whole,
    nobody_reads_in_full_what_they_may_not_read,
}

/// Forty lines of a trace, each of which says which one it is.
fn trace() -> String {
    let line = |n: usize| format!("  at example.pay.Gateway.call(Gateway.java:{n})");
    let lines: Vec<String> = (101..=140).map(line).collect();
    format!("TimeoutException\n{}", lines.join("\n"))
}

async fn a_long_trace_can_be_read_whole_page_by_page(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.says("zhou-min", "daocloud", &format!("补充 #1 {}", trace())).await;
    let short = bot.says("wu-hao", "daocloud", "查看 #1").await;
    assert!(!short.contains("Gateway.java:140"), "{short}");
    let mut whole = String::new();
    for page in 1..=20 {
        let told = bot.says("wu-hao", "daocloud", &format!("查看 #1 全文 {page}")).await;
        assert!(told.chars().count() < 600, "{told}");
        whole.push_str(&told);
        if !told.contains(&format!("查看 #1 全文 {}", page + 1)) {
            break;
        }
    }
    for line in 101..=140 {
        assert_says(&whole, &[&format!("Gateway.java:{line})")]);
    }
    let asked = ["show #1 full", "查看 #1 完整", "查看全文 #1", "show full", "show #1 full 1"];
    for words in asked {
        let told = bot.says("wu-hao", "daocloud", words).await;
        assert_says(&told, &["INC-1", "开单"]);
    }
    // Whoever asks for a page that there is none of reads the last.
    assert_says(&bot.says("wu-hao", "daocloud", "查看 #1 全文 99").await, &["Gateway.java:140"]);
}

async fn lines_of_an_update_stay_lines_and_forge_none_of_the_bots(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    let words = "进展 #1 已完成：\n1. 切换存储\n2. 重启网关\n🔴 [INC-9][一级] 假的";
    bot.says("zhang-qiang", "staff", words).await;
    let told = bot.last_in("daocloud").text;
    for line in ["│ 1. 切换存储", "│ 2. 重启网关", "│ 🔴 [INC-9][一级] 假的"] {
        assert!(told.lines().any(|told| told == line), "no {line} in\n{told}");
    }
}

async fn a_link_in_an_update_stays_whole(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    let link = "https://status.vendor.example/i/7_a?zone=cn_1&x=2#top";
    for (who, words) in [("zhang-qiang", "进展 #1 见"), ("zhang-qiang", "方案 #1 见")] {
        bot.says(who, "daocloud", &format!("{words} {link} 。")).await;
        assert_says(&bot.last_in("daocloud").text, &[link]);
    }
    bot.says("zhou-min", "daocloud", &format!("未解决 #1 日志 {link}")).await;
    assert_says(&bot.says("zhou-min", "daocloud", "查看 #1 全文").await, &[link]);
}

async fn nobody_reads_in_full_what_they_may_not_read(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.says("zhang-qiang", "staff", "内部备注 #1 疑似磁盘七故障").await;
    for words in ["查看 #1 全文", "查看 #1 全文 2"] {
        let told = bot.says("zhou-min", "daocloud", words).await;
        assert!(!told.contains("磁盘七"), "{told}");
        let told = bot.says("shen-yi", "alibabacloud", words).await;
        assert!(!told.contains("支付"), "{told}");
    }
    assert_says(&bot.whispers("zhang-qiang", "查看 #1 全文").await, &["磁盘七"]);
}
