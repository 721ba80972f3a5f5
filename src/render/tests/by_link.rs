//! What customers read where nothing they type comes in: the links stand for the commands.

use chat::Message;

use crate::domain::directory::Side;
use crate::domain::incident::{Reading, Refused, SimilarIncident};
use crate::domain::notice::Intent;
use crate::ids::IncidentNumber;
use crate::render::context::Acts;
use crate::render::kit::{World, customer_actor, person, world};
use crate::render::lang::Languages;
use crate::render::{RenderContext, notice, refused};

fn incident() -> World {
    world(Some("core_production_down"))
}

fn deaf(world: &World, side: Side) -> RenderContext<'_> {
    let mut context = world.context(Languages::Both, side, None);
    context.audience.acts = Acts::ByLinks;
    context
}

fn told(intent: &Intent, world: &World) -> Message {
    notice(intent, &deaf(world, Side::Customer))
}

/// The lines that say what to do, and the labels of the links.
fn to_do(message: &Message) -> String {
    let text = message.draft(chat::Span::plain).whole();
    let is_meant = |line: &&str| {
        ["链接", " link", "页面", "pinned", "相似", "resembles"]
            .iter()
            .any(|word| line.contains(word))
    };
    let labels: Vec<String> =
        message.buttons.iter().map(|b| format!("[{}] {}", b.label, b.key)).collect();
    let lines: Vec<&str> = text.lines().filter(is_meant).collect();
    [lines.join("\n"), labels.join("\n")].join("\n")
}

fn information_asked(world: World) -> (World, Intent) {
    let world = world.taken().after(5, &|incident, act_context| {
        incident
            .ask_customer(act_context, &person("zhang-qiang"), "网关日志".to_owned(), None)
            .unwrap()
    });
    let (what, by) = ("网关日志".to_owned(), "张强".to_owned());
    (world, Intent::InformationAsked { what, wanted_by: None, by })
}

#[test]
fn a_question_is_answered_and_left_out_by_links() {
    let question = told(&Intent::RequiredInfoAsked { item: "impact".into() }, &incident());
    insta::assert_snapshot!(to_do(&question), @r#"
    请补充「影响」（1/3）：哪些业务、多少用户受影响，从什么时候开始？请用链接「补充」填写，没有请用链接「跳过」。计时与呼叫照常进行。
    Please add "impact" (1/3): What is affected, for how many users, and since when? Use the link "Answer", or the link "Skip" if there is none. The clock and paging continue meanwhile.
    [补充 / Answer] answer:INC-128:impact
    [跳过 / Skip] skip:INC-128:impact
    "#);
}

#[test]
fn an_answer_carries_the_links_of_the_next_question() {
    let world = incident().after(1, &|incident, act_context| {
        let named = vec![("impact".into(), "三成支付失败".to_owned())];
        let reading = Reading { named, ..Reading::default() };
        incident
            .tell(act_context, &customer_actor(), "影响：三成支付失败".to_owned().into(), reading)
            .unwrap()
    });
    let items = vec!["impact".into()];
    let taken = |asks| Intent::RequiredInfoTaken {
        by: "王伟".to_owned(),
        items: items.clone(),
        rest: None,
        from: None,
        asks,
    };
    let keys = |intent: &Intent, context: &RenderContext<'_>| -> Vec<String> {
        notice(intent, context).buttons.into_iter().map(|button| button.key).collect()
    };
    let next = taken(Some("observed".into()));
    assert_eq!(
        keys(&next, &deaf(&world, Side::Customer)),
        ["answer:INC-128:observed", "skip:INC-128:observed"]
    );
    assert_eq!(keys(&taken(None), &deaf(&world, Side::Customer)), Vec::<String>::new());
    assert_eq!(keys(&next, &deaf(&world, Side::Support)), Vec::<String>::new());
    assert_eq!(
        keys(&next, &world.customer(Languages::Both)),
        Vec::<String>::new(),
        "where people type"
    );
}

