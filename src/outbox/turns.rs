//! Whose message leaves next where not all can: the customers take turns, so that however much one
//! of them sends, the messages of another are not behind it. Pure.
//!
//! Within a priority the customer who waited longest for a turn is next, with the oldest message.
//! So while a message is the oldest of its customer, at most one of each other customer passes it.

use std::collections::{HashMap, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::recent::is_within;
use crate::ids::CustomerId;

/// More customers than one destination is ever sent messages about; then the order begins anew.
const REMEMBERED: usize = 4096;

/// Whose messages take turns with those of others.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Party {
    Customer(CustomerId),
    /// A room that belongs to no customer, by its key.
    Room(i64),
    /// What is about no incident.
    Nobody,
}

/// A message that may leave now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueMessage {
    pub id: i64,
    pub priority: i64,
    pub party: Party,
}

/// Whose turn it was at one destination.
#[derive(Debug, Clone, Default)]
pub struct Turns {
    served: HashMap<Party, u64>,
    count: u64,
    /// When a page about something of theirs left last.
    paged_at: HashMap<Party, DateTime<Utc>>,
}

impl Turns {
    /// Chooses `limit` of the due messages, which are sorted by priority and age, and takes note of
    /// whose turn it was.
    pub fn take(&mut self, due: &[DueMessage], limit: usize) -> Vec<DueMessage> {
        let mut taken = Vec::with_capacity(limit.min(due.len()));
        let mut rest = due;
        while let Some(first) = rest.first().filter(|_| taken.len() < limit) {
            let same = rest.iter().take_while(|message| message.priority == first.priority).count();
            let (of_priority, others) = rest.split_at(same);
            self.take_in_turns(of_priority, limit - taken.len(), &mut taken);
            rest = others;
        }
        taken
    }

    fn take_in_turns(&mut self, due: &[DueMessage], most: usize, taken: &mut Vec<DueMessage>) {
        // In the order of their oldest messages, which decides between those that had no turn yet.
        let mut order: Vec<&Party> = Vec::new();
        let mut waiting: HashMap<&Party, VecDeque<&DueMessage>> = HashMap::new();
        for message in due {
            let of_party = waiting.entry(&message.party).or_default();
            if of_party.is_empty() {
                order.push(&message.party);
            }
            of_party.push_back(message);
        }
        for _ in 0..most {
            let turn = |party: &&&Party| self.served.get(**party).copied().unwrap_or_default();
            let with_some = order.iter().filter(|party| !waiting[**party].is_empty());
            let Some(party) = with_some.min_by_key(turn).copied() else { return };
            let Some(message) = waiting.get_mut(party).and_then(VecDeque::pop_front) else {
                return;
            };
            taken.push(message.clone());
            self.note_turn(party);
        }
    }

    fn note_turn(&mut self, party: &Party) {
        if self.served.len() >= REMEMBERED {
            self.served.clear();
        }
        self.count += 1;
        self.served.insert(party.clone(), self.count);
    }

    /// Takes note of pages that left.
    pub fn note_paged(&mut self, pages: &[DueMessage], at: DateTime<Utc>, within: TimeDelta) {
        self.paged_at.retain(|_, paged_at| (at - *paged_at).abs() < within);
        self.paged_at.extend(pages.iter().map(|page| (page.party.clone(), at)));
    }

    /// The clock was set back by so much.
    pub fn shift_back(&mut self, by: TimeDelta) {
        for at in self.paged_at.values_mut() {
            *at -= by;
        }
    }

