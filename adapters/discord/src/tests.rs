//! The adapter against the stand-in: conformance, ways out, both ways in, and what happens when things break.

pub(crate) mod kit;

mod endpoint;
mod gateway;
mod rehearsal;
mod speaking;

use chat::conformance;
use kit::ConformanceRig;

#[tokio::test]
async fn the_adapter_passes_every_case_of_the_suite() {
    let report = conformance::run(&ConformanceRig::start().await).await;
    assert!(report.broken().is_empty(), "{report}");
    insta::assert_snapshot!(report, @"");
    assert_eq!(report.excluded(), Vec::<&str>::new());
}
