//! The recorded signatures, the window, and who is believed.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use serde_json::Value;

use super::*;
use crate::snowflake::Snowflake;
use discord_simulator::SmallMenu;

const AT: i64 = 1_750_000_000;

fn settings(public_key: &str) -> Settings {
    let application = Snowflake::parse("7001").unwrap();
    let settings =
        Settings::new("discord", application, "T".into(), Arc::new(SmallMenu::default())).unwrap();
    Settings { mode: Mode::interactions(public_key, TimeDelta::minutes(5)).unwrap(), ..settings }
}

fn request(case: &Value) -> RawRequest {
    let headers = case["headers"].as_object().unwrap().iter();
    RawRequest {
        method: "POST".into(),
        headers: headers
            .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
            .collect(),
        body: STANDARD.decode(case["body_b64"].as_str().unwrap()).unwrap(),
        ..RawRequest::default()
    }
}

fn cases() -> Vec<Value> {
    let vectors = include_str!("../../tests/discord_ed25519.json");
    let vectors: Value = serde_json::from_str(vectors).unwrap();
    vectors["cases"].as_array().unwrap().clone()
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_secs(seconds).unwrap()
}

#[test]
fn every_recorded_signature_comes_out_as_recorded() {
    let cases = cases();
    assert_eq!(cases.len(), 13);
    for case in cases {
        let settings = settings(case["public_key_hex"].as_str().unwrap());
        let got = verified(&settings, &request(&case), at(AT)).map(drop);
        let status = got.map_or_else(Refusal::status, |()| 200);
        assert_eq!(
            u64::from(status),
            case["expect"]["http_status"].as_u64().unwrap(),
            "{}",
            case["name"]
        );
    }
}

#[test]
fn a_genuine_request_is_fresh_for_the_window_only() {
    let case = &cases()[1];
    let settings = settings(case["public_key_hex"].as_str().unwrap());
    for (off, fits) in [(0, true), (300, true), (-300, true), (301, false), (-301, false)] {
        let got = verified(&settings, &request(case), at(AT + off)).map(drop);
        assert_eq!(got, if fits { Ok(()) } else { Err(Refusal::Expired) }, "{off}");
    }
}

#[test]
fn an_interaction_of_another_application_is_not_for_us() {
    let case = &cases()[1];
    let mut settings = settings(case["public_key_hex"].as_str().unwrap());
    settings.application = Snowflake::parse("7002").unwrap();
    assert_eq!(verified(&settings, &request(case), at(AT)).map(drop), Err(Refusal::Malformed));
}

#[test]
fn without_an_endpoint_nothing_is_believed() {
    let case = &cases()[0];
    let mut settings = settings(case["public_key_hex"].as_str().unwrap());
    settings.mode = Mode::Gateway;
    assert_eq!(verified(&settings, &request(case), at(AT)).map(drop), Err(Refusal::BadSignature));
}
