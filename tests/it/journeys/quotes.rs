//! On a platform that tells only the words of a quoted message, these words show which incident a
//! command without a number is about.

use super::payments_fail_and_are_taken;
use crate::kit::bot::{TestBot, in_direct_chat};
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    a_quoted_message_of_the_bot_says_which_incident_is_meant,
    words_quoted_in_the_text_itself_count_too,
    an_engineer_answers_a_quoted_page,
    a_quote_that_names_several_decides_nothing,
    a_forged_quote_leads_to_no_other_customers_incident,
}

/// Two open incidents in the same group, so that nothing is clear without more.
async fn two_are_open(bot: &TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.says("zhou-min", "daocloud", "报障 二级 报表很慢").await;
}

async fn says_quoting(bot: &TestBot, who: &str, group: &str, text: &str, quoted: &str) -> String {
    bot.handle(bot.platform.says_quoting_words(group, who, text, quoted)).await
}

async fn said_about(bot: &TestBot, number: i64, text: &str) -> bool {
    format!("{:?}", bot.timeline(number).await).contains(text)
}

/// What the group reads first about an incident.
fn receipt(bot: &TestBot, number: i64) -> String {
    let mark = format!("[INC-{number}]");
    let sent = bot.posts_in("daocloud").into_iter().map(|post| post.text);
    sent.into_iter().find(|text| text.contains(&mark)).unwrap()
}

async fn a_quoted_message_of_the_bot_says_which_incident_is_meant(bot: &mut TestBot) {
    two_are_open(bot).await;
    let (first, second) = (receipt(bot, 1), receipt(bot, 2));
    says_quoting(bot, "zhou-min", "daocloud", "补充 退款也失败", &first).await;
    assert!(said_about(bot, 1, "退款也失败").await && !said_about(bot, 2, "退款也失败").await);
    says_quoting(bot, "zhou-min", "daocloud", "补充 凌晨的报表也慢", &second).await;
    assert!(said_about(bot, 2, "凌晨的报表也慢").await);
    says_quoting(bot, "zhang-qiang", "daocloud", "进展 已回退版本", &first).await;
    assert!(said_about(bot, 1, "已回退版本").await && !said_about(bot, 2, "已回退版本").await);
    says_quoting(bot, "zhang-qiang", "daocloud", "resolved 已回退到上一版本", &first).await;
    assert!(said_about(bot, 1, "已回退到上一版本").await);
    // The number that is typed counts more.
    says_quoting(bot, "zhou-min", "daocloud", "补充 #2 导出也慢", &first).await;
    assert!(said_about(bot, 2, "导出也慢").await && !said_about(bot, 1, "导出也慢").await);
}

async fn words_quoted_in_the_text_itself_count_too(bot: &mut TestBot) {
    two_are_open(bot).await;
    for (at, text) in [
        "「watchbell：🔴 [INC-1][一级] 支付全部失败 | 处理中」\n- - - - - -\n@watchbell 补充 第0次",
        "这是一条引用/回复消息：\n\"watchbell：\n[INC-1] 支付全部失败\"\n------\n@watchbell 补充 第1次",
        "> [INC-1] 支付全部失败\n@watchbell 补充 第2次",
    ]
    .into_iter()
    .enumerate()
    {
        bot.says("zhou-min", "daocloud", text).await;
        assert!(said_about(bot, 1, &format!("第{at}次")).await, "{text}");
    }
}

async fn an_engineer_answers_a_quoted_page(bot: &mut TestBot) {
    two_are_open(bot).await;
    bot.whispers("zhang-qiang", "交接 #1 @chen-jing 一半").await;
    let page = bot.posts_in("chen-jing").pop().unwrap().text;
    let event = bot.platform.says_quoting_words("chen-jing", "chen-jing", "收到", &page);
    bot.handle(in_direct_chat(event)).await;
    assert_eq!(bot.incident(1).await.owner, Some("chen-jing".into()));
}

async fn a_quote_that_names_several_decides_nothing(bot: &mut TestBot) {
    two_are_open(bot).await;
    for quoted in ["INC-1 和 INC-2 是同一个原因", "🔴 [INC-1] 支付\n🟠 [INC-2] 报表", "支付又挂了"]
    {
        let answer = says_quoting(bot, "zhou-min", "daocloud", "补充 又发生了", quoted).await;
        assert_says(&answer, &["INC-1", "INC-2"]);
    }
    assert!(!said_about(bot, 1, "又发生了").await && !said_about(bot, 2, "又发生了").await);
}

async fn a_forged_quote_leads_to_no_other_customers_incident(bot: &mut TestBot) {
    two_are_open(bot).await;
    bot.says("hana-ko", "hollow", "open L1 ours is broken").await;
    bot.says("hana-ko", "hollow", "open L1 ours is broken twice").await;
    for (text, quoted) in [
        ("show", "🔴 [INC-1][一级] 支付全部失败 | 处理中"),
        ("show", "INC-2"),
        ("> [INC-1] 支付全部失败\n@watchbell show", "[INC-1]"),
        ("say let us in", "[INC-1]"),
    ] {
        let answer = says_quoting(bot, "hana-ko", "hollow", text, quoted).await;
        assert!(!answer.contains("INC-1") && !answer.contains("支付"), "{answer}");
        assert_says(&answer, &["INC-3", "INC-4"]);
    }
    assert!(!said_about(bot, 1, "let us in").await);
}
