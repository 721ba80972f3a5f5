//! What the database and the platform hold when everything is over.

use std::collections::HashMap;
use std::path::Path;

use chat::message::REPEAT_MARK;
use dingtalk_simulator::{Delivery, Route};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use tokio::runtime::Runtime;
use watchbell::domain::incident::Fact;
use watchbell::domain::notice::{Intent, Notice};

use super::writers::Story;

/// A message that was sent is removed, and one that is no longer needed is too. So that nothing can
/// be lost unseen, the database itself notes each that goes, in the transaction in which it goes.
const WATCH: [&str; 2] = [
    "CREATE TABLE settled (id INTEGER PRIMARY KEY, incident INTEGER, destination INTEGER NOT NULL, notice TEXT NOT NULL)",
    "CREATE TRIGGER note_settled AFTER DELETE ON outbox BEGIN \
     INSERT INTO settled VALUES (OLD.id, OLD.incident, OLD.destination, OLD.notice); END",
];

/// Reads the database of a program that may be running.
pub(crate) struct Evidence<'r> {
    runtime: &'r Runtime,
    db: SqliteConnection,
}

/// A message that left the outbox: where to, about which incident, and what.
type Settled = (String, Option<i64>, Notice);

/// A page and a question leave without a word when somebody has answered before they could.
fn may_be_settled(intent: &Intent) -> bool {
    matches!(intent, Intent::Page { .. } | Intent::RequiredInfoAsked { .. } | Intent::ConsentAsked)
}

/// Something that must have happened, and how to know it.
type Expected<'a> = (&'a str, &'a dyn Fn(&Fact) -> bool);

impl<'r> Evidence<'r> {
    pub(crate) fn open(runtime: &'r Runtime, database: &Path) -> Self {
        let options = SqliteConnectOptions::new().filename(database);
        let db = runtime.block_on(SqliteConnection::connect_with(&options)).unwrap();
        Self { runtime, db }
    }

    /// Begins to note which messages leave the outbox. The schema must be there.
    pub(crate) fn watch(mut self) -> Self {
        for statement in WATCH {
            self.runtime.block_on(sqlx::query(statement).execute(&mut self.db)).unwrap();
        }
        self
    }

    pub(crate) fn count(&mut self, question: &'static str) -> i64 {
        self.runtime.block_on(sqlx::query_scalar(question).fetch_one(&mut self.db)).unwrap()
    }

    /// Every word of the story had its effect, once, and the timeline has no gap.
    pub(crate) fn holds_once(&mut self, story: Story) {
        let incidents = self.incidents_titled(&story.title());
        assert_eq!(incidents.len(), 1, "{story:?} opened so many incidents");
        let (number, is_closed) = incidents[0];
        assert!(is_closed, "{story:?}");
        let timeline = self.timeline_of(number);
        assert!(
            (1..).zip(&timeline).all(|(place, (seq, _))| place == *seq),
            "{story:?}: {timeline:?}"
        );
        let expected: [Expected<'_>; 5] = [
            ("opened", &|fact| matches!(fact, Fact::Opened { .. })),
            ("acknowledged", &|fact| matches!(fact, Fact::Acknowledged { .. })),
            (
                "updated",
                &|fact| matches!(fact, Fact::Updated { text, .. } if *text == story.news()),
            ),
            (
                "resolved",
                &|fact| matches!(fact, Fact::Resolved { solution, .. } if *solution == story.solution()),
            ),
            ("confirmed", &|fact| matches!(fact, Fact::Confirmed)),
        ];
        for (what, is_it) in expected {
            let times = timeline.iter().filter(|(_, fact)| is_it(fact)).count();
            assert_eq!(times, 1, "{story:?} was {what} so often: {timeline:?}");
        }
    }

