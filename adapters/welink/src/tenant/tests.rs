use super::*;

fn tenant(secret: &str) -> Tenant {
    Tenant { secret: secret.into(), tenant_id: None, left_events: Tenant::usual_left_events() }
}

fn request(body: &str) -> RawRequest {
    RawRequest { method: "POST".into(), body: body.as_bytes().to_vec(), ..RawRequest::default() }
}

fn sealed(clear: &str) -> RawRequest {
    let sealed = envelope::seal("secret", [9; 16], clear.as_bytes()).unwrap();
    request(&json!({"encrypt": sealed}).to_string())
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

fn answer_in(inbound: &Inbound) -> Value {
    let Inbound::Challenge(answer) = inbound else { panic!("not answered: {inbound:?}") };
    let outer: Value = serde_json::from_slice(&answer.body).unwrap();
    serde_json::from_slice(&envelope::open("secret", outer["encrypt"].as_str().unwrap()).unwrap())
        .unwrap()
}

#[test]
fn every_recorded_callback_comes_out_as_recorded() {
    let vectors: Value =
        serde_json::from_str(include_str!("../../tests/fixtures/welink_callback.json")).unwrap();
    let cases = vectors["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 10);
    for case in cases {
        let word = |field: &str| case[field].as_str().unwrap();
        let tenant = tenant(word("app_secret"));
        let got = open(&tenant, &request(word("body")), at(case["now_s"].as_i64().unwrap()));
        let expected = match case["expect"]["error"].as_str() {
            None => {
                let clear: Value =
                    serde_json::from_str(case["expect"]["plaintext"].as_str().unwrap()).unwrap();
                assert_eq!(got.unwrap().0, clear, "{}", word("name"));
                continue;
            }
            Some("decrypt") => Refusal::BadSignature,
            Some("expired") => Refusal::Expired,
            Some("timestamp") => Refusal::Malformed,
            Some(other) => panic!("an error of the vectors that nobody expects: {other}"),
        };
        assert_eq!(got.map(|_| ()), Err(expected), "{}", word("name"));
    }
}

#[test]
fn the_test_of_the_address_is_answered_with_its_own_instant() {
    let clear = r#"{"eventType":"test","timestamp":"1750000000"}"#;
    let got =
        receive("welink", &tenant("secret"), &sealed(clear), at(1_750_000_005), [1; 16]).unwrap();
    assert_eq!(answer_in(&got), json!({"msg": "success", "timestamp": "1750000000"}));
}

#[test]
fn people_who_left_become_an_event_which_is_answered_too() {
    let clear = r#"{"eventType":"corpDelUser","timestamp":"1750000000000",
        "data":[{"userId":"zhangsan@demo","tenantId":"T1"}]}"#;
    let tenant = tenant("secret");
    let got = receive("welink", &tenant, &sealed(clear), at(1_750_000_005), [1; 16]).unwrap();
    let Inbound::Event(event) = got else { panic!("no event: {got:?}") };
    let left = EventBody::Membership {
        change: MembershipChange::PeopleLeft,
        accounts: vec!["zhangsan@demo".into()],
    };
    assert_eq!((&event.body, event.sent_at), (&left, at(1_750_000_000)));
    let answer = answer(&tenant, &event, [2; 16]).unwrap();
    let got = answer_in(&Inbound::Challenge(answer));
    assert_eq!(got, json!({"msg": "success", "timestamp": "1750000000000"}));
}

#[test]
fn a_callback_about_another_tenant_is_refused() {
    let clear = r#"{"eventType":"corpEditUser","timestamp":"1750000000","data":[{"userId":"u","tenantId":"T2"}]}"#;
    let ours = Tenant { tenant_id: Some("T1".into()), ..tenant("secret") };
    let got = receive("welink", &ours, &sealed(clear), at(1_750_000_005), [1; 16]);
    assert_eq!(got, Err(Refusal::Malformed));
}

#[test]
fn half_an_hour_is_the_window_both_ways() {
    let clear = sealed(r#"{"eventType":"test","timestamp":"1750000000"}"#);
    for (seconds, fits) in [(1800, true), (-1800, true), (1801, false), (-1801, false)] {
        let got =
            receive("welink", &tenant("secret"), &clear, at(1_750_000_000 + seconds), [1; 16]);
        assert_eq!(got.is_ok(), fits, "{seconds}");
    }
}
