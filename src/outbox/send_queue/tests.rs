use super::*;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

/// A message with its key, for a destination, with a priority, due at a second.
fn message(id: i64, destination: i64, priority: i64, due: i64) -> WaitingMessage {
    WaitingMessage {
        id,
        incident: Some(1),
        room: None,
        destination,
        priority,
        due_at: due * 1000,
        is_card_update: false,
        claimed_until: None,
        follows_reply: false,
    }
}

fn any(_: i64, _: bool) -> bool {
    true
}

/// The keys of the first messages due.
fn due(
    queue: &SendQueue,
    destination: i64,
    priorities: (i64, i64),
    limit: usize,
    now: DateTime<Utc>,
) -> Vec<i64> {
    let due = queue.due_for(destination, priorities, now, Party::Room);
    due.into_iter().map(|message| message.id).take(limit).collect()
}

fn queue(messages: &[WaitingMessage]) -> SendQueue {
    let queue = SendQueue::default();
    queue.follow(&everything(1));
    queue.push(messages);
    queue
}

/// All partitions in one term.
fn everything(term: i64) -> Vec<Fence> {
    Partition::all().map(|partition| Fence { partition, term }).collect()
}

#[test]
fn destinations_with_pages_are_taken_first_and_none_twice() {
    let queue = queue(&[message(1, 7, 4, 0), message(2, 8, 0, 5), message(3, 9, 2, 90)]);
    assert_eq!(queue.take_due(at(10), |_, has_pages| has_pages), [8]);
    assert_eq!(queue.take_due(at(10), any), [7]);
    assert!(queue.take_due(at(10), any).is_empty());
    assert_eq!(queue.next_at(), Some(at(90)));
}

#[test]
fn what_comes_during_the_work_is_looked_at_after_it() {
    let queue = queue(&[message(1, 7, 1, 0)]);
    assert_eq!(queue.take_due(at(0), any), [7]);
    queue.push(&[message(2, 7, 1, 1)]);
    assert!(queue.take_due(at(2), any).is_empty());
    queue.remove(1);
    queue.finish(7, Some(at(60)));
    assert_eq!(queue.next_at(), Some(at(1) + PAUSE));
    assert_eq!(queue.take_due(at(2), any), [7]);
    queue.remove(2);
    queue.finish(7, None);
    assert_eq!((queue.next_at(), queue.backlog()), (None, Backlog::default()));
}

#[test]
fn what_comes_for_one_that_rests_waits_a_pause_however_much_there_is() {
    let queue = queue(&[message(1, 7, 3, 0)]);
    assert_eq!(queue.take_due(at(0), any), [7]);
    queue.finish(7, Some(at(60)));
    let many: Vec<_> = (2..1000).map(|id| message(id, 7, 3, 1)).collect();
    queue.push(&many);
    assert!(queue.take_due(at(1), any).is_empty());
    assert_eq!(queue.take_due(at(2), any), [7]);
}

#[test]
fn the_most_urgent_of_those_due_is_claimed_first() {
    let queue = queue(&[
        message(1, 7, 4, 0),
        message(2, 7, 0, 2),
        message(3, 7, 0, 1),
        message(4, 7, 0, 1440),
        message(5, 8, 0, 0),
    ]);
    assert_eq!(due(&queue, 7, (0, 4), 2, at(5)), [3, 2]);
    assert_eq!(due(&queue, 7, (0, 4), 9, at(5)), [3, 2, 1]);
    assert_eq!(due(&queue, 7, (1, 4), 9, at(5)), [1]);
    let waiting: Vec<_> =
        queue.waiting_for(7, at(5)).into_iter().map(|w| (w.priority, w.due, w.next_at)).collect();
    assert_eq!(waiting, [(0, 2, at(1)), (4, 1, at(0))]);
}

#[test]
fn a_message_put_off_waits_until_then() {
    let queue = queue(&[message(1, 7, 1, 0)]);
    assert_eq!(queue.take_due(at(0), any), [7]);
    queue.put_off(1, at(9));
    queue.finish(7, None);
    assert_eq!(queue.next_at(), Some(at(9)));
    assert!(due(&queue, 7, (0, 4), 9, at(8)).is_empty());
    assert_eq!(due(&queue, 7, (0, 4), 9, at(9)), [1]);
}

#[test]
fn one_that_another_process_holds_is_looked_at_again_and_given_up_at_last() {
    let queue = queue(&[message(1, 7, 0, 0)]);
    for miss in 1..4 {
        queue.miss(1, at(miss));
        assert_eq!(queue.backlog().messages, 1);
    }
    queue.miss(1, at(4));
    assert_eq!(queue.backlog().messages, 0);
}

