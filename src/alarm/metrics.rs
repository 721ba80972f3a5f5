//! The names of the alarm's metrics.

/// Alarm messages that a receiver took, by the way. Counter.
pub(super) const SENT: &str = "watchbell_alarms_sent_total";
/// Alarm messages that a receiver did not take, by the way. Counter.
pub(super) const FAILED: &str = "watchbell_alarms_failed_total";
/// Signs of life that were taken. Counter.
pub(super) const HEARTBEATS: &str = "watchbell_heartbeats_sent_total";
/// Signs of life that were not taken. Counter.
pub(super) const HEARTBEATS_FAILED: &str = "watchbell_heartbeats_failed_total";
/// Signs of life that were due and stayed out because something was wrong. Counter.
pub(super) const HEARTBEATS_WITHHELD: &str = "watchbell_heartbeats_withheld_total";
