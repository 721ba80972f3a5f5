//! `watchbell sandbox` as a process of its own, asked over HTTP as a demonstration would.

pub(crate) mod sandbox;

use serde_json::{Value, json};

use sandbox::Sandbox;

const HOUR: u64 = 3600;

/// One of the five groups: who says what to open an incident, and how the conversation continues.
struct Group {
    id: &'static str,
    plan: &'static str,
    tier: &'static str,
    language: &'static str,
    customer: &'static str,
    opening: &'static str,
    on_call: &'static str,
    ack: &'static str,
    update: &'static str,
    solve: &'static str,
    confirm: &'static str,
}

const DAOCLOUD: Group = Group {
    id: "daocloud",
    plan: "daocloud",
    tier: "professional",
    language: "zh",
    customer: "zhou-min",
    opening: "报障 一级 支付全部失败",
    on_call: "zhang-qiang",
    ack: "收到",
    update: "进展",
    solve: "方案",
    confirm: "同意关闭",
};

fn groups() -> [Group; 5] {
    [
        DAOCLOUD,
        Group {
            id: "isoftstone",
            plan: "isoftstone",
            tier: "vip",
            customer: "zheng-yu",
            opening: "报障 核心生产系统不可用 下单全部失败",
            ..DAOCLOUD
        },
        Group {
            id: "huaweicloud",
            plan: "huaweicloud",
            tier: "enterprise",
            language: "both",
            customer: "chu-tian",
            opening: "/incident open L1 orders fail",
            ..DAOCLOUD
        },
        Group {
            id: "zitadel",
            plan: "zitadel",
            tier: "extended_sla",
            language: "en",
            customer: "urs-muster",
            opening: "/incident open sev1 nobody can log in",
            on_call: "tom-berg",
            ack: "ack",
            update: "update",
            solve: "solve",
            confirm: "confirm",
        },
        Group {
            id: "alibabacloud",
            plan: "alibabacloud",
            tier: "premier",
            customer: "shen-yi",
            opening: "报障 业务不可用 首页打不开",
            ..DAOCLOUD
        },
    ]
}

#[tokio::test]
async fn every_group_is_served_from_the_first_word_to_the_closing() {
    let sandbox = Sandbox::start().await;
    for (group, number) in groups().iter().zip(1..) {
        group.is_described_in_the_state(&sandbox).await;
        let label = format!("INC-{number}");
        let code = group.opens(&sandbox, &label).await;
        group.is_taken(&sandbox, &label, &code).await;
        group.hears_within_the_hour(&sandbox, &label).await;
        group.is_closed(&sandbox, &label).await;
    }
}

#[tokio::test]
async fn what_cannot_be_done_is_answered_with_a_sentence() {
    let sandbox = Sandbox::start().await;
    for (path, body, status) in [
        ("groups/nowhere/messages", json!({"user": "zhou-min", "text": "help"}), 404),
        ("groups/daocloud/messages", json!({"user": "zheng-yu", "text": "help"}), 403),
        ("groups/daocloud/messages", json!({"user": "zhou-min", "text": " "}), 400),
        ("groups/daocloud/messages", json!({"user": "zhou-min"}), 422),
        ("clock/advance-to-next-due", json!({}), 409),
    ] {
        let (answered, answer) = sandbox.post(path, body).await;
        assert_eq!(answered, status, "{path}: {answer}");
        assert!(
            answer["error"].as_str().is_some_and(|sentence| sentence.ends_with('.')),
            "{answer}"
        );
    }
}

#[tokio::test]
async fn an_operators_own_customers_are_played_with_and_kept_over_a_restart() {
    let data = tempfile::tempdir().unwrap();
    let (data, file) = (data.path().to_str().unwrap(), "deploy/directory.example.toml");
    let first = Sandbox::start_with(&["--data", data, "--directory", file]).await;
    let state = first.state().await;
    let group = find(&state["groups"], "id", "harbour-bank-main");
    assert_eq!((&group["plan"], &group["platform_look"]), (&json!("daocloud"), &json!("dingtalk")));
    // The staff room of the file lists nobody, so everybody of the vendor may be played there.
    find(&group["members"], "id", "qian-example");
    find(find_staff_room(&state), "id", "zhang-qiang");
    let said = json!({"user": "qian-example", "text": "报障 一级 支付全部失败"});
    let (status, answer) = first.post("groups/harbour-bank-main/messages", said).await;
    assert_eq!(status, 200, "{answer}");
    first.advance(HOUR).await;
    let before = first.state().await;
    let incident = find(&before["incidents"], "label", "INC-1");
    let paged = incident["paged_ids"][0].as_str().expect("somebody is paged").to_owned();
    let on_phone = first.get(&format!("people/{paged}/pages")).await;
    assert_eq!(on_phone[0]["incident"], "INC-1", "the page is on the phone of {paged}");
    first.stop().await;

    let again = Sandbox::start_with(&["--data", data]).await;
    let after = again.state().await;
    find(&after["groups"], "id", "harbour-bank-main");
    find(&after["incidents"], "label", "INC-1");
    assert_eq!(after["now"], before["now"], "the clock goes on where it stood");
}

#[tokio::test]
async fn an_incident_opens_to_its_timeline_in_both_languages() {
    let sandbox = Sandbox::start().await;
    let said = json!({"user": "zhou-min", "text": "报障 一级 支付全部失败"});
    sandbox.post("groups/daocloud/messages", said).await;
    for language in ["zh", "en"] {
        let told = sandbox.get(&format!("incidents/1/timeline?language={language}")).await;
        assert_eq!(told["format"], "watchbell-transcript/1");
        assert_eq!((&told["incident"]["number"], &told["audience"]), (&json!(1), &json!("staff")));
        find(&told["entries"], "side", "customer");
    }
}

