//! What a request carries, duplicates and ratings, as people read them.

use chat::Message;

use crate::domain::directory::Side;
use crate::domain::incident::{OriginalIncident, Outcome, Reading, Refused, SimilarIncident};
use crate::domain::notice::{Intent, PageReason};
use crate::ids::IncidentNumber;
use crate::render::kit::{World, at, customer_actor, person, shown, world};
use crate::render::lang::Languages;
use crate::render::{RenderContext, notice, refused, required_info, show};

fn incident() -> World {
    world(Some("core_production_down"))
}

/// The customer has said what is affected; what they see is asked for next.
fn with_impact() -> World {
    incident().after(1, &|incident, act_context| {
        let named = vec![("impact".into(), "三成支付失败，自 10:20 起".to_owned())];
        let reading = Reading { named, ..Reading::default() };
        incident
            .tell(act_context, &customer_actor(), "影响：三成支付失败".to_owned().into(), reading)
            .unwrap()
    })
}

fn taken(asks: Option<&str>) -> Intent {
    Intent::RequiredInfoTaken {
        by: "王伟".to_owned(),
        items: vec!["impact".into()],
        rest: Some("请尽快".to_owned()),
        from: None,
        asks: asks.map(Into::into),
    }
}

fn both(intent: &Intent, world: &World) -> String {
    shown(&notice(intent, &world.customer(Languages::Both)))
}

fn line_with<'t>(text: &'t str, words: &str) -> &'t str {
    text.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("no {words} in {text}"))
}

