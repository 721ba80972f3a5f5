//! Figures and the table they are shown in.

use std::fmt;
use std::time::Duration;

/// How durations spread.
#[derive(Debug)]
pub(crate) struct Spread(Vec<Duration>);

impl Spread {
    pub(crate) fn of(mut durations: Vec<Duration>) -> Self {
        durations.sort_unstable();
        Self(durations)
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// The duration that `percent` of all do not exceed; 100 gives the longest.
    pub(crate) fn p(&self, percent: usize) -> Duration {
        let index = (self.0.len() * percent / 100).min(self.0.len().saturating_sub(1));
        self.0.get(index).copied().unwrap_or_default()
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "p50 {:.2?}, p99 {:.2?}, longest {:.2?}", self.p(50), self.p(99), self.p(100))
    }
}

/// One line for each figure: what, how much, and the aim.
#[derive(Debug, Default)]
pub(crate) struct Table(Vec<[String; 3]>);

impl Table {
    pub(crate) fn row(&mut self, what: impl Into<String>, figure: impl Into<String>, aim: &str) {
        self.0.push([what.into(), figure.into(), aim.to_owned()]);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for [what, figure, aim] in &self.0 {
            writeln!(f, "{what:<58} {figure:<58} {aim}")?;
        }
        Ok(())
    }
}

/// How many a second.
#[expect(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
pub(crate) fn rate(count: usize, took: Duration) -> f64 {
    count as f64 / took.as_secs_f64()
}

/// Microseconds for each.
#[expect(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
pub(crate) fn micros_each(total: Duration, count: usize) -> f64 {
    total.as_secs_f64() * 1e6 / count as f64
}
