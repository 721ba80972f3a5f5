//! What is said in a customer's room, in the words of the files.

use chrono::TimeDelta;

use crate::domain::incident::{ActContext, Incident, Outcome};
use crate::domain::notice::{Intent, OutOfContractReason};
use crate::domain::timer::TimerKind;
use crate::render::kit::{
    World, at, customer_actor, out_of_contract, person, shown, world, world_at,
};
use crate::render::lang::Languages;
use crate::render::notice;

fn both(world: &World, intent: &Intent) -> String {
    shown(&notice(intent, &world.customer(Languages::Both)))
}

#[test]
fn a_receipt_tells_promise_people_and_next_update() {
    let world = world(Some("core_production_down"));
    insta::assert_snapshot!(both(&world, &Intent::Receipt), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 已受理
    级别：一级 核心生产系统不可用
    响应承诺：10 分钟内，即 10:32（北京时间）前
    服务：VIP级 · 周一至周五 09:00-18:00（北京时间，按法定节假日安排）
    客户经理：@李娜　已呼叫值班：张强
    下次进展：11:22（北京时间）前
    请准备：远程访问方式、现场联系人、问题开始时间。本条为自动回执，不计为响应。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | received
    Severity: Level 1 Core production system down
    Response within 10 min: by 10:32 (Beijing time)
    Service: VIP · Mon-Fri 09:00-18:00 (Beijing time, public holidays observed)
    TAM: @李娜. On-call paged: 张强.
    Next update by 11:22 (Beijing time)
    Please prepare remote access, an on-site contact and the start time. This automatic receipt is not the response.
    ");
}

#[test]
fn a_receipt_outside_coverage_tells_when_the_clock_starts_and_what_is_open() {
    let friday_evening =
        world_at("2026-09-18T10:30:00Z", "isoftstone", "vip", Some("production_down"));
    insta::assert_snapshot!(both(&friday_evening, &Intent::Receipt), @"
    🟠 [INC-128][二级] 支付接口返回 500 | 已受理
    级别：二级 生产系统不可用
    现在不在本群的服务时间内。要在 30 分钟内得到响应，请现在联系：热线电话 950808转6、工单管理控制台 https://console.huaweicloud.com/ticket
    本群从 9月20日 09:00（北京时间）起计时。响应承诺：30 分钟内，即 9月20日 09:30（北京时间）前
    服务：VIP级 · 周一至周五 09:00-18:00（北京时间，按法定节假日安排）
    客户经理代班：@陈静　值班人员将于 9月20日 09:00（北京时间）收到呼叫
    请准备：远程访问方式、现场联系人、问题开始时间。本条为自动回执，不计为响应。
    ---
    🟠 [INC-128][Level 2] 支付接口返回 500 | received
    Severity: Level 2 Production system down
    This group is outside its service hours now. For a response within 30 min, contact now: hotline 950808转6, ticket console https://console.huaweicloud.com/ticket
    In this group the clock starts at 20 Sep 09:00 (Beijing time). Response within 30 min: by 20 Sep 09:30 (Beijing time)
    Service: VIP · Mon-Fri 09:00-18:00 (Beijing time, public holidays observed)
    TAM deputy: @陈静. The people on call will be paged at 20 Sep 09:00 (Beijing time).
    Please prepare remote access, an on-site contact and the start time. This automatic receipt is not the response.
    ");
}

#[test]
fn a_receipt_without_a_level_shows_the_levels() {
    insta::assert_snapshot!(both(&world(None), &Intent::Receipt), @r#"
    🟡 [INC-128][未定级] 支付接口返回 500 | 已受理
    尚未定级，计时已经开始，暂按最长的响应时限：3月11日 17:22（北京时间）前。定级后按该级别从开单时起计算。
    服务：VIP级 · 周一至周五 09:00-18:00（北京时间，按法定节假日安排）
    影响有多大？请回复数字：
    回复 1：核心生产系统不可用，10 分钟内响应。核心生产业务宕机等严重故障，需要紧急排除
    回复 2：生产系统不可用，30 分钟内响应。一般生产业务（不含测试环境）宕机等严重故障，需要优先排除
    回复 3：生产系统异常，3 小时内响应。生产业务出现一定范围的异常，但未完全失去服务能力，需要尽快排除
    回复 4：系统异常，8 小时内响应。业务系统出现一定范围的异常，但未完全失去服务能力
    回复 5：一般性指导，16 小时内响应。不是故障：寻求技术指导，不紧急
    也可以发送「定级 #128 一级」。
    客户经理：@李娜　已呼叫值班：张强
    请准备：远程访问方式、现场联系人、问题开始时间。本条为自动回执，不计为响应。
    ---
    🟡 [INC-128][Severity not set] 支付接口返回 500 | received
    No severity is set. The clock runs, for now with the longest response time: by 11 Mar 17:22 (Beijing time). Once it is set, the time of that severity counts from the opening.
    Service: VIP · Mon-Fri 09:00-18:00 (Beijing time, public holidays observed)
    How bad is it? Reply with the number:
    Reply 1: Core production system down, response within 10 min. The production that the business depends on most is down; it must be fixed urgently
    Reply 2: Production system down, response within 30 min. Ordinary production (no test environment) is down; it is fixed with priority
    Reply 3: Production system degraded, response within 3 h. Part of production misbehaves but still serves; it is fixed soon
    Reply 4: System degraded, response within 8 h. Part of a business system misbehaves but still serves
    Reply 5: General guidance, response within 16 h. No failure: technical guidance, not urgent
    Or send "level #128 L1".
    TAM: @李娜. On-call paged: 张强.
    Please prepare remote access, an on-site contact and the start time. This automatic receipt is not the response.
    "#);
}

#[test]
fn a_due_time_in_an_unpublished_year_is_provisional() {
    let new_year = world_at("2026-12-31T09:59:00Z", "isoftstone", "vip", Some("guidance"));
    let said = both(&new_year, &Intent::Receipt);
    assert!(said.contains("暂定") && said.contains("provisional"), "{said}");
}

#[test]
fn a_level_without_a_clock_is_told_what_to_expect() {
    for (plan, tier, severity, zh) in [
        ("daocloud", "standard", "l5", "没有约定响应时限"),
        ("daocloud", "professional", "l5", "每月集中答复"),
        ("zitadel", "default", "sev1", "尽快答复"),
        ("zitadel", "dedicated", "sev1", "合同尚未写明"),
        ("huaweicloud", "basic", "guidance", "不由本群受理"),
    ] {
        let said =
            both(&world_at("2026-03-10T02:22:00Z", plan, tier, Some(severity)), &Intent::Receipt);
        assert!(said.contains(zh), "{plan} {severity}: {said}");
    }
}

#[test]
fn nobody_in_trouble_is_turned_away() {
    insta::assert_snapshot!(both(&out_of_contract(OutOfContractReason::UnknownGroup), &Intent::Receipt), @r#"
    🟡 [INC-128][未定级] 支付接口返回 500 | 已受理，自 10:22（北京时间）起
    您的问题已记录。本群尚未绑定客户合同，因此没有合同约定的响应时限。
    已通知值班主管：赵敏。
    请在本群等待答复，并用「补充 #128 内容」写明贵公司名称和联系人。本条为自动回执，不计为响应。
    ---
    🟡 [INC-128][Severity not set] 支付接口返回 500 | received, since 10:22 (Beijing time)
    Your problem is recorded. This group is not bound to a contract yet, so no contract sets a response time.
    The duty manager is notified: 赵敏.
    Please wait for an answer here, and send "say #128 text" with your company name and a contact. This automatic receipt is not the response.
    "#);
    for (why, zh) in [
        (OutOfContractReason::ContractNotInForce, "不在有效期内"),
        (OutOfContractReason::PlanMissing, "读不到您的支持计划"),
    ] {
        assert!(both(&out_of_contract(why), &Intent::Receipt).contains(zh));
    }
}

#[test]
fn an_acknowledgement_is_told_with_its_time() {
    let world = world(Some("core_production_down")).taken();
    insta::assert_snapshot!(both(&world, &Intent::Acknowledged), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 处理中
    负责人：张强
    响应：张强，10:24（北京时间），在承诺时限内
    下次进展：11:22（北京时间）前
    需要补充信息请发送「补充 #128 内容」。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | in progress
    Owner: 张强.
    Response: 张强, 10:24 (Beijing time), within the promised time
    Next update by 11:22 (Beijing time)
    To add information, send "say #128 text".
    升级 / Escalate「升级 #128」
    "#);
    insta::assert_snapshot!(both(&world, &Intent::Assigned { to: "chen-jing".into() }), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 处理中，下次进展 11:22（北京时间）前
    已指派负责人：陈静
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | in progress, next update by 11:22 (Beijing time)
    The owner is now 陈静
    ");
}

#[test]
fn a_late_acknowledgement_says_so() {
    let late = world(Some("core_production_down")).later(10).taken();
    let said = both(&late, &Intent::Acknowledged);
    assert!(said.contains("晚于承诺的 10:32（北京时间）"), "{said}");
}

#[test]
fn a_written_update_has_all_that_was_promised() {
    let text = "已排除网络；11:58 定位为存储节点故障，正在切换备用存储";
    let world = world(Some("core_production_down")).taken().updated(50, text);
    let intent = Intent::StatusUpdate {
        sequence: 3,
        text: Some(text.to_owned()),
        next_at: world.incident.updates.next_at,
    };
    insta::assert_snapshot!(both(&world, &intent), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 第 3 次进展，处理中，11:14（北京时间）
    变化：已排除网络；11:58 定位为存储节点故障，正在切换备用存储
    下次进展：12:14（北京时间）前
    影响：支付接口返回 500，自 10:22（北京时间）起
    负责人：张强 · 发送「升级 #128」可升级
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | update 3, mitigating, 11:14 (Beijing time)
    Changed: 已排除网络；11:58 定位为存储节点故障，正在切换备用存储
    Next update by 12:14 (Beijing time)
    Impact: 支付接口返回 500, since 10:22 (Beijing time)
    Owner: 张强 · send "escalate #128" to escalate
    升级 / Escalate「升级 #128」
    "#);
}

#[test]
fn a_holding_update_is_honest_and_repeats_the_last_confirmed_words() {
    let world = world(Some("core_production_down"))
        .taken()
        .updated(10, "已排除网络")
        .fires(60, TimerKind::StatusUpdate);
    let intent =
        Intent::StatusUpdate { sequence: 2, text: None, next_at: world.incident.updates.next_at };
    insta::assert_snapshot!(both(&world, &intent), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 第 2 次进展，处理中，11:34（北京时间）
    变化：暂无新进展，团队仍在处理。恢复时间暂无可靠预计。本条自动发布于 11:34（北京时间）。
    最近确认，10:34（北京时间）：已排除网络
    下次进展：12:34（北京时间）前
    影响：支付接口返回 500，自 10:22（北京时间）起
    负责人：张强 · 发送「升级 #128」可升级
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | update 2, mitigating, 11:34 (Beijing time)
    Changed: no new progress; the team is still working on it. No reliable ETA yet. Posted automatically at 11:34 (Beijing time).
    Last confirmed, 10:34 (Beijing time): 已排除网络
    Next update by 12:34 (Beijing time)
    Impact: 支付接口返回 500, since 10:22 (Beijing time)
    Owner: 张强 · send "escalate #128" to escalate
    升级 / Escalate「升级 #128」
    "#);
}

#[test]
fn a_holding_update_says_that_nobody_has_acknowledged_and_who_was_called() {
    for (minutes, called) in [(60, true), (120, true), (240, true)] {
        let world = world(Some("core_production_down")).fires(minutes, TimerKind::StatusUpdate);
        let next_at = world.incident.updates.next_at;
        let said = both(&world, &Intent::StatusUpdate { sequence: 1, text: None, next_at });
        assert!(said.contains("尚无人认领。已呼叫 "), "{said}");
        assert!(said.contains("nobody has acknowledged yet. Pages sent: "), "{said}");
        assert_eq!(said.contains("已告知值班主管"), called, "{said}");
        assert!(!said.contains("处理中") && !said.contains("仍在处理"), "{said}");
        assert!(!said.contains("working on it") && !said.contains("investigating"), "{said}");
    }
}

#[test]
fn an_agreed_rhythm_is_told() {
    let world = world(Some("core_production_down")).taken().after(0, &|incident, act_context| {
        incident
            .agree_on_cadence(act_context, &person("zhang-qiang"), TimeDelta::minutes(30))
            .unwrap()
    });
    let next_at = at("2026-03-10T02:54:00Z");
    let every = Intent::CadenceAgreed { every_seconds: Some(1800), next_at };
    insta::assert_snapshot!(both(&world, &every), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 处理中，下次进展 10:54（北京时间）前
    约定下次进展时间：10:54（北京时间），30 分钟后，此后每 30 分钟一次
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | in progress, next update by 10:54 (Beijing time)
    Agreed: next update at 10:54 (Beijing time, in 30 min), then every 30 min
    ");
    let once = Intent::CadenceAgreed { every_seconds: None, next_at };
    assert!(both(&world, &once).contains("约定下次进展时间：10:54（北京时间），30 分钟后"));
}

#[test]
fn words_of_the_staff_come_with_their_name() {
    let world = world(Some("production_down")).taken();
    let intent = Intent::Replied {
        by: "张强".to_owned(),
        text: "请提供 @all 的日志".to_owned(),
        from: None,
    };
    insta::assert_snapshot!(both(&world, &intent), @"
    🟠 [INC-128][二级] 支付接口返回 500 | 处理中，自 10:24（北京时间）起
    张强 回复：请提供 @‍all 的日志
    ---
    🟠 [INC-128][Level 2] 支付接口返回 500 | in progress, since 10:24 (Beijing time)
    张强 replied: 请提供 @‍all 的日志
    ");
    let intent =
        Intent::Said {
            by: "王伟".to_owned(), text: "第二可用区也失败".to_owned(), from: None
        };
    insta::assert_snapshot!(both(&world, &intent), @"
    🟠 [INC-128][二级] 支付接口返回 500 | 处理中，自 10:24（北京时间）起
    王伟（客户）补充：第二可用区也失败
    ---
    🟠 [INC-128][Level 2] 支付接口返回 500 | in progress, since 10:24 (Beijing time)
    王伟 (customer) added: 第二可用区也失败
    ");
}

#[test]
fn another_level_is_told_with_the_new_promise() {
    let world = world(Some("production_down")).after(5, &|incident, act_context| {
        let to = "core_production_down".into();
        incident.change_severity(act_context, &customer_actor(), to, "全部失败".to_owned()).unwrap()
    });
    let intent = Intent::SeverityChanged {
        from: Some("production_down".into()),
        to: "core_production_down".into(),
        by: "王伟".to_owned(),
        reason: "全部失败".to_owned(),
    };
    insta::assert_snapshot!(both(&world, &intent), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 级别已调整
    级别由「二级 生产系统不可用」调整为「一级 核心生产系统不可用」
    调整人：王伟；原因：全部失败
    响应承诺：10 分钟内，即 10:37（北京时间）前，还有 10 分钟
    服务：VIP级 · 周一至周五 09:00-18:00（北京时间，按法定节假日安排）
    下次进展：11:27（北京时间）前
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | severity changed
    Severity changed from "Level 2 Production system down" to "Level 1 Core production system down"
    Changed by 王伟; reason: 全部失败
    Response within 10 min: by 10:37 (Beijing time, 10 min left)
    Service: VIP · Mon-Fri 09:00-18:00 (Beijing time, public holidays observed)
    Next update by 11:27 (Beijing time)
    "#);
}

#[test]
fn an_escalation_names_who_was_told() {
    let world = world(Some("core_production_down")).taken();
    let intent = Intent::Escalated {
        by: "王伟".to_owned(),
        urgent: true,
        reason: "一小时没有进展".to_owned(),
    };
    insta::assert_snapshot!(both(&world, &intent), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 已紧急升级，下次进展 11:22（北京时间）前
    王伟 要求升级处理：一小时没有进展
    已通知值班主管：赵敏
    负责人：张强
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | escalated urgently, next update by 11:22 (Beijing time)
    王伟 escalated it: 一小时没有进展
    The duty manager is notified: 赵敏
    Owner: 张强.
    ");
}

#[test]
fn consent_is_asked_for_with_words_and_buttons() {
    let world = world(Some("core_production_down")).taken().solved(60);
    let asked = notice(&Intent::ConsentAsked, &world.customer(Languages::Both));
    let keys: Vec<_> = asked.buttons.iter().map(|button| button.key.as_str()).collect();
    assert_eq!(keys, ["confirm:INC-128", "reject:INC-128"]);
    insta::assert_snapshot!(shown(&asked), @r#"
    ⏸ [INC-128][一级] 支付接口返回 500 | 已给出方案，待确认，自 11:24（北京时间）起
    张强 给出的方案：存储已切换到备用，下单成功率恢复到 99.9%
    请您确认：问题已解决请发送「同意关闭 #128」，仍未解决请发送「未解决 #128 原因」。
    会在 3月12日 11:24、3月16日 11:24 提醒您。
    在您答复之前工单不会自动关闭；关闭之后仍可重开。
    ---
    ⏸ [INC-128][Level 1] 支付接口返回 500 | solution proposed, awaiting consent, since 11:24 (Beijing time)
    Solution by 张强: 存储已切换到备用，下单成功率恢复到 99.9%
    Please confirm: send "confirm #128" if it is solved, or "reject #128 reason" if it is not.
    You are reminded at 12 Mar 11:24, 16 Mar 11:24.
    It stays open until you answer. You can still reopen it after closing.
    同意关闭 / Confirm closing「同意关闭 #128」  未解决 / Not solved「未解决 #128」
    "#);
}

#[test]
fn no_is_taken_for_an_answer() {
    let solved = world(Some("core_production_down")).taken().solved(60);
    let world = solved.after(5, &|incident, act_context| {
        incident.reject(act_context, &customer_actor(), "登录仍然失败".to_owned()).unwrap()
    });
    let intent =
        Intent::Rejected { by: "王伟".to_owned(), reason: "登录仍然失败".to_owned() };
    insta::assert_snapshot!(both(&world, &intent), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 客户表示未解决
    王伟 表示问题仍未解决：登录仍然失败
    负责人：张强
    下次进展：12:29（北京时间）前
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | customer reports it is not solved
    王伟 says it is not solved: 登录仍然失败
    Owner: 张强.
    Next update by 12:29 (Beijing time)
    ");
    let silent = Intent::Rejected { by: "王伟".to_owned(), reason: " ".to_owned() };
    assert!(both(&world, &silent).contains("王伟 表示问题仍未解决。"));
}

fn close(incident: Incident, act_context: &mut ActContext<'_>) -> crate::domain::incident::Changed {
    incident
        .close_as(act_context, &person("zhao-min"), Outcome::Agreed, "电话确认".to_owned())
        .unwrap()
}

#[test]
fn closing_offers_to_reopen() {
    let world = world(Some("core_production_down")).taken().after(60, &close);
    insta::assert_snapshot!(both(&world, &Intent::Closed), @r#"
    ✅ [INC-128][一级] 支付接口返回 500 | 已关闭（客户同意），11:24（北京时间）
    赵敏 于 11:24（北京时间）关闭，结果：客户同意
    响应：张强，10:24（北京时间），在承诺时限内
    如果问题再次出现，请在 4月9日 11:24（北京时间）前发送「重开 #128 原因」；之后发送会另开一个关联的工单。
    欢迎为本次服务评分：发送「评价 #128 5」，1 到 5，5 为最好，后面可附说明。
    ---
    ✅ [INC-128][Level 1] 支付接口返回 500 | closed (agreed by the customer), 11:24 (Beijing time)
    Closed by 赵敏 at 11:24 (Beijing time), outcome: agreed by the customer
    Response: 张强, 10:24 (Beijing time), within the promised time
    If the problem comes back, send "reopen #128 reason" by 9 Apr 11:24 (Beijing time); after that it opens a linked incident.
    You can rate the service: send "rate #128 5", from 1 to 5 (5 is best), with a comment if you like.
    "#);
}

#[test]
fn reopening_pages_again() {
    let closed = world(Some("core_production_down")).taken().after(60, &close);
    let world = closed.after(30, &|incident, act_context| {
        incident.reopen(act_context, &customer_actor(), "错误再次出现".to_owned()).unwrap()
    });
    let intent =
        Intent::Reopened { by: "王伟".to_owned(), reason: "错误再次出现".to_owned() };
    insta::assert_snapshot!(both(&world, &intent), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 已重开
    王伟 重新打开了工单：错误再次出现
    响应承诺：10 分钟内，即 12:04（北京时间）前，还有 10 分钟
    服务：VIP级 · 周一至周五 09:00-18:00（北京时间，按法定节假日安排）
    已呼叫值班：张强
    下次进展：12:54（北京时间）前
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | reopened
    王伟 reopened it: 错误再次出现
    Response within 10 min: by 12:04 (Beijing time, 10 min left)
    Service: VIP · Mon-Fri 09:00-18:00 (Beijing time, public holidays observed)
    On-call paged: 张强.
    Next update by 12:54 (Beijing time)
    ");
    assert_eq!(world.now - at("2026-03-10T02:22:00Z"), TimeDelta::minutes(92));
}
