//! What is said where many incidents were opened within a minute, and to people whom the directory
//! does not know.

use crate::domain::directory::Side;
use crate::domain::notice::{Intent, OutOfContractReason};
use crate::ids::GroupId;
use crate::render::held_reports::{self, Question, Reached};
use crate::render::kit::{out_of_contract, shown, world};
use crate::render::lang::Languages;
use crate::render::{RenderContext, accounts, notice};

const LEVEL: &str = "core_production_down";

fn question(reached: Reached) -> Question<'static> {
    Question { title: "支付返回 500", reached, opened: 5, code: "8F3K" }
}

/// What somebody reads in the bank's group, in both languages.
fn told(say: impl Fn(&RenderContext<'_>) -> chat::Message) -> String {
    let (world, bank) = (world(Some(LEVEL)), GroupId::new("bank"));
    let mut context =
        RenderContext { incident: None, ..world.context(Languages::Both, Side::Customer, None) };
    context.audience.group = Some(&bank);
    shown(&say(&context))
}

#[test]
fn the_sixth_of_a_minute_is_kept_and_asked_about() {
    let asked = told(|context| held_reports::asked(&question(Reached::Account), context));
    insta::assert_snapshot!(asked, @r#"
    您在最近 1 分钟内已开 5 单，因此「支付返回 500」还没有开单，也没有呼叫任何人。您输入的内容已保存。
    要开单，请在 24 小时内回复「确认 8F3K」。在那之前您发来的其他报告也会保存，并合并到同一个工单，逐条列出。
    10 分钟内确认，响应时间从您第一条报告算起。
    ---
    You opened 5 incidents within the last minute, so "支付返回 500" is not opened yet and nobody is paged. What you typed is kept.
    To open it, reply "confirm 8F3K" within 24 hours. Other reports that you send until then are kept too and opened with it, as one incident that lists each.
    If you confirm within 10 minutes, the response time counts from your first report.
    "#);
}

#[test]
fn what_was_opened_so_often_is_named() {
    let in_room = told(|context| held_reports::asked(&question(Reached::Room), context));
    assert!(in_room.contains("本群在最近 1 分钟内已开 5 单") && in_room.contains("in this group"));
    let by_link = told(|context| held_reports::asked_by_link(&question(Reached::Link), context));
    insta::assert_snapshot!(by_link, @r#"
    最近 1 分钟内已通过此链接开 5 单，因此「支付返回 500」还没有开单，也没有呼叫任何人。您输入的内容已保存。
    要开单，请按下面的按钮。您在那之前用同一姓名提交的其他报告也会合并到同一个工单，逐条列出。
    10 分钟内确认，响应时间从您第一条报告算起。
    ---
    5 incidents were opened by this link within the last minute, so "支付返回 500" is not opened yet and nobody is paged. What you typed is kept.
    To open it, press the button below. Other reports that you send under the same name until then are opened with it, as one incident that lists each.
    If you confirm within 10 minutes, the response time counts from your first report.
    "#);
}

#[test]
fn what_comes_behind_it_is_kept_too_and_what_does_not_fit_is_asked_about() {
    insta::assert_snapshot!(told(|context| held_reports::kept("登录超时", context)), @r#"
    「登录超时」也已保存，将与前面的报告一起开单。请回复前一条消息中的确认码。
    ---
    "登录超时" is kept too and will be opened with your earlier reports. Reply with the code in the earlier message.
    "#);
    insta::assert_snapshot!(told(|context| held_reports::more(50, "8F3K", context)), @r#"
    一个工单最多列出 50 条报告，其余的仍保存着，还没有开单。要开单，请在 24 小时内回复「确认 8F3K」。
    ---
    One incident lists at most 50 reports. The others are still kept and not opened yet. To open them, reply "confirm 8F3K" within 24 hours.
    "#);
}

#[test]
fn the_duty_manager_learns_what_is_not_opened_and_is_not_paged() {
    let (world, asked) = (world(Some(LEVEL)), question(Reached::Account));
    let context = RenderContext { incident: None, ..world.staff(Languages::Both) };
    let message = held_reports::told(&asked, "Bank × support", "周敏", &context);
    assert_eq!(message.kind, chat::MessageKind::Reply);
    insta::assert_snapshot!(shown(&message), @r#"
    「Bank × support」：最近 1 分钟内已开 5 单，因此 周敏 的报告「支付返回 500」先保存，没有开单，也没有呼叫任何人，等其本人确认。如果情况紧急，请到群里询问。
    ---
    "Bank × support": 5 incidents were opened within the last minute, so the report "支付返回 500" by 周敏 is kept until they confirm it. It is not opened, and nobody is paged. If it may be urgent, ask in the group.
    "#);
}

#[test]
fn somebody_unknown_is_told_whom_to_ask_and_a_report_of_theirs_is_kept() {
    insta::assert_snapshot!(told(|context| accounts::plain("unknown-account", context)), @r#"
    机器人不认识这个账号。如果您是客户，请在贵公司的支持群里 @机器人，或请贵公司的管理员登记您的账号。如果您是服务方同事，请在已登记的账号上发送「绑定账号」，再把绑定码发到这里。如果有故障，请发送「报障 问题」：内容会保存，并通知值班主管。
    ---
    The bot does not know this account. Customers: mention the bot in your company's support group, or ask your administrator to register your account. Vendor's staff: send "user link" from a known account and bring the code here. If something is broken, send "open" and the problem: it is kept and the duty manager is notified.
    "#);
    let world = out_of_contract(OutOfContractReason::UnknownPerson);
    let receipt = notice(&Intent::Receipt, &world.customer(Languages::Both));
    insta::assert_snapshot!(shown(&receipt), @r#"
    🟡 [INC-128][未定级] 支付接口返回 500 | 已受理，自 10:22（北京时间）起
    您的问题已记录。机器人不认识这个账号，因此不知道适用哪份合同。如果您有支持合同，请在贵公司的支持群里报障，那里有响应时限。
    已通知值班主管：赵敏。
    请在这里等待答复，并用「补充 #128 内容」写明贵公司名称和联系人。本条为自动回执，不计为响应。
    ---
    🟡 [INC-128][Severity not set] 支付接口返回 500 | received, since 10:22 (Beijing time)
    Your problem is recorded. The bot does not know this account, so it cannot tell which contract applies. If you have a support contract, report it in your company's support group, where a response time applies.
    The duty manager is notified: 赵敏.
    Please wait for an answer here, and send "say #128 text" with your company name and a contact. This automatic receipt is not the response.
    "#);
    let intent = Intent::OutOfContract {
        why: OutOfContractReason::UnknownPerson,
        room: "dingtalk:user:u-9".to_owned(),
        by: "Wen Xiaohe".to_owned(),
        text: "支付返回 500".to_owned(),
    };
    insta::assert_snapshot!(shown(&notice(&intent, &world.staff(Languages::Both))), @r#"
    🟡 [INC-128][未定级] 支付接口返回 500 | 合同之外的求助，自 10:22（北京时间）起
    单聊中的陌生账号，不知道属于哪个客户：dingtalk:user:u-9
    Wen Xiaohe：支付返回 500
    请值班主管决定：发送「认领 #128」处理，或联系客户核实合同。
    ---
    🟡 [INC-128][Severity not set] 支付接口返回 500 | out-of-contract request, since 10:22 (Beijing time)
    An unknown account in a direct chat; its customer is not known: dingtalk:user:u-9
    Wen Xiaohe: 支付返回 500
    The duty manager decides: send "ack #128" to acknowledge it, or check the contract with the customer.
    "#);
}
