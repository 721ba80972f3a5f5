//! What is missing, wrong or no command at all.

use super::*;

#[test]
fn a_question_about_something_else_is_no_command() {
    for said in ["who is on", "who is on calls", "who is the owner", "who's there"] {
        assert!(matches!(read(said), Err(ParseError::UnknownVerb { .. })), "{said}");
    }
}

#[test]
fn a_level_that_is_not_offered_is_answered_with_those_that_are() {
    let words = words("alibabacloud", "premier", "im").unwrap();
    let Err(ParseError::UnknownSeverity { typed, offered, elsewhere, .. }) =
        parse("定级 #1 核心业务不可用", &words)
    else {
        panic!("accepted")
    };
    assert_eq!((typed.as_str(), offered.len()), ("核心业务不可用", 3));
    assert_eq!(elsewhere.unwrap().channels_zh, ["工单"]);
    assert!(matches!(
        parse("level #1 P9", &words),
        Err(ParseError::UnknownSeverity { elsewhere: None, .. })
    ));
}

#[test]
fn a_number_alone_answers_a_suggestion() {
    for (said, number) in [("1", 1), ("２", 2), (" 3。", 3), ("回复 1", 1), ("4", 4)] {
        assert_eq!(read(said), Ok(Command::Choose { number }), "{said}");
    }
    assert!(matches!(read("10"), Err(ParseError::UnknownVerb { .. })));
}

#[test]
fn a_sentence_that_begins_like_a_verb_is_not_carried_out() {
    for said in [
        "升级了没有",
        "确认一下这个问题",
        "关闭不了",
        "状态怎么样",
        "updates please",
        "升级3.0版本的问题",
    ] {
        assert!(matches!(read(said), Err(ParseError::UnknownVerb { .. })), "{said}");
    }
}

#[test]
fn what_is_missing_or_wrong_is_named() {
    use ParseError::{BadDuration, BadIncident, BadTime, MissingArgument};
    let missing = |verb, which| MissingArgument { verb, which };
    for (said, expected) in [
        ("open", missing(Verb::Open, Argument::Title)),
        ("开单 L1", missing(Verb::Open, Argument::Title)),
        ("say #128", missing(Verb::Say, Argument::Text)),
        ("level #128", missing(Verb::Level, Argument::Severity)),
        ("lang", missing(Verb::Lang, Argument::Languages)),
        ("assign #128", missing(Verb::Assign, Argument::Person)),
        ("page", missing(Verb::Page, Argument::PageTarget)),
        ("every #128", missing(Verb::Every, Argument::Duration)),
        ("next #128", missing(Verb::Next, Argument::Time)),
        ("silence #128", missing(Verb::Silence, Argument::End)),
        ("cover @张强", missing(Verb::Cover, Argument::End)),
        ("every #128 soon", BadDuration { verb: Verb::Every, typed: "soon".to_owned() }),
        ("next #128 25:00", BadTime { verb: Verb::Next, typed: "25:00".to_owned() }),
        ("silence #128 until soon", BadTime { verb: Verb::Silence, typed: "soon".to_owned() }),
        ("why the payment", BadIncident { verb: Verb::Why, typed: "the payment".to_owned() }),
    ] {
        assert_eq!(read(said), Err(expected), "{said}");
    }
}

#[test]
fn a_level_without_a_verb_suggests_to_open() {
    for said in
        ["P1 支付失败", "sev1 payments fail", "一级 支付失败", "核心生产系统不可用 支付失败"]
    {
        let Err(ParseError::UnknownVerb { suggestions, .. }) = read(said) else { panic!("{said}") };
        assert_eq!(suggestions, [Verb::Open], "{said}");
    }
}

#[test]
fn what_is_shown_again_mentions_nobody() {
    let Err(ParseError::UnknownVerb { typed, .. }) = read("@all 支付失败") else {
        panic!("accepted")
    };
    assert_eq!(typed, "＠all");
}

#[test]
fn long_words_are_cut_in_errors() {
    let Err(ParseError::UnknownVerb { typed, suggestions }) = read(&"x".repeat(100_000)) else {
        panic!()
    };
    assert_eq!(typed.chars().count(), LONGEST_SHOWN + 1);
    assert_eq!(suggestions, []);
}
