//! The facts so far, for somebody who comes late.

use crate::domain::directory::Destination;
use crate::domain::incident::Visibility;
use crate::domain::transcript::{Attribution, TranscriptLine};
use crate::ids::IncidentNumber;
use crate::render::catchup;
use crate::render::kit::{World, at, customer_actor, person, shown, world};
use crate::render::lang::Languages;

fn busy() -> World {
    let world = world(Some("production_down"))
        .taken()
        .after(3, &|incident, _| incident.note(&person("chen-jing"), "怀疑 7 号盘".to_owned()));
    let raised = world.after(2, &|incident, act_context| {
        let to = "core_production_down".into();
        incident.change_severity(act_context, &customer_actor(), to, "全部失败".to_owned()).unwrap()
    });
    raised.updated(5, "已排除网络")
}

fn said(words: &str) -> TranscriptLine {
    TranscriptLine {
        incident: IncidentNumber(0),
        id: "fake:1".to_owned(),
        at: at("2026-03-10T02:33:00Z"),
        room: Destination { platform: "fake".to_owned(), address: "bank".to_owned() },
        visibility: Visibility::Customer,
        speaker: customer_actor(),
        attribution: Attribution::Time,
        words: words.to_owned(),
    }
}

#[test]
fn a_newcomer_of_the_staff_reads_the_notes_too() {
    let world = busy();
    let lines = [said("现在查询也失败了")];
    insta::assert_snapshot!(shown(&catchup(&world.staff(Languages::Zh), &world.entries, &lines)), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 处理中
    一级 核心生产系统不可用：支付接口返回 500，由 王伟 报告于 10:22（北京时间），12 分钟前
    客户：华东示例银行 · 软通动力大客户支持计划 VIP级
    负责人：张强　参与人员：王伟、张强、陈静
    响应：张强，10:24（北京时间），在承诺时限内
    下次进展：11:34（北京时间）前
    客户最后的话，王伟，10:33（北京时间），1 分钟前：现在查询也失败了
    已做的工作（北京时间）：
    10:27 陈静 内部备注：怀疑 7 号盘
    10:29 王伟 调整为「一级 核心生产系统不可用」全部失败
    10:34 张强 第 1 次进展：已排除网络
    ");
}

#[test]
fn a_newcomer_of_the_customer_reads_no_note() {
    let world = busy();
    insta::assert_snapshot!(shown(&catchup(&world.customer(Languages::En), &world.entries, &[])), @r#"
    🔴 [INC-128][Level 1] 支付接口返回 500 | in progress
    Level 1 Core production system down: 支付接口返回 500, reported by 王伟 10:22 (Beijing time, 12 min ago)
    Owner: 张强. Participants: 王伟, 张强.
    Response: 张强, 10:24 (Beijing time), within the promised time
    Next update by 11:34 (Beijing time)
    The customer's latest message, 王伟, 10:29 (Beijing time, 5 min ago): 全部失败
    What was done (Beijing time):
    10:29 王伟 set the severity to "Level 1 Core production system down" 全部失败
    10:34 张强 posted update 1: 已排除网络
    "#);
}

#[test]
fn where_nothing_was_done_it_says_so() {
    let world = world(Some("guidance"));
    let text = shown(&catchup(&world.customer(Languages::Zh), &world.entries, &[]));
    assert!(text.contains("尚无人记录做过什么"), "{text}");
    assert!(text.contains("客户最后的话，王伟，10:22"), "{text}");
}
