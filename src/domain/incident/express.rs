//! An incident that was opened as an express ticket: what paid for it, and when that comes back.
//!
//! It comes back when support re-sorts the incident to an ordinary severity (Alibaba Cloud gives
//! the customer the choice of the severity, and support the last word), and when the incident ends
//! as a duplicate or out of scope; that is assumed, for the document says nothing of it.

use super::timeline::Fact;
use super::{GivenBack, Incident, Outcome};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::ledger::express::Movement;
use crate::domain::notice::{Intent, Priority};

impl Incident {
    /// Whether it is an express ticket still.
    pub(super) fn is_express(&self) -> bool {
        self.express.as_ref().is_some_and(|spent| self.severity.as_ref() == Some(&spent.severity))
    }

    pub(super) fn pay_for_express(&self, decision: &mut Decision) {
        let Some(spent) = &self.express else { return };
        decision.record(&self.reporter, Fact::ExpressSpent { pool: spent.pool });
        let by = self.reporter.name().to_owned();
        decision.express = Some(Movement { pool: spent.pool, is_return: false, by });
    }

    /// Gives the ticket back, once, and says so to the customer.
    pub(super) fn give_express_back(
        &mut self,
        decision: &mut Decision,
        by: &Actor,
        why: GivenBack,
    ) {
        let Some(spent) = self.express.as_mut().filter(|spent| !spent.is_given_back) else {
            return;
        };
        spent.is_given_back = true;
        let pool = spent.pool;
        decision.record(by, Fact::ExpressGivenBack { pool, why });
        decision.express = Some(Movement { pool, is_return: true, by: by.name().to_owned() });
        self.tell_customer(decision, Priority::Low, &Intent::ExpressGivenBack { pool, why });
    }

    /// The same where the outcome shows that it should never have been one.
    pub(super) fn give_express_back_after(
        &mut self,
        decision: &mut Decision,
        by: &Actor,
        outcome: Outcome,
    ) {
        let why = match outcome {
            Outcome::Duplicate => GivenBack::Duplicate,
            Outcome::OutOfScope => GivenBack::OutOfScope,
            Outcome::Agreed
            | Outcome::Transferred
            | Outcome::Cancelled
            | Outcome::ChangeRequest
            | Outcome::Withdrawn => return,
        };
        self.give_express_back(decision, by, why);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::incident::SpentExpress;
    use crate::domain::incident::kit::{Story, customer, staff};
    use crate::domain::ledger::express::Pool;

    fn spent() -> SpentExpress {
        let pool = Pool::Month { first: "2026-03-01".parse().unwrap() };
        SpentExpress { severity: "l1".into(), pool, left: 9, is_given_back: false }
    }

    /// An incident that was opened as an express ticket, which this plan calls `l1` for once.
    fn opened() -> Story {
        let mut story = Story::opened("l1", "2026-03-04 10:00");
        story.incident.express = Some(spent());
        story
    }

    fn movements(story: &Story) -> usize {
        let is_return = |fact: &Fact| matches!(fact, Fact::ExpressGivenBack { .. });
        story.timeline.iter().filter(|entry| is_return(&entry.fact)).count()
    }

    #[test]
    fn support_that_sorts_it_anew_gives_it_back_once() {
        let mut story = opened();
        story
            .act(|i, s| i.change_severity(s, &staff("li-na"), "l3".into(), "a question".to_owned()))
            .unwrap();
        assert_eq!(movements(&story), 1);
        story
            .act(|i, s| i.change_severity(s, &staff("li-na"), "l1".into(), String::new()))
            .unwrap();
        story
            .act(|i, s| i.change_severity(s, &staff("li-na"), "l4".into(), String::new()))
            .unwrap();
        story
            .act(|i, s| i.close_as(s, &staff("li-na"), Outcome::Duplicate, "of 7".to_owned()))
            .unwrap();
        assert_eq!(movements(&story), 1);
    }

    #[test]
    fn a_customer_who_lowers_it_has_had_it() {
        let mut story = opened();
        story.act(|i, s| i.change_severity(s, &customer(), "l3".into(), String::new())).unwrap();
        assert_eq!(movements(&story), 0);
        story
            .act(|i, s| i.change_severity(s, &staff("li-na"), "l4".into(), String::new()))
            .unwrap();
        assert_eq!(movements(&story), 0, "it was no express ticket any more");
    }

    #[test]
    fn it_comes_back_where_it_should_never_have_been_one() {
        for (outcome, count) in [
            (Outcome::Agreed, 0),
            (Outcome::Transferred, 0),
            (Outcome::Cancelled, 0),
            (Outcome::ChangeRequest, 0),
            (Outcome::Withdrawn, 0),
            (Outcome::Duplicate, 1),
            (Outcome::OutOfScope, 1),
        ] {
            let mut story = opened();
            story
                .act(|i, s| i.close_as(s, &staff("li-na"), outcome, "so it is".to_owned()))
                .unwrap();
            assert_eq!(movements(&story), count, "{outcome:?}");
        }
    }

    #[test]
    fn an_ordinary_incident_gives_nothing_back() {
        let mut story = Story::opened("l1", "2026-03-04 10:00");
        story
            .act(|i, s| i.close_as(s, &staff("li-na"), Outcome::Duplicate, "of 7".to_owned()))
            .unwrap();
        assert_eq!(movements(&story), 0);
    }
}
