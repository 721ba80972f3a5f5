//! The names of the engine's metrics, each with its unit last.

/// Timers that fired. Counter.
pub const TIMERS_FIRED: &str = "watchbell_timers_fired_total";
/// Timer firings that failed and are retried. Counter.
pub const TIMERS_FAILED: &str = "watchbell_timers_failed_total";
/// How late a timer fired. Histogram.
pub const TIMER_LATENESS: &str = "watchbell_timer_lateness_seconds";
/// Timers overdue for longer than the auditor allows. Gauge.
pub const TIMERS_OVERDUE: &str = "watchbell_timers_overdue_rows";
/// Pages without an outcome for longer than the auditor allows. Gauge.
pub const PAGES_STUCK: &str = "watchbell_pages_without_outcome_rows";
