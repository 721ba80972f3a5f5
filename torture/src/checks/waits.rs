//! How long people waited, measured from the end of what went wrong meanwhile.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use crate::faults::Period;
use crate::performance::{Played, Wait};

/// Waits that nothing disturbed.
const UNDISTURBED: &str = "nothing wrong";

/// The longest waits, by the kind of the fault that ended last before them.
#[derive(Debug, Default)]
pub(crate) struct Waits(BTreeMap<&'static str, Longest>);

/// The longest waits after one kind of fault.
#[derive(Debug, Default, Clone, Copy)]
struct Longest {
    count: usize,
    page: Duration,
    other: Duration,
}

impl Waits {
    /// A wait counts for the fault that ended last of those that were there during it, and from
    /// that end on.
    pub(crate) fn of(played: &[Played], faults: &[Period]) -> Self {
        let mut longest = Self::default();
        for wait in played.iter().flat_map(|story| &story.waits) {
            let disturbs = |fault: &&Period| fault.from <= wait.until && fault.until >= wait.from;
            let last = faults.iter().filter(disturbs).max_by_key(|fault| fault.until);
            let kind = last.map_or(UNDISTURBED, |fault| fault.fault.kind());
            let from = last.map_or(wait.from, |fault| fault.until);
            longest.note(kind, *wait, wait.until.saturating_duration_since(from));
        }
        longest
    }

    fn note(&mut self, kind: &'static str, wait: Wait, lasted: Duration) {
        let longest = self.0.entry(kind).or_default();
        longest.count += 1;
        let longest = if wait.is_page { &mut longest.page } else { &mut longest.other };
        *longest = lasted.max(*longest);
    }

    /// Adds those of another round.
    pub(crate) fn add(&mut self, more: Self) {
        for (kind, other) in more.0 {
            let longest = self.0.entry(kind).or_default();
            longest.count += other.count;
            longest.page = longest.page.max(other.page);
            longest.other = longest.other.max(other.other);
        }
    }
}

impl fmt::Display for Waits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "longest waits from the end of the last fault meanwhile, in seconds")?;
        writeln!(
            f,
            "  (later pages of a customer are gathered for a minute, and robots have limits)"
        )?;
        for (kind, Longest { count, page, other }) in &self.0 {
            let (page, other) = (page.as_secs_f64(), other.as_secs_f64());
            writeln!(f, "  {kind:<18} page {page:>6.1}, all else {other:>6.1} ({count} waits)")?;
        }
        Ok(())
    }
}
