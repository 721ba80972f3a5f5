//! What is said to the support side alone, in the words of the files.

use crate::domain::directory::Side;
use crate::domain::incident::Outcome;
use crate::domain::notice::{Intent, OutOfContractReason, PageReason, Recipient, Subject};
use crate::domain::timer::TimerKind;
use crate::ids::IncidentNumber;
use crate::render::kit::{World, at, out_of_contract, person, shown, world};
use crate::render::lang::Languages;
use crate::render::{RenderContext, notice};

fn both(world: &World, intent: &Intent) -> String {
    shown(&notice(intent, &world.staff(Languages::Both)))
}

fn page(code: &str, target: &str, step: u32) -> Intent {
    let reason = PageReason {
        target: target.to_owned(),
        step,
        steps: if step == 0 { 0 } else { 3 },
        attempt: 1,
    };
    Intent::Page { code: code.to_owned(), reason }
}

#[test]
fn a_page_says_why_you_and_what_happens_next() {
    let world = world(Some("core_production_down")).fires(4, TimerKind::Escalation);
    let context = world.context(Languages::Both, Side::Support, Some("chen-jing"));
    let message = notice(&page("5532", "next:storage", 2), &context);
    let keys: Vec<_> = message.buttons.iter().map(|button| button.key.as_str()).collect();
    assert_eq!(keys, ["ack:5532", "pass:5532"]);
    let called = message.everyone_mentioned();
    assert_eq!(called.len(), 1);
    assert_eq!(called[0].account, "u-chen-jing");
    insta::assert_snapshot!(shown(&message), @r#"
    🔴 一级 支付接口返回 500 | 待响应，响应时限 10:32（北京时间）前，还有 6 分钟 | 呼叫 5532 [INC-128]
    @陈静：呼叫您是因为您是「storage」的下一班（第 2/3 步，第 1 次呼叫）
    客户：华东示例银行 · 软通动力大客户支持计划 VIP级
    已呼叫未应答：张强 10:22
    若无人认领，10:29（北京时间）呼叫 赵敏
    ---
    🔴 Level 1 支付接口返回 500 | awaiting response, response due before 10:32 (Beijing time, in 6 min) | page 5532 [INC-128]
    @陈静: you are paged because you are next in "storage" (step 2 of 3, page no. 1 to you)
    Customer: 华东示例银行 · iSoftStone large account support plan VIP
    Paged, not acknowledged: 张强 10:22
    If nobody acknowledges, 赵敏 will be paged at 10:29 (Beijing time)
    认领 / Acknowledge「收到 5532」  转交 / Hand over「转交 5532」
    "#);
}

#[test]
fn a_page_in_english_alone_is_answered_in_english() {
    let world = world(Some("core_production_down")).later(12);
    let message = notice(&page("5531", "oncall:storage", 1), &world.staff(Languages::En));
    insta::assert_snapshot!(shown(&message), @r#"
    🔴 Level 1 支付接口返回 500 | awaiting response, response was due before 10:32 (Beijing time), 2 min overdue | page 5531 [INC-128]
    @张强: you are paged because you are on call for "storage" (step 1 of 3, page no. 1 to you)
    Customer: 华东示例银行 · iSoftStone large account support plan VIP
    Acknowledge「ack 5531」  Hand over「handoff 5531」
    "#);
}

#[test]
fn every_reason_to_be_paged_has_its_words() {
    let world = world(Some("core_production_down"));
    for (target, zh) in [
        ("person:chen-jing", "呼叫策略指定了您"),
        ("duty_manager", "您是值班主管"),
        ("tam", "客户经理或其代班"),
        ("account_representative", "客户代表"),
        ("fallback", "最后的联系人"),
        ("assigned", "指派给了您"),
        ("handoff", "请您接手"),
        ("by_hand", "请您协助"),
    ] {
        let said = both(&world, &page("5531", target, 0));
        assert!(
            said.contains(zh) && said.contains("第 1 次呼叫") && !said.contains("步，"),
            "{target}: {said}"
        );
    }
}

#[test]
fn a_page_that_was_taken_says_by_whom() {
    let world = world(Some("core_production_down")).taken();
    let intent = Intent::PageTaken { code: "5532".to_owned(), by: "张强".to_owned() };
    insta::assert_snapshot!(both(&world, &intent), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 处理中，下次进展 11:22（北京时间）前
    呼叫 5532 不再需要处理：张强 已认领。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | in progress, next update by 11:22 (Beijing time)
    Page 5532 needs no more action: 张强 acknowledged it.
    ");
    let withdrawn = Intent::PageTaken { code: "5532".to_owned(), by: String::new() };
    assert!(both(&world, &withdrawn).contains("呼叫 5532 不再需要处理。"));
}

#[test]
fn staff_rooms_learn_of_a_new_incident() {
    insta::assert_snapshot!(both(&world(Some("core_production_down")), &Intent::OpenedInside), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 新工单
    级别：一级 核心生产系统不可用
    客户：华东示例银行 · 软通动力大客户支持计划 VIP级
    报告人：王伟，10:22（北京时间）
    响应承诺：10 分钟内，即 10:32（北京时间）前
    服务：VIP级 · 周一至周五 09:00-18:00（北京时间，按法定节假日安排）
    已呼叫值班：张强
    下次进展：11:22（北京时间）前
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | new incident
    Severity: Level 1 Core production system down
    Customer: 华东示例银行 · iSoftStone large account support plan VIP
    Reported by 王伟, 10:22 (Beijing time)
    Response within 10 min: by 10:32 (Beijing time)
    Service: VIP · Mon-Fri 09:00-18:00 (Beijing time, public holidays observed)
    On-call paged: 张强.
    Next update by 11:22 (Beijing time)
    ");
    let told = Intent::TellAtOnce { role: "duty_manager".to_owned() };
    insta::assert_snapshot!(both(&world(Some("core_production_down")), &told), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 待响应
    按级别规定立即告知您（您是值班主管）；无需认领。
    级别：一级 核心生产系统不可用
    客户：华东示例银行 · 软通动力大客户支持计划 VIP级
    响应承诺：10 分钟内，即 10:32（北京时间）前
    服务：VIP级 · 周一至周五 09:00-18:00（北京时间，按法定节假日安排）
    已呼叫值班：张强
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | awaiting response
    Notified at once because of the severity (you are the duty manager). No acknowledgement needed.
    Severity: Level 1 Core production system down
    Customer: 华东示例银行 · iSoftStone large account support plan VIP
    Response within 10 min: by 10:32 (Beijing time)
    Service: VIP · Mon-Fri 09:00-18:00 (Beijing time, public holidays observed)
    On-call paged: 张强.
    ");
}

#[test]
fn an_empty_step_is_told() {
    let intent = Intent::StepFoundNobody { targets: vec!["oncall:network".to_owned()] };
    insta::assert_snapshot!(both(&world(Some("core_production_down")), &intent), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 待响应，响应时限 10:32（北京时间）前，还有 10 分钟
    呼叫策略的这一步没有人值班：「network」的值班人员
    已直接进入下一步，没有等待。
    已呼叫值班：张强
    若无人认领，10:26（北京时间）呼叫 陈静
    请补上值班空缺：发送「顶班 @人员 至 时间」。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | awaiting response, response due before 10:32 (Beijing time, in 10 min)
    A step of the escalation policy has nobody to page: on call for "network"
    The next step started at once, without waiting.
    On-call paged: 张强.
    If nobody acknowledges, 陈静 will be paged at 10:26 (Beijing time)
    Please fill the gap: send "cover @person until time".
    "#);
}

#[test]
fn warnings_name_clock_pages_and_next_step() {
    let world = world(Some("core_production_down")).fires(7, TimerKind::ResponseWarning);
    insta::assert_snapshot!(both(&world, &Intent::ResponseWarning { share_percent: 70 }), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 待响应，响应时限 10:32（北京时间）前，还有 3 分钟
    响应时限已过 70%，尚无人响应。
    已呼叫未应答：张强 10:22 ×1
    客户：华东示例银行 · 软通动力大客户支持计划 VIP级
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | awaiting response, response due before 10:32 (Beijing time, in 3 min)
    70% of the response time has passed and nobody has responded.
    Paged, not acknowledged: 张强 10:22 ×1
    Customer: 华东示例银行 · iSoftStone large account support plan VIP
    认领 / Acknowledge「认领 #128」
    ");
    let world = world.later(6);
    insta::assert_snapshot!(both(&world, &Intent::ResponseMissed), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 待响应，应于 10:32（北京时间）前响应，已超时 3 分钟
    已超过承诺的响应时限，尚无人响应。
    已呼叫未应答：张强 10:22 ×1
    客户：华东示例银行 · 软通动力大客户支持计划 VIP级
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | awaiting response, response was due before 10:32 (Beijing time), 3 min overdue
    The promised response time has passed and nobody has responded.
    Paged, not acknowledged: 张强 10:22 ×1
    Customer: 华东示例银行 · iSoftStone large account support plan VIP
    认领 / Acknowledge「认领 #128」
    ");
}

#[test]
fn the_owner_is_asked_for_a_text_and_the_miss_is_told() {
    let world = world(Some("core_production_down")).taken().later(48);
    let slot = at("2026-03-10T03:22:00Z");
    insta::assert_snapshot!(both(&world, &Intent::AskForUpdate { slot }), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 请提供进展，下次进展 11:22（北京时间）前
    下一次进展的时限：11:22（北京时间），10 分钟后。
    请发送「更新 #128 内容」：现在的影响、有何变化、正在做什么、需要客户做什么。
    届时没有内容，将自动发布“暂无新进展”并告知值班主管。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | update needed, next update by 11:22 (Beijing time)
    The next update is due at 11:22 (Beijing time, in 10 min).
    Please send "update #128 text": current impact, what changed, what is being done, what the customer should do.
    Without a text, "no new progress" is posted automatically and the duty manager is notified.
    "#);
    let world = world.fires(10, TimerKind::StatusUpdate);
    insta::assert_snapshot!(both(&world, &Intent::UpdateMissed { slot }), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 进展未按时提供，下次进展 12:22（北京时间）前
    11:22（北京时间）的进展没有人写，已自动发布“暂无新进展”。负责人：张强；累计 1 次。
    请发送「更新 #128 内容」：现在的影响、有何变化、正在做什么、需要客户做什么。
    客户：华东示例银行 · 软通动力大客户支持计划 VIP级
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | update missed, next update by 12:22 (Beijing time)
    Nobody wrote the update due at 11:22 (Beijing time), so "no new progress" was posted automatically. Owner: 张强; missed so far: 1.
    Please send "update #128 text": current impact, what changed, what is being done, what the customer should do.
    Customer: 华东示例银行 · iSoftStone large account support plan VIP
    "#);
}

#[test]
fn a_hand_over_is_offered_with_its_summary() {
    let world = world(Some("core_production_down")).taken().after(5, &|incident, act_context| {
        let summary = "切换进行到一半".to_owned();
        incident
            .offer_handoff(act_context, &person("zhang-qiang"), "chen-jing".into(), summary)
            .unwrap()
    });
    let intent = Intent::HandoffOffered {
        to: "chen-jing".into(),
        summary: "切换进行到一半".to_owned(),
    };
    insta::assert_snapshot!(both(&world, &intent), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 处理中，下次进展 11:22（北京时间）前
    张强 请 @陈静 接手：切换进行到一半
    同意请发送「认领 #128」；在接手之前负责人不变。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | in progress, next update by 11:22 (Beijing time)
    张强 asks @陈静 to take over: 切换进行到一半
    To accept, send "ack #128". Until then, the owner stays.
    "#);
    let said = both(&world, &page("5532", "handoff", 0));
    assert!(said.contains("张强 请您接手：切换进行到一半"), "{said}");
}

#[test]
fn a_silence_has_an_end() {
    let world = world(Some("core_production_down"));
    let intent = Intent::Silenced { until: at("2026-03-10T02:52:00Z"), by: "赵敏".to_owned() };
    insta::assert_snapshot!(both(&world, &intent), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 待响应，响应时限 10:32（北京时间）前，还有 10 分钟
    赵敏 已暂停呼叫，至 10:52（北京时间），30 分钟后；到时自动恢复。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | awaiting response, response due before 10:32 (Beijing time, in 10 min)
    赵敏 silenced paging until 10:52 (Beijing time, in 30 min). It then resumes automatically.
    ");
    insta::assert_snapshot!(both(&world, &Intent::SilenceEnded), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 待响应，响应时限 10:32（北京时间）前，还有 10 分钟
    暂停已结束，继续呼叫。
    若无人认领，10:26（北京时间）呼叫 陈静
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | awaiting response, response due before 10:32 (Beijing time, in 10 min)
    The silence is over. Paging resumes.
    If nobody acknowledges, 陈静 will be paged at 10:26 (Beijing time)
    ");
}

#[test]
fn the_duty_manager_learns_that_nobody_is_called_before_the_morning() {
    let world = world(Some("production_impaired"));
    let intent = Intent::PagingRests { until: at("2026-03-11T01:00:00Z") };
    insta::assert_snapshot!(both(&world, &intent), @r#"
    🟡 [INC-128][三级] 支付接口返回 500 | 待响应，自 10:22（北京时间）起
    尚无人认领。该级别的服务时间已结束，现在不再呼叫；继续呼叫：3月11日 09:00（北京时间）。
    若现在就要处理，请发送「认领 #128」，或「呼叫 @人员 #128」。
    ---
    🟡 [INC-128][Level 3] 支付接口返回 500 | awaiting response, since 10:22 (Beijing time)
    Nobody has acknowledged. The service hours of this level are over: nobody is paged now, and paging continues from 11 Mar 09:00 (Beijing time).
    To have it handled now, send "ack #128" or "page @person #128".
    "#);
}

#[test]
fn a_stranger_in_trouble_reaches_the_duty_manager() {
    let world = out_of_contract(OutOfContractReason::UnknownGroup);
    let intent = Intent::OutOfContract {
        why: OutOfContractReason::UnknownGroup,
        room: "fake:bank".to_owned(),
        by: "王伟".to_owned(),
        text: "支付接口返回 500".to_owned(),
    };
    insta::assert_snapshot!(both(&world, &intent), @r#"
    🟡 [INC-128][未定级] 支付接口返回 500 | 合同之外的求助，自 10:22（北京时间）起
    该群尚未绑定客户：fake:bank
    王伟：支付接口返回 500
    请值班主管决定：发送「认领 #128」处理，或联系客户核实合同。
    ---
    🟡 [INC-128][Severity not set] 支付接口返回 500 | out-of-contract request, since 10:22 (Beijing time)
    This group is not bound to a customer: fake:bank
    王伟: 支付接口返回 500
    The duty manager decides: send "ack #128" to acknowledge it, or check the contract with the customer.
    "#);
}

#[test]
fn what_could_not_be_delivered_is_told_even_without_an_incident() {
    let world = world(Some("core_production_down"));
    let intent = Intent::DeadLetter {
        what: Subject::Page,
        to: Recipient::Person("zhang-qiang".into()),
        address: "fake:zhang-qiang".to_owned(),
        error: "robot muted".to_owned(),
    };
    let context = RenderContext { incident: None, ..world.staff(Languages::Both) };
    insta::assert_snapshot!(shown(&notice(&intent, &context)), @"
    有消息无法送达
    未送达：呼叫，收件：张强
    原因：robot muted
    没有其他可用的渠道。请直接联系收件人，并检查机器人与账号设置。
    ---
    message not delivered
    Not delivered to 张强: a page
    Reason: robot muted
    No other contact method is left. Reach the recipient directly, and check the bots and accounts.
    ");
}

#[test]
fn a_restore_names_what_may_be_missing_and_what_to_do() {
    let world = world(Some("core_production_down"));
    let intent = Intent::Restored {
        taken_at: "2026-09-18T01:00:00Z".parse().unwrap(),
        restored_at: "2026-09-18T10:00:05Z".parse().unwrap(),
        last_number: IncidentNumber(128),
    };
    let context = RenderContext { incident: None, ..world.staff(Languages::Both) };
    insta::assert_snapshot!(shown(&notice(&intent, &context)), @r#"
    数据库已从备份恢复
    机器人的记录截至 2026-09-18 09:00:00（北京时间），恢复于 2026-09-18 18:00:05（北京时间）。
    这段时间内发给机器人的内容已丢失，包括认领、新工单、补充、解决方案和关闭确认；机器人在此期间发出的消息也没有记录。
    目前已知的最后一个工单是 INC-128。在它之后告知过的编号会重新分配给其他工单。
    请用「看板」逐一核对未关闭的工单，重新认领，并补报缺失的工单。标有「重复」的消息此前可能已经送达。
    ---
    database restored from a backup
    The bot knows what it knew at 2026-09-18 09:00:00 (Beijing time). It was restored at 2026-09-18 18:00:05 (Beijing time).
    What was said to the bot in between is missing: acknowledgements, new incidents, comments, solutions, consents. What it sent in between it does not remember.
    The last incident it knows is INC-128. Later numbers that people were told are given again, to other incidents.
    Go through the open incidents ("board"), acknowledge again, and open again what is missing. Messages marked as a repeat may have arrived before.
    "#);
}

#[test]
fn customers_words_and_closing_reach_the_staff() {
    let world = world(Some("core_production_down")).taken().after(60, &|incident, act_context| {
        incident
            .close_as(act_context, &person("zhao-min"), Outcome::Agreed, "电话确认".to_owned())
            .unwrap()
    });
    let closed = both(&world, &Intent::Closed);
    assert!(closed.contains("共发布进展 0 次") && closed.contains("Updates sent: 0"), "{closed}");
    let escalated =
        Intent::Escalated { by: "王伟".to_owned(), urgent: true, reason: String::new() };
    let message = notice(&escalated, &world.staff(Languages::Zh));
    assert_eq!(message.kind, chat::MessageKind::Warning);
    assert!(shown(&message).contains("客户：华东示例银行"));
}

#[test]
fn an_answer_is_said_as_it_was_given() {
    let world = world(None);
    let given = chat::Message::new(chat::MessageKind::Reply, "好的");
    let kept = Intent::Answer { message: Box::new(given.clone()), only_for: None };
    assert_eq!(notice(&kept, &world.staff(Languages::En)), given);
}