#[test]
fn what_another_process_sent_is_dropped_when_the_table_is_read() {
    let queue = queue(&[message(1, 7, 0, 0), message(2, 7, 0, 0)]);
    let known = queue.keys();
    queue.push(&[message(3, 7, 0, 0)]);
    queue.replace(&known, &[message(2, 7, 0, 0), message(4, 7, 0, 0)], at(0));
    assert_eq!(due(&queue, 7, (0, 4), 9, at(0)), [2, 3, 4]);
}

#[test]
fn a_claim_found_in_the_table_is_waited_for() {
    let queue = queue(&[]);
    let claimed = WaitingMessage { claimed_until: Some(10_000), ..message(1, 7, 0, 0) };
    queue.fill(&[claimed, message(2, 8, 0, 0)], at(3));
    assert_eq!(queue.take_due(at(3), any), [8]);
    assert_eq!(queue.take_due(at(10), any), [7]);
}

#[test]
fn what_follows_a_reply_waits_for_it_but_not_for_ever() {
    let after = WaitingMessage { follows_reply: true, ..message(1, 7, 1, 0) };
    let told = queue(&[after]);
    assert!(told.take_due(at(1), any).is_empty());
    told.reply_sent(7);
    assert_eq!(told.take_due(at(1), any), [7]);
    assert_eq!(queue(&[after]).take_due(at(2), any), [7]);
}

#[test]
fn of_updates_of_one_card_the_last_counts() {
    let update = |id, incident| WaitingMessage {
        incident: Some(incident),
        is_card_update: true,
        ..message(id, 7, 4, 0)
    };
    let queue = queue(&[update(1, 1), update(2, 2), update(3, 1), message(4, 7, 4, 0)]);
    let superseded = [1, 2, 3].map(|id| queue.has_later_card_update(id));
    assert_eq!(superseded, [true, false, false]);
}

#[test]
fn a_process_that_does_not_send_keeps_nothing() {
    let queue = SendQueue::default();
    queue.push(&[message(1, 7, 0, 0)]);
    assert_eq!(queue.backlog().messages, 0);
    queue.follow(&everything(1));
    queue.set_dead(3);
    queue.push(&[message(2, 7, 0, 4)]);
    let expected = Backlog { messages: 1, oldest_due_at: Some(at(4)), dead: 3 };
    assert_eq!(queue.backlog(), expected);
}

#[test]
fn what_waits_for_a_partition_that_is_lost_is_forgotten() {
    let queue = queue(&[message(1, 7, 0, 0), message(2, 8, 0, 0), message(3, 23, 0, 0)]);
    assert_eq!(queue.take_due(at(0), |id, _| id == 23), [23]);
    let mut held = everything(1);
    held.remove(7);
    let followed = queue.follow(&held);
    let lost = Partition::of_destination(7);
    assert_eq!((followed.closed, followed.has_opened), (vec![lost], false), "23 is of it too");
    assert_eq!((queue.keys(), queue.destinations()), (vec![2], vec![8]));
    queue.finish(23, Some(at(1)));
    queue.push(&[message(4, 7, 0, 0)]);
    queue.fill(&[message(5, 7, 0, 0), message(6, 8, 0, 0)], at(0));
    assert_eq!((queue.take_due(at(1), any), queue.next_at()), (vec![8], None));
}

#[test]
fn a_partition_in_a_new_term_begins_empty() {
    let queue = queue(&[message(1, 7, 0, 0)]);
    assert_eq!(queue.follow(&everything(1)).closed, []);
    let followed = queue.follow(&everything(2));
    assert_eq!((followed.closed.len(), followed.was_empty, followed.has_opened), (16, true, true));
    assert_eq!(queue.backlog(), Backlog::default());
}

#[test]
fn what_failed_keeps_its_place_and_is_passed_only_for_a_while() {
    let queue = queue(&[message(1, 7, 1, 0), message(2, 7, 1, 0), message(3, 7, 1, 0)]);
    queue.hold(1, at(30));
    assert_eq!(due(&queue, 7, (1, 1), 9, at(5)), [2, 3]);
    assert_eq!(queue.waiting_for(7, at(5))[0].due, 2);
    assert_eq!(due(&queue, 7, (1, 1), 9, at(30)), [1, 2, 3]);
}

