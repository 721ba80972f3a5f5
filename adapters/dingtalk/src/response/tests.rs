use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde_json::json;

use super::*;

fn response(status: u16, body: Value) -> Response {
    Response::new(status, body)
}

/// The kind of an error, short enough for a table.
fn kind(outcome: &Result<(), SendError>) -> String {
    match outcome {
        Ok(()) => "ok".into(),
        Err(SendError::RetryAfter(wait)) => format!("wait {}", wait.as_secs()),
        Err(SendError::Retryable(_)) => "retry".into(),
        Err(SendError::Away(_)) => "away".into(),
        Err(SendError::Uncertain(_)) => "uncertain".into(),
        Err(SendError::Permanent { gone: true, .. }) => "gone".into(),
        Err(SendError::Permanent { gone: false, .. }) => "refused".into(),
        Err(SendError::Unauthorized(_)) => "unauthorized".into(),
    }
}

#[test]
fn robot_answers_become_typed_errors() {
    let table = [
        (json!({"errcode": 0, "errmsg": "ok"}), "ok"),
        (json!({"errcode": "0", "errmsg": "ok"}), "ok"),
        (json!({"errcode": -1, "errmsg": "system busy"}), "away"),
        (
            json!({"errcode": 130_101, "errmsg": "send too fast, exceed 20 times per minute"}),
            "wait 60",
        ),
        (json!({"errcode": "130101", "errmsg": "send too fast"}), "wait 60"),
        (json!({"errcode": 410_100, "errmsg": "sending too fast"}), "wait 60"),
        (json!({"errcode": 310_000, "errmsg": "keywords not in content"}), "refused"),
        (json!({"errcode": 310_000, "errmsg": "sign not match"}), "unauthorized"),
        (json!({"errcode": 310_000, "errmsg": "invalid timestamp"}), "unauthorized"),
        (json!({"errcode": 310_000, "errmsg": "ip 192.0.2.1 not in whitelist"}), "unauthorized"),
        (json!({"errcode": 300_001, "errmsg": "token is not exist"}), "gone"),
        (json!({"errcode": 300_005, "errmsg": "token is not exist"}), "gone"),
        (json!({"errcode": 400_101, "errmsg": "token is not exist"}), "gone"),
        (json!({"errcode": 400_013, "errmsg": "group dissolved"}), "gone"),
        (json!({"errcode": 400_102, "errmsg": "robot stopped"}), "gone"),
        (json!({"errcode": 400_106, "errmsg": "robot does not exist"}), "gone"),
        (json!({"errcode": 40_035, "errmsg": "missing parameter"}), "refused"),
        (json!({"errcode": 400_105, "errmsg": "unsupported type"}), "refused"),
        (json!({"errcode": 43_004, "errmsg": "content type"}), "refused"),
        (json!({"errcode": 43_002, "errmsg": "needs POST"}), "refused"),
        (json!({"errcode": 460_101, "errmsg": "message too long, exceed 20000 bytes"}), "refused"),
        (json!({"errcode": 88, "sub_code": "1", "sub_msg": "x"}), "unauthorized"),
        (json!({"errcode": 999_999, "errmsg": "unheard of"}), "retry"),
        (
            json!({"status": 1111, "wait": 5, "source": "x5", "punish": "deny", "uuid": "u"}),
            "wait 5",
        ),
        (json!({"status": "1111", "wait": "7"}), "wait 7"),
        (json!({"status": 1111, "wait": 0, "punish": "deny"}), "wait 1"),
        (json!({"status": 1111, "wait": -3, "punish": "deny"}), "wait 1"),
        (
            json!({"errcode": 130_101, "errmsg": "send too fast", "wait": 5, "punish": "deny"}),
            "wait 60",
        ),
        (json!({"errcode": 130_101, "wait": 600, "punish": "deny"}), "wait 600"),
        (json!({"errcode": 43_004, "errmsg": "wrong content type"}), "refused"),
        (json!({"errcode": 460_101, "errmsg": "too long"}), "refused"),
        (json!({"errcode": 987_654, "errmsg": "new"}), "retry"),
        (json!({"unexpected": true}), "uncertain"),
        (Value::Null, "uncertain"),
    ];
    for (body, wanted) in table {
        assert_eq!(kind(&of_robot(&response(200, body.clone()))), wanted, "{body}");
    }
}

#[test]
fn robot_statuses_other_than_200_become_typed_errors() {
    for (status, wanted) in [
        (302, "retry"),
        (400, "refused"),
        (401, "unauthorized"),
        (403, "unauthorized"),
        (404, "refused"),
        (418, "retry"),
        (429, "wait 60"),
        (500, "uncertain"),
        (502, "uncertain"),
        (503, "away"),
    ] {
        assert_eq!(kind(&of_robot(&response(status, Value::Null))), wanted, "{status}");
    }
    let flood = json!({"status": 1111, "wait": 9, "punish": "deny"});
    assert_eq!(kind(&of_robot(&response(503, flood))), "wait 9");
}

#[test]
fn open_api_answers_become_typed_errors() {
    let table = [
        (200, json!({"processQueryKey": "q"}), "ok"),
        (400, json!({"code": "invalidParameter.robotCode.empty"}), "refused"),
        (400, json!({"code": "miss.param.userIds"}), "refused"),
        (400, json!({"code": "group.disbanded"}), "gone"),
        (400, json!({"code": "bot.stopped"}), "gone"),
        (400, json!({"code": "template.missing"}), "refused"),
        (400, json!({"code": "somethingNew"}), "retry"),
        (400, json!({"code": "InvalidAuthentication"}), "unauthorized"),
        (401, Value::Null, "unauthorized"),
        (
            403,
            json!({"code": "Forbidden.AccessDenied.AccessTokenPermissionDenied"}),
            "unauthorized",
        ),
        (403, json!({"code": "Forbidden.AccessDenied.QpsLimitForApi"}), "wait 60"),
        (400, json!({"code": "Throttling.Api"}), "wait 60"),
        (429, Value::Null, "wait 60"),
        (500, json!({"code": "system.error"}), "away"),
        (503, Value::Null, "away"),
        (200, json!({"status": 1111, "wait": 5, "punish": "deny"}), "wait 5"),
    ];
    for (status, body, wanted) in table {
        assert_eq!(kind(&of_open_api(&response(status, body.clone()))), wanted, "{status} {body}");
    }
}

#[test]
fn a_named_time_to_wait_is_kept() {
    let named = Response {
        headers: HeaderMap::from_iter([(RETRY_AFTER, "17".parse().unwrap())]),
        ..response(429, Value::Null)
    };
    assert_eq!(kind(&of_robot(&named)), "wait 17");
    assert_eq!(kind(&of_open_api(&named)), "wait 17");
}

#[test]
fn the_vendors_words_are_shortened_and_cleaned() {
    let long = json!({"errcode": 460_101, "errmsg": "x\n".repeat(500)});
    let Err(SendError::Permanent { reason, .. }) = of_robot(&response(200, long)) else {
        panic!("not refused")
    };
    assert!(reason.len() < 250 && !reason.contains('\n'), "{reason}");
}
