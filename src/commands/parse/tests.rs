mod mistakes;
mod staff;

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::commands::command::{
    ConfirmationCode, ContactDecision, HelpTopic, Languages, LinkCode, ListScope, MirrorChange,
    Outcome, PageCode, PageTarget, PersonName, Resolution, Right, Target, Urgency,
};
use crate::commands::error::Argument;
use crate::commands::grammar::{Grammar, verbs};
use crate::commands::plans_for_tests::words;
use crate::commands::quote::LONGEST_SHOWN;
use crate::commands::wall_time::{Day, Until, WallTime};
use crate::ids::{IncidentNumber, SeverityId};

const PLANS: &[(&str, &str)] = &[
    ("daocloud", "professional"),
    ("isoftstone", "vip"),
    ("huaweicloud", "enterprise"),
    ("zitadel", "dedicated"),
    ("alibabacloud", "premier"),
];

fn read(said: &str) -> Result<Command, ParseError> {
    parse(said, &VIP)
}

const INC_128: Option<IncidentNumber> = Some(IncidentNumber(128));

#[test]
fn every_help_example_is_its_own_verb_under_every_plan() {
    for (plan, tier) in PLANS {
        let words = words(plan, tier, "im").unwrap();
        for row in verbs() {
            for example in [row.example_en, row.example_zh] {
                let command = parse(example, &words).unwrap();
                let printed = serde_json::to_value(&command).unwrap();
                assert_eq!(printed["verb"], row.verb.as_str(), "{example}");
            }
        }
    }
}

#[test]
fn a_name_of_two_words_is_read_with_a_blank_or_a_hyphen() {
    for said in ["group check", "Group-Check", "group　check", "自检"] {
        assert_eq!(read(said), Ok(Command::GroupCheck), "{said}");
    }
    let code = LinkCode::parse("8F3K2QXM");
    for said in ["user link 8F3K-2QXM", "User-Link: 8f3k2qxm", "绑定账号 8F3K-2QXM"] {
        assert_eq!(
            read(said),
            Ok(Command::UserLink { person: None, code: code.clone() }),
            "{said}"
        );
    }
    let person = Some(PersonName("wang-wei".to_owned()));
    assert_eq!(read("user link @wang-wei"), Ok(Command::UserLink { person, code: None }));
    assert_eq!(read("user link"), Ok(Command::UserLink { person: None, code: None }));
}

/// What people type who know other on-call bots, and the command that it is here.
const FIELD_WORDS: &[(&str, &str)] = &[
    ("acknowledge #128", "ack #128"),
    ("acknowledge 5531", "ack 5531"),
    ("resolve #128 storage was switched over", "solve #128 storage was switched over"),
    ("Resolved #128 as workaround retry", "solve #128 as workaround retry"),
    ("comment #128 it also fails in the second zone", "say #128 it also fails in the second zone"),
    ("severity #128 L2 a workaround holds", "level #128 L2 a workaround holds"),
    ("cadence #128 30m", "every #128 30m"),
    ("override storage @chen-jing until 18:00", "cover storage @chen-jing until 18:00"),
    ("snooze #128 30m", "silence #128 for 30m"),
    ("mute #128 until 15:30", "silence #128 until 15:30"),
    ("reassign #128 @chen-jing", "assign #128 @chen-jing"),
    ("hand over #128 @chen-jing half done", "handoff #128 @chen-jing half done"),
    ("handover #128 @chen-jing half done", "handoff #128 @chen-jing half done"),
    ("declare L1 payments return 500", "open L1 payments return 500"),
    ("trigger payments return 500", "open payments return 500"),
    ("dashboard", "board"),
    ("who is on call", "oncall"),
    ("Who\u{2019}s on call?", "oncall"),
    ("who's on-call right now", "oncall"),
    ("whos oncall storage", "oncall storage"),
    ("who is on call for storage tomorrow 9:00", "oncall storage tomorrow 9:00"),
];

#[test]
fn the_words_of_other_on_call_bots_are_understood() {
    for (typed, meant) in FIELD_WORDS {
        let command = read(meant);
        assert!(command.is_ok(), "{meant}: {command:?}");
        assert_eq!(read(typed), command, "{typed}");
    }
}

#[test]
fn an_incident_can_be_opened_without_a_level() {
    let opened = |severity, title: &str| Command::Open {
        severity,
        title: title.to_owned(),
        other_level: None,
    };
    let expected = opened(None, "支付返回 500！");
    assert_eq!(read("报障：支付返回 500！"), Ok(expected));
    let severity = Some(SeverityId::new("core_production_down"));
    let expected = opened(severity, "支付失败");
    assert_eq!(read("开单1级支付失败"), Ok(expected));
}

#[test]
fn an_unbound_group_loses_no_word_of_a_title() {
    let said = parse("open P1 payments fail", &SeverityWords::default());
    let title = "P1 payments fail".to_owned();
    assert_eq!(said, Ok(Command::Open { severity: None, title, other_level: None }));
}

