//! The longer answers: one incident, lists, the board, explanations, plans, duty, merged notices.

use crate::commands::command::ListScope;
use crate::domain::directory::Side;
use crate::domain::escalation::on_call::{on_call, takes_over_next};
use crate::domain::escalation::overrides::Override;
use crate::domain::incident::{Incident, Outcome};
use crate::domain::notice::{Intent, PageReason};
use crate::ids::IncidentNumber;
use crate::render::kit::{OPENED, World, at, customer_actor, person, shown, world, world_at};
use crate::render::lang::Languages;
use crate::render::oncall::RotationAt;
use crate::render::{
    RenderContext, answers, board, covered, list, merged, notice, oncall, plan, show, why,
};

fn busy() -> World {
    let world = world(Some("production_down"))
        .taken()
        .after(3, &|incident, _| incident.note(&person("zhang-qiang"), "怀疑 7 号盘".to_owned()));
    let raised = world.after(2, &|incident, act_context| {
        let to = "core_production_down".into();
        incident.change_severity(act_context, &customer_actor(), to, "全部失败".to_owned()).unwrap()
    });
    raised.updated(5, "已排除网络")
}

#[test]
fn one_incident_is_shown_with_its_past() {
    let world = busy();
    insta::assert_snapshot!(shown(&show(&world.customer(Languages::Both), &world.entries, None)), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 处理中
    级别：一级 核心生产系统不可用
    问题：支付接口返回 500，报告于 10:22（北京时间），12 分钟前
    负责人：张强
    响应：张强，10:24（北京时间），在承诺时限内
    下次进展：11:34（北京时间）前
    最近进展，张强，10:34（北京时间）：已排除网络
    尚缺：影响、现象、证据。发送「资料 #128」可查看和补充。
    经过（北京时间）：
    10:22 王伟 开单：支付接口返回 500
    10:24 张强 认领
    10:29 王伟 调整为「一级 核心生产系统不可用」全部失败
    10:34 张强 第 1 次进展：已排除网络
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | in progress
    Severity: Level 1 Core production system down
    Problem: 支付接口返回 500, reported 10:22 (Beijing time, 12 min ago)
    Owner: 张强.
    Response: 张强, 10:24 (Beijing time), within the promised time
    Next update by 11:34 (Beijing time)
    Last update, 张强, 10:34 (Beijing time): 已排除网络
    Still missing: impact, observed, evidence. Send "intake #128" to see it or add to it.
    Timeline (Beijing time):
    10:22 王伟 opened it: 支付接口返回 500
    10:24 张强 acknowledged it
    10:29 王伟 set the severity to "Level 1 Core production system down" 全部失败
    10:34 张强 posted update 1: 已排除网络
    "#);
    let inside = shown(&show(&world.staff(Languages::Zh), &world.entries, None));
    assert!(inside.contains("10:27 张强 内部备注：怀疑 7 号盘"), "{inside}");
}

#[test]
fn every_fact_has_its_words() {
    let whole = busy().solved(5).after(5, &|incident, act_context| {
        incident
            .close_as(
                act_context,
                &person("zhao-min"),
                Outcome::Duplicate,
                "与 #127 相同".to_owned(),
            )
            .unwrap()
    });
    for language in [Languages::Zh, Languages::En] {
        let context = whole.staff(language);
        assert!(whole.entries.len() > 8);
        for entry in &whole.entries {
            let said = shown(&show(&context, std::slice::from_ref(entry), None));
            assert!(!said.contains("fact-"), "{said}");
        }
    }
}

#[test]
fn incidents_are_listed_one_to_a_line() {
    let (first, mut second) = (busy().incident, world(Some("guidance")).incident);
    second.number = IncidentNumber(129);
    let world = busy();
    let both = [first, second];
    let context = world.customer(Languages::Both);
    insta::assert_snapshot!(shown(&list(&both, ListScope::Open, &context)), @"
    本群未关闭的工单（2 个）：
    🔴 [INC-128][一级] 支付接口返回 500 | 处理中，下次进展 11:34（北京时间）前
    🔵 [INC-129][五级] 支付接口返回 500 | 待响应，响应时限 3月11日 17:22（北京时间）前，还有 1 天 6 小时
    ---
    Open incidents in this group (2):
    🔴 [INC-128][Level 1] 支付接口返回 500 | in progress, next update by 11:34 (Beijing time)
    🔵 [INC-129][Level 5] 支付接口返回 500 | awaiting response, response due before 11 Mar 17:22 (Beijing time, in 1 d 6 h)
    ");
    insta::assert_snapshot!(shown(&answers::ambiguous(&both, &world.customer(Languages::Zh))), @"
    本群有 2 个未关闭的工单，不清楚您指的是哪一个，因此没有执行。请带上编号重新发送：
    🔴 [INC-128][一级] 支付接口返回 500 | 处理中，下次进展 11:34（北京时间）前
    🔵 [INC-129][五级] 支付接口返回 500 | 待响应，响应时限 3月11日 17:22（北京时间）前，还有 1 天 6 小时
    ");
    for scope in [ListScope::Open, ListScope::Mine, ListScope::All] {
        assert_eq!(list(&[], scope, &context).plain_text().lines().count(), 3);
    }
    let many: Vec<Incident> = (0..20).map(|_| both[0].clone()).collect();
    assert!(shown(&list(&many, ListScope::All, &context)).contains("另有 5 个未显示"));
}

#[test]
fn the_board_has_the_nearest_deadline_first() {
    let mut late = world(Some("core_production_down")).incident;
    late.number = IncidentNumber(130);
    late.updates.missed = 2;
    let mut later = world(Some("guidance")).incident;
    later.number = IncidentNumber(131);
    later.silenced_until = Some(at("2026-03-10T03:00:00Z"));
    let world = busy();
    let incidents = [later, world.incident.clone(), late];
    let context = RenderContext { incident: None, ..world.staff(Languages::Both) };
    insta::assert_snapshot!(shown(&board(&incidents, &context)), @"
    未关闭的工单（3 个），时限最近的在前：
    [INC-130][一级] 华东示例银行 · 支付接口返回 500 | 待响应，应于 10:32（北京时间）前响应，已超时 2 分钟；未应答：张强（第 1 次，10:22）；进展漏写 2 次
    [INC-128][一级] 华东示例银行 · 支付接口返回 500 | 处理中，下次进展 11:34（北京时间）前
    [INC-131][五级] 华东示例银行 · 支付接口返回 500 | 待响应，响应时限 3月11日 17:22（北京时间）前，还有 1 天 6 小时；未应答：张强（第 1 次，10:22）；暂停呼叫至 11:00
    ---
    Open incidents (3), nearest due time first:
    [INC-130][Level 1] 华东示例银行 · 支付接口返回 500 | awaiting response, response was due before 10:32 (Beijing time), 2 min overdue; paged, not acknowledged: 张强 (page no. 1, 10:22); updates missed: 2
    [INC-128][Level 1] 华东示例银行 · 支付接口返回 500 | in progress, next update by 11:34 (Beijing time)
    [INC-131][Level 5] 华东示例银行 · 支付接口返回 500 | awaiting response, response due before 11 Mar 17:22 (Beijing time, in 1 d 6 h); paged, not acknowledged: 张强 (page no. 1, 10:22); paging silenced until 11:00
    ");
    assert_eq!(board(&[], &context).headline.0.len(), 1);
}

#[test]
fn every_deadline_can_be_checked_by_hand() {
    let friday = world_at("2026-09-18T09:50:00Z", "isoftstone", "vip", Some("production_down"));
    insta::assert_snapshot!(shown(&why(&friday.customer(Languages::Both), &friday.entries)), @"
    🟠 [INC-128][二级] 支付接口返回 500 | 待响应，响应时限 9月20日 09:20（北京时间）前，还有 1 天 15 小时
    开单：2026-09-18 17:50:00（北京时间），级别 二级 生产系统不可用
    目标：30 分钟内响应，按 周一至周五 09:00-18:00（北京时间，按法定节假日安排）计算；VIP级，依据 plan: 5.2 响应时间说明
    计入：09-18 17:50:00 至 09-18 18:00:00 计 10 分钟；09-20 09:00:00 至 09-20 09:20:00 计 20 分钟
    时限：2026-09-20 09:20:00（北京时间）之前响应才算按时
    进展：目前没有约定下次时间
    ---
    🟠 [INC-128][Level 2] 支付接口返回 500 | awaiting response, response due before 20 Sep 09:20 (Beijing time, in 1 d 15 h)
    Opened: 2026-09-18 17:50:00 (Beijing time), Level 2 Production system down
    Target: response within 30 min, counted Mon-Fri 09:00-18:00 (Beijing time, public holidays observed); VIP, from plan: 5.2 响应时间说明
    Counted: 09-18 17:50:00 to 09-18 18:00:00 = 10 min; 09-20 09:00:00 to 09-20 09:20:00 = 20 min
    Due: only a response before 2026-09-20 09:20:00 (Beijing time) is in time
    Updates: no next time is agreed
    ");
    let world = busy();
    insta::assert_snapshot!(shown(&why(&world.customer(Languages::Zh), &world.entries)), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 处理中，下次进展 11:34（北京时间）前
    开单：2026-03-10 10:22:00（北京时间），级别 二级 生产系统不可用
    目标：30 分钟内响应，按 周一至周五 09:00-18:00（北京时间，按法定节假日安排）计算；VIP级，依据 plan: 5.2 响应时间说明
    计入：03-10 10:22:00 至 03-10 10:52:00 计 30 分钟
    时限：2026-03-10 10:52:00（北京时间）之前响应才算按时
    改级：2026-03-10 10:29:00（北京时间），王伟 调整为「一级 核心生产系统不可用」全部失败
    改级规则：提高级别取原时限与新时限中较早的一个；降低级别从开单时刻按新目标重新计算；响应之后不再变化。
    响应：2026-03-10 10:24:00（北京时间），按时
    进展：每 1 小时一次，下次 2026-03-10 11:34:00（北京时间）；依据默认规则（不是合同约定）
    ");
    let late = world_at("2026-03-10T02:22:00Z", "isoftstone", "vip", Some("core_production_down"));
    let late = late.later(10).taken();
    let said = shown(&why(&late.customer(Languages::Zh), &late.entries));
    assert!(said.contains("按服务时间计算超时 2 分钟"), "{said}");
}

#[test]
fn a_plan_tells_hours_levels_and_contacts() {
    let world = world(None);
    let tam = &world.directory.people["li-na"];
    let context = RenderContext { incident: None, ..world.customer(Languages::Both) };
    insta::assert_snapshot!(shown(&plan(&context, None, Some(tam))), @"
    软通动力大客户支持计划 · VIP级
    IM企业群：现在在服务时间内，周一至周五 09:00-18:00（北京时间，按法定节假日安排）
    L1 核心生产系统不可用：10 分钟内响应
    L2 生产系统不可用：30 分钟内响应
    L3 生产系统异常：3 小时内响应
    L4 系统异常：8 小时内响应
    L5 一般性指导：16 小时内响应
    以上均按服务时间计算：周一至周五 09:00-18:00（北京时间，按法定节假日安排）
    客户经理：李娜，周一至周五 09:00-18:00（北京时间，按法定节假日安排）；其他时间由代班人员负责
    受理渠道：IM企业群 周一至周五 09:00-18:00（北京时间，按法定节假日安排）；热线电话 7x24；云产品工单 7x24；企业电话专线 7x24
    联系方式（7x24，现在可用）：热线电话 950808转6、工单管理控制台 https://console.huaweicloud.com/ticket
    ---
    iSoftStone large account support plan · VIP
    enterprise chat group: open now, Mon-Fri 09:00-18:00 (Beijing time, public holidays observed)
    L1 Core production system down: response within 10 min
    L2 Production system down: response within 30 min
    L3 Production system degraded: response within 3 h
    L4 System degraded: response within 8 h
    L5 General guidance: response within 16 h
    All counted in service hours: Mon-Fri 09:00-18:00 (Beijing time, public holidays observed)
    TAM: 李娜, Mon-Fri 09:00-18:00 (Beijing time, public holidays observed); a deputy at other times
    Channels: enterprise chat group Mon-Fri 09:00-18:00 (Beijing time, public holidays observed); hotline 24x7; ticket 24x7; dedicated phone line 24x7
    Contacts (24x7, open now): hotline 950808转6, ticket console https://console.huaweicloud.com/ticket
    ");
    let at_night = RenderContext { now: at("2026-03-10T14:00:00Z"), ..context };
    let said = shown(&plan(&at_night, None, None));
    assert!(
        said.contains("现在不在服务时间内") && said.contains("下次开始 3月11日 09:00（北京时间）"),
        "{said}"
    );
    let without = RenderContext { entitlement: None, ..context };
    assert!(shown(&plan(&without, None, None)).contains("没有生效的支持计划"));
}

#[test]
fn a_plan_names_languages_its_status_page_and_whom_to_ask_about_what() {
    let world = world_at(OPENED, "zitadel", "extended_sla", None);
    let context = RenderContext { incident: None, ..world.customer(Languages::En) };
    insta::assert_snapshot!(shown(&plan(&context, None, None)), @"
    ZITADEL support services · Extended SLA
    chat support: closed now, opens at 15:00 (Beijing time); service hours Mon-Fri 08:00-17:00 (Zurich time, public holidays observed)
    L1 Critical, service down: response within 1 h
    L2 Core function unavailable or severely degraded: response within 2 h
    L3 Standard support request: response within 12 h
    L4 Non-urgent request: response within 24 h
    All counted in service hours: Mon-Fri 08:00-17:00 (Zurich time, public holidays observed)
    TAM: not part of this tier
    Channels: chat support Mon-Fri 08:00-17:00 (Zurich time, public holidays observed); support portal Mon-Fri 08:00-17:00 (Zurich time, public holidays observed); e-mail support Mon-Fri 08:00-17:00 (Zurich time, public holidays observed); phone support Mon-Fri 08:00-17:00 (Zurich time, public holidays observed)
    Contacts (Mon-Fri 08:00-17:00 (Zurich time, public holidays observed), closed now): e-mail support support@zitadel.com, escalation phone +41 45 86 84 69, escalation mailbox hi@zitadel.com, security mailbox security@zitadel.com, billing mailbox billing@zitadel.com
    Support languages: Swiss German, German, English
    Status page (outages and maintenance windows): https://status.zitadel.com
    ");
}

#[test]
fn a_plan_names_the_regions_it_does_not_serve() {
    let world = world_at(OPENED, "huaweicloud", "enterprise", None);
    let context = RenderContext { incident: None, ..world.customer(Languages::Both) };
    let told = shown(&plan(&context, None, None));
    let regions: Vec<_> =
        told.lines().filter(|line| line.contains("亚特兰大") || line.contains("Atlanta")).collect();
    insta::assert_snapshot!(regions.join("\n"), @"
    不在服务区域内：欧洲-巴黎、亚太-新加坡、北美-亚特兰大
    Regions not served: Europe-Paris, Asia Pacific-Singapore, North America-Atlanta
    ");
}

#[test]
fn an_express_ticket_says_what_it_needs_or_how_many_are_included() {
    for (tier, zh, en) in [
        (
            "basic",
            "极速工单：10 分钟内响应，需要另购的极速工单包",
            "needs the express-ticket pack bought apart",
        ),
        (
            "business",
            "极速工单：10 分钟内响应，每月含 10 次",
            "response within 10 min, 10 a month included",
        ),
    ] {
        let mut world = world_at(OPENED, "alibabacloud", tier, None);
        if let Some(terms) = &mut world.entitlement {
            terms.channel = "ticket".into();
        }
        let context = RenderContext { incident: None, ..world.customer(Languages::Both) };
        let told = shown(&plan(&context, None, None));
        assert!(told.contains(zh) && told.contains(en), "{told}");
    }
}

#[test]
fn duty_is_told_with_overrides_and_gaps() {
    let world = world(None);
    let rotation = &world.directory.rotations[0];
    let cover = Override {
        rotation: rotation.id.clone(),
        person: "zhao-min".into(),
        from: at("2026-03-10T02:00:00Z"),
        until: at("2026-03-10T10:00:00Z"),
        replaces: None,
        by: "zhao-min".into(),
        made_at: world.now,
        reason: "请假".to_owned(),
    };
    let overrides = [cover.clone()];
    let row = RotationAt {
        rotation,
        at: world.now,
        current: on_call(rotation, &overrides, world.now),
        next: takes_over_next(rotation, &overrides, world.now),
    };
    let context = RenderContext { incident: None, ..world.staff(Languages::Both) };
    insta::assert_snapshot!(shown(&oncall(&[row], &context)), @"
    值班情况；值班主管：赵敏
    storage：赵敏（顶替 张强），至 18:00（北京时间）；下一班 张强，18:00 起
    ---
    On call now; duty manager: 赵敏
    storage: 赵敏 (instead of 张强), until 18:00 (Beijing time); next: 张强 from 18:00
    ");
    insta::assert_snapshot!(shown(&covered(&cover, None, rotation.zone, &context)), @r#"
    已登记顶班：赵敏 在「storage」顶替当值人员，10:00 至 18:00（北京时间）。
    期间的呼叫将发给顶班人员。发送「值班」可核对。
    ---
    Override saved: 赵敏 covers "storage" for whoever is on call, 10:00 until 18:00 (Beijing time).
    Pages during that time go to the person who covers. Send "oncall" to check.
    "#);
    assert!(shown(&oncall(&[], &context)).contains("没有符合条件的值班表"));
}

#[test]
fn several_notices_become_one_with_pages_first() {
    let world = world(Some("core_production_down"));
    let reason = PageReason { target: "oncall:storage".to_owned(), step: 1, steps: 3, attempt: 1 };
    let context = world.context(Languages::Both, Side::Support, Some("zhang-qiang"));
    let opened = notice(&Intent::OpenedInside, &context);
    let page = notice(&Intent::Page { code: "5531".to_owned(), reason }, &context);
    let together = merged(&[opened.clone(), page], Languages::Both);
    assert_eq!(together.kind, chat::MessageKind::Page);
    assert_eq!(together.incident.as_deref(), Some("INC-128"));
    insta::assert_snapshot!(shown(&together), @r#"
    有 2 条消息，按紧急程度合并如下：
    2 messages in one, most urgent first:
    · 🔴 一级 支付接口返回 500 | 待响应，响应时限 10:32（北京时间）前，还有 10 分钟 | 呼叫 5531 [INC-128]
    @张强：呼叫您是因为您正在「storage」值班（第 1/3 步，第 1 次呼叫）
    客户：华东示例银行 · 软通动力大客户支持计划 VIP级
    🔴 Level 1 支付接口返回 500 | awaiting response, response due before 10:32 (Beijing time, in 10 min) | page 5531 [INC-128]
    @张强: you are paged because you are on call for "storage" (step 1 of 3, page no. 1 to you)
    Customer: 华东示例银行 · iSoftStone large account support plan VIP
    · 🔴 [INC-128][一级] 支付接口返回 500 | 新工单
    级别：一级 核心生产系统不可用
    客户：华东示例银行 · 软通动力大客户支持计划 VIP级
    🔴 [INC-128][Level 1] 支付接口返回 500 | new incident
    Severity: Level 1 Core production system down
    Customer: 华东示例银行 · iSoftStone large account support plan VIP
    认领 / Acknowledge「收到 5531」  转交 / Hand over「转交 5531」
    "#);
    assert_eq!(merged(std::slice::from_ref(&opened), Languages::Both), opened);
}

#[test]
fn of_many_pages_each_has_one_line() {
    let world = world(Some("core_production_down"));
    let context = world.context(Languages::Zh, Side::Support, Some("zhang-qiang"));
    let page = |code: u32| {
        let target = "oncall:storage".to_owned();
        let reason = PageReason { target, step: 1, steps: 3, attempt: 1 };
        notice(&Intent::Page { code: code.to_string(), reason }, &context)
    };
    insta::assert_snapshot!(shown(&merged(&[5531, 5532, 5533, 5534].map(page), Languages::Zh)), @"
    4 个呼叫，发送「收到 全部」可认领全部：
    · 🔴 一级 支付接口返回 500 | 待响应，响应时限 10:32（北京时间）前，还有 10 分钟 | 呼叫 5531 [INC-128]
    · 🔴 一级 支付接口返回 500 | 待响应，响应时限 10:32（北京时间）前，还有 10 分钟 | 呼叫 5532 [INC-128]
    · 🔴 一级 支付接口返回 500 | 待响应，响应时限 10:32（北京时间）前，还有 10 分钟 | 呼叫 5533 [INC-128]
    · 🔴 一级 支付接口返回 500 | 待响应，响应时限 10:32（北京时间）前，还有 10 分钟 | 呼叫 5534 [INC-128]
    @张强
    认领「收到 5531」  认领「收到 5532」  认领「收到 5533」  认领「收到 5534」
    ");
}

#[test]
fn buttons_of_pages_about_several_incidents_say_which_one_they_are_for() {
    let world = world(Some("core_production_down"));
    for (language, first, second) in [
        (Languages::Zh, "认领 #128", "认领 #129"),
        (Languages::En, "Acknowledge #128", "Acknowledge #129"),
        (Languages::Both, "认领 / Acknowledge #128", "认领 / Acknowledge #129"),
    ] {
        let context = world.context(language, Side::Support, Some("zhang-qiang"));
        let page = |code: &str, incident: &str| {
            let reason =
                PageReason { target: "oncall:storage".to_owned(), step: 1, steps: 3, attempt: 1 };
            let mut page = notice(&Intent::Page { code: code.to_owned(), reason }, &context);
            page.incident = Some(incident.to_owned());
            page
        };
        let labels = |pages: &[chat::Message]| -> Vec<String> {
            let buttons = merged(pages, language).buttons;
            let acknowledges = buttons.into_iter().filter(|button| button.key.starts_with("ack:"));
            acknowledges.map(|button| button.label).collect()
        };
        let (one, other) = (page("5531", "INC-128"), page("5532", "INC-129"));
        assert_eq!(labels(&[one.clone(), other]), [first, second]);
        let (plain, _) = first.rsplit_once(' ').expect("a label and a number");
        assert_eq!(labels(&[one, page("5533", "INC-128")]), [plain, plain]);
    }
}

#[test]
fn an_answer_that_shares_a_message_keeps_every_line_and_stands_last() {
    let world = world(Some("core_production_down"));
    let opened = notice(
        &Intent::OpenedInside,
        &world.context(Languages::Zh, Side::Support, Some("zhang-qiang")),
    );
    let mut answer = chat::Message::new(chat::MessageKind::Reply, "时限");
    answer.lines = ["开单", "目标", "计入", "时限"].map(chat::Line::text).to_vec();
    insta::assert_snapshot!(shown(&merged(&[answer, opened], Languages::Zh)), @"
    有 2 条消息，按紧急程度合并如下：
    · 🔴 [INC-128][一级] 支付接口返回 500 | 新工单
    级别：一级 核心生产系统不可用
    客户：华东示例银行 · 软通动力大客户支持计划 VIP级
    · 时限
    开单
    目标
    计入
    时限
    ");
}
