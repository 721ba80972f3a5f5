//! What the program tells about itself: log lines ([`logging`]), and the table of its metrics.

pub mod logging;

use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

/// What kind of figure a metric is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Only grows.
    Counter,
    /// Goes up and down.
    Gauge,
    /// How values are spread.
    Histogram,
}

/// One metric: its name with the unit last, and what it says.
#[derive(Debug, Clone, Copy)]
pub struct Metric {
    pub name: &'static str,
    pub kind: Kind,
    pub says: &'static str,
}

/// Every metric of the program. A test refuses a name in the source that is not listed here.
pub const METRICS: &[Metric] = &[
    counter("watchbell_link_pages_total", "Pages behind signed links, by how the visit ended."),
    counter(
        "watchbell_events_received_total",
        "Inbound events that were saved, by way in (`via`) and platform.",
    ),
    counter("watchbell_events_ignored_total", "Verified callbacks without a command, by platform."),
    counter(
        "watchbell_events_refused_total",
        "Callbacks that failed verification, by platform and reason.",
    ),
    counter(
        "watchbell_events_not_saved_total",
        "Inbound events that the platform has to deliver again, by way in and platform.",
    ),
    counter(
        "watchbell_events_failed_total",
        "Inbound events that met a fault of the program, by way in and platform.",
    ),
    counter(
        "watchbell_page_codes_unknown_total",
        "Codes of pages that were typed and sent to nobody, or to somebody else.",
    ),
    counter("watchbell_gateway_connections_total", "Gateway connections started, by platform."),
    counter(
        "watchbell_gateway_connections_lost_total",
        "Gateway connections lost and retried, by platform.",
    ),
    counter(
        "watchbell_gateway_connections_refused_total",
        "Times the platform refused the bot for good, by platform.",
    ),
    gauge(
        "watchbell_engine_age_seconds",
        "Time since the timers or the outbox, whichever is further behind, last did their work.",
    ),
    gauge("watchbell_not_saving_seconds", "For how long nothing could be saved; 0 while it can."),
    gauge(
        "watchbell_platform_failing_seconds",
        "For how long every call to a platform has failed, by platform; 0 while calls succeed.",
    ),
    gauge(
        "watchbell_partitions_held",
        "Partitions of the work that this instance does, of the 16 that all instances do together.",
    ),
    gauge("watchbell_outbox_waiting", "Messages waiting to be sent."),
    gauge("watchbell_outbox_oldest_seconds", "Age of the oldest due message."),
    gauge("watchbell_outbox_dead", "Messages that no contact method could deliver."),
    counter("watchbell_timers_fired_total", "Timers that fired."),
    counter("watchbell_timers_failed_total", "Timer firings that failed and are retried."),
    histogram("watchbell_timer_lateness_seconds", "How late a timer fired."),
    counter("watchbell_messages_sent_total", "Messages accepted by a platform, by priority."),
    counter("watchbell_cards_changed_total", "Cards that were changed in place."),
    counter("watchbell_sends_failed_total", "Attempts to send that failed, by platform."),
    counter("watchbell_notices_merged_total", "Notices sent inside the message of another notice."),
    counter("watchbell_dead_letters_total", "Notices that failed on their contact method."),
    counter(
        "watchbell_contact_methods_changed_total",
        "Notices sent by the person's next contact method.",
    ),
    histogram(
        "watchbell_page_lateness_seconds",
        "Delay between a page's due time and its sending.",
    ),
    counter("watchbell_incidents_opened_total", "Incidents opened, by rank (1 is the worst)."),
    counter("watchbell_incidents_closed_total", "Incidents closed, by rank."),
    counter(
        "watchbell_responses_total",
        "First responses, by rank and whether they kept the promise (yes, no, none promised).",
    ),
    histogram(
        "watchbell_time_to_acknowledge_seconds",
        "From the opening of an incident to an acknowledgement.",
    ),
    counter(
        "watchbell_updates_missed_total",
        "Promised updates for which nobody wrote a text, by rank.",
    ),
    gauge("watchbell_timers_overdue_rows", "Timers overdue for longer than the auditor allows."),
    gauge(
        "watchbell_pages_without_outcome_rows",
        "Pages without an outcome for longer than the auditor allows.",
    ),
    gauge(
        "watchbell_alarm_raised",
        "Whether the alarm about the program itself is raised: 1 or 0.",
    ),
    counter("watchbell_alarms_sent_total", "Alarm messages that were taken, by way."),
    counter("watchbell_alarms_failed_total", "Alarm messages that were not taken, by way."),
    counter("watchbell_heartbeats_sent_total", "Heartbeats that were taken by the monitor."),
    counter("watchbell_heartbeats_failed_total", "Heartbeats that were not taken."),
    counter(
        "watchbell_heartbeats_withheld_total",
        "Heartbeats that were due and withheld because something was wrong.",
    ),
];

