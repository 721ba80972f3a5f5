use super::*;
use crate::commands::parse;
use crate::commands::plans_for_tests::words;

/// The answer to something said in a group of the Alibaba Cloud premier tier.
fn answer(said: &str) -> String {
    let error = parse(said, &words("alibabacloud", "premier", "im").unwrap()).unwrap_err();
    parse_error(Languages::Both, &error)
}

#[test]
fn an_unknown_verb_is_answered_with_what_was_probably_meant() {
    insta::assert_snapshot!(answer("升机 #128"), @r#"
    没有「升机」这个命令，因此没有执行任何操作。您是想用「升级」吗？回复 1 查看说明，或发送「帮助」。
    ---
    There is no command "升机". Nothing changed. Did you mean "escalate"? Reply 1 to read about it, or send "help".
    "#);
    insta::assert_snapshot!(answer("级"), @r#"
    没有「级」这个命令，因此没有执行任何操作。您可能想用：1 定级、2 升级。回复序号查看说明，或发送「帮助」。
    ---
    There is no command "级". Nothing changed. Did you mean: 1 level, 2 escalate? Reply with a number to read about it, or send "help".
    "#);
    insta::assert_snapshot!(answer("支付系统挂了"), @r#"
    没有「支付系统挂了」这个命令，因此没有执行任何操作。发送「帮助」可查看命令；要报告故障，请发送「开单 标题」。
    ---
    There is no command "支付系统挂了". Nothing changed. Send "help" to see the commands. To report a problem, send "open" and a title.
    "#);
}

#[test]
fn what_is_missing_is_named_with_its_reason() {
    insta::assert_snapshot!(answer("开单"), @r#"
    「开单」后面缺少标题，值班人员需要据此判断由谁处理。
    请按「开单 [级别] 标题」发送，例如：开单 L1 支付返回 500
    ---
    "open" needs a title, so that the people on call know who can help.
    Send it as "open [level] title", for example: open L1 payments return 500
    "#);
    insta::assert_snapshot!(answer("say #128"), @r#"
    「补充」后面缺少内容，没有可以记录的信息。
    请按「补充 [#编号] 内容」发送，例如：补充 #128 第二可用区也失败
    ---
    "say" needs the text to record.
    Send it as "say [#number] text", for example: say #128 it also fails in the second zone
    "#);
    insta::assert_snapshot!(answer("level #128"), @r#"
    「定级」后面缺少级别，无法确定要调整到哪一级。
    请按「定级 [#编号] 级别 [原因]」发送，例如：定级 #128 L2 已有绕行办法
    ---
    "level" needs the severity that you ask for.
    Send it as "level [#number] level [reason]", for example: level #128 L2 a workaround holds
    "#);
    insta::assert_snapshot!(answer("assign #128"), @r#"
    「指派」后面缺少人员，无法确定由谁负责。
    请按「指派 [#编号] @人员」发送，例如：指派 #128 @陈静
    ---
    "assign" needs the person who will own the incident.
    Send it as "assign [#number] @person", for example: assign #128 @chen-jing
    "#);
    insta::assert_snapshot!(answer("page"), @r#"
    「呼叫」后面缺少人员或团队，无法确定要呼叫谁。
    请按「呼叫 @人员 | 团队 [#编号] [原因]」发送，例如：呼叫 @陈静 #128 存储问题
    ---
    "page" needs the person or team to page.
    Send it as "page @person | team [#number] [reason]", for example: page @chen-jing #128 storage question
    "#);
}

#[test]
fn a_missing_time_or_language_is_named_with_its_reason() {
    insta::assert_snapshot!(answer("every #128"), @r#"
    「更新频率」后面缺少时长，无法确定多久更新一次。
    请按「更新频率 [#编号] 时长」发送，例如：更新频率 #128 30分钟
    ---
    "every" needs a duration that says how often to post updates.
    Send it as "every [#number] duration", for example: every #128 30m
    "#);
    insta::assert_snapshot!(answer("next #128"), @r#"
    「约定时间」后面缺少时间，无法确定约定在何时。
    请按「约定时间 [#编号] 时间」发送，例如：约定时间 #128 明天 9:00
    ---
    "next" needs the time that you agreed on.
    Send it as "next [#number] time", for example: next #128 15:30
    "#);
    insta::assert_snapshot!(answer("silence #128"), @r#"
    「静默」后面缺少结束时间，此类操作必须有期限。
    请按「静默 [#编号] 至 时间 | 时长」发送，例如：静默 #128 至 15:30
    ---
    "silence" needs an end; it cannot go on without one.
    Send it as "silence [#number] until time | for duration", for example: silence #128 for 30m
    "#);
    insta::assert_snapshot!(answer("lang"), @r#"
    「语言」后面缺少语言，无法确定本群使用哪种语言。
    请按「语言 中文 | 英文 | 双语」发送，例如：语言 双语
    ---
    "lang" needs the language that this group wants.
    Send it as "lang zh | en | both", for example: lang both
    "#);
}

#[test]
fn closing_without_outcome_or_reason_is_explained() {
    insta::assert_snapshot!(answer("close #128"), @r#"
    「代客户关闭」后面缺少结果，关闭时必须写明以何种结果结束。可选：同意、转移、取消、变更、重复、超范围、撤回。
    请按「代客户关闭 [#编号] 为 结果 原因」发送，例如：代客户关闭 #128 为 同意 客户电话确认
    ---
    "close" needs the outcome, which every closing records. Possible: agreed, transferred, cancelled, change-request, duplicate, out-of-scope, withdrawn.
    Send it as "close [#number] as outcome reason", for example: close #128 as agreed the customer agreed by phone
    "#);
    insta::assert_snapshot!(answer("close #128 as agreed"), @r#"
    「代客户关闭」后面缺少原因，代客户关闭必须留下依据。
    请按「代客户关闭 [#编号] 为 结果 原因」发送，例如：代客户关闭 #128 为 同意 客户电话确认
    ---
    "close" needs the reason, which is the evidence when closing for a customer.
    Send it as "close [#number] as outcome reason", for example: close #128 as agreed the customer agreed by phone
    "#);
}

#[test]
fn a_level_that_is_not_offered_is_answered_with_the_way_that_serves_it() {
    insta::assert_snapshot!(answer("定级 #128 核心业务不可用 全部失败"), @r#"
    「核心业务不可用」不能在本群提交，您的支持计划规定由以下渠道受理：工单。请改用该渠道，或在本群选择其他级别。
    本群可用的级别：L1 业务不可用、L2 一般问题、L3 一般咨询。请重新发送，例如：定级 #128 L1 已有绕行办法
    ---
    You cannot report "核心业务不可用" in this group. Under your support plan, use: ticket. Or choose another severity here.
    Severities in this group: L1 Business down, L2 General problem, L3 General consultation. Send it again, for example: level #128 L1 a workaround holds
    "#);
    insta::assert_snapshot!(answer("level #128 P9 payments fail"), @r#"
    「P9」不是本群可用的级别，您的支持计划中没有这一级。
    本群可用的级别：L1 业务不可用、L2 一般问题、L3 一般咨询。请重新发送，例如：定级 #128 L1 已有绕行办法
    ---
    "P9" is not a severity in this group, because your support plan has no such level.
    Severities in this group: L1 Business down, L2 General problem, L3 General consultation. Send it again, for example: level #128 L1 a workaround holds
    "#);
}

#[test]
fn a_level_of_another_tier_and_a_group_without_levels_are_told_apart() {
    let level = |rank| crate::commands::plans_for_tests::severity("core", rank, "核心", "Core");
    let elsewhere = Elsewhere { severity: level(1), channels_zh: vec![], channels_en: vec![] };
    let error = ParseError::UnknownSeverity {
        verb: Verb::Open,
        typed: "核心".to_owned(),
        offered: vec![level(2)],
        elsewhere: Some(Box::new(elsewhere.clone())),
    };
    insta::assert_snapshot!(parse_error(Languages::Both, &error), @r#"
    「核心」不能在本群提交，它不在您当前的服务等级之内。
    本群可用的级别：L2 核心。请重新发送，例如：开单 L2 支付返回 500
    ---
    You cannot report "核心" in this group, because your service tier does not include it.
    Severities in this group: L2 Core. Send it again, for example: open L2 payments return 500
    "#);
    let error = ParseError::UnknownSeverity {
        verb: Verb::Level,
        typed: "核心".to_owned(),
        offered: vec![],
        elsewhere: Some(Box::new(elsewhere)),
    };
    insta::assert_snapshot!(parse_error(Languages::En, &error), @r#"
    You cannot report "核心" in this group, because your service tier does not include it.
    This group has no severities to report with. Send "plan" to see the channels open to you.
    "#);
}

#[test]
fn what_cannot_be_read_is_shown_with_how_it_is_written() {
    insta::assert_snapshot!(answer("why the payment"), @r#"
    「the payment」不是工单编号，无法确定您指的是哪一个工单。编号写作 #128 或 INC-128。
    请按「为什么 [#编号]」发送，例如：为什么 #128
    ---
    "the payment" is not an incident number, so it is not clear which incident you mean. Write #128 or INC-128.
    Send it as "why [#number]", for example: why #128
    "#);
    insta::assert_snapshot!(answer("every #128 soon"), @r#"
    「soon」不是可用的时长，无法确定多久更新一次。时长写作 30m、1h 或 30分钟。
    请按「更新频率 [#编号] 时长」发送，例如：更新频率 #128 30分钟
    ---
    "soon" is not a valid duration, so it is not clear how often to post updates. Write 30m, 1h or 90 minutes.
    Send it as "every [#number] duration", for example: every #128 30m
    "#);
    insta::assert_snapshot!(answer("next #128 25:00"), @r#"
    「25:00」不是可用的时间，无法确定是何时。时间写作 15:30、明天 9:00 或 2026-03-10 15:30。
    请按「约定时间 [#编号] 时间」发送，例如：约定时间 #128 明天 9:00
    ---
    "25:00" is not a valid time, so it is not clear when you mean. Write 15:30, tomorrow 9:00 or 2026-03-10 15:30.
    Send it as "next [#number] time", for example: next #128 15:30
    "#);
    insta::assert_snapshot!(answer("list yours"), @r#"
    「yours」不在「列表」的可选项之内，因此没有执行。可选：未关闭、我的、全部。
    请按「列表 [未关闭 | 我的 | 全部]」发送，例如：列表 全部
    ---
    "yours" is not a choice of "list". Nothing changed. Possible: open, mine, all.
    Send it as "list [open | mine | all]", for example: list open
    "#);
    insta::assert_snapshot!(answer("close #128 as done for good"), @r#"
    「done for good」不在「代客户关闭」的可选项之内，因此没有执行。可选：同意、转移、取消、变更、重复、超范围、撤回。
    请按「代客户关闭 [#编号] 为 结果 原因」发送，例如：代客户关闭 #128 为 同意 客户电话确认
    ---
    "done for good" is not a choice of "close". Nothing changed. Possible: agreed, transferred, cancelled, change-request, duplicate, out-of-scope, withdrawn.
    Send it as "close [#number] as outcome reason", for example: close #128 as agreed the customer agreed by phone
    "#);
    insta::assert_snapshot!(answer("确认 8F3O"), @r#"
    「8F3O」不是确认码，因此没有确认任何事项。确认码是四位字母和数字，不含 0、O、1、I，请按原消息重新输入；要同意关闭工单，请写明编号，例如：同意关闭 #128
    ---
    "8F3O" is not a confirmation code. Nothing was confirmed. A code has four letters and digits without 0, O, 1 and I. Type it as in the message. To agree to closing, name the incident, for example: confirm #128
    "#);
}
