//! What a request carries and how it went, on a platform where nobody can type an answer: links ask
//! for the words.

use chrono::TimeDelta;
use watchbell::domain::directory::Destination;
use watchbell::domain::incident::{Fact, IncidentState};
use watchbell::ids::IncidentNumber;

use super::{incident, state, timeline};
use crate::kit::bot::minutes;
use crate::kit::posts::assert_says;
use crate::kit::welink::{DeafOffice, LINK_LIFE, link_in};
use crate::kit::{Database, on_both_engines};
use welink_simulator::Delivery;

on_both_engines! {
    a_question_is_answered_and_another_left_out_by_links,
    a_link_of_an_older_question_leaves_no_other_out,
    what_was_asked_for_by_hand_is_answered_by_link,
    a_closing_is_rated_by_link_once,
    nobody_is_told_to_type_where_nothing_typed_comes_in,
    with_a_gateway_the_words_stand_beside_the_links,
    the_thirteenth_report_by_one_link_within_a_minute_takes_one_more_press,
}

/// The last message in the group that says this.
fn told(bot_server: &DeafOffice, words: &str) -> Delivery {
    let said = bot_server.in_group();
    let found = said.iter().rev().find(|delivery| delivery.text.contains(words));
    found.cloned().unwrap_or_else(|| panic!("nothing says {words} in {said:#?}"))
}

async fn said_of(bot_server: &DeafOffice, item: &str) -> Option<String> {
    incident(bot_server).await.required_info.text_of(&item.into()).map(str::to_owned)
}

async fn a_question_is_answered_and_another_left_out_by_links(database: &Database) {
    let bot_server = DeafOffice::opens_without_a_gateway(database).await;
    bot_server.reports("form-1", "首页打不开", "李雷（虚构）").await;
    let question = told(&bot_server, "「影响」（1/4）");
    assert_says(&question.text, &["请用链接「补充」填写", "没有请用链接「跳过」"]);
    let answer = link_in(&question, "补充");
    let page = bot_server.looks_at(&answer).await;
    assert_says(
        &page.text,
        &["补充？", "INC-1 · 首页打不开", "哪些业务、多少用户受影响", "<textarea"],
    );
    assert!(!page.text.contains("<script"), "{}", page.text);
    let empty = bot_server.sends(&answer, &[("words", " "), ("name", "韩梅梅（虚构）")]).await;
    assert_eq!(empty.status, 422);
    assert_says(&empty.text, &["请填写内容", "韩梅梅（虚构）"]);
    let nameless = bot_server.sends(&answer, &[("words", "华东全部门店"), ("name", "")]).await;
    assert_eq!(nameless.status, 422);
    assert_says(&nameless.text, &["请填写您的名字", ">华东全部门店</textarea>"]);
    assert_eq!(said_of(&bot_server, "impact").await, None, "nothing was done yet");
    let words = "华东全部门店；自 10:20 起 <b>";
    let done = bot_server.sends(&answer, &[("words", words), ("name", "韩梅梅（虚构）")]).await;
    assert_says(&done.text, &["已完成", "INC-1"]);
    assert_eq!(said_of(&bot_server, "impact").await.as_deref(), Some(words));
    for page in
        [bot_server.looks_at(&answer).await, bot_server.sends(&answer, &[("words", "再来")]).await]
    {
        assert_eq!(page.status, 410);
        assert_says(&page.text, &["已经处理过"]);
    }
    let next = told(&bot_server, "「现象」（2/4）");
    assert_says(&next.text, &["经链接：韩梅梅（虚构）", "影响：华东全部门店"]);
    let skip = link_in(&next, "跳过");
    assert_says(&bot_server.looks_at(&skip).await.text, &["跳过？", "您看到了什么现象"]);
    assert!(
        !incident(&bot_server).await.required_info.is_settled(&"observed".into()),
        "looking leaves nothing out"
    );
    assert_says(&bot_server.sends(&skip, &[("name", "韩梅梅（虚构）")]).await.text, &["已完成"]);
    assert!(incident(&bot_server).await.required_info.is_settled(&"observed".into()));
    told(&bot_server, "「账号与实例」（3/4）");
    bot_server.closes().await;
}

