//! What is said about escalations by the customer and about service credits, in the words of the
//! files.

use std::slice;

use chrono::NaiveDate;

use crate::domain::directory::Side;
use crate::domain::incident::{Incident, Refused};
use crate::domain::ledger::credit::{Credit, CreditStanding, CreditState};
use crate::domain::notice::Intent;
use crate::domain::timer::TimerKind;
use crate::ids::CreditNumber;
use crate::render::answers::{self, Asked};
use crate::render::kit::{World, customer_actor, person, shown, world_at};
use crate::render::lang::Languages;
use crate::render::{RenderContext, board, credits, notice, refused, show, why};

const C1: CreditNumber = CreditNumber(1);

/// Under a plan with credits, at half past nine in Zurich; nobody has answered.
fn open() -> World {
    world_at("2026-03-10T08:30:00Z", "zitadel", "extended_sla", Some("sev2"))
}

fn escalated(world: World, urgent: bool) -> World {
    world.after(30, &|incident, act_context| {
        incident.escalate(act_context, &customer_actor(), urgent, "没有进展".to_owned()).unwrap()
    })
}

/// The response 75 minutes late, and credit C-1 for it.
fn late() -> World {
    open().later(193).taken()
}

fn to_customers(world: &World, intent: &Intent) -> String {
    shown(&notice(intent, &world.customer(Languages::Both)))
}

fn to_staff(world: &World, intent: &Intent) -> String {
    shown(&notice(intent, &world.staff(Languages::Both)))
}

fn asked(urgent: bool) -> Intent {
    Intent::Escalated { by: "王伟".to_owned(), urgent, reason: "没有进展".to_owned() }
}