#[test]
fn the_first_question_stands_alone_behind_the_receipt() {
    insta::assert_snapshot!(both(&Intent::RequiredInfoAsked { item: "impact".into() }, &incident()), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 待响应，响应时限 10:32（北京时间）前，还有 10 分钟
    请补充「影响」（1/3）：哪些业务、多少用户受影响，从什么时候开始？请发送「补充 #128 内容」，没有请发送「跳过 #128」。计时与呼叫照常进行。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | awaiting response, response due before 10:32 (Beijing time, in 10 min)
    Please add "impact" (1/3): What is affected, for how many users, and since when? Send "say #128 text", or "skip #128" if there is none. The clock and paging continue meanwhile.
    "#);
    assert!(!both(&Intent::Receipt, &incident()).contains("1/3"));
}

#[test]
fn an_answer_is_shown_as_what_it_was_taken_for_with_the_next_question() {
    insta::assert_snapshot!(both(&taken(Some("observed")), &with_impact()), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 待响应，响应时限 10:32（北京时间）前，还有 9 分钟
    王伟 补充了资料：
    影响：三成支付失败，自 10:20 起
    另外：请尽快
    请补充「现象」（2/3）：您看到了什么现象或报错？请发送「补充 #128 内容」，没有请发送「跳过 #128」。计时与呼叫照常进行。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | awaiting response, response due before 10:32 (Beijing time, in 9 min)
    王伟 added:
    impact: 三成支付失败，自 10:20 起
    Also: 请尽快
    Please add "observed" (2/3): What do you see, or which error do you get? Send "say #128 text", or "skip #128" if there is none. The clock and paging continue meanwhile.
    "#);
    insta::assert_snapshot!(shown(&notice(&taken(Some("observed")), &with_impact().staff(Languages::Zh))), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 待响应，响应时限 10:32（北京时间）前，还有 9 分钟
    王伟 补充了资料：
    影响：三成支付失败，自 10:20 起
    另外：请尽快
    尚缺：现象、证据。发送「资料 #128」可查看和补充。
    ");
}

#[test]
fn when_nothing_more_is_asked_that_is_said() {
    let complete = with_impact().after(1, &|incident, act_context| {
        let named =
            ["observed", "evidence"].map(|item| (item.into(), "见附件".to_owned())).to_vec();
        let reading = Reading { named, ..Reading::default() };
        incident.tell(act_context, &customer_actor(), "见附件".to_owned().into(), reading).unwrap()
    });
    insta::assert_snapshot!(both(&taken(None), &complete), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 待响应，响应时限 10:32（北京时间）前，还有 8 分钟
    王伟 补充了资料：
    影响：三成支付失败，自 10:20 起
    另外：请尽快
    需要的资料已齐，谢谢您。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | awaiting response, response due before 10:32 (Beijing time, in 8 min)
    王伟 added:
    impact: 三成支付失败，自 10:20 起
    Also: 请尽快
    That is all we need. Thank you.
    ");
    let over = with_impact().after(1, &|incident, act_context| {
        let (incident, _) = incident.skip_item(act_context, &customer_actor(), None).unwrap();
        incident.skip_item(act_context, &customer_actor(), None).unwrap()
    });
    let skipped =
        Intent::RequiredInfoSkipped {
            by: "王伟".to_owned(), item: "evidence".into(), asks: None
        };
    insta::assert_snapshot!(both(&skipped, &over), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 待响应，响应时限 10:32（北京时间）前，还有 8 分钟
    已跳过「证据」。
    不再询问其他资料。发送「资料 #128」可随时查看和补充。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | awaiting response, response due before 10:32 (Beijing time, in 8 min)
    "evidence" was skipped.
    The bot asks for nothing else. Send "intake #128" at any time to see it or add to it.
    "#);
}

#[test]
fn the_overview_lists_what_is_there_and_what_is_missing() {
    let world = with_impact().after(1, &|incident, act_context| {
        incident.skip_item(act_context, &customer_actor(), None).unwrap()
    });
    insta::assert_snapshot!(shown(&required_info::overview(&world.customer(Languages::Both), true)), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 待响应，响应时限 10:32（北京时间）前，还有 8 分钟
    没有读到资料的名称，因此没有记录。请先写名称和冒号，再写内容。
    影响：三成支付失败，自 10:20 起
    现象：已跳过。您看到了什么现象或报错？
    证据：尚缺。有哪些日志、截图或监控可以提供？请先去除敏感信息。
    随时可以补充，一次可以写多项，例如：资料 #128 影响：内容
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | awaiting response, response due before 10:32 (Beijing time, in 8 min)
    No item was named. Nothing was recorded. Write the item's name and a colon before the text.
    impact: 三成支付失败，自 10:20 起
    observed: skipped. What do you see, or which error do you get?
    evidence: missing. Which logs, screenshots or charts can you give? Please remove secrets first.
    You can add to it at any time, several at once, for example: intake #128 impact: text
    ");
}

#[test]
fn where_the_plan_asks_for_nothing_that_is_said() {
    let world = incident();
    let context = RenderContext { entitlement: None, ..world.customer(Languages::Both) };
    insta::assert_snapshot!(shown(&required_info::overview(&context, false)), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 待响应，响应时限 10:32（北京时间）前，还有 10 分钟
    您的支持计划没有规定要补充的资料，因此不需要补充。要补充信息，请发送「补充 #128 内容」。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | awaiting response, response due before 10:32 (Beijing time, in 10 min)
    Your support plan requires no information, so there is nothing to add. To say more, send "say #128 text".
    "#);
}

#[test]
fn pages_and_cards_tell_the_staff_the_impact_first() {
    let world = with_impact();
    let reason = PageReason { target: "oncall:storage".to_owned(), step: 1, steps: 3, attempt: 1 };
    let page = Intent::Page { code: "5531".to_owned(), reason };
    for intent in
        [page, Intent::OpenedInside, Intent::TellAtOnce { role: "duty_manager".to_owned() }]
    {
        let text = shown(&notice(&intent, &world.context(Languages::Zh, Side::Support, None)));
        assert!(text.contains("影响：三成支付失败"), "{text}");
    }
    let text = shown(&show(&world.staff(Languages::Zh), &world.entries, None));
    insta::assert_snapshot!(text, @"
    🔴 [INC-128][一级] 支付接口返回 500 | 待响应
    级别：一级 核心生产系统不可用
    问题：支付接口返回 500，报告于 10:22（北京时间），1 分钟前
    客户：华东示例银行 · 软通动力大客户支持计划 VIP级
    负责人待定
    响应承诺：10 分钟内，即 10:32（北京时间）前，还有 9 分钟
    服务：VIP级 · 周一至周五 09:00-18:00（北京时间，按法定节假日安排）
    下次进展：11:22（北京时间）前
    尚缺：现象、证据。发送「资料 #128」可查看和补充。
    影响：三成支付失败，自 10:20 起
    经过（北京时间）：
    10:22 王伟 开单：支付接口返回 500
    10:22 值守机器人 告知 赵敏
    10:22 值守机器人 计划自 10:22 起呼叫值班
    10:22 值守机器人 呼叫 张强
    10:22 值守机器人 询问「影响」
    10:23 王伟 影响：三成支付失败，自 10:20 起
    10:23 值守机器人 询问「现象」
    ");
}

#[test]
fn words_are_told_with_the_room_they_came_from() {
    let mut intent = taken(None);
    if let Intent::RequiredInfoTaken { from, .. } = &mut intent {
        *from = Some("bank".into());
    }
    let text = both(&intent, &with_impact());
    insta::assert_snapshot!(line_with(&text, "在「group bank」"), @"王伟 在「group bank」补充了资料：");
    insta::assert_snapshot!(line_with(&text, "in \"group bank\""), @r#"王伟 added in "group bank":"#);
}

/// Opened while incident 120 was open, which reads alike.
fn alike() -> World {
    let mut world = incident();
    let title = "支付接口报错 500".to_owned();
    world.incident.duplicates.looks_like =
        Some(SimilarIncident { number: IncidentNumber(120), title });
    world
}

#[test]
fn a_report_that_reads_alike_is_opened_and_offered_as_a_duplicate() {
    let receipt = both(&Intent::Receipt, &alike());
    insta::assert_snapshot!(line_with(&receipt, "相似"), @"与 INC-120「支付接口报错 500」相似。如果是同一问题，请发送「重复 #128 同 #120」；在此之前两个工单都会处理。");
    insta::assert_snapshot!(line_with(&receipt, "resembles"), @r#"It resembles INC-120 "支付接口报错 500". If it is the same problem, send "duplicate #128 of #120". Until then we work on both."#);
    let inside = shown(&notice(&Intent::OpenedInside, &alike().staff(Languages::Both)));
    insta::assert_snapshot!(line_with(&inside, "相似"), @"与同群的 INC-120「支付接口报错 500」相似。如果是同一问题，请发送「重复 #128 同 #120」。");
}

#[test]
fn a_guest_hears_whose_reports_may_be_joined() {
    let world = alike();
    let told = crate::render::requests::not_your_report(
        IncidentNumber(128),
        &world.customer(Languages::Both),
    );
    insta::assert_snapshot!(shown(&told), @r#"
    只能把您自己报告的工单并入本群的另一个工单，因此 INC-128 没有合并。如果确实是同一问题，请发送「补充 #128」并写明另一个编号，由技术支持合并。
    ---
    You may only mark your own report as a duplicate, and only of an incident in this group. INC-128 was not marked. If it is the same problem, send "say #128" and the other number; support marks it.
    "#);
}

/// Closed by the staff because incident 120 is about the same thing.
fn joined(is_shared: bool) -> World {
    let mut world = incident().taken().after(5, &|incident, act_context| {
        incident
            .close_as(act_context, &person("zhang-qiang"), Outcome::Duplicate, String::new())
            .unwrap()
    });
    world.incident.duplicates.duplicate_of =
        Some(OriginalIncident { number: IncidentNumber(120), is_shared });
    world
}

fn closing(world: &World, context: fn(&World) -> RenderContext<'_>) -> Message {
    notice(&Intent::Closed, &context(world))
}

#[test]
fn a_duplicate_tells_its_own_customer_where_the_work_goes_on() {
    insta::assert_snapshot!(shown(&closing(&joined(true), |world| world.customer(Languages::Both))), @r#"
    ✅ [INC-128][一级] 支付接口返回 500 | 已关闭（与其他工单重复），10:29（北京时间）
    张强 于 10:29（北京时间）关闭，结果：与其他工单重复
    与 INC-120 是同一问题，后续进展以 INC-120 为准。
    响应：张强，10:24（北京时间），在承诺时限内
    如果问题再次出现，请在 4月9日 10:29（北京时间）前发送「重开 #128 原因」；之后发送会另开一个关联的工单。
    ---
    ✅ [INC-128][Level 1] 支付接口返回 500 | closed (duplicate of another incident), 10:29 (Beijing time)
    Closed by 张强 at 10:29 (Beijing time), outcome: duplicate of another incident
    It is a duplicate of INC-120, where the work continues.
    Response: 张强, 10:24 (Beijing time), within the promised time
    If the problem comes back, send "reopen #128 reason" by 9 Apr 10:29 (Beijing time); after that it opens a linked incident.
    "#);
}

#[test]
fn of_another_customers_incident_only_the_staff_hear() {
    let to_customer = shown(&closing(&joined(false), |world| world.customer(Languages::Both)));
    assert!(!to_customer.contains("120"), "{to_customer}");
    insta::assert_snapshot!(line_with(&to_customer, "已知故障"), @"您反映的问题属于一个已知故障，我们正在统一处理。");
    insta::assert_snapshot!(line_with(&to_customer, "known problem"), @"It is part of a known problem that we are working on.");
    let to_staff = shown(&closing(&joined(false), |world| world.staff(Languages::Both)));
    insta::assert_snapshot!(line_with(&to_staff, "120"), @"并入其他客户的 INC-120，请勿在客户群提及。");
    let shown_to_customer =
        shown(&show(&joined(false).customer(Languages::Both), &joined(false).entries, None));
    assert!(!shown_to_customer.contains("120"), "{shown_to_customer}");
}

#[test]
fn the_original_tells_of_its_duplicate() {
    let intent = Intent::DuplicateTaken { duplicate: IncidentNumber(131), by: "张强".to_owned() };
    insta::assert_snapshot!(both(&intent, &incident().taken()), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 处理中，下次进展 11:22（北京时间）前
    INC-131 反映的是同一问题，已由 张强 并入本工单。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | in progress, next update by 11:22 (Beijing time)
    张强 marked INC-131 as a duplicate of this incident.
    ");
}

#[test]
fn a_rating_is_told_and_shown() {
    let rate = |score: u8, words: &'static str| {
        move |world: World| {
            world.after(5, &|incident, act_context| {
                incident.rate(act_context, &customer_actor(), score, words.to_owned()).unwrap()
            })
        }
    };
    let closed = incident().taken().solved(5).after(1, &|incident, act_context| {
        incident.confirm(act_context, &customer_actor()).unwrap()
    });
    let rated = rate(4, "处理很快，但通知偏晚")(closed);
    let intent =
        Intent::Rated {
            by: "王伟".to_owned(), score: 4, words: "处理很快，但通知偏晚".to_owned()
        };
    insta::assert_snapshot!(shown(&notice(&intent, &rated.staff(Languages::Both))), @"
    ✅ [INC-128][一级] 支付接口返回 500 | 已关闭（客户同意），10:30（北京时间）
    王伟 评价 4 分：处理很快，但通知偏晚
    ---
    ✅ [INC-128][Level 1] 支付接口返回 500 | closed (agreed by the customer), 10:30 (Beijing time)
    王伟 rated it 4 of 5: 处理很快，但通知偏晚
    ");
    let text = shown(&show(&rated.customer(Languages::Both), &rated.entries, None));
    assert!(text.contains("王伟 评价 4 分") && text.contains("rated it 4 of 5"), "{text}");
}

#[test]
fn refusals_say_why_and_what_to_do() {
    let world = incident().taken();
    let context = world.customer(Languages::Both);
    let told = |refusal: &Refused| shown(&refused(refusal, &context));
    insta::assert_snapshot!(told(&Refused::NothingAsked), @r#"
    INC-128 目前没有在等待您补充的资料，因此无需跳过。要查看资料，请发送「资料 #128」。
    ---
    INC-128 is not asking you for anything, so there is nothing to skip. To see what it has, send "intake #128".
    "#);
    insta::assert_snapshot!(told(&Refused::SameIncident), @"
    两个编号都是 INC-128，因此没有合并。请写明另一个工单的编号。
    ---
    Both numbers are INC-128. Nothing changed. Give the number of the other incident.
    ");
    insta::assert_snapshot!(told(&Refused::OriginalClosed { number: IncidentNumber(120) }), @r#"
    INC-120 已经关闭，不再处理，因此 INC-128 没有并入。如果问题仍在，请先发送「重开 #120 原因」。
    ---
    INC-120 is closed, so INC-128 was not marked as its duplicate. If the problem is still there, first send "reopen #120 reason".
    "#);
    insta::assert_snapshot!(told(&Refused::NotOverYet), @r#"
    INC-128 还没有关闭，因此现在不能评价。关闭后请发送「评价 #128 5」。
    ---
    INC-128 is not closed, so you cannot rate it yet. When it is, send "rate #128 5".
    "#);
    insta::assert_snapshot!(told(&Refused::RatingSettled { until: at("2026-03-17T03:24:00Z") }), @"
    您对 INC-128 的评价只能在 3月17日 11:24（北京时间）之前修改，因此没有变化。要补充意见，请联系您的客户经理。
    ---
    You could change your rating of INC-128 until 17 Mar 11:24 (Beijing time), so it stays as it is. To say more, talk to your account manager.
    ");
}
