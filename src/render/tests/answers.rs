//! The short answers to commands, in the words of the files.

use chrono::TimeDelta;

use crate::commands::verb::Verb;
use crate::domain::incident::{Outcome, Refused};
use crate::ids::IncidentNumber;
use crate::render::answers::{self, Asked};
use crate::render::kit::{at, shown, world};
use crate::render::lang::Languages;
use crate::render::{RenderContext, refused};

fn both(message: impl Fn(&RenderContext<'_>) -> chat::Message) -> String {
    let world = world(Some("core_production_down"));
    shown(&message(&world.customer(Languages::Both)))
}

#[test]
fn a_late_act_is_answered_with_who_was_faster() {
    let at = at("2026-03-10T02:24:00Z");
    let refusals = [
        Refused::AlreadyTaken { by: "zhang-qiang".into(), at },
        Refused::Closed { outcome: Outcome::Agreed, at },
        Refused::SolutionOffered { at },
        Refused::NoSolutionOffered,
        Refused::NotClosed,
        Refused::SameSeverity,
        Refused::NobodyIsPaged,
        Refused::SilenceTooLong { at_most: TimeDelta::minutes(60) },
        Refused::NotInTheFuture,
        Refused::SamePerson,
    ];
    let all: Vec<String> =
        refusals.iter().map(|refusal| both(|context| refused(refusal, context))).collect();
    insta::assert_snapshot!(all.join("\n\n"), @r#"
    INC-128 已由 张强 于 10:24（北京时间）认领，因此没有重复认领。如需参与，请联系 张强，或由对方发送「交接 #128 @您」。
    ---
    张强 acknowledged INC-128 at 10:24 (Beijing time). Nothing changed. To join in, talk to 张强, who can send "handoff #128 @you".

    INC-128 已于 10:24（北京时间）关闭（客户同意），因此没有执行。如果问题仍在，请发送「重开 #128 原因」。
    ---
    INC-128 was closed at 10:24 (Beijing time) (agreed by the customer). Nothing changed. If the problem is still there, send "reopen #128 reason".

    INC-128 已于 10:24（北京时间）给出方案，正在等待客户确认，因此没有执行。如果问题仍在，请发送「未解决 #128 原因」。
    ---
    INC-128 has had a solution since 10:24 (Beijing time) and awaits the customer's consent. Nothing changed. If the problem is still there, send "reject #128 reason".

    INC-128 还没有给出方案，因此没有可以确认的内容。如需加快处理，请发送「升级 #128」。
    ---
    INC-128 has no solution yet, so there is nothing to confirm. To speed it up, send "escalate #128".

    INC-128 没有关闭，因此无需重开。要补充信息，请发送「补充 #128 内容」。
    ---
    INC-128 is not closed, so there is nothing to reopen. To add information, send "say #128 text".

    INC-128 已经是这个级别，因此没有调整。要查看当前状态，请发送「查看 #128」。
    ---
    INC-128 already has this severity. Nothing changed. To see the state, send "show #128".

    INC-128 目前没有正在进行的呼叫，因此没有执行。要呼叫同事，请发送「呼叫 @人员 #128」。
    ---
    INC-128 pages nobody now. Nothing changed. To page a colleague, send "page @person #128".

    INC-128 是一级工单，最多只能暂停呼叫 1 小时，因此没有执行。请给出更短的时间。
    ---
    INC-128 is a level 1 incident, whose paging you can silence for at most 1 h. Nothing changed. Give a shorter time.

    给出的时间已经过去，因此 INC-128 没有变化。请给出一个将来的时间。
    ---
    The time given is already past, so INC-128 is unchanged. Give a future time.

    INC-128 的负责人就是您本人，因此无需交接。要交给他人，请发送「交接 #128 @人员 说明」。
    ---
    You already own INC-128, so there is nothing to hand over. To give it to somebody else, send "handoff #128 @person summary".
    "#);
}

#[test]
fn what_cannot_be_found_or_done_is_explained() {
    let other = both(|context| answers::not_found(IncidentNumber(7), context));
    insta::assert_snapshot!(other, @r#"
    本群没有编号为 INC-7 的工单，因此没有执行。发送「列表 全部」可查看本群的工单。
    ---
    There is no incident INC-7 in this group. Nothing changed. Send "list all" to see the incidents of this group.
    "#);
    let rest = [
        both(answers::nothing_open),
        both(|context| answers::wrong_place(Verb::Note, context)),
        both(|context| answers::wrong_place(Verb::Cover, context)),
        both(|context| answers::no_right(Verb::Close, context)),
        both(|context| answers::unknown_person("@nobody", context)),
        both(answers::contended),
        both(|context| answers::already_done(TimeDelta::seconds(20), context)),
        both(|context| answers::already_done(TimeDelta::zero(), context)),
    ];
    insta::assert_snapshot!(rest.join("\n\n"), @r#"
    本群没有未关闭的工单，因此不清楚您指的是哪一个。请带上编号，或发送「列表 全部」查看。
    ---
    This group has no open incidents, so it is not clear which one you mean. Give the number, or send "list all".

    内部备注不能在客户群里记录，因为客户会看到，因此没有保存。请在内部群发送「内部备注 #编号 内容」，并在本群撤回原消息。
    ---
    The customer would read a note in this group, so it was not saved. Send "note #number text" in a staff room, and recall your message here.

    「顶班」不在客户群里使用，因为客户会看到，因此没有执行。请在内部群发送，例如：顶班 @陈静 至 18:00
    ---
    "cover" does not work in a customer's group, because the customer would read it. Nothing changed. Send it in a staff room, for example: cover @chen-jing until 18:00

    您没有使用「代客户关闭」的权限，因此没有执行。可由以下人员操作：值班主管（赵敏）。请联系他们，或发送「升级」由值班主管处理。
    ---
    You may not use "close". Nothing changed. Allowed: the duty manager (赵敏). Ask them, or send "escalate" to bring in the duty manager.

    没有找到「@‍nobody」这个人员或团队，因此没有执行。请用 @ 选择人员，或发送「值班」查看名单。
    ---
    No person or team is named "@‍nobody". Nothing changed. Choose a person with @, or send "oncall" to see the names.

    其他人同时在修改这个工单，因此您的操作没有执行。请查看最新状态后重新发送。
    ---
    Others changed this incident at the same moment, so your change was not applied. Check the current state and send it again.

    20 秒前已经执行过，没有重复执行。
    ---
    This was done 20 s ago, so it was not done again.

    刚刚已经执行过，没有重复执行。
    ---
    This has just been done, so it was not done again.
    "#);
}

#[test]
fn a_confirmation_states_the_consequence() {
    let until = at("2026-03-10T02:52:00Z");
    let asked = [
        both(|context| {
            answers::confirmation_asked(
                Asked::LowerLevel { to: &"guidance".into() },
                "8F3K",
                context,
            )
        }),
        both(|context| {
            answers::confirmation_asked(
                Asked::Close { outcome: Outcome::Transferred },
                "8F3K",
                context,
            )
        }),
        both(|context| answers::confirmation_asked(Asked::Silence { until }, "8F3K", context)),
        both(answers::confirmation_expired),
    ];
    insta::assert_snapshot!(asked.join("\n\n"), @r#"
    INC-128 将降为「五级 一般性指导」，响应时限和进展频率会随之放宽。
    如果确定，请在 2 分钟内回复「确认 8F3K」；不回复则不会执行。
    ---
    INC-128 will be lowered to "Level 5 General guidance". The response time and the update cadence get longer.
    To confirm, reply "confirm 8F3K" within 2 minutes. Without it, nothing changes.

    INC-128 将代客户关闭，结果记为「已转移给客户」，呼叫和进展随即停止。
    如果确定，请在 2 分钟内回复「确认 8F3K」；不回复则不会执行。
    ---
    INC-128 will be closed for the customer as "transferred to the customer". Paging and updates stop at once.
    To confirm, reply "confirm 8F3K" within 2 minutes. Without it, nothing changes.

    INC-128 将暂停呼叫，至 10:52（北京时间），30 分钟后，其间不会有人被呼叫。
    如果确定，请在 2 分钟内回复「确认 8F3K」；不回复则不会执行。
    ---
    Paging for INC-128 will be silenced until 10:52 (Beijing time, in 30 min).
    To confirm, reply "confirm 8F3K" within 2 minutes. Without it, nothing changes.

    这个确认码已过期或已使用，因此没有执行。请重新发送原来的命令。
    ---
    This code is used or expired. Nothing changed. Send the original command again.
    "#);
}

#[test]
fn short_receipts_of_acts() {
    let said = [
        both(|context| answers::language_set(Languages::En, context)),
        both(|context| answers::language_set(Languages::Both, context)),
    ];
    insta::assert_snapshot!(said.join("\n\n"), @"
    The bot now writes to this group in English.

    本群今后同时使用中文和英文。
    ---
    The bot now writes to this group in Chinese and English.
    ");
}
