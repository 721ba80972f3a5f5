//! A level never stands in the way: unknown, not offered here, or not given at all.

use crate::kit::bot::{TestBot, minutes, tuesday};
use crate::kit::posts::assert_says;
use crate::kit::{at, journeys};

journeys! {
    an_unknown_level_opens_under_the_nearest_and_says_so,
    without_a_level_the_clock_runs_and_a_number_grades_it,
    a_stranger_grades_their_own_report_by_a_number,
    at_night_an_ungraded_report_calls_once_and_goes_on_in_the_morning,
}

async fn an_unknown_level_opens_under_the_nearest_and_says_so(bot: &mut TestBot) {
    for (number, words) in [
        (1, "报障 P0 支付失败"),
        (2, "报障【紧急】退款失败"),
        (3, "报障 级别：sev0 标题：登录失败"),
    ] {
        let receipt = bot.says("zhou-min", "daocloud", words).await;
        assert_says(&receipt, &[&format!("INC-{number}"), "生产灾害性事故", "受理"]);
        assert_eq!(bot.incident(number).await.rank, 1, "{words}");
    }
    let receipt = bot.says("zhou-min", "daocloud", "报障 P9 报表慢").await;
    assert_says(&receipt, &["INC-4", "「P9」不是本群的级别", "回复 1"]);
    assert_eq!(bot.incident(4).await.severity, None);
}

async fn without_a_level_the_clock_runs_and_a_number_grades_it(bot: &mut TestBot) {
    let receipt = bot.says("zhou-min", "daocloud", "报障 支付失败").await;
    assert_says(&receipt, &["INC-1", "尚未定级", "回复 1：生产灾害性事故", "回复 2："]);
    let ungraded = bot.incident(1).await;
    assert!(ungraded.response.due_at().is_some(), "{:?}", ungraded.response);
    assert_eq!(bot.all_pages().len(), 1, "called as for the most urgent level");
    bot.advance(minutes(20)).await;
    let told = bot.says("zhou-min", "daocloud", "1").await;
    assert_says(&told, &["INC-1", "生产灾害性事故"]);
    let graded = bot.incident(1).await;
    assert_eq!(graded.rank, 1);
    // An hour from the opening, not from the grading.
    assert_eq!(graded.response.due_at(), Some(tuesday() + minutes(60)));
}

async fn a_stranger_grades_their_own_report_by_a_number(bot: &mut TestBot) {
    bot.says("somebody", "daocloud", "报障 支付失败").await;
    bot.says("somebody-else", "daocloud", "2").await;
    assert_eq!(bot.incident(1).await.severity, None, "it is not theirs");
    bot.says("somebody", "daocloud", "回复 2").await;
    assert_eq!(bot.incident(1).await.rank, 2);
}

async fn at_night_an_ungraded_report_calls_once_and_goes_on_in_the_morning(bot: &mut TestBot) {
    bot.advance_to(at("2026-03-10T14:00:00Z")).await;
    bot.says("zheng-yu", "isoftstone", "报障 报表打不开").await;
    let called = bot.all_pages().len();
    assert_eq!(called, 1);
    let opens_at = at("2026-03-11T01:00:00Z");
    bot.advance_to(opens_at - minutes(1)).await;
    assert_eq!(bot.all_pages().len(), 1, "{:?}", bot.all_pages());
    bot.advance_to(opens_at + minutes(1)).await;
    assert!(bot.all_pages().len() > 1);
}
