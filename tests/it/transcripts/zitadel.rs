//! Answers that come late, and what is owed for them.

use super::scene::{Scene, Spoken};

#[tokio::test]
async fn a_late_answer_and_a_late_escalation_are_credited() {
    let mut scene = Scene::starting_at("2026-03-10T08:00:00Z", "zitadel", &["staff"], &["zhao-lei"]).await;
    scene
        .tells("Tuesday 10 March 2026, 9:00 in Zurich. One hour is promised; nobody answers for 1 h 50 min.");
    scene.says("urs-muster", "/incident open sev1 nobody can log in").await;
    scene.advances_to("2026-03-10T09:50:00Z").await;
    scene.says("tom-berg", "ack #1").await;
    scene.tells(
        "The customer escalates. Two working hours are promised, and the answer comes 40 minutes late.",
    );
    scene.says("urs-muster", "escalate #1 urgent nobody tells us what is being done").await;
    scene.advances_to("2026-03-10T12:30:00Z").await;
    scene.says("zhao-lei", "takeover #1").await;
    scene.says_in("staff", "zhao-lei", Spoken::Words("credit show")).await;
    scene.says_in("staff", "zhao-lei", Spoken::Words("credit approve C-1")).await;
    scene.says_in("staff", "zhao-lei", Spoken::WithCode("confirm {code}")).await;
    scene.says_in("staff", "zhao-lei", Spoken::Words("credit approve C-2")).await;
    scene.says_in("staff", "zhao-lei", Spoken::WithCode("confirm {code}")).await;
    scene.says("urs-muster", "credit show").await;
    scene.is_kept_as("zitadel-late-with-credits");
}
