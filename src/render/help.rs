//! Help, written from the grammar table: what the caller may say, with an example of each.

use chat::{Line, Message};

use super::block::Block;
use super::context::RenderContext;
use super::customer_guard;
use super::lang::{Language, Languages};
use super::messages::lists;
use crate::commands::grammar::{self, Confirmation, Grammar, Role};
use crate::commands::verb::Verb;
use crate::domain::incident::Incident;

/// What is open here, what the reader would do next about the first of it, and where there is more.
pub fn now(incidents: &[Incident], steps: &[Verb], context: &RenderContext<'_>) -> Message {
    let message = context.reply(|language| {
        Block::new(open_here(incidents, context, language))
            .with_all(steps.iter().map(|verb| step(language, *verb, incidents.first())))
            .with(language.line("help-now-more", &[]))
    });
    customer_guard::for_audience(message, context)
}

fn open_here(incidents: &[Incident], context: &RenderContext<'_>, language: Language) -> Line {
    let Some(first) = incidents.first() else {
        return language.line(&context.place("help-now-none"), &[]);
    };
    let line = lists::line(context, language, first);
    let others = i64::try_from(incidents.len() - 1).unwrap_or(i64::MAX);
    if others == 0 {
        return language.line("help-now", &[("line", line.into())]);
    }
    language.line("help-now-first", &[("line", line.into()), ("others", others.into())])
}

/// The example of the verb, with the number of the incident that is spoken of.
fn step(language: Language, verb: Verb, incident: Option<&Incident>) -> Line {
    let row = grammar::of(verb);
    let mut example = example(language, row).to_owned();
    if let Some(incident) = incident {
        example = example.replace("#128", &format!("#{}", incident.number.0));
    }
    let words = [("example", example.into()), ("summary", summary(language, row).into())];
    language.line("help-now-step", &words)
}

/// These verbs: all their names first, because a short platform cuts what stands at the end; then
/// each with what it takes.
pub fn all(language: Languages, verbs: &[Verb]) -> String {
    language.write(|language| {
        let rows: Vec<&Grammar> = verbs.iter().map(|verb| grammar::of(*verb)).collect();
        let names: Vec<String> = rows.iter().map(|row| name(language, row).to_owned()).collect();
        let example = example(language, grammar::of(Verb::Help));
        let mut lines = vec![
            language.say("help-title", &[("names", language.join(&names).into())]),
            language.say("help-more", &[("example", example.into())]),
        ];
        lines.extend(rows.into_iter().map(|row| line(language, row)));
        lines.join("\n")
    })
}

/// All about one verb; or, for somebody who may not use it, who may.
pub fn detail(language: Languages, verb: Verb, roles: &[Role]) -> String {
    let row = grammar::of(verb);
    if row.is_allowed_for(roles) {
        language.write(|language| described(language, row))
    } else {
        language.write(|language| not_yours(language, row))
    }
}

/// The name, and what it takes: `升级 [#编号] [原因]`.
pub(super) fn usage(language: Language, row: &Grammar) -> String {
    let takes = language.pick(row.takes_zh, row.takes_en);
    format!("{} {takes}", name(language, row)).trim_end().to_owned()
}

pub(super) fn name(language: Language, row: &Grammar) -> &'static str {
    language.pick(row.zh, row.en)[0]
}

pub(super) fn example(language: Language, row: &Grammar) -> &'static str {
    language.pick(row.example_zh, row.example_en)
}

fn summary(language: Language, row: &Grammar) -> String {
    language.say(&format!("help-{}", row.verb), &[])
}

fn line(language: Language, row: &Grammar) -> String {
    let args = [("usage", usage(language, row).into()), ("summary", summary(language, row).into())];
    language.say("help-line", &args)
}

fn described(language: Language, row: &Grammar) -> String {
    let shown = name(language, row);
    let others: Vec<String> =
        row.names().filter(|other| *other != shown).map(str::to_owned).collect();
    let args = [
        ("name", shown.into()),
        ("summary", summary(language, row).into()),
        ("usage", usage(language, row).into()),
        ("names", language.join(&others).into()),
        ("example", example(language, row).into()),
    ];
    let mut lines = vec![language.say("help-detail", &args)];
    lines.extend(remarks(row).map(|key| language.say(key, &[])));
    lines.join("\n")
}

fn remarks(row: &Grammar) -> impl Iterator<Item = &'static str> {
    let asks = match row.confirmation {
        Confirmation::Never => None,
        Confirmation::WhenLowering => Some("help-asks-when-lowering"),
        Confirmation::Always => Some("help-asks-always"),
    };
    let number = row.takes_en.starts_with("[#number").then_some("help-number-left-out");
    asks.into_iter().chain(number)
}

