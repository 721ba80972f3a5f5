//! Somebody in trouble who knows no command: nothing is opened by guess, and one number opens it.

use watchbell::ids::IncidentNumber;

use crate::kit::bot::{TestBot, minutes, tuesday};
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    a_cry_for_help_is_offered_as_a_report,
    the_clock_of_an_answered_cry_starts_at_the_first_words,
    a_late_answer_to_a_cry_opens_nothing,
    a_corrected_line_is_carried_out_by_the_callers_own_yes,
    a_verb_needs_no_blank_behind_it,
    nobody_is_led_to_a_verb_that_the_plan_does_not_have,
}

const CRIES: &[&str] = &[
    "支付挂了，救命",
    "紧急！支付全挂了",
    "登录页面打不开了",
    "payments are down",
    "支付一直报错 502",
];

async fn a_cry_for_help_is_offered_as_a_report(bot: &mut TestBot) {
    for words in CRIES {
        let answer = bot.says("zhou-min", "daocloud", words).await;
        assert_says(&answer, &["还没有开单", words, "回复 1：生产灾害性事故"]);
        assert!(
            bot.bot.actions.store.incident(IncidentNumber(1)).await.unwrap().is_none(),
            "{words}"
        );
    }
    let answer = bot.says("zhang-qiang", "daocloud", "支付挂了，救命").await;
    assert!(!answer.contains("还没有开单"), "{answer}");
}

async fn the_clock_of_an_answered_cry_starts_at_the_first_words(bot: &mut TestBot) {
    bot.says("zhou-min", "daocloud", "支付挂了，救命").await;
    bot.advance(minutes(3)).await;
    bot.says("zhou-min", "daocloud", "紧急！支付全挂了").await;
    bot.advance(minutes(6)).await;
    let receipt = bot.says("zhou-min", "daocloud", "1").await;
    assert_says(&receipt, &["INC-1", "支付全挂了"]);
    let incident = bot.incident(1).await;
    assert_eq!((incident.rank, incident.opened_at), (1, tuesday()));
    assert_eq!(incident.response.due_at(), Some(tuesday() + minutes(60)));
    bot.says("zhou-min", "daocloud", "报障 二级 报表慢").await;
    assert_eq!(bot.incident(2).await.opened_at, bot.now(), "the cry is answered");
}

async fn a_late_answer_to_a_cry_opens_nothing(bot: &mut TestBot) {
    bot.says("zhou-min", "daocloud", "支付挂了，救命").await;
    bot.says("wu-hao", "daocloud", "1").await;
    bot.advance(minutes(11)).await;
    bot.says("zhou-min", "daocloud", "1").await;
    assert!(bot.bot.actions.store.incident(IncidentNumber(1)).await.unwrap().is_none());
}

async fn a_corrected_line_is_carried_out_by_the_callers_own_yes(bot: &mut TestBot) {
    bot.says("zhou-min", "daocloud", "报障 一级 支付失败").await;
    let answer = bot.says("zhou-min", "daocloud", "升机 #1 没有进展").await;
    assert_says(&answer, &["升级 #1 没有进展"]);
    assert!(bot.incident(1).await.escalation.is_none(), "a guess changes nothing");
    bot.says("wu-hao", "daocloud", "1").await;
    assert!(bot.incident(1).await.escalation.is_none(), "somebody else's 1 means nothing");
    bot.says("zhou-min", "daocloud", "1").await;
    assert!(bot.incident(1).await.escalation.is_some());

    for (typed, line) in [
        ("escalte #1 no news", "escalate #1 no news"),
        ("P1 支付又失败", "开单 P1 支付又失败"),
        ("P2 退款慢", "开单 P2 退款慢"),
    ] {
        let answer = bot.says("zhou-min", "daocloud", typed).await;
        assert_says(&answer, &[line]);
    }
}

async fn a_verb_needs_no_blank_behind_it(bot: &mut TestBot) {
    for (number, words) in
        [(1, "报障支付失败"), (2, "报障P1退款失败"), (3, "开单登录不了"), (4, "报障一级报表打不开")]
    {
        let receipt = bot.says("zhou-min", "daocloud", words).await;
        assert_says(&receipt, &[&format!("INC-{number}")]);
    }
    assert_eq!(bot.incident(2).await.title, "退款失败");
    assert_eq!(bot.incident(4).await.title, "报表打不开");
}

async fn nobody_is_led_to_a_verb_that_the_plan_does_not_have(bot: &mut TestBot) {
    for (words, verb) in
        [("加极", "加急"), ("expres", "express"), ("qouta", "quota"), ("配鹅", "配额")]
    {
        let answer = bot.says("zhou-min", "daocloud", words).await;
        assert!(!answer.contains(verb), "{words}: {answer}");
    }
}
