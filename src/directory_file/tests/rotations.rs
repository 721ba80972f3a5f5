//! Names and holiday calendars of rotations.

use std::sync::Arc;

use super::*;
use crate::domain::calendar::{HolidayCalendar, HolidayYear};
use crate::domain::names::{Language, Names};

const LAYER: &str = "starting = 2026-01-05 },\n]\n\n[rotations.managers]";

fn following(calendar: &str) -> String {
    let layer =
        format!("starting = 2026-01-05, holidays = \"{calendar}\" }},\n]\n\n[rotations.managers]");
    EXAMPLE.replacen(LAYER, &layer, 1)
}

fn offered_with_calendar() -> Offered {
    let year = HolidayYear {
        year: 2026,
        source: String::new(),
        holidays: [("2026-10-01".parse().unwrap(), Names::new("国庆节", "National Day"))].into(),
        make_up_days: ["2026-10-10".parse().unwrap()].into(),
    };
    let calendar = HolidayCalendar::new("cn".to_owned(), Names::default(), [year]);
    Offered { calendars: [("cn".to_owned(), Arc::new(calendar))].into(), ..offered() }
}

#[test]
fn a_layer_takes_the_days_of_its_calendar() {
    let directory = read("d.toml", &following("cn"), &offered_with_calendar()).unwrap();
    let primary = directory.rotation(&"primary".into()).unwrap();
    let days = serde_json::to_string(&primary.layers[0].holidays).unwrap();
    insta::assert_snapshot!(days, @r#"{"calendar":"cn","years":[2026],"off":["2026-10-01"],"worked":["2026-10-10"]}"#);
    let stored = serde_json::to_string(primary).unwrap();
    let read: crate::domain::escalation::rotation::Rotation =
        serde_json::from_str(&stored).unwrap();
    assert_eq!(&read, primary);
}

#[test]
fn a_calendar_that_is_not_loaded_is_refused_where_it_is_named() {
    for (named, help) in [("cm", "did you mean `cn`?"), ("mars", "known: cn")] {
        let refused =
            read("d.toml", &following(named), &offered_with_calendar()).unwrap_err().render(false);
        assert!(refused.contains(&format!("there is no holiday calendar `{named}`")), "{refused}");
        assert!(refused.contains(help), "{refused}");
    }
}

#[test]
fn a_rotation_has_one_name_or_one_for_each_language() {
    let line = "name = { zh = \"主值班\", en = \"Primary\" }";
    for (written, zh, en) in [
        (line, "主值班", "Primary"),
        ("name = \"核心\"", "核心", "核心"),
        ("", "primary", "primary"),
    ] {
        let directory = read("d.toml", &EXAMPLE.replace(line, written), &offered()).unwrap();
        let primary = directory.rotation(&"primary".into()).unwrap();
        assert_eq!((primary.called(Language::Zh), primary.called(Language::En)), (zh, en));
        for typed in [zh, en, "PRIMARY", "primary"] {
            assert!(directory.rotation_called(typed).is_some(), "{typed}");
        }
    }
    for (written, told) in [
        ("name = \"\"", "the name is empty"),
        ("name = \"managers\"", "rotations.primary is called like rotations.managers"),
        ("name = { zh = \"值班主管\", en = \"Primary\" }", "rotations.primary is called like"),
        ("name = 5", "write \"主值班\" or {"),
    ] {
        let refused =
            read("d.toml", &EXAMPLE.replace(line, written), &offered()).unwrap_err().render(false);
        assert!(refused.contains(told), "{refused}");
    }
}
