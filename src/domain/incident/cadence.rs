//! The update cadence as a value: when the customer gets the next update, and what moves that
//! instant.
//!
//! The acts on an incident and the rebuilding of its clocks from the timeline go through the same
//! few methods, so a slot is the same however it was reached.

use chrono::{DateTime, TimeDelta, Utc};

use super::{ProposedCadence, Updates};

/// An agreed cadence is cut to these bounds: a shorter one would mute the robot, a longer one is no
/// cadence.
const SHORTEST: TimeDelta = TimeDelta::minutes(1);
const LONGEST: TimeDelta = TimeDelta::days(31);

/// A cadence within the bounds.
pub(super) fn bounded(every: TimeDelta) -> TimeDelta {
    every.clamp(SHORTEST, LONGEST)
}

impl Updates {
    /// The period between updates.
    pub fn every(&self) -> Option<TimeDelta> {
        self.every_seconds.map(TimeDelta::seconds)
    }

    /// Work begins, or begins again: the agreed cadence, else the plan's, counted from now.
    pub(super) fn begin(&mut self, of_plan: Option<TimeDelta>, now: DateTime<Utc>) {
        if !self.cadence_is_agreed {
            self.every_seconds = of_plan.map(|every| every.num_seconds());
        }
        self.next_at = self.every().map(|every| now + every);
        (self.slot_is_agreed, self.proposed) = (false, None);
    }

    /// Nothing more is promised until work begins again.
    pub(super) fn stop(&mut self) {
        self.next_at = None;
        (self.slot_is_agreed, self.proposed) = (false, None);
    }

    /// The rank changed to one for which the plan has this cadence.
    ///
    /// What was agreed with the customer stays, the cadence and a single instant alike; but a
    /// higher rank never makes updates rarer than the plan wants at that rank, and never moves a
    /// promised slot later.
    pub(super) fn follow_rank(
        &mut self,
        of_plan: Option<TimeDelta>,
        is_raised: bool,
        now: DateTime<Utc>,
    ) {
        self.proposed = None;
        let is_too_rare = is_raised && of_plan.is_some_and(|of_plan| self.every() > Some(of_plan));
        let is_kept = self.cadence_is_agreed && !is_too_rare;
        if !is_kept {
            self.cadence_is_agreed = false;
            self.every_seconds = of_plan.map(|every| every.num_seconds());
        }
        let fresh = self.every().map(|every| now + every);
        let promised = self.next_at.filter(|_| is_raised || is_kept || self.slot_is_agreed);
        let next_at =
            if is_raised { promised.into_iter().chain(fresh).min() } else { promised.or(fresh) };
        self.slot_is_agreed &= next_at == self.next_at;
        self.next_at = next_at;
    }

    /// A cadence is agreed on, and when its first update comes.
    pub(super) fn agree_on_cadence(&mut self, every: TimeDelta, next_at: DateTime<Utc>) {
        self.every_seconds = Some(every.num_seconds());
        self.cadence_is_agreed = true;
        self.next_at = Some(next_at);
        (self.slot_is_agreed, self.proposed) = (false, None);
    }

    /// An instant is agreed on for the next update. The cadence continues from there.
    pub(super) fn agree_on_next(&mut self, next_at: DateTime<Utc>) {
        self.next_at = Some(next_at);
        (self.slot_is_agreed, self.proposed) = (true, None);
    }

    /// Whether a cadence is rarer than both the plan's and what the customer has agreed to.
    pub(super) fn would_be_rarer(&self, of_plan: Option<TimeDelta>, every: TimeDelta) -> bool {
        let agreed = self.every().filter(|_| self.cadence_is_agreed);
        of_plan.is_some_and(|of_plan| every > agreed.map_or(of_plan, |agreed| agreed.max(of_plan)))
    }

    /// When the first update of a cadence comes: one period from now. Where the plan promises
    /// updates, no promised slot moves later by it.
    pub(super) fn first_of(
        &self,
        of_plan: Option<TimeDelta>,
        every: TimeDelta,
        now: DateTime<Utc>,
    ) -> DateTime<Utc> {
        let promised = self.next_at.filter(|_| of_plan.is_some());
        promised.map_or(now + every, |promised| promised.min(now + every))
    }

