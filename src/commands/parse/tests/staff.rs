//! What the support side types: people, times, outcomes and rights.

use super::*;

#[test]
fn staff_verbs_read_their_people_and_times() {
    let zhang = || PersonName("张强".to_owned());
    let team = PageTarget::Team("storage".to_owned());
    for (said, expected) in [
        ("assign #128 @张强", Command::Assign { incident: INC_128, person: zhang() }),
        ("指派 @张强 #128", Command::Assign { incident: INC_128, person: zhang() }),
        ("page storage #128", Command::Page { target: team, incident: INC_128, text: None }),
        (
            "转交 5531",
            Command::Handoff {
                target: Some(Target::PageOrIncident(5531)),
                person: None,
                text: None,
            },
        ),
        ("转交", Command::Handoff { target: None, person: None, text: None }),
        ("every 30 minutes", Command::Every { incident: None, minutes: 30 }),
        ("silence 128 30m", Command::Silence { incident: INC_128, until: Until::Minutes(30) }),
        ("静默 #128 半小时", Command::Silence { incident: INC_128, until: Until::Minutes(30) }),
        (
            "cover @张强 for 4h",
            Command::Cover {
                person: Some(zhang()),
                team: None,
                from: None,
                until: Until::Minutes(240),
            },
        ),
        (
            "cover storage @张强 for 4h",
            Command::Cover {
                person: Some(zhang()),
                team: Some("storage".to_owned()),
                from: None,
                until: Until::Minutes(240),
            },
        ),
        ("list mine", Command::List { scope: ListScope::Mine }),
        ("我的工单", Command::List { scope: ListScope::Mine }),
        ("ls", Command::List { scope: ListScope::Open }),
        ("语言 双语", Command::Lang { language: Languages::Both }),
        ("oncall storage", Command::Oncall { team: Some("storage".to_owned()), when: None }),
    ] {
        assert_eq!(read(said), Ok(expected), "{said}");
    }
}

#[test]
fn ends_and_appointments_are_wall_times() {
    for (said, key, printed) in [
        ("next #128 15:30", "time", "15:30"),
        ("next 15:30", "time", "15:30"),
        ("约定时间 128 明天 9:00", "time", "tomorrow 09:00"),
        ("值班 明天", "when", "tomorrow"),
        ("cover from 20:00 until 8:00", "from", "20:00"),
        ("顶班 从20:00 到 8:00", "from", "20:00"),
    ] {
        let printed_command = serde_json::to_value(read(said).unwrap()).unwrap();
        assert_eq!(printed_command[key], printed, "{said}");
    }
    for said in
        ["静默至 #128 15:30", "silence #128 until 15:30", "静默 #128 至15:30", "静默至15:30"]
    {
        let printed = serde_json::to_value(read(said).unwrap()).unwrap();
        assert_eq!(printed["until"]["time"], "15:30", "{said}");
    }
}

#[test]
fn closing_for_the_customer_needs_an_outcome_and_a_reason() {
    let missing = |which| Err(ParseError::MissingArgument { verb: Verb::Close, which });
    assert_eq!(read("close #128"), missing(Argument::Outcome));
    assert_eq!(read("close #128 as agreed"), missing(Argument::Reason));
    assert!(matches!(read("close #128 as done x"), Err(ParseError::BadChoice { .. })));
    for (said, outcome) in [
        ("close #128 as change-request moved to the plan", Outcome::ChangeRequest),
        ("close #128 as out of scope not ours", Outcome::OutOfScope),
        ("关闭 #128 为重复 见 #127", Outcome::Duplicate),
    ] {
        let Ok(Command::Close { outcome: found, incident, .. }) = read(said) else {
            panic!("{said}")
        };
        assert_eq!((found, incident), (outcome, INC_128), "{said}");
    }
}

#[test]
fn somebody_is_registered_as_a_contact_or_removed() {
    let registered = |registered| {
        let person = PersonName("韩梅".to_owned());
        let decision = Some(ContactDecision::Registered { registered, person });
        Ok(Command::Contacts { decision })
    };
    for said in ["contacts allow @韩梅", "联系人 允许 @韩梅", "联系人 登记 @韩梅"] {
        assert_eq!(read(said), registered(true), "{said}");
    }
    for said in ["contacts remove @韩梅", "联系人 移除 @韩梅", "联系人 删除 @韩梅"]
    {
        assert_eq!(read(said), registered(false), "{said}");
    }
}

#[test]
fn a_decision_about_a_contact_names_the_person_and_the_right() {
    let decided = |allowed, right| {
        let person = PersonName("韩梅".to_owned());
        Ok(Command::Contacts { decision: Some(ContactDecision::Right { allowed, person, right }) })
    };
    assert_eq!(read("联系人 允许 @韩梅 加急"), decided(true, Right::Spend));
    assert_eq!(read("联系人 不允许 @韩梅 开单"), decided(false, Right::Open));
    assert_eq!(read("contacts deny @韩梅 confirm"), decided(false, Right::Confirm));
    assert_eq!(read("contacts"), Ok(Command::Contacts { decision: None }));
    let missing = ParseError::MissingArgument { verb: Verb::Contacts, which: Argument::Permission };
    for said in ["contacts allow", "contacts deny @韩梅", "联系人 允许", "contacts remove"] {
        assert_eq!(read(said), Err(missing.clone()), "{said}");
    }
    for said in ["contacts rename", "contacts allow @韩梅 everything", "联系人 移除 @韩梅 开单"]
    {
        assert!(
            matches!(read(said), Err(ParseError::BadChoice { verb: Verb::Contacts, .. })),
            "{said}"
        );
    }
}

#[test]
fn a_mirror_names_its_group_by_all_that_is_left() {
    let mirror = |change, group: &str| {
        Ok(Command::Mirror { change, incident: INC_128, group: group.to_owned() })
    };
    assert_eq!(read("mirror add #128 storage room 2"), mirror(MirrorChange::Add, "storage room 2"));
    assert_eq!(
        read("镜像 移除 #128 灯笼银行 × 支持"),
        mirror(MirrorChange::Remove, "灯笼银行 × 支持")
    );
    let missing = ParseError::MissingArgument { verb: Verb::Mirror, which: Argument::Group };
    assert_eq!(read("mirror add #128"), Err(missing.clone()));
    assert_eq!(read("镜像"), Err(missing));
    let typed = "onto #128 x".to_owned();
    assert_eq!(
        read("mirror onto #128 x"),
        Err(ParseError::BadChoice { verb: Verb::Mirror, typed })
    );
}
