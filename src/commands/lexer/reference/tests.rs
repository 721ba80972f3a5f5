use crate::commands::command::{Command, Target};
use crate::commands::{SeverityWords, parse};
use crate::ids::IncidentNumber;

fn read(said: &str) -> Command {
    parse(said, &SeverityWords::default()).unwrap_or_else(|error| panic!("{said}: {error}"))
}

/// The words of a command with free text.
fn words_of(command: &Command) -> Option<&str> {
    match command {
        Command::Say { text, .. }
        | Command::Update { text, .. }
        | Command::Note { text, .. }
        | Command::Solve { text, .. }
        | Command::Wait { text, .. } => Some(text),
        Command::Escalate { text, .. }
        | Command::Reject { text, .. }
        | Command::Reopen { text, .. }
        | Command::Handoff { text, .. }
        | Command::Page { text, .. }
        | Command::Intake { text, .. } => text.as_deref(),
        _ => None,
    }
}

#[test]
fn a_quantity_a_list_or_a_time_names_no_incident() {
    for (said, words) in [
        ("升级 2 小时没有进展", "2 小时没有进展"),
        ("升级 3 个节点都挂了", "3 个节点都挂了"),
        ("催办 2 次了还没人", "2 次了还没人"),
        ("方案 1. 重启网关 2. 清空缓存", "1. 重启网关 2. 清空缓存"),
        ("方案 1、重启网关 2、清空缓存", "1、重启网关 2、清空缓存"),
        ("方案 1) 重启网关", "1) 重启网关"),
        ("方案 1 重启网关 2 清空缓存", "1 重启网关 2 清空缓存"),
        ("solve 1 - restart the gateway", "1 - restart the gateway"),
        ("方案 1：重启网关", "1：重启网关"),
        ("update 2 of 5 disks replaced", "2 of 5 disks replaced"),
        ("update 2 / 5 disks replaced", "2 / 5 disks replaced"),
        ("update 2 disks replaced", "2 disks replaced"),
        ("进展 7 号盘已更换", "7 号盘已更换"),
        ("进展 3 月 5 日前完成", "3 月 5 日前完成"),
        ("补充 20 % 的请求失败", "20 % 的请求失败"),
        ("补充 2 万用户受影响", "2 万用户受影响"),
        ("note 10 more minutes", "10 more minutes"),
        ("未解决 5 分钟后又失败", "5 分钟后又失败"),
        ("重开 2 天后再次出现", "2 天后再次出现"),
        ("资料 影响：3 成支付", "影响：3 成支付"),
    ] {
        let command = read(said);
        assert_eq!(command.incident(), None, "{said}");
        assert_eq!(words_of(&command), Some(words), "{said}");
    }
}

#[test]
fn an_acknowledgement_with_a_quantity_names_nothing() {
    for said in [
        "收到，5 分钟内处理",
        "收到，5分钟内处理",
        "收到 5 分钟内处理",
        "收到5分钟内处理",
        "收到，30min 内回复",
        "ack 10 minutes please",
        "ack, 2 of us are looking",
        "认领，1 小时后给结论",
        "收到 2026 年的问题我来看",
    ] {
        assert_eq!(read(said), Command::Ack { target: None }, "{said}");
    }
    for said in ["收到 5531 马上处理", "收到 5531，马上处理", "ack 5531 on it", "收到5531"]
    {
        assert_eq!(
            read(said),
            Command::Ack { target: Some(Target::PageOrIncident(5531)) },
            "{said}"
        );
    }
}

#[test]
fn a_number_alone_or_before_words_may_be_the_incident() {
    for said in [
        "更新 47 仍有 3% 失败",
        "更新 47 日志已收集",
        "更新 47 前端已恢复",
        "补充 47 时间同步也有问题",
        "note 47 node replaced",
        "update 47 payments work again",
        "升级 47",
        "升级 47。",
        "ack 47",
        "为什么 47？",
        "查看 47 号工单",
        "更新 47号工单 已恢复",
        "every 47 30m",
        "level 47 L2",
        "静默 47 30分钟",
        "指派 47 @张强",
        "指派 @张强 47",
        "close 47 as agreed by phone",
        "方案 47 重启网关",
    ] {
        let words = crate::commands::plans_for_tests::words("daocloud", "standard", "im").unwrap();
        let command = parse(said, &words).unwrap_or_else(|error| panic!("{said}: {error}"));
        assert_eq!(command.incident(), Some(IncidentNumber(47)), "{said}");
    }
}

#[test]
fn a_mark_makes_a_reference_of_any_number() {
    for said in [
        "升级 #2 小时没有进展",
        "方案 INC-2. 重启网关",
        "收到 #2，5 分钟内处理",
        "update inc2 of 5 disks replaced",
        "呼叫 存储 #2 磁盘",
    ] {
        assert_eq!(read(said).incident(), Some(IncidentNumber(2)), "{said}");
    }
}

#[test]
fn a_number_behind_a_person_or_team_is_a_reference_only_at_the_end() {
    assert_eq!(read("呼叫 storage 2 块盘坏了").incident(), None);
    assert_eq!(words_of(&read("呼叫 storage 2 块盘坏了")), Some("2 块盘坏了"));
    assert_eq!(read("page storage 2").incident(), Some(IncidentNumber(2)));
    assert_eq!(read("转交 @张强 2 台机器已重启").incident(), None);
}
