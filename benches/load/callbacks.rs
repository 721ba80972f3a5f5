//! Callbacks signed beforehand, and the two ways of sending them.
//!
//! At full speed each connection asks again as soon as it was answered. At a steady rate every
//! callback has its planned instant, and its time counts from then: a program that stalls is
//! charged for all that had to wait meanwhile.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use dingtalk_simulator::{DingTalkSimulator, Utterance};
use watchbell::clock::{Clock, SystemClock};

use crate::TOWN;
use crate::figures::Spread;
use crate::kit::many_customers::{conversation, customer_person};
use crate::kit::wire::{Wire, post};

pub(crate) const CONNECTIONS: usize = 64;

/// Messages of customers who open incidents, the `from`th and so on; no two are alike.
pub(crate) fn openings(fake: &DingTalkSimulator, from: usize, count: usize) -> Vec<Vec<u8>> {
    (from..from + count).map(|key| opening(fake, key)).collect()
}

/// The `key`th of them.
pub(crate) fn opening(fake: &DingTalkSimulator, key: usize) -> Vec<u8> {
    let group = key % TOWN.groups;
    let text = format!("报障 L1 支付返回 500, 订单 {key} 无法完成");
    said(fake, &format!("msgLOAD{key:08}=="), group, &customer_person(group), &text)
}

/// What somebody says in a customer's group.
pub(crate) fn said(
    fake: &DingTalkSimulator,
    id: &str,
    group: usize,
    staff: &str,
    text: &str,
) -> Vec<u8> {
    let conversation = conversation(group);
    let utterance = Utterance {
        id,
        conversation: Some(&conversation),
        staff: Some(staff),
        nick: "Person",
        text,
        ..Utterance::default()
    };
    post("/hooks/dingtalk", &fake.callback_at(utterance, SystemClock.now()))
}

/// Sends as fast as the connections are answered.
pub(crate) fn at_full_speed(address: SocketAddr, requests: &[Vec<u8>]) -> Spread {
    let now_from_now_on = |_: usize| Instant::now();
    send(address, requests, now_from_now_on)
}

/// Sends so many a second.
pub(crate) fn at_rate(address: SocketAddr, requests: &[Vec<u8>], per_second: u32) -> Spread {
    let started_at = Instant::now();
    let period = Duration::from_secs(1) / per_second;
    send(address, requests, |index| {
        let planned_at = started_at + period * u32::try_from(index).unwrap();
        thread::sleep(planned_at.saturating_duration_since(Instant::now()));
        planned_at
    })
}

/// `wait` waits for the turn of a request and gives back the instant from which its time counts.
fn send(
    address: SocketAddr,
    requests: &[Vec<u8>],
    wait: impl Fn(usize) -> Instant + Sync,
) -> Spread {
    let next = AtomicUsize::new(0);
    let send_some = || {
        let mut wire = Wire::open(address).unwrap();
        let mut times = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(request) = requests.get(index) else { return times };
            let since = wait(index);
            assert_eq!(wire.ask(request).unwrap(), 200, "a callback was not taken");
            times.push(since.elapsed());
        }
    };
    let times = thread::scope(|scope| {
        let senders: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(send_some)).collect();
        senders.into_iter().flat_map(|sender| sender.join().unwrap()).collect()
    });
    Spread::of(times)
}
