use super::*;
use crate::ids::IncidentNumber;

#[test]
fn an_incident_number_is_read_in_every_spelling() {
    for typed in [
        "#128",
        "128",
        "INC-128",
        "inc128",
        "ＩＮＣ－１２８",
        "＃128",
        "INC #128",
        " :128 rest",
        "128 rest",
    ] {
        assert_eq!(Cursor::new(typed).incident(), Some(IncidentNumber(128)), "{typed}");
    }
}

#[test]
fn a_number_inside_a_sentence_is_no_incident() {
    for typed in [
        "10:20 起失败",
        "3% 失败",
        "3个节点",
        "30m",
        "3.5 版本",
        "2026-03-10",
        "13800001111",
        "0",
        "500错误",
        "incident",
        "128：好了",
    ] {
        assert_eq!(Cursor::new(typed).incident(), None, "{typed}");
    }
}

#[test]
fn a_marked_number_may_touch_what_follows() {
    let mut cursor = Cursor::new("#128支付恢复");
    assert_eq!(cursor.incident(), Some(IncidentNumber(128)));
    assert_eq!(cursor.rest(), "支付恢复");
}

#[test]
fn a_page_code_is_read_with_its_letter() {
    for typed in ["P-5531", "p5531", "Ｐ－5531"] {
        assert_eq!(Cursor::new(typed).page_code(), Some(PageCode(5531)), "{typed}");
    }
    for typed in ["P1", "5531", "page"] {
        assert_eq!(Cursor::new(typed).page_code(), None, "{typed}");
    }
}

#[test]
fn a_duration_is_read_in_both_languages() {
    for (typed, minutes) in [
        ("30m", 30),
        ("３０ｍ", 30),
        ("30 min", 30),
        ("30分钟", 30),
        ("1h", 60),
        ("1h30m", 90),
        ("1小时30分", 90),
        ("2 hours", 120),
        ("两小时", 120),
        ("1个小时", 60),
        ("半小时", 30),
        ("一个半小时", 90),
        ("half an hour", 30),
        ("2天", 2880),
    ] {
        assert_eq!(Cursor::new(typed).duration(), Some(minutes), "{typed}");
    }
}

#[test]
fn what_is_no_duration_leaves_the_cursor_alone() {
    for typed in ["0m", "30", "m", "30 hosts", "999999999h", "500天", "soon", ""] {
        let mut cursor = Cursor::new(typed);
        assert_eq!(cursor.duration(), None, "{typed}");
        assert_eq!(cursor.rest(), typed);
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "what is read is a table")]
fn a_wall_time_is_read_in_both_languages() {
    for (typed, printed) in [
        ("15:30", "15:30"),
        ("１５：３０", "15:30"),
        ("9:05:00", "09:05"),
        ("下午3点", "15:00"),
        ("下午3点半", "15:30"),
        ("15点30分", "15:30"),
        ("3pm", "15:00"),
        ("12:10 am", "00:10"),
        ("明天 9:00", "tomorrow 09:00"),
        ("明天9点", "tomorrow 09:00"),
        ("tomorrow 9:00", "tomorrow 09:00"),
        ("后天", "in 2 days"),
        ("10月20日 9:00", "10-20 09:00"),
        ("2026-03-10 15:30", "2026-03-10 15:30"),
        ("2026-03-10T15:30", "2026-03-10 15:30"),
        ("2026年3月10日 15:30", "2026-03-10 15:30"),
        ("晚上12点", "00:00"),
        ("今晚12点", "tomorrow 00:00"),
        ("明天晚上12点半", "in 2 days 00:30"),
        ("晚上1点", "01:00"),
        ("今晚1点", "tomorrow 01:00"),
        ("半夜2点", "02:00"),
        ("今晚9点", "today 21:00"),
        ("今晚 21:30", "today 21:30"),
        ("明晚8点半", "tomorrow 20:30"),
        ("明早9点", "tomorrow 09:00"),
        ("上午12点", "12:00"),
        ("早上8点", "08:00"),
        ("凌晨12点", "00:00"),
        ("明天凌晨2点", "tomorrow 02:00"),
        ("下午12点半", "12:30"),
        ("中午", "12:00"),
        ("中午12点", "12:00"),
        ("中午1点", "13:00"),
        ("明天中午", "tomorrow 12:00"),
        ("tomorrow noon", "tomorrow 12:00"),
        ("tonight 9pm", "today 21:00"),
        ("tomorrow at 9:00", "tomorrow 09:00"),
        ("midnight", "00:00"),
        ("今天午夜", "tomorrow 00:00"),
        ("24:00", "00:00"),
        ("今天24:00", "tomorrow 00:00"),
        ("24点", "00:00"),
        ("2026-03-10 24:00", "2026-03-11 00:00"),
        ("2月28日 24:00", "03-01 00:00"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("周五 18:00", "Fri 18:00"),
        ("星期日晚上8点", "Sun 20:00"),
        ("礼拜天", "Sun"),
        ("本周三 9:00", "Wed 09:00"),
        ("周五晚上12点", "Sat 00:00"),
        ("下周一 9:00", "Monday next week +0 days 09:00"),
        ("下周日24:00", "Monday next week +7 days 00:00"),
        ("friday 18:00", "Fri 18:00"),
        ("Mon 9am", "Mon 09:00"),
        ("thursday noon", "Thu 12:00"),
    ] {
        let read = Cursor::new(typed).wall_time().map(|time| time.to_string());
        assert_eq!(read.as_deref(), Some(printed), "{typed}");
    }
}

#[test]
fn what_is_no_time_leaves_the_cursor_alone() {
    for typed in
        ["25:00", "24:30", "12:60", "15", "2026-13-40", "soon", "9:5", "monkey", "sunny 9:00", ""]
    {
        let mut cursor = Cursor::new(typed);
        assert_eq!(cursor.wall_time(), None, "{typed}");
        assert_eq!(cursor.rest(), typed);
    }
}

#[test]
fn a_mention_ends_at_a_blank_or_punctuation() {
    for (typed, name, rest) in [
        ("@张强 #128", "张强", " #128"),
        ("＠zhang-qiang，原因", "zhang-qiang", "，原因"),
        ("@ 陈静\u{2005}好", "陈静", "\u{2005}好"),
    ] {
        let mut cursor = Cursor::new(typed);
        assert_eq!(cursor.mention(), Some(PersonName(name.to_owned())), "{typed}");
        assert_eq!(cursor.rest(), rest);
    }
}

#[test]
fn the_longest_phrase_wins_and_must_end_like_a_word() {
    let phrases = &[("取消", 1), ("取消变更", 2)];
    assert_eq!(Cursor::new("取消变更 x").choose(phrases), Some(2));
    assert_eq!(Cursor::new("取消 x").choose(phrases), Some(1));
    assert_eq!(Cursor::new("取消了").choose(phrases), None);
}

#[test]
fn free_text_is_kept_as_typed() {
    assert_eq!(
        Cursor::new(" ：支付 返回ＡＢ  500！ ").text().as_deref(),
        Some("支付 返回ＡＢ  500！")
    );
    assert_eq!(Cursor::new(" ： 。").text(), None);
}