#[test]
fn consent_and_information_are_given_by_links() {
    let solved = incident().taken().solved(5);
    insta::assert_snapshot!(to_do(&told(&Intent::ConsentAsked, &solved)), @r#"
    请您确认：问题已解决请用链接「同意关闭」，仍未解决请用链接「未解决」。
    Please confirm: use the link "Confirm closing" if it is solved, or the link "Not solved" if it is not.
    [同意关闭 / Confirm closing] confirm:INC-128
    [未解决 / Not solved] reject:INC-128
    "#);
    let (world, asked) = information_asked(world(Some("production_degraded")));
    insta::assert_snapshot!(to_do(&told(&asked, &world)), @r#"
    请用链接「补充」填写，收到后立即继续处理。
    Please use the link "Add information". Work continues as soon as it arrives.
    [补充 / Add information] say:INC-128
    "#);
    for (world, asked) in [(solved, Intent::ConsentAsked), (world, asked)] {
        let question = to_do(&told(&asked, &world));
        assert_eq!(to_do(&told(&Intent::QuestionReminder, &world.later(60))), question);
    }
}

#[test]
fn news_speak_of_links() {
    insta::assert_snapshot!(to_do(&told(&Intent::Acknowledged, &incident().taken())), @r#"
    需要补充信息请用链接「补充」。
    To add information, use the link "Add information".
    [升级 / Escalate] escalate:INC-128
    [补充 / Add information] say:INC-128
    "#);
    let update = Intent::StatusUpdate { sequence: 1, text: None, next_at: None };
    insta::assert_snapshot!(to_do(&told(&update, &incident())), @r#"
    负责人待定，值班人员已被呼叫 · 可用链接「升级」升级
    No owner yet, the people on call are paged · use the link "Escalate" to escalate
    [升级 / Escalate] escalate:INC-128
    [补充 / Add information] say:INC-128
    "#);
    insta::assert_snapshot!(to_do(&told(&update, &incident().taken())), @r#"
    负责人：张强 · 可用链接「升级」升级
    Owner: 张强 · use the link "Escalate" to escalate
    [升级 / Escalate] escalate:INC-128
    [补充 / Add information] say:INC-128
    "#);
}

#[test]
fn the_closing_is_rated_by_link_and_the_page_of_the_group_takes_what_comes_back() {
    let closed = incident().taken().solved(5).after(1, &|incident, act_context| {
        incident.confirm(act_context, &customer_actor()).unwrap()
    });
    insta::assert_snapshot!(to_do(&told(&Intent::Closed, &closed)), @r#"
    如果问题再次出现，请用群里置顶的报障页面重新报障，并写明 INC-128。
    欢迎用链接「评价」为本次服务评分，1 到 5，5 为最好，并可附说明。
    If the problem comes back, report it on the page pinned in the group, and name INC-128.
    You can rate the service with the link "Rate", from 1 to 5 (5 is best), with a comment if you like.
    [评价 / Rate] rate:INC-128
    "#);
}

#[test]
fn a_report_that_reads_alike_asks_for_nothing_that_has_no_link() {
    let mut world = incident();
    let title = "支付接口报错 500".to_owned();
    world.incident.duplicates.looks_like =
        Some(SimilarIncident { number: IncidentNumber(120), title });
    insta::assert_snapshot!(to_do(&told(&Intent::Receipt, &world)), @r#"
    与 INC-120「支付接口报错 500」相似，两个工单都会处理；是否为同一问题由技术支持判断。
    It resembles INC-120 "支付接口报错 500". We work on both; support checks whether they are the same.
    "#);
}

#[test]
fn the_link_of_an_older_question_says_why_it_leaves_nothing_out() {
    let refusal = Refused::AskedBefore { item: "impact".into() };
    let world = incident();
    insta::assert_snapshot!(refused(&refusal, &deaf(&world, Side::Customer)).plain_text(), @r#"
    INC-128 现在没有在询问「影响」，因此没有跳过。已经填写的内容保持不变。
    ---
    INC-128 no longer asks for "impact", so nothing was skipped. The text given for it is kept.
    "#);
}