#[tokio::test]
async fn a_move_of_the_clock_beyond_sixty_days_is_refused_and_moves_nothing() {
    let sandbox = Sandbox::start().await;
    let before = sandbox.state().await["now"].clone();
    for days in [61, 100, 4000] {
        let (status, answer) =
            sandbox.post("clock/advance", json!({"seconds": days * 24 * HOUR})).await;
        assert_eq!((status, &answer["code"]), (400, &json!("too_far")), "{answer}");
        assert!(answer["error"].as_str().unwrap().contains("at most 60 days"), "{answer}");
    }
    assert_eq!(sandbox.state().await["now"], before);
}

fn find_staff_room(state: &Value) -> &Value {
    &find(&state["groups"], "kind", "internal")["members"]
}

impl Group {
    async fn is_described_in_the_state(&self, sandbox: &Sandbox) {
        let state = sandbox.state().await;
        assert!(state["now"].is_string() && state["incidents"].is_array());
        let group = find(&state["groups"], "id", self.id);
        assert_eq!(group["plan"], self.plan);
        assert_eq!(group["tier"], self.tier);
        assert_eq!(group["language"], self.language);
        assert!(group["name"].as_str().is_some_and(|name| !name.is_empty()));
        let customer = find(&group["members"], "id", self.customer);
        assert_eq!(customer["role"], "customer_admin");
        assert!(customer["name"].as_str().is_some_and(|name| !name.is_empty()));
    }

    /// Gives back the code on the page of whoever is on call.
    async fn opens(&self, sandbox: &Sandbox, label: &str) -> String {
        let answer = self.says(sandbox, self.customer, self.opening).await;
        assert!(answer["event_id"].as_str().is_some_and(|id| !id.is_empty()));
        let receipt = self.messages(sandbox).await.pop().unwrap();
        assert_eq!(receipt["incident"], label);
        assert!(
            receipt["mentions"].is_array() && receipt["seq"].is_u64() && receipt["at"].is_string()
        );
        for key in ["from", "kind", "text"] {
            assert!(receipt[key].is_string(), "{key} of {receipt}");
        }
        let incident = find(&sandbox.state().await["incidents"], "label", label).clone();
        assert_eq!((&incident["group"], &incident["rank"]), (&json!(self.id), &json!(1)));
        assert!(incident["response_due_at"].is_string());

        let pages = sandbox.get(&format!("people/{}/pages", self.on_call)).await;
        let page = pages.as_array().unwrap().last().expect("a page").clone();
        assert_eq!(page["incident"], label);
        let ack = page["buttons"][0]["key"].as_str().unwrap();
        ack.strip_prefix("ack:").unwrap().to_owned()
    }

    async fn is_taken(&self, sandbox: &Sandbox, label: &str, code: &str) {
        let path = format!("people/{}/messages", self.on_call);
        let (status, _) =
            sandbox.post(&path, json!({"text": format!("{} {code}", self.ack)})).await;
        assert_eq!(status, 200);
        let incident = find(&sandbox.state().await["incidents"], "label", label).clone();
        assert!(
            incident["owner"].is_string() && incident["responded_at"].is_string(),
            "{incident}"
        );
    }

    async fn hears_within_the_hour(&self, sandbox: &Sandbox, label: &str) {
        let before = self.messages(sandbox).await.last().unwrap()["seq"].as_u64().unwrap();
        sandbox.advance(HOUR).await;
        let news = sandbox.get(&format!("groups/{}/messages?after={before}", self.id)).await;
        let news = news.as_array().unwrap();
        assert_eq!(news.len(), 1, "{news:?}");
        assert_eq!(
            (&news[0]["kind"], &news[0]["incident"]),
            (&json!("status_update"), &json!(label))
        );
        self.says(sandbox, self.on_call, &format!("{} storage was replaced", self.update)).await;
        let update = self.messages(sandbox).await.pop().unwrap();
        assert!(update["text"].as_str().unwrap().contains("storage was replaced"), "{update}");
    }

    async fn is_closed(&self, sandbox: &Sandbox, label: &str) {
        self.says(sandbox, self.on_call, &format!("{} it is well again", self.solve)).await;
        self.says(sandbox, self.customer, self.confirm).await;
        let closing = self.messages(sandbox).await.pop().unwrap();
        assert_eq!(closing["incident"], label);
        let open = sandbox.state().await["incidents"].clone();
        assert_eq!(open, json!([]), "{closing}");
    }

    async fn says(&self, sandbox: &Sandbox, user: &str, text: &str) -> Value {
        let path = format!("groups/{}/messages", self.id);
        let (status, answer) = sandbox.post(&path, json!({"user": user, "text": text})).await;
        assert_eq!(status, 200, "{answer}");
        let replies = answer["replies"].as_array().unwrap();
        assert!(replies.iter().all(|reply| reply["text"].is_string()), "{answer}");
        answer
    }

    async fn messages(&self, sandbox: &Sandbox) -> Vec<Value> {
        let messages = sandbox.get(&format!("groups/{}/messages", self.id)).await;
        messages.as_array().unwrap().clone()
    }
}

#[track_caller]
fn find<'a>(list: &'a Value, key: &str, wanted: &str) -> &'a Value {
    let found = list.as_array().unwrap().iter().find(|item| item[key] == wanted);
    found.unwrap_or_else(|| panic!("no {key} {wanted} in {list}"))
}
