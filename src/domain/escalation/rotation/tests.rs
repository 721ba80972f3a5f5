use super::*;
use crate::domain::escalation::kit::{daily, every, layer, rotation};

fn known() -> Known {
    Known { people: ["ada".into(), "bo".into()].into(), rotations: BTreeSet::new() }
}

#[test]
fn every_problem_of_a_rotation_is_listed_at_once() {
    let layers = vec![
        layer("", daily("09:00"), "2026-01-01"),
        layer("ada eve mallory", every(400, "09:00"), "2026-01-01"),
    ];
    let broken = Rotation { fallback: Some("trent".into()), ..rotation(Tz::UTC, layers) };
    let problems: Vec<_> = broken.problems(&known()).iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(problems.join("\n"), @r"
    layer 1 lists nobody
    layer 2 has turns of 400 days; the maximum is 366
    layer 2 lists eve, who is not in the directory
    layer 2 lists mallory, who is not in the directory
    falls back to trent, who is not in the directory
    ");
    assert_eq!(rotation(Tz::UTC, vec![]).problems(&known()), [RotationProblem::NoLayers]);
}

#[test]
fn a_sound_rotation_has_no_problems() {
    let layers = vec![layer("ada bo", daily("09:00"), "2026-01-01")];
    let sound = Rotation { fallback: Some("bo".into()), ..rotation(Tz::UTC, layers) };
    assert_eq!(sound.problems(&known()), []);
}

#[test]
fn a_rotation_is_read_from_a_directory_file() {
    let written = r#"
id = "primary"
zone = "Asia/Kathmandu"
fallback = "bo"

[[layers]]
people = ["ada", "bo"]
handover.daily = { at = "09:00" }
starting = "2026-01-01"
"#;
    let layers = vec![layer("ada bo", daily("09:00"), "2026-01-01")];
    let expected =
        Rotation { fallback: Some("bo".into()), ..rotation(chrono_tz::Asia::Kathmandu, layers) };
    assert_eq!(toml::from_str::<Rotation>(written).unwrap(), expected);
    assert!(toml::from_str::<Rotation>(&written.replace("Kathmandu", "Atlantis")).is_err());
    let json = serde_json::to_string(&expected).unwrap();
    assert_eq!(serde_json::from_str::<Rotation>(&json).unwrap(), expected);
}