fn not_yours(language: Language, row: &Grammar) -> String {
    let roles: Vec<String> =
        row.allowed.iter().map(|role| language.say(role_key(*role), &[])).collect();
    let args = [
        ("name", name(language, row).into()),
        ("roles", language.join(&roles).into()),
        ("example", example(language, grammar::of(Verb::Escalate)).into()),
    ];
    language.say("help-not-yours", &args)
}

pub(super) fn role_key(role: Role) -> &'static str {
    match role {
        Role::Customer => "role-customer",
        Role::CustomerAdmin => "role-customer-admin",
        Role::Engineer => "role-engineer",
        Role::Tam => "role-tam",
        Role::DutyManager => "role-duty-manager",
        Role::Admin => "role-admin",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::grammar::verbs;

    fn verbs_of(role: Role) -> Vec<Verb> {
        verbs().filter(|row| row.is_allowed_for(&[role])).map(|row| row.verb).collect()
    }

    #[test]
    fn every_verb_has_a_summary_in_both_languages() {
        for row in verbs() {
            for language in [Language::Zh, Language::En] {
                assert!(!summary(language, row).starts_with("help-"), "{}", row.verb);
            }
        }
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "what is told is a table")]
    fn help_lists_only_what_the_caller_may_use() {
        insta::assert_snapshot!(all(Languages::Zh, &verbs_of(Role::Customer)), @"
        您在这里可以使用的命令：开单、查看、列表、补充、定级、升级、同意关闭、未解决、重开、支持计划、为什么、语言、帮助、绑定账号、订阅、退订、服务积分、前情、加急、配额、联系人、访问权限、资料、跳过、重复、评价、撤回
        发送「帮助 命令」查看说明和例子，例如：帮助 升级。方括号内的部分可以省略：
        开单 [级别] 标题：报告故障或问题，从此刻开始计时
        查看 [#编号] [全文 [页码]]：查看工单的状态、负责人和时限
        列表 [未关闭 | 我的 | 全部]：列出本群的工单
        补充 [#编号] 内容：为工单补充信息
        定级 [#编号] 级别 [原因]：申请调整工单的级别
        升级 [#编号] [紧急 | 普通] [原因]：把工单上报给值班主管
        同意关闭 [#编号]：同意关闭已解决的工单，或同意建议的进展频率
        未解决 [#编号] [原因]：表示问题仍未解决，继续处理；或不同意建议的进展频率
        重开 [#编号] [原因]：重新打开已关闭的工单
        支持计划 [级别]：查看支持计划、服务时间、级别和时限
        为什么 [#编号]：说明每个时限是怎样算出来的
        语言 中文 | 英文 | 双语：设置本群使用的语言
        帮助 [全部 | 命令]：查看可用的命令
        绑定账号 [@人员 | 绑定码]：把另一个平台的账号绑定到同一个人
        订阅 [#编号] [邮箱]：用邮件接收工单的进展
        退订 [#编号] [邮箱]：不再用邮件接收工单的进展
        服务积分：查看服务积分和合同有效期
        前情 [#编号]：了解目前的情况：问题、已做的尝试、参与人员和各项时限
        加急 标题：以极速工单报告问题，会使用一次极速次数
        配额：查看极速工单还剩几次、由谁使用、何时到期
        联系人 [允许 | 不允许 @人员 [开单 | 加急 | 确认] | 移除 @人员]：查看谁可以开单、使用极速工单、同意关闭；管理员可以决定
        访问权限 授权 | 拒绝 [#编号] [说明]：授权或拒绝支持人员访问系统
        资料 [#编号] [项目: 内容]：查看工单还缺哪些资料，或补充资料
        跳过 [#编号]：跳过机器人正在询问的资料
        重复 [#编号] 同 #编号：说明两个工单是同一问题，关闭前一个，在后一个继续处理
        评价 [#编号] 1-5 [说明]：为已关闭的工单评分
        撤回 [#编号]：撤回您误报的工单；有人处理时先请负责人同意
        ");
        insta::assert_snapshot!(all(Languages::En, &verbs_of(Role::DutyManager)), @r#"
        Commands you can use here: open, show, list, say, level, escalate, reopen, plan, why, lang, help, ack, assign, update, note, solve, every, next, bridge, page, handoff, oncall, cover, board, close, silence, mirror, user-link, group-check, subscribe, unsubscribe, takeover, credit-show, credit-approve, credit-refuse, credit-reverse, wait, resume, catchup, transcript, quota, contacts, access, regrade, downgrade-access, dispatch, arrived, war-room, intake, skip, duplicate, withdraw
        To read more about a command, send "help" and its name, for example: help escalate. Parts in brackets are optional:
        open [level] title: report a problem and start the clock
        show [#number] [full [page]]: see the state, owner and due times of an incident
        list [open | mine | all]: list the incidents of this group
        say [#number] text: add information to an incident
        level [#number] level [reason]: ask for another severity
        escalate [#number] [urgent | normal] [reason]: escalate an incident to the duty manager
        reopen [#number] [reason]: reopen a closed incident
        plan [levels]: see the support plan, its hours, severities and targets
        why [#number]: explain how each due time was computed
        lang zh | en | both: set the language of this group
        help [all | verb]: see the commands you can use
        ack [#number | page code]: acknowledge an incident or a page, which stops paging
        assign [#number] @person: set the owner of an incident
        update [#number] text: post a status update to the customer
        note [#number] text: add a note that only staff can see
        solve [#number] [as answered | workaround | change-request] text: propose a solution and ask the customer for consent
        every [#number] duration: set the update cadence; a rarer one than the plan's waits for the customer's agreement
        next [#number] time: set the next update time; a later one than the plan's waits for the customer's agreement
        bridge [#number] link | off: set a meeting link; every update of rank 1 shows it
        page @person | team [#number] [reason]: page a person or a team
        handoff [#number | page code] [@person] [summary]: hand over an incident or a page; the owner stays until the other accepts
        oncall [team] [when]: see who is on call, and until when
        cover [team] [@person] [from time] until time | for duration: cover part of a shift, yourself or with the person you name
        board: see open incidents, nearest due time first
        close [#number] as outcome reason: close an incident on the customer's behalf; a reason is required
        silence [#number] until time | for duration: silence paging for a limited time
        mirror add | remove [#number] group: mirror an incident in a staff room or another group of its customer, or stop
        user-link [@person | code]: link an account on another platform to the same person
        group-check: check this group's binding, platform, bot and people
        subscribe [#number] [e-mail]: get updates on an incident by e-mail
        unsubscribe [#number] [e-mail]: stop updates on an incident by e-mail
        takeover [#number]: take over a customer's escalation and the response to it
        credit-show: see the service credits and the contract's end date
        credit-approve C-number: approve a service credit, which extends the contract
        credit-refuse C-number reason: refuse a service credit; a reason is required
        credit-reverse C-number reason: reverse an approved service credit; the customer reads the required reason
        wait [#number] for what [until time]: ask the customer for something and pause work until it arrives
        resume [#number]: stop waiting for the customer and resume work
        catchup [#number]: read the facts so far: the problem, what was tried, who works on it, what is promised
        transcript [#number]: read the latest messages kept with an incident, and how to export all of them
        quota: see how many express tickets are left, who spent them and when they expire
        contacts [allow | deny @person [open | spend | confirm] | remove @person]: see who may open incidents, spend express tickets and agree to close; administrators can change it
        access granted | refused [#number] [words]: grant or refuse support access to the system
        regrade [#number] level reason: decide the severity of an incident, with a reason that both sides read
        downgrade-access [#number]: lower the severity because access was refused; the evidence is kept
        dispatch [#number] @person time | duration: send somebody to the customer's site and give the arrival time
        arrived [#number]: record an arrival at the customer's site
        war-room [#number]: page all experts of the customer's emergency group at once
        intake [#number] [item: text]: see or add the required information of an incident
        skip [#number]: skip the information the bot asks for
        duplicate [#number] of #number: mark one incident as a duplicate of another; it is closed and work continues under the other
        withdraw [#number]: take back what you reported by mistake; the owner agrees once somebody works on it
        "#);
    }

    #[test]
    fn help_on_a_verb_shows_all_about_it() {
        insta::assert_snapshot!(detail(Languages::Both, Verb::Level, &[Role::Customer]), @r#"
        「定级」：申请调整工单的级别
        用法：定级 [#编号] 级别 [原因]
        也可以写作：level、sev、severity、改级
        例：定级 #128 L2 已有绕行办法
        降低级别前会请您确认；提高级别立即生效。
        如果本群只有一个未关闭的工单，可以省略编号。
        ---
        "level": ask for another severity
        Usage: level [#number] level [reason]
        Aliases: sev, severity, 定级, 改级
        Example: level #128 L2 a workaround holds
        You confirm it first when it lowers a severity. Raising takes effect at once.
        You may leave out the number if this group has only one open incident.
        "#);
        insta::assert_snapshot!(detail(Languages::En, Verb::Silence, &[Role::DutyManager]), @r#"
        "silence": silence paging for a limited time
        Usage: silence [#number] until time | for duration
        Aliases: snooze, mute, 静默, 静默至
        Example: silence #128 for 30m
        You confirm it first: it takes effect when you reply with the code. The code is valid for two minutes.
        You may leave out the number if this group has only one open incident.
        "#);
    }

    #[test]
    fn help_on_somebody_elses_verb_says_whose_it_is() {
        insta::assert_snapshot!(detail(Languages::Both, Verb::Ack, &[Role::Customer]), @r#"
        「认领」由值班工程师、客户经理、值班主管使用，因此您无法执行。如果需要办理，请联系他们，或发送：升级 #128 紧急 一小时没有进展
        ---
        "ack" is for on-call engineers, the TAM, the duty manager, so you cannot use it. If you need it, contact them, or send: escalate #128 urgent no progress for an hour
        "#);
    }
}
