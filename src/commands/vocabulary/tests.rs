use super::*;
use crate::commands::plans_for_tests::{severity, words};

fn read<'w>(words: &'w SeverityWords, typed: &str) -> Option<(NamedSeverity<'w>, String)> {
    let mut cursor = Cursor::new(typed);
    let found = words.read_name(&mut cursor)?;
    Some((found, cursor.text().unwrap_or_default()))
}

fn offered(words: &SeverityWords, typed: &str) -> Option<(String, String)> {
    match read(words, typed)? {
        (NamedSeverity::Offered(name), rest) => Some((name.id.as_str().to_owned(), rest)),
        _ => None,
    }
}

#[test]
fn every_short_form_names_the_level_of_its_rank() {
    let words = words("isoftstone", "vip", "im").unwrap();
    for typed in [
        "L1",
        "l1",
        "Ｌ１",
        "1级",
        "1 级",
        "１级",
        "一级",
        "P1",
        "S1",
        "sev1",
        "SEV-1",
        "sev 1",
        "严重性1",
        "严重性一",
        "severity 1",
        "level 1",
    ] {
        let expected = Some(("core_production_down".to_owned(), "支付失败".to_owned()));
        for joint in [" ", ":", "： ", "　"] {
            assert_eq!(
                offered(&words, &format!("{typed}{joint}支付失败")),
                expected,
                "{typed}{joint}"
            );
        }
    }
}

#[test]
fn the_plans_own_names_are_words_in_both_languages() {
    let words = words("isoftstone", "vip", "im").unwrap();
    for typed in ["生产系统不可用", "Production down", "production_down", "PRODUCTION-DOWN"]
    {
        let found = offered(&words, &format!("{typed}：无法登录"));
        assert_eq!(found, Some(("production_down".to_owned(), "无法登录".to_owned())), "{typed}");
    }
}

#[test]
fn the_longest_name_wins() {
    let short = severity("a", 1, "系统", "System");
    let long = severity("b", 2, "系统 异常", "System abnormal");
    let words = SeverityWords::new(vec![short, long], vec![]);
    assert_eq!(offered(&words, "系统 异常 x"), Some(("b".to_owned(), "x".to_owned())));
    assert_eq!(offered(&words, "system is slow"), Some(("a".to_owned(), "is slow".to_owned())));
}

#[test]
fn a_title_that_only_begins_like_a_level_stays_whole() {
    let words = words("daocloud", "professional", "im").unwrap();
    for title in ["一级域名解析失败", "L4负载均衡故障", "S3上传失败", "支付返回 500"]
    {
        assert_eq!(read(&words, title), None, "{title}");
    }
    assert_eq!(offered(&words, "1级支付失败"), Some(("l1".to_owned(), "支付失败".to_owned())));
}

#[test]
fn a_level_served_elsewhere_is_known_as_such() {
    let words = words("alibabacloud", "premier", "im").unwrap();
    let (found, _) = read(&words, "核心业务不可用 全部失败").unwrap();
    let NamedSeverity::Elsewhere(other) = found else { panic!("{found:?}") };
    assert_eq!(other.channels_en, ["ticket"]);
    let l1 = offered(&words, "L1 全部失败").unwrap();
    assert_eq!(l1.0, "business_down", "a short form means what is offered here");
}

#[test]
fn a_rank_beyond_the_ladder_is_unknown() {
    let words = words("alibabacloud", "premier", "im").unwrap();
    assert_eq!(read(&words, "P9 x").unwrap().0, NamedSeverity::Unknown("P9".to_owned()));
    assert_eq!(read(&words, "7级 x").unwrap().0, NamedSeverity::Unknown("7级".to_owned()));
}

#[test]
fn without_levels_nothing_is_a_level() {
    assert_eq!(read(&SeverityWords::default(), "P1 x"), None);
}