    /// What the customer can still agree to: a suggested instant lapses when it has come.
    pub fn proposal_at(&self, now: DateTime<Utc>) -> Option<ProposedCadence> {
        self.proposed.filter(|proposed| match proposed {
            ProposedCadence::Every { .. } => true,
            ProposedCadence::Next { at } => *at > now,
        })
    }

    /// A person's update filled the slot. While work continues, the next is one period from now.
    pub(super) fn fill(&mut self, goes_on: bool, now: DateTime<Utc>) {
        self.sequence += 1;
        self.next_at = self.every().filter(|_| goes_on).map(|every| now + every);
        self.slot_is_agreed = false;
    }

    /// Nobody wrote an update for the slot. The next is the first one on the grid that lies in the
    /// future, so that an outage is caught up with one post and not with a burst.
    pub(super) fn hold(&mut self, slot: DateTime<Utc>, now: DateTime<Utc>) {
        self.sequence += 1;
        self.missed += 1;
        self.next_at = self.every().map(|every| next_slot(slot, every, now));
        self.slot_is_agreed = false;
    }
}

fn next_slot(slot: DateTime<Utc>, every: TimeDelta, now: DateTime<Utc>) -> DateTime<Utc> {
    let missed = (now - slot).num_seconds().max(0) / every.num_seconds().max(1);
    slot + TimeDelta::seconds((missed + 1) * every.num_seconds())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    /// Work on a rank 1 incident began at minute 0.
    fn hourly() -> Updates {
        let mut updates = Updates::default();
        updates.begin(Some(TimeDelta::hours(1)), at(0));
        updates
    }

    #[test]
    fn a_missed_slot_is_followed_by_the_next_one_on_the_grid_in_the_future() {
        for (now, next) in
            [(60, 120), (61, 120), (119, 120), (120, 180), (60 + 7 * 60, 9 * 60), (5000, 5040)]
        {
            let mut updates = hourly();
            updates.hold(at(60), at(now));
            assert_eq!(
                (updates.next_at, updates.missed),
                (Some(at(next)), 1),
                "posted at minute {now}"
            );
        }
    }

    #[test]
    fn a_lower_rank_without_a_rhythm_ends_the_plans_own_and_keeps_an_agreed_one() {
        let mut updates = hourly();
        updates.follow_rank(None, false, at(10));
        assert_eq!((updates.every(), updates.next_at), (None, None));
        let mut updates = hourly();
        updates.agree_on_cadence(TimeDelta::hours(4), at(245));
        updates.follow_rank(None, false, at(10));
        assert_eq!((updates.every(), updates.next_at), (Some(TimeDelta::hours(4)), Some(at(245))));
    }

    #[test]
    fn a_rise_makes_a_rarer_agreement_give_way_and_keeps_a_more_frequent_one() {
        for (agreed, every, next) in [(240, 60, 70), (30, 30, 35)] {
            let mut updates = Updates::default();
            updates.agree_on_cadence(TimeDelta::minutes(agreed), at(5 + agreed));
            updates.follow_rank(Some(TimeDelta::hours(1)), true, at(10));
            let expected = (Some(TimeDelta::minutes(every)), Some(at(next)));
            assert_eq!((updates.every(), updates.next_at), expected, "agreed on {agreed} min");
        }
    }

    #[test]
    fn an_agreed_instant_outlives_a_change_of_rank_unless_the_new_rhythm_comes_first() {
        for (agreed, is_raised, of_plan, next) in [
            (30, true, Some(TimeDelta::hours(1)), 30),
            (90, true, Some(TimeDelta::hours(1)), 70),
            (90, false, None, 90),
        ] {
            let mut updates = Updates::default();
            updates.agree_on_next(at(agreed));
            updates.follow_rank(of_plan, is_raised, at(10));
            assert_eq!(updates.next_at, Some(at(next)), "agreed on minute {agreed}");
        }
    }

    #[test]
    fn an_agreed_instant_is_one_slot_and_the_rhythm_goes_on_from_it() {
        let mut updates = hourly();
        updates.agree_on_next(at(90));
        updates.hold(at(90), at(90));
        assert_eq!(updates.next_at, Some(at(150)));
    }

    #[test]
    fn no_rhythm_is_shorter_than_a_minute_or_longer_than_a_month() {
        for (asked, every) in [(TimeDelta::zero(), SHORTEST), (TimeDelta::days(4000), LONGEST)] {
            assert_eq!(bounded(asked), every, "asked for {asked}");
        }
    }
}