    /// No number was given twice, and no incident came from nowhere.
    pub(crate) fn numbers_are_whole(&mut self, stories: usize) {
        let stories = i64::try_from(stories).unwrap();
        assert_eq!(self.count("SELECT COUNT(DISTINCT number) FROM incidents"), stories);
        assert_eq!(
            self.count("SELECT MAX(number) FROM incidents"),
            stories,
            "a number was lost on the way"
        );
        assert_eq!(self.count("SELECT COUNT(*) FROM events"), 5 * stories);
    }

    /// Whatever has left the outbox has reached its destination; nothing waits and nothing was
    /// given up. Only a page or a question that was answered in time may have gone without a word.
    pub(crate) fn everything_promised_arrived(&mut self, deliveries: &[Delivery]) {
        assert_eq!(self.count("SELECT COUNT(*) FROM dead_letters"), 0);
        assert_eq!(self.count("SELECT COUNT(*) FROM outbox"), 0);
        let mut said: HashMap<(String, i64), usize> = HashMap::new();
        let settled = self.settled();
        for (destination, incident, notice) in &settled {
            if may_be_settled(&notice.intent) {
                continue;
            }
            let incident = incident.unwrap_or_else(|| panic!("{notice:?} is about no incident"));
            *said.entry((destination.clone(), incident)).or_default() += 1;
        }
        for ((destination, incident), said) in said {
            let there = deliveries.iter().filter(|it| destination_of(it) == destination);
            let arrived: usize = there.map(|it| mentions(&it.text, incident)).sum();
            assert!(
                arrived >= said,
                "{destination}: INC-{incident} is told {arrived} times, and {said} messages left"
            );
        }
        self.pages_arrived(&settled, deliveries);
    }

    /// Each page of the timelines was queued and has left; each that has left a reference has
    /// arrived.
    fn pages_arrived(&mut self, settled: &[Settled], deliveries: &[Delivery]) {
        let reached = |destination: &str, code: &str| {
            let there = deliveries.iter().filter(|it| destination_of(it) == destination);
            there.into_iter().any(|delivery| delivery.text.contains(code))
        };
        for (destination, intent) in self.referenced() {
            if let Intent::Page { code, .. } = intent {
                let page = format!("the page {code} to {destination}");
                assert!(reached(&destination, &code), "{page} is recorded as sent and never came");
            }
        }
        for (incident, page) in self.pages_recorded() {
            // One that left without a reference may have been answered before it was sent, and is
            // then nowhere.
            let was_queued = settled.iter().any(|(_, about, notice)| {
                *about == Some(incident)
                    && matches!(&notice.intent, Intent::Page { code, .. } if *code == page)
            });
            assert!(was_queued, "INC-{incident}: the page {page} is recorded and never left");
        }
    }

    /// A kill between sending and recording repeats what was under way, once. Of each message at
    /// most one copy goes unmarked. Gives back how many copies there were.
    pub(crate) fn repeats_are_marked(&mut self, deliveries: &[Delivery], kills: u64) -> usize {
        let mut copies: HashMap<(String, String), usize> = HashMap::new();
        let mut unmarked: HashMap<String, usize> = HashMap::new();
        for delivery in deliveries {
            let destination = destination_of(delivery);
            if !delivery.text.contains(REPEAT_MARK) {
                *unmarked.entry(destination.clone()).or_default() += 1;
            }
            *copies.entry((destination, delivery.text.replace(REPEAT_MARK, ""))).or_default() += 1;
        }
        for ((destination, text), count) in &copies {
            assert!(*count as u64 <= 1 + kills, "{destination}: {count} copies of {text}");
        }
        // Two messages that a kill left unrecorded may be said again as one, so rows are counted
        // here. A page that was answered after such a kill leaves the outbox as no longer needed,
        // though it had arrived.
        let settled = self.count_settled();
        for (destination, unmarked) in unmarked {
            let settled = settled.get(&destination).copied().unwrap_or_default();
            assert!(
                unmarked <= settled,
                "{destination}: {unmarked} without the mark, {settled} settled"
            );
        }
        deliveries.iter().filter(|delivery| delivery.text.contains(REPEAT_MARK)).count()
    }

