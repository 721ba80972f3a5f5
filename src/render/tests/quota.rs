//! What is said about express tickets and contacts, in the words of the files.

use crate::domain::directory::Side;
use crate::domain::incident::{GivenBack, SpentExpress};
use crate::domain::ledger::express::{Balance, Entry, Holding, Pool};
use crate::domain::notice::Intent;
use crate::domain::plan::Right;
use crate::ids::{GroupId, IncidentNumber};
use crate::render::kit::{World, at, shown, world_at};
use crate::render::lang::Languages;
use crate::render::{RenderContext, contacts, express, notice};

const OPENED: &str = "2026-03-10T02:22:00Z";
const TITLE: &str = "支付返回 500";

fn world() -> World {
    world_at(OPENED, "alibabacloud", "business", Some("express"))
}

/// What somebody reads in the bank's group, in both languages.
fn told(say: impl Fn(&RenderContext<'_>) -> chat::Message) -> String {
    let (world, bank) = (world(), GroupId::new("bank"));
    let mut context =
        RenderContext { incident: None, ..world.context(Languages::Both, Side::Customer, None) };
    context.audience.group = Some(&bank);
    shown(&say(&context))
}

fn month() -> Pool {
    Pool::Month { first: "2026-03-01".parse().unwrap() }
}

fn pack() -> Pool {
    Pool::Pack { from: "2026-01-01".parse().unwrap() }
}

fn balance(of_month: u32, of_pack: u32) -> Balance {
    let holding = |pool, of, left, until: &str| Holding {
        pool,
        of,
        spent: of - left,
        until: until.parse().unwrap(),
    };
    let holdings = vec![
        holding(month(), 10, of_month, "2026-03-31"),
        holding(pack(), 20, of_pack, "2026-12-31"),
    ];
    Balance { holdings, last_seq: 7 }
}

#[test]
fn before_one_is_spent_the_promise_the_cost_and_the_rest_are_told() {
    insta::assert_snapshot!(told(|context| express::asked(TITLE, &balance(9, 5), "8F3K", context)), @r#"
    将为「支付返回 500」提交极速工单，计时从您确认时开始，现在还没有开单。
    承诺：确认后 10 分钟内响应（7x24）；每 1 小时同步一次进展，也可以另行约定时间
    将从 2026-03 月额度使用 1 次（剩余 9/10）；目前合计可用 14 次。
    如果确定，请在 2 分钟内回复「确认 8F3K」；不回复则不会执行。
    ---
    "支付返回 500" will be opened as an express ticket. The clock starts when you confirm. Nothing is open yet.
    Promise: a response within 10 min after you confirm (24x7); an update every 1 h, or at times agreed with you
    It uses 1 from the 2026-03 quota (9 of 10 left); 14 can be used in total.
    To confirm, reply "confirm 8F3K" within 2 minutes. Without it, nothing changes.
    "#);
}

#[test]
fn where_nothing_is_left_the_title_is_kept_and_the_buyers_are_named() {
    insta::assert_snapshot!(told(|context| express::used_up(TITLE, &balance(0, 0), context)), @"
    极速工单已经用完，因此没有开单，也没有扣减。
    2026-03 月额度：剩余 0/10，2026-03-31 当天结束前有效
    2026-01-01 起的极速工单包：剩余 0/20，2026-12-31 当天结束前有效
    不使用极速工单也可以开单，请发送：开单 支付返回 500
    要增加次数，请由客户管理员（何琳）购买极速工单包。
    ---
    No express ticket is left. Nothing was opened and none was used.
    the 2026-03 quota: 0 of 10 left, valid until the end of 2026-03-31
    the pack from 2026-01-01: 0 of 20 left, valid until the end of 2026-12-31
    You can open it without one. Send: open 支付返回 500
    To get more, ask customer administrators (何琳) to buy a pack.
    ");
}

#[test]
fn where_there_are_none_the_title_is_kept() {
    insta::assert_snapshot!(told(|context| express::not_offered(TITLE, context)), @"
    您目前的支持计划没有极速工单，因此没有开单。
    不使用极速工单也可以开单，请发送：开单 支付返回 500
    ---
    Your support plan has no express tickets now. Nothing was opened.
    You can open it without one. Send: open 支付返回 500
    ");
}

#[test]
fn an_open_incident_is_not_made_an_express_ticket() {
    insta::assert_snapshot!(told(express::never_later), @r#"
    已经开的工单不能改成极速工单，因为极速工单在提交时选择，因此没有执行。要提交极速工单，请发送「加急 标题」；要加快这个工单，请发送「升级 #编号 原因」。
    ---
    An open incident cannot become an express ticket; you choose that when you open it. Nothing changed. For an express ticket, send "express" and a title. To speed up this incident, send "escalate #number" and the reason.
    "#);
}

#[test]
fn the_account_tells_what_is_left_and_its_movements() {
    let entry = |seq, is_return, by: &str| Entry {
        seq,
        at: at(OPENED),
        number: IncidentNumber(128),
        pool: if is_return { month() } else { pack() },
        is_return,
        by: by.to_owned(),
    };
    let account = [entry(1, false, "何琳"), entry(2, true, "赵敏")];
    insta::assert_snapshot!(told(|context| express::quota(&balance(9, 0), &account, context)), @"
    极速工单：合计可用 9 次
    2026-03 月额度：剩余 9/10，2026-03-31 当天结束前有效
    2026-01-01 起的极速工单包：剩余 0/20，2026-12-31 当天结束前有效
    10:22（北京时间） INC-128 赵敏：退回 1 次到 2026-03 月额度
    10:22（北京时间） INC-128 何琳：从 2026-01-01 起的极速工单包使用 1 次
    ---
    Express tickets: 9 left in total
    the 2026-03 quota: 9 of 10 left, valid until the end of 2026-03-31
    the pack from 2026-01-01: 0 of 20 left, valid until the end of 2026-12-31
    10:22 (Beijing time) INC-128 赵敏: 1 returned to the 2026-03 quota
    10:22 (Beijing time) INC-128 何琳: 1 used from the pack from 2026-01-01
    ");
    insta::assert_snapshot!(told(express::nothing_by_number), @r#"
    您目前的支持计划没有按次计算的服务，因此没有余额可以显示。发送「支持计划」可查看包含的内容。
    ---
    Your support plan counts nothing by number, so there is no balance to show. Send "plan" to see what it includes.
    "#);
}

#[test]
fn the_receipt_says_what_it_cost_and_the_customer_hears_when_it_comes_back() {
    let mut world = world();
    let spent =
        SpentExpress { severity: "express".into(), pool: month(), left: 9, is_given_back: false };
    world.incident.express = Some(spent);
    let both = |intent: &Intent| shown(&notice(intent, &world.customer(Languages::Both)));
    insta::assert_snapshot!(both(&Intent::Receipt), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 已受理
    级别：一级 极速工单
    响应承诺：10 分钟内，即 10:32（北京时间）前
    服务：商业级 · 7x24
    极速工单：已从 2026-03 月额度使用 1 次，合计还剩 9 次
    客户经理：@李娜　已呼叫值班：张强
    下次进展：11:22（北京时间）前
    请准备：远程访问方式、现场联系人、问题开始时间。本条为自动回执，不计为响应。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | received
    Severity: Level 1 Express ticket
    Response within 10 min: by 10:32 (Beijing time)
    Service: Business · 24x7
    Express ticket: 1 used from the 2026-03 quota, 9 left in total
    TAM: @李娜. On-call paged: 张强.
    Next update by 11:22 (Beijing time)
    Please prepare remote access, an on-site contact and the start time. This automatic receipt is not the response.
    ");
    for why in [GivenBack::Resorted, GivenBack::Duplicate, GivenBack::OutOfScope] {
        let told = both(&Intent::ExpressGivenBack { pool: month(), why });
        let lines: Vec<&str> = told.lines().filter(|line| line.contains("2026-03")).collect();
        match why {
            GivenBack::Resorted => insta::assert_snapshot!(told, @"
            🔴 [INC-128][一级] 支付接口返回 500 | 极速次数已退回，10:22（北京时间）
            支持人员已改为普通级别，因此本单不扣减次数，1 次已退回到 2026-03 月额度。
            ---
            🔴 [INC-128][Level 1] 支付接口返回 500 | express ticket returned, 10:22 (Beijing time)
            Support changed it to an ordinary severity, so this one costs nothing. 1 was returned to the 2026-03 quota.
            "),
            GivenBack::Duplicate => insta::assert_snapshot!(lines.join("\n"), @"
            本单与另一个工单重复，因此本单不扣减次数，1 次已退回到 2026-03 月额度。
            It is a duplicate of another incident, so this one costs nothing. 1 was returned to the 2026-03 quota.
            "),
            GivenBack::OutOfScope => insta::assert_snapshot!(lines.join("\n"), @"
            问题不在服务范围内，因此本单不扣减次数，1 次已退回到 2026-03 月额度。
            It is outside the scope of support, so this one costs nothing. 1 was returned to the 2026-03 quota.
            "),
        }
    }
}

#[test]
fn contacts_are_told_with_their_rights() {
    let world = world();
    let customer = &world.directory.customers["east-bank"];
    let rights = crate::domain::plan::RightsOfPeople::default();
    insta::assert_snapshot!(told(|context| contacts::contacts(customer, &rights, context)), @r#"
    客户管理员：何琳（可开单、使用极速工单、同意关闭，并决定其他人的权限）
    管理员没有决定之前，按计划默认：开单、同意关闭
    未登记的群成员：可开单，不能使用极速工单，也不能同意关闭
    管理员可发送「联系人 允许 @人员 开单 | 加急 | 确认」或「联系人 不允许 @人员 开单 | 加急 | 确认」；发送「联系人 允许 @人员」登记、「联系人 移除 @人员」移除群成员。
    ---
    Customer administrators: 何琳 (may open, spend express tickets and agree to close, and set the rights of others)
    Until an administrator sets them, the plan's default rights apply: open incidents, agree to close
    Members who are not registered: may open; may not spend express tickets or agree to close
    Administrators can send "contacts allow @person open | spend | confirm" or "contacts deny @person open | spend | confirm"; "contacts allow @person" registers a member of the group, "contacts remove @person" removes one again.
    "#);
}

#[test]
fn a_decision_is_asked_about_and_told() {
    let change = |allowed| contacts::Change { name: "韩梅", right: Right::Spend, allowed };
    let asked = told(|context| contacts::asked(change(true), "8F3K", context));
    insta::assert_snapshot!(asked, @r#"
    将允许 韩梅：使用极速工单。
    如果确定，请在 2 分钟内回复「确认 8F3K」；不回复则不会执行。
    ---
    韩梅 will be allowed to: spend express tickets.
    To confirm, reply "confirm 8F3K" within 2 minutes. Without it, nothing changes.
    "#);
    let denied = told(|context| contacts::asked(change(false), "8F3K", context));
    insta::assert_snapshot!(denied.lines().next().unwrap(), @"将不再允许 韩梅：使用极速工单。");
    insta::assert_snapshot!(told(|context| contacts::decided(change(true), context)), @"
    已允许 韩梅：使用极速工单，立即生效。
    ---
    韩梅 may now: spend express tickets.
    ");
    insta::assert_snapshot!(told(|context| contacts::decided(change(false), context)), @"
    已不再允许 韩梅：使用极速工单，立即生效。
    ---
    韩梅 may no longer: spend express tickets.
    ");
    insta::assert_snapshot!(told(|context| contacts::administrators_may_all("何琳", context)), @"
    何琳 是客户管理员，始终拥有全部权限，因此没有改动。管理员由目录文件登记，请联系系统管理员。
    ---
    何琳 is a customer administrator and always has all rights. Nothing changed. The directory file names the administrators. Ask a bot administrator.
    ");
}

#[test]
fn who_lacks_a_right_is_told_who_can_give_it_and_what_can_be_done() {
    let world = world();
    let customer = &world.directory.customers["east-bank"];
    insta::assert_snapshot!(told(|context| contacts::not_yours_to_decide(customer, context)), @"
    联系人的权限只能由客户管理员（何琳）决定，因此没有执行。请联系他们。
    ---
    Only customer administrators (何琳) may change the rights of contacts. Nothing changed. Ask them.
    ");
    let lacking = |right| told(|context| contacts::not_allowed(right, Some(customer), context));
    insta::assert_snapshot!(lacking(Right::Spend), @r#"
    您还没有「使用极速工单」的权限，因此没有执行。可由客户管理员（何琳）发送「联系人 允许 @您」后加上该权限来开通。
    不使用极速工单也可以开单，请发送「开单 标题」。
    ---
    You may not do this yet: spend express tickets. Nothing changed. To get the right, ask customer administrators (何琳) to send "contacts allow @you" and the right.
    You can open it without an express ticket: send "open" and the title.
    "#);
    insta::assert_snapshot!(lacking(Right::Open), @r#"
    您还没有「开单」的权限，因此没有执行。可由客户管理员（何琳）发送「联系人 允许 @您」后加上该权限来开通。
    请让他们代为开单；如果联系不上，请使用「支持计划」中列出的其他渠道。
    ---
    You may not do this yet: open incidents. Nothing changed. To get the right, ask customer administrators (何琳) to send "contacts allow @you" and the right.
    Ask them to open it. If you cannot reach them, use another channel that "plan" lists.
    "#);
    insta::assert_snapshot!(lacking(Right::Confirm), @r#"
    您还没有「同意关闭」的权限，因此没有执行。可由客户管理员（何琳）发送「联系人 允许 @您」后加上该权限来开通。
    如果问题仍在，您仍可发送「未解决 #编号 原因」。
    ---
    You may not do this yet: agree to close. Nothing changed. To get the right, ask customer administrators (何琳) to send "contacts allow @you" and the right.
    If the problem is still there, you can send "reject #number" and the reason.
    "#);
}
