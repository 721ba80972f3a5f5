//! What the simulator counted, for whoever judges a rehearsal.

use std::collections::{BTreeMap, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};
use simulator::Figures;

use crate::state::{Delivery, Route};

/// Reasons that are kept; older ones go.
const REASONS: usize = 50;

#[derive(Default)]
pub(crate) struct Tally {
    busy: BTreeMap<String, Busy>,
    over_limit: usize,
    refused: VecDeque<String>,
}

#[derive(Default)]
struct Busy {
    last_minute: VecDeque<DateTime<Utc>>,
    most: usize,
}

impl Tally {
    pub(crate) fn count(&mut self, delivery: &Delivery) {
        let name = match &delivery.route {
            Route::Robot(token) => format!("robot:{token}"),
            Route::Session(_) => format!("session:{}", delivery.room),
            Route::Group(conversation) => format!("group:{conversation}"),
            Route::Person(person) => format!("user:{person}"),
        };
        self.busy.entry(name).or_default().count(delivery.received_at);
    }

    pub(crate) fn refuse(&mut self, for_a_limit: bool, reason: &str) {
        if for_a_limit {
            self.over_limit += 1;
            return;
        }
        self.refused.push_back(reason.to_owned());
        if self.refused.len() > REASONS {
            self.refused.pop_front();
        }
    }

    pub(crate) fn figures(&self, connections: usize) -> Figures {
        Figures {
            busiest_minute: self
                .busy
                .iter()
                .map(|(name, busy)| (name.clone(), busy.most))
                .collect(),
            over_limit: self.over_limit,
            refused: self.refused.iter().cloned().collect(),
            connections,
            faults_left: 0,
        }
    }
}

impl Busy {
    fn count(&mut self, at: DateTime<Utc>) {
        self.last_minute.push_back(at);
        while self.last_minute.front().is_some_and(|first| at - *first >= TimeDelta::minutes(1)) {
            self.last_minute.pop_front();
        }
        self.most = self.most.max(self.last_minute.len());
    }
}
