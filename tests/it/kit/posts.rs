//! What can be read in groups and direct chats, in the order in which it appeared.

use chat::{Message, MessageKind};
use chrono::{DateTime, Utc};
use memory_simulator::SentMessage;

use super::bot::TestBot;

/// Something that can be read somewhere.
#[derive(Debug, Clone)]
pub(crate) struct Post {
    pub(crate) at: DateTime<Utc>,
    /// A group, or the account of whoever reads it alone.
    pub(crate) room: String,
    pub(crate) text: String,
    pub(crate) kind: MessageKind,
    /// Accounts that were notified.
    pub(crate) mentioned: Vec<String>,
}

/// Posts so far, and how many of the platform's messages are among them.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    posts: Vec<Post>,
    /// Of each platform.
    taken_in: [usize; 2],
}

impl TestBot {
    /// Everything that could be read so far, the oldest first.
    pub(crate) fn posts(&self) -> Vec<Post> {
        let mut journal = self.journal.lock().unwrap();
        for (place, platform) in [&self.platform, &self.annex].into_iter().enumerate() {
            let sent = platform.sent();
            let new = sent.iter().skip(journal.taken_in[place]).map(post);
            journal.posts.extend(new);
            journal.taken_in[place] = sent.len();
        }
        journal.posts.clone()
    }

    /// Takes note of an answer that the platform showed by itself.
    pub(super) fn note_answer(&self, room: &str, answer: &Message, text: String) {
        self.posts();
        let post = Post {
            at: self.now(),
            room: room.to_owned(),
            text,
            kind: answer.kind,
            mentioned: Vec::new(),
        };
        self.journal.lock().unwrap().posts.push(post);
    }

    /// What is in a room now, after everything that was changed later.
    pub(crate) fn standing_in(&self, room: &str) -> Vec<Post> {
        let sent = self.platform.sent_to(room).into_iter();
        sent.map(|sent| Post {
            at: sent.at,
            room: sent.to.text,
            text: format!("{} {}", sent.thread_name.unwrap_or_default(), sent.text),
            kind: sent.message.kind,
            mentioned: sent.mentioned,
        })
        .collect()
    }

    pub(crate) fn posts_in(&self, room: &str) -> Vec<Post> {
        self.posts().into_iter().filter(|post| post.room == room).collect()
    }

    /// What appeared somewhere after an instant.
    pub(crate) fn posts_after(&self, room: &str, instant: DateTime<Utc>) -> Vec<Post> {
        self.posts_in(room).into_iter().filter(|post| post.at > instant).collect()
    }

    pub(crate) fn last_in(&self, room: &str) -> Post {
        self.posts_in(room).pop().unwrap_or_else(|| panic!("nothing was said in {room}"))
    }

    /// The pages somebody got, by direct message.
    pub(crate) fn pages_to(&self, who: &str) -> Vec<Post> {
        self.posts_in(who).into_iter().filter(|post| post.kind == MessageKind::Page).collect()
    }

    /// The instants of all pages to anybody, with whom they went to.
    pub(crate) fn all_pages(&self) -> Vec<(DateTime<Utc>, String)> {
        let pages = self.posts().into_iter().filter(|post| post.kind == MessageKind::Page);
        pages.map(|post| (post.at, post.room)).collect()
    }

    /// The four digits by which somebody answers their last page.
    pub(crate) fn code_for(&self, who: &str) -> String {
        let page = self.pages_to(who).pop().unwrap_or_else(|| panic!("{who} was not paged"));
        let digits = page.text.split(|letter: char| !letter.is_ascii_digit());
        let code = digits.into_iter().find(|digits| digits.len() == 4);
        code.unwrap_or_else(|| panic!("no code in {}", page.text)).to_owned()
    }
}

fn post(sent: &SentMessage) -> Post {
    Post {
        at: sent.at,
        room: sent.to.text.clone(),
        text: sent.text.clone(),
        kind: sent.message.kind,
        mentioned: sent.mentioned.clone(),
    }
}

/// Fails unless a text has all the pieces.
#[track_caller]
pub(crate) fn assert_says(text: &str, pieces: &[&str]) {
    for piece in pieces {
        assert!(text.contains(piece), "{piece:?} is not in:\n{text}");
    }
}
