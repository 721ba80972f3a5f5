//! Questions to the customer and what follows without an answer, in the words of the files.

use chrono::TimeDelta;

use crate::domain::incident::{Resolution, Solution};
use crate::domain::notice::Intent;
use crate::domain::timer::TimerKind;
use crate::render::kit::{World, at, person, shown, world};
use crate::render::lang::Languages;
use crate::render::notice;

fn both(world: &World, intent: &Intent) -> String {
    shown(&notice(intent, &world.customer(Languages::Both)))
}

fn inside(world: &World, intent: &Intent) -> String {
    shown(&notice(intent, &world.staff(Languages::Both)))
}

fn asking(what: &str, wanted_by: Option<&str>) -> Intent {
    let wanted_by = wanted_by.map(at);
    Intent::InformationAsked { what: what.to_owned(), wanted_by, by: "张强".to_owned() }
}

/// Asked two minutes after the opening, on Tuesday 10 March at 10:24.
fn asked(severity: &str) -> World {
    world(Some(severity)).closing_by_itself().after(2, &|incident, act_context| {
        incident
            .ask_customer(act_context, &person("zhang-qiang"), "昨晚的网关日志".to_owned(), None)
            .unwrap()
    })
}

#[test]
fn a_question_tells_what_is_needed_until_when_and_what_happens_then() {
    let said = both(
        &asked("production_degraded"),
        &asking("昨晚的网关日志", Some("2026-03-11T10:00:00Z")),
    );
    insta::assert_snapshot!(said, @r#"
    ⏸ [INC-128][三级] 支付接口返回 500 | 待客户提供信息，请于 3月17日 10:24（北京时间）前答复
    张强 需要您提供：昨晚的网关日志
    希望在 3月11日 18:00（北京时间）之前收到。
    请直接发送「补充 #128 内容」，收到后立即继续处理。
    等待期间暂停处理和定时进展；如果到 3月17日 10:24（北京时间）仍没有收到，将按支持计划记为“客户取消”并关闭。
    关闭之前会在 3月12日 10:24、3月16日 10:24 提醒您。
    ---
    ⏸ [INC-128][Level 3] 支付接口返回 500 | waiting for the customer, please answer by 17 Mar 10:24 (Beijing time)
    张强 needs this from you: 昨晚的网关日志
    We would like it by 11 Mar 18:00 (Beijing time).
    Please send "say #128 text". Work continues as soon as it arrives.
    Until then, work and regular updates pause. If it has not arrived by 17 Mar 10:24 (Beijing time), the incident is closed as "cancelled by the customer" under your support plan.
    We will remind you before that at 12 Mar 10:24, 16 Mar 10:24.
    "#);
}

#[test]
fn a_question_about_level_1_says_that_nothing_rests() {
    insta::assert_snapshot!(both(&asked("core_production_down"), &asking("昨晚的网关日志", None)), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 待认领
    张强 需要您提供：昨晚的网关日志
    请直接发送「补充 #128 内容」，收到后立即继续处理。
    此工单不会因此暂停：进展和呼叫照常进行。
    下次进展：11:22（北京时间）前
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | awaiting an owner
    张强 needs this from you: 昨晚的网关日志
    Please send "say #128 text". Work continues as soon as it arrives.
    This incident does not pause for it: updates and paging continue.
    Next update by 11:22 (Beijing time)
    "#);
}

#[test]
fn a_reminder_repeats_what_is_needed_and_the_end() {
    let waiting = asked("production_degraded").later(3 * 24 * 60);
    insta::assert_snapshot!(both(&waiting, &Intent::QuestionReminder), @r#"
    ⏸ [INC-128][三级] 支付接口返回 500 | 等待您的答复，请于 3月17日 10:24（北京时间）前答复
    还需要您提供：昨晚的网关日志
    请直接发送「补充 #128 内容」，收到后立即继续处理。
    等待期间暂停处理和定时进展；如果到 3月17日 10:24（北京时间）仍没有收到，将按支持计划记为“客户取消”并关闭。
    关闭之前会在 3月16日 10:24 提醒您。
    ---
    ⏸ [INC-128][Level 3] 支付接口返回 500 | awaiting your answer, please answer by 17 Mar 10:24 (Beijing time)
    Still needed from you: 昨晚的网关日志
    Please send "say #128 text". Work continues as soon as it arrives.
    Until then, work and regular updates pause. If it has not arrived by 17 Mar 10:24 (Beijing time), the incident is closed as "cancelled by the customer" under your support plan.
    We will remind you before that at 16 Mar 10:24.
    "#);
    let solved =
        world(Some("production_degraded")).closing_by_itself().taken().solved(5).later(3 * 24 * 60);
    insta::assert_snapshot!(both(&solved, &Intent::QuestionReminder), @r#"
    ⏸ [INC-128][三级] 支付接口返回 500 | 等待您的答复，请于 3月17日 10:29（北京时间）前答复
    请您确认：问题已解决请发送「同意关闭 #128」，仍未解决请发送「未解决 #128 原因」。
    如果到 3月17日 10:29（北京时间）仍没有您的答复，将按支持计划记为“已转移给客户”并关闭。
    关闭之前会在 3月16日 10:29 提醒您。
    ---
    ⏸ [INC-128][Level 3] 支付接口返回 500 | awaiting your answer, please answer by 17 Mar 10:29 (Beijing time)
    Please confirm: send "confirm #128" if it is solved, or "reject #128 reason" if it is not.
    If you have not answered by 17 Mar 10:29 (Beijing time), it is closed as "transferred to the customer" under your support plan.
    We will remind you before that at 16 Mar 10:29.
    同意关闭 / Confirm closing「同意关闭 #128」  未解决 / Not solved「未解决 #128」
    "#);
}

#[test]
fn the_waiting_ends() {
    let world = asked("production_degraded").after(60, &|incident, act_context| {
        incident.resume(act_context, &person("li-na")).unwrap()
    });
    insta::assert_snapshot!(both(&world, &Intent::Resumed { by: "李娜".to_owned() }), @"
    🟡 [INC-128][三级] 支付接口返回 500 | 处理中，自 10:24（北京时间）起
    不再等待，继续处理（李娜）。
    ---
    🟡 [INC-128][Level 3] 支付接口返回 500 | in progress, since 10:24 (Beijing time)
    The wait is over and work continues (李娜).
    ");
}

#[test]
fn what_the_bot_closed_says_why_and_until_when_it_can_be_opened_again() {
    let reminded = |world: World| world.later(10 * 24 * 60).fires(0, TimerKind::QuestionReminder);
    let cancelled =
        reminded(asked("production_degraded")).fires(10 * 24 * 60, TimerKind::QuestionEnds);
    insta::assert_snapshot!(both(&cancelled, &Intent::Closed), @r#"
    ✅ [INC-128][三级] 支付接口返回 500 | 已关闭（客户取消），10:24（北京时间）
    值守机器人 于 10:24（北京时间）关闭，结果：客户取消
    所请求的信息在约定期限内没有收到。
    响应：张强，3月10日 10:24（北京时间），在承诺时限内
    如果问题再次出现，请在 4月29日 10:24（北京时间）前发送「重开 #128 原因」；之后发送会另开一个关联的工单。
    欢迎为本次服务评分：发送「评价 #128 5」，1 到 5，5 为最好，后面可附说明。
    ---
    ✅ [INC-128][Level 3] 支付接口返回 500 | closed (cancelled by the customer), 10:24 (Beijing time)
    Closed by Watchbell at 10:24 (Beijing time), outcome: cancelled by the customer
    The requested information did not arrive within the agreed time.
    Response: 张强, 10 Mar 10:24 (Beijing time), within the promised time
    If the problem comes back, send "reopen #128 reason" by 29 Apr 10:24 (Beijing time); after that it opens a linked incident.
    You can rate the service: send "rate #128 5", from 1 to 5 (5 is best), with a comment if you like.
    "#);
    let solved = world(Some("production_degraded")).closing_by_itself().taken().after(
        5,
        &|incident, act_context| {
            let resolution = Some(Resolution::PermanentWorkaround);
            let solution = Solution { text: "每晚重启".to_owned(), resolution };
            incident.solve(act_context, &person("zhang-qiang"), solution).unwrap()
        },
    );
    let transferred = reminded(solved).fires(10 * 24 * 60, TimerKind::QuestionEnds);
    insta::assert_snapshot!(both(&transferred, &Intent::Closed), @r#"
    ✅ [INC-128][三级] 支付接口返回 500 | 已关闭（已转移给客户），10:29（北京时间）
    值守机器人 于 10:29（北京时间）关闭，结果：已转移给客户
    给出方案后，客户在约定期限内没有答复。
    解决方式：永久应对措施
    响应：张强，3月10日 10:24（北京时间），在承诺时限内
    如果问题再次出现，请在 4月29日 10:29（北京时间）前发送「重开 #128 原因」；之后发送会另开一个关联的工单。
    欢迎为本次服务评分：发送「评价 #128 5」，1 到 5，5 为最好，后面可附说明。
    ---
    ✅ [INC-128][Level 3] 支付接口返回 500 | closed (transferred to the customer), 10:29 (Beijing time)
    Closed by Watchbell at 10:29 (Beijing time), outcome: transferred to the customer
    The customer did not answer within the agreed time after the solution.
    Solved as: permanent workaround
    Response: 张强, 10 Mar 10:24 (Beijing time), within the promised time
    If the problem comes back, send "reopen #128 reason" by 29 Apr 10:29 (Beijing time); after that it opens a linked incident.
    You can rate the service: send "rate #128 5", from 1 to 5 (5 is best), with a comment if you like.
    "#);
}

#[test]
fn a_shift_that_ends_is_spoken_of_inside() {
    let world = world(Some("core_production_down")).taken();
    let ends_at = world.now + TimeDelta::minutes(30);
    let to = Some("chen-jing".into());
    insta::assert_snapshot!(inside(&world, &Intent::HandoverWanted { ends_at, to }), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 请在交班前交接，下次进展 11:22（北京时间）前
    您的班次将于 10:54（北京时间），30 分钟后结束，此工单仍在处理中。
    请发送「交接 #128 @chen-jing 摘要」，交给下一班的 陈静。
    如果到时没有人接手，将告知值班主管。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | hand-over needed, next update by 11:22 (Beijing time)
    Your shift ends at 10:54 (Beijing time, in 30 min) and this incident is still in progress.
    Please send "handoff #128 @chen-jing summary" to hand it over to 陈静, who is next.
    If nobody has taken over by then, the duty manager is notified.
    "#);
    insta::assert_snapshot!(inside(&world, &Intent::HandoverWanted { ends_at, to: None }), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 请在交班前交接，下次进展 11:22（北京时间）前
    您的班次将于 10:54（北京时间），30 分钟后结束，此工单仍在处理中。
    下一班无人值班，请发送「交接 #128 @人员 摘要」。
    如果到时没有人接手，将告知值班主管。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | hand-over needed, next update by 11:22 (Beijing time)
    Your shift ends at 10:54 (Beijing time, in 30 min) and this incident is still in progress.
    Nobody is on call next. Please send "handoff #128 @person summary".
    If nobody has taken over by then, the duty manager is notified.
    "#);
    let over = world.later(30);
    insta::assert_snapshot!(inside(&over, &Intent::HandoverMissed { ends_at }), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 交班时无人接手，下次进展 11:22（北京时间）前
    客户：华东示例银行 · 软通动力大客户支持计划 VIP级
    张强 的班次已于 10:54（北京时间）结束，此工单没有完成交接。
    请发送「指派 #128 @人员」。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | shift ended without hand-over, next update by 11:22 (Beijing time)
    Customer: 华东示例银行 · iSoftStone large account support plan VIP
    The shift of 张强 ended at 10:54 (Beijing time) and nobody took over this incident.
    Please send "assign #128 @person".
    "#);
}