#[test]
fn an_acknowledgement_names_a_page_an_incident_or_nothing() {
    for (said, target) in [
        ("收到", None),
        ("ack", None),
        ("收到，马上处理", None),
        ("收到 5531", Some(Target::PageOrIncident(5531))),
        ("收到5531", Some(Target::PageOrIncident(5531))),
        ("ack P-5531", Some(Target::Page(PageCode(5531)))),
        ("收到 #5531", Some(Target::Incident(IncidentNumber(5531)))),
        ("认领 128", Some(Target::Incident(IncidentNumber(128)))),
        ("take INC-5531", Some(Target::Incident(IncidentNumber(5531)))),
    ] {
        assert_eq!(read(said), Ok(Command::Ack { target }), "{said}");
    }
    assert!(matches!(read("收到 55 31 号"), Ok(Command::Ack { .. })));
    assert!(matches!(read("ack 5531x"), Err(ParseError::BadIncident { .. })));
}

#[test]
fn a_consent_and_a_code_are_never_confused() {
    let consent = |incident| Ok(Command::Confirm { incident, text: None });
    for said in ["confirm 2345", "confirm #2345", "同意关闭 2345", "确认 2345", "确认2345"]
    {
        assert_eq!(read(said), consent(Some(IncidentNumber(2345))), "{said}");
    }
    assert_eq!(read("confirm"), consent(None));
    let code = ConfirmationCode::parse("8F3K").unwrap();
    for said in [
        "确认 8F3K",
        "confirm 8f3k",
        "确认８Ｆ３Ｋ",
        "「确认 8F3K」",
        "回复 确认 8F3K",
        "reply: confirm 8F3K",
    ] {
        assert_eq!(read(said), Ok(Command::Approve { code: code.clone() }), "{said}");
    }
    for said in ["confirm 8F3O", "确认 谢谢", "confirm that it works"] {
        assert!(matches!(read(said), Err(ParseError::BadCode { .. })), "{said}");
    }
}

#[test]
fn an_escalation_may_say_how_urgent_it_is() {
    let escalated = |urgency, text: Option<&str>| {
        Ok(Command::Escalate { incident: INC_128, urgency, text: text.map(str::to_owned) })
    };
    assert_eq!(
        read("escalate #128 urgent no news"),
        escalated(Some(Urgency::Urgent), Some("no news"))
    );
    assert_eq!(read("升级#128 普通"), escalated(Some(Urgency::Normal), None));
    assert_eq!(read("催办 128 紧急通道不通"), escalated(None, Some("紧急通道不通")));
}

#[test]
fn help_is_the_answer_to_nothing() {
    for said in ["", "  ", "。", "👍", "?", "？", "help", "帮助！", "help 👍"] {
        assert_eq!(read(said), Ok(Command::Help { topic: None }), "{said}");
    }
    let escalate = Some(HelpTopic::Verb(Verb::Escalate));
    assert_eq!(read("help /escalate"), Ok(Command::Help { topic: escalate }));
    assert_eq!(read("帮助「升级」"), Ok(Command::Help { topic: escalate }));
    for said in ["help all", "帮助 全部", "帮助全部", "帮助 所有", "? all", "HELP ALL"]
    {
        assert_eq!(read(said), Ok(Command::Help { topic: Some(HelpTopic::All) }), "{said}");
    }
    assert!(matches!(read("help escalte"), Err(ParseError::UnknownVerb { .. })));
}

/// Arbitrary text, text of the characters that mean something to the parser, and verbs with such
/// text.
fn any_message() -> impl Strategy<Value = String> {
    let meaningful = "[ \\u{2005}　@＠/／#＃:：>`「」\n0-9０-９a-zＡ-Ｚ一二三级升报障收到确认至半小时点月日值班助手INC-]{0,40}";
    let verb = proptest::sample::select(verbs().flat_map(Grammar::names).collect::<Vec<_>>());
    let root = proptest::sample::select(vec![
        "",
        "@值班助手 ",
        "/inc ",
        "/工单",
        "＠值班助手",
        "> x\n",
        "```",
    ]);
    let behind = prop_oneof![any::<String>(), meaningful];
    (root, prop_oneof![Just(""), verb], behind)
        .prop_map(|(root, verb, behind)| format!("{root}{verb}{behind}"))
}

static VIP: LazyLock<SeverityWords> = LazyLock::new(|| words("isoftstone", "vip", "im").unwrap());

proptest! {
    #[test]
    fn no_message_makes_the_parser_panic(message in any_message(), addressed: bool) {
        let read = parse_addressed(&message, "值班助手", addressed, &VIP);
        prop_assert!(!addressed || read.is_some());
    }

    #[test]
    fn free_text_comes_through_as_typed(text in "[a-z支付！ａＢ]([ -~一-龥！-～]{0,30}[a-z支付！])?") {
        prop_assume!(text.contains(char::is_alphanumeric) && !text.starts_with(['！', '1', '2', '3']));
        let incident = Some(IncidentNumber(128));
        prop_assert_eq!(read(&format!("say #128 {text}")), Ok(Command::Say { incident, text }));
    }
}

