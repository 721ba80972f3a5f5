//! What is said about escorts, in the words of the files.

use crate::domain::directory::Escort;
use crate::domain::notice::Intent;
use crate::render::kit::{World, shown, world_booked};
use crate::render::lang::Languages;
use crate::render::{notice, plan, show, why};

/// 22:00 in Beijing on the first of three days of an escort, in the chat group of a plan with
/// office hours there.
const FIRST_NIGHT: &str = "2026-03-10T14:00:00Z";

fn sale() -> Escort {
    let day = |text: &str| text.parse().unwrap();
    Escort { name: "春季大促".to_owned(), from: day("2026-03-10"), until: day("2026-03-12") }
}

fn opened(opened: &str, severity: &str) -> World {
    world_booked(opened, "isoftstone", "vip", severity, &[sale()])
}

#[test]
fn the_receipt_says_that_an_escort_counts() {
    let world = opened(FIRST_NIGHT, "production_degraded");
    insta::assert_snapshot!(shown(&notice(&Intent::Receipt, &world.customer(Languages::Both))), @"
    🟡 [INC-128][三级] 支付接口返回 500 | 已受理
    级别：三级 生产系统异常
    响应承诺：10 分钟内，即 22:10（北京时间）前
    护航期间：春季大促（至 2026-03-12 当天结束），响应按护航时限计算
    服务：VIP级 · 7x24
    客户经理代班：@张强　已呼叫值班：张强
    专项应急小组已全部呼叫：2 人
    请准备：远程访问方式、现场联系人、问题开始时间。本条为自动回执，不计为响应。
    ---
    🟡 [INC-128][Level 3] 支付接口返回 500 | received
    Severity: Level 3 Production system degraded
    Response within 10 min: by 22:10 (Beijing time)
    Escort: 春季大促, until the end of 2026-03-12; its response time applies
    Service: VIP · 24x7
    TAM deputy: @张强. On-call paged: 张强.
    The whole emergency group is paged: 2 experts
    Please prepare remote access, an on-site contact and the start time. This automatic receipt is not the response.
    ");
}

#[test]
fn the_staff_reads_it_too() {
    let world = opened(FIRST_NIGHT, "production_degraded");
    insta::assert_snapshot!(shown(&notice(&Intent::OpenedInside, &world.staff(Languages::En))), @"
    🟡 [INC-128][Level 3] 支付接口返回 500 | new incident
    Severity: Level 3 Production system degraded
    Customer: 华东示例银行 · iSoftStone large account support plan VIP
    Escort: 春季大促, until the end of 2026-03-12; its response time applies
    Reported by 王伟, 22:00 (Beijing time)
    Response within 10 min: by 22:10 (Beijing time)
    Service: VIP · 24x7
    On-call paged: 张强.
    The whole emergency group is paged: 2 experts
    ");
}

#[test]
fn why_tells_the_rule_and_its_source() {
    let world = opened(FIRST_NIGHT, "production_degraded");
    insta::assert_snapshot!(shown(&why(&world.customer(Languages::Both), &world.entries)), @"
    🟡 [INC-128][三级] 支付接口返回 500 | 待响应，响应时限 22:10（北京时间）前，还有 10 分钟
    开单：2026-03-10 22:00:00（北京时间），级别 三级 生产系统异常
    目标：10 分钟内响应，按 7x24计算；VIP级，依据 plan: 5.8 云上保障护航服务（基础版）
    计入：03-10 22:00:00 至 03-10 22:10:00 计 10 分钟
    时限：2026-03-10 22:10:00（北京时间）之前响应才算按时
    护航：春季大促（2026-03-10 至 2026-03-12）期间，护航时限取代更长的时限。
    进展：目前没有约定下次时间
    ---
    🟡 [INC-128][Level 3] 支付接口返回 500 | awaiting response, response due before 22:10 (Beijing time, in 10 min)
    Opened: 2026-03-10 22:00:00 (Beijing time), Level 3 Production system degraded
    Target: response within 10 min, counted 24x7; VIP, from plan: 5.8 云上保障护航服务（基础版）
    Counted: 03-10 22:00:00 to 03-10 22:10:00 = 10 min
    Due: only a response before 2026-03-10 22:10:00 (Beijing time) is in time
    Escort: 春季大促, 2026-03-10 to 2026-03-12; its response time replaces a longer one.
    Updates: no next time is agreed
    ");
}

#[test]
fn why_tells_when_the_ordinary_target_is_no_later() {
    let world = opened("2026-03-11T02:00:00Z", "core_production_down");
    let told = shown(&why(&world.customer(Languages::Both), &world.entries));
    let lines: Vec<&str> = told.lines().filter(|line| line.contains("春季大促")).collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    护航：春季大促（2026-03-10 至 2026-03-12）；护航时限（10 分钟，7x24）并不更早，因此仍按原时限。
    Escort: 春季大促, 2026-03-10 to 2026-03-12; its response time (10 min, 24x7) is not due earlier, so the ordinary one applies.
    ");
}

#[test]
fn show_keeps_it_after_the_answer() {
    let world = opened(FIRST_NIGHT, "guidance").taken();
    let told = shown(&show(&world.customer(Languages::Both), &world.entries, None));
    let lines: Vec<&str> = told.lines().filter(|line| line.contains("春季大促")).collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    护航期间：春季大促（至 2026-03-12 当天结束）
    22:00 值守机器人 护航开始适用：春季大促，至 2026-03-12 当天结束
    Escort: 春季大促, until the end of 2026-03-12
    22:00 Watchbell the escort applies from now on: 春季大促, until the end of 2026-03-12
    ");
}

#[test]
fn the_plan_tells_what_is_booked_and_what_it_brings() {
    let told = |world: &World| {
        let told = shown(&plan(&world.customer(Languages::Both), None, None));
        let is_meant =
            |line: &&str| line.contains("护航") || line.to_lowercase().contains("escort");
        told.lines().filter(is_meant).map(str::to_owned).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(told(&opened(FIRST_NIGHT, "guidance")), @"
    已登记护航：春季大促，2026-03-10 至 2026-03-12
    护航期间的紧急事件：10 分钟内响应，7x24
    护航期间专项应急小组同时会诊：一级、二级、三级、四级
    Escort booked: 春季大促, 2026-03-10 to 2026-03-12
    Urgent events during an escort: response within 10 min, 24x7
    The emergency group is paged at once during an escort: Level 1, Level 2, Level 3, Level 4
    ");
    assert_eq!(told(&opened("2026-03-12T16:00:00Z", "guidance")), "", "it is over");
}

#[test]
fn an_escort_without_a_target_says_whom_it_calls() {
    let world = world_booked(FIRST_NIGHT, "alibabacloud", "premier", "general_problem", &[sale()]);
    let told = shown(&notice(&Intent::Receipt, &world.customer(Languages::Zh)));
    let is_meant = |line: &&str| line.contains("护航") || line.contains("专项");
    insta::assert_snapshot!(told.lines().filter(is_meant).collect::<Vec<_>>().join("\n"), @"
    护航期间：春季大促（至 2026-03-12 当天结束）
    专项应急小组已全部呼叫：2 人
    ");
    let told = shown(&why(&world.customer(Languages::Zh), &world.entries));
    assert!(told.contains("护航期间：春季大促（至 2026-03-12 当天结束）"), "{told}");
}
