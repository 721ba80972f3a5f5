//! Five customers and their staff, doing this and that for days, drawn from a seed.
//!
//! Whatever is said inside carries [`INSIDE`], and whatever a customer says carries a mark of that
//! customer, so that it can be recognised wherever it turns up.

use chrono::TimeDelta;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};

use watchbell::domain::directory::{Destination, Group, Languages};

use crate::kit::bot::{TestBot, minutes};
use crate::kit::people;

/// In every word that no customer may read.
pub(super) const INSIDE: &str = "intern-7Q";

/// Group, a customer's administrator, another of the customer's people, and the word for the worst.
pub(super) const CUSTOMERS: [(&str, &str, &str, &str); 5] = [
    ("daocloud", "zhou-min", "wu-hao", "l1"),
    ("isoftstone", "zheng-yu", "feng-xue", "核心生产系统不可用"),
    ("huaweicloud", "chu-tian", "wei-lan", "L1"),
    ("zitadel", "urs-muster", "lea-beispiel", "sev1"),
    ("alibabacloud", "shen-yi", "han-mei", "业务不可用"),
];

const STAFF: [&str; 6] =
    ["zhang-qiang", "chen-jing", "sam-miller", "li-na", "zhao-lei", "tom-berg"];

/// What a customer's words are recognised by.
pub(super) fn mark_of(group: &str) -> String {
    format!("mark-{group}-9Z")
}

/// What a note is recognised by.
pub(super) fn note_mark(note: usize) -> String {
    format!("nota-{note}-5K")
}

/// What the id of a customer's second group ends with.
pub(super) const BRANCH: &str = "-branch";

/// A second group for each customer, in English, which follows every other one's incidents at once;
/// and a second room of the staff.
async fn add_rooms(bot: &TestBot) {
    let store = &bot.bot.actions.store;
    let staff = store.directory().groups["staff"].clone();
    people::add_group(store, &in_annex(&staff, "engineers")).await;
    for (index, (group, ..)) in CUSTOMERS.into_iter().enumerate() {
        let own = store.directory().groups[group].clone();
        let branch = in_annex(&own, &format!("{group}{BRANCH}"));
        people::add_group(store, &branch).await;
        let mirrors = vec![branch.id, "engineers".into()];
        if index % 2 == 0 {
            people::add_group(store, &Group { mirrors, ..own }).await;
        }
    }
}

fn in_annex(group: &Group, id: &str) -> Group {
    let room = Destination { platform: people::ANNEX.to_owned(), address: id.to_owned() };
    Group { id: id.into(), room, language: Languages::En, members: Vec::new(), ..group.clone() }
}

pub(super) struct Life {
    random: StdRng,
    opened: i64,
    /// How many notes were taken; each carries a word of its own.
    notes: usize,
    /// Whether there are rooms to mirror in.
    has_more_rooms: bool,
}

impl Life {
    pub(super) fn from_seed(seed: u64) -> Self {
        Self { random: StdRng::seed_from_u64(seed), opened: 0, notes: 0, has_more_rooms: false }
    }

    /// The same among more rooms, in which incidents are followed now and then.
    pub(super) async fn among_more_rooms(self, bot: &TestBot) -> Self {
        add_rooms(bot).await;
        Self { has_more_rooms: true, ..self }
    }

    /// So many things happen, each at some time after the one before.
    pub(super) async fn go_on(&mut self, bot: &TestBot, happenings: usize) {
        for _ in 0..happenings {
            match self.random.random_range(0..10) {
                0..=3 => self.a_customer_speaks(bot).await,
                4..=7 => self.staff_speak(bot).await,
                _ => bot.advance(TimeDelta::seconds(self.random.random_range(1..1500))).await,
            }
        }
        bot.advance(minutes(90)).await;
    }

    async fn a_customer_speaks(&mut self, bot: &TestBot) {
        let (group, admin, other, worst) = *CUSTOMERS.choose(&mut self.random).unwrap();
        let who = if self.random.random() { admin } else { other };
        let (number, mark) = (self.some_number(), mark_of(group));
        let sentence = match self.random.random_range(0..10) {
            0..=2 => {
                self.opened += 1;
                format!(
                    "open {worst} {mark} @all <@zhang-qiang> [it](http://fake.example) {}",
                    self.opened
                )
            }
            3 => format!("say #{number} {mark} @everyone is waiting"),
            4 => format!("confirm #{number}"),
            5 => format!("reject #{number} {mark}"),
            6 => format!("reopen #{number} {mark}"),
            7 => format!("escalate #{number} urgent {mark}"),
            8 => format!("show #{number}"),
            _ => format!("why #{number}"),
        };
        bot.says(who, group, &sentence).await;
    }

    async fn staff_speak(&mut self, bot: &TestBot) {
        let who = *STAFF.choose(&mut self.random).unwrap();
        let other = *STAFF.choose(&mut self.random).unwrap();
        let number = self.some_number();
        let kinds = if self.has_more_rooms { 16 } else { 9 };
        let sentence = match self.random.random_range(0..kinds) {
            0 | 1 => format!("ack #{number}"),
            2 => format!("update #{number} the standby runs"),
            3 | 11.. => self.note(number),
            9 => format!("mirror add #{number} {}", self.some_room()),
            10 => format!("mirror remove #{number} {}", self.some_room()),
            4 => format!("handoff #{number} @{other} {INSIDE} half done"),
            5 => format!("page @{other} #{number} {INSIDE}"),
            6 => format!("solve #{number} the disk was replaced"),
            7 => format!("show #{number}"),
            _ => "board".to_owned(),
        };
        if self.random.random() {
            bot.whispers(who, &sentence).await
        } else {
            bot.says(who, "staff", &sentence).await
        };
    }

    fn note(&mut self, number: i64) -> String {
        self.notes += 1;
        format!("note #{number} {INSIDE} {}", note_mark(self.notes))
    }

    /// A staff room, a customer's own group, or another customer's.
    fn some_room(&mut self) -> String {
        let (group, ..) = *CUSTOMERS.choose(&mut self.random).unwrap();
        match self.random.random_range(0..3) {
            0 => "engineers".to_owned(),
            1 => "staff".to_owned(),
            _ => format!("{group}{BRANCH}"),
        }
    }

    /// Of an incident that there may be, or may have been.
    fn some_number(&mut self) -> i64 {
        self.random.random_range(1..=self.opened + 1)
    }

    pub(super) fn notes(&self) -> usize {
        self.notes
    }

    pub(super) fn opened(&self) -> i64 {
        self.opened
    }
}
