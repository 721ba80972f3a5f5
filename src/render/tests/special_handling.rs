//! Sentences about special handling, with the plan files.

mod onsite;

use chrono::TimeDelta;

use crate::domain::directory::Side;
use crate::domain::incident::{ActContext, Actor, HandlingRefused, Incident, Refused};
use crate::domain::notice::{HandlingNotice, Intent, PageReason};
use crate::render::kit::{OPENED, World, at, customer_actor, person, shown, world_at};
use crate::render::lang::Languages;
use crate::render::{notice, refused, show, why};

const REASON: &str = "内网不许远程";

/// A level 1 of the `DaoCloud` plan's professional tier, which needs access and has on-site
/// support.
fn disaster() -> World {
    world_at(OPENED, "daocloud", "professional", Some("l1"))
}

fn acts(
    world: World,
    minutes: i64,
    act: impl Fn(Incident, &mut ActContext<'_>) -> Result<crate::domain::incident::Changed, Refused>,
) -> World {
    world.after(minutes, &|incident, act_context| act(incident, act_context).unwrap())
}

fn answered(world: World, granted: bool, by: &Actor, words: &str) -> World {
    acts(world, 3, |i, s| i.answer_access(s, by, granted, words.to_owned()))
}

fn handling(handling: HandlingNotice) -> Intent {
    Intent::SpecialHandling(handling)
}

fn to_customer(world: &World, said: HandlingNotice) -> String {
    shown(&notice(&handling(said), &world.customer(Languages::Both)))
}

fn to_staff(world: &World, said: HandlingNotice) -> String {
    shown(&notice(&handling(said), &world.staff(Languages::Both)))
}

fn gathered() -> World {
    let called = acts(disaster(), 1, |i, s| i.call_experts_by_hand(s, &person("zhao-min")));
    acts(called, 1, |i, s| i.acknowledge(s, &person("li-na")))
}

/// One of each, for the rules that hold for everything said.
pub(super) fn every_special_handling(taint: &str) -> Vec<Intent> {
    let (by, words) = ("王伟".to_owned(), REASON.to_owned());
    let (slot, expert) = (at("2026-03-10T03:22:00Z"), "chen-jing");
    let level = || "production_down".into();
    let every = [
        HandlingNotice::AccessAnswered {
            by: customer_actor(),
            granted: true,
            words: words.clone(),
        },
        HandlingNotice::AccessAnswered {
            by: person("li-na"),
            granted: false,
            words: words.clone(),
        },
        HandlingNotice::DowngradeProposed {
            to: level(),
            by: customer_actor(),
            words: taint.to_owned(),
        },
        HandlingNotice::LoweredWithoutAccess {
            from: "core_production_down".into(),
            to: level(),
            by: by.clone(),
            refused_by: customer_actor(),
            refused_at: slot,
            words: words.clone(),
        },
        HandlingNotice::Regraded {
            from: None,
            to: level(),
            by: by.clone(),
            reason: words,
            is_final: true,
        },
        HandlingNotice::LoweringProposed { to: level() },
        HandlingNotice::SentOut { person: expert.into(), expected_at: slot, by: by.clone() },
        HandlingNotice::Arrived { person: expert.into() },
        HandlingNotice::ArrivalLate { person: expert.into(), at: slot, is_promised: false },
        HandlingNotice::ExpertsCalled { by },
        HandlingNotice::ExpertJoined { person: expert.into() },
        HandlingNotice::ExpertsMissing,
    ];
    every.into_iter().map(handling).collect()
}

#[test]
fn the_receipt_asks_for_access_and_says_what_becomes_of_the_level_without() {
    let world = disaster();
    insta::assert_snapshot!(shown(&notice(&Intent::Receipt, &world.customer(Languages::Both))), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 已受理
    级别：一级 生产灾害性事故
    响应承诺：1 小时内，即 11:22（北京时间）前
    服务：专业服务 · 7x24
    客户经理：@李娜　已呼叫值班：张强
    下次进展：11:22（北京时间）前
    请立即授权访问系统：发送「访问权限 授权 #128」；不同意请发送「访问权限 拒绝 #128 原因」，届时可能改为「二级 影响严重性事故」。请勿在群里发送密码。
    请准备：远程访问方式、现场联系人、问题开始时间。本条为自动回执，不计为响应。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | received
    Severity: Level 1 Production disaster
    Response within 1 h: by 11:22 (Beijing time)
    Service: Professional · 24x7
    TAM: @李娜. On-call paged: 张强.
    Next update by 11:22 (Beijing time)
    Please grant us access to the system now: send "access granted #128", or "access refused #128 reason" if you do not agree; it may then become "Level 2 Severe impact". No passwords in the group, please.
    Please prepare remote access, an on-site contact and the start time. This automatic receipt is not the response.
    "#);
}

#[test]
fn an_answer_about_access_tells_what_follows() {
    let refused = answered(disaster(), false, &customer_actor(), REASON);
    let said =
        |granted, by| HandlingNotice::AccessAnswered { by, granted, words: REASON.to_owned() };
    insta::assert_snapshot!(to_customer(&refused, said(false, customer_actor())), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 拒绝授权访问，响应时限 11:22（北京时间）前，还有 57 分钟
    王伟 拒绝授权访问系统：内网不许远程
    没有访问权限会延误解决；按支持计划，值班主管可以将级别改为「二级 影响严重性事故」。如果改变主意，请发送「访问权限 授权 #128」。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | access refused, response due before 11:22 (Beijing time, in 57 min)
    王伟 refused access to the system: 内网不许远程
    Without access, the solution takes longer, and under your plan the duty manager may lower the severity to "Level 2 Severe impact". If you change your mind, send "access granted #128".
    "#);
    let lowered = acts(refused, 2, |i, s| i.lower_without_access(s, &person("zhao-min")));
    let granted = answered(lowered, true, &person("li-na"), REASON);
    insta::assert_snapshot!(to_customer(&granted, said(true, person("li-na"))), @r#"
    🟠 [INC-128][二级] 支付接口返回 500 | 已授权访问，响应时限 12:22（北京时间）前，还有 1 小时 52 分钟
    李娜（代客户） 授权访问系统：内网不许远程
    级别曾因没有访问权限而降低；如需恢复，请发送「定级 #128 L1 原因」。
    ---
    🟠 [INC-128][Level 2] 支付接口返回 500 | access granted, response due before 12:22 (Beijing time, in 1 h 52 min)
    李娜 (for the customer) granted access to the system: 内网不许远程
    The severity was lowered for lack of access. To raise it again, send "level #128 L1 reason".
    "#);
}

#[test]
fn the_duty_manager_reads_the_refusal_and_the_command() {
    let world = answered(disaster(), false, &customer_actor(), REASON);
    let said = HandlingNotice::DowngradeProposed {
        to: "l2".into(),
        by: customer_actor(),
        words: REASON.to_owned(),
    };
    insta::assert_snapshot!(to_staff(&world, said), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 建议降级，响应时限 11:22（北京时间）前，还有 57 分钟
    客户：华东示例银行 · DaoCloud 产品支持 专业服务
    王伟 拒绝授权访问系统：内网不许远程
    按支持计划可改为「二级 影响严重性事故」。值班主管同意请发送「拒绝访问降级 #128」；依据会保留并发给客户。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | lower severity proposed, response due before 11:22 (Beijing time, in 57 min)
    Customer: 华东示例银行 · DaoCloud product support Professional
    王伟 refused access to the system: 内网不许远程
    The plan allows "Level 2 Severe impact". To lower it, the duty manager sends "downgrade-access #128". The evidence is kept and the customer is notified.
    "#);
}

#[test]
fn a_level_that_fell_without_access_is_told_with_its_evidence_and_the_way_back() {
    let refused = answered(disaster(), false, &customer_actor(), REASON);
    let world = acts(refused, 10, |i, s| i.lower_without_access(s, &person("zhao-min")));
    let said = HandlingNotice::LoweredWithoutAccess {
        from: "l1".into(),
        to: "l2".into(),
        by: "赵敏".to_owned(),
        refused_by: customer_actor(),
        refused_at: at("2026-03-10T02:25:00Z"),
        words: REASON.to_owned(),
    };
    insta::assert_snapshot!(to_customer(&world, said), @r#"
    🟠 [INC-128][二级] 支付接口返回 500 | 因没有访问权限降级
    级别由「一级 生产灾害性事故」调整为「二级 影响严重性事故」
    调整人：赵敏
    依据：王伟 于 10:25（北京时间）拒绝授权访问：内网不许远程
    如需恢复级别，请先发送「访问权限 授权 #128」，再发送「定级 #128 L1 原因」。
    响应承诺：2 小时内，即 12:22（北京时间）前，还有 1 小时 47 分钟
    服务：专业服务 · 7x24
    ---
    🟠 [INC-128][Level 2] 支付接口返回 500 | severity lowered without access
    Severity changed from "Level 1 Production disaster" to "Level 2 Severe impact"
    Changed by 赵敏
    Evidence: 王伟 refused access at 10:25 (Beijing time): 内网不许远程
    To raise the severity again, send "access granted #128", then "level #128 L1 reason".
    Response within 2 h: by 12:22 (Beijing time, 1 h 47 min left)
    Service: Professional · 24x7
    "#);
}

#[test]
fn a_level_set_by_support_says_how_to_object_where_the_plan_gives_that_right() {
    let regraded = |plan: &str, tier: &str| {
        let to = "production_degraded";
        let world = world_at(OPENED, plan, tier, Some("core_production_down"));
        let world = acts(world, 1, |i, s| {
            i.change_severity(s, &person("li-na"), to.into(), "只是变慢".to_owned())
        });
        let (from, by) = (Some("core_production_down".into()), "李娜".to_owned());
        let reason = "只是变慢".to_owned();
        to_customer(
            &world,
            HandlingNotice::Regraded { from, to: to.into(), by, reason, is_final: false },
        )
    };
    insta::assert_snapshot!(regraded("huaweicloud", "enterprise"), @r#"
    🟡 [INC-128][三级] 支付接口返回 500 | 级别已由支持方调整
    调整人：李娜；原因：只是变慢
    如果不同意，请发送「升级 #128 原因」，由值班主管处理。
    级别由「一级 核心生产系统不可用」调整为「三级 生产系统异常」
    响应承诺：3 小时内，即 13:22（北京时间）前，还有 2 小时 59 分钟
    服务：企业级 · 7x24
    ---
    🟡 [INC-128][Level 3] 支付接口返回 500 | severity changed by support
    Changed by 李娜; reason: 只是变慢
    If you do not agree, send "escalate #128 reason"; the duty manager handles it.
    Severity changed from "Level 1 Core production system down" to "Level 3 Production system degraded"
    Response within 3 h: by 13:22 (Beijing time, 2 h 59 min left)
    Service: Enterprise · 24x7
    "#);
    assert!(!regraded("isoftstone", "vip").contains("escalate #128"));
}

#[test]
fn a_ruling_that_lets_the_level_stand_says_so() {
    let world = acts(disaster(), 1, |i, s| {
        i.rule_on_severity(s, &person("zhao-min"), "l1".into(), "确实全部失败".to_owned())
    });
    let (from, by, reason) = (Some("l1".into()), "赵敏".to_owned(), "确实全部失败".to_owned());
    let said = HandlingNotice::Regraded { from, to: "l1".into(), by, reason, is_final: true };
    insta::assert_snapshot!(to_customer(&world, said), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 值班主管已裁决级别
    裁决人：赵敏；原因：确实全部失败
    如果不同意，请发送「升级 #128 原因」，由值班主管处理。
    级别维持「一级 生产灾害性事故」
    响应承诺：1 小时内，即 11:22（北京时间）前，还有 59 分钟
    服务：专业服务 · 7x24
    下次进展：11:22（北京时间）前
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | the duty manager decided the severity
    Decided by 赵敏; reason: 确实全部失败
    If you do not agree, send "escalate #128 reason"; the duty manager handles it.
    The severity stays "Level 1 Production disaster"
    Response within 1 h: by 11:22 (Beijing time, 59 min left)
    Service: Professional · 24x7
    Next update by 11:22 (Beijing time)
    "#);
}

#[test]
fn the_lower_level_of_the_plan_is_proposed_with_the_command() {
    let world = world_at(OPENED, "zitadel", "extended_sla", Some("sev1"));
    insta::assert_snapshot!(to_staff(&world, HandlingNotice::LoweringProposed { to: "sev2".into() }), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 建议调低级别，响应时限 16:00（北京时间）前，还有 5 小时 38 分钟
    进展表明情况已缓解，支持计划对此规定的级别是「二级 核心功能不可用或严重退化」。
    属实请发送「定级 #128 L2 原因」；客户会收到通知。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | lower severity proposed, response due before 16:00 (Beijing time, in 5 h 38 min)
    The update says that the worst is over. The plan then sets the severity "Level 2 Core function unavailable or severely degraded".
    If so, send "level #128 L2 reason". The customer is notified.
    "#);
}

#[test]
fn show_tells_access_site_and_experts_with_their_place_in_the_timeline() {
    let refused = answered(gathered(), false, &person("li-na"), REASON);
    let sent = acts(refused, 1, |i, s| {
        i.send_out(s, &person("zhao-min"), "chen-jing".into(), s.now + TimeDelta::hours(2))
    });
    let lowered = acts(sent, 1, |i, s| i.lower_without_access(s, &person("zhao-min")));
    let ruled = acts(lowered, 1, |i, s| {
        i.rule_on_severity(s, &person("zhao-min"), "l2".into(), "没有访问权限".to_owned())
    });
    insta::assert_snapshot!(shown(&show(&ruled.customer(Languages::Zh), &ruled.entries, None)), @"
    🟠 [INC-128][二级] 支付接口返回 500 | 处理中，自 10:24（北京时间）起
    级别：二级 影响严重性事故
    问题：支付接口返回 500，报告于 10:22（北京时间），8 分钟前
    负责人：李娜
    响应：李娜，10:24（北京时间），在承诺时限内
    访问权限：李娜（代客户） 于 10:27（北京时间）拒绝
    现场：陈静 已在 10:28（北京时间）派出，预计 12:28（北京时间）到达
    专项应急小组，10:23（北京时间）呼叫：已应答 李娜；未应答 陈静
    尚缺：影响、现象、证据、版本。发送「资料 #128」可查看和补充。
    经过（北京时间）：
    更早的 1 条未显示。
    10:23 赵敏 呼叫专项应急小组，2 人
    10:24 李娜 加入专项应急小组
    10:24 李娜 认领
    10:27 李娜 记录客户拒绝授权访问系统 内网不许远程
    10:28 赵敏 派 陈静 前往现场，预计 12:28 到达
    10:29 赵敏 因没有访问权限降级，依据：李娜（代客户） 于 10:27 拒绝 内网不许远程
    10:29 赵敏 调整为「二级 影响严重性事故」内网不许远程
    10:30 赵敏 裁决级别为「二级 影响严重性事故」 没有访问权限
    ");
    insta::assert_snapshot!(shown(&show(&ruled.staff(Languages::En), &ruled.entries, None)), @r#"
    🟠 [INC-128][Level 2] 支付接口返回 500 | in progress, since 10:24 (Beijing time)
    Severity: Level 2 Severe impact
    Problem: 支付接口返回 500, reported 10:22 (Beijing time, 8 min ago)
    Customer: 华东示例银行 · DaoCloud product support Professional
    Owner: 李娜.
    Response: 李娜, 10:24 (Beijing time), within the promised time
    Access: refused by 李娜 (for the customer), 10:27 (Beijing time)
    On site: 陈静 left at 10:28 (Beijing time), expected at 12:28 (Beijing time)
    Emergency group, paged at 10:23 (Beijing time): acknowledged 李娜; not yet 陈静
    Still missing: impact, observed, evidence, version. Send "intake #128" to see it or add to it.
    Timeline (Beijing time):
    7 earlier entries are not shown.
    10:23 赵敏 paged 李娜
    10:24 李娜 joined the emergency group
    10:24 李娜 acknowledged it
    10:27 李娜 recorded that the customer refused access 内网不许远程
    10:28 赵敏 dispatched 陈静 to the site, expected at 12:28
    10:29 赵敏 lowered the severity, because 李娜 (for the customer) refused access at 10:27 内网不许远程
    10:29 赵敏 set the severity to "Level 2 Severe impact" 内网不许远程
    10:30 赵敏 decided the severity "Level 2 Severe impact" 没有访问权限
    "#);
}

#[test]
fn every_refusal_says_what_happened_why_and_what_to_do() {
    let told = |world: &World, refusal: HandlingRefused| {
        shown(&refused(&Refused::SpecialHandling(refusal), &world.customer(Languages::Both)))
    };
    let (world, now) = (disaster(), at(OPENED));
    let plain = [
        HandlingRefused::AccessNotNeeded,
        HandlingRefused::EvidenceMissing,
        HandlingRefused::AccessNotRefused,
        HandlingRefused::Ruled { at: now },
        HandlingRefused::NobodySentOut,
        HandlingRefused::ThereAlready { person: "chen-jing".into(), at: now },
        HandlingRefused::NoExperts,
        HandlingRefused::AllExpertsAnswered,
    ];
    let all: Vec<String> = plain.into_iter().map(|refusal| told(&world, refusal)).collect();
    insta::assert_snapshot!(all.join("\n"), @r#"
    INC-128 的级别不取决于访问权限，因此没有执行。要补充说明请发送「补充 #128 内容」。
    ---
    The severity of INC-128 does not depend on access. Nothing changed. To add information, send "say #128 text".
    代客户记录访问权限需要写明是谁、怎么说的，因此没有记录。请发送「访问权限 拒绝 #128 说明」。
    ---
    An answer recorded for the customer needs a name and the exact words. Nothing was recorded. Send "access refused #128 words".
    还没有人拒绝授权访问 INC-128，因此没有降级。请先发送「访问权限 拒绝 #128 说明」。
    ---
    Nobody has refused access to INC-128, so it was not lowered. Send "access refused #128 words" first.
    值班主管已在 10:22（北京时间）裁决 INC-128 的级别，因此没有更改。如果不同意，请发送「升级 #128 原因」；值班主管可以发送「定级裁决」再次更改。
    ---
    The duty manager decided the severity of INC-128 at 10:22 (Beijing time). Nothing changed. If you do not agree, send "escalate #128 reason"; the duty manager can change it with "regrade".
    没有人被派往 INC-128 的现场，因此没有记录。请先发送「派遣 #128 @人员 时间」。
    ---
    Nobody was sent to the site for INC-128. Nothing was recorded. Send "dispatch #128 @person time" first.
    陈静 已在 10:22（北京时间）到达 INC-128 的现场，因此没有再次记录。要查看请发送「查看 #128」。
    ---
    陈静 has been on site for INC-128 since 10:22 (Beijing time). Nothing was recorded again. To see the state, send "show #128".
    目录文件没有为该客户登记 experts，因此没有为 INC-128 呼叫任何人。要单独呼叫请发送「呼叫 @人员 #128」。
    ---
    The directory file names no experts for this customer, so nobody was paged for INC-128. To page one person, send "page @person #128".
    INC-128 的专项应急小组都已应答，因此没有再次呼叫。要查看请发送「查看 #128」。
    ---
    The whole emergency group of INC-128 has acknowledged. Nobody was paged again. To see the state, send "show #128".
    "#);
    let without = [
        world_at(OPENED, "daocloud", "advanced", Some("l3")),
        world_at(OPENED, "isoftstone", "vip", Some("guidance")),
    ];
    let nobody: Vec<String> =
        without.iter().map(|world| told(world, HandlingRefused::NoOnsite)).collect();
    insta::assert_snapshot!(nobody.join("\n"), @"
    高级服务在这个级别没有现场支持，因此没有为 INC-128 派人。有现场支持的级别：一级 生产灾害性事故、二级 影响严重性事故；可用的渠道：客服群、电话、产品支持门户。
    ---
    Advanced has no on-site support for this severity, so nobody was sent for INC-128. Severities with it: Level 1 Production disaster, Level 2 Severe impact. Channels open to you: customer chat group, phone, support portal.
    VIP级不含现场支持，因此没有为 INC-128 派人。可用的渠道：IM企业群、热线电话、云产品工单、企业电话专线。
    ---
    VIP has no on-site support, so nobody was sent for INC-128. Channels open to you: enterprise chat group, hotline, ticket, dedicated phone line.
    ");
}