    /// Whether one of these pages is about somebody for whom none left within that time.
    pub fn has_new_party(
        &self,
        pages: &[DueMessage],
        now: DateTime<Utc>,
        within: TimeDelta,
    ) -> bool {
        let was_paged =
            |party: &Party| self.paged_at.get(party).is_some_and(|at| is_within(*at, now, within));
        pages.iter().any(|page| !was_paged(&page.party))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn page(id: i64, customer: &str) -> DueMessage {
        DueMessage { id, priority: 0, party: Party::Customer(customer.into()) }
    }

    fn ids(taken: &[DueMessage]) -> Vec<i64> {
        taken.iter().map(|message| message.id).collect()
    }

    #[test]
    fn what_one_customer_is_owed_keeps_its_order() {
        let due = [page(1, "loud"), page(2, "loud"), page(3, "loud")];
        assert_eq!(ids(&Turns::default().take(&due, 9)), [1, 2, 3]);
    }

    #[test]
    fn of_more_each_customer_has_a_line_before_anybody_has_two() {
        let mut due: Vec<DueMessage> = (1..=600).map(|id| page(id, "loud")).collect();
        due.extend([page(601, "quiet"), page(602, "third"), page(603, "quiet")]);
        assert_eq!(ids(&Turns::default().take(&due, 6)), [1, 601, 602, 2, 603, 3]);
    }

    #[test]
    fn whose_turn_it_was_is_remembered_where_messages_leave_one_by_one() {
        let mut turns = Turns::default();
        let mut due: Vec<DueMessage> = (1..=4).map(|id| page(id, "loud")).collect();
        due.push(page(5, "quiet"));
        let mut order = Vec::new();
        while !due.is_empty() {
            let taken = turns.take(&due, 1);
            due.retain(|message| message.id != taken[0].id);
            order.extend(ids(&taken));
        }
        assert_eq!(order, [1, 5, 2, 3, 4]);
    }

    #[test]
    fn a_less_urgent_message_never_goes_first() {
        let warning = DueMessage { priority: 2, ..page(9, "quiet") };
        let due = [page(1, "loud"), page(2, "loud"), page(3, "loud"), warning];
        assert_eq!(ids(&Turns::default().take(&due, 2)), [1, 2]);
    }

    #[test]
    fn somebody_is_new_until_they_were_paged_and_again_after_the_time() {
        let (start, minute) = (DateTime::UNIX_EPOCH, TimeDelta::seconds(60));
        let mut turns = Turns::default();
        turns.note_paged(&[page(1, "loud")], start, minute);
        let after = |seconds| start + TimeDelta::seconds(seconds);
        assert!(!turns.has_new_party(&[page(2, "loud")], after(59), minute));
        assert!(turns.has_new_party(&[page(2, "loud"), page(3, "quiet")], after(59), minute));
        assert!(turns.has_new_party(&[page(2, "loud")], after(60), minute));
        // The clock was set back: nobody is taken for paged by a time to come.
        assert!(turns.has_new_party(&[page(2, "loud")], after(-3600), minute));
    }

    proptest! {
        /// Messages of several customers come and leave in any order, however few at a time: while
        /// one waits as the oldest of its customer, at most one of each other customer leaves, and
        /// nothing of a customer passes an older one of the same.
        #[test]
        fn no_customer_waits_for_more_than_one_message_of_each_other(
            steps in prop::collection::vec((0_usize..6, 0_usize..40, 1_usize..7), 1..40),
        ) {
            let mut turns = Turns::default();
            let mut due: Vec<DueMessage> = Vec::new();
            let mut passed: HashMap<Party, HashMap<Party, usize>> = HashMap::new();
            let mut next = 0;
            for (customer, arriving, limit) in steps {
                for _ in 0..arriving {
                    next += 1;
                    due.push(page(next, &format!("customer-{customer}")));
                }
                let taken = turns.take(&due, limit);
                prop_assert_eq!(taken.len(), due.len().min(limit));
                for message in taken {
                    let oldest = due.iter().find(|other| other.party == message.party);
                    prop_assert_eq!(oldest.map(|oldest| oldest.id), Some(message.id));
                    due.retain(|other| other.id != message.id);
                    passed.remove(&message.party);
                    let waiting: std::collections::HashSet<Party> =
                        due.iter().map(|other| other.party.clone()).collect();
                    for party in waiting.into_iter().filter(|party| *party != message.party) {
                        let by = passed.entry(party).or_default();
                        let count = by.entry(message.party.clone()).or_default();
                        *count += 1;
                        prop_assert!(*count <= 1, "{:?} passed twice", message.party);
                    }
                }
            }
        }
    }
}
