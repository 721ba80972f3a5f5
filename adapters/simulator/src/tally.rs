//! What a simulator counts.

use std::collections::{BTreeMap, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};

use crate::Figures;

/// The number of reasons that are kept. Older ones go.
const REASONS: usize = 50;

/// Messages by destination, and refusals.
#[derive(Debug, Default)]
pub struct Tally {
    busy: BTreeMap<String, Busy>,
    over_limit: usize,
    refused: VecDeque<String>,
}

#[derive(Debug, Default)]
struct Busy {
    last_minute: VecDeque<DateTime<Utc>>,
    most: usize,
}

impl Tally {
    /// Counts a message to a destination.
    pub fn count(&mut self, destination: &str, at: DateTime<Utc>) {
        let busy = self.busy.entry(destination.to_owned()).or_default();
        busy.last_minute.push_back(at);
        busy.last_minute.retain(|earlier| at - *earlier < TimeDelta::minutes(1));
        busy.most = busy.most.max(busy.last_minute.len());
    }

    /// Counts a call that passed a limit.
    pub fn refuse_over_limit(&mut self) {
        self.over_limit += 1;
    }

    /// Keeps the reason of another refusal.
    pub fn refuse(&mut self, reason: impl Into<String>) {
        if self.refused.len() == REASONS {
            self.refused.pop_front();
        }
        self.refused.push_back(reason.into());
    }

    /// The reasons that are kept, oldest first.
    pub fn refused(&self) -> Vec<String> {
        self.refused.iter().cloned().collect()
    }

    /// The figures, with what the simulator knows itself.
    pub fn figures(&self, connections: usize, faults_left: usize) -> Figures {
        let busiest = self.busy.iter().map(|(name, busy)| (name.clone(), busy.most));
        Figures {
            busiest_minute: busiest.collect(),
            over_limit: self.over_limit,
            refused: self.refused(),
            connections,
            faults_left,
        }
    }
}
