//! How bad it is: raised at once, lowered after a yes that only the caller can give, once, within
//! two minutes.

use chrono::TimeDelta;

use super::code_in;
use crate::kit::bot::{TestBot, minutes, tuesday};
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    raising_happens_at_once_and_pages_as_if_opened_so,
    lowering_waits_for_a_yes_and_takes_it_once,
    a_yes_is_bound_to_whoever_was_asked,
    a_yes_comes_too_late_after_two_minutes,
    who_may_not_lower_is_told_who_may,
    a_level_that_is_not_served_here_opens_under_the_most_urgent_that_is,
}

async fn raising_happens_at_once_and_pages_as_if_opened_so(bot: &mut TestBot) {
    bot.says("wu-hao", "daocloud", "报障 二级 支付变慢").await;
    bot.advance(minutes(30)).await;
    let told = bot.says("wu-hao", "daocloud", "定级 #1 一级 已经全部失败").await;
    assert_says(&told, &["INC-1", "已经全部失败"]);
    let incident = bot.incident(1).await;
    assert_eq!(incident.rank, 1);
    // Two hours from the opening, or one hour from now: the earlier one.
    assert_eq!(incident.response.due_at(), Some(tuesday() + minutes(90)));
    assert_eq!(incident.updates.next_at, Some(tuesday() + minutes(90)));
    assert_eq!(bot.last_in("sun-jie").at, bot.now(), "the account representative is told at once");
}

async fn lowering_waits_for_a_yes_and_takes_it_once(bot: &mut TestBot) {
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    let question = bot.says("zhou-min", "daocloud", "定级 #1 三级 已有绕行办法").await;
    assert_says(&question, &["INC-1", "影响一般性事故", "2 分钟"]);
    assert_eq!(bot.incident(1).await.rank, 1);
    let code = code_in(&question);
    bot.says("zhou-min", "daocloud", &format!("确认 {code}")).await;
    assert_eq!(bot.incident(1).await.rank, 3);

    let raised = bot.says("zhou-min", "daocloud", "定级 #1 一级 又不行了").await;
    assert_says(&raised, &["INC-1"]);
    bot.advance(TimeDelta::seconds(61)).await;
    let again = bot.says("zhou-min", "daocloud", &format!("确认 {code}")).await;
    assert_says(&again, &["已过期或已使用"]);
    assert_eq!(bot.incident(1).await.rank, 1);
}

async fn a_yes_is_bound_to_whoever_was_asked(bot: &mut TestBot) {
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    let code = code_in(&bot.says("zhou-min", "daocloud", "定级 #1 三级 已有绕行办法").await);
    for (who, room) in
        [("wu-hao", "daocloud"), ("zhao-lei", "daocloud"), ("zhou-min", "isoftstone")]
    {
        let answer = bot.says(who, room, &format!("确认 {code}")).await;
        assert_says(&answer, &["没有执行"]);
    }
    assert_eq!(bot.incident(1).await.rank, 1);
    bot.says("zhou-min", "daocloud", &format!("确认 {code}")).await;
    assert_eq!(bot.incident(1).await.rank, 3, "and the others have not used it up");
}

async fn a_yes_comes_too_late_after_two_minutes(bot: &mut TestBot) {
    bot.says("zhou-min", "daocloud", "报障 一级 支付全部失败").await;
    let code = code_in(&bot.says("zhou-min", "daocloud", "定级 #1 三级 已有绕行办法").await);
    bot.advance(minutes(2)).await;
    let answer = bot.says("zhou-min", "daocloud", &format!("确认 {code}")).await;
    assert_says(&answer, &["已过期或已使用"]);
    assert_eq!(bot.incident(1).await.rank, 1);
}

async fn who_may_not_lower_is_told_who_may(bot: &mut TestBot) {
    bot.says("wu-hao", "daocloud", "报障 一级 支付全部失败").await;
    let answer = bot.says("wu-hao", "daocloud", "定级 #1 三级 已有绕行办法").await;
    assert_says(&answer, &["INC-1", "没有权限", "周敏"]);
    let answer = bot.says("zhang-qiang", "daocloud", "定级 #1 三级").await;
    assert_says(&answer, &["原因"]);
    assert_eq!(bot.incident(1).await.rank, 1);
}

async fn a_level_that_is_not_served_here_opens_under_the_most_urgent_that_is(bot: &mut TestBot) {
    let answer = bot.says("shen-yi", "alibabacloud", "报障 核心业务不可用 首页打不开").await;
    assert_says(&answer, &["INC-1", "核心业务不可用", "工单", "业务不可用"]);
    assert_eq!(bot.incident(1).await.severity, Some("business_down".into()));
}
