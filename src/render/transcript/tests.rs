use super::*;
use crate::domain::directory::{Destination, Side};
use crate::domain::incident::{Actor, Visibility};
use crate::domain::transcript::Attribution;
use crate::render::kit::{World, at, customer_actor, person, shown, world};
use crate::render::lang::Languages;

/// Words that try to be more than words.
const HOSTILE: &str = "<script>alert(1)</script> [x](http://bad.example) **fett** & #1 @all";

fn told() -> World {
    let world = world(Some("production_down"))
        .taken()
        .after(3, &|incident, _| incident.note(&person("zhang-qiang"), "怀疑 7 号盘".to_owned()));
    world.solved(5)
}

fn lines() -> Vec<TranscriptLine> {
    [
        (
            "2026-03-10T02:23:00Z",
            "bank",
            customer_actor(),
            Visibility::Customer,
            Attribution::Time,
            HOSTILE,
        ),
        (
            "2026-03-10T02:24:00Z",
            "inside",
            person("chen-jing"),
            Visibility::Internal,
            Attribution::Number,
            "INC-128 像是存储",
        ),
        (
            "2026-03-10T02:25:30Z",
            "bank",
            Actor::Bot,
            Visibility::Customer,
            Attribution::Own,
            "已受理\n请准备",
        ),
        (
            "2026-03-10T02:26:00Z",
            "bank",
            customer_actor(),
            Visibility::Customer,
            Attribution::Room,
            "请联系 13800001234",
        ),
    ]
    .into_iter()
    .map(|(when, room, speaker, visibility, attribution, words)| TranscriptLine {
        incident: crate::ids::IncidentNumber(0),
        id: when.to_owned(),
        at: at(when),
        room: Destination { platform: "fake".to_owned(), address: room.to_owned() },
        visibility,
        speaker,
        attribution,
        words: words.to_owned(),
    })
    .collect()
}

fn record<'a>(world: &'a World, lines: &'a [TranscriptLine], audience: Side) -> Record<'a> {
    Record {
        incident: &world.incident,
        timeline: &world.entries,
        lines,
        directory: &world.directory,
        entitlement: world.entitlement.as_ref(),
        audience,
        language: if audience == Side::Customer { Language::Zh } else { Language::En },
    }
}

