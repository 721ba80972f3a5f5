//! Customers end things in their own words, take a mistake back, and are met politely.

use watchbell::domain::incident::{Fact, Incident, IncidentState, Outcome};

use super::{payments_fail, payments_fail_and_are_taken};
use crate::kit::bot::{TestBot, minutes};
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    a_question_is_met_with_how_it_stands_and_answers_nothing,
    solved_in_their_own_words_agrees_to_an_offered_solution,
    somebody_unknown_who_says_so_is_passed_on,
    without_a_solution_the_owner_is_told,
    the_offered_one_is_meant_among_several,
    several_open_ones_are_named,
    a_mistake_is_taken_back_before_anybody_began,
    afterwards_the_owner_is_asked,
    an_administrator_may_take_it_back_too,
    what_somebody_else_reported_is_not_taken_back,
    thanks_and_receipts_are_met_politely,
    thanks_answer_no_question,
    the_staffs_words_stay_the_staffs,
}

async fn is_closed(bot: &TestBot, number: i64, as_: Outcome) {
    let incident: Incident = bot.incident(number).await;
    assert!(
        matches!(incident.state, IncidentState::Closed { outcome, .. } if outcome == as_),
        "{:?}",
        incident.state
    );
}

async fn solved_in_their_own_words_agrees_to_an_offered_solution(bot: &mut TestBot) {
    for (index, said) in
        ["谢谢，好了", "已解决", "关闭 #3", "resolved", "现在恢复了，谢谢各位", "关单"]
            .iter()
            .enumerate()
    {
        let number = i64::try_from(index).unwrap() + 1;
        bot.advance(minutes(2)).await;
        bot.says("zhou-min", "daocloud", &format!("报障 一级 第 {number} 次故障")).await;
        bot.whispers("zhang-qiang", &format!("认领 #{number}")).await;
        bot.whispers("zhang-qiang", &format!("方案 #{number} 已切换")).await;
        bot.says("zhou-min", "daocloud", said).await;
        is_closed(bot, number, Outcome::Agreed).await;
    }
}

async fn somebody_unknown_who_says_so_is_passed_on(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.whispers("zhang-qiang", "方案 #1 已切换").await;
    let reply = bot.says("a-stranger", "daocloud", "好了，谢谢").await;
    assert_says(&reply, &["表示已解决", "张强"]);
    assert!(matches!(bot.incident(1).await.state, IncidentState::Resolved { .. }));
}

async fn without_a_solution_the_owner_is_told(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    let reply = bot.says("wu-hao", "daocloud", "已解决").await;
    assert_says(&reply, &["INC-1", "已转告负责人 张强"]);
    let told = bot.last_in("zhang-qiang").text;
    assert_says(&told, &["吴昊", "表示已解决", "方案 #1"]);
    assert!(matches!(bot.incident(1).await.state, IncidentState::Acknowledged { .. }));
    assert_eq!(bot.instants_of(1, |fact| matches!(fact, Fact::EndWished { .. })).await.len(), 1);
}

async fn the_offered_one_is_meant_among_several(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.says("wu-hao", "daocloud", "报障 三级 报表导出很慢").await;
    bot.whispers("zhang-qiang", "方案 #1 已切换").await;
    bot.says("zhou-min", "daocloud", "It works now, thanks").await;
    is_closed(bot, 1, Outcome::Agreed).await;
    assert_eq!(bot.incident(2).await.state, IncidentState::Open);
}

async fn several_open_ones_are_named(bot: &mut TestBot) {
    payments_fail(bot).await;
    bot.says("wu-hao", "daocloud", "报障 三级 报表导出很慢").await;
    let reply = bot.says("zhou-min", "daocloud", "好了，谢谢").await;
    assert_says(&reply, &["INC-1", "INC-2"]);
    assert_eq!(bot.incident(1).await.state, IncidentState::Open);
}

async fn a_mistake_is_taken_back_before_anybody_began(bot: &mut TestBot) {
    for (index, (who, said)) in [
        ("zhou-min", "撤回 #1"),
        ("wu-hao", "撤回"),
        ("a-stranger", "withdraw #3"),
        ("wu-hao", "误报"),
    ]
    .iter()
    .enumerate()
    {
        let number = i64::try_from(index).unwrap() + 1;
        bot.advance(minutes(2)).await;
        bot.says(who, "daocloud", &format!("报障 一级 误报的第 {number} 个")).await;
        let pages = bot.pages_to("zhang-qiang").len();
        let reply = bot.says(who, "daocloud", said).await;
        assert_says(&reply, &[&format!("INC-{number}"), "报告人撤回"]);
        is_closed(bot, number, Outcome::Withdrawn).await;
        assert_says(&bot.last_in("zhang-qiang").text, &["不再需要处理"]);
        bot.advance(minutes(30)).await;
        assert_eq!(bot.pages_to("zhang-qiang").len(), pages, "nobody is paged any more");
    }
}

