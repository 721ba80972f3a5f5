//! On-site visits and the emergency group.

use super::*;

fn on_the_way() -> World {
    acts(disaster(), 8, |i, s| {
        let expected_at = s.now + TimeDelta::minutes(90);
        i.send_out(s, &person("zhao-min"), "chen-jing".into(), expected_at)
    })
}

#[test]
fn whoever_is_sent_to_the_site_is_told_to_both_sides() {
    let world = on_the_way();
    let expected_at = at("2026-03-10T04:00:00Z");
    let said = || HandlingNotice::SentOut {
        person: "chen-jing".into(),
        expected_at,
        by: "赵敏".to_owned(),
    };
    insta::assert_snapshot!(to_customer(&world, said()), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 已派人前往现场，响应时限 11:22（北京时间）前，还有 52 分钟
    陈静 正前往现场，预计 12:00（北京时间），1 小时 30 分钟后到达；派遣人：赵敏
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | on-site visit under way, response due before 11:22 (Beijing time, in 52 min)
    陈静 is on the way to the site, expected at 12:00 (Beijing time, in 1 h 30 min); dispatched by 赵敏
    ");
    let theirs = world.context(Languages::Zh, Side::Support, Some("chen-jing"));
    insta::assert_snapshot!(shown(&notice(&handling(said()), &theirs)), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 已派人前往现场，响应时限 11:22（北京时间）前，还有 52 分钟
    陈静 正前往现场，预计 12:00（北京时间），1 小时 30 分钟后到达；派遣人：赵敏
    到达后请发送「到场 #128」；如会晚到，请让值班主管重新发送「派遣 #128 @人员 时间」。
    ");
    let late = HandlingNotice::ArrivalLate {
        person: "chen-jing".into(),
        at: expected_at,
        is_promised: false,
    };
    insta::assert_snapshot!(to_staff(&world.later(100), late), @r#"
    🔴 [INC-128][一级] 支付接口返回 500 | 现场人员未到，应于 11:22（北京时间）前响应，已超时 48 分钟
    @陈静 预计 12:00（北京时间）到达，还没有到场的消息。
    已到请发送「到场 #128」；未到请告知新的时间，由值班主管发送「派遣 #128 @人员 时间」。
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | arrival overdue, response was due before 11:22 (Beijing time), 48 min overdue
    @陈静 was expected at 12:00 (Beijing time), and no arrival is recorded.
    If you are there, send "arrived #128". If not, say when; the duty manager then sends "dispatch #128 @person time".
    "#);
}

#[test]
fn an_arrival_tells_how_long_the_way_was_and_why_shows_how_it_was_measured() {
    let world = acts(on_the_way(), 75, |i, s| i.arrive(s, &person("chen-jing")));
    insta::assert_snapshot!(to_customer(&world, HandlingNotice::Arrived { person: "chen-jing".into() }), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 已到达现场，应于 11:22（北京时间）前响应，已超时 23 分钟
    陈静 已到达现场，路上用时 1 小时 15 分钟（按 7x24 计）
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | arrived on site, response was due before 11:22 (Beijing time), 23 min overdue
    陈静 is on site after 1 h 15 min on the way (counted 24x7)
    ");
    let explained = shown(&why(&world.customer(Languages::Both), &world.entries));
    let lines: Vec<&str> = explained
        .lines()
        .filter(|line| line.starts_with("现场") || line.starts_with("On site"))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    现场：陈静，2026-03-10 10:30:00（北京时间）派出，2026-03-10 11:45:00（北京时间）到达，用时 1 小时 15 分钟（按 7x24 计）
    现场承诺：支持计划没有规定时限，因此只计时；据 policy: 请求服务; 覆盖时间
    On site: 陈静, dispatched at 2026-03-10 10:30:00 (Beijing time), arrived at 2026-03-10 11:45:00 (Beijing time), 1 h 15 min on the way (counted 24x7)
    On site: the plan promises no time, so the trip is only measured; from policy: 请求服务; 覆盖时间
    ");
}

/// Chen Jing and Li Na are the group; Li Na has answered.
#[test]
fn the_emergency_group_is_told_by_name() {
    let world = gathered();
    let by = "赵敏".to_owned();
    insta::assert_snapshot!(to_customer(&world, HandlingNotice::ExpertsCalled { by }), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 已呼叫专项应急小组，下次进展 11:22（北京时间）前
    赵敏 呼叫了专项应急小组：2 人
    专项应急小组，10:23（北京时间）呼叫：已应答 李娜；未应答 陈静
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | emergency group paged, next update by 11:22 (Beijing time)
    赵敏 paged the emergency group: 2 experts
    Emergency group, paged at 10:23 (Beijing time): acknowledged 李娜; not yet 陈静
    ");
    insta::assert_snapshot!(to_customer(&world, HandlingNotice::ExpertJoined { person: "li-na".into() }), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 专家已加入，下次进展 11:22（北京时间）前
    李娜 已加入专项应急小组
    专项应急小组，10:23（北京时间）呼叫：已应答 李娜；未应答 陈静
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | expert joined, next update by 11:22 (Beijing time)
    李娜 joined the emergency group
    Emergency group, paged at 10:23 (Beijing time): acknowledged 李娜; not yet 陈静
    ");
    insta::assert_snapshot!(to_staff(&world, HandlingNotice::ExpertsMissing), @"
    🔴 [INC-128][一级] 支付接口返回 500 | 专家未应答，下次进展 11:22（北京时间）前
    专项应急小组未应答：陈静；已呼叫 1 次
    ---
    🔴 [INC-128][Level 1] 支付接口返回 500 | experts have not acknowledged, next update by 11:22 (Beijing time)
    Not acknowledged by the emergency group: 陈静; times paged: 1
    ");
}

#[test]
fn an_experts_page_has_nobody_to_pass_on_to() {
    let reason = PageReason { target: "expert".to_owned(), step: 0, steps: 0, attempt: 1 };
    let world = gathered();
    let context = world.context(Languages::Both, Side::Support, Some("chen-jing"));
    let page = notice(&Intent::Page { code: "5540".to_owned(), reason }, &context);
    let keys: Vec<_> = page.buttons.iter().map(|button| button.key.as_str()).collect();
    assert_eq!(keys, ["ack:5540"]);
    assert!(
        page.plain_text().contains("专项应急小组") && page.plain_text().contains("emergency group")
    );
}
