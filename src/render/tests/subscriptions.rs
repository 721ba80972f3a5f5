//! News by mail: the e-mails, and what is said about them.

use crate::domain::directory::{Destination, Side};
use crate::domain::incident::Refused;
use crate::domain::notice::Intent;
use crate::render::kit::{World, person, shown, world};
use crate::render::lang::Languages;
use crate::render::{RenderContext, notice, refused, subscriptions};

fn wang() -> Destination {
    Destination { platform: "mail".to_owned(), address: "wang@bank.example".to_owned() }
}

fn followed() -> World {
    let mut world = world(Some("core_production_down")).taken();
    world.incident.subscribers.push(wang());
    world
}

/// What the mailbox reads.
fn email(world: &World, intent: &Intent) -> String {
    let context = world.customer(Languages::Both);
    let audience =
        crate::render::Audience { group: None, side: Side::Customer, ..context.audience };
    let context = RenderContext { audience, ..context };
    shown(&subscriptions::email(notice(intent, &context), &wang(), &context))
}

fn both(world: &World, intent: &Intent) -> String {
    shown(&notice(intent, &world.customer(Languages::Both)))
}

#[test]
fn an_email_says_where_answers_are_heard_and_how_to_get_no_more() {
    let world = followed().updated(1, "已排除网络");
    let update =
        Intent::StatusUpdate {
            sequence: 1, text: Some("已排除网络".to_owned()), next_at: None
        };
    insta::assert_snapshot!(email(&world, &update), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 第 1 次进展，处理中，10:25（北京时间）
    变化：已排除网络
    下次进展：有变化时发布；如需定时更新，请告诉我们
    影响：支付接口返回 500，自 10:22（北京时间）起
    负责人：张强 · 发送「升级 #128」可升级
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | update 1, mitigating, 10:25 (Beijing time)
    Changed: 已排除网络
    Next update: when something changes. Tell us if you want fixed times.
    Impact: 支付接口返回 500, since 10:22 (Beijing time)
    Owner: 张强 · send "escalate #128" to escalate
    ---
    本邮件由机器人发出，机器人读不到对邮件的回复。要答复、补充或退订，请到群「group bank」中发送。
    The bot sent this e-mail and cannot read replies to it. To answer, add information or unsubscribe, write in the group "group bank".
    退订 / Unsubscribe「退订 #128 wang@bank.example」
    "#);
}

#[test]
fn the_question_for_consent_is_answered_in_the_group() {
    let world = followed().solved(1);
    let shown = email(&world, &Intent::ConsentAsked);
    assert!(!shown.contains("「同意关闭」"), "nothing can be pressed in an e-mail: {shown}");
    insta::assert_snapshot!(shown, @r#"
    ⏸ [INC-128][一级] 支付接口返回 500 | 已给出方案，待确认，自 10:25（北京时间）起
    张强 给出的方案：存储已切换到备用，下单成功率恢复到 99.9%
    请您确认：问题已解决请发送「同意关闭 #128」，仍未解决请发送「未解决 #128 原因」。
    会在 3月12日 10:25、3月16日 10:25 提醒您。
    在您答复之前工单不会自动关闭；关闭之后仍可重开。
    ---
    ⏸ [INC-128][Level 1] 支付接口返回 500 | solution proposed, awaiting consent, since 10:25 (Beijing time)
    Solution by 张强: 存储已切换到备用，下单成功率恢复到 99.9%
    Please confirm: send "confirm #128" if it is solved, or "reject #128 reason" if it is not.
    You are reminded at 12 Mar 10:25, 16 Mar 10:25.
    It stays open until you answer. You can still reopen it after closing.
    ---
    本邮件由机器人发出，机器人读不到对邮件的回复。要答复、补充或退订，请到群「group bank」中发送。
    The bot sent this e-mail and cannot read replies to it. To answer, add information or unsubscribe, write in the group "group bank".
    退订 / Unsubscribe「退订 #128 wang@bank.example」
    "#);
}

#[test]
fn the_room_hears_who_subscribes_and_who_ends_it() {
    let world = followed();
    let by = "王伟".to_owned();
    insta::assert_snapshot!(both(&world, &Intent::Subscribed { mail: wang(), by: by.clone() }), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 处理中，下次进展 11:22（北京时间）前
    王伟 已订阅：今后的进展、级别调整、方案、关闭和重开会发到 wang@‍bank.example。
    关闭的通知是最后一封，重开后会再次通知。不再接收请发送「退订 #128 邮箱」。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | in progress, next update by 11:22 (Beijing time)
    王伟 subscribed. Status updates, severity changes, the solution, the closing and a reopening now go to wang@‍bank.example.
    The closing is the last e-mail, unless the incident is reopened. To stop, send "unsubscribe #128 e-mail".
    "#);
    insta::assert_snapshot!(both(&world, &Intent::Unsubscribed { mail: wang(), by: Some(by) }), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 处理中，下次进展 11:22（北京时间）前
    王伟 已退订：今后的进展不再发到 wang@‍bank.example。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | in progress, next update by 11:22 (Beijing time)
    王伟 unsubscribed. Updates no longer go to wang@‍bank.example.
    ");
    insta::assert_snapshot!(both(&world, &Intent::Unsubscribed { mail: wang(), by: None }), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 处理中，下次进展 11:22（北京时间）前
    邮件服务器表示 wang@‍bank.example 不存在，因此今后的进展不再发到该邮箱。请核对后重新发送「订阅 #128 邮箱」。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | in progress, next update by 11:22 (Beijing time)
    The mail server says that wang@‍bank.example does not exist, so updates no longer go there. Check the address and send "subscribe #128 e-mail" again.
    "#);
}

#[test]
fn a_mailbox_is_asked_before_it_gets_anything() {
    let world = followed();
    let context = world.customer(Languages::Both);
    insta::assert_snapshot!(shown(&subscriptions::code("8F3K", "王伟", &context)), @r#"
    [INC-128] 请确认接收进展邮件
    王伟 希望把 INC-128 的进展发到这个邮箱。如果同意，请把这个确认码告诉对方，由对方在 30 分钟内在原处发送「确认 8F3K」。
    如果不同意，无需任何操作，不会再收到邮件。
    ---
    [INC-128] Please confirm that you want updates by e-mail
    王伟 wants updates on INC-128 sent to this mailbox. If you agree, give them this code. They send "confirm 8F3K" where they asked, within 30 minutes.
    If you do not agree, do nothing. You will get no more e-mails.
    "#);
    insta::assert_snapshot!(shown(&subscriptions::code_mailed("wang@bank.example", &context)), @r#"
    wang@‍bank.example 属于贵方的邮件域名，但没有登记为某个人的邮箱，因此先向它发出了确认码。收到后请在 30 分钟内在这里发送「确认 确认码」；在此之前不会发送进展。
    ---
    wang@‍bank.example is in your mail domain but is nobody's registered mailbox, so a code was sent to it first. Send "confirm code" here within 30 minutes. No updates are sent before that.
    "#);
}

#[test]
fn why_no_mail_is_sent_and_what_to_do() {
    let world = followed();
    let context = world.customer(Languages::Both);
    let address = || "eve@evil.example".to_owned();
    let said = [
        shown(&refused(&Refused::NoNewsByMail { rank: 4 }, &context)),
        shown(&refused(&Refused::NotTheirMailbox { address: address() }, &context)),
        shown(&refused(&Refused::SubscribedBefore { address: address() }, &context)),
        shown(&refused(&Refused::NotSubscribed { address: address() }, &context)),
        shown(&refused(&Refused::TooManySubscribers { at_most: 20 }, &context)),
        shown(&subscriptions::no_address("wang", &context)),
        shown(&subscriptions::address_missing(world.incident.number, &context)),
        shown(&subscriptions::plain("no-mail", &context)),
        shown(&subscriptions::plain("mailed-too-often", &context)),
    ];
    insta::assert_snapshot!(said.join("\n\n"), @r#"
    按照支持计划，四级工单不提供邮件通知，因此 INC-128 没有订阅。进展会照常发到群里，也可以发送「查看 #128」。
    ---
    The support plan has no updates by e-mail for Level 4. Nothing changed. Updates on INC-128 appear in the group as usual; "show #128" shows the state.

    eve@‍evil.example 没有登记为该客户的邮箱，也不属于该客户的邮件域名，因此 INC-128 没有订阅：进展只能发给该客户自己。请改用已登记的邮箱，或请系统管理员登记。
    ---
    eve@‍evil.example is not a registered mailbox of this customer and is in none of its mail domains. Nothing changed. Updates on INC-128 go to the customer only. Use a registered mailbox, or ask a bot administrator to register this one.

    eve@‍evil.example 已经订阅了 INC-128，因此没有重复订阅。不再接收请发送「退订 #128 邮箱」。
    ---
    eve@‍evil.example already gets updates on INC-128. Nothing changed. To stop, send "unsubscribe #128 e-mail".

    eve@‍evil.example 没有订阅 INC-128，因此无需退订。如果要退订的是其他邮箱，请发送「退订 #128 邮箱」。
    ---
    eve@‍evil.example does not get updates on INC-128, so there is nothing to stop. If you mean another mailbox, send "unsubscribe #128 e-mail".

    INC-128 最多可以有 20 个邮箱订阅，现在已满，因此没有订阅。请先退订其中一个，或订阅一个邮件组的地址。
    ---
    Updates on INC-128 already go to 20 mailboxes, the maximum. This one was not added. Unsubscribe one of them, or subscribe the address of a mailing list.

    「wang」不是可用的邮箱地址，因此没有执行。地址写作 name@company.example。
    ---
    "wang" is not a valid e-mail address. Nothing changed. Write name@company.example.

    没有登记您的邮箱，因此不知道要发到哪里。请发送「订阅 #128 邮箱」，或请系统管理员登记您的邮箱。
    ---
    You have no registered mailbox, so it is not clear where to send updates. Send "subscribe #128 e-mail", or ask a bot administrator to register your mailbox.

    机器人没有配置邮件服务器，因此不能发送邮件。进展会照常发到群里；如需邮件，请联系客户经理。
    ---
    The bot has no mail server, so it cannot send e-mail. Updates appear in the group as usual. For e-mail, contact your account manager.

    短时间内发出的确认码太多，因此没有再发。请 15 分钟后再试，或请系统管理员登记这个邮箱。
    ---
    Too many codes were sent in a short time, so none was sent now. Try again in 15 minutes, or ask a bot administrator to register the mailbox.
    "#);
}

#[test]
fn the_timeline_names_the_mailboxes() {
    use crate::domain::incident::{Fact, TimelineEntry, Visibility};
    let world = followed();
    let facts = [
        Fact::Subscribed { mail: wang() },
        Fact::Unsubscribed { mail: wang(), bounced: false },
        Fact::Unsubscribed { mail: wang(), bounced: true },
    ];
    let entry = |fact: Fact| TimelineEntry {
        seq: 1,
        at: world.now,
        actor: person("li-na"),
        visibility: Visibility::Customer,
        fact,
    };
    let entries: Vec<_> = facts.into_iter().map(entry).collect();
    let text = shown(&crate::render::show(&world.customer(Languages::Both), &entries, None));
    let lines: Vec<_> = text.lines().filter(|line| line.contains("wang@")).collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    10:24 李娜 订阅进展邮件：wang@‍bank.example
    10:24 李娜 退订进展邮件：wang@‍bank.example
    10:24 李娜 停止进展邮件，邮件服务器表示邮箱不存在：wang@‍bank.example
    10:24 李娜 subscribed to updates by e-mail: wang@‍bank.example
    10:24 李娜 stopped updates by e-mail: wang@‍bank.example
    10:24 李娜 stopped updates by e-mail, because the mail server does not know the mailbox: wang@‍bank.example
    ");
}