async fn afterwards_the_owner_is_asked(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    let reply = bot.says("zhou-min", "daocloud", "撤回 #1").await;
    assert_says(&reply, &["要撤回", "张强"]);
    assert!(!bot.incident(1).await.state.is_closed());
    assert_says(&bot.last_in("zhang-qiang").text, &["周敏", "要撤回", "撤回 #1"]);
    let other = bot.whispers("chen-jing", "撤回 #1").await;
    assert_says(&other, &["只能撤回您自己报告的"]);
    bot.whispers("zhang-qiang", "撤回 #1").await;
    is_closed(bot, 1, Outcome::Withdrawn).await;
}

async fn an_administrator_may_take_it_back_too(bot: &mut TestBot) {
    bot.says("wu-hao", "daocloud", "报障 一级 看错了监控").await;
    bot.says("zhou-min", "daocloud", "撤回 #1").await;
    is_closed(bot, 1, Outcome::Withdrawn).await;
}

async fn what_somebody_else_reported_is_not_taken_back(bot: &mut TestBot) {
    payments_fail(bot).await;
    for who in ["wu-hao", "a-stranger"] {
        let reply = bot.says(who, "daocloud", "撤回 #1").await;
        assert_says(&reply, &["只能撤回您自己报告的", "补充 #1"]);
    }
    let staff = bot.whispers("zhang-qiang", "撤回 #1").await;
    assert_says(&staff, &["只能撤回您自己报告的"]);
    assert_says(&bot.says("zheng-yu", "isoftstone", "撤回 #1").await, &["没有"]);
    assert_eq!(bot.incident(1).await.state, IncidentState::Open);
}

async fn thanks_and_receipts_are_met_politely(bot: &mut TestBot) {
    for said in ["谢谢", "辛苦了", "Thanks a lot!", "收到", "好的，谢谢"] {
        let reply = bot.says("zhou-min", "daocloud", said).await;
        assert!(reply.contains("不客气") || reply.contains("好的"), "{said}: {reply}");
        assert!(!reply.contains("没有"), "{said}: {reply}");
    }
    payments_fail_and_are_taken(bot).await;
    assert_says(&bot.says("zhou-min", "daocloud", "收到 #1").await, &["好的"]);
    bot.whispers("zhang-qiang", "方案 #1 已切换").await;
    assert_says(&bot.says("wu-hao", "daocloud", "谢谢").await, &["不客气", "同意关闭 #1"]);
    assert_says(&bot.says("urs-muster", "zitadel", "thanks").await, &["You are welcome"]);
    assert_says(&bot.whispers("zhang-qiang", "谢谢").await, &["不客气"]);
}

async fn thanks_answer_no_question(bot: &mut TestBot) {
    payments_fail(bot).await;
    let asked = bot.incident(1).await.required_info.pending().cloned();
    for said in ["谢谢", "收到", "好的"] {
        bot.says("zhou-min", "daocloud", said).await;
    }
    assert_eq!(bot.incident(1).await.required_info.pending().cloned(), asked);
}

async fn the_staffs_words_stay_the_staffs(bot: &mut TestBot) {
    payments_fail(bot).await;
    bot.whispers("zhang-qiang", "收到").await;
    assert_eq!(bot.incident(1).await.owner, Some("zhang-qiang".into()));
    let asked = bot.whispers("zhang-qiang", "已解决 #1").await;
    assert_says(&asked, &["缺少内容"]);
    bot.whispers("zhang-qiang", "已解决 #1 切换到备用").await;
    assert!(matches!(bot.incident(1).await.state, IncidentState::Resolved { .. }));
    let refused = bot.says("zhou-min", "daocloud", "认领 #1").await;
    assert_says(&refused, &["权限"]);
}

async fn a_question_is_met_with_how_it_stands_and_answers_nothing(bot: &mut TestBot) {
    let nothing = bot.says("zhou-min", "daocloud", "现在怎么样了？").await;
    assert_says(&nothing, &["没有未关闭的工单"]);
    payments_fail_and_are_taken(bot).await;
    for words in ["现在怎么样了？", "请问有进展吗", "#1 好了吗？", "any news?"] {
        assert_says(&bot.says("zhou-min", "daocloud", words).await, &["INC-1", "负责人"]);
    }
    for words in ["补充 #1 你们需要什么权限？", "是不是要我们重启吗"] {
        bot.says("zhou-min", "daocloud", words).await;
    }
    let known = bot.says("zhou-min", "daocloud", "资料 #1").await;
    assert!(!known.contains("影响：你们需要") && !known.contains("影响：是不是"), "{known}");
    assert_eq!(bot.says("shen-yi", "alibabacloud", "#1 好了吗？").await.matches("支付").count(), 0);
}
