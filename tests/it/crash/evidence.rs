//! What the database and the platform hold when everything is over.

use std::collections::HashMap;
use std::path::Path;

use chat::message::REPEAT_MARK;
use dingtalk_simulator::{Delivery, Route};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use tokio::runtime::Runtime;
use watchbell::domain::incident::Fact;

use super::writers::Story;

/// Reads the database of a program that may be running.
pub(crate) struct Evidence<'r> {
    runtime: &'r Runtime,
    db: SqliteConnection,
}

/// Something that must have happened, and how to know it.
type Expected<'a> = (&'a str, &'a dyn Fn(&Fact) -> bool);

impl<'r> Evidence<'r> {
    pub(crate) fn open(runtime: &'r Runtime, database: &Path) -> Self {
        let options = SqliteConnectOptions::new().filename(database);
        let db = runtime.block_on(SqliteConnection::connect_with(&options)).unwrap();
        Self { runtime, db }
    }

    pub(crate) fn count(&mut self, question: &'static str) -> i64 {
        self.runtime.block_on(sqlx::query_scalar(question).fetch_one(&mut self.db)).unwrap()
    }

    /// Every word of the story had its effect, once, and the timeline has no gap.
    pub(crate) fn holds_once(&mut self, story: Story) {
        let incidents = self.incidents_titled(&story.title());
        assert_eq!(incidents.len(), 1, "{story:?} opened so many incidents");
        let (id, state) = &incidents[0];
        assert_eq!(state, "closed", "{story:?}");
        let timeline = self.timeline_of(id);
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
        assert_eq!(self.count("SELECT COUNT(*) FROM seen"), 5 * stories);
    }

    /// Whatever is recorded as sent has reached its destination; nothing was given up.
    pub(crate) fn everything_promised_arrived(&mut self, deliveries: &[Delivery]) {
        assert_eq!(self.count("SELECT COUNT(*) FROM outbox WHERE state = 'dead'"), 0);
        for (destination, sent) in self.messages_sent() {
            let arrived = deliveries
                .iter()
                .filter(|delivery| destination_of(delivery) == destination)
                .count();
            assert!(arrived >= sent, "{destination}: {arrived} arrived of {sent} recorded as sent");
        }
        for (person, code) in self.pages_sent() {
            let reached = deliveries.iter().any(|delivery| {
                destination_of(delivery).ends_with(&person) && delivery.text.contains(&code)
            });
            assert!(reached, "the page {code} to {person} is recorded as sent and never arrived");
        }
    }

    /// A kill between sending and recording repeats what was under way, once. Of each message at most one copy
    /// goes unmarked. Gives back how many copies there were.
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
        // Two messages that a kill left unrecorded may be said again as one, so rows are counted here. A page that
        // was answered after such a kill is recorded as no longer needed, though it had arrived.
        let settled = self.rows_settled();
        for (destination, unmarked) in unmarked {
            let settled = settled.get(&destination).copied().unwrap_or_default();
            assert!(
                unmarked <= settled,
                "{destination}: {unmarked} without the mark, {settled} settled"
            );
        }
        deliveries.iter().filter(|delivery| delivery.text.contains(REPEAT_MARK)).count()
    }

    fn incidents_titled(&mut self, title: &str) -> Vec<(String, String)> {
        let question = "SELECT id, state FROM incidents WHERE json_extract(body, '$.title') = ?";
        self.runtime.block_on(sqlx::query_as(question).bind(title).fetch_all(&mut self.db)).unwrap()
    }

    fn timeline_of(&mut self, incident: &str) -> Vec<(i64, Fact)> {
        let question = "SELECT seq, fact FROM timeline WHERE incident_id = ? ORDER BY seq";
        let rows = sqlx::query_as(question).bind(incident).fetch_all(&mut self.db);
        let rows: Vec<(i64, String)> = self.runtime.block_on(rows).unwrap();
        rows.into_iter().map(|(seq, fact)| (seq, serde_json::from_str(&fact).unwrap())).collect()
    }

    /// Messages by destination; rows that another message listed are not counted.
    fn messages_sent(&mut self) -> HashMap<String, usize> {
        self.sent_by_destination(
            "SELECT destination, COUNT(*) FROM outbox \
             WHERE state = 'sent' AND carried_by IS NULL GROUP BY destination",
        )
    }

    /// Rows by destination that left, alone or listed in another's message, or were no longer needed.
    fn rows_settled(&mut self) -> HashMap<String, usize> {
        self.sent_by_destination(
            "SELECT destination, COUNT(*) FROM outbox WHERE state IN ('sent', 'obsolete') GROUP BY destination",
        )
    }

    fn sent_by_destination(&mut self, question: &'static str) -> HashMap<String, usize> {
        let rows = sqlx::query_as(question).fetch_all(&mut self.db);
        let rows: Vec<(String, i64)> = self.runtime.block_on(rows).unwrap();
        rows.into_iter().map(|(name, count)| (name, usize::try_from(count).unwrap())).collect()
    }

    /// The staff id and the code of each page that is recorded as sent.
    fn pages_sent(&mut self) -> Vec<(String, String)> {
        let question = "SELECT destination, json_extract(intent, '$.code') FROM outbox \
             WHERE state = 'sent' AND json_extract(intent, '$.say') = 'page'";
        let rows = sqlx::query_as(question).fetch_all(&mut self.db);
        let rows: Vec<(String, String)> = self.runtime.block_on(rows).unwrap();
        rows
    }
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