#[test]
fn the_last_lines_are_told_with_the_way_to_all_of_them() {
    let world = told();
    insta::assert_snapshot!(shown(&last_lines(&world.staff(Languages::Zh), &lines()[1..])), @"
    ⏸ [INC-128][二级] 支付接口返回 500 | 已给出方案，待确认，请于 3月17日 10:32（北京时间）前答复
    如需全部内容，请机器人的运维人员执行：watchbell transcript export --incident 128 --format html --audience staff
    最近留存的发言，新的在前（3 条，北京时间）：
    10:26 王伟：请联系 13800001234
    10:25 值守机器人：已受理
    │ 请准备
    10:24 陈静：INC-128 像是存储
    ");
    insta::assert_snapshot!(shown(&last_lines(&world.staff(Languages::En), &[])), @"
    ⏸ [INC-128][Level 2] 支付接口返回 500 | solution proposed, awaiting consent, please answer by 17 Mar 10:32 (Beijing time)
    To export all of it, a bot operator runs: watchbell transcript export --incident 128 --format html --audience staff
    No messages are kept with it: there were none, or their retention is over.
    ");
}

#[test]
fn a_customer_reads_what_was_said_in_their_rooms_and_no_more() {
    let (world, lines) = (told(), lines());
    insta::assert_snapshot!(markdown(&record(&world, &lines, Side::Customer)), @r#"
    # INC-128 支付接口返回 500

    - 级别: 二级 生产系统不可用
    - 状态: 已给出方案，待确认
    - 客户: 华东示例银行
    - 开单: 2026-03-10 10:22:00
    - 报告人: 王伟
    - 负责人: 张强
    - 读者: 客户

    ## 发言与经过（北京时间）

    **2026-03-10 10:22:00 · 王伟**

    > 开单：支付接口返回 500

    **2026-03-10 10:23:00 · 王伟 · group bank**

    > &lt;script\>alert(1)&lt;/script\> \[x\](http://bad.example) \*\*fett\*\* &amp; \#1 @all

    **2026-03-10 10:24:00 · 张强**

    > 认领

    **2026-03-10 10:25:30 · 值守机器人 · group bank**

    > 已受理  
    > 请准备

    **2026-03-10 10:26:00 · 王伟 · group bank · 也可能与其他工单有关**

    > 请联系 \[已隐去 hidden\]

    **2026-03-10 10:32:00 · 张强**

    > 给出方案：存储已切换到备用，下单成功率恢复到 99.9%
    "#);
}

#[test]
fn the_staff_read_everything() {
    let (world, lines) = (told(), lines());
    let text = markdown(&record(&world, &lines, Side::Support));
    for inside in [
        "怀疑 7 号盘",
        "INC-128 像是存储",
        "13800001234",
        "internal",
        "may be about another incident",
    ] {
        assert!(text.contains(inside), "{inside} in {text}");
    }
}

#[test]
fn no_form_for_a_customer_holds_anything_internal() {
    let (world, lines) = (told(), lines());
    let record = record(&world, &lines, Side::Customer);
    for document in [markdown(&record), html(&record).unwrap(), json(&record).unwrap()] {
        for inside in ["7 号盘", "像是存储", "13800001234", "group inside", "陈静"] {
            assert!(!document.contains(inside), "{inside} in {document}");
        }
        assert!(document.contains("已受理"));
    }
}

#[test]
fn the_page_escapes_what_was_typed_and_calls_nothing() {
    let (world, lines) = (told(), lines());
    let page = html(&record(&world, &lines, Side::Support)).unwrap();
    assert!(!page.contains("<script") && page.contains("&#60;script&#62;alert(1)"), "{page}");
    assert!(!page.contains("src=") && !page.contains("<a ") && !page.contains("url("), "{page}");
    assert_eq!(page.matches("<link").count(), 1);
    assert!(page.contains(r#"<link rel="icon" href="data:,">"#));
}

#[test]
fn nothing_that_was_typed_acts_on_a_terminal_or_turns_words_around() {
    let world = told();
    for typed in [
        "\u{1b}]0;title\u{7}\u{1b}[2J gone",
        "8-bit \u{9b}2J and \u{90}q",
        "back\u{8}\u{8}space and \r over",
        "\u{202E}gpj.exe\u{202C} \u{2066}isolated\u{2069}",
    ] {
        let lines: Vec<TranscriptLine> = lines()
            .into_iter()
            .map(|line| TranscriptLine { words: typed.to_owned(), ..line })
            .collect();
        let record = record(&world, &lines, Side::Support);
        let as_json = json(&record).unwrap();
        for document in [&markdown(&record), &html(&record).unwrap(), &as_json] {
            let acts = |c: char| {
                (c.is_control() && c != '\n') || "\u{202E}\u{202C}\u{2066}\u{2069}".contains(c)
            };
            assert!(!document.contains(acts), "{document:?}");
        }
        let read: serde_json::Value = serde_json::from_str(&as_json).unwrap();
        let texts = read["entries"].as_array().unwrap().iter().map(|entry| &entry["text"]);
        assert!(texts.into_iter().any(|text| text == typed), "JSON keeps what was typed");
    }
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    let (world, lines) = (told(), lines());
    let later = told().later(60 * 24 * 400);
    for form in [
        |r: &Record<'_>| markdown(r),
        |r: &Record<'_>| html(r).unwrap(),
        |r: &Record<'_>| json(r).unwrap(),
    ] {
        assert_eq!(
            form(&record(&world, &lines, Side::Support)),
            form(&record(&later, &lines, Side::Support))
        );
    }
}

#[test]
fn the_shape_of_the_json_is_the_documented_one() {
    let (world, lines) = (told(), lines());
    let text = json(&record(&world, &lines[..1], Side::Customer)).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    let keys = |value: &serde_json::Value| {
        value.as_object().unwrap().keys().cloned().collect::<std::collections::BTreeSet<_>>()
    };
    let page = include_str!("../../../docs/transcript.md");
    for key in keys(&json).iter().chain(&keys(&json["incident"])).chain(&keys(&json["entries"][0]))
    {
        assert!(
            page.contains(&format!("| `{key}` |")),
            "docs/transcript.md does not explain `{key}`"
        );
    }
    insta::assert_snapshot!(json["entries"][1], @r#"{"at":"2026-03-10T02:23:00.000Z","attribution":"time","by":"王伟","kind":"said","room":"group bank","side":"customer","text":"<script>alert(1)</script> [x](http://bad.example) **fett** & #1 @all","visibility":"customer"}"#);
}

#[test]
fn long_words_are_told_in_full() {
    let long = "很".repeat(300);
    let said = long.clone();
    let world = world(Some("guidance"))
        .after(1, &|incident, s| incident.say(s, &customer_actor(), said.clone()).unwrap());
    assert!(markdown(&record(&world, &[], Side::Customer)).contains(&long));
}