#[test]
fn asking_again_is_told_with_the_clock_that_goes_on() {
    let world = escalated(escalated(open().taken(), false), true);
    insta::assert_snapshot!(to_customers(&world, &asked(true)), @"
    🟠 [INC-128][二级] 支付接口返回 500 | 已紧急升级，升级答复时限 19:32（北京时间）前，还有 2 小时
    王伟 要求升级处理：没有进展
    已通知值班主管：赵敏
    紧急时也可直接联系：升级电话 +41 45 86 84 69、升级邮箱 hi@zitadel.com
    自 17:02（北京时间）起已升级 2 次；计时不会重新开始，以较早的时限为准。
    升级请求：17:02（北京时间）提出，答复时限 19:32（北京时间）前，还有 2 小时
    计划承诺：2 小时内答复升级请求（周一至周五 08:00-17:00（苏黎世时间，按法定节假日安排））
    负责人：张强
    ---
    🟠 [INC-128][Level 2] 支付接口返回 500 | escalated urgently, escalation response due before 19:32 (Beijing time, in 2 h)
    王伟 escalated it: 没有进展
    The duty manager is notified: 赵敏
    If urgent, also contact: escalation phone +41 45 86 84 69, escalation mailbox hi@zitadel.com
    Escalated 2 times since 17:02 (Beijing time). The clock does not restart; the earlier due time applies.
    Escalation: requested at 17:02 (Beijing time), response due before 19:32 (Beijing time, in 2 h)
    Your plan promises an escalation response within 2 h (Mon-Fri 08:00-17:00 (Zurich time, public holidays observed))
    Owner: 张强.
    ");
}

#[test]
fn the_manager_is_paged_with_the_clock_and_what_to_do() {
    let world = escalated(open(), true);
    let page = Intent::EscalationPage { code: "5532".to_owned(), attempt: 1 };
    let message = notice(&page, &world.context(Languages::Both, Side::Support, Some("zhao-min")));
    assert_eq!(message.kind, chat::MessageKind::Page);
    insta::assert_snapshot!(shown(&message), @r#"
    🟠 二级 支付接口返回 500 | 待响应，响应时限 18:30（北京时间）前，还有 1 小时 30 分钟 | 呼叫 5532 [INC-128]
    @赵敏：呼叫您是因为客户紧急升级，第 1 次呼叫
    客户：华东示例银行 · ZITADEL 支持服务 Extended SLA
    客户的话：没有进展
    升级请求：17:00（北京时间）提出，答复时限 19:00（北京时间）前，还有 2 小时
    请答复客户：发送「接管 #128」，或用「回复 #128 内容」直接答复；答复之前会继续呼叫。
    ---
    🟠 Level 2 支付接口返回 500 | awaiting response, response due before 18:30 (Beijing time, in 1 h 30 min) | page 5532 [INC-128]
    @赵敏: you are paged because the customer escalated urgently, page no. 1 to you
    Customer: 华东示例银行 · ZITADEL support services Extended SLA
    Message from the customer: 没有进展
    Escalation: requested at 17:00 (Beijing time), response due before 19:00 (Beijing time, in 2 h)
    Please respond to the customer: send "takeover #128", or respond directly with "say #128 text". Paging continues until then.
    认领 / Acknowledge「收到 5532」
    "#);
}

#[test]
fn a_missed_answer_is_told_plainly_to_both_sides() {
    let world = escalated(open().taken(), true).fires(120, TimerKind::AnswerDue);
    insta::assert_snapshot!(to_customers(&world, &Intent::EscalationMissed), @"
    🟠 [INC-128][二级] 支付接口返回 500 | 升级未按时答复，应于 19:02（北京时间）前答复升级，已超时 不到 1 分钟
    我们没有在承诺的时间内答复您的升级请求，十分抱歉；我们会继续呼叫，直到有人答复。
    计划规定：按服务时间每超时满 15 分钟，服务期延长 1 天。
    升级请求：17:02（北京时间）提出，应于 19:02（北京时间）前答复，已超时 不到 1 分钟
    已通知值班主管：赵敏
    ---
    🟠 [INC-128][Level 2] 支付接口返回 500 | escalation overdue, escalation response was due before 19:02 (Beijing time), under 1 min overdue
    We are sorry: we have not responded to your escalation within the promised time. We continue to page until somebody responds.
    Plan rule: every whole 15 min of service hours overdue extends the term by 1 d.
    Escalation: requested at 17:02 (Beijing time), response was due before 19:02 (Beijing time), under 1 min overdue
    The duty manager is notified: 赵敏
    ");
    insta::assert_snapshot!(to_staff(&world, &Intent::EscalationMissed), @r#"
    🟠 [INC-128][二级] 支付接口返回 500 | 升级未按时答复，应于 19:02（北京时间）前答复升级，已超时 不到 1 分钟
    客户：华东示例银行 · ZITADEL 支持服务 Extended SLA
    升级请求：17:02（北京时间）提出，应于 19:02（北京时间）前答复，已超时 不到 1 分钟
    计划规定：按服务时间每超时满 15 分钟，服务期延长 1 天。
    请答复客户：发送「接管 #128」，或用「回复 #128 内容」直接答复；答复之前会继续呼叫。
    ---
    🟠 [INC-128][Level 2] 支付接口返回 500 | escalation overdue, escalation response was due before 19:02 (Beijing time), under 1 min overdue
    Customer: 华东示例银行 · ZITADEL support services Extended SLA
    Escalation: requested at 17:02 (Beijing time), response was due before 19:02 (Beijing time), under 1 min overdue
    Plan rule: every whole 15 min of service hours overdue extends the term by 1 d.
    Please respond to the customer: send "takeover #128", or respond directly with "say #128 text". Paging continues until then.
    "#);
}

#[test]
fn a_warning_says_how_to_answer() {
    let world = escalated(open().taken(), true).later(60);
    insta::assert_snapshot!(to_staff(&world, &Intent::EscalationWarning { share_percent: 50 }), @r#"
    🟠 [INC-128][二级] 支付接口返回 500 | 处理中，升级答复时限 19:02（北京时间）前，还有 1 小时
    答复升级的时限已过 50%，尚无管理人员答复。
    客户：华东示例银行 · ZITADEL 支持服务 Extended SLA
    升级请求：17:02（北京时间）提出，答复时限 19:02（北京时间）前，还有 1 小时
    请答复客户：发送「接管 #128」，或用「回复 #128 内容」直接答复；答复之前会继续呼叫。
    ---
    🟠 [INC-128][Level 2] 支付接口返回 500 | in progress, escalation response due before 19:02 (Beijing time, in 1 h)
    50% of the escalation response time has passed and no manager has responded.
    Customer: 华东示例银行 · ZITADEL support services Extended SLA
    Escalation: requested at 17:02 (Beijing time), response due before 19:02 (Beijing time, in 1 h)
    Please respond to the customer: send "takeover #128", or respond directly with "say #128 text". Paging continues until then.
    "#);
}

#[test]
fn an_answer_names_who_gave_it_and_whether_in_time() {
    let world = escalated(open().taken(), true).after(20, &|incident, act_context| {
        incident.take_over(act_context, &person("zhao-min")).unwrap()
    });
    let taken = Intent::EscalationTaken { by: "赵敏".to_owned() };
    insta::assert_snapshot!(to_customers(&world, &taken), @"
    🟠 [INC-128][二级] 支付接口返回 500 | 升级已答复，自 16:32（北京时间）起
    赵敏 已接管此次升级，由其负责答复。
    升级答复：赵敏，17:22（北京时间），在承诺时限内
    负责人：张强
    ---
    🟠 [INC-128][Level 2] 支付接口返回 500 | escalation response given, since 16:32 (Beijing time)
    赵敏 took over this escalation and is responsible for it.
    Escalation response: 赵敏, 17:22 (Beijing time), within the promised time
    Owner: 张强.
    ");
    let answered = Intent::EscalationAnswered { by: "赵敏".to_owned() };
    insta::assert_snapshot!(to_staff(&world, &answered), @"
    🟠 [INC-128][二级] 支付接口返回 500 | 升级已答复，自 16:32（北京时间）起
    赵敏 已答复客户的升级请求。
    升级答复：赵敏，17:22（北京时间），在承诺时限内
    负责人：张强
    ---
    🟠 [INC-128][Level 2] 支付接口返回 500 | escalation response given, since 16:32 (Beijing time)
    赵敏 responded to the customer's escalation.
    Escalation response: 赵敏, 17:22 (Beijing time), within the promised time
    Owner: 张强.
    ");
}

#[test]
fn an_escalation_is_shown_explained_and_marked_on_the_board() {
    let world = escalated(open().taken(), true).later(150);
    let inside = shown(&show(&world.staff(Languages::Both), &[], None));
    insta::assert_snapshot!(inside, @r#"
    🟠 [INC-128][二级] 支付接口返回 500 | 处理中，应于 19:02（北京时间）前答复升级，已超时 30 分钟
    级别：二级 核心功能不可用或严重退化
    问题：支付接口返回 500，报告于 16:30（北京时间），3 小时 2 分钟前
    客户：华东示例银行 · ZITADEL 支持服务 Extended SLA
    负责人：张强
    响应：张强，16:32（北京时间），在承诺时限内
    升级请求：17:02（北京时间）提出，应于 19:02（北京时间）前答复，已超时 30 分钟
    升级答复仍未完成，截至现在应给予服务积分 2 天
    尚缺：影响、现象、预期、重现步骤、证据、版本。发送「资料 #128」可查看和补充。
    ---
    🟠 [INC-128][Level 2] 支付接口返回 500 | in progress, escalation response was due before 19:02 (Beijing time), 30 min overdue
    Severity: Level 2 Core function unavailable or severely degraded
    Problem: 支付接口返回 500, reported 16:30 (Beijing time, 3 h 2 min ago)
    Customer: 华东示例银行 · ZITADEL support services Extended SLA
    Owner: 张强.
    Response: 张强, 16:32 (Beijing time), within the promised time
    Escalation: requested at 17:02 (Beijing time), response was due before 19:02 (Beijing time), 30 min overdue
    Still missing: escalation response; 2 d of service credit owed so far
    Still missing: impact, observed, expected, steps, evidence, version. Send "intake #128" to see it or add to it.
    "#);
    let why = shown(&why(&world.customer(Languages::Both), &world.entries));
    insta::assert_snapshot!(why, @"
    🟠 [INC-128][二级] 支付接口返回 500 | 处理中，应于 19:02（北京时间）前答复升级，已超时 30 分钟
    升级：2026-03-10 17:02:00（北京时间）提出，紧急
    升级答复目标：2 小时内，按 周一至周五 08:00-17:00（苏黎世时间，按法定节假日安排）计算；依据 annex: 升级
    计入：03-10 17:02:00 至 03-10 19:02:00 计 2 小时
    升级答复时限：2026-03-10 19:02:00（北京时间）之前答复才算按时
    开单：2026-03-10 16:30:00（北京时间），级别 二级 核心功能不可用或严重退化
    目标：2 小时内响应，按 周一至周五 08:00-17:00（苏黎世时间，按法定节假日安排）计算；Extended SLA，依据 annex: SLO - 初始响应时间
    计入：03-10 16:30:00 至 03-10 18:30:00 计 2 小时
    时限：2026-03-10 18:30:00（北京时间）之前响应才算按时
    响应：2026-03-10 16:32:00（北京时间），按时
    进展：目前没有约定下次时间
    ---
    🟠 [INC-128][Level 2] 支付接口返回 500 | in progress, escalation response was due before 19:02 (Beijing time), 30 min overdue
    Escalated: 2026-03-10 17:02:00 (Beijing time), urgently
    Target: escalation response within 2 h, counted Mon-Fri 08:00-17:00 (Zurich time, public holidays observed); from annex: 升级
    Counted: 03-10 17:02:00 to 03-10 19:02:00 = 2 h
    Due: only an escalation response before 2026-03-10 19:02:00 (Beijing time) is in time
    Opened: 2026-03-10 16:30:00 (Beijing time), Level 2 Core function unavailable or severely degraded
    Target: response within 2 h, counted Mon-Fri 08:00-17:00 (Zurich time, public holidays observed); Extended SLA, from annex: SLO - 初始响应时间
    Counted: 03-10 16:30:00 to 03-10 18:30:00 = 2 h
    Due: only a response before 2026-03-10 18:30:00 (Beijing time) is in time
    Response: 2026-03-10 16:32:00 (Beijing time), in time
    Updates: no next time is agreed
    ");
    let context = RenderContext { incident: None, ..world.staff(Languages::Both) };
    insta::assert_snapshot!(shown(&board(slice::from_ref(&world.incident), &context)), @"
    未关闭的工单（1 个），时限最近的在前：
    [INC-128][二级] 华东示例银行 · 支付接口返回 500 | 处理中，应于 19:02（北京时间）前答复升级，已超时 30 分钟；客户紧急升级，待答复
    ---
    Open incidents (1), nearest due time first:
    [INC-128][Level 2] 华东示例银行 · 支付接口返回 500 | in progress, escalation response was due before 19:02 (Beijing time), 30 min overdue; escalated urgently, awaiting a response
    ");
}

#[test]
fn a_proposal_has_its_computation_and_what_to_send() {
    insta::assert_snapshot!(to_staff(&late(), &Intent::CreditProposed { number: C1 }), @r#"
    🟠 [INC-128][二级] 支付接口返回 500 | 建议给予服务积分，自 19:45（北京时间）起
    请决定：发送「批准积分 C-1」或「拒绝积分 C-1 原因」。
    首次响应：应于 18:30（北京时间）前，计至 19:45（北京时间）；按服务时间超时 1 小时 15 分钟，服务期延长 5 天
    客户：华东示例银行 · ZITADEL 支持服务 Extended SLA
    计划规定：按服务时间每超时满 15 分钟，服务期延长 1 天。
    ---
    🟠 [INC-128][Level 2] 支付接口返回 500 | service credit proposed, since 19:45 (Beijing time)
    Decide: send "credit approve C-1" or "credit refuse C-1 reason".
    first response: due before 18:30 (Beijing time), counted until 19:45 (Beijing time); 1 h 15 min of service hours overdue, term extended by 5 d
    Customer: 华东示例银行 · ZITADEL support services Extended SLA
    Plan rule: every whole 15 min of service hours overdue extends the term by 1 d.
    "#);
}

#[test]
fn a_decision_is_told_with_the_end_of_the_contract() {
    let (world, by) = (late(), "赵敏".to_owned());
    let until = NaiveDate::from_ymd_opt(2027, 1, 6);
    let approved = Intent::CreditApproved { number: C1, by: by.clone(), until };
    insta::assert_snapshot!(to_customers(&world, &approved), @"
    🟠 [INC-128][二级] 支付接口返回 500 | 服务积分已批准，自 19:45（北京时间）起
    服务积分 C-1：赵敏 已批准，服务期延长 5 天
    首次响应：应于 18:30（北京时间）前，计至 19:45（北京时间）；按服务时间超时 1 小时 15 分钟，服务期延长 5 天
    合同有效期至：2027-01-06
    ---
    🟠 [INC-128][Level 2] 支付接口返回 500 | service credit approved, since 19:45 (Beijing time)
    Service credit C-1: approved by 赵敏, term extended by 5 d
    first response: due before 18:30 (Beijing time), counted until 19:45 (Beijing time); 1 h 15 min of service hours overdue, term extended by 5 d
    Contract until: 2027-01-06
    ");
    let reason = "误批".to_owned();
    let reversed =
        Intent::CreditReversed { number: C1, by: by.clone(), reason: reason.clone(), until };
    insta::assert_snapshot!(to_customers(&world, &reversed), @"
    🟠 [INC-128][二级] 支付接口返回 500 | 服务积分已冲正，自 19:45（北京时间）起
    服务积分 C-1：赵敏 已冲正，服务期缩短 5 天
    原因：误批
    合同有效期至：2027-01-06
    ---
    🟠 [INC-128][Level 2] 支付接口返回 500 | service credit reversed, since 19:45 (Beijing time)
    Service credit C-1: reversed by 赵敏, term shortened by 5 d
    Reason: 误批
    Contract until: 2027-01-06
    ");
    let refused = Intent::CreditRefused { number: C1, by, reason };
    insta::assert_snapshot!(to_staff(&world, &refused), @"
    🟠 [INC-128][二级] 支付接口返回 500 | 服务积分未批准，自 19:45（北京时间）起
    服务积分 C-1（5 天）：赵敏 未批准
    原因：误批
    ---
    🟠 [INC-128][Level 2] 支付接口返回 500 | service credit refused, since 19:45 (Beijing time)
    Service credit C-1 (5 d): refused by 赵敏
    Reason: 误批
    ");
}

#[test]
fn the_account_tells_the_end_of_the_contract_and_what_counts() {
    let world = late();
    let mut contract = world.directory.customers["east-bank"].contract.clone();
    let context = RenderContext { incident: None, ..world.customer(Languages::Both) };
    insta::assert_snapshot!(shown(&credits::account(&context, Some(&contract), &[])), @"
    合同有效期至：2027-01-01
    目前没有生效的服务积分。
    ---
    Contract until: 2027-01-01
    No service credit is in effect yet.
    ");
    contract.credit_days = 5;
    let credit = Credit { state: CreditState::Approved, ..world.incident.credits[0].clone() };
    let customer = "east-bank".into();
    let standing =
        [CreditStanding { credit, customer, incident: world.incident.number, since: world.now }];
    insta::assert_snapshot!(shown(&credits::account(&context, Some(&contract), &standing)), @"
    合同有效期至：2027-01-06，其中服务积分 5 天
    C-1 · INC-128 · 首次响应超时 1 小时 15 分钟 · 5 天
    ---
    Contract until: 2027-01-06, including 5 d of service credits
    C-1 · INC-128 · first response 1 h 15 min overdue · 5 d
    ");
    let inside = RenderContext { incident: None, ..world.staff(Languages::Both) };
    insta::assert_snapshot!(shown(&credits::account(&inside, None, &standing)), @"
    待决定的服务积分（1 项）：
    华东示例银行 · C-1 · INC-128 · 首次响应超时 1 小时 15 分钟 · 5 天
    ---
    Service credits waiting for a decision (1):
    华东示例银行 · C-1 · INC-128 · first response 1 h 15 min overdue · 5 d
    ");
    insta::assert_snapshot!(shown(&credits::account(&inside, None, &[])), @"
    目前没有待决定的服务积分。
    ---
    No service credit is waiting for a decision.
    ");
    insta::assert_snapshot!(shown(&credits::not_found(CreditNumber(9), &inside)), @r#"
    没有编号为 C-9 的服务积分，因此没有执行。请发送「服务积分」查看待决定的积分及其编号。
    ---
    There is no service credit C-9. Nothing changed. Send "credit show" to see the numbers of those waiting for a decision.
    "#);
}

#[test]
fn a_yes_is_asked_for_with_what_follows() {
    let world = late();
    let context = world.staff(Languages::Both);
    let approve =
        answers::confirmation_asked(Asked::ApproveCredit { credit: C1 }, "8F3K", &context);
    insta::assert_snapshot!(shown(&approve), @r#"
    将批准服务积分 C-1（INC-128，华东示例银行）：服务期延长 5 天，并告知客户。
    如果确定，请在 2 分钟内回复「确认 8F3K」；不回复则不会执行。
    ---
    Service credit C-1 (INC-128, 华东示例银行) will be approved. The term is extended by 5 d, and the customer is notified.
    To confirm, reply "confirm 8F3K" within 2 minutes. Without it, nothing changes.
    "#);
    let reverse =
        answers::confirmation_asked(Asked::ReverseCredit { credit: C1 }, "8F3K", &context);
    insta::assert_snapshot!(shown(&reverse), @r#"
    将冲正服务积分 C-1（INC-128，华东示例银行）：服务期缩短 5 天，并把原因告知客户。
    如果确定，请在 2 分钟内回复「确认 8F3K」；不回复则不会执行。
    ---
    Service credit C-1 (INC-128, 华东示例银行) will be reversed. The term is shortened by 5 d, and the customer reads the reason.
    To confirm, reply "confirm 8F3K" within 2 minutes. Without it, nothing changes.
    "#);
}

/// Every refusal of a decision or a takeover.
#[test]
fn what_cannot_be_decided_says_why_and_what_to_do() {
    let world = late();
    let context = world.staff(Languages::Both);
    let told = |refusal| shown(&refused(&refusal, &context));
    let mut said = Vec::new();
    said.push(told(
        world.incident.refuse_to_decide(CreditNumber(9), CreditState::Approved).unwrap_err(),
    ));
    for state in CreditState::ALL.iter().copied() {
        let mut incident: Incident = world.incident.clone();
        incident.credits[0].state = state;
        let to = if state == CreditState::Proposed {
            CreditState::Reversed
        } else {
            CreditState::Refused
        };
        said.push(told(incident.refuse_to_decide(C1, to).unwrap_err()));
    }
    said.push(told(Refused::NotEscalated));
    said.push(told(Refused::EscalationTaken { at: world.now }));
    insta::assert_snapshot!(said.join("\n"), @r#"
    INC-128 没有服务积分 C-9，因此没有执行。请发送「服务积分」查看编号。
    ---
    INC-128 has no service credit C-9. Nothing changed. Send "credit show" to see the numbers.
    服务积分 C-1 尚未批准，因此没有可以冲正的内容。要拒绝，请发送「拒绝积分 C-1 原因」。
    ---
    Service credit C-1 is not approved yet, so there is nothing to reverse. To refuse it, send "credit refuse C-1 reason".
    服务积分 C-1 已经批准，因此没有执行。要撤回，请发送「冲正积分 C-1 原因」。
    ---
    Service credit C-1 is already approved. Nothing changed. To reverse it, send "credit reverse C-1 reason".
    服务积分 C-1 已经拒绝，因此没有执行。已作出的决定不会更改。
    ---
    Service credit C-1 is already refused. Nothing changed. This decision is final.
    服务积分 C-1 已经冲正，因此没有执行。已作出的决定不会更改。
    ---
    Service credit C-1 is already reversed. Nothing changed. This decision is final.
    INC-128 目前没有待处理的升级，因此没有可以接管的内容。要认领工单，请发送「认领 #128」。
    ---
    INC-128 has no open escalation, so there is nothing to take over. To acknowledge the incident, send "ack #128".
    INC-128 的升级已于 19:45（北京时间）由您接管，因此没有重复接管。要告知客户，请发送「回复 #128 内容」。
    ---
    You have owned the escalation of INC-128 since 19:45 (Beijing time). Nothing changed. To tell the customer something, send "say #128 text".
    "#);
}