    fn incidents_titled(&mut self, title: &str) -> Vec<(i64, bool)> {
        let question =
            "SELECT number, is_closed FROM incidents WHERE json_extract(body, '$.title') = ?";
        self.runtime.block_on(sqlx::query_as(question).bind(title).fetch_all(&mut self.db)).unwrap()
    }

    /// The facts of an incident with their numbers: those of an act follow the number of its row.
    fn timeline_of(&mut self, incident: i64) -> Vec<(i64, Fact)> {
        let question = "SELECT acts.seq + each.key, json_extract(each.value, '$.fact') \
             FROM acts, json_each(acts.facts) AS each WHERE incident = ? ORDER BY 1";
        let rows = sqlx::query_as(question).bind(incident).fetch_all(&mut self.db);
        let rows: Vec<(i64, String)> = self.runtime.block_on(rows).unwrap();
        rows.into_iter().map(|(seq, fact)| (seq, serde_json::from_str(&fact).unwrap())).collect()
    }

    /// Everything that left the outbox.
    fn settled(&mut self) -> Vec<Settled> {
        let question = "SELECT platform || ':' || address, incident, notice \
             FROM settled JOIN destinations ON destinations.id = destination";
        let rows = sqlx::query_as(question).fetch_all(&mut self.db);
        let rows: Vec<(String, Option<i64>, String)> = self.runtime.block_on(rows).unwrap();
        let read = |(destination, incident, notice): (_, _, String)| {
            (destination, incident, serde_json::from_str(&notice).unwrap())
        };
        rows.into_iter().map(read).collect()
    }

    /// How many messages left the outbox, by destination.
    fn count_settled(&mut self) -> HashMap<String, usize> {
        let mut counts = HashMap::new();
        for (destination, ..) in self.settled() {
            *counts.entry(destination).or_default() += 1;
        }
        counts
    }

    /// The messages that are recorded as sent with a reference of the platform.
    fn referenced(&mut self) -> Vec<(String, Intent)> {
        let question = "SELECT platform || ':' || address, intent \
             FROM messages JOIN destinations ON destinations.id = destination";
        let rows = sqlx::query_as(question).fetch_all(&mut self.db);
        let rows: Vec<(String, String)> = self.runtime.block_on(rows).unwrap();
        rows.into_iter()
            .map(|(destination, intent)| (destination, serde_json::from_str(&intent).unwrap()))
            .collect()
    }

    /// The incident and the code of each page that is in a timeline.
    fn pages_recorded(&mut self) -> Vec<(i64, String)> {
        let question = "SELECT acts.incident, json_extract(each.value, '$.fact.code') \
             FROM acts, json_each(acts.facts) AS each \
             WHERE json_extract(each.value, '$.fact.fact') = 'paged'";
        self.runtime.block_on(sqlx::query_as(question).fetch_all(&mut self.db)).unwrap()
    }
}

/// How often a text tells of an incident: once, or in each line of a list.
fn mentions(text: &str, incident: i64) -> usize {
    let name = format!("INC-{incident}");
    let is_whole = |rest: &str| !rest.starts_with(|next: char| next.is_ascii_digit());
    let tells = |line: &str| line.split(&name).skip(1).any(is_whole);
    let lines = text.lines().filter(|line| tells(line)).count();
    if text.contains("按紧急程度合并如下") { lines } else { lines.min(1) }
}

/// As the outbox names it.
fn destination_of(delivery: &Delivery) -> String {
    match &delivery.route {
        Route::Robot(_) => "dingtalk:robot:oncall".to_owned(),
        Route::Session(conversation) | Route::Group(conversation) => {
            format!("dingtalk:group:{conversation}")
        }
        Route::Person(staff) => format!("dingtalk:user:{staff}"),
    }
}
