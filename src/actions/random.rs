//! Injected randomness: ids of messages, codes of pages and confirmations.

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use uuid::{Builder, Uuid};

/// Letters and digits that cannot be mistaken for one another when read aloud.
const CODE_LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Nobody wants to type more.
const MOST_PAGE_CODE_DIGITS: u32 = 6;

/// The bits of an id below its time (RFC 9562, version 7).
const BITS_BELOW_TIME: u32 = 80;

/// A source of randomness.
pub trait Random: Send + Sync {
    /// An id that sorts by time, and within one millisecond after those given out before it, so
    /// that the messages of one act keep their order.
    fn id(&self, now: DateTime<Utc>) -> Uuid;
    /// A number from 0 up to, but not including, 1, for spreading what would else happen at once.
    fn fraction(&self) -> f64;
    /// Four digits by which a page is answered; the first is never zero.
    fn page_code(&self) -> String;
    /// Makes the codes of pages one digit longer from now on, up to six: too many are in use.
    fn lengthen_page_codes(&self);
    /// Four letters and digits, some of each, by which a confirmation is given.
    fn confirmation_code(&self) -> String;
    /// Eight letters and digits that join two accounts: more than anybody can guess in the minutes
    /// they are good for.
    fn link_code(&self) -> String {
        [self.confirmation_code(), self.confirmation_code()].concat()
    }
}

/// A seeded generator: from the operating system in production, from a number in tests.
#[derive(Debug)]
pub struct SeededRandom(Mutex<Throws>);

#[derive(Debug)]
struct Throws {
    rng: StdRng,
    last_id: u128,
    page_code_digits: u32,
}

impl Throws {
    fn id(&mut self, millis: u64) -> Uuid {
        let mut id =
            Builder::from_unix_timestamp_millis(millis, &self.rng.random()).into_uuid().as_u128();
        if id >> BITS_BELOW_TIME == self.last_id >> BITS_BELOW_TIME {
            id = id.max(self.last_id + 1);
        }
        self.last_id = id;
        Uuid::from_u128(id)
    }
}

impl SeededRandom {
    /// The same seed gives the same values.
    pub fn from_seed(seed: u64) -> Self {
        Self::throwing(StdRng::seed_from_u64(seed))
    }

    #[expect(clippy::disallowed_methods, reason = "this is what is injected")]
    pub fn from_system() -> Self {
        Self::throwing(rand::make_rng())
    }

    fn throwing(rng: StdRng) -> Self {
        Self(Mutex::new(Throws { rng, last_id: 0, page_code_digits: 4 }))
    }

    fn throws(&self) -> MutexGuard<'_, Throws> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn throw<T>(&self, throw: impl FnOnce(&mut StdRng) -> T) -> T {
        throw(&mut self.throws().rng)
    }
}

impl Random for SeededRandom {
    fn id(&self, now: DateTime<Utc>) -> Uuid {
        self.throws().id(u64::try_from(now.timestamp_millis()).unwrap_or_default())
    }

    fn fraction(&self) -> f64 {
        self.throw(RngExt::random)
    }

    fn page_code(&self) -> String {
        let mut throws = self.throws();
        let least = 10_u32.pow(throws.page_code_digits - 1);
        throws.rng.random_range(least..10 * least).to_string()
    }

    fn lengthen_page_codes(&self) {
        let mut throws = self.throws();
        throws.page_code_digits = (throws.page_code_digits + 1).min(MOST_PAGE_CODE_DIGITS);
    }

    fn confirmation_code(&self) -> String {
        self.throw(|rng| {
            let alphabets = [&CODE_LETTERS[24..], CODE_LETTERS, CODE_LETTERS, &CODE_LETTERS[..24]];
            alphabets.into_iter().map(|alphabet| letter(rng, alphabet)).collect()
        })
    }
}

fn letter(rng: &mut StdRng, from: &[u8]) -> char {
    char::from(from[rng.random_range(0..from.len())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_can_be_said_and_told_from_numbers() {
        let random = SeededRandom::from_seed(7);
        for _ in 0..2000 {
            let page = random.page_code();
            assert!(
                page.len() == 4
                    && page.bytes().all(|b| b.is_ascii_digit())
                    && !page.starts_with('0')
            );
            let code = random.confirmation_code();
            let has = |kind: fn(&u8) -> bool| code.as_bytes().iter().any(kind);
            assert!(
                code.len() == 4 && has(u8::is_ascii_alphabetic) && has(u8::is_ascii_digit),
                "{code}"
            );
        }
    }

    #[test]
    fn ids_are_ordered_by_time() {
        let random = SeededRandom::from_seed(7);
        let earlier = random.id(DateTime::from_timestamp_millis(1_000).unwrap());
        assert!(earlier < random.id(DateTime::from_timestamp_millis(2_000).unwrap()));
    }

    #[test]
    fn ids_of_one_instant_keep_the_order_in_which_they_were_given_out() {
        let (random, now) =
            (SeededRandom::from_seed(7), DateTime::from_timestamp_millis(1_000).unwrap());
        let ids: Vec<Uuid> = (0..2000).map(|_| random.id(now)).collect();
        assert!(ids.is_sorted_by(|a, b| a < b));
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
    }
}
