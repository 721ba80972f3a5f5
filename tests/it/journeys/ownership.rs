//! Whose it is: late acknowledgements, hand-overs, passing on, covers.

use watchbell::domain::incident::Fact;

use super::{payments_fail, payments_fail_and_are_taken};
use crate::kit::bot::{TestBot, minutes};
use crate::kit::journeys;
use crate::kit::posts::assert_says;

journeys! {
    a_cover_names_the_team_where_there_are_several,
    who_paged_by_hand_and_who_passed_on_is_recorded,
    a_late_acknowledgement_is_answered_and_not_applied,
    a_page_is_taken_by_its_button,
    a_hand_over_counts_when_it_is_accepted,
    who_cannot_take_it_passes_it_on_at_once,
    a_cover_changes_who_is_paged,
    a_cover_is_meant_in_the_zone_of_its_rotation,
    somebody_elses_page_code_takes_nothing,
}

async fn a_late_acknowledgement_is_answered_and_not_applied(bot: &mut TestBot) {
    payments_fail(bot).await;
    bot.advance(minutes(4)).await;
    bot.whispers("chen-jing", &format!("收到 {}", bot.code_for("chen-jing"))).await;
    bot.advance(minutes(2)).await;
    let answer =
        bot.whispers("zhang-qiang", &format!("收到 {}", bot.code_for("zhang-qiang"))).await;
    assert_says(&answer, &["INC-1", "已由 陈静", "16:34"]);
    assert_eq!(bot.incident(1).await.owner, Some("chen-jing".into()));
    assert_eq!(bot.instants_of(1, |fact| matches!(fact, Fact::Acknowledged { .. })).await.len(), 1);
}

async fn a_page_is_taken_by_its_button(bot: &mut TestBot) {
    payments_fail(bot).await;
    let code = bot.code_for("zhang-qiang");
    let answer = bot.presses("zhang-qiang", &format!("ack:{code}")).await;
    assert_says(&answer, &["INC-1"]);
    assert_eq!(bot.incident(1).await.owner, Some("zhang-qiang".into()));
}

async fn a_hand_over_counts_when_it_is_accepted(bot: &mut TestBot) {
    payments_fail_and_are_taken(bot).await;
    bot.whispers("zhang-qiang", "交接 #1 @chen-jing 切换进行到一半").await;
    let page = bot.pages_to("chen-jing").pop().unwrap();
    assert_says(&page.text, &["INC-1", "切换进行到一半"]);
    assert_eq!(bot.incident(1).await.owner, Some("zhang-qiang".into()), "until the other accepts");

    bot.advance(minutes(1)).await;
    bot.whispers("chen-jing", "认领 #1").await;
    assert_eq!(bot.incident(1).await.owner, Some("chen-jing".into()));
    assert_says(&bot.last_in("daocloud").text, &["INC-1", "陈静"]);
    assert_eq!(bot.last_in("daocloud").at, bot.now());
    let late = bot.whispers("zhang-qiang", "认领 #1").await;
    assert_says(&late, &["已由 陈静"]);
}

async fn who_cannot_take_it_passes_it_on_at_once(bot: &mut TestBot) {
    payments_fail(bot).await;
    bot.advance(minutes(1)).await;
    bot.whispers("zhang-qiang", &format!("转交 {}", bot.code_for("zhang-qiang"))).await;
    let page = bot.pages_to("chen-jing").pop().expect("the next is paged");
    assert_eq!(page.at, bot.now(), "and does not wait for the fourth minute");
}

async fn a_cover_changes_who_is_paged(bot: &mut TestBot) {
    let answer = bot.whispers("chen-jing", "顶班 primary 至 18:00").await;
    assert_says(&answer, &["陈静", "张强", "18:00"]);
    payments_fail(bot).await;
    assert_eq!(bot.pages_to("chen-jing").len(), 1);
    assert!(bot.pages_to("zhang-qiang").is_empty());

    bot.whispers("chen-jing", &format!("收到 {}", bot.code_for("chen-jing"))).await;
    bot.advance(minutes(90)).await;
    bot.says("zhou-min", "daocloud", "报障 一级 支付再次失败").await;
    assert_eq!(bot.pages_to("zhang-qiang").len(), 1, "it is 18:00 and the cover is over");
    assert_eq!(bot.pages_to("chen-jing").len(), 1);
}

async fn a_cover_is_meant_in_the_zone_of_its_rotation(bot: &mut TestBot) {
    let answer = bot.whispers("tom-berg", "cover until 12:00").await;
    assert_says(&answer, &["Tom Berg", "12:00"]);
    let covers = &bot.bot.actions.store.directory().overrides;
    assert_eq!(covers[0].until, crate::kit::at("2026-03-10T11:00:00Z"), "noon in Zurich");
}

async fn somebody_elses_page_code_takes_nothing(bot: &mut TestBot) {
    payments_fail(bot).await;
    let code = bot.code_for("zhang-qiang");
    let answer = bot.whispers("tom-berg", &format!("ack {code}")).await;
    assert_says(&answer, &[&code]);
    assert_eq!(bot.incident(1).await.owner, None);
    let answer = bot.says("zhou-min", "daocloud", &format!("收到 {code}")).await;
    assert_says(&answer, &["没有使用", "权限"]);
    assert_eq!(bot.incident(1).await.owner, None);
}

async fn a_cover_names_the_team_where_there_are_several(bot: &mut TestBot) {
    let asked = bot.whispers("sam-miller", "cover until 20:00").await;
    assert_says(
        &asked,
        &["It is not clear which team", "Europe, Primary", "for example: cover Europe until"],
    );
    assert!(bot.bot.actions.store.directory().overrides.is_empty());
    assert_says(
        &bot.whispers("sam-miller", "cover nowhere until 20:00").await,
        &["No team is named"],
    );
    assert_says(
        &bot.whispers("sam-miller", "cover primary until 20:00").await,
        &["\"Primary\"", "Sam Miller"],
    );
    assert_eq!(bot.bot.actions.store.directory().overrides[0].rotation.as_str(), "primary");
}

async fn who_paged_by_hand_and_who_passed_on_is_recorded(bot: &mut TestBot) {
    payments_fail(bot).await;
    bot.whispers("zhang-qiang", &format!("转交 {}", bot.code_for("zhang-qiang"))).await;
    bot.whispers("li-na", "呼叫 @sam-miller #1").await;
    let timeline = bot.timeline(1).await;
    let by_whom = |is: fn(&Fact) -> bool| {
        let entry = timeline.iter().rfind(|entry| is(&entry.fact)).unwrap();
        entry.actor.person().map(ToString::to_string)
    };
    assert_eq!(by_whom(|fact| matches!(fact, Fact::PassedOn)).as_deref(), Some("zhang-qiang"));
    assert_eq!(by_whom(|fact| matches!(fact, Fact::Paged { .. })).as_deref(), Some("li-na"));
}