const fn counter(name: &'static str, says: &'static str) -> Metric {
    Metric { name, kind: Kind::Counter, says }
}

const fn gauge(name: &'static str, says: &'static str) -> Metric {
    Metric { name, kind: Kind::Gauge, says }
}

const fn histogram(name: &'static str, says: &'static str) -> Metric {
    Metric { name, kind: Kind::Histogram, says }
}

/// Installs the recorder of the process and describes every metric. Before anything makes a
/// counter.
pub fn start_metrics() -> Result<PrometheusHandle, BuildError> {
    let handle = builder()?.install_recorder()?;
    describe();
    Ok(handle)
}

/// Durations of milliseconds to half a minute, for histograms whose name ends in seconds; what
/// people take is counted in minutes and hours.
fn builder() -> Result<PrometheusBuilder, BuildError> {
    const OF_PEOPLE: [f64; 10] =
        [30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1_800.0, 3_600.0, 14_400.0, 28_800.0];
    const SECONDS: [f64; 12] =
        [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];
    PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)?
        .set_buckets_for_metric(
            Matcher::Full("watchbell_time_to_acknowledge_seconds".to_owned()),
            &OF_PEOPLE,
        )
}

fn describe() {
    for metric in METRICS {
        match metric.kind {
            Kind::Counter => metrics::describe_counter!(metric.name, metric.says),
            Kind::Gauge => metrics::describe_gauge!(metric.name, metric.says),
            Kind::Histogram => metrics::describe_histogram!(metric.name, metric.says),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_metric_in_the_source_is_in_the_table_and_the_other_way_round() {
        let mut used = BTreeSet::new();
        collect_names(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut used);
        let listed: BTreeSet<String> =
            METRICS.iter().map(|metric| metric.name.to_owned()).collect();
        assert_eq!(used, listed);
    }

    /// Names that a macro of the `metrics` crate is called with.
    fn collect_names(folder: &Path, used: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect_names(&path, used);
            } else if !path.ends_with("telemetry.rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let calls = text
                    .split(['(', ' ', '\n'])
                    .filter_map(|word| word.strip_prefix("\"watchbell_"));
                used.extend(
                    calls.map(|name| format!("watchbell_{}", name.split('"').next().unwrap())),
                );
            }
        }
    }

    #[test]
    fn counters_end_in_total_and_times_in_seconds() {
        for metric in METRICS {
            assert_eq!(
                metric.kind == Kind::Counter,
                metric.name.ends_with("_total"),
                "{}",
                metric.name
            );
            assert!(!metric.name.contains("millis"), "{}", metric.name);
        }
    }

    #[test]
    fn a_figure_is_rendered_with_what_it_says() {
        let recorder = builder().unwrap().build_recorder();
        let handle = recorder.handle();
        metrics::with_local_recorder(&recorder, || {
            describe();
            metrics::gauge!("watchbell_outbox_waiting").set(3.0);
        });
        assert!(
            handle
                .render()
                .contains("# HELP watchbell_outbox_waiting Messages waiting to be sent.")
        );
        assert!(handle.render().contains("watchbell_outbox_waiting 3"));
    }
}