async fn a_link_of_an_older_question_leaves_no_other_out(database: &Database) {
    let bot_server = DeafOffice::opens_without_a_gateway(database).await;
    bot_server.reports("form-1", "首页打不开", "李雷（虚构）").await;
    let first = told(&bot_server, "「影响」（1/4）");
    let form = [("words", "全部门店"), ("name", "李雷（虚构）")];
    bot_server.sends(&link_in(&first, "补充"), &form).await;
    let facts = timeline(&bot_server).await;
    let late = bot_server.sends(&link_in(&first, "跳过"), &form).await;
    assert_eq!(late.status, 409);
    assert_says(&late.text, &["没有执行", "现在没有在询问「影响」"]);
    assert_eq!(timeline(&bot_server).await, facts);
    let second = told(&bot_server, "「现象」（2/4）");
    bot_server.advance(LINK_LIFE).await;
    let over = bot_server.sends(&link_in(&second, "补充"), &form).await;
    assert_eq!(over.status, 410);
    assert_says(&over.text, &["链接已过期", "没有执行任何操作"]);
    assert_eq!(said_of(&bot_server, "observed").await, None);
    bot_server.closes().await;
}

async fn what_was_asked_for_by_hand_is_answered_by_link(database: &Database) {
    let bot_server = DeafOffice::opens_without_a_gateway(database).await;
    bot_server.reports("form-1", "首页打不开", "李雷（虚构）").await;
    bot_server.sends(&bot_server.page_of("zhang@demo"), &[]).await;
    bot_server.staff_say("s1", "zhang@demo", "待客户 #1 网关日志").await;
    let asked = told(&bot_server, "网关日志");
    assert_says(&asked.text, &["请用链接「补充」填写"]);
    let form = [("words", "日志在对象存储里"), ("name", "李雷（虚构）")];
    assert_says(&bot_server.sends(&link_in(&asked, "补充"), &form).await.text, &["已完成"]);
    assert!(
        timeline(&bot_server)
            .await
            .contains(&Fact::Said { text: "日志在对象存储里".to_owned() })
    );
    assert_says(
        &bot_server.in_group().pop().unwrap().text,
        &["经链接：李雷（虚构）", "日志在对象存储里"],
    );
    bot_server.closes().await;
}

/// Taken, solved, and agreed to by link.
async fn is_over(bot_server: &DeafOffice) {
    bot_server.reports("form-1", "首页打不开", "李雷（虚构）").await;
    bot_server.sends(&bot_server.page_of("zhang@demo"), &[]).await;
    bot_server.staff_say("s1", "zhang@demo", "方案 #1 已回退到上一版本").await;
    let question = told(bot_server, "已回退到上一版本");
    bot_server.sends(&link_in(&question, "同意关闭"), &[("name", "韩梅梅（虚构）")]).await;
    assert!(matches!(state(bot_server).await, IncidentState::Closed { .. }));
}

async fn a_closing_is_rated_by_link_once(database: &Database) {
    let bot_server = DeafOffice::opens_without_a_gateway(database).await;
    is_over(&bot_server).await;
    let closing = told(&bot_server, "欢迎用链接「评价」");
    let rate = link_in(&closing, "评价");
    let page = bot_server.looks_at(&rate).await;
    assert_says(
        &page.text,
        &["评价？", "name=\"score\" value=\"5\">5 很好<", "value=\"1\">1 很差<"],
    );
    for score in ["", "0", "6", "5; 1"] {
        let form = [("score", score), ("words", "很快"), ("name", "韩梅梅（虚构）")];
        let page = bot_server.sends(&rate, &form).await;
        assert_eq!(page.status, 422, "{score}");
        assert_says(&page.text, &["请按一个评分", ">很快</textarea>"]);
    }
    assert!(
        incident(&bot_server).await.feedback.ratings.is_empty(),
        "looking and mistaking rate nothing"
    );
    let form = [("score", "4"), ("words", "很快"), ("name", "韩梅梅（虚构）")];
    assert_says(&bot_server.sends(&rate, &form).await.text, &["已完成"]);
    let again = bot_server.sends(&rate, &[("score", "1"), ("name", "别人（虚构）")]).await;
    assert_eq!(again.status, 410);
    let ratings = incident(&bot_server).await.feedback.ratings;
    let told: Vec<_> = ratings.iter().map(|r| (r.by.name(), r.score, r.words.as_str())).collect();
    assert_eq!(told, [("经链接：韩梅梅（虚构）", 4, "很快")]);
    assert_says(&bot_server.cards_to("zhang@demo").pop().unwrap().text, &["评价 4 分：很快"]);
    let room = Destination { platform: "welink".to_owned(), address: "robot:tea".to_owned() };
    let old =
        bot_server.links.to_act(&room, None, "rate:INC-1", bot_server.now() - LINK_LIFE).unwrap();
    let over = bot_server.sends(&old, &form).await;
    assert_eq!(over.status, 410);
    assert_says(&over.text, &["链接已过期"]);
    bot_server.closes().await;
}

