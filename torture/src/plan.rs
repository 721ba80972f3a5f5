//! Everything a round will do, drawn from one seed before anything starts. The same seed draws the
//! same round; only the moments at which the processes do their part differ.

use std::fmt;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};

use crate::deployment::Kind;
use crate::faults::{self, Strike};
use crate::story::Story;
use crate::world::{CUSTOMERS, WAYS, Way};

/// What is begun in a minute by one customer is below what the bot takes without asking back.
const STORIES_OF_A_CUSTOMER: usize = 3;

/// One round.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) kind: Kind,
    pub(crate) ways: Vec<Way>,
    pub(crate) stories: Vec<Story>,
    pub(crate) strikes: Vec<Strike>,
}

impl Plan {
    /// Draws a round whose faults begin within `length`; where `only` names kinds of faults, no
    /// others.
    pub(crate) fn draw(
        seed: u64,
        kind: Kind,
        length: Duration,
        only: &[String],
    ) -> anyhow::Result<Self> {
        let random = &mut StdRng::seed_from_u64(seed);
        let ways: Vec<Way> = WAYS.iter().filter_map(|ways| ways.choose(random).copied()).collect();
        let mut stories = Vec::new();
        let end = u64::try_from(length.as_millis()).unwrap_or(u64::MAX);
        for customer in CUSTOMERS {
            let is_listed =
                ways.iter().any(|way| way.platform == customer.platform && way.is_listed);
            for _ in 0..STORIES_OF_A_CUSTOMER {
                let begins_after = random.random_range(0..end);
                let number = stories.len() + 1;
                stories.push(Story::draw(random, customer, number, is_listed, begins_after));
            }
        }
        let strikes = faults::draw(random, kind, length, only)?;
        Ok(Self { seed, kind, ways, stories, strikes })
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let receive = |way: &Way| way.receive.unwrap_or("usual way");
        let ways: Vec<String> =
            self.ways.iter().map(|way| format!("{} ({})", way.platform, receive(way))).collect();
        writeln!(f, "seed {}, {:?}, {}", self.seed, self.kind, ways.join(", "))?;
        for strike in &self.strikes {
            let (after, lasts) = (strike.after.as_secs_f64(), strike.lasts.as_secs_f64());
            writeln!(f, "  {after:>6.1} s  {} ({lasts:.1} s)", strike.fault)?;
        }
        Ok(())
    }
}
