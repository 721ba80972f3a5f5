//! The adapter against the simulator: conformance by each way, and what is particular to each.

use chat::conformance::{self, Rig};

use crate::rig::{AppRig, CallbackRig, SocketRig};

async fn claims(rig: &dyn Rig) -> (usize, Vec<&'static str>) {
    let report = conformance::run(rig).await;
    assert!(report.broken().is_empty(), "{report}");
    (report.cases.len() - report.excluded().len(), report.excluded())
}

#[tokio::test]
async fn a_robot_with_callback_and_webhook_passes_every_case_of_the_suite() {
    insta::assert_debug_snapshot!(claims(&CallbackRig::start().await).await, @r#"
    (
        22,
        [],
    )
    "#);
}

#[tokio::test]
async fn a_robot_with_a_long_connection_passes_every_case_it_can_be_asked() {
    insta::assert_debug_snapshot!(claims(&SocketRig::start().await).await, @r#"
    (
        14,
        [
            "a genuine message comes out with its words",
            "a second delivery carries the same id, another message another",
            "a request without a signature is refused",
            "a request with a wrong signature is refused",
            "a timestamp too far in the past is refused",
            "a timestamp too far in the future is refused",
            "a body larger than any genuine one is refused",
            "a reply address that points elsewhere is never called",
        ],
    )
    "#);
}

#[tokio::test]
async fn the_app_passes_every_case_it_can_be_asked() {
    insta::assert_debug_snapshot!(claims(&AppRig::start().await).await, @r#"
    (
        18,
        [
            "a mention notifies its account and nobody else",
            "an open reply address is used",
            "a closed reply address is skipped, or ends in a typed error",
            "a reply address that points elsewhere is never called",
        ],
    )
    "#);
}
