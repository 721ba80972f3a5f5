//! The adapter against the simulator: conformance, ways out, both ways in, and what happens when
//! things break.

use crate::kit::ConformanceRig;
use chat::conformance;

#[tokio::test]
async fn the_adapter_passes_every_case_of_the_suite() {
    let report = conformance::run(&ConformanceRig::start().await).await;
    insta::assert_snapshot!(report, @"22 cases hold");
}
