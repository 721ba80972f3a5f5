//! Regions that a plan does not serve: recorded, told and flagged, and nobody is turned away.

use watchbell::domain::incident::{Fact, HandlingFact};

use crate::kit::bot::TestBot;
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    a_title_that_names_such_a_region_is_flagged_at_once,
    an_answer_to_the_question_flags_it_and_a_corrected_one_takes_the_flag_off,
    a_city_in_a_title_is_no_region,
    an_answer_in_the_report_counts_before_the_title,
    a_plan_without_regions_asks_for_none,
}

const GROUP: &str = "huaweicloud";
const WHO: &str = "chu-tian";
const OUTSIDE: &str = "不在支持计划的服务区域内";

fn said_in(bot: &TestBot, group: &str) -> String {
    bot.posts_in(group).into_iter().map(|post| post.text).collect::<Vec<_>>().join("\n")
}

async fn a_title_that_names_such_a_region_is_flagged_at_once(bot: &mut TestBot) {
    let receipt = bot.says(WHO, GROUP, "报障 L1 新加坡节点 ECS 全部失联").await;
    assert_says(&receipt, &["INC-1", "「亚太-新加坡」", OUTSIDE, "赵磊", "10 分钟内"]);
    let incident = bot.incident(1).await;
    assert!(incident.response.due_at().is_some(), "the clock runs all the same");
    let told = bot.posts_in("zhao-lei");
    assert!(told.iter().any(|post| post.text.contains("服务区域外：亚太-新加坡")), "{told:?}");
    assert!(!bot.all_pages().is_empty(), "somebody is paged as for any other");
    assert_says(&bot.says("zhao-lei", "staff", "看板").await, &["INC-1", "服务区域外"]);
    let is_recorded = |fact: &Fact| {
        matches!(fact, Fact::SpecialHandling(HandlingFact::RegionNamed { not_served: Some(_) }))
    };
    let timeline = bot.timeline(1).await;
    assert!(timeline.iter().any(|entry| is_recorded(&entry.fact)), "{timeline:?}");
}

async fn an_answer_to_the_question_flags_it_and_a_corrected_one_takes_the_flag_off(
    bot: &mut TestBot,
) {
    bot.says(WHO, GROUP, "报障 L2 数据库连不上").await;
    assert_eq!(bot.incident(1).await.special_handling.region_not_served, None);
    bot.says(WHO, GROUP, "资料 #1 区域：欧洲-巴黎").await;
    assert_says(&said_in(bot, GROUP), &["INC-1", "「欧洲-巴黎」", OUTSIDE]);
    let flagged = bot.incident(1).await.special_handling.region_not_served;
    assert_eq!(flagged.as_ref().map(ToString::to_string).as_deref(), Some("eu_paris"));
    bot.says(WHO, GROUP, "资料 #1 区域：写错了，是华北-北京四").await;
    assert_says(&said_in(bot, GROUP), &["区域已更正", "The region is corrected"]);
    assert_eq!(bot.incident(1).await.special_handling.region_not_served, None);
    bot.says(WHO, GROUP, "资料 #1 区域：华南-广州").await;
    assert_eq!(said_in(bot, GROUP).matches("区域已更正").count(), 1, "told once");
}

async fn a_city_in_a_title_is_no_region(bot: &mut TestBot) {
    for (number, title) in
        [(1, "新加坡用户访问很慢"), (2, "巴黎办事处登录失败"), (3, "Singapore team cannot log in")]
    {
        let receipt = bot.says(WHO, GROUP, &format!("报障 L3 {title}")).await;
        assert!(!receipt.contains(OUTSIDE), "{receipt}");
        assert_eq!(bot.incident(number).await.special_handling.region_not_served, None, "{title}");
    }
}

async fn an_answer_in_the_report_counts_before_the_title(bot: &mut TestBot) {
    let receipt =
        bot.says(WHO, GROUP, "报障 L2 新加坡节点的业务迁到上海后报错\n区域：华东-上海一").await;
    assert!(!receipt.contains(OUTSIDE), "{receipt}");
    let receipt = bot.says(WHO, GROUP, "报障 L2 虚拟机起不来\n区域：北美-亚特兰大").await;
    assert_says(&receipt, &["INC-2", "「北美-亚特兰大」", OUTSIDE]);
}

async fn a_plan_without_regions_asks_for_none(bot: &mut TestBot) {
    let receipt = bot.says("zheng-yu", "isoftstone", "报障 生产系统不可用 新加坡节点失联").await;
    assert!(!receipt.contains(OUTSIDE), "{receipt}");
    assert_eq!(bot.incident(1).await.special_handling.region_not_served, None);
}
