use crate::commands::command::Command;
use crate::commands::plans_for_tests::words;
use crate::commands::{ParseError, parse};

/// The level as the rank in the plan's ladder, and the title.
fn opened(said: &str, plan: &str) -> (Option<String>, String) {
    let tier = match plan {
        "daocloud" => "standard",
        "alibabacloud" => "premier",
        "zitadel" => "dedicated",
        _ => "vip",
    };
    let words = words(plan, tier, "im").unwrap();
    match parse(said, &words) {
        Ok(Command::Open { severity, title, .. }) => {
            (severity.map(|id| id.as_str().to_owned()), title)
        }
        other => panic!("{said}: {other:?}"),
    }
}

fn levels(rows: &[(&str, Option<&str>, &str)]) {
    for (said, level, title) in rows {
        let expected = (level.map(str::to_owned), (*title).to_owned());
        assert_eq!(opened(said, "daocloud"), expected, "{said}");
    }
}

#[test]
fn a_level_may_be_glued_to_the_verb_and_to_the_title() {
    levels(&[
        ("报障P1支付失败", Some("l1"), "支付失败"),
        ("报障 P1支付失败", Some("l1"), "支付失败"),
        ("报障 一级支付失败", Some("l1"), "支付失败"),
        ("报障一级支付失败", Some("l1"), "支付失败"),
        ("报障sev2登录慢", Some("l2"), "登录慢"),
        ("开单3级：报表慢", Some("l3"), "报表慢"),
        ("报障 二级 支付失败", Some("l2"), "支付失败"),
        ("提交P2登录慢", Some("l2"), "登录慢"),
        ("报障支付失败", None, "支付失败"),
        ("开单支付返回500", None, "支付返回500"),
    ]);
}

#[test]
fn a_level_may_stand_at_the_end() {
    levels(&[
        ("报障 支付失败 一级", Some("l1"), "支付失败"),
        ("报障 支付失败，一级！", Some("l1"), "支付失败"),
        ("报障 支付失败 P1", Some("l1"), "支付失败"),
        ("报障 支付失败P1", Some("l1"), "支付失败"),
        ("报障 支付失败（一级）", Some("l1"), "支付失败"),
        ("报障 支付失败 [sev2]", Some("l2"), "支付失败"),
        ("open payments fail - P1", Some("l1"), "payments fail"),
        ("open payments fail sev 2", Some("l2"), "payments fail"),
        ("报障 支付失败 生产灾害性事故", Some("l1"), "支付失败"),
        ("报障 返回上一级", None, "返回上一级"),
        ("报障 页面升级", None, "页面升级"),
        ("报障 支付返回 500", None, "支付返回 500"),
    ]);
}

#[test]
fn brackets_and_the_dash_are_taken_off_the_title() {
    levels(&[
        ("报障 【一级】支付", Some("l1"), "支付"),
        ("报障【一级】支付失败", Some("l1"), "支付失败"),
        ("open [P1] x", Some("l1"), "x"),
        ("open (sev2) - logins fail", Some("l2"), "logins fail"),
        ("open P1 - payments fail", Some("l1"), "payments fail"),
        ("报障 P1—支付失败", Some("l1"), "支付失败"),
        ("报障 （二级）：登录慢", Some("l2"), "登录慢"),
        ("报障 【支付】下单失败", None, "【支付】下单失败"),
        ("报障 [api] P99 latency", None, "[api] P99 latency"),
    ]);
}

#[test]
fn a_label_names_the_level_and_the_title() {
    levels(&[
        ("报障 级别：一级 标题：支付失败", Some("l1"), "支付失败"),
        ("报障 标题：支付失败 级别：一级", Some("l1"), "支付失败"),
        ("报障\n级别：P2\n标题：登录慢", Some("l2"), "登录慢"),
        ("open level: P1, title: payments fail", Some("l1"), "payments fail"),
        ("open severity: sev3 reports are slow", Some("l3"), "reports are slow"),
        ("报障 支付失败，严重程度：一级", Some("l1"), "支付失败"),
        ("报障 标题：支付失败", None, "支付失败"),
    ]);
}

#[test]
fn what_only_looks_like_a_level_is_none() {
    levels(&[
        ("报障 一级域名解析失败", None, "一级域名解析失败"),
        ("报障一级域名解析失败", None, "一级域名解析失败"),
        ("报障 二级缓存失效", None, "二级缓存失效"),
        ("报障 三级等保检查不通过", None, "三级等保检查不通过"),
        ("报障 二级页面打不开", None, "二级页面打不开"),
        ("报障 L7 负载均衡不可用", None, "L7 负载均衡不可用"),
    ]);
}