#[test]
fn a_wait_closes_with_its_end_or_has_none() {
    let wait =
        |text: &str, until| Ok(Command::Wait { incident: INC_128, text: text.to_owned(), until });
    let at_six =
        |day| Some(Until::Time(WallTime { day, time: chrono::NaiveTime::from_hms_opt(18, 0, 0) }));
    assert_eq!(read("wait #128 for the logs"), wait("the logs", None));
    assert_eq!(read("wait #128 the logs until 18:00"), wait("the logs", at_six(Day::Unsaid)));
    assert_eq!(
        read("wait #128 for the report, until 2h"),
        wait("the report", Some(Until::Minutes(120)))
    );
    assert_eq!(
        read("待客户 #128 昨晚的日志 直到 明天 18:00"),
        wait("昨晚的日志", at_six(Day::InDays(1)))
    );
    assert_eq!(read("挂起128 日志 至18:00"), wait("日志", at_six(Day::Unsaid)));
    for text in ["proof that it holds until Friday", "从 9 点到 10 点的日志", "the end of until"]
    {
        assert_eq!(read(&format!("wait #128 for {text}")), wait(text, None), "{text}");
    }
    let missing = Err(ParseError::MissingArgument { verb: Verb::Wait, which: Argument::Text });
    assert_eq!(read("wait #128"), missing);
    assert_eq!(read("恢复128"), Ok(Command::Resume { incident: INC_128 }));
}

#[test]
fn a_solution_says_how_it_solves_behind_as_and_nowhere_else() {
    let solve = |resolution, text: &str| {
        Ok(Command::Solve { incident: INC_128, resolution, text: text.to_owned() })
    };
    let workaround = Some(Resolution::PermanentWorkaround);
    for said in [
        "solve #128 as workaround restart nightly",
        "solve #128 as permanent workaround: restart nightly",
    ] {
        assert_eq!(read(said), solve(workaround, "restart nightly"), "{said}");
    }
    assert_eq!(read("方案 #128 为 永久规避 每晚重启"), solve(workaround, "每晚重启"));
    assert_eq!(read("方案 #128 按 变更请求：扩容"), solve(Some(Resolution::ChangeRequest), "扩容"));
    for text in
        ["answered the question", "as before, the cache was cleared", "为网关扩容", "已解答疑问"]
    {
        assert_eq!(read(&format!("solve #128 {text}")), solve(None, text), "{text}");
    }
}

#[test]
fn a_mailbox_and_a_number_are_told_apart_in_any_order() {
    let subscribe = |incident: Option<i64>, address: Option<&str>| {
        let (incident, address) = (incident.map(IncidentNumber), address.map(str::to_owned));
        Ok(Command::Subscribe { incident, address })
    };
    for (said, number, address) in [
        ("subscribe", None, None),
        ("订阅", None, None),
        ("订阅 #128", Some(128), None),
        ("subscribe INC-128 wang@bank.example", Some(128), Some("wang@bank.example")),
        ("subscribe wang@bank.example", None, Some("wang@bank.example")),
        ("订阅 wang@bank.example #128", Some(128), Some("wang@bank.example")),
        ("订阅 128wang@bank.example", None, Some("128wang@bank.example")),
        ("订阅 #128 <wang＠bank.example>。", Some(128), Some("wang@bank.example")),
        ("订阅 #128 wang@\u{200D}bank.example", Some(128), Some("wang@bank.example")),
        ("订阅 #128 王伟", Some(128), Some("王伟")),
    ] {
        assert_eq!(read(said), subscribe(number, address), "{said}");
    }
    let unsubscribe = Command::Unsubscribe { incident: Some(IncidentNumber(128)), address: None };
    assert_eq!(read("退订 #128"), Ok(unsubscribe));
}

#[test]
fn hurrying_an_incident_keeps_its_words_and_an_express_ticket_has_its_own() {
    let urgent = Command::Escalate {
        incident: INC_128,
        urgency: Some(Urgency::Urgent),
        text: Some("没有进展".to_owned()),
    };
    assert_eq!(read("升级 #128 加急 没有进展"), Ok(urgent));
    for said in ["加急 支付失败", "极速：支付失败", "express 支付失败"] {
        assert_eq!(read(said), Ok(Command::Express { title: "支付失败".to_owned() }), "{said}");
    }
    for said in ["加急 #128", "加急#128 没有进展"] {
        let Err(ParseError::UnknownVerb { suggestions, .. }) = read(said) else { panic!("{said}") };
        assert_eq!(suggestions, [Verb::Escalate, Verb::Express], "{said}");
    }
    assert_eq!(read("加急 500 错误"), Ok(Command::Express { title: "500 错误".to_owned() }));
    let missing = ParseError::MissingArgument { verb: Verb::Express, which: Argument::Title };
    assert_eq!(read("加急"), Err(missing));
}

#[test]
fn an_incident_is_found_anywhere_in_a_text_by_its_mark() {
    for (text, number) in [
        ("定级裁决 #128 L2 只影响报表", Some(128)),
        ("regrade L2 ＃7 because", Some(7)),
        ("@bot level INC-31 L2", Some(31)),
        ("定级 128 L2", None),
        ("it is all fine", None),
    ] {
        assert_eq!(incident_named_in(text), number.map(IncidentNumber), "{text}");
    }
}
