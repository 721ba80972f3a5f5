//! What Watchbell promises, each with the test that holds it to it. What is not proved here is
//! named where it is.
//!
//! | Promise | Proved by |
//! |---|---|
//! | 1 saved before said, nothing lost by a kill | `crash` |
//! | 2 overdue work starts at once after a restart | [`restarts`] |
//! | 3 a page leaves within its second | [`restarts`] (no page waits for the clock to move), `engine::tests::a_poked_notice_leaves_at_once_and_shutdown_gives_the_lease_back`, `benches/load` |
//! | 4 no drift; an empty step costs nothing | [`restarts`], `journeys::off_hours` |
//! | 5 clocks rebuilt from the timeline | [`clocks`], `domain::incident::replay::tests` |
//! | 6 shown, stored and enforced are one | [`clocks`] |
//! | 7 at least once, repeats are marked | `crash`, `outbox::tests` (`a_claim_left_by_a_crash…`, `what_was_sent_is_never_sent_again…`) |
//! | 8 limits drop no page | `outbox::tests` (`two_hundred_events_in_a_minute…`), `outbox::rate_limit::tests` |
//! | 9 the next way within 30 s | [`delivery`], `outbox::tests` (`a_page_that_fails_three_times…`, `a_mute_destination…`) |
//! | 10 escalation stops only for a reason | [`delivery`], `journeys::silence`, `domain::escalation::step_due::tests` |
//! | 11 no page after an acknowledgement | [`delivery`], `outbox::tests::a_page_that_was_answered_is_not_sent` |
//! | 12 an event has one effect | [`delivery`], `store::commits` |
//! | 13 several instances share the work | `sharing`, `instances`, `store::partitions`, `partitions::share::tests` |
//! | 14 news every hour, come what may | [`restarts`] |
//! | 15 nothing closes by itself | [`consent`], `domain::incident::replay::tests`, `journeys::customer_question` |
//! | 17 an audit, an alarm by another way, a sign of life | [`alarm`], `mail` (`the_alarm_reaches_…`), `engine::tests::the_auditor_tells…`, `alarm::troubles::tests` |
//! | 18 health tells apart, and the last success counts | [`health`], [`operators`], `web::tests::health`, `engine::verdict::tests`, `engine::save_check::tests` |
//! | 19 callbacks are verified before they are read | `dingtalk`, `web::tests`, the adapters' conformance suite |
//! | 20 what customers type stays theirs | [`privacy`], `journeys::isolation` |
//! | 21 secrets stay secret | [`operators`], `config::tests::no_secret_is_printed` |

mod alarm;
mod clocks;
mod consent;
mod delivery;
mod health;
mod operators;
mod privacy;
mod random_life;
mod restarts;
mod restore;
