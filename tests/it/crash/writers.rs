//! People who write, and the platform that brings their words: again and again, until somebody
//! takes them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use dingtalk_simulator::{DingTalkSimulator, Utterance};
use watchbell::clock::{Clock, SystemClock};

use crate::kit::many_customers::{ManyCustomers, conversation, customer_person, engineer};
use crate::kit::polling::wait_for;
use crate::kit::program::Home;
use crate::kit::wire::{Wire, post};

/// Groups in which somebody writes at the same time.
const AT_ONCE: usize = 4;
const TAKEN_WITHIN: Duration = Duration::from_secs(30);

/// What happens in one group: an incident from the first words to the customer's consent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Story {
    group: usize,
}

impl Story {
    pub(crate) fn title(self) -> String {
        format!("支付返回 500, 门店 {}", self.group)
    }

    pub(crate) fn news(self) -> String {
        format!("正在切换第 {} 套存储", self.group)
    }

    pub(crate) fn solution(self) -> String {
        format!("第 {} 套存储已切换", self.group)
    }

    /// Who writes what, in order.
    fn words(self, town: ManyCustomers) -> [(String, String); 5] {
        let (customer, staff) =
            (customer_person(self.group), engineer(self.group % town.engineers));
        [
            (customer.clone(), format!("报障 L1 {}", self.title())),
            (staff.clone(), "认领".to_owned()),
            (staff.clone(), format!("进展 {}", self.news())),
            (staff, format!("方案 {}", self.solution())),
            (customer, "同意关闭".to_owned()),
        ]
    }
}

/// Everybody who writes.
pub(crate) struct Writers {
    attempts: Arc<AtomicUsize>,
    threads: Vec<JoinHandle<()>>,
    stories: Vec<Story>,
}

impl Writers {
    pub(crate) fn start(home: &Home, fake: &DingTalkSimulator, town: ManyCustomers) -> Self {
        let stories: Vec<Story> = (0..town.groups).map(|group| Story { group }).collect();
        let callbacks: Arc<Vec<_>> =
            Arc::new(stories.iter().map(|story| requests(fake, *story, town)).collect());
        let (next, attempts) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let write = || {
            let (home, callbacks) = (home.clone(), Arc::clone(&callbacks));
            let (next, attempts) = (Arc::clone(&next), Arc::clone(&attempts));
            thread::spawn(move || {
                while let Some(story) = callbacks.get(next.fetch_add(1, Ordering::Relaxed)) {
                    for request in story {
                        bring(&home, request, &attempts);
                    }
                }
            })
        };
        let threads = (0..AT_ONCE).map(|_| write()).collect();
        Self { attempts, threads, stories }
    }

    /// How often the platform has knocked so far.
    pub(crate) fn attempts(&self) -> usize {
        self.attempts.load(Ordering::Relaxed)
    }

    /// Waits until everything that was written has been answered.
    pub(crate) fn finish(self) -> Vec<Story> {
        for thread in self.threads {
            thread.join().unwrap();
        }
        self.stories
    }
}

fn requests(fake: &DingTalkSimulator, story: Story, town: ManyCustomers) -> Vec<Vec<u8>> {
    let words = story.words(town);
    let request = |(step, (staff, text)): (usize, &(String, String))| {
        let utterance = Utterance {
            id: &format!("msg{}-{step}==", story.group),
            conversation: Some(&conversation(story.group)),
            staff: Some(staff),
            nick: "somebody",
            text,
            ..Utterance::default()
        };
        post("/hooks/dingtalk", &fake.callback_at(utterance, SystemClock.now()))
    };
    words.iter().enumerate().map(request).collect()
}

/// The platform resends what was not answered with 200: the same message, under the same id.
fn bring(home: &Home, request: &[u8], attempts: &AtomicUsize) {
    wait_for("an answer to a callback", TAKEN_WITHIN, || {
        let mut wire = Wire::open(home.address).ok()?;
        attempts.fetch_add(1, Ordering::Relaxed);
        (wire.ask(request).ok()? == 200).then_some(())
    });
}