#[test]
fn a_short_form_that_may_be_a_name_is_the_level_and_stays() {
    levels(&[
        ("报障 S3 存储桶无法访问", Some("l3"), "S3 存储桶无法访问"),
        ("报障 S3存储桶无法访问", Some("l3"), "S3存储桶无法访问"),
        ("报障 L4 负载均衡故障", Some("l4"), "L4 负载均衡故障"),
        ("open S3 bucket is gone", Some("l3"), "S3 bucket is gone"),
        ("open L4 load balancer drops packets", Some("l4"), "L4 load balancer drops packets"),
        ("报障 L2 网络不通", Some("l2"), "L2 网络不通"),
        ("报障 S3：存储桶无法访问", Some("l3"), "存储桶无法访问"),
        ("报障 P3 存储桶无法访问", Some("l3"), "存储桶无法访问"),
    ]);
}

#[test]
fn an_unknown_level_opens_under_the_nearest() {
    for (said, level, title, typed) in [
        ("报障 P0 支付失败", Some("l1"), "支付失败", "P0"),
        ("报障P0支付失败", Some("l1"), "支付失败", "P0"),
        ("open sev0: payments fail", Some("l1"), "payments fail", "sev0"),
        ("报障 紧急 支付失败", Some("l1"), "支付失败", "紧急"),
        ("报障 【紧急】支付失败", Some("l1"), "支付失败", "紧急"),
        ("open [critical] payments fail", Some("l1"), "payments fail", "critical"),
        ("报障 级别：最高 标题：支付失败", Some("l1"), "支付失败", "最高"),
        ("open P9 payments fail", None, "payments fail", "P9"),
        ("报障 支付失败 P0", Some("l1"), "支付失败", "P0"),
    ] {
        let words = words("daocloud", "standard", "im").unwrap();
        let Ok(Command::Open { severity, title: read, other_level }) = parse(said, &words) else {
            panic!("{said}: {:?}", parse(said, &words))
        };
        assert_eq!(severity.as_ref().map(crate::ids::SeverityId::as_str), level, "{said}");
        assert_eq!(read, title, "{said}");
        assert_eq!(other_level.map(|other| other.typed).as_deref(), Some(typed), "{said}");
    }
}

#[test]
fn a_level_of_another_channel_opens_under_the_most_urgent_here() {
    let words = words("alibabacloud", "premier", "im").unwrap();
    for said in [
        "报障 核心业务不可用 首页打不开",
        "报障 【核心业务不可用】首页打不开",
        "报障 级别：核心业务不可用 标题：首页打不开",
        "open Core business down: 首页打不开",
    ] {
        let Ok(Command::Open { severity, title, other_level }) = parse(said, &words) else {
            panic!("{said}: {:?}", parse(said, &words))
        };
        assert_eq!(severity, Some("business_down".into()), "{said}");
        assert_eq!(title, "首页打不开", "{said}");
        assert_eq!(other_level.unwrap().severity, Some("core_business_down".into()), "{said}");
    }
}

#[test]
fn talk_about_reports_opens_nothing() {
    let words = words("daocloud", "standard", "im").unwrap();
    for said in ["报障电话是多少", "报障了没有", "报障流程", "开单怎么用", "开单失败"]
    {
        assert!(matches!(parse(said, &words), Err(ParseError::UnknownVerb { .. })), "{said}");
    }
}

#[test]
fn signs_blanks_and_traditional_characters_hide_no_command() {
    levels(&[
        ("报\u{200B}障 一级 支付失败", Some("l1"), "支付失败"),
        ("\u{202A}报障 一级 支付失败\u{202C}", Some("l1"), "支付失败"),
        ("\u{2068}报障\u{2069} 一\u{200B}级 支付失败", Some("l1"), "支付失败"),
        ("🔥 报障 一级 支付失败", Some("l1"), "支付失败"),
        ("🚨🚨报障 一级 支付失败", Some("l1"), "支付失败"),
        ("/ 报障 一级 支付失败", Some("l1"), "支付失败"),
        ("/🔥报障 一级 支付失败", Some("l1"), "支付失败"),
        ("開單 一級 支付失敗", Some("l1"), "支付失敗"),
        ("報障 一級 支付失敗", Some("l1"), "支付失敗"),
        ("報障一級支付失敗", Some("l1"), "支付失敗"),
        ("报障 级\u{200B}别：一级 标题：支付失败", Some("l1"), "支付失败"),
    ]);
}

#[test]
fn a_root_is_found_behind_signs_and_before_blanks() {
    use crate::commands::parse_addressed;
    let words = words("daocloud", "standard", "im").unwrap();
    for said in [
        "🔥 @值班助手 报障 一级 支付失败",
        "🔥/inc 报障 一级 支付失败",
        "/ 工單 报障 一级 支付失败",
        "/工單 開單 一級 支付失败",
        "／ inc open L1 支付失败",
        "@值班助手 🔥 /报障 一级 支付失败",
    ] {
        let read = parse_addressed(said, "值班助手", false, &words);
        let Some(Ok(Command::Open { severity, title, .. })) = read else {
            panic!("{said}: {read:?}")
        };
        assert_eq!((severity, title.as_str()), (Some("l1".into()), "支付失败"), "{said}");
    }
}