async fn nobody_is_told_to_type_where_nothing_typed_comes_in(database: &Database) {
    let bot_server = DeafOffice::opens_without_a_gateway(database).await;
    bot_server.reports("form-1", "首页打不开", "李雷（虚构）").await;
    bot_server.sends(&bot_server.page_of("zhang@demo"), &[]).await;
    bot_server.advance(minutes(61)).await;
    bot_server.staff_say("s1", "zhang@demo", "待客户 #1 网关日志").await;
    bot_server.staff_say("s2", "zhang@demo", "恢复 #1").await;
    bot_server.staff_say("s3", "zhang@demo", "方案 #1 已回退到上一版本").await;
    bot_server.advance(TimeDelta::days(5)).await;
    told(&bot_server, "等待您的答复");
    let room = Destination { platform: "welink".to_owned(), address: "robot:tea".to_owned() };
    let agrees = bot_server.links.to_act(&room, None, "confirm:INC-1", bot_server.now()).unwrap();
    let page = bot_server.sends(&agrees, &[("name", "韩梅梅（虚构）")]).await;
    assert_says(&page.text, &["已完成"]);
    assert!(matches!(state(&bot_server).await, IncidentState::Closed { .. }));
    told(&bot_server, "置顶的报障页面");
    for delivery in bot_server.in_group() {
        assert!(!delivery.text.contains("发送「"), "{}", delivery.text);
    }
    bot_server.closes().await;
}

async fn with_a_gateway_the_words_stand_beside_the_links(database: &Database) {
    let bot_server = DeafOffice::opens(database).await;
    bot_server.reports("form-1", "首页打不开", "李雷（虚构）").await;
    let question = told(&bot_server, "「影响」（1/4）");
    assert_says(&question.text, &["请发送「补充 #1 内容」", "跳过「跳过 #1」 http"]);
    assert_eq!(bot_server.forwards("m1", "shen@demo", "补充 #1 影响：全部门店").await, 200);
    assert_eq!(said_of(&bot_server, "impact").await.as_deref(), Some("全部门店"));
    bot_server.closes().await;
}

/// The value of a hidden field of a page.
fn hidden(page: &str, name: &str) -> String {
    let (_, behind) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    behind.split('"').next().unwrap().to_owned()
}

async fn the_thirteenth_report_by_one_link_within_a_minute_takes_one_more_press(
    database: &Database,
) {
    let bot_server = DeafOffice::opens_without_a_gateway(database).await;
    for number in 1..=12 {
        let (once, title, name) =
            (format!("form-{number}"), format!("第 {number} 家门店断网"), format!("甲{number}"));
        let page = bot_server.reports(&once, &title, &name).await;
        assert_says(&page.text, &["已完成", &format!("INC-{number}")]);
    }
    let store = &bot_server.bot.actions.store;
    let opened = || async { store.incident(IncidentNumber(13)).await.unwrap() };
    let asked = bot_server.reports("form-13", "首页打不开 <b>", "韩梅梅（虚构）").await;
    assert_says(&asked.text, &["还没有开单", "通过此链接开 12 单", "已保存", "确认开单"]);
    assert!(!asked.text.contains("<script") && !asked.text.contains("<b>"), "{}", asked.text);
    assert!(opened().await.is_none());
    // Others see nothing of it, and somebody else's name has nothing to confirm.
    let (once, code) = (hidden(&asked.text, "once"), hidden(&asked.text, "yes"));
    let yes = |name| [("once", once.clone()), ("yes", code.clone()), ("name", String::from(name))];
    let link = bot_server.pinned_link();
    let fields = yes("路遥（虚构）");
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let refused = bot_server.sends(&link, &fields).await;
    assert_says(&refused.text, &["已过期或已使用"]);
    assert!(opened().await.is_none());
    let fields = yes("韩梅梅（虚构）");
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let done = bot_server.sends(&link, &fields).await;
    assert_says(&done.text, &["已完成", "INC-13"]);
    assert_eq!(opened().await.unwrap().title, "首页打不开 <b>");
    assert_says(&bot_server.sends(&link, &fields).await.text, &["已经处理过"]);
}