#[test]
fn a_destination_that_is_well_again_is_owed_everything_at_once_and_in_order() {
    let queue = queue(&[message(1, 7, 1, 0), message(2, 7, 1, 0), message(3, 7, 1, 1)]);
    queue.hold(1, at(600));
    queue.hold(2, at(120));
    queue.release(7);
    assert_eq!(due(&queue, 7, (1, 1), 9, at(5)), [1, 2, 3]);
    queue.hold(1, at(600));
    queue.release(7);
    assert_eq!(due(&queue, 7, (1, 1), 9, at(5)), [2, 3], "the message itself is at fault");
    assert_eq!(due(&queue, 7, (1, 1), 9, at(600)), [1, 2, 3]);
}

#[test]
fn only_held_messages_are_looked_at_when_the_first_is_over() {
    let queue = queue(&[message(1, 7, 1, 0), message(2, 7, 1, 90)]);
    queue.hold(1, at(60));
    let waiting = queue.waiting_for(7, at(5));
    assert_eq!((waiting[0].due, waiting[0].next_at), (0, at(60)));
}

#[test]
fn a_platform_that_is_back_is_looked_at_and_all_pages_too() {
    let queue = queue(&[message(1, 7, 0, 500), message(2, 8, 1, 500), message(3, 9, 1, 500)]);
    queue.look_again(&[8], at(10));
    assert_eq!(queue.take_due(at(10), any), [7, 8]);
    assert_eq!(due(&queue, 7, (0, 0), 9, at(10)), [1]);
    assert!(due(&queue, 8, (0, 4), 9, at(10)).is_empty(), "what is not due yet is not due now");
}

#[test]
fn a_message_is_its_customers_also_where_the_next_contact_method_is_tried() {
    let of = |id, destination, incident, room| WaitingMessage {
        incident: Some(incident),
        room,
        ..message(id, destination, 0, 0)
    };
    let queue = queue(&[of(1, 7, 1, Some(70)), of(2, 7, 2, Some(80)), message(3, 7, 0, 0)]);
    let party_of = |room: i64| Party::Room(room / 10);
    let parties = |destination| -> Vec<Party> {
        let due = queue.due_for(destination, (0, 0), at(0), party_of);
        due.into_iter().map(|message| message.party).collect()
    };
    // The third is about incident 1 too, whose room is known.
    assert_eq!(parties(7), [Party::Room(7), Party::Room(8), Party::Room(7)]);
    queue.push(&[of(4, 9, 2, None)]);
    queue.remove(2);
    assert_eq!(parties(9), [Party::Room(8)]);
    queue.remove(4);
    queue.push(&[of(5, 9, 2, None)]);
    assert_eq!(parties(9), [Party::Nobody], "nothing is remembered of what has left");
}

#[test]
fn replies_keep_their_order_whosever_they_are() {
    let reply = |id, room| WaitingMessage {
        incident: Some(room),
        room: Some(room),
        ..message(id, 7, 1, 0)
    };
    let queue = queue(&[reply(1, 70), reply(2, 80)]);
    let due = queue.due_for(7, (0, 4), at(0), Party::Room);
    assert!(due.iter().all(|message| message.party == Party::Nobody));
}

#[test]
fn what_waits_follows_a_clock_that_is_set_back() {
    let queue = queue(&[message(1, 7, 0, 3600), message(2, 8, 1, 3600), message(3, 9, 0, 3630)]);
    queue.hold(2, at(3605));
    assert_eq!(queue.take_due(at(3600), |id, _| id == 7), [7]);
    queue.finish(7, Some(at(3610)));
    // An hour back: what was due is due, and what waits waits no longer than before.
    assert_eq!(queue.take_due(at(0), |id, _| id == 8), [8]);
    assert_eq!(queue.next_at(), Some(at(10)));
    assert_eq!(due(&queue, 7, (0, 4), 9, at(0)), [1]);
    assert!(due(&queue, 8, (0, 4), 9, at(4)).is_empty());
    assert_eq!(due(&queue, 8, (0, 4), 9, at(5)), [2]);
    assert_eq!(due(&queue, 9, (0, 4), 9, at(30)), [3]);
    queue.remove(1);
    assert!(due(&queue, 7, (0, 4), 9, at(60)).is_empty());
}

#[test]
fn what_another_process_queued_before_the_clock_was_set_back_is_due() {
    let queue = queue(&[]);
    let created = at(3600).timestamp_millis();
    let elsewhere = WaitingMessage { id: created << 20, ..message(0, 7, 0, 3602) };
    queue.fill(&[elsewhere], at(0));
    assert_eq!(due(&queue, 7, (0, 0), 9, at(2)), [created << 20]);
}
