//! The adapter against the simulator: conformance, ways out, both ways in, and what happens when
//! things break.

use crate::kit::ConformanceRig;
use chat::conformance;

#[tokio::test]
async fn the_adapter_passes_every_case_of_the_suite() {
    let report = conformance::run(&ConformanceRig::start().await).await;
    assert!(report.broken().is_empty(), "{report}");
    insta::assert_snapshot!(report, @r#"
    a genuine message comes out with its words: Held
    a second delivery carries the same id, another message another: Held
    a request without a signature is refused: Held
    a request with a wrong signature is refused: Held
    a timestamp too far in the past is refused: Held
    a timestamp too far in the future is refused: Held
    a body larger than any genuine one is refused: Held
    a mention notifies its account and nobody else: Held
    a long message is cut between lines and keeps its number and its call: Held
    buttons, or the words that replace them, arrive: Held
    an edit changes the message, or is refused for good: Held
    words typed outside mention nobody and forge nothing: Held
    words typed outside stay as harmless on a card: Held
    a second copy is marked, or does not appear under the same key: Held
    an open reply address is used: Held
    a closed reply address is skipped, or ends in a typed error: Held
    a reply address that points elsewhere is never called: Held
    too much sent becomes a time to wait: Held
    a platform in trouble becomes another try: Held
    refused credentials become a matter for an operator: Held
    a room that is gone becomes permanent: Held
    after a failure the next message arrives: Held
    "#);
    assert_eq!(report.excluded(), Vec::<&str>::new());
}
